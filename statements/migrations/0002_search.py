"""Full-text search over the rows of claims; the index of SQLite is made after migrating (see catalogue/index.py)."""

from django.db import migrations

# The words are parted by spaces already; PostgreSQL's own parser would part many scripts elsewhere than SQLite's.
# Places go on from words to names with a gap, so that no phrase reaches from one into the other.
MAKE = [
    """
    CREATE FUNCTION statements_search_vector(words text, names text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT coalesce(string_agg('''' || token || ''':' || place || weight, ' '), '')::tsvector
    FROM (
        SELECT token, place, 'A' AS weight
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS listed(token, place)
        UNION ALL
        SELECT token, place + cardinality(string_to_array(words, ' ')), 'D'
        FROM unnest(string_to_array(names, ' ')) WITH ORDINALITY AS listed(token, place)
    ) AS placed
    WHERE token NOT IN ('', '¶')
    $body$
    """,
    """
    ALTER TABLE statements_claimrow ADD COLUMN search_vector tsvector
    GENERATED ALWAYS AS (statements_search_vector(search_words, search_names)) STORED
    """,
    "CREATE INDEX statements_claimrow_search ON statements_claimrow USING gin (search_vector)",
]
DROP_ON_POSTGRESQL = [
    "DROP INDEX IF EXISTS statements_claimrow_search",
    "ALTER TABLE statements_claimrow DROP COLUMN IF EXISTS search_vector",
    "DROP FUNCTION IF EXISTS statements_search_vector",
]
DROP_ON_SQLITE = [
    "DROP TRIGGER IF EXISTS statements_claimrow_fts_insert",
    "DROP TRIGGER IF EXISTS statements_claimrow_fts_delete",
    "DROP TRIGGER IF EXISTS statements_claimrow_fts_update",
    "DROP TABLE IF EXISTS statements_claimrow_fts",
]


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in MAKE:
            schema_editor.execute(statement)


def drop(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in DROP_ON_POSTGRESQL if on_postgresql else DROP_ON_SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("statements", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
