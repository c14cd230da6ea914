"""Records that are perhaps the same as one that is being entered: told while it is typed, and when it is saved."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join

from statements import names
from statements.admin.claim_choices import with_labels
from statements.admin.keys import key_of
from statements.choices import DeskState, SpanRole
from statements.desk.agents import Agent, AgentName
from statements.desk.anchors import Span
from statements.desk.claims import Claim
from statements.desk.sources import Source

MOST = 5
MOST_LOOKED_AT = 200
LONGEST = 2000
FEWEST_LETTERS = 3  # of a name
SHORTEST_WORDS = 15  # characters: “he said” stands in every second article
SKIPPED = re.compile(r"\[(?:\.\.\.|…)\]")
TRACKING = re.compile(r"utm_.*|fbclid|gclid|mc_.*")


def agents_like(typed):
    """Agents one of whose names is made of the same words, however they are written or ordered."""
    words = names.tokens(typed)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return []
    found = AgentName.objects.all()
    for word in words:
        found = found.filter(folded__contains=word)
    alike = [name.agent_id for name in found[:MOST_LOOKED_AT] if sorted(names.tokens(name.name)) == sorted(words)]
    return Agent.objects.filter(pk__in=alike).prefetch_related("names")


def sources_like(typed):
    """Sources of the same web address, but for its scheme, `www.`, a slash at its end and what only tracks readers."""
    wanted = bare_address(typed)
    host, slash, rest = wanted.partition("/")
    if not (host and slash and rest):
        return []
    found = Source.objects.filter(url__icontains=rest.partition("?")[0])
    alike = [source.pk for source in found.only("url")[:MOST_LOOKED_AT] if bare_address(source.url) == wanted]
    return Source.objects.filter(pk__in=alike).select_related("publisher").prefetch_related("publisher__names")


def claims_like(typed):
    """Claims of which a stretch of words is exactly one of these."""
    pieces = [piece.strip() for piece in SKIPPED.split(typed)]
    wanted = [piece for piece in pieces if len(piece) >= SHORTEST_WORDS]
    if not wanted:
        return []
    spans = Span.objects.filter(role=SpanRole.WORDS, exact__in=wanted)
    return with_labels(Claim.objects.filter(pk__in=spans.values("claim")))


def bare_address(typed):
    """A web address to compare by; empty for what is none."""
    try:
        parts = urlsplit(typed.strip() if "://" in typed else f"https://{typed.strip()}")
    except ValueError:
        return ""
    query = [(name, value) for name, value in parse_qsl(parts.query) if not TRACKING.fullmatch(name)]
    told = f"?{urlencode(sorted(query))}" if query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{told}"


LIKELY_MEDIA = Media(js=["desk/duplicates.js"])
LIKE = {Agent: agents_like, Source: sources_like, Claim: claims_like}


class LikelyDuplicates:
    """Adds to a record's admin the look for others that are perhaps the same, as JSON and as a message at a save."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.likely_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_likely"
        return [path("likely/", page, name=name), *super().get_urls()]

    def likely_view(self, request):
        """`{"likely": [{"label", "url"}]}` for what is typed (`q`), without the record itself (`but`)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        typed, but = request.GET.get("q", "")[:LONGEST], key_of(request.GET.get("but", ""))
        found = [
            {"label": self.label(record), "url": self.change_url(record)} for record in self.likely(typed, but=but)
        ]
        return JsonResponse({"likely": found})

    def likely(self, typed, *, but=None):
        """The first few records that are perhaps the same, merged ones left out."""
        found = LIKE[self.model](typed)
        return list(found.exclude(pk=but).exclude(state=DeskState.MERGED).order_by("pk")[:MOST]) if found else []

    def warn_of_likely(self, request, record):
        """Say at a save which records are perhaps the same; it was saved all the same."""
        found = {other.pk: other for typed in typed_in(record) for other in self.likely(typed, but=record.pk)}
        others = [other for other in found.values() if not _is_of_one_source(record, other)]
        if others:
            links = format_html_join(", ", "{}", ((self.linked(other, self.label(other)),) for other in others[:MOST]))
            self.message_user(request, format_html("Perhaps the same as {}.", links), messages.WARNING)

    def watched(self, widget, record):
        """Let a field ask while it is typed in; without scripts the message at the save says the same."""
        widget.attrs["data-likely"] = f"{self.desk_url('likely')}?{urlencode({'but': record.pk if record else ''})}"

    @property
    def media(self):
        return super().media + LIKELY_MEDIA


def typed_in(record):
    """What of a stored record is looked for elsewhere."""
    if isinstance(record, Agent):
        return list(record.names.values_list("name", flat=True))
    if isinstance(record, Source):
        return [record.url] if record.url else []
    return list(record.spans.of_role(SpanRole.WORDS).values_list("exact", flat=True))


def _is_of_one_source(record, other):
    """Two claims of one source that share words are two speakers, or one thing said twice; no mistake."""
    return isinstance(record, Claim) and record.capture.source_id == other.capture.source_id
