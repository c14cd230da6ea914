"""Archives to measure: made once for a size and a seed, and kept until the tables or the seed change."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import sql

from statements.benchmark.plan import POSTGRESQL, SQLITE, Plan
from statements.benchmark.processes import Failed, manage

HAND_OVER = "import os, sys; print(os.environ['DATABASE_URL'], flush=True); sys.stdin.read()"
MAKERS = ("statements/migrations/*.py", "statements/invented/*.py")


class Archives:
    """Where the databases of a run are; `server` is the address of a PostgreSQL, empty where none is needed."""

    def __init__(self, plan: Plan, server: str) -> None:
        self.plan = plan
        self.server = server

    def url(self, database: str, name: str) -> str:
        """The address of a database of ours by its name, of an archive its size."""
        if database == SQLITE:
            return f"sqlite:///{self.plan.folder}/archive-{name}.sqlite3"
        parts = urlsplit(self.server)
        return urlunsplit(parts._replace(path=f"/{_postgresql_name(self.plan.folder, name)}"))

    def made(self, database: str, claims: int) -> bool:
        """Make the archive of this size unless it is there; tells whether it was made."""
        url, stamp = self.url(database, str(claims)), self.plan.folder / f"archive-{database}-{claims}.json"
        wanted = {"claims": claims, "seed": self.plan.seed, "tables": _tables(), "at": url}
        if self.plan.reuse and stamp.exists() and json.loads(stamp.read_text()) == wanted and self._exists(url):
            return False
        stamp.unlink(missing_ok=True)
        self.empty(url)
        manage("migrate", "--no-input", database=url)
        manage("make_archive", "--claims", str(claims), "--seed", str(self.plan.seed), database=url)
        if database == POSTGRESQL:
            _execute(url, sql.SQL("VACUUM (ANALYZE)"))  # which its own housekeeping would do within minutes
        stamp.write_text(json.dumps(wanted))
        return True

    def empty(self, url: str) -> None:
        """An empty database at this address in place of what was there."""
        if url.startswith("sqlite"):
            for end in ("", "-wal", "-shm"):
                Path(path_of(url) + end).unlink(missing_ok=True)
            return
        name = sql.Identifier(urlsplit(url).path.lstrip("/"))
        _execute(self.server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        _execute(self.server, sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(name))

    def _exists(self, url: str) -> bool:
        if url.startswith("sqlite"):
            return Path(path_of(url)).exists()
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
            return True
        return False


@contextlib.contextmanager
def archives(plan: Plan) -> Iterator[Archives]:
    """The databases of a run, with a PostgreSQL beside it while one is needed."""
    if POSTGRESQL not in plan.databases:
        yield Archives(plan, "")
        return
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield Archives(plan, given)
        return
    with _own_server(plan.folder) as url:
        yield Archives(plan, url)


def size_on_disk(url: str) -> int:
    """Bytes of the database with its indexes."""
    if url.startswith("sqlite"):
        return Path(path_of(url)).stat().st_size
    with psycopg.connect(url) as connection:
        return int(connection.execute("SELECT pg_database_size(current_database())").fetchone()[0])


def path_of(url: str) -> str:
    """The file of a database on SQLite."""
    return url.removeprefix("sqlite:///")


@contextlib.contextmanager
def _own_server(folder: Path) -> Iterator[str]:
    """The server of script/postgres; it goes when its command's standard input is closed."""
    holder = [sys.executable, "script/postgres", "keep", str(_kept(folder)), "--", sys.executable, "-c", HAND_OVER]
    process = subprocess.Popen(
        holder,
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = [process.stdout.readline(), process.stdout.readline()]
        if not said[-1].startswith("postgresql://"):
            raise Failed("".join(said) + process.stdout.read())
        yield said[-1].strip()
    finally:
        process.stdin.close()
        process.wait(timeout=120)


def _kept(folder: Path) -> Path:
    """Where the server's data stay: root's own folders are closed to the user it then runs as."""
    return Path(f"/var/tmp/archive-benchmark-{_mark(folder)}") if os.geteuid() == 0 else folder / "postgresql"  # noqa: S108


def _postgresql_name(folder: Path, name: str) -> str:
    return f"archive_benchmark_{_mark(folder)}_{name}"


def _mark(folder: Path) -> str:
    """Keeps the databases of one checkout apart from those of another."""
    return hashlib.sha256(str(folder).encode()).hexdigest()[:8]


def _tables() -> str:
    """Changes when a migration does, or what makes archives."""
    paths = sorted(path for pattern in MAKERS for path in settings.BASE_DIR.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _execute(url: str, statement: sql.Composable) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
