"""Claims at the desk: their list, their form, and what is said after a save."""

from django.contrib import admin, messages
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from statements.admin.claim_anchors import record_spans
from statements.admin.claim_choices import LOOKUP_URL, LookupView, claim_label, with_labels
from statements.admin.claim_forms import ClaimForm
from statements.admin.claim_inlines import (
    DoubtInline,
    FigureInline,
    JointHolderInline,
    LinkInline,
    LookupFields,
    RelationInline,
    SubjectInline,
)
from statements.admin.claim_words import Reading, shown_blocks, shown_lines
from statements.admin.duplicates import LikelyDuplicates
from statements.admin.fields import date_fieldset
from statements.admin.moving import move_to_newest_capture
from statements.admin.reassigning import Reassigning, reassign_claims
from statements.admin.review import STATE_COLUMNS, STATE_FILTERS, DeskAdmin, is_changed
from statements.admin.searching import bounded
from statements.choices import Mode, SpanRole
from statements.desk.attributions import Link
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.sources import Source
from statements.publishing.blockers import blockers
from statements.publishing.preview import preview
from statements.record.wording import AttributedClaim, BrokenAttribution

MOST_SOURCES = 20
PREFILLED = ("capture", "words", "kind", "language")
SEARCHED = (
    "paraphrase",
    "spans__exact",
    "links__holders__as_named",
    "links__holders__agent__names__folded",
)


class LastModeFilter(admin.SimpleListFilter):
    """Claims by the mode of their last link."""

    title = "mode"
    parameter_name = "mode"

    def lookups(self, request, model_admin):
        return Mode.choices

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        last = Link.objects.filter(claim=OuterRef("pk")).order_by("-position", "-pk").values("mode")[:1]
        found = queryset.annotate(last_mode=Subquery(last))
        return found.filter(last_mode=None if self.value() == Mode.NONE else self.value())


class SourceFilter(admin.SimpleListFilter):
    """Claims by source: the sources changed last that have claims, and any other by its address in the query."""

    title = "source (those changed last)"
    parameter_name = "source"

    def lookups(self, request, model_admin):
        sources = Source.objects.filter(captures__claims__isnull=False).distinct().order_by("-changed_at", "-pk")
        return [(source.ref, Truncator(str(source)).chars(60)) for source in sources[:MOST_SOURCES]]

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        return queryset.filter(capture__source__ref=self.value()) if self.value() else queryset


@admin.register(Claim)
class ClaimAdmin(LookupFields, Reassigning, LikelyDuplicates, DeskAdmin):
    form = ClaimForm
    list_display = ("ref", "short", "source", *STATE_COLUMNS)
    list_filter = ("state", "kind", LastModeFilter, SourceFilter, *STATE_FILTERS[1:])
    search_fields = SEARCHED
    search_help_text = "Words of the claim, its paraphrase or a holder; or an address (c-…)."
    autocomplete_fields = ("capture", "part_of")
    readonly_fields = ("reads_as",)
    fieldsets = (
        (None, {"fields": ("capture", "words", "quoted", "kind", "paraphrase", "language", "part_of", "reads_as")}),
        date_fieldset("about", "Date that the content is about", classes=("collapse",)),
    )

    actions = [*DeskAdmin.actions, move_to_newest_capture, reassign_claims]
    inlines = (LinkInline, JointHolderInline, DoubtInline, FigureInline, SubjectInline, RelationInline)

    class Media:
        css = {"all": ["desk/claims.css"]}

    def get_urls(self):
        lookup = LookupView.as_view(admin_site=self.admin_site)
        return [path("lookup/", self.admin_site.admin_view(lookup), name=LOOKUP_URL), *super().get_urls()]

    def get_queryset(self, request):
        return with_labels(super().get_queryset(request))

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        title, options = fieldsets[0]
        fields = [name for field in options["fields"] for name in ((field, "anew") if field == "quoted" else (field,))]
        return [(title, {**options, "fields": fields}), *fieldsets[1:]]

    def label(self, record):
        return f"{claim_label(record)} · {record.ref}"

    @admin.display(description="claim, and who is said to have said it")
    def short(self, claim):
        return claim_label(claim)

    @admin.display(description="source", ordering="capture__source__title")
    def source(self, claim):
        return claim.source

    @admin.display(description="reads as")
    def reads_as(self, claim):
        if not claim.pk:
            return "Shown here once it is saved."
        sentence, words = reading(claim)
        text = Reading(claim.capture.text)
        places = ((text.where(span.start, span.end),) for span in claim.words_shown)
        return format_html(
            "<strong>{}</strong><br>{}{}", sentence, words, format_html_join("", "<div>{}</div>", places)
        )

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        if "words" in form.base_fields:  # not for those who only read
            self.watched(form.base_fields["words"].widget, obj)
        return form

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if name in PREFILLED}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = inline.initial_rows(request) if request.method == "GET" and not obj.pk else []
        return {**given, "initial": rows} if rows else given

    def response_add(self, request, obj, post_url_continue=None):
        return self._next(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._next(request, obj) or super().response_change(request, obj)

    def _next(self, request, claim):
        """The form for the next claim of the same capture, with the chain of this one."""
        if "_addanother" not in request.POST:
            return None
        self.message_user(request, f"{claim} was saved. Its capture and chain are repeated below.", messages.SUCCESS)
        url = reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_add")
        return HttpResponseRedirect(f"{url}?capture={claim.capture_id}&after={claim.pk}")

    @admin.display(description="Exact words")
    def words(self, claim):
        """For those who may not change the claim."""
        return shown_blocks([span.exact for span in claim.words_shown])

    @admin.display(description="Quoted parts")
    def quoted(self, claim):
        return shown_lines([span.exact for span in claim.spans.of_role(SpanRole.QUOTED)])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if is_changed(form, formsets) or not change:
            record_spans(form.instance, form.instance.entry)
        self._tell(request, form)

    def _tell(self, request, form):
        claim = Claim.objects.get(pk=form.instance.pk)
        self.warn_of_likely(request, claim)
        for note in form.instance.entry.notes:
            self.message_user(request, note, messages.INFO)
        sentence, words = reading(claim)
        self.message_user(request, f"Reads as: {sentence}: {words}")
        problems = in_the_way(claim)
        if problems:
            self.message_user(
                request, f"Still stands in the way of publication: {' '.join(problems)}", messages.WARNING
            )


def reading(claim):
    """The attribution's sentence and the claim's words as visitors would read them; or why they cannot yet."""
    try:
        attributed = AttributedClaim(preview(Claim.objects.get(pk=claim.pk)))
    except BrokenAttribution as problem:
        return "Cannot be shown yet", str(problem)
    return attributed.sentence, attributed.text


def in_the_way(claim):
    """What still stands in the way of publishing a stored claim, as sentences."""
    return blockers(claim, public=_refs_named(claim))


def _refs_named(claim):
    """What the claim names may become public together with it; the act of publishing asks for that again."""
    figures = Figure.objects.filter(claim=claim, tied_to__isnull=False).values_list("tied_to__claim__ref", flat=True)
    related = claim.relations.values_list("to__ref", flat=True)
    return {*figures, *related, *([claim.part_of.ref] if claim.part_of else [])}


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin):
    """Only for choosing a figure that another is tied to; figures are edited with their claim."""

    search_fields = ("as_written", "measure", "claim__ref")
    ordering = ("claim", "number")
    list_display = ("as_written", "measure", "claim")
    list_select_related = ("claim",)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("claim")

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, bounded(search_term)[0])

    def label(self, figure):
        return f"{figure.as_written} {figure.measure} · {figure.claim.ref} {figure.number}"

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
