"""Events, places, legal instruments and topics at the desk."""

from django.contrib import admin

from statements.admin.fields import date_fieldset
from statements.admin.inlines import NameInline
from statements.admin.review import STATE_COLUMNS, STATE_FILTERS, DeskAdmin
from statements.desk.subjects import Subject, SubjectName


class SubjectNameInline(NameInline):
    model = SubjectName


@admin.register(Subject)
class SubjectAdmin(DeskAdmin):
    list_display = ("__str__", "ref", "kind", "about_edtf", "description", *STATE_COLUMNS)
    list_filter = ("kind", *STATE_FILTERS)
    search_fields = ("names__folded", "description")
    search_help_text = "Words of a name in any language, of the description, or an address (t-…)."
    fieldsets = (
        (None, {"fields": ("kind", "description")}),
        date_fieldset("about", "When it happened, or was adopted"),
    )
    inlines = (SubjectNameInline,)
    help_texts = {
        "kind": "An event is named by its place and date, in nobody's words for it. In doubt: topic.",
    }

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")

    def label(self, subject):
        return " · ".join(filter(None, [subject.name, subject.about_edtf, subject.get_kind_display(), subject.ref]))
