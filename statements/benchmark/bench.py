"""What the measurements of one database share: its archives, a site of each, and the peers' servers."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from statements.benchmark.archives import Archives
from statements.benchmark.figures import Gathered
from statements.benchmark.peers import Peers
from statements.benchmark.plan import Plan
from statements.benchmark.processes import environment, free_port, measured, server

Say = Callable[[str], None]


class Bench:
    """One database, `sqlite` or `postgresql`, with archives of every size of the plan."""

    def __init__(self, plan: Plan, archives: Archives, database: str, *, peers: Peers | None, say: Say) -> None:
        self.plan = plan
        self.archives = archives
        self.database = database
        self.peers = peers
        self.say = say
        self.gathered = Gathered()
        self.failures: list[str] = []

    def url(self, claims: int) -> str:
        """The address of the archive of this size."""
        return self.archives.url(self.database, str(claims))

    def add(
        self, values: list[float], *, part: str, what: str, way: str, claims: int, unit: str, remark: str = ""
    ) -> None:
        """Measurements of one way of doing one thing, with those of the rounds before."""
        named = {"part": part, "what": what, "way": way, "claims": claims, "unit": unit, "database": self.database}
        self.gathered.add(values, remark=remark, **named)

    def measured(self, measure: str, claims: int, **asked):
        """A measurement in a process of its own; see `__main__`."""
        return measured(measure, database=self.url(claims), **asked)

    @contextlib.contextmanager
    def site(self, claims: int) -> Iterator[tuple[int, int]]:
        """The site as it is deployed, with two workers; gives its port and its process id."""
        port = free_port()
        address = {"HOST": "127.0.0.1", "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
        env = environment(DATABASE_URL=self.url(claims), WEB_CONCURRENCY="2", WEB_THREADS="4", **address)
        command = [sys.executable, "-m", "gunicorn", "--config", "archive_site/gunicorn.conf.py", "archive_site.wsgi"]
        with server(command, port=port, log=self.plan.folder / "site.log", env=env) as pid:
            yield port, pid

    def flat_table(self, claims: int) -> Path:
        """The table that Datasette serves, written at the first use of an archive."""
        table = self.plan.folder / f"flat-{claims}.sqlite3"
        if not table.exists():
            self.say(f"Writing the flat table of {claims:,} claims for Datasette ...")
            self.measured("flat", claims, path=str(table), site=settings.SITE_URL)
        return table
