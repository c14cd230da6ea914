"""Moving a claim to another capture of its source: every span is found again by quote and context, or flagged."""

from django.db import transaction

from statements import spans
from statements.desk.anchors import Span
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.history import change_set


def reanchor(claim: Claim, capture: Capture, *, by) -> list[str]:
    """Move a claim to another capture of the same source; return the words a curator has to find there.

    A span moves only where quote and context leave one place; every other keeps its place in the old capture, is
    flagged, and keeps the claim from being published. Raises ValueError for a capture of another source.
    """
    if capture.source_id != claim.capture.source_id:
        raise ValueError(f"{capture} is a capture of another source.")
    with change_set(by=by, through="re-anchoring", why=f"Moved to {capture.ref}."), transaction.atomic():
        found = [(span, _place(span, capture)) for span in claim.spans.all()]
        Claim.objects.filter(pk=claim.pk).update(capture=capture)
        claim.capture = capture
        # A span may come to stand where another stood: all go before any comes back.
        claim.spans.all().delete()
        for span, place in found:
            _store(span, place, capture)
        claim.save()
        claim.touch(by=by)
    return [span.exact for span, place in found if place is None]


def _place(span: Span, capture: Capture) -> spans.Span | None:
    known = spans.Span(span.start, span.end, span.exact, span.prefix, span.suffix)
    return spans.reanchor(known, capture.text)


def _store(span: Span, place: spans.Span | None, capture: Capture) -> None:
    span.pk = None
    span.needs_anchor = place is None
    if place is not None:
        span.capture, span.start, span.end = capture, place.start, place.end
    span.save(force_insert=True)
