"""How large a file will be, told before it is taken: by what some of its rows weigh, weighed once a publication."""

from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

import numpy as np

from statements.catalogue import census, columns, tables
from statements.catalogue.census import Census
from statements.catalogue.models import ClaimRow, ClaimRowQuerySet
from statements.surfaces.csv_files import Blocks, encoded
from statements.surfaces.exports import claim_file

WEIGHED = 100  # rows


class Estimate(NamedTuple):
    """The rows of a file, and about how many bytes it has."""

    rows: int
    size: int


def claims(number: int) -> Estimate:
    """The plain file of so many claims; those that are weighed are drawn evenly from all."""
    every = census.now()
    return Estimate(number, round(number * _weight(every, "claim", lambda: claim_file(_drawn(every)))))


def table(kind: str, number: int) -> Estimate:
    """The plain file of all records of a kind, of which there are so many; the newest are weighed."""
    header = columns.names(tables.COLUMNS[kind])
    newest = _weight(census.now(), kind, lambda: encoded(header, islice(tables.rows(kind), WEIGHED)))
    return Estimate(number, round(number * newest))


def _drawn(every: Census) -> ClaimRowQuerySet:
    places = np.linspace(0, len(every.ids) - 1, min(WEIGHED, len(every.ids))).astype(np.int64)
    drawn: ClaimRowQuerySet = ClaimRow.objects.filter(page_id__in=[int(number) for number in every.ids[places]])
    return drawn


def _weight(every: Census, kind: str, file: Callable[[], Blocks]) -> float:
    """Bytes of a row on average, with its share of a header; 0 without rows."""
    if ("weight", kind) not in every.memo:
        blocks = list(file())
        size, rows = sum(len(block.text) for block in blocks), sum(block.rows for block in blocks)
        every.memo["weight", kind] = size / rows if rows else 0.0
    found: float = every.memo["weight", kind]
    return found
