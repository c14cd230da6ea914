"""The private part of a package: every row of the desk, the record and the accounts, one file a table, and back.

The catalogue is not in it, since it is made anew from the record; nor are sessions, and of passwords nothing is told.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import BinaryField, Field, Model, QuerySet

from statements import bulk_rows
from statements.catalogue import write
from statements.desk.captures import Capture
from statements.packages import BrokenPackage
from statements.publishing.restoring import CHUNK, FEW, refuse_broken_record, refuse_unless_empty, store
from statements.record.content import Content
from statements.record.revision import lock

FOLDER = "private"
APPS = ("contenttypes", "auth", "statements", "reversion", "admin")
LEFT_OUT = ("sessions",)  # apps whose rows are worth nothing elsewhere, or are a way in
MADE_BY_MIGRATE = ("contenttypes.contenttype", "auth.permission")
CATALOGUE = "statements.catalogue."
NO_PASSWORD = "!"  # noqa: S105 - what Django keeps for an account that nobody can log in to
Fields = list[Field]  # type: ignore[type-arg]  # of any type


def tables() -> dict[str, type[Model]]:
    """The tables of a private package by name, in the order of their files."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return {model._meta.label_lower: model for model in models if not model.__module__.startswith(CATALOGUE)}


def files() -> Iterator[tuple[str, Iterator[bytes]]]:
    """Path and lines of each file: the names of the columns, then one row a line, as JSON."""
    for name, model in tables().items():
        yield f"{FOLDER}/{name}.jsonl", _lines(model)


def restore(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Restore a checked private package into an empty database, in one transaction.

    Raises NotEmpty where the database holds anything, accounts included, BrokenPackage where the package was made
    with other tables or its record does not prove itself; then nothing has changed.
    """
    known = tables()
    _refuse_other_tables(manifest, known)
    with transaction.atomic():
        lock()
        refuse_unless_empty([model for name, model in known.items() if name not in MADE_BY_MIGRATE])
        for name in reversed(MADE_BY_MIGRATE):
            QuerySet(known[name])._raw_delete(known[name]._default_manager.db)
        for name, model in known.items():
            store(_rows(folder / FOLDER / f"{name}.jsonl", model), at_once=_at_once(model))
        ContentType.objects.clear_cache()
        bulk_rows.count_on(known.values())
        refuse_broken_record()
        write.rebuild()


def _lines(model: type[Model]) -> Iterator[bytes]:
    fields = _fields(model)
    yield _line([field.attname for field in fields])
    found = model._base_manager.order_by("pk").iterator(chunk_size=_at_once(model))
    for row in found:
        yield _line([_told(field, row) for field in fields])


def _line(values: list[Any]) -> bytes:
    return f"{json.dumps(values, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _told(field: Any, row: Model) -> Any:
    """A value as text, exactly; Django's own JSON would round times. A password is not told."""
    if field.attname == "password":
        return NO_PASSWORD
    return None if field.value_from_object(row) is None else field.value_to_string(row)


def _rows(path: Path, model: type[Model]) -> Iterator[Model]:
    fields = _fields(model)
    with path.open(encoding="utf-8", newline="\n") as lines:
        if json.loads(next(lines)) != [field.attname for field in fields]:
            raise BrokenPackage([_other_version(f"{path.name} has other columns.")])
        for line in lines:
            values = json.loads(line)
            yield model(**{field.attname: _read(field, value) for field, value in zip(fields, values, strict=True)})


def _read(field: Any, value: Any) -> Any:
    if value is None:
        return None
    return bytes(field.to_python(value)) if isinstance(field, BinaryField) else field.to_python(value)


def _fields(model: type[Model]) -> Fields:
    return list(model._meta.concrete_fields)


def _at_once(model: type[Model]) -> int:
    return FEW if model in (Capture, Content) else CHUNK


def _refuse_other_tables(manifest: Mapping[str, Any], known: Iterable[str]) -> None:
    held = {entry["path"] for entry in manifest["files"] if entry["path"].startswith(f"{FOLDER}/")}
    expected = {f"{FOLDER}/{name}.jsonl" for name in known}
    if different := sorted(held ^ expected):
        raise BrokenPackage([_other_version(f"The tables differ: {', '.join(different)}.")])


def _other_version(problem: str) -> str:
    return f"{problem} A private package is restored by the version that made it; this one is {settings.VERSION}."
