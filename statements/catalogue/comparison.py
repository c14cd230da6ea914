"""The door to the figures stated about a subject: of one measure or all, each total before its parts, none added up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, Min
from django.http import QueryDict

from statements.catalogue.figures import FigureRow, FigureRowQuerySet
from statements.catalogue.filters import TRACKING
from statements.catalogue.paging import FIGURES, ORDERS, Place, UnusableCursor, beyond, decode, encode

PAGE_SIZE = 200
AT_ONCE = 500
MOST_MEASURES = 500
Key = tuple[str, int]


@dataclass(frozen=True)
class Line:
    """A figure in its place: `depth` is the number of figures that it stands under as a part."""

    row: FigureRow
    depth: int


@dataclass(frozen=True)
class FigurePage:
    """One page of a comparison; `next_query` is the query string of the page after it, None on the last.

    `left_out` counts the parts of a single figure that are too many for a page.
    """

    lines: list[Line]
    next_query: str | None
    left_out: int = 0


class Comparison:
    """The figures about a subject that a query asks for; none where anything in it is malformed or unknown.

    `measure` is empty where all are asked for, `count` the number of figures of the measure, their parts of other
    measures not among them. `errors` says what is wrong, each with the parameter's name.
    """

    def __init__(self, subject: str, params: QueryDict, *, also: tuple[str, ...] = ()) -> None:
        self.everything = FigureRow.objects.about(subject)
        self.params = params
        self.measure, self.count = "", 0
        self.after: Place | None = None
        self.errors = [*self._unknown(also), *self._read_measure(), *self._read_after()]

    @property
    def rows(self) -> FigureRowQuerySet:
        """All figures asked for, in the order in which they were stated."""
        if self.errors:
            return self.everything.none()
        return (self.everything.of_measure(self.measure) if self.measure else self.everything).as_stated()

    def measures(self) -> list[tuple[str, int]]:
        """What is counted about the subject, each with its number of figures; the first few hundred."""
        return [(measure, figures) for _, measure, figures in sorted(self.everything.measures()[:MOST_MEASURES])]

    def page(self, size: int = PAGE_SIZE) -> FigurePage:
        """The figures of the measure from the place that `after` names on, parts under their totals."""
        rows = self.rows.wholes()
        if self.after is not None:
            rows = rows.filter(beyond(ORDERS[FIGURES], self.after))
        wholes = list(rows[: size + 1])
        lines: list[Line] = []
        shown = left_out = 0
        for group in self._grouped(wholes[:size]):
            if lines and len(lines) + len(group) > size:
                break
            lines += group[:size]
            left_out += len(group[size:])
            shown += 1
        return FigurePage(lines, self._query_after(wholes[shown - 1]) if shown < len(wholes) else None, left_out)

    def pieces(self) -> Iterator[list[Line]]:
        """All lines of the measure, in pieces so that memory stays flat."""
        remaining = self.rows.wholes().iterator(chunk_size=AT_ONCE)
        while wholes := list(islice(remaining, AT_ONCE)):
            yield [line for group in self._grouped(wholes) for line in group]

    def _grouped(self, wholes: list[FigureRow]) -> Iterator[list[Line]]:
        """For each of these figures itself and, under it, its parts of whatever measure; each figure once."""
        parts: dict[Key, list[FigureRow]] = {}
        for part in self._parts(wholes):
            parts.setdefault((part.tied_claim_id, part.tied_number), []).append(part)
        placed: set[Key] = set()
        for whole in wholes:
            yield list(_with_parts(whole, parts, placed))

    def _parts(self, wholes: list[FigureRow]) -> Iterator[FigureRow]:
        """The parts of figures in the claims of these, and the parts of those, in one query for each step down."""
        asked: set[str] = set()
        claims = {row.claim_id for row in wholes}
        while claims:
            found = list(self.everything.parts_of(claims).as_stated())
            yield from found
            asked |= claims
            claims = {part.claim_id for part in found} - asked

    def _unknown(self, also: Iterable[str]) -> list[str]:
        names = [name for name in self.params if name not in ("measure", "after", *also)]
        return [f"{name[:60]}: there is no such parameter." for name in names if not TRACKING.fullmatch(name)]

    def _read_measure(self) -> list[str]:
        given = self.params.getlist("measure")
        if len(given) > 1:
            return ["measure: can be given only once."]
        if not given or not given[0].strip():
            return []
        found = self.everything.of_measure(given[0]).aggregate(measure=Min("measure"), count=Count("id"))
        if not found["count"]:
            return [f"measure: no figure of “{given[0].strip()[:100]}” is recorded about this subject."]
        self.measure, self.count = found["measure"], found["count"]
        return []

    def _read_after(self) -> list[str]:
        given = self.params.getlist("after")
        if len(given) > 1:
            return ["after: can be given only once."]
        if not given or not given[0]:
            return []
        if not self.params.get("measure", "").strip():
            return ["after: goes with a measure only."]
        try:
            self.after = decode(given[0], FIGURES)
        except UnusableCursor as problem:
            return [f"after: {problem}"]
        return []

    def _query_after(self, row: FigureRow) -> str:
        following = self.params.copy()
        place: Place = [getattr(row, key.name) for key in ORDERS[FIGURES].keys]
        following["after"] = encode(place, FIGURES)
        return following.urlencode()


def _with_parts(whole: FigureRow, parts: dict[Key, list[FigureRow]], placed: set[Key]) -> Iterator[Line]:
    waiting = [Line(whole, 0)]
    while waiting:
        line = waiting.pop()
        key = (line.row.claim_id, line.row.number)
        if key not in placed:
            placed.add(key)
            yield line
            waiting += [Line(part, line.depth + 1) for part in reversed(parts.get(key, []))]
