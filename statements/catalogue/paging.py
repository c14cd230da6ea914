"""Paging by key: a cursor holds the last row's place in its order, so that page 40,000 costs what page 1 does."""

import base64
import binascii
import datetime
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OrderBy, Q

Place = list[Any]


class UnusableCursor(ValueError):
    """A cursor that was not made by this archive for this order."""


@dataclass(frozen=True)
class Key:
    """One column of an order; nulls come last in both directions."""

    name: str
    descending: bool = False
    type: type = int

    @property
    def ordering(self) -> OrderBy:
        """The ORDER BY of the column."""
        column = F(self.name)
        return column.desc(nulls_last=True) if self.descending else column.asc(nulls_last=True)


@dataclass(frozen=True)
class Sort:
    """An order of rows that no two rows share a place in."""

    keys: tuple[Key, ...]

    @property
    def ordering(self) -> list[OrderBy]:
        """The whole ORDER BY."""
        return [key.ordering for key in self.keys]


NEWEST_ID, OLDEST_ID = Key("page_id", descending=True), Key("page_id")
SORTS = {
    "-added": Sort((NEWEST_ID,)),
    "relevance": Sort((Key("rank"), NEWEST_ID)),
    "said": Sort((Key("said_order", type=datetime.date), OLDEST_ID)),
    "-said": Sort((Key("said_order", descending=True, type=datetime.date), NEWEST_ID)),
    "text": Sort((Key("source_id", type=str), Key("span_start"), OLDEST_ID)),
}
FIGURES = "figures"  # no order of claims, and so none that a query can ask for
ORDERS = SORTS | {FIGURES: Sort((Key("stated_order", type=datetime.date), OLDEST_ID, Key("number")))}


def encode(place: Place, sort: str) -> str:
    """An opaque cursor for the place after a row."""
    values = [value.isoformat() if isinstance(value, datetime.date) else value for value in place]
    return base64.urlsafe_b64encode(json.dumps([sort, *values], separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, sort: str) -> Place:
    """The place that a cursor of this order names. Raises UnusableCursor for a forged or foreign one."""
    try:
        made_for, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if made_for != sort or len(values) != len(ORDERS[sort].keys):
            raise UnusableCursor("was made for another order; start again from the first page.")
        return [_typed(value, key) for value, key in zip(values, ORDERS[sort].keys, strict=True)]
    except (binascii.Error, UnicodeDecodeError, json.JSONDecodeError, TypeError, ValueError, RecursionError) as problem:
        if isinstance(problem, UnusableCursor):
            raise
        raise UnusableCursor("is not a place in this list; start again from the first page.") from problem


def beyond(sort: Sort, place: Place) -> Q:
    """The rows that come after a place, nulls last in every column."""
    condition = Q(pk__in=[])
    for key, value in reversed(list(zip(sort.keys, place, strict=True))):
        condition = _after(key, value) | (_at(key, value) & condition)
    return condition


def _typed(value: Any, key: Key) -> Any:
    if value is None and key.name != "page_id":
        return None
    if key.type is datetime.date:
        return datetime.date.fromisoformat(value)
    if type(value) is not key.type or (isinstance(value, int) and not -(2**63) <= value < 2**63):
        raise UnusableCursor("is not a place in this list; start again from the first page.")
    return value


def _at(key: Key, value: Any) -> Q:
    return Q(**{f"{key.name}__isnull": True}) if value is None else Q(**{key.name: value})


def _after(key: Key, value: Any) -> Q:
    if value is None:
        return Q(pk__in=[])
    further = Q(**{f"{key.name}__{'lt' if key.descending else 'gt'}": value})
    return further if key.name == "page_id" else further | Q(**{f"{key.name}__isnull": True})
