"""Compares the catalogue with what the record says it ought to be, and names every difference."""

from collections.abc import Iterator

from statements.catalogue import current, index, rows, words
from statements.catalogue.findable import FindableText, SuggestedName, names_of, texts_of
from statements.catalogue.models import ClaimRow, Mention, Page
from statements.catalogue.passages import marked, passages
from statements.choices import RecordKind
from statements.record.documents import Document
from statements.record.revision import Revision

PAGE_VALUES = ("id", "kind", "state", "redirect", "revision", "document", "revisions", "updated_at")


def differences() -> Iterator[str]:
    """One line for each page, row or mention that differs from the record, is missing, or should not be there.

    The search indexes are held against their rows, and the numbers of words against the index of claims.
    """
    yield from _Comparison().lines()
    of_index = list(index.problems())
    yield from of_index or words.problems()


class _Comparison:
    """Works the catalogue out once more, from the record alone, and holds it against what is stored."""

    def __init__(self) -> None:
        self.cards: dict[str, Document] = {}
        self.updated: dict[str, str] = {}
        self.seen: set[str] = set()
        self.captures: list[Page] = []
        self.marked: dict[str, list[tuple[int, int]]] = {}

    def lines(self) -> Iterator[str]:
        for kind in current.ORDER:
            for revisions in current.histories(kind):
                yield from self._record(revisions)
        stored = Page.objects.values_list("ref", flat=True).iterator(chunk_size=2000)
        yield from (f"page {ref} has no record" for ref in stored if ref not in self.seen)
        for page in self.captures:
            yield from self._passages(page)

    def _record(self, revisions: list[Revision]) -> Iterator[str]:
        ref = revisions[-1].ref
        self.seen.add(ref)
        try:
            expected = current.settle(current.unsettled_page(revisions), self.cards.get, self.updated)
            lines = [*_page_differences(expected), *_row_differences(expected), *_beside_differences(expected)]
        except (KeyError, TypeError, ValueError) as problem:
            yield f"the record of {ref} cannot be read: {problem!r}"
            return
        self._note(expected)
        yield from lines

    def _note(self, expected: Page) -> None:
        if not expected.is_public:
            return
        self.cards |= current.cards([expected])
        self.updated[expected.ref] = expected.updated_at
        if expected.kind == RecordKind.CAPTURE:
            self.captures.append(expected)
        if expected.kind == RecordKind.CLAIM:
            self.marked.setdefault(expected.document["capture"]["ref"], []).extend(marked(expected.document))

    def _passages(self, expected: Page) -> Iterator[str]:
        stored = Page.objects.filter(ref=expected.ref).values_list("passages", flat=True).first()
        expected.passages = passages(expected.document, self.marked.get(expected.ref, []))
        if stored != expected.passages:
            yield f"page {expected.ref}: its passages differ from the record"
        yield from _findable_differences(expected)


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


def _beside_differences(page: Page) -> Iterator[str]:
    """What a page is found and suggested by; the text of a public capture is compared once its claims are known."""
    if page.kind != RecordKind.CAPTURE or not page.is_public:
        yield from _findable_differences(page)
    stored = SuggestedName.objects.filter(page_id=page.id).order_by("part")
    if list(map(current.values_beside, stored)) != list(map(current.values_beside, names_of(page))):
        yield f"page {page.ref}: the names it is suggested by differ from the record"


def _findable_differences(page: Page) -> Iterator[str]:
    stored = FindableText.objects.filter(page_id=page.id).order_by("part")
    if list(map(current.values_beside, stored)) != list(map(current.values_beside, texts_of(page))):
        yield f"page {page.ref}: the text it is found by differs from the record"


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
