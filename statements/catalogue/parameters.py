"""Form fields and filters in which a repeated parameter means `or`, and every value is checked before it is used."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from statements import dates, refs, texts
from statements.catalogue import search
from statements.catalogue.census import Census, Mask

MAX_VALUES = 100
TEXT: Mapping[str, Any] = {"type": "string"}
EDTF: Mapping[str, Any] = {"type": "string", "format": "edtf", "examples": ["1992-02-25"]}
TAG: Mapping[str, Any] = {"type": "string", "examples": ["az"]}


class SeveralField(forms.Field):
    """A list of values, each cleaned by `clean_one`, which raises ValueError or ValidationError with the reason."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, clean_one: Callable[[str], Any], single: bool = False, **options: Any) -> None:
        self.clean_one, self.single = clean_one, single
        super().__init__(**options | {"required": False})

    def to_python(self, value: Any) -> list[Any]:
        given = [one for one in value or [] if one.strip()]
        if len(given) > MAX_VALUES:
            raise ValidationError(f"is repeated more than {MAX_VALUES} times.")
        if self.single and len(given) > 1:
            raise ValidationError("can be given only once.")
        return [self._cleaned(one) for one in given]

    def _cleaned(self, one: str) -> Any:
        try:
            return self.clean_one(one)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem


class AnyOf(django_filters.Filter):  # type: ignore[misc]  # the library has no types
    """Keeps the rows for which any of the values holds.

    `condition` says so to the database and `mask` to the census, of the same claims; `meaning` is for readers and
    `form` for programs: the JSON Schema of one value. Without a mask only the database can tell.
    """

    field_class = SeveralField

    def __init__(
        self,
        meaning: str,
        condition: Callable[[list[Any]], Q],
        mask: Callable[[Census, list[Any]], Mask] | None = None,
        *,
        clean_one: Callable[[str], Any],
        form: Mapping[str, Any] = TEXT,
    ) -> None:
        self.meaning, self.condition, self.mask, self.form = meaning, condition, mask, form
        super().__init__(clean_one=clean_one)

    def filter(self, qs: QuerySet[Model], value: list[Any]) -> QuerySet[Model]:
        return qs.filter(self.condition(value)) if value else qs


class StrictFilterSet(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    """A malformed query matches nothing, on every surface and not only in FilterView."""

    @property
    def qs(self) -> Any:
        if self.is_bound and not self.is_valid():
            return self.queryset.none()
        return super().qs


def any_of(conditions: Iterable[Q]) -> Q:
    """Rows for which at least one condition holds; no row for no condition."""
    made = Q(pk__in=[])
    for condition in conditions:
        made |= condition
    return made


def ref_of(kind: str) -> Callable[[str], str]:
    """A check for the address of one kind of record; capitals and misread letters are understood."""

    def clean(value: str) -> str:
        ref = refs.canonical(value.strip())
        if ref is None or refs.kind_of(ref) != kind:
            raise ValueError(f"“{value[:40]}” is not the address of {'an' if kind == 'agent' else 'a'} {kind}.")
        return ref

    return clean


def choice_of(values: Iterable[str]) -> Callable[[str], str]:
    """A check for one of a few words."""
    known = list(values)

    def clean(value: str) -> str:
        if value not in known:
            raise ValueError(f"“{value[:40]}” is not one of {', '.join(known)}.")
        return value

    return clean


def first_day(value: str) -> datetime.date:
    """A check for an EDTF date that begins on some day; gives that day."""
    day = dates.bounds(value.strip()).earliest
    if day is None:
        raise ValueError(f"“{value[:40]}” has no first day.")
    return day


def last_day(value: str) -> datetime.date:
    """A check for an EDTF date that ends on some day; gives that day."""
    day = dates.bounds(value.strip()).latest
    if day is None:
        raise ValueError(f"“{value[:40]}” has no last day.")
    return day


def language(value: str) -> str:
    """A check for a language tag."""
    if not texts.is_language(value.strip()):
        raise ValueError(f"“{value[:40]}” is not a language tag such as en or az.")
    return value.strip()


def query(value: str) -> search.Query:
    """A check for words that can be searched; gives what they ask for."""
    return search.parse(value)
