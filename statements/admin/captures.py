"""Captures at the desk: read, never rewritten; only what is known of how they came in can be put right."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.html import format_html, format_html_join

from statements.admin.counts import count_of
from statements.admin.review import STATE_COLUMNS, STATE_FILTERS, DeskAdmin
from statements.admin.rights import adding_claim, may_add_claims
from statements.desk.captures import Capture
from statements.desk.claims import Claim

SHOWN = 50_000
MOST_SPANS = 200


@admin.register(Capture)
class CaptureAdmin(DeskAdmin):
    list_display = ("__str__", "ref", "text_basis", "method", "captured_at", "claims_count", *STATE_COLUMNS)
    list_filter = ("text_basis", "method", *STATE_FILTERS)
    list_select_related = ("source",)
    search_fields = ("source__title", "sha256", "text_sha256", "from_url")
    search_help_text = "Words of the source's title, a SHA-256 sum, a web address, or an address here (k-…)."
    readonly_fields = (
        "source",
        "number",
        "method",
        "media_type",
        "text_basis",
        "language",
        "sha256",
        "text_sha256",
        "characters",
        "text_shown",
        "words_marked",
    )
    fieldsets = (
        (None, {"fields": ("source", "number", "method", "media_type")}),
        ("What can be put right", {"fields": ("captured_at", "from_url", "translated_from", "translated_by")}),
        (
            "The text, frozen",
            {"fields": ("text_basis", "language", "characters", "sha256", "text_sha256", "text_shown")},
        ),
        ("Words recorded in it", {"fields": ("words_marked",)}),
    )
    help_texts = {
        "captured_at": "When the bytes were received, UTC: 2024-03-01 14:05:00.",
        "from_url": "The web address the text was copied from. Empty: not known.",
        "translated_from": "Only for a translation.",
        "translated_by": "Only for a translation: who made it.",
    }

    def has_add_permission(self, request):
        return False

    def get_urls(self):
        text = self.admin_site.admin_view(self.text_view)
        return [path("<path:object_id>/text/", text, name="statements_capture_text"), *super().get_urls()]

    def get_queryset(self, request):
        found = super().get_queryset(request).select_related("source").defer("text", "file_bytes")
        return found.annotate(claims_number=count_of(Claim, "capture"))

    def more_links(self, request, record):
        return [("Add a claim", adding_claim(record))] if may_add_claims(request.user) else []

    def text_view(self, request, object_id):
        """The whole text as the archive keeps it, as plain text."""
        capture = self.get_object(request, object_id)
        if capture is None:
            raise Http404("No such capture.")
        if not self.has_view_or_change_permission(request, capture):
            raise PermissionDenied
        return HttpResponse(capture.text, content_type="text/plain; charset=utf-8")

    @admin.display(description="claims", ordering="claims_number")
    def claims_count(self, capture):
        return capture.claims_number

    @admin.display(description="characters")
    def characters(self, capture):
        return f"{len(capture.text):,}"

    @admin.display(description="text")
    def text_shown(self, capture):
        more = " …" if len(capture.text) > SHOWN else ""
        return format_html(
            '<div class="desk-text" dir="auto" tabindex="0" role="region" aria-label="Text">{}{}</div>'
            '<a href="{}">{}</a>',
            capture.text[:SHOWN],
            more,
            self.desk_url("text", capture.pk),
            "The whole text",
        )

    @admin.display(description="words")
    def words_marked(self, capture):
        spans = list(capture.spans.select_related("claim")[: MOST_SPANS + 1])
        rows = [(s.get_role_display(), s.start, s.end, s.exact, self._owner(s)) for s in spans[:MOST_SPANS]]
        listed = format_html_join("", "<li>{} {}–{}: <bdi>{}</bdi> {}</li>", rows)
        more = f"The first {MOST_SPANS} are shown." if len(spans) > MOST_SPANS else ""
        return format_html('<ul class="desk-words">{}</ul>{}', listed, more) if rows else "none yet"

    def _owner(self, span):
        return self.desk_link(span.claim) if span.claim else ""

    def label(self, capture):
        return f"{capture} · {capture.get_text_basis_display()} · {capture.ref}"
