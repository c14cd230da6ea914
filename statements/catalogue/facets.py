"""What a selection of claims can be narrowed by, each value with the number of claims that asking for it gives.

All counts come from the census and are exact, unless very many claims hold the words of the query: then they count
the newest of these (`ClaimSelection.is_whole`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from statements.catalogue import census, keys
from statements.catalogue import years as years_of
from statements.catalogue.census import Census, Numbers
from statements.catalogue.filters import ClaimSelection
from statements.catalogue.models import ClaimRow

CHOSEN = tuple(keys.CHOICES)
LANGUAGE = keys.LANGUAGE
NAMED = (keys.LANGUAGE, "origin", "holder", "relay", keys.SUBJECT, keys.SOURCE, keys.PUBLISHER)
FACETS = (*CHOSEN, *NAMED)
SHOWN = 5
KEPT = 4_000  # facets of one state of the archive, a few hundred bytes each

Counts = TypeVar("Counts")

_tags: dict[int, str] = {}  # language tags by their number, which never change


@dataclass(frozen=True)
class FacetValue:
    """A value of a parameter and how many claims asking for it gives; with others asked for, how many it adds."""

    value: str
    number: int
    is_on: bool = False


@dataclass(frozen=True)
class Facet:
    """The values of one parameter, those asked for first, then the commonest; `more` is how many others there are.

    `adds` says that numbers are of claims that a further value adds to what is asked for already.
    """

    name: str
    values: list[FacetValue]
    more: int
    adds: bool


def facet(selection: ClaimSelection, name: str, *, most: int = SHOWN, only: Iterable[str] | None = None) -> Facet:
    """The commonest values of a parameter among the claims that all other parameters leave.

    `only` keeps to some values (refs or language tags), whatever their number of claims but none.
    """
    asked = list(dict.fromkeys(selection.form.cleaned_data.get(name) or []))
    wanted = None if only is None else tuple(only)
    return _kept(selection, (name, most, wanted), lambda: _facet(selection, name, asked, most=most, only=wanted))


def numbers(role: str, refs: Iterable[str]) -> dict[str, int]:
    """How many public claims name each of these records in one role (see `keys`)."""
    every = census.now()
    return _of(every, role, np.arange(len(every.ids)), refs)


def modes(statements: Iterable[str]) -> dict[str, dict[str, int]]:
    """How many public claims of each mode one of whose links names each of these statements."""
    every = census.now()
    masks = {ref: every.naming([keys.ref_number(ref)], keys.STATEMENT) for ref in statements}
    return {ref: every.count_choices("mode", np.flatnonzero(mask)) for ref, mask in masks.items()}


def years(selection: ClaimSelection) -> list[FacetValue]:
    """Each year in which something was said, newest first, with what asking for it gives: dates that touch it."""
    return _kept(selection, "years", lambda: _years(selection))


def _kept(selection: ClaimSelection, what: Any, count: Callable[[], Counts]) -> Counts:
    """What was counted already beside the same filters in this state of the archive; of words nothing is kept."""
    if selection.queries or selection.errors:
        return count()
    memo: dict[Any, Counts] = selection.census.memo.setdefault("facets", {})
    place = (what, tuple(sorted(selection.kept)))
    if place not in memo:
        if len(memo) >= KEPT:
            memo.clear()
        memo[place] = count()
    return memo[place]


def _years(selection: ClaimSelection) -> list[FacetValue]:
    periods = years_of.counted(selection.census, selection.places_without("said_from", "said_to")).periods()
    return [FacetValue(f"{period.first:04}", period.number) for period in reversed(periods)]


def _facet(selection: ClaimSelection, name: str, asked: list[str], *, most: int, only: Iterable[str] | None) -> Facet:
    base = selection.places_without(name)
    chosen = selection.filters.filters[name].mask(selection.census, asked) if asked else None
    on = [FacetValue(value, number, is_on=True) for value, number in _of(selection.census, name, base, asked).items()]
    others = base if chosen is None else base[~chosen[base]]
    if only is not None:
        wanted = _of(selection.census, name, others, [value for value in only if value not in asked])
        found = [FacetValue(value, number) for value, number in wanted.items() if number]
        return Facet(name, [*on, *sorted(found, key=lambda value: -value.number)], 0, bool(asked))
    counts, every = _commonest(selection.census, name, others, most)
    found = [FacetValue(value, number) for value, number in counts]
    return Facet(name, [*on, *found], every - len(found), bool(asked))


def _of(every: Census, name: str, chosen: Numbers, values: Iterable[str]) -> dict[str, int]:
    """How many of these claims have each of some values."""
    if name in CHOSEN:
        counts = every.count_choices(name, chosen)
        return {value: counts.get(value, 0) for value in values}
    _, counted = every.count_named(name, chosen)
    number = keys.tag_number if name == keys.LANGUAGE else keys.ref_number
    codes = {value: every.named[name].code_of.get(number(value)) for value in values}
    return {value: 0 if code is None else int(counted[code]) for value, code in codes.items()}


def _commonest(every: Census, name: str, chosen: Numbers, most: int) -> tuple[list[tuple[str, int]], int]:
    """The commonest values among these claims with their numbers, and how many values there are at all."""
    if name in CHOSEN:
        counts = sorted(every.count_choices(name, chosen).items(), key=lambda counted: -counted[1])
        return counts, len(counts)
    found, counted = every.count_named(name, chosen)
    most = min(most, len(counted))
    first = np.argpartition(-counted, most - 1)[:most] if most else np.array([], np.int64)
    codes = [int(code) for code in sorted(first, key=lambda code: (-counted[code], found[code])) if counted[code]]
    values = _values(every, name, codes)
    return [(values[code], int(counted[code])) for code in codes], int((counted > 0).sum())


def _values(every: Census, name: str, codes: list[int]) -> dict[int, str]:
    """The refs or language tags behind codes."""
    numbers = {code: int(every.named[name].values[code]) for code in codes}
    if name != keys.LANGUAGE:
        return {code: keys.ref_of(keys.KIND_OF_ROLE[name], number) for code, number in numbers.items()}
    unknown = {number: code for code, number in numbers.items() if number not in _tags}
    if unknown:
        named = every.named[name]
        examples = [int(every.ids[named.places[np.argmax(named.codes == code)]]) for code in unknown.values()]
        tags = ClaimRow.objects.filter(page_id__in=examples).values_list("language", flat=True)
        _tags.update((keys.tag_number(tag), tag) for tag in tags)
    return {code: _tags.get(number, "") for code, number in numbers.items()}
