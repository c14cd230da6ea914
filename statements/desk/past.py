"""What a record and its parts were after each of its changes, as the desk's history has it."""

import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Subquery
from reversion.models import Version

from statements.choices import ChangeKind
from statements.desk.history import LARGE, RecordChange, serialized
from statements.desk.review import DeskRecord

# What is no content of a record: where it stands, and who wrote it.
BOOKKEEPING = {field.name for field in DeskRecord._meta.local_fields}


@dataclass(frozen=True)
class Kept:
    """One row as it was: its model, its key and its fields as JSON has them."""

    model: type[models.Model]
    key: int
    fields: dict[str, Any]

    @property
    def content(self) -> dict[str, Any]:
        """What a curator entered, or what follows from it."""
        return {name: value for name, value in self.fields.items() if name not in BOOKKEEPING}


@dataclass(frozen=True)
class Past:
    """A record with its parts as they were."""

    record: Kept
    parts: list[Kept]

    @property
    def rows(self) -> list[Kept]:
        """The record and its parts."""
        return [self.record, *self.parts]

    def is_like(self, other: "Past") -> bool:
        """Whether both say the same."""
        return _comparable(self) == _comparable(other)


def past(version: Version) -> Past:
    """What a version of the history holds."""
    return _read(version.serialized_data)


def present(record: DeskRecord) -> Past:
    """The record as it is now, in the same form."""
    return _read(serialized(record))


def pairs(changes: models.QuerySet[RecordChange]) -> list[tuple[RecordChange, Past | None, Past | None]]:
    """Each change with its record before and after it; None where it was not there, or nothing was kept of it."""
    earlier = RecordChange.objects.filter(ref=OuterRef("ref"), pk__lt=OuterRef("pk"), version__isnull=False)
    found = list(changes.annotate(kept_before=Subquery(earlier.order_by("-pk").values("version")[:1])))
    wanted = {key for change in found for key in (change.version_id, change.kept_before) if key}
    kept = {key: past(version) for key, version in Version.objects.in_bulk(wanted).items()}
    return [_pair(change, kept) for change in found]


def then(change: RecordChange, before: Past | None, after: Past | None) -> Past | None:
    """What restoring a change brings back: the record after it, or before it where it was deleted."""
    return before if change.what == ChangeKind.DELETED else after


def _pair(change: RecordChange, kept: dict[int, Past]) -> tuple[RecordChange, Past | None, Past | None]:
    before, after = kept.get(change.kept_before), kept.get(change.version_id)
    if change.what == ChangeKind.DELETED:
        return change, after, None
    if change.what == ChangeKind.ADDED:
        return change, None, after
    return change, before, after or before


def _read(kept: str) -> Past:
    record, *parts = (Kept(apps.get_model(row["model"]), row["pk"], row["fields"]) for row in json.loads(kept))
    return Past(record, parts)


def _comparable(found: Past) -> tuple[Any, ...]:
    own = {name: value for name, value in found.record.content.items() if name not in LARGE}
    return own, {(row.model, row.key): row.fields for row in found.parts}
