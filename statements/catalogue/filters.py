"""The one door to public claims: page, CSV and feeds all ask `claims_for` and so show the same set."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict

from statements.catalogue import parameters, search
from statements.catalogue.models import ClaimRow, Mention
from statements.catalogue.paging import SORTS, Place, UnusableCursor, beyond, decode, encode
from statements.catalogue.parameters import AnyOf, StrictFilterSet, any_of
from statements.catalogue.rows import AGENT_ROLES, HOLDER, ORIGIN, RELAY
from statements.choices import ClaimKind, Mode, RecordKind, SourceKind

TRACKING = re.compile(r"utm_.*|mc_.*|fbclid|gclid")
PAGE_SIZE = 25
NEWEST = "-added"
RELEVANCE = "relevance"


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


def words(queries: list[str]) -> Q:
    """The rows that hold what any of the queries asks for."""
    return any_of(map(search.condition, queries))


class ClaimFilterSet(StrictFilterSet):
    """Every filter of `/claims/`; the names are the parameters of DESIGN section 3."""

    q = AnyOf(
        'Words, "phrases", prefix*, -without; accents and letter forms do not matter.',
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

    def __init__(self, params: QueryDict, *, also: tuple[str, ...] = ()) -> None:
        self.params = _without(params, [name for name in params if TRACKING.fullmatch(name)])
        self.filters = ClaimFilterSet(self.params, queryset=ClaimRow.objects.select_related("page"))
        self.form = self.filters.form
        self.sort = NEWEST
        self.after: Place | None = None
        self.errors = [
            f"{name[:60]}: there is no such parameter." for name in self.params if name not in (*PARAMETERS, *also)
        ]
        self.errors += [f"{name}: {error}" for name, found in self.form.errors.items() for error in found]
        self.errors += self._read_order()

    @property
    def rows(self) -> QuerySet[ClaimRow]:
        """All rows asked for, in order; none where there are errors."""
        if self.errors:
            return ClaimRow.objects.none()
        ordered: QuerySet[ClaimRow] = self._ranked(self.filters.qs).order_by(*SORTS[self.sort].ordering)
        return ordered

    @property
    def count(self) -> int:
        """How many claims the whole selection has."""
        found: Any = self.filters.qs
        return int(found.count()) if not self.errors else 0

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

    def page(self, size: int = PAGE_SIZE) -> ClaimPage:
        """The claims from the place that `after` names on."""
        rows = self.rows
        if self.after is not None:
            rows = rows.filter(beyond(SORTS[self.sort], self.after))
        found = list(rows[: size + 1])
        return ClaimPage(found[:size], self._query_after(found[size - 1]) if len(found) > size else None)

    def _read_order(self) -> list[str]:
        errors = []
        for name in ("sort", "after"):
            if len(self.params.getlist(name)) > 1:
                errors.append(f"{name}: can be given only once.")
        sort = self.params.get("sort") or NEWEST
        if sort not in SORTS:
            return [*errors, f"sort: “{sort[:40]}” is not one of {', '.join(SORTS)}."]
        if sort == RELEVANCE and not self.params.get("q", "").strip():
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

    def _ranked(self, rows: QuerySet[ClaimRow]) -> Any:
        if self.sort != RELEVANCE:
            return rows
        together = any_of(search.whole(query) for query in self.params.getlist("q"))
        return rows.annotate(rank=Case(When(together, then=Value(0)), default=Value(1), output_field=IntegerField()))

    def _query_after(self, row: ClaimRow) -> str:
        place: Place = [getattr(row, key.name) for key in SORTS[self.sort].keys]
        following = self.params.copy()
        following["after"] = encode(place, self.sort)
        return following.urlencode()


def claims_for(params: QueryDict, *, also: tuple[str, ...] = ()) -> ClaimSelection:
    """The single door to public claims: what a query string asks for, and nothing wider.

    `also` names parameters that the surface reads itself (`format` of a CSV).
    """
    return ClaimSelection(params, also=also)


def _without(params: QueryDict, names: list[str]) -> QueryDict:
    kept = params.copy()
    for name in names:
        kept.pop(name, None)
    return kept


def _less(params: QueryDict, name: str, value: str) -> str:
    kept = _without(params, ["after"])
    kept.setlist(name, [other for other in kept.getlist(name) if other != value])
    return kept.urlencode()
