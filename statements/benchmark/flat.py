"""The flat table that Datasette serves: every column of `/claims.csv`, in a SQLite file of its own."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from statements.catalogue import columns
from statements.catalogue.columns import CLAIM_COLUMNS
from statements.catalogue.models import ClaimRow

FACETS = ("kind", "language", "origin_name")  # indexed, as its users are advised to
AT_ONCE = 2000


def written(*, path: str, site: str) -> int:
    """Write the table anew; gives the number of its rows. What stood there stays until all is written."""
    unfinished = Path(f"{path}.new")
    unfinished.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(unfinished)) as table:
        rows = _write(table, columns.names(CLAIM_COLUMNS), site)
    unfinished.replace(path)
    return rows


def _write(table: sqlite3.Connection, names: list[str], site: str) -> int:
    table.execute(f"CREATE TABLE claims (id INTEGER PRIMARY KEY, {', '.join(names)})")
    places = ", ".join("?" * (len(names) + 1))
    written = table.executemany(f"INSERT INTO claims VALUES ({places})", _rows(names, site)).rowcount
    for name in FACETS:
        table.execute(f"CREATE INDEX claims_{name} ON claims ({name})")
    table.execute("ANALYZE")
    table.commit()
    return written


def _rows(names: list[str], site: str) -> Any:
    stored = ["page_id", *(name for name in names if name != "claim_url")]
    place = names.index("claim_url") + 1
    for row in ClaimRow.objects.order_by("page_id").values_list(*stored).iterator(chunk_size=AT_ONCE):
        yield (*row[:place], f"{site}/claims/{row[1]}/", *row[place:])
