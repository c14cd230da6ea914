"""The flat table that Datasette serves: every column of `/claims.csv`, in a SQLite file of its own."""

import sqlite3
from pathlib import Path
from typing import Any

from statements.catalogue import columns
from statements.catalogue.columns import CLAIM_COLUMNS
from statements.catalogue.models import ClaimRow

FACETS = ("kind", "language", "origin_name")  # indexed, as its users are advised to
AT_ONCE = 2000


def written(*, path: str, site: str) -> int:
    """Write the table anew; gives the number of its rows."""
    Path(path).unlink(missing_ok=True)
    names = columns.names(CLAIM_COLUMNS)
    table = sqlite3.connect(path)
    table.execute(f"CREATE TABLE claims (id INTEGER PRIMARY KEY, {', '.join(names)})")
    places = ", ".join("?" * (len(names) + 1))
    table.executemany(f"INSERT INTO claims VALUES ({places})", _rows(names, site))
    for name in FACETS:
        table.execute(f"CREATE INDEX claims_{name} ON claims ({name})")
    table.execute("ANALYZE")
    table.commit()
    return int(table.execute("SELECT count(*) FROM claims").fetchone()[0])


def _rows(names: list[str], site: str) -> Any:
    stored = ["page_id", *(name for name in names if name != "claim_url")]
    place = names.index("claim_url") + 1
    for row in ClaimRow.objects.order_by("page_id").values_list(*stored).iterator(chunk_size=AT_ONCE):
        yield (*row[:place], f"{site}/claims/{row[1]}/", *row[place:])
