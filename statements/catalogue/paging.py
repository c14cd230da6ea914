"""Paging by key: a cursor holds the last row's place in its order, so that page 40,000 costs what page 1 does."""

import base64
import binascii
import datetime
import json
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, OrderBy, Q

Place = list[Any]


class UnusableCursor(ValueError):
    """A cursor that was not made by this archive for this order."""


@dataclass(frozen=True)
class Key:
    """One column of an order; nulls come last in both directions, and first where the order is turned round."""

    name: str
    descending: bool = False
    type: type = int
    nulls_first: bool = False

    @property
    def ordering(self) -> OrderBy:
        """The ORDER BY of the column."""
        if self.name == "page_id":  # never null; a word about nulls would keep PostgreSQL from its index
            return F(self.name).desc() if self.descending else F(self.name).asc()
        nulls = {"nulls_first": True} if self.nulls_first else {"nulls_last": True}
        return F(self.name).desc(**nulls) if self.descending else F(self.name).asc(**nulls)

    @property
    def reversed(self) -> "Key":
        """The same column from its other end."""
        return replace(self, descending=not self.descending, nulls_first=not self.nulls_first)


@dataclass(frozen=True)
class Sort:
    """An order of rows that no two rows share a place in."""

    keys: tuple[Key, ...]

    @property
    def ordering(self) -> list[OrderBy]:
        """The whole ORDER BY."""
        return [key.ordering for key in self.keys]

    @property
    def reversed(self) -> "Sort":
        """The same order from its other end, in which the page before a place is read."""
        return Sort(tuple(key.reversed for key in self.keys))


@dataclass(frozen=True)
class Stretch:
    """A part of an order that an index can be walked along: which rows, and in which order."""

    rows: Q
    ordering: list[OrderBy]


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
    """The rows that come after a place."""
    condition = Q(pk__in=[])
    for key, value in reversed(list(zip(sort.keys, place, strict=True))):
        condition = _after(key, value) | (_at(key, value) & condition)
    return condition


def stretches(sort: Sort, place: Place | None) -> list[Stretch]:
    """What comes after a place, or everything, in parts to be read one after the other.

    Neither database walks an index over a column with nulls at the end it does not expect, or over `this, or that,
    or null`. So dated and undated rows are read apart, and a bound on the first column says where to begin.
    """
    lead, *rest = sort.keys
    if lead.type is not datetime.date:
        after = Q() if place is None else _bound(lead, place[0]) & beyond(sort, place)
        return [Stretch(after, sort.ordering)]
    others = Sort(tuple(rest))
    is_dated = Q(**{f"{lead.name}__isnull": False})
    plain = F(lead.name).desc() if lead.descending else F(lead.name).asc()
    dated = Stretch(is_dated, [plain, *others.ordering])
    undated = Stretch(~is_dated, others.ordering)
    parts = [undated, dated] if lead.nulls_first else [dated, undated]
    if place is None:
        return parts
    if place[0] is None:
        begun = Stretch(undated.rows & beyond(others, place[1:]), undated.ordering)
        return [begun, dated] if lead.nulls_first else [begun]
    further = Q(**{f"{lead.name}__{'lt' if lead.descending else 'gt'}": place[0]})
    begun = Stretch(
        _bound(lead, place[0]) & (further | _at(lead, place[0]) & beyond(others, place[1:])), dated.ordering
    )
    return [begun] if lead.nulls_first else [begun, undated]


def _bound(key: Key, value: Any) -> Q:
    return Q(**{f"{key.name}__{'lte' if key.descending else 'gte'}": value})


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
        return Q(**{f"{key.name}__isnull": False}) if key.nulls_first else Q(pk__in=[])
    further = Q(**{f"{key.name}__{'lt' if key.descending else 'gt'}": value})
    return further if key.name == "page_id" or key.nulls_first else further | Q(**{f"{key.name}__isnull": True})
