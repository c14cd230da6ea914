"""Counts once more, by the database, what the census counts: every facet must say what a look at all rows says."""

from collections.abc import Iterator

import numpy as np
from django.db.models import Count

from statements.catalogue import census, keys
from statements.catalogue.census import Census
from statements.catalogue.models import ClaimRow, Mention
from statements.choices import RecordKind

COLUMNS = {"held": "source_held"}


def problems() -> Iterator[str]:
    """One line for each facet whose numbers, counted from the keys of claims, differ from the rows and mentions."""
    counted = census.now()
    for name in keys.CHOICES:
        if counted.count_choices(name, np.arange(len(counted.ids))) != _by_column(COLUMNS.get(name, name)):
            yield f"facet {name}: its numbers differ from the rows of claims"
    if _named(counted, keys.LANGUAGE) != {keys.tag_number(tag): n for tag, n in _by_column("language").items() if tag}:
        yield f"facet {keys.LANGUAGE}: its numbers differ from the rows of claims"
    for role in keys.KIND_OF_ROLE:
        if _named(counted, role) != _by_role(role):
            yield f"facet {role}: its numbers differ from what claims mention"


def _named(counted: Census, role: str) -> dict[int, int]:
    values, numbers = counted.count_named(role, np.arange(len(counted.ids)))
    return {int(value): int(number) for value, number in zip(values, numbers, strict=True) if number}


def _by_column(column: str) -> dict[str, int]:
    rows = ClaimRow.objects.order_by().values(column).annotate(number=Count("page_id"))
    return dict(rows.values_list(column, "number"))


def _by_role(role: str) -> dict[int, int]:
    rows = Mention.objects.filter(role=role, page__kind=RecordKind.CLAIM).order_by().values("ref")
    return {
        keys.ref_number(ref): number for ref, number in rows.annotate(number=Count("id")).values_list("ref", "number")
    }
