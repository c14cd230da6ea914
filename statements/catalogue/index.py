"""The full-text indexes over the rows of claims and the texts of records, kept by the database, whoever writes a row.

PostgreSQL: a generated column, `search_vector`, under GIN; migrations make both. SQLite: an FTS5 table beside the
rows, kept in step by triggers, all made after every migrate because a change of a table drops its triggers silently.
Words come folded and parted by spaces (see `search`); the tokenizer `ascii` takes everything but ASCII signs for a
letter, and so parts the words where we did and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connections, transaction

COLUMNS = ("search_words", "search_names")
_ON_SQLITE = "SELECT name, sql FROM sqlite_master"
_ON_POSTGRESQL = """
SELECT attname, 'column' FROM pg_attribute
WHERE attrelid = to_regclass(%s) AND attgenerated = 's' AND NOT attisdropped
UNION ALL
SELECT relname, 'index' FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = to_regclass(%s) AND indisvalid
"""


@dataclass(frozen=True)
class Indexed:
    """A table with folded words in COLUMNS: its name, its key, and what its rows are for a reader."""

    rows: str
    key: str
    meaning: str

    @property
    def table(self) -> str:
        """SQLite's table of the index."""
        return f"{self.rows}_fts"

    @property
    def on_sqlite(self) -> dict[str, str]:
        """The index by the names of its parts, as SQLite keeps them, so that one of another version is seen."""
        columns, new = ", ".join(COLUMNS), ", ".join(f"new.{name}" for name in (self.key, *COLUMNS))
        add = f"""INSERT INTO {self.table}(rowid, {columns})
            VALUES ({new});"""
        remove = f"""INSERT INTO {self.table}({self.table}, rowid, {columns})
            VALUES ('delete', {new.replace("new.", "old.")});"""
        changed = f"UPDATE OF {self.key}, {columns}"
        return {
            self.table: f"""CREATE VIRTUAL TABLE {self.table} USING fts5(
        {columns},
        content='{self.rows}', content_rowid='{self.key}', tokenize='ascii', prefix='2 3'
    )""",
            f"{self.table}_insert": self._trigger("insert", "INSERT", add),
            f"{self.table}_delete": self._trigger("delete", "DELETE", remove),
            f"{self.table}_update": self._trigger("update", changed, f"{remove}\n            {add}"),
        }

    @property
    def on_postgresql(self) -> dict[str, str]:
        """The parts of the index and what each is."""
        return {"search_vector": "column", f"{self.rows}_search": "index"}

    def _trigger(self, name: str, event: str, steps: str) -> str:
        return f"""CREATE TRIGGER {self.table}_{name}
        AFTER {event} ON {self.rows} BEGIN
            {steps}
        END"""


CLAIMS = Indexed("statements_claimrow", "page_id", "the rows of claims")
TEXTS = Indexed("statements_findabletext", "id", "the texts of records")
TABLES = (CLAIMS, TEXTS)


def create(using: str = "default") -> None:
    """Make what of the indexes is missing or of another version, and fill it; on PostgreSQL migrations do that."""
    if connections[using].vendor != "sqlite":
        return
    for indexed in TABLES:
        if _exists(indexed, using) and _missing(indexed, using):
            _drop(indexed, using)
            _execute([*indexed.on_sqlite.values(), _told(indexed, "rebuild")], using)


def drop(using: str = "default") -> None:
    """Take the indexes away, to write many rows and `create` them anew; on PostgreSQL nothing happens."""
    if connections[using].vendor == "sqlite":
        for indexed in TABLES:
            _drop(indexed, using)


def missing(using: str = "default") -> list[str]:
    """Names of the parts of the indexes that are not there as they ought to be."""
    return [name for indexed in TABLES for name in _missing(indexed, using)]


def problems(using: str = "default") -> Iterator[str]:
    """One line for each part of an index that is missing, and one for each index that differs from its rows."""
    for indexed in TABLES:
        absent = _missing(indexed, using)
        yield from (f"search index: {name} is missing" for name in absent)
        if not absent and connections[using].vendor == "sqlite" and not _is_in_step(indexed, using):
            yield f"search index: it differs from {indexed.meaning}"


def _exists(indexed: Indexed, using: str) -> bool:
    """Whether there are rows with words to index; a migration may have gone back before them."""
    connection = connections[using]
    if indexed.rows not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, indexed.rows)}
    return columns >= set(COLUMNS)


def _missing(indexed: Indexed, using: str) -> list[str]:
    is_sqlite = connections[using].vendor == "sqlite"
    with connections[using].cursor() as cursor:
        if is_sqlite:
            cursor.execute(_ON_SQLITE)
        else:
            cursor.execute(_ON_POSTGRESQL, [indexed.rows, indexed.rows])
        present = dict(cursor.fetchall())
    made = indexed.on_sqlite if is_sqlite else indexed.on_postgresql
    return [name for name, form in made.items() if present.get(name) != form]


def _drop(indexed: Indexed, using: str) -> None:
    kinds = {name: "TABLE" if name == indexed.table else "TRIGGER" for name in indexed.on_sqlite}
    _execute([f"DROP {kind} IF EXISTS {name}" for name, kind in kinds.items()], using)


def _is_in_step(indexed: Indexed, using: str) -> bool:
    try:
        _execute([f"INSERT INTO {indexed.table}({indexed.table}, rank) VALUES ('integrity-check', 1)"], using)
    except DatabaseError:
        return False
    return True


def _told(indexed: Indexed, command: str) -> str:
    return f"INSERT INTO {indexed.table}({indexed.table}) VALUES ('{command}')"


def _execute(statements: list[str], using: str) -> None:
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
