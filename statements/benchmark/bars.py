"""The figures to reach: what is compared with what, and how much is allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from statements.benchmark import exporting, lists, pages, publications, searching
from statements.benchmark.figures import ARCHIVE, CSV, LISTS, PAGES, PUBLISH, SEARCH, Figure
from statements.benchmark.words import KINDS

SAME = 25.0  # milliseconds in the database under which no growth of a search matters


@dataclass(frozen=True)
class Verdict:
    """A ratio, or a figure of its own, beside the bar for it."""

    part: str
    what: str
    database: str
    claims: int
    measured: str
    against: str
    ratio: float
    bar: str
    met: bool | None  # None where the bar is for larger archives


class Judge:
    """Verdicts on the figures of a run; what was not measured has none."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.found = {(one.part, one.what, one.way, one.database, one.claims): one for one in figures}
        self.databases = list(dict.fromkeys(one.database for one in figures))
        self.sizes = sorted({one.claims for one in figures})
        self.largest = self.sizes[-1] if self.sizes else 0

    def verdicts(self) -> Iterator[Verdict]:
        """All of them, by database and size."""
        for database in self.databases:
            for claims in self.sizes:
                for part in (self._search, self._lists, self._pages, self._csv, self._publish):
                    yield from part(database, claims)

    def _search(self, database: str, claims: int) -> Iterator[Verdict]:
        for kind in KINDS:
            yield from self._searched(kind, database, claims)
            yield from self._faster(SEARCH, kind + searching.SAME, searching.MODELSEARCH, database, claims, least=10)
        for kind in KINDS:  # what was moved out of the database shows here
            for verdict in self._searched(kind + searching.WHOLE, database, claims):
                yield replace(verdict, met=None)

    def _searched(self, what: str, database: str, claims: int) -> Iterator[Verdict]:
        """How many times the time in the smallest archive, of most searches."""
        now, small = (self._figure(SEARCH, what, ARCHIVE, database, size) for size in (claims, self.sizes[0]))
        if now and small and now is not small:
            met = now.p95 <= max(SAME, 3 * small.p95)
            against = f"{_shown(small, small.p95)} at {small.claims:,}"
            bar = f"≤ 3 or ≤ {SAME:.0f} ms"
            yield _verdict(now, against, now.p95 / small.p95, bar, met, value=now.p95)

    def _lists(self, database: str, claims: int) -> Iterator[Verdict]:
        for what in (lists.FIRST, lists.ANEW, lists.KIND):
            for peer in (lists.DATASETTE, lists.DATASETTE_IN_FULL):
                yield from self._faster(LISTS, what, peer, database, claims, least=10)
        deep, first = (self._figure(LISTS, what, ARCHIVE, database, claims) for what in (lists.DEEP, lists.ANEW))
        if deep and first:
            ratio = deep.median / first.median
            yield self._at_largest(deep, f"{_shown(first)} for page 1, made anew", ratio, "≤ 1.5", ratio <= 1.5)
        for what in (lists.FIRST, lists.ANEW, lists.ANYWHERE, lists.DEEP, lists.KIND, lists.NARROW):
            yield from self._grown(LISTS, what, database, claims, most=2)

    def _pages(self, database: str, claims: int) -> Iterator[Verdict]:
        asked = self._figure(PAGES, pages.QUERIES, ARCHIVE, database, claims)
        if asked:
            yield _verdict(asked, "", asked.p95, "≤ 2", asked.p95 <= 2)
        yield from self._more(pages.PAGE, self._figure(PAGES, pages.PAGE, lists.DATASETTE, database, claims), least=1.3)
        yield from self._more(pages.UNCHANGED, self._figure(PAGES, pages.PAGE, ARCHIVE, database, claims), least=8)

    def _csv(self, database: str, claims: int) -> Iterator[Verdict]:
        sqlite = database == "sqlite"
        program = exporting.PROGRAMS[database]
        yield from self._at_most(CSV, exporting.ALL, program, database, claims, most=1.8 if sqlite else 1.3)
        yield from self._faster(CSV, exporting.ALL, lists.DATASETTE, database, claims, least=4 if sqlite else 5)
        for what, most in ((exporting.FIRST_BYTE, 50), (exporting.PEAK, 70)):
            one = self._figure(CSV, what, ARCHIVE, database, claims)
            if one:
                yield self._at_largest(one, "", one.median, f"≤ {most} {one.unit}", one.median <= most)

    def _publish(self, database: str, claims: int) -> Iterator[Verdict]:
        yield from self._grown(PUBLISH, publications.ONE_CLAIM, database, claims, most=3)

    def _faster(
        self, part: str, what: str, peer: str, database: str, claims: int, *, least: float
    ) -> Iterator[Verdict]:
        """How many times the time of a peer."""
        ours, theirs = (self._figure(part, what, way, database, claims) for way in (ARCHIVE, peer))
        if ours and theirs:
            ratio = theirs.median / ours.median
            judged = _verdict if part == SEARCH else self._at_largest
            yield judged(ours, f"{_shown(theirs)} by {peer}", ratio, f"≥ {least:g}", ratio >= least)

    def _at_most(
        self, part: str, what: str, limit: str, database: str, claims: int, *, most: float
    ) -> Iterator[Verdict]:
        """How many times the time of what cannot be beaten."""
        ours, theirs = (self._figure(part, what, way, database, claims) for way in (ARCHIVE, limit))
        if ours and theirs:
            ratio = ours.median / theirs.median
            yield self._at_largest(ours, f"{_shown(theirs)} by {limit}", ratio, f"≤ {most:g}", ratio <= most)

    def _more(self, what: str, other: Figure | None, *, least: float) -> Iterator[Verdict]:
        """How many times the pages a second."""
        ours = other and self._figure(PAGES, what, ARCHIVE, other.database, other.claims)
        if ours and other:
            ratio = ours.median / other.median
            named = "not cached" if other.way == ARCHIVE else f"by {other.way}"
            yield self._at_largest(ours, f"{_shown(other)} {named}", ratio, f"≥ {least:g}", ratio >= least)

    def _grown(self, part: str, what: str, database: str, claims: int, *, most: float) -> Iterator[Verdict]:
        """How many times the time in the smallest archive."""
        now, small = (self._figure(part, what, ARCHIVE, database, size) for size in (claims, self.sizes[0]))
        if now and small and now is not small:
            ratio = now.median / small.median
            yield _verdict(now, f"{_shown(small)} at {small.claims:,}", ratio, f"≤ {most:g}", ratio <= most)

    def _at_largest(self, one: Figure, against: str, ratio: float, bar: str, met: bool) -> Verdict:
        """A verdict where the archive is the largest; for smaller ones the ratio alone."""
        return _verdict(one, against, ratio, bar, met if one.claims == self.largest else None)

    def _figure(self, part: str, what: str, way: str, database: str, claims: int) -> Figure | None:
        return self.found.get((part, what, way, database, claims))


def shown(value: float) -> str:
    """A number with as many digits as it deserves."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _shown(one: Figure, value: float | None = None) -> str:
    return f"{shown(one.median if value is None else value)} {one.unit}"


def _verdict(
    one: Figure, against: str, ratio: float, bar: str, met: bool | None, *, value: float | None = None
) -> Verdict:
    met = met and one.is_whole  # a refusal may come quickly
    return Verdict(one.part, one.what, one.database, one.claims, _shown(one, value), against, ratio, bar, met)
