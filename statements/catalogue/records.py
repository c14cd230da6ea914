"""The door to lists of statements, sources, agents and subjects: all of them, or those that hold what is looked for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet
from django.http import QueryDict

from statements.catalogue import found, search, turning
from statements.catalogue.findable import FindableText
from statements.catalogue.found import Newest
from statements.catalogue.models import Page
from statements.catalogue.paging import UnusableCursor, decode, encode
from statements.catalogue.search import BORDER, Query, Term
from statements.catalogue.turning import PAGE_SIZE
from statements.choices import RecordKind

RELEVANCE, NEWEST = "relevance", "-added"
PARAMETERS = ("q", "sort", "after")
MOST_PLACES = 50  # of a word in a text that are tried for the paragraph to show


@dataclass(frozen=True)
class RecordPage:
    """One page of a list. `newer` and `older` are query strings of the pages before and after it, None without one.

    `paragraphs` holds, by ref, the paragraph of a source's text in which what was looked for stands.
    """

    pages: list[Page] = field(default_factory=list)
    newer: str | None = None
    older: str | None = None
    paragraphs: dict[str, str] = field(default_factory=dict)


class RecordSelection:
    """The public records of one kind that a query string asks for; none where anything in it is malformed or unknown.

    `errors` are sentences that each begin with the name of the parameter.
    """

    def __init__(self, kind: str, params: QueryDict) -> None:
        self.kind, self.params = kind, params
        self.errors = turning.unknown(list(params), known=PARAMETERS)
        self.errors += [f"{name}: can be given only once." for name in PARAMETERS if len(params.getlist(name)) > 1]
        self.words = params.get("q", "").strip()
        self.queries = self._read_words()
        self.sort = params.get("sort") or (RELEVANCE if self.queries else NEWEST)
        self.after, self.rank = self._read_place() if self._is_sorted() else (None, 0)

    @property
    def terms(self) -> list[Term]:
        """The words that were looked for, to be marked where they stand."""
        return list(dict.fromkeys(term for query in self.queries for term in query.wanted))

    @property
    def count(self) -> int:
        """How many records hold what was looked for, as far as they were counted."""
        return len(self._newest.refs)

    @property
    def is_counted(self) -> bool:
        """Whether `count` is the number of all, and not only of those among the newest texts."""
        return self._newest.are_all

    @property
    def best_size(self) -> int:
        """How many records are shown where more match than relevance shows; else 0."""
        shown = len(self._best) if self.is_ranked and not self.errors else 0
        return shown if shown < self.count or not self.is_counted else 0

    @property
    def is_ranked(self) -> bool:
        """Whether the best come first."""
        return self.sort == RELEVANCE

    @property
    def is_newest(self) -> bool:
        """Whether only the newest of what matches was ranked."""
        return bool(self.best_size) and not self._newest.are_all

    @property
    def by_date(self) -> str:
        """The query string of all that match, newest first."""
        return self._query(sort=NEWEST)

    def page(self) -> RecordPage:
        """The records from the place that `after` names on."""
        if self.errors:
            return RecordPage()
        return self._page_of_best() if self.sort == RELEVANCE else self._page_by_date()

    @cached_property
    def _newest(self) -> Newest:
        return Newest([], True) if self.errors or not self.queries else found.newest(self.kind, self.queries)

    @cached_property
    def _best(self) -> dict[str, int]:
        return found.best(self._newest, self.queries)

    def _page_of_best(self) -> RecordPage:
        """The best after the one named by the cursor; where that one is gone, after its rank."""
        public = Page.objects.public()
        number_of = dict(public.filter(ref__in=list(self._best)).values_list("ref", "id"))
        refs = [ref for ref in self._best if ref in number_of]
        numbers = [number_of[ref] for ref in refs]
        start = numbers.index(self.after) + 1 if self.after in numbers else min(self.rank, len(refs))
        shown, end = refs[start : start + PAGE_SIZE], start + PAGE_SIZE
        page_of = {page.ref: page for page in public.filter(ref__in=shown).defer("passages")}
        return RecordPage(
            [page_of[ref] for ref in shown if ref in page_of],
            self._query(after=self._ranked(numbers, max(start - PAGE_SIZE, 0))) if start else None,
            self._query(after=self._ranked(numbers, end)) if len(refs) > end else None,
            self._paragraphs([self._best[ref] for ref in shown]),
        )

    def _page_by_date(self) -> RecordPage:
        turned = turning.turn(self._matching().defer("passages"), "id", self.after)
        texts = found.first_texts(self.kind, self.queries, [page.ref for page in turned.rows]) if self.queries else []
        return RecordPage(
            turned.rows,
            None if turned.is_first else self._query(after="" if turned.newer is None else str(turned.newer)),
            None if turned.older is None else self._query(after=str(turned.older)),
            self._paragraphs(texts),
        )

    def _matching(self) -> QuerySet[Page]:
        """All records to show by date; few are named, since databases take longer to find them by their words."""
        rows = Page.objects.public().of_kind(self.kind)
        if not self.queries:
            return rows
        is_few = self._newest.are_all
        return rows.filter(ref__in=self._newest.refs) if is_few else found.records_with(self.kind, self.queries)

    def _paragraphs(self, texts: Sequence[int]) -> dict[str, str]:
        """By ref, what of these texts is shown; names are shown in their place, so only sources have any."""
        if self.kind != RecordKind.SOURCE or not texts:
            return {}
        return {text.ref: paragraph(text, self.terms) for text in FindableText.objects.filter(id__in=texts)}

    def _read_words(self) -> list[Query]:
        try:
            return [search.parse(self.words)] if self.words else []
        except search.UnusableQuery as problem:
            self.errors.append(f"q: {problem}")
            return []

    def _is_sorted(self) -> bool:
        if self.sort not in (RELEVANCE, NEWEST):
            self.errors.append(f"sort: “{self.sort[:40]}” is not one of {RELEVANCE}, {NEWEST}.")
        elif self.sort == RELEVANCE and not self.words:
            self.errors.append("sort: relevance needs words to look for in q.")
        return not self.errors

    def _read_place(self) -> tuple[int | None, int]:
        """The number of the record that the page follows, and its rank among the best."""
        given = self.params.get("after", "")
        try:
            if self.sort == NEWEST or not given:
                return turning.place(given), 0
            rank, number = decode(given, RELEVANCE)
            return number, max(rank or 0, 0)
        except UnusableCursor as problem:
            self.errors.append(f"after: {problem}")
        except ValueError as problem:
            self.errors.append(str(problem))
        return None, 0

    @staticmethod
    def _ranked(numbers: list[int], rank: int) -> str:
        """The cursor of the page that begins after so many of the best."""
        return encode([rank, numbers[rank - 1]], RELEVANCE) if rank else ""

    def _query(self, **changes: str) -> str:
        """The query string of the same selection elsewhere; without a place where none is named."""
        kept = {"q": self.words, "sort": self.params.get("sort", ""), "after": ""} | changes
        made = QueryDict(mutable=True)
        made.update({name: value for name, value in kept.items() if value})
        return made.urlencode()


def records_for(kind: str, params: QueryDict) -> RecordSelection:
    """The single door to lists of records: what a query string asks for, and nothing wider."""
    return RecordSelection(kind, params)


def paragraph(text: FindableText, terms: Sequence[Term]) -> str:
    """The paragraph of a text in which most of the terms stand, as it may be read; empty where none does."""
    words = text.search_names
    held = Counter(number for term in terms for number in {words.count(BORDER, 0, at) for at in _places(words, term)})
    number = min(held, key=lambda number: (-held[number], number), default=len(text.shown))
    return str(text.shown[number]) if number < len(text.shown) else ""


def _places(words: str, term: Term) -> list[int]:
    """Where a term begins in folded words."""
    places: list[int] = []
    at = words.find(term.needle)
    while at >= 0 and len(places) < MOST_PLACES:
        places.append(at + 1)
        at = words.find(term.needle, at + 1)
    return places
