"""Turning the pages of a list that is ordered by a falling number: forward and back, and stable while it grows."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

PAGE_SIZE = 25
_PLACE = re.compile(r"[0-9]{1,18}", re.ASCII)
TRACKING = re.compile(r"utm_.*|mc_.*|fbclid|gclid")


@dataclass(frozen=True)
class Turn:
    """The rows of one page. `older` is the place of the page after it, None on the last; `newer` of the one before it.

    `newer` is None where the page before is the first one, which needs no place; `is_first` where there is none.
    """

    rows: list[Any]
    older: int | None
    newer: int | None
    is_first: bool


def turn(rows: QuerySet[Any], key: str, after: int | None) -> Turn:
    """The page of rows, ordered by `key` from large to small, that follows the row of that number; with two queries."""
    found = list((rows if after is None else rows.filter(**{f"{key}__lt": after}))[: PAGE_SIZE + 1])
    older = getattr(found[PAGE_SIZE - 1], key) if len(found) > PAGE_SIZE else None
    if after is None:
        return Turn(found[:PAGE_SIZE], older, None, True)
    before = rows.filter(**{f"{key}__gte": after}).reverse().values_list(key, flat=True)
    numbers = list(before[: PAGE_SIZE + 1])
    return Turn(found[:PAGE_SIZE], older, numbers[PAGE_SIZE] if len(numbers) > PAGE_SIZE else None, not numbers)


def place(given: str) -> int | None:
    """The number that a cursor names; None where none is given. Raises ValueError, saying why, for anything else."""
    if not given:
        return None
    if not _PLACE.fullmatch(given):
        raise ValueError(f"after: “{given[:40]}” is not a place in this list; start again from the first page.")
    return int(given)


def query(number: int | None) -> str:
    """The query string of the page at a place; empty for the first page."""
    return "" if number is None else urlencode({"after": number})


def unknown(names: list[str], *, known: tuple[str, ...]) -> list[str]:
    """What is wrong with the names of parameters, as sentences; those that only track visitors are ignored."""
    return [
        f"{name[:60]}: there is no such parameter."
        for name in names
        if name not in known and not TRACKING.fullmatch(name)
    ]
