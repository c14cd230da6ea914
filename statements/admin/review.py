"""The base of every record's admin: who may change it, the guard against lost updates, its history and its acts."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.utils.html import format_html

from statements.admin import conflicts, refusals
from statements.admin.acts import ReviewActs, public_address
from statements.admin.deleting import Deletions
from statements.admin.fields import DeskFields
from statements.admin.forms import LONGEST_REASON, NOT_CHANGES, DeskForm
from statements.admin.histories import Histories
from statements.admin.linking import PreviewLinks
from statements.admin.previews import Previews
from statements.admin.reviewing import Reviews
from statements.admin.rights import may_edit
from statements.admin.searching import LimitedSearch
from statements.choices import DeskState
from statements.desk.history import change_set
from statements.desk.review import Stale

STATE_COLUMNS = ("status", "changed_at", "changed_by_name")
STATE_FILTERS = ("state", "has_changes", "submitted", "changed_at")


class DeskAdmin(
    DeskFields, LimitedSearch, ReviewActs, Previews, PreviewLinks, Reviews, Histories, Deletions, admin.ModelAdmin
):
    """A desk record's admin. Subclasses declare lists and fieldsets; the reason and the token are added here."""

    form = DeskForm
    change_form_template = "admin/desk/change_form.html"
    list_filter = STATE_FILTERS
    list_per_page = 50
    list_max_show_all = 200
    list_select_related = False
    ordering = ("-changed_at", "-pk")
    save_on_top = True
    view_on_site = False
    show_full_result_count = False

    class Media:
        css = {"all": ["desk/desk.css"]}
        js = ["desk/order.js", "desk/choices.js"]

    @admin.display(description="state", ordering="state")
    def status(self, record):
        """Where the record stands, in words."""
        words = record.get_state_display()
        if record.state == DeskState.PUBLISHED and record.has_changes:
            words += ", changes in review" if record.submitted else ", unpublished changes"
        return words

    def label(self, record):
        """The record as a choice: its name and its address, so that namesakes can be told apart."""
        return f"{record} · {record.ref}"

    def more_links(self, request, record):
        """Further buttons of the record's page, as label and address."""
        return []

    # Who may

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or may_edit(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (may_edit(request.user, obj) and not obj.revision))

    # The form

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name not in NOT_CHANGES]

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets.append(("This change", {"fields": ["why", "token"]}))
        return fieldsets

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        form.request = request
        return form

    def get_object(self, request, object_id, from_field=None):
        """The record; held until the end of the transaction where a form is being saved."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST" and connection.in_atomic_block:
            self.model.objects.select_for_update().get(pk=found.pk)
            found = super().get_object(request, object_id, from_field)
        return found

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            why = request.POST.get("why", "").strip()[:LONGEST_REASON]
            try:
                with change_set(by=request.user, through="admin form", why=why):
                    return super().changeform_view(request, object_id, form_url, extra_context)
            except (ValidationError, Stale, IntegrityError) as problem:
                # Everything was rolled back; the form is shown again with what stood in the way.
                request.refused = refusals.words(problem)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if form.is_bound and getattr(form, "is_stale", False):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["differences"] = conflicts.differences(form, formsets)
        if obj is not None:
            links = [*self.more_links(request, obj), *self.act_links(request, obj)]
            context |= {"status": self.status(obj), "act_links": links}
            context["review_url"] = self.desk_url("review", obj.pk)
            context["links_url"] = self.desk_url("links", obj.pk) if self.may_link(request, obj) else ""
            context["preview_url"] = self.desk_url("preview", obj.pk)
            context["public_url"] = public_address(obj) if obj.revision else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = obj.changed_by = request.user
            obj.changed_by_name = request.user.get_username()
        if not change or form.changed_data:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and is_changed(form, formsets):
            self.note_change(request, form)

    def note_change(self, request, form):
        """Record who changed the record or its parts; Stale where somebody else did so first."""
        record = form.instance
        before = record.state
        record.touch(by=request.user, expected=form.cleaned_data["token"])
        if before == DeskState.IN_REVIEW:
            self.message_user(
                request, "It was in review. Being changed, it is a draft again: send it once more.", messages.WARNING
            )
        elif before == DeskState.PUBLISHED:
            self.message_user(
                request,
                "Visitors see the last revision until this change was reviewed and published.",
                messages.WARNING,
            )

    # Addresses

    def change_url(self, record):
        """The address of the record's form at the desk."""
        return self.desk_url("change", record.pk)

    def linked(self, record, words=None):
        """A link to the record's form."""
        return format_html('<a href="{}">{}</a>', self.change_url(record), words or record)


def is_changed(form, formsets):
    """Whether a form or one of its inlines says anything new."""
    return bool(form.changed_data) or any(formset.has_changed() for formset in formsets)
