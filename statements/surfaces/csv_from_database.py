"""CSV that the database itself writes: PostgreSQL copies rows out, SQLite prints lines; Python only passes them on."""

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, CharField, Expression, F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast

from statements.catalogue import columns
from statements.catalogue.columns import Column
from statements.surfaces.csv_files import DANGEROUS, PLAIN, SPREADSHEET, Blocks, beginning, in_blocks

Lines: TypeAlias = Generator[bytes, None, None]
# Their values have no comma, no quote and no line end; looking for these takes SQLite longer than all the rest.
NEVER_QUOTED = frozenset(("id", "ids", "number", "vocabulary", "edtf", "timestamp", "sha256"))
_DANGEROUS = ", ".join(str(ord(character)) for character in DANGEROUS)
# As Python's csv writer does: a cell is quoted where it must be, nothing is an empty cell, and so is an empty text.
_COPY = "COPY ({}) TO STDOUT (FORMAT csv, NULL E'\\x01')"  # no text holds this character, so that none is quoted
_ON_POSTGRESQL = {
    PLAIN: "COALESCE({0}::text, '')",
    SPREADSHEET: f"COALESCE(CASE WHEN ascii({{0}}) IN ({_DANGEROUS}) THEN '''' || {{0}} ELSE {{0}} END, '')",
}
_ON_SQLITE = {
    PLAIN: "CASE WHEN {0} = '' THEN '' WHEN {special} THEN '\"' || {doubled} || '\"' ELSE {0} END",
    SPREADSHEET: "CASE WHEN {0} = '' THEN '' WHEN {special} THEN '\"' || {mark} || {doubled} || '\"'"
    " ELSE {mark} || {0} END",
}
_PARTS = {
    "special": "instr({0}, ',') OR instr({0}, '\"') OR instr({0}, char(10)) OR instr({0}, char(13))",
    "doubled": "replace({0}, '\"', '\"\"')",
    "mark": f"CASE WHEN unicode({{0}}) IN ({_DANGEROUS}) THEN '''' ELSE '' END",
}


def written(
    rows: QuerySet[Any, Any], header: tuple[Column, ...], *, fields: Sequence[str] = (), variant: str = PLAIN
) -> Blocks:
    """A CSV file of these rows in their order, in blocks of about 64 KB, byte for byte what `csv_files.encoded` writes.

    `header` are its columns. Their values are the rows' fields or annotations of the same names, else `fields` says
    which, in the order of the columns (`page__row__attribution`). Each must be a text or a whole number, or TypeError.
    Read inside `moment.one_moment()`, several files are of one state of the archive; close the iterator when it is
    left before its end, so that the database stops.
    """
    wanted = list(fields) or columns.names(header)
    cells = [_Cell(name, column.type, variant) for name, column in zip(wanted, header, strict=True)]
    lines = _copied(rows, cells) if connection.vendor == "postgresql" else _printed(rows, cells)
    with closing(lines):
        yield from in_blocks(beginning(columns.names(header), variant), lines)


class _Cell(Func):
    """A field as a cell: on PostgreSQL before it is quoted, on SQLite after."""

    arity = 1
    output_field = TextField()

    def __init__(self, name: str, type: str, variant: str) -> None:
        super().__init__(F(name))
        self.type, self.variant = type, variant

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        """Never null, since COPY tells null from an empty text."""
        return self._in(_ON_POSTGRESQL[PLAIN if self._is_number() else self.variant], compiler)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Null stays null, which `printf` leaves out."""
        if self._is_number():
            return self._in("{0}", compiler)
        if self.type in NEVER_QUOTED and self.variant == PLAIN:
            return self._in("{0}", compiler)
        return self._in(_ON_SQLITE[self.variant].format("{0}", **_PARTS), compiler)

    def _is_number(self) -> bool:
        stored: Expression = self.source_expressions[0]
        if isinstance(stored.output_field, IntegerField):
            return True
        if not isinstance(stored.output_field, TextField | CharField):
            raise TypeError(f"{stored} is neither a text nor a whole number.")
        return False

    def _in(self, template: str, compiler: Any) -> tuple[str, list[Any]]:
        """The template with the field in its places, each of which takes the field's parameters again."""
        sql, params = compiler.compile(self.source_expressions[0])
        return template.format(sql), list(params) * template.count("{0}")


def _copied(rows: QuerySet[Any, Any], cells: list[_Cell]) -> Lines:
    """Lines by PostgreSQL's COPY, which takes no parameters: psycopg writes them into the statement."""
    try:
        sql, params = rows.values_list(*cells).query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.wrap_database_errors, connection.cursor() as cursor:
        statement = cursor.mogrify(_COPY.format(sql), params)
        with cursor.copy(statement) as copy:
            for line in copy:
                yield b"%b\r\n" % line[:-1]


def _printed(rows: QuerySet[Any, Any], cells: list[_Cell]) -> Lines:
    """Lines by SQLite's `printf`: as bytes, so that nothing has to be decoded and encoded again."""
    pattern = Value(",".join(["%s"] * len(cells)) + "\r\n")
    line = Cast(Func(pattern, *cells, function="printf", output_field=TextField()), BinaryField())
    try:
        sql, params = rows.values_list(line).query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for (printed,) in cursor:
            yield printed
