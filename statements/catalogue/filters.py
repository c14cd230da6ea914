"""The one door to public claims: page, CSV and feeds all ask `claims_for` and so show the same set."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import QueryDict

from statements.catalogue import census, finding, keys
from statements.catalogue.census import Census, Mask, Numbers
from statements.catalogue.claim_filters import ClaimFilterSet
from statements.catalogue.expecting import Expectation
from statements.catalogue.finding import Found
from statements.catalogue.models import ClaimRow
from statements.catalogue.paging import SORTS, Place, Sort, UnusableCursor, decode, encode, stretches
from statements.catalogue.search import MAX_TERMS, Query, Term

TRACKING = re.compile(r"utm_.*|mc_.*|fbclid|gclid")
PAGE_SIZE = 25
NEWEST = "-added"
RELEVANCE = "relevance"
BY_DATE = "-said"
NAMED_ONE_BY_ONE = 2_000  # claims whose ids are given to the database instead of the filters that they passed
FACET_PARAMETERS = (
    *((name,) for name in (*keys.CHOICES, keys.LANGUAGE, "origin", "holder", "relay")),
    *((name,) for name in (keys.SUBJECT, keys.SOURCE, keys.PUBLISHER)),
    ("said_from", "said_to"),
)  # by what claims are counted beside a selection (see `facets`)
PARAMETERS = (*ClaimFilterSet.base_filters, "sort", "after")
RANGES = (("said_from", "said_to"), ("about_from", "about_to"), ("published_from", "published_to"))
SHOWN = (
    *("page_id", "claim_id", "revision", "said_order", "source_id", "span_start", "published_at", "updated_at"),
    *("page__ref", "page__kind", "page__document"),
)


@dataclass(frozen=True)
class ClaimPage:
    """One page of a selection; queries are the query strings of the pages after and before it, None where none is."""

    claims: list[ClaimRow]
    next_query: str | None
    previous_query: str | None = None


class ClaimSelection:
    """The public claims that a query asks for; none where anything in the query is malformed or unknown.

    `errors` are sentences that each begin with the name of the parameter. `rows` are in the order asked for.
    """

    def __init__(self, params: QueryDict, *, also: tuple[str, ...] = (), best_first: bool = False) -> None:
        self.params = _without(params, [name for name in params if TRACKING.fullmatch(name)])
        self.filters = ClaimFilterSet(self.params, queryset=ClaimRow.objects.select_related("page"))
        self.form = self.filters.form
        self.after: Place | None = None
        self._masks: dict[tuple[str, ...], Mask] = {}
        self._places: dict[tuple[str, ...], Numbers] = {}
        self.errors = [
            f"{name[:60]}: there is no such parameter." for name in self.params if name not in (*PARAMETERS, *also)
        ]
        self.errors += [f"{name}: {error}" for name, found in self.form.errors.items() for error in found]
        self.errors += self._back_to_front()
        self.queries: list[Query] = self.form.cleaned_data.get("q", [])
        self.sort = RELEVANCE if best_first and self.queries else NEWEST
        self.errors += self._read_order()

    @property
    def rows(self) -> QuerySet[ClaimRow]:
        """All rows asked for, in order; the best of them by relevance; none where there are errors."""
        if self.errors:
            return ClaimRow.objects.none()
        if self.sort == RELEVANCE:
            found = _ranked(ClaimRow.objects.select_related("page"), self.best)
            return found.order_by(*SORTS[RELEVANCE].ordering)
        rows: QuerySet[ClaimRow] = self.filters.qs
        return rows.order_by(*SORTS[self.sort].ordering)

    @cached_property
    def census(self) -> Census:
        """All claims by what they are filtered and counted by."""
        return census.now()

    @cached_property
    def expected(self) -> Expectation:
        """How many claims are likely to hold the words."""
        return Expectation(self.queries, len(self.census.ids))

    @cached_property
    def found_widely(self) -> Found | None:
        """What the words find among all claims that may be counted beside the selection; None without words."""
        if not self.queries or self.errors:
            return None
        wide, narrowing = self.mask_without(), self._narrowing
        for names in narrowing:
            wide = wide | self.mask_without(*names)
        within = self.mask_without() if narrowing else None
        return finding.find(self.census, wide, self.expected, within=within)

    @cached_property
    def found(self) -> Found | None:
        """What the words find among the claims that all other filters keep; None without words."""
        widely = self.found_widely
        if widely is None or not self._narrowing:
            return widely
        if widely.is_complete:
            return widely.within(self.census, self.mask_without())
        return finding.find(self.census, self.mask_without(), self.expected)

    @property
    def _narrowing(self) -> list[tuple[str, ...]]:
        """The parameters asked for by which claims are counted beside the selection too."""
        return [names for names in FACET_PARAMETERS if any(self.form.cleaned_data.get(name) for name in names)]

    @property
    def meant(self) -> Numbers:
        """Where the selection's claims stand in the census, ascending; of very many found those that were looked at."""
        return self.places_without()

    @cached_property
    def best(self) -> list[int]:
        """Ids of the claims that relevance shows, the best first."""
        return finding.best(self.found, self.queries, self.expected) if self.found else []

    @property
    def is_whole(self) -> bool:
        """Whether `meant` holds the whole selection."""
        return self.found is None or self.found.is_complete

    @property
    def looked_at(self) -> int:
        """How many claims `meant` holds."""
        return len(self.meant)

    def mask_without(self, *names: str) -> Mask:
        """The claims that all filters keep but these and the words; none where there are errors."""
        left_out = tuple(name for name in names if self.form.cleaned_data.get(name))
        if left_out not in self._masks:
            none = self.errors
            self._masks[left_out] = self.census.none() if none else self.filters.mask(self.census, without=left_out)
        return self._masks[left_out]

    def places_without(self, *names: str) -> Numbers:
        """Where the claims stand in the census that everything but these parameters leaves.

        Of very many that hold the words only those that were looked at (`is_whole`, `found_widely`).
        """
        left_out = tuple(name for name in names if self.form.cleaned_data.get(name))
        if left_out not in self._places:
            mask, found = self.mask_without(*left_out), self.found_widely if left_out else self.found
            places = np.flatnonzero(mask) if found is None else self.census.places(found.ids)
            self._places[left_out] = places if found is None else places[mask[places]]
        return self._places[left_out]

    @cached_property
    def count(self) -> int:
        """How many claims the whole selection has: an estimate unless `is_counted`."""
        if self.errors:
            return 0
        return len(self.meant) if self.found is None else self.found.total

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the selection."""
        return not (self.errors or self.active)

    @property
    def is_begun(self) -> bool:
        """Whether it is the first page that is asked for, of a query that can be answered."""
        return not (self.errors or self.after)

    @property
    def is_counted(self) -> bool:
        """Whether `count` is exact."""
        return bool(self.errors) or self.found is None or self.found.is_exact

    @property
    def best_size(self) -> int:
        """How many claims are shown where more match than relevance shows; else 0."""
        return finding.BEST if self.sort == RELEVANCE and self.count > finding.BEST else 0

    @property
    def ranked_among(self) -> int:
        """Among how many of the newest claims the best were chosen, where not among all; else 0."""
        is_ranked = self.sort == RELEVANCE and self.found and all(query.wanted for query in self.queries)
        if not is_ranked or self.found is None or len(self.found.ids) == self.count <= finding.RANKED:
            return 0
        return min(len(self.found.ids), finding.RANKED)

    @property
    def terms(self) -> list[Term]:
        """The words that were looked for, to be marked where they stand; of very many the first."""
        return list(dict.fromkeys(term for query in self.queries for term in query.wanted))[:MAX_TERMS]

    @property
    def active(self) -> list[tuple[str, str, str]]:
        """(parameter, value, query string without it) for each value that narrows the selection."""
        return [
            (name, value, _less(self.params, name, value))
            for name in ClaimFilterSet.base_filters
            for value in self.params.getlist(name)
            if value.strip()
        ]

    @property
    def query(self) -> str:
        """The query string of the selection without its place, for the same set elsewhere (CSV)."""
        return _without(self.params, ["after", "sort"]).urlencode()

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The same as pairs of name and value, for the hidden fields of a form."""
        return [
            (name, value)
            for name in ClaimFilterSet.base_filters
            for value in self.params.getlist(name)
            if value.strip()
        ]

    @property
    def by_date(self) -> str:
        """The query string of all claims in the order in which they were said."""
        params = _without(self.params, ["after"])
        params["sort"] = BY_DATE
        return params.urlencode()

    def page(self, size: int = PAGE_SIZE) -> ClaimPage:
        """The claims from the place that `after` names on."""
        if self.errors:
            return ClaimPage([], None)
        if self.sort == RELEVANCE:
            return self._page_of_best(size)
        return self._page_of_newest(size) if self.sort == NEWEST and self.is_whole else self._page_along(size)

    def _page_of_newest(self, size: int) -> ClaimPage:
        """The page from the census alone, which knows the ids; only what is shown is read."""
        ids = self.census.ids[self.meant]
        end = len(ids) if self.after is None else int(np.searchsorted(ids, self.after[0]))
        begin = max(end - size, 0)
        rows = self._shown(ids[begin:end]).order_by("-page_id")
        following = [int(ids[begin])] if begin else None
        before = [int(ids[end + size])] if end + size < len(ids) else None
        return self._linked(list(rows), following, before, is_first=end == len(ids))

    def _page_along(self, size: int) -> ClaimPage:
        """The page by walking along an index of the database, and a look back for where the page before begins."""
        sort = SORTS[self.sort]
        found = self._read(sort, self.after, size + 1)
        following = _place(sort, found[size - 1]) if len(found) > size else None
        if self.after is None or not found:
            return self._linked(found[:size], following, None, is_first=self.after is None)
        back = self._read(sort.reversed, _place(sort, found[0]), size + 1)
        before = _place(sort, back[size]) if len(back) > size else None
        return self._linked(found[:size], following, before, is_first=not back)

    def _page_of_best(self, size: int) -> ClaimPage:
        """The best after the one named by the cursor; where that one is gone, after its rank."""
        best, start = self.best, 0
        if self.after is not None:
            rank, page_id = self.after
            start = best.index(page_id) + 1 if page_id in best else min(max(rank, 0), len(best))
        end = start + size
        rows = _ranked(self._shown(best[start:end]), best[start:end], first=start + 1)
        following = [end, best[end - 1]] if end < len(best) else None
        before = [start - size, best[start - size - 1]] if start > size else None
        return self._linked(list(rows.order_by("rank")), following, before, is_first=not start)

    def _read(self, sort: Sort, place: Place | None, number: int) -> list[ClaimRow]:
        """So many rows after a place."""
        found: list[ClaimRow] = []
        for stretch in stretches(sort, place):
            if len(found) < number:
                rows = self._narrowed.filter(stretch.rows).order_by(*stretch.ordering)
                found += rows[: number - len(found)]
        return found

    @property
    def _narrowed(self) -> QuerySet[ClaimRow]:
        """The rows of the selection: by their ids where they are few, else by the filters."""
        if self.is_whole and len(self.meant) <= NAMED_ONE_BY_ONE:
            return self._shown(self.census.ids[self.meant])
        rows: QuerySet[ClaimRow] = self.filters.qs.only(*SHOWN)
        return rows

    def _shown(self, ids: Iterable[Any]) -> QuerySet[ClaimRow]:
        """What a list needs of these rows."""
        return ClaimRow.objects.select_related("page").only(*SHOWN).filter(page_id__in=[int(number) for number in ids])

    def _linked(
        self, rows: list[ClaimRow], following: Place | None, before: Place | None, *, is_first: bool
    ) -> ClaimPage:
        """A page with the query strings of its neighbours; the first page is the one without a place."""
        previous = None if is_first else self._query_at(before)
        return ClaimPage(rows, self._query_at(following) if following else None, previous)

    def _query_at(self, place: Place | None) -> str:
        params = _without(self.params, ["after"])
        if place is not None:
            params["after"] = encode(place, self.sort)
        return params.urlencode()

    def _back_to_front(self) -> list[str]:
        days = self.form.cleaned_data
        return [
            f"{begin}: begins after {end} ends."
            for begin, end in RANGES
            if days.get(begin) and days.get(end) and min(days[begin]) > max(days[end])
        ]

    def _read_order(self) -> list[str]:
        errors = []
        for name in ("sort", "after"):
            if len(self.params.getlist(name)) > 1:
                errors.append(f"{name}: can be given only once.")
        sort = self.params.get("sort") or self.sort
        if sort not in SORTS:
            return [*errors, f"sort: “{sort[:40]}” is not one of {', '.join(SORTS)}."]
        if sort == RELEVANCE and not self.queries and "q" not in self.form.errors:
            errors.append("sort: relevance needs words to look for in q.")
        self.sort = sort
        return [*errors, *self._read_after()]

    def _read_after(self) -> list[str]:
        given = self.params.get("after")
        try:
            self.after = decode(given, self.sort) if given else None
        except UnusableCursor as problem:
            return [f"after: {problem}"]
        return []


def claims_for(params: QueryDict, *, also: tuple[str, ...] = (), best_first: bool = False) -> ClaimSelection:
    """The single door to public claims: what a query string asks for, and nothing wider.

    `also` names parameters that the surface reads itself (`format` of a CSV). `best_first` puts what words were looked
    for in the order of relevance unless another was asked for.
    """
    return ClaimSelection(params, also=also, best_first=best_first)


def _place(sort: Sort, row: ClaimRow) -> Place:
    return [getattr(row, key.name) for key in sort.keys]


def _ranked(rows: QuerySet[ClaimRow], ids: list[int], *, first: int = 1) -> QuerySet[ClaimRow]:
    """These rows, each with its `rank` in the list of ids, which begins with `first`."""
    ranks = (When(page_id=page_id, then=Value(rank)) for rank, page_id in enumerate(ids, start=first))
    ranked: QuerySet[ClaimRow] = rows.filter(page_id__in=ids).annotate(rank=Case(*ranks, output_field=IntegerField()))
    return ranked


def _without(params: QueryDict, names: list[str]) -> QueryDict:
    kept = params.copy()
    for name in names:
        kept.pop(name, None)
    return kept


def _less(params: QueryDict, name: str, value: str) -> str:
    kept = _without(params, ["after"])
    kept.setlist(name, [other for other in kept.getlist(name) if other != value])
    if kept.get("sort") == RELEVANCE and not any(query.strip() for query in kept.getlist("q")):
        del kept["sort"]
    return kept.urlencode()
