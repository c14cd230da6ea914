"""Sources at the desk, and the way their texts come in."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect

from statements.admin import waiting
from statements.admin.counts import count_of
from statements.admin.duplicates import LikelyDuplicates
from statements.admin.entering import SourceForm, text_fieldset
from statements.admin.fields import date_fieldset
from statements.admin.inlines import DeskInline, OrderedInline
from statements.admin.marking import MarkClaims
from statements.admin.merging import Merging
from statements.admin.moving import STAYED_BEHIND, left_behind
from statements.admin.review import STATE_COLUMNS, STATE_FILTERS, DeskAdmin
from statements.admin.rights import adding_claim, may_add_claims
from statements.choices import DeskState
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.sources import Source, SourceAuthor


class AuthorInline(OrderedInline):
    model = SourceAuthor
    fields = ("agent", "as_named", "position")
    autocomplete_fields = ("agent",)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("agent__names")


class CaptureInline(DeskInline):
    """The captures made so far; they are never edited, and a newer text becomes a new one."""

    model = Capture
    fields = ("number", "text_basis", "method", "captured_at", "language", "sha256", "text_sha256", "state")
    readonly_fields = fields
    ordering = ("-number",)
    show_change_link = True
    can_delete = False
    max_num = 0
    verbose_name_plural = "captures made so far"

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text", "file_bytes")


class HeldFilter(admin.SimpleListFilter):
    title = "held or cited only"
    parameter_name = "held"

    def lookups(self, request, model_admin):
        return [("yes", "held: we have a capture"), ("no", "cited only")]

    def queryset(self, request, queryset):
        return queryset if self.value() is None else queryset.filter(captures__isnull=self.value() == "no").distinct()


@admin.register(Source)
class SourceAdmin(MarkClaims, Merging, LikelyDuplicates, DeskAdmin):
    form = SourceForm
    change_form_template = "admin/desk/source_form.html"
    list_display = (
        "__str__",
        "ref",
        "kind",
        "publisher",
        "published_edtf",
        "captures_count",
        "claims_count",
        *STATE_COLUMNS,
    )
    list_filter = ("kind", "display", HeldFilter, *STATE_FILTERS)
    list_select_related = ("publisher",)
    search_fields = ("title", "url", "identifier", "authors__as_named", "publisher__names__folded")
    search_help_text = "Words of the title, an author's or publisher's name, a web address, or an address here (o-…)."
    fieldsets = (
        (None, {"fields": ("kind", "title", "title_devised", "language")}),
        text_fieldset(),
        ("Published by", {"fields": ("publisher", "publisher_as_named", "place")}),
        date_fieldset("published", "When it was published"),
        ("Where to find it", {"fields": ("url", "archived_url", "identifier")}),
        ("What visitors may read", {"fields": ("display", "rights")}),
    )
    autocomplete_fields = ("publisher",)
    inlines = (AuthorInline, CaptureInline)
    help_texts = {
        "kind": "What was published, not what it is about. In doubt: publication.",
        "language": "Of the publication itself, as a BCP 47 tag: en, az, hy, ru. Empty: not stated.",
    }

    def get_queryset(self, request):
        found = super().get_queryset(request).prefetch_related("publisher__names")
        return found.annotate(
            captures_number=count_of(Capture, "source"), claims_number=count_of(Claim, "capture__source")
        )

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        if "url" in form.base_fields:  # not for those who only read
            self.watched(form.base_fields["url"].widget, obj)
        return form

    @admin.display(description="captures", ordering="captures_number")
    def captures_count(self, source):
        return source.captures_number or "cited only"

    @admin.display(description="claims", ordering="claims_number")
    def claims_count(self, source):
        return source.claims_number

    def label(self, source):
        publisher = str(source.publisher) if source.publisher else ""
        return " · ".join(filter(None, [str(source), publisher, source.published_edtf or "no date", source.ref]))

    def offers(self, request, act, record):
        """Also what only its claims or captures wait for, while nothing of its own has changed."""
        if super().offers(request, act, record):
            return True
        if record.state not in (DeskState.PUBLISHED, DeskState.IN_REVIEW):
            return False
        if act.name == "submit":
            return waiting.has_parts_to_send(record, request.user)
        return act.name == "publish" and Claim.objects.of_source(record).waiting().exists()

    def more_links(self, request, record):
        newest = record.captures.defer("text", "file_bytes").order_by("-number").first()
        if newest is None or not may_add_claims(request.user):
            return []
        return [("Mark claims", self.marking_url(record)), ("Add a claim", adding_claim(newest))]

    def response_add(self, request, obj, post_url_continue=None):
        return self._mark(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._mark(request, obj) or super().response_change(request, obj)

    def _mark(self, request, source):
        if "_mark" not in request.POST:
            return None
        self.message_user(request, f"{source} was saved.", messages.SUCCESS)
        return HttpResponseRedirect(self.marking_url(source))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.save_capture(by=request.user)
        self.warn_of_likely(request, form.instance)
        behind = left_behind(form.instance) if form.capture is not None else 0
        if behind:
            self.message_user(request, STAYED_BEHIND % behind, messages.WARNING)
