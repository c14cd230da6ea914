"""Claims by year as a picture and as a table that say the same: places in percent across, in pixels down."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from statements.catalogue.years import Period, Years, step_for

TALLEST, SHORTEST = 30, 3
TRACK_HEIGHT, LABEL_HEIGHT = 62, 24
LEAST_COLUMNS, MOST_TICKS = 12, 6
TICK_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True)
class Track:
    """What one line of a timeline counts: `query` finds all its claims in the list, `date` says by which date."""

    label: str
    query: str
    date: str
    years: Years


@dataclass(frozen=True)
class Stem:
    """A period's claims as a line that stands on the track."""

    x: str
    top: int


@dataclass(frozen=True)
class Row:
    """A track as drawn: where its line lies, its stems, and in words the period with the most claims."""

    label: str
    note: str
    text_y: int
    y: int
    stems: list[Stem]


@dataclass(frozen=True)
class Cell:
    """How many claims of a track lie in a period, and the query that lists them."""

    number: int
    query: str


class Timeline:
    """One or more tracks over the same years; without any date it is empty and false."""

    def __init__(self, tracks: Sequence[Track]) -> None:
        self.tracks = [track for track in tracks if track.years.total]
        extents = [extent for track in self.tracks if (extent := track.years.extent)]
        self.first = min((first for first, _ in extents), default=0)
        self.last = max((last for _, last in extents), default=0)
        self.step = step_for(self.first, self.last)
        self.is_dated = bool(extents)

    def __bool__(self) -> bool:
        return self.is_dated

    @property
    def span(self) -> str:
        """Which years it covers, in words."""
        return f"{self.first} to {self.last}" if self.first != self.last else str(self.first)

    @property
    def lasting(self) -> int:
        """How many claims several years count, because their date spans them."""
        return sum(track.years.lasting for track in self.tracks)

    @property
    def height(self) -> int:
        """Of the picture, in pixels."""
        return TRACK_HEIGHT * len(self.rows) + LABEL_HEIGHT

    @property
    def foot(self) -> int:
        """Where the lines of the years end."""
        return self.height - LABEL_HEIGHT + 4

    @cached_property
    def rows(self) -> list[Row]:
        """The tracks that have any date, from top to bottom."""
        dated = [track for track in self.tracks if track.years.extent]
        return [self._row(at, track, self._periods[track]) for at, track in enumerate(dated)]

    @property
    def ticks(self) -> list[tuple[str, int]]:
        """Places of a few round years."""
        first, last = self._columns[0], self._columns[-1] + self.step - 1
        step = next(step for step in TICK_STEPS if step >= self.step and (last - first) // step < MOST_TICKS)
        return [(self._x(year), year) for year in range(first + -first % step, last + 1, step) if year]

    @property
    def table(self) -> list[tuple[str, list[Cell]]]:
        """Each period with any claim: its name, and a cell for each track."""
        by_start = {track: {p.first: p for p in periods} for track, periods in self._periods.items()}
        starts = sorted({start for periods in by_start.values() for start in periods})
        return [
            (
                named(start, start - start % self.step + self.step - 1),
                [_cell(t, by_start[t].get(start)) for t in self.tracks],
            )
            for start in starts
        ]

    @cached_property
    def _periods(self) -> dict[Track, list[Period]]:
        return {track: track.years.periods(self.step) for track in self.tracks}

    @cached_property
    def _columns(self) -> range:
        """The first year of each column; a few more than needed where the dates lie close together."""
        start = self.first - self.first % self.step
        missing = LEAST_COLUMNS - len(range(start, self.last + 1, self.step))
        before, after = (missing // 2, missing - missing // 2) if missing > 0 else (0, 0)
        return range(max(start - before * self.step, 0), self.last + after * self.step + 1, self.step)

    def _x(self, year: int) -> str:
        place = (year - self._columns[0]) // self.step + 0.5
        return f"{100 * place / len(self._columns):.1f}%"

    def _row(self, at: int, track: Track, periods: list[Period]) -> Row:
        y = at * TRACK_HEIGHT + 56
        most = max(periods, key=lambda period: period.number)
        stems = [
            Stem(self._x(period.first), y - max(SHORTEST, round(TALLEST * period.number / most.number)))
            for period in periods
        ]
        note = f"{'most in ' if len(periods) > 1 else ''}{named(most.first, most.last)}: {claims(most.number)}"
        return Row(track.label, note, y - 40, y, stems)


def named(first: int, last: int) -> str:
    """A period in words: a year, or the first and the last."""
    return str(first) if first == last else f"{first}–{last}"


def claims(number: int) -> str:
    """A number of claims in words."""
    return f"{number:,} claim{'' if number == 1 else 's'}"


def query_for(query: str, date: str, period: Period) -> str:
    """The query string of the claims list for what a period counts."""
    years = f"{date}_from={period.first:04}&{date}_to={period.last:04}"
    return f"{query}&{years}" if query else years


def _cell(track: Track, period: Period | None) -> Cell:
    return Cell(period.number, query_for(track.query, track.date, period)) if period else Cell(0, "")
