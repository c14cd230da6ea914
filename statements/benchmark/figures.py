"""What was measured: a figure for each way of doing each thing."""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ARCHIVE = "archive"
SEARCH, LISTS, PAGES, CSV, PUBLISH, AGREEMENT = PARTS = (
    "search", "lists", "pages", "csv", "publish", "agreement",
)  # fmt: skip
REFUSED = "answered"  # a remark that begins so tells of pages that were not shown


@dataclass(frozen=True)
class Figure:
    """What one way took to do one thing: median and 95th percentile of `n` measurements, in `unit`."""

    part: str
    what: str
    way: str
    database: str
    claims: int
    unit: str
    median: float
    p95: float
    n: int
    remark: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything that was asked for came."""
        return REFUSED not in self.remark


def figure(values: Iterable[float], *, remarks: Iterable[str] = (), **named) -> Figure:
    """The figure of some measurements; what was remarked of them is kept once each."""
    found = sorted(values)
    remark = "; ".join(dict.fromkeys(filter(None, remarks)))
    return Figure(median=statistics.median(found), p95=p95(found), n=len(found), remark=remark, **named)


def p95(ordered: Sequence[float]) -> float:
    """The smallest value that at least 95 of 100 do not exceed."""
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


class Gathered:
    """Measurements of several rounds, gathered under what they are of."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, ...], list[float]] = {}
        self._remarks: dict[tuple[str, ...], list[str]] = {}

    def add(self, values: Iterable[float], *, remark: str = "", **named) -> None:
        """More measurements of the same thing, done the same way."""
        key = tuple(sorted(named.items()))
        self._values.setdefault(key, []).extend(values)
        self._remarks.setdefault(key, []).append(remark)

    def figures(self) -> list[Figure]:
        """One figure of each thing, in the order in which they were first measured."""
        return [
            figure(values, remarks=self._remarks[key], **dict(key)) for key, values in self._values.items() if values
        ]
