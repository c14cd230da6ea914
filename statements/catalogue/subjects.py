"""Subjects by kind, in the order of their names, dates, or number of claims."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KT

from statements import names
from statements.catalogue import facets, keys
from statements.catalogue.models import Page
from statements.choices import RecordKind

BY_NAME, BY_DATE, BY_CLAIMS = "name", "date", "-claims"


@dataclass(frozen=True)
class Subject:
    """A public subject as a list needs it; `earliest` is the first day of its date, empty where none is known."""

    ref: str
    kind: str
    name: str
    language: str
    earliest: str

    @property
    def letter(self) -> str:
        """The first letter of its name, folded."""
        return names.fold(self.name)[:1].upper()


def subjects() -> list[Subject]:
    """All public subjects by name, in one query that leaves out their documents."""
    parts = ("kind", "name", "language", "about__earliest")
    found = Page.objects.public().filter(kind=RecordKind.SUBJECT).values_list("ref", *_texts(parts))
    return sorted(
        (Subject(*(part or "" for part in row)) for row in found), key=lambda one: (names.fold(one.name), one.ref)
    )


def claims_about(refs: Iterable[str]) -> dict[str, int]:
    """How many public claims are about each of these subjects."""
    return facets.numbers(keys.SUBJECT, refs)


def ordered(found: Collection[Subject], sort: str, counts: dict[str, int]) -> list[Subject]:
    """Subjects that come by name in another order: those without a date, or with fewer claims, last."""
    if sort == BY_DATE:
        return sorted(found, key=lambda one: one.earliest or "~")
    return sorted(found, key=lambda one: -counts.get(one.ref, 0)) if sort == BY_CLAIMS else list(found)


def _texts(parts: Collection[str]) -> list[Any]:
    return [KT(f"document__{part}") for part in parts]
