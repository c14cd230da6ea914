"""The parts of a record on its form: stacked, because tables of fields leave theirs without labels."""

from django.contrib import admin

from statements.admin.fields import DeskFields
from statements.admin.forms import DeskFormSet, DeskPart, NameFormSet, NamePart, OrderedFormSet, OrderedPart


class DeskInline(DeskFields, admin.StackedInline):
    """Parts of a desk record; whoever may change the record may add, change and remove them."""

    form = DeskPart
    formset = DeskFormSet
    extra = 0

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) or self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class OrderedInline(DeskInline):
    """Parts whose order matters: up and down buttons set `position`, which is the last field."""

    form = OrderedPart
    formset = OrderedFormSet
    ordering = ("position", "pk")
    classes = ("ordered",)


class NameInline(DeskInline):
    """The names of an agent or a subject."""

    form = NamePart
    formset = NameFormSet
    fields = ("name", "language", "preferred")
    ordering = ("pk",)
    min_num = 1
