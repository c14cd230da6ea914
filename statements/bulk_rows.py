"""Many new rows at once, as fast as the database takes them: COPY on PostgreSQL, one prepared INSERT on SQLite.

What the database checks it still checks; what models check when they are saved is the caller's to have checked.
"""

import datetime
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

_ESCAPED = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_TO_ESCAPE = re.compile(r"[\\\t\n\r]")
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False)
_AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.BinaryField)


@dataclass
class Rows:
    """New rows of one table in the database's own form, so that they can be made elsewhere and only be stored here."""

    table: str
    columns: list[str]
    values: list[Any]

    def with_column(self, column: str, values: Sequence[Any]) -> "Rows":
        """The same rows with one more column, given as Python values."""
        pairs = zip(self.values, values, strict=True)
        is_text = connection.vendor == "postgresql"
        more = [f"{row}\t{_copied(value)}" if is_text else (*row, value) for row, value in pairs]
        return Rows(self.table, [*self.columns, column], more)

    def insert(self) -> int:
        """Store them and say how many they are."""
        if self.values:
            with connection.cursor() as cursor:
                (_copy if connection.vendor == "postgresql" else _execute)(cursor, self)
        return len(self.values)


def rows(model: type[models.Model], objects: Sequence[models.Model], *, without: Iterable[str] = ()) -> Rows:
    """The rows that store new objects of one model, but for some columns; a key left open is given by the database."""
    left_out = {*without} | ({model._meta.pk.column} if objects and objects[0].pk is None else set())
    fields = [field for field in model._meta.concrete_fields if field.column not in left_out]
    get = attrgetter(*(field.attname for field in fields))  # every table of ours has several columns
    prepared = {at: prepare for at, field in enumerate(fields) if (prepare := _preparation(field))}
    found = [list(get(made)) for made in objects]
    for row in found:
        for at, prepare in prepared.items():
            row[at] = prepare(row[at])
    is_text = connection.vendor == "postgresql"
    values = ["\t".join(map(_copied, row)) for row in found] if is_text else [tuple(row) for row in found]
    return Rows(model._meta.db_table, [str(field.column) for field in fields], values)


def count_on(tables: Iterable[type[models.Model]]) -> None:
    """Let the next key of every table follow the largest one there is, after keys were given by hand."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def _preparation(field: models.Field) -> Callable[[Any], Any] | None:  # type: ignore[type-arg]  # of any type
    """How a value of a field is brought into the database's form; None where it is that already."""
    if isinstance(field, models.JSONField):
        return lambda value: None if value is None else _JSON.encode(value)
    if isinstance(field, models.ForeignKey):
        return _preparation(field.target_field)
    if isinstance(field, _AS_THEY_ARE):
        return None
    if connection.vendor == "postgresql":
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def _execute(cursor: Any, found: Rows) -> None:
    columns = ", ".join(f'"{column}"' for column in found.columns)
    places = ", ".join(["%s"] * len(found.columns))
    cursor.executemany(f'INSERT INTO "{found.table}" ({columns}) VALUES ({places})', found.values)  # noqa: S608 - names of our own tables and columns


def _copy(cursor: Any, found: Rows) -> None:
    columns = ", ".join(f'"{column}"' for column in found.columns)
    with cursor.copy(f'COPY "{found.table}" ({columns}) FROM STDIN') as copy:
        copy.write("\n".join(found.values) + "\n")


def _copied(value: Any) -> str:
    """A value as COPY's text format has it."""
    if isinstance(value, str):
        return _TO_ESCAPE.sub(_escape, value) if _TO_ESCAPE.search(value) else value
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return f"\\\\x{value.hex()}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPED[found[0]]
