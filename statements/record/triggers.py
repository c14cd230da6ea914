"""Triggers that refuse to change the record, on both databases; created after every migrate (DESIGN rule 6)."""

from django.db import connections

TABLES = {
    "statements_revision": ("number", "ref", "kind", "n", "act", "at", "leaf", "chain"),
    "statements_content": ("sha256", "size"),
}
ERASABLE = {"statements_revision": ("content", "nonce"), "statements_content": ("content", "passages")}

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION statements_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION 'the record is append-only: % on %', TG_OP, TG_TABLE_NAME; END $body$
"""


def names(table: str, using: str) -> list[str]:
    """The triggers that guard one table."""
    operations = ["update", "delete"] + (["truncate"] if connections[using].vendor == "postgresql" else [])
    return [f"{table}_no_{operation}" for operation in operations]


def tables_exist(using: str = "default") -> bool:
    """Whether the tables to guard are there; a migration may have gone back before them."""
    return set(TABLES) <= set(connections[using].introspection.table_names())


def create(using: str = "default") -> None:
    """Create every trigger anew; a table change on SQLite drops them silently."""
    drop(using)
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in TABLES:
            for statement in _statements(table, using):
                cursor.execute(statement)


def drop(using: str = "default") -> None:
    """Lift the triggers: only for `create`, restores and tests that commit."""
    on_table = connections[using].vendor == "postgresql"
    with connections[using].cursor() as cursor:
        for table in TABLES:
            for name in names(table, using):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else ""))


def missing(using: str = "default") -> list[str]:
    """Names of triggers that ought to guard the record and do not; disabled ones count as missing."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connections[using].vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return [name for table in TABLES for name in names(table, using) if name not in present]


def _statements(table: str, using: str) -> list[str]:
    make = _postgres if connections[using].vendor == "postgresql" else _sqlite
    return make(table)


def _allowed_erasure(table: str, same: str) -> str:
    """SQL that is true only for an update that nulls the erasable columns and leaves all others alone."""
    kept = [f"NEW.{column} {same} OLD.{column}" for column in TABLES[table]]
    nulled = [f"NEW.{column} IS NULL" for column in ERASABLE[table]]
    return " AND ".join(kept + nulled)


def _sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {table}'); END"
    condition = _allowed_erasure(table, "IS")
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({condition}) {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    ]


def _postgres(table: str) -> list[str]:
    call = "EXECUTE FUNCTION statements_refuse_change()"
    condition = _allowed_erasure(table, "IS NOT DISTINCT FROM")
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW WHEN (NOT ({condition})) {call}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {call}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    ]
