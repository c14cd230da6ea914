"""Compares the catalogue with what the record says it ought to be, and names every difference."""

from collections.abc import Iterator

from statements.catalogue import current, rows
from statements.catalogue.models import ClaimRow, Mention, Page
from statements.catalogue.passages import passages
from statements.choices import RecordKind
from statements.record.documents import Document

PAGE_VALUES = ("id", "kind", "state", "redirect", "revision", "document", "revisions", "updated_at")


def differences() -> Iterator[str]:
    """One line for each page, row or mention that differs from the record, is missing, or should not be there."""
    cards: dict[str, Document] = {}
    updated: dict[str, str] = {}
    seen: set[str] = set()
    for kind in current.ORDER:
        for revisions in current.histories(kind):
            page = current.settle(current.unsettled_page(revisions), cards.get, updated)
            seen.add(page.ref)
            if kind != RecordKind.CLAIM and page.is_public:
                cards |= current.cards([page])
                updated[page.ref] = page.updated_at
            yield from _page_differences(page)
    yield from (f"page {ref} has no record" for ref in Page.objects.exclude(ref__in=seen).values_list("ref", flat=True))
    yield from _passage_differences()


def _page_differences(expected: Page) -> Iterator[str]:
    stored = Page.objects.filter(ref=expected.ref).first()
    if stored is None:
        yield f"page {expected.ref} is missing"
        return
    for name in PAGE_VALUES:
        if getattr(stored, name) != getattr(expected, name):
            yield f"page {expected.ref}: {name} differs from the record"
    mentioned = set(Mention.objects.filter(page=stored).values_list("ref", "role"))
    if mentioned != (rows.mentions(expected.document) if expected.is_public else set()):
        yield f"page {expected.ref}: its mentions differ from the record"
    yield from _row_differences(expected)


def _row_differences(page: Page) -> Iterator[str]:
    expected, stored = current.row_of(page), ClaimRow.objects.filter(page_id=page.id).first()
    if expected is None or stored is None:
        if expected is not None or stored is not None:
            yield f"row of {page.ref} is {'missing' if stored is None else 'not for the public'}"
        return
    found = ClaimRow.values_of(stored)
    for name, value in ClaimRow.values_of(expected).items():
        if found[name] != value:
            yield f"row of {page.ref}: {name} differs from the record"


def _passage_differences() -> Iterator[str]:
    for page in Page.objects.public().filter(kind=RecordKind.CAPTURE):
        claims = Page.objects.public().mentioning(page.ref, "capture").values_list("document", flat=True)
        if page.passages != passages(page.document, claims):
            yield f"page {page.ref}: its passages differ from the record"
