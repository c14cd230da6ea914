"""The full-text index over the rows of claims, kept by the database itself, whoever writes a row.

PostgreSQL: a generated column, `search_vector`, under GIN; a migration makes both. SQLite: an FTS5 table beside the
rows, kept in step by triggers, all made after every migrate because a change of a table drops its triggers silently.
Words come folded and parted by spaces (see `search`); the tokenizer `ascii` takes everything but ASCII signs for a
letter, and so parts the words where we did and nowhere else.
"""

from collections.abc import Iterator

from django.db import DatabaseError, connections, transaction

ROWS = "statements_claimrow"
COLUMNS = {"search_words", "search_names"}
TABLE = "statements_claimrow_fts"

# As SQLite keeps them, so that one of another version is seen.
_MADE_ON_SQLITE = {
    TABLE: """CREATE VIRTUAL TABLE statements_claimrow_fts USING fts5(
        search_words, search_names,
        content='statements_claimrow', content_rowid='page_id', tokenize='ascii', prefix='2 3'
    )""",
    "statements_claimrow_fts_insert": """CREATE TRIGGER statements_claimrow_fts_insert
        AFTER INSERT ON statements_claimrow BEGIN
            INSERT INTO statements_claimrow_fts(rowid, search_words, search_names)
            VALUES (new.page_id, new.search_words, new.search_names);
        END""",
    "statements_claimrow_fts_delete": """CREATE TRIGGER statements_claimrow_fts_delete
        AFTER DELETE ON statements_claimrow BEGIN
            INSERT INTO statements_claimrow_fts(statements_claimrow_fts, rowid, search_words, search_names)
            VALUES ('delete', old.page_id, old.search_words, old.search_names);
        END""",
    "statements_claimrow_fts_update": """CREATE TRIGGER statements_claimrow_fts_update
        AFTER UPDATE OF page_id, search_words, search_names ON statements_claimrow BEGIN
            INSERT INTO statements_claimrow_fts(statements_claimrow_fts, rowid, search_words, search_names)
            VALUES ('delete', old.page_id, old.search_words, old.search_names);
            INSERT INTO statements_claimrow_fts(rowid, search_words, search_names)
            VALUES (new.page_id, new.search_words, new.search_names);
        END""",
}
_FILL = "INSERT INTO statements_claimrow_fts(statements_claimrow_fts) VALUES ('rebuild')"
_CHECK = "INSERT INTO statements_claimrow_fts(statements_claimrow_fts, rank) VALUES ('integrity-check', 1)"
_ON_SQLITE = "SELECT name, sql FROM sqlite_master"

_MADE_ON_POSTGRESQL = {"search_vector": "column", "statements_claimrow_search": "index"}
_ON_POSTGRESQL = """
SELECT attname, 'column' FROM pg_attribute
WHERE attrelid = to_regclass('statements_claimrow') AND attgenerated = 's' AND NOT attisdropped
UNION ALL
SELECT relname, 'index' FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = to_regclass('statements_claimrow') AND indisvalid
"""


def tables_exist(using: str = "default") -> bool:
    """Whether there are rows with words to index; a migration may have gone back before them."""
    connection = connections[using]
    if ROWS not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, ROWS)}
    return columns >= COLUMNS


def create(using: str = "default") -> None:
    """Make what of the index is missing or of another version, and fill it; on PostgreSQL migrations do that."""
    if connections[using].vendor == "sqlite" and missing(using):
        drop(using)
        with transaction.atomic(using), connections[using].cursor() as cursor:
            for statement in _MADE_ON_SQLITE.values():
                cursor.execute(statement)
            cursor.execute(_FILL)


def drop(using: str = "default") -> None:
    """Take the index away, to write many rows and `create` it anew; on PostgreSQL nothing happens."""
    if connections[using].vendor == "sqlite":
        with transaction.atomic(using), connections[using].cursor() as cursor:
            for name in _MADE_ON_SQLITE:
                cursor.execute(f"DROP {'TABLE' if name == TABLE else 'TRIGGER'} IF EXISTS {name}")


def missing(using: str = "default") -> list[str]:
    """Names of the parts of the index that are not there as they ought to be."""
    is_sqlite = connections[using].vendor == "sqlite"
    with connections[using].cursor() as cursor:
        cursor.execute(_ON_SQLITE if is_sqlite else _ON_POSTGRESQL)
        present = dict(cursor.fetchall())
    made = _MADE_ON_SQLITE if is_sqlite else _MADE_ON_POSTGRESQL
    return [name for name, form in made.items() if present.get(name) != form]


def problems(using: str = "default") -> Iterator[str]:
    """One line for each part of the index that is missing, and one where it differs from the rows."""
    absent = missing(using)
    yield from (f"search index: {name} is missing" for name in absent)
    if not absent and connections[using].vendor == "sqlite" and not _is_in_step(using):
        yield "search index: it differs from the rows of claims"


def _is_in_step(using: str) -> bool:
    try:
        with transaction.atomic(using), connections[using].cursor() as cursor:
            cursor.execute(_CHECK)
    except DatabaseError:
        return False
    return True
