"""How many claims fall into which years, counted as the claims list counts them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

from django.http import QueryDict

from statements.catalogue.census import Census, Numbers, YearSpan
from statements.catalogue.filters import claims_for

# Which columns a date has in a claim's row, by the name that it has in `<name>_from` and `<name>_to` of a query.
COLUMNS = {"said": "said", "about": "about", "published": "source"}
STEPS = (1, 10, 100)
MOST_PERIODS = 100


@dataclass(frozen=True)
class Period:
    """A year, or ten or a hundred, with how many claims have a date that may lie in it."""

    first: int
    last: int
    number: int


@dataclass(frozen=True)
class Years:
    """Claims by the years that their dates span: the first, the last, both included, and how many have them.

    None is open at that side; both None is no date at all.
    """

    spans: tuple[YearSpan, ...] = ()

    @property
    def total(self) -> int:
        """All claims, with and without a date."""
        return sum(number for _, _, number in self.spans)

    @property
    def undated(self) -> int:
        """Claims that state no such date."""
        return sum(number for first, last, number in self.spans if first is None and last is None)

    @property
    def lasting(self) -> int:
        """Claims whose date spans more than one year, so that several years count them."""
        return sum(number for first, last, number in self._dated() if first is None or first != last)

    @property
    def extent(self) -> tuple[int, int] | None:
        """The first and the last year that any date names; None where there is no date."""
        known = [year for first, last, _ in self.spans for year in (first, last) if year is not None]
        return (min(known), max(known)) if known else None

    def within(self, first: int, last: int) -> int:
        """How many have a date that may lie in these years: what `<date>_from` and `<date>_to` together find."""
        return _until(self._begun, last) - _until(self._ended, first - 1)

    def periods(self, step: int = 1) -> list[Period]:
        """The years, tens or hundreds of years with any claim, within the extent."""
        if self.extent is None:
            return []
        first, last = self.extent
        starts = range(first - first % step, last + 1, step)
        found = (Period(max(start, 1), start + step - 1, self.within(start, start + step - 1)) for start in starts)
        return [period for period in found if period.number]

    @cached_property
    def _begun(self) -> list[tuple[int, int]]:
        """Year by year how many dates have begun by then; an open one has always begun."""
        return _running((begin or 0, number) for begin, _, number in self._dated())

    @cached_property
    def _ended(self) -> list[tuple[int, int]]:
        """Year by year how many dates are over; an open one never is."""
        return _running((end, number) for _, end, number in self._dated() if end is not None)

    def _dated(self) -> Iterator[YearSpan]:
        return (span for span in self.spans if span[:2] != (None, None))


def _running(numbers: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sums up to each year, years in order."""
    ordered = sorted(numbers)
    return list(zip((year for year, _ in ordered), accumulate(number for _, number in ordered), strict=True))


def _until(running: list[tuple[int, int]], year: int) -> int:
    """The sum up to the end of a year."""
    at = bisect_right(running, year, key=itemgetter(0))
    return running[at - 1][1] if at else 0


def counted(census: Census, chosen: Numbers, date: str = "said") -> Years:
    """These claims by when they were said, what they are `about`, or when their source was `published`."""
    return Years(census.count_spans(chosen, COLUMNS[date]))


def by_year(query: str = "", *, date: str = "said") -> Years:
    """The claims that a query string of `/claims/` finds, by the years of one of their dates."""
    selection = claims_for(QueryDict(query))
    return counted(selection.census, selection.meant, date)


def step_for(first: int, last: int) -> int:
    """How many years to count together, so that no more than MOST_PERIODS are told apart."""
    return next(step for step in STEPS if last // step - first // step < MOST_PERIODS)
