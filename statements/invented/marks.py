"""Spans of a text that is still being written: noted by their place, made once the text is whole."""

from typing import Any

from statements.choices import SpanRole
from statements.desk.anchors import Span
from statements.desk.captures import Capture
from statements.invented.batch import Batch
from statements.invented.writing import Place
from statements.spans import CONTEXT

OWNERS = ("claim_id", "statement_id", "source_id")


class Marks:
    """The marks of one capture."""

    def __init__(self) -> None:
        self._noted: list[tuple[Place, str, dict[str, int]]] = []

    def add(self, place: Place, role: SpanRole, **owner: int) -> None:
        """Note what stands at a place, and whose it is."""
        self._noted.append((place, role.value, owner))

    def spans(self, batch: Batch, capture: Capture) -> dict[tuple[str, int], list[Span]]:
        """The spans in the capture's finished text, by the field and key of the record that owns them."""
        found: dict[tuple[str, int], list[Span]] = {}
        for place, role, owner in self._noted:
            span = _span(batch, capture, place, role=role, **owner)
            field = next(field for field in OWNERS if field in owner)
            found.setdefault((field, owner[field]), []).append(span)
        return found


def _span(batch: Batch, capture: Capture, place: Place, **fields: Any) -> Span:
    start, end = place
    text = capture.text
    return Span(
        id=batch.key(Span),
        capture_id=capture.pk,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        **fields,
    )
