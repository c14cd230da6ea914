"""The one door to public claims: page, CSV and feeds all ask `claims_for` and so show the same set."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict

from statements.catalogue import matching, parameters
from statements.catalogue.models import ClaimRow, Mention
from statements.catalogue.paging import SORTS, Place, UnusableCursor, beyond, decode, encode
from statements.catalogue.parameters import AnyOf, StrictFilterSet, any_of
from statements.catalogue.rows import AGENT_ROLES, HOLDER, ORIGIN, RELAY
from statements.catalogue.search import MAX_TERMS, Query, Term
from statements.choices import ClaimKind, Mode, RecordKind, SourceKind

TRACKING = re.compile(r"utm_.*|mc_.*|fbclid|gclid")
PAGE_SIZE = 25
NEWEST = "-added"
RELEVANCE = "relevance"
BY_DATE = "-said"


def named(meaning: str, kind: str, *roles: str) -> AnyOf:
    """A filter by records that a claim names in one of these roles."""

    def condition(refs: list[str]) -> Q:
        return Q(page_id__in=Mention.objects.filter(ref__in=refs, role__in=roles).values("page_id"))

    return AnyOf(meaning, condition, clean_one=parameters.ref_of(kind))


def column(meaning: str, name: str, clean_one: Callable[[str], Any]) -> AnyOf:
    """A filter by the values of one column."""
    return AnyOf(meaning, lambda values: Q(**{f"{name}__in": values}), clean_one=clean_one)


def since(meaning: str, prefix: str, edtf: str) -> AnyOf:
    """A filter for dates that do not end before the day on which the given one begins."""

    def condition(days: list[datetime.date]) -> Q:
        later = (Q(**{f"{prefix}_to__gte": day}) | Q(**{f"{prefix}_to__isnull": True}) for day in days)
        return any_of(later) & ~Q(**{edtf: ""})

    return AnyOf(meaning, condition, clean_one=parameters.first_day)


def until(meaning: str, prefix: str, edtf: str) -> AnyOf:
    """A filter for dates that do not begin after the day on which the given one ends."""

    def condition(days: list[datetime.date]) -> Q:
        earlier = (Q(**{f"{prefix}_from__lte": day}) | Q(**{f"{prefix}_from__isnull": True}) for day in days)
        return any_of(earlier) & ~Q(**{edtf: ""})

    return AnyOf(meaning, condition, clean_one=parameters.last_day)


def words(queries: list[Query]) -> Q:
    """The rows that hold what any of the queries asks for."""
    return Q(matching.Matches(queries))


class ClaimFilterSet(StrictFilterSet):
    """Every filter of `/claims/`; the names are the parameters of DESIGN section 3."""

    q = AnyOf(
        'Words, "phrases", prefix*, -without, in the claim, its paraphrase, the title of its source and the names of'
        " those it names; all must hold; accents and letter forms do not matter.",
        words,
        clean_one=parameters.query,
    )
    holder = named("Agent of link 1, nearest to the writer.", RecordKind.AGENT, HOLDER)
    relay = named("Agent of any link but the last.", RecordKind.AGENT, RELAY)
    origin = named("Agent of the last link, who is said to have said it.", RecordKind.AGENT, ORIGIN)
    agent = named("Agent in any of these places, or the source's writer.", RecordKind.AGENT, *AGENT_ROLES)
    source = column("The source it was found in.", "source_id", parameters.ref_of(RecordKind.SOURCE))
    statement = named("The statement in which any link's holder said it.", RecordKind.STATEMENT, "statement")
    subject = named("What it is about.", RecordKind.SUBJECT, "subject")
    kind = column("What sort of content it is.", "kind", parameters.choice_of(ClaimKind.values))
    mode = column("Mode of the last link; none is the writer's own voice.", "mode", parameters.choice_of(Mode.values))
    source_kind = column("What kind of source it is.", "source_kind", parameters.choice_of(SourceKind.values))
    language = column("Language of the words.", "language", parameters.language)
    said_from = since("Said on or after this EDTF date.", "said", "said_edtf")
    said_to = until("Said on or before this EDTF date.", "said", "said_edtf")
    about_from = since("About this EDTF date or later.", "about", "about_edtf")
    about_to = until("About this EDTF date or earlier.", "about", "about_edtf")
    published_from = since("Source published on or after this EDTF date.", "source", "source_published_edtf")
    published_to = until("Source published on or before this EDTF date.", "source", "source_published_edtf")
    held = column(
        "Whether the archive has a capture of the source.", "source_held", parameters.choice_of(["yes", "no"])
    )


PARAMETERS = (*ClaimFilterSet.base_filters, "sort", "after")


@dataclass(frozen=True)
class ClaimPage:
    """One page of a selection; `next_query` is the query string of the page after it, None on the last."""

    claims: list[ClaimRow]
    next_query: str | None


class ClaimSelection:
    """The public claims that a query asks for; none where anything in the query is malformed or unknown.

    `errors` are sentences that each begin with the name of the parameter. `rows` are in the order asked for.
    """

    def __init__(self, params: QueryDict, *, also: tuple[str, ...] = (), best_first: bool = False) -> None:
        self.params = _without(params, [name for name in params if TRACKING.fullmatch(name)])
        self.filters = ClaimFilterSet(self.params, queryset=ClaimRow.objects.select_related("page"))
        self.form = self.filters.form
        self.after: Place | None = None
        self.errors = [
            f"{name[:60]}: there is no such parameter." for name in self.params if name not in (*PARAMETERS, *also)
        ]
        self.errors += [f"{name}: {error}" for name, found in self.form.errors.items() for error in found]
        self.queries: list[Query] = self.form.cleaned_data.get("q", [])
        self.sort = RELEVANCE if best_first and self.queries else NEWEST
        self.errors += self._read_order()

    @property
    def rows(self) -> QuerySet[ClaimRow]:
        """All rows asked for, in order; the best of them by relevance; none where there are errors."""
        if self.errors:
            return ClaimRow.objects.none()
        found: QuerySet[ClaimRow] = self.filters.qs
        if self.sort == RELEVANCE:
            found = _ranked(found, self._best)
        return found.order_by(*SORTS[self.sort].ordering)

    @cached_property
    def count(self) -> int:
        """How many claims the whole selection has."""
        if self.errors:
            return 0
        if self.sort == RELEVANCE and len(self._best) < matching.BEST:
            return len(self._best)
        return int(self.filters.qs.count())

    @property
    def best_size(self) -> int:
        """How many claims are shown where more match than relevance shows; else 0."""
        return matching.BEST if self.sort == RELEVANCE and self.count > matching.BEST else 0

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
    def by_date(self) -> str:
        """The query string of all claims in the order in which they were said."""
        params = _without(self.params, ["after"])
        params["sort"] = BY_DATE
        return params.urlencode()

    def page(self, size: int = PAGE_SIZE) -> ClaimPage:
        """The claims from the place that `after` names on."""
        if self.sort == RELEVANCE and not self.errors:
            return self._page_of_best(size)
        rows = self.rows
        if self.after is not None:
            rows = rows.filter(beyond(SORTS[self.sort], self.after))
        found = list(rows[: size + 1])
        return ClaimPage(found[:size], self._query_after(found[size - 1]) if len(found) > size else None)

    @cached_property
    def _best(self) -> list[int]:
        others = ClaimFilterSet(_without(self.params, ["q"]), queryset=ClaimRow.objects.all())
        return matching.best(others.qs, self.queries)

    def _page_of_best(self, size: int) -> ClaimPage:
        """The best after the one named by the cursor; where that one is gone, after its rank."""
        start = 0
        if self.after is not None:
            rank, page_id = self.after
            start = self._best.index(page_id) + 1 if page_id in self._best else max(rank, 0)
        shown = self._best[start : start + size]
        found = list(_ranked(ClaimRow.objects.select_related("page"), shown, first=start + 1).order_by("rank"))
        is_last = start + size >= len(self._best)
        return ClaimPage(found, None if is_last or not found else self._query_after(found[-1]))

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

    def _query_after(self, row: ClaimRow) -> str:
        place: Place = [getattr(row, key.name) for key in SORTS[self.sort].keys]
        following = self.params.copy()
        following["after"] = encode(place, self.sort)
        return following.urlencode()


def claims_for(params: QueryDict, *, also: tuple[str, ...] = (), best_first: bool = False) -> ClaimSelection:
    """The single door to public claims: what a query string asks for, and nothing wider.

    `also` names parameters that the surface reads itself (`format` of a CSV). `best_first` puts what words were looked
    for in the order of relevance unless another was asked for.
    """
    return ClaimSelection(params, also=also, best_first=best_first)


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
