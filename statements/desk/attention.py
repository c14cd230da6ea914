"""What at the desk needs somebody to look: words to find again, dates without a basis, quotations without words."""

from django.db.models import Exists, OuterRef, Q, Subquery

from statements.choices import DeskState, Mode, SpanRole, TextBasis
from statements.desk.anchors import Span
from statements.desk.attributions import Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.listing import Chosen
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject

CLOSED = (DeskState.WITHDRAWN, DeskState.MERGED)
DATED = {Source: "published", Statement: "said", Subject: "about", Claim: "about"}


def captures_to_reanchor() -> Chosen:
    """Captures whose claims stand in a text that a newer capture replaced, or have words to be found again."""
    newer = Capture.objects.filter(source=OuterRef("source"), number__gt=OuterRef("number")).exclude(state__in=CLOSED)
    live = Claim.objects.filter(capture=OuterRef("pk")).exclude(state__in=CLOSED)
    flagged = Span.objects.filter(needs_anchor=True, claim__isnull=False).exclude(claim__state__in=CLOSED)
    found = Capture.objects.exclude(state__in=CLOSED)
    return {Capture: found.filter((Exists(newer) & Exists(live)) | Q(pk__in=flagged.values("claim__capture")))}


def dates_without_basis() -> Chosen:
    """Records that keep the words of a date and neither the date nor how it is known."""
    found: Chosen = {}
    for kind, prefix in DATED.items():
        bare = _bare(prefix)
        if kind is Claim:
            bare |= Q(pk__in=Link.objects.filter(_bare("said")).values("claim"))
        found[kind] = kind.objects.filter(bare).exclude(state__in=CLOSED)
    return found


def quotations_not_found() -> Chosen:
    """Claims said to be quoted whose quoted words stand nowhere in their capture's text."""
    last = Link.objects.filter(claim=OuterRef("pk")).order_by("-position", "-pk").values("mode")[:1]
    found = Claim.objects.exclude(state__in=CLOSED).exclude(state=DeskState.PUBLISHED, has_changes=False)
    found = found.exclude(capture__text_basis=TextBasis.SUMMARY).annotate(last_mode=Subquery(last))
    direct, mixed = Q(last_mode=Mode.DIRECT), Q(last_mode=Mode.MIXED)
    return {Claim: found.filter((direct & ~_found(SpanRole.WORDS)) | (mixed & ~_found(SpanRole.QUOTED)))}


def _bare(prefix: str) -> Q:
    return ~Q(**{f"{prefix}_as_written": ""}) & Q(**{f"{prefix}_basis": ""})


def _found(role: SpanRole) -> Exists:
    return Exists(Span.objects.filter(claim=OuterRef("pk"), role=role, needs_anchor=False))
