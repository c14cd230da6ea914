"""A whole run: archives first, then every part on every database in turn."""

import contextlib
import fcntl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statements.benchmark import agreement, exporting, lists, pages, publications, report, searching
from statements.benchmark.archives import archives
from statements.benchmark.bench import Bench, Say
from statements.benchmark.figures import AGREEMENT, CSV, LISTS, PAGES, PUBLISH, SEARCH, Figure
from statements.benchmark.peers import Peers
from statements.benchmark.plan import Plan
from statements.benchmark.processes import Failed, manage

MEASURES = {
    SEARCH: searching.measure,
    LISTS: lists.measure,
    PAGES: pages.measure,
    CSV: exporting.measure,
    PUBLISH: publications.measure,
    AGREEMENT: agreement.measure,
}


@dataclass(frozen=True)
class Outcome:
    """What a run found, under which circumstances, and what could not be measured."""

    about: dict[str, Any]
    figures: list[Figure]
    failures: list[str]


def run(plan: Plan, *, say: Say) -> Iterator[Outcome]:
    """Measure what the plan asks for: all that was found so far, after each part.

    Raises Failed where an archive or a peer cannot be made.
    """
    plan.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(plan.folder):
        peers = Peers(plan.folder) if plan.peers else None
        if peers:
            say("Preparing Datasette and modelsearch ...")
            peers.install()
        manage("collectstatic", "--no-input", "--verbosity", "0", database="")  # pages name files by their contents
        with archives(plan) as kept:
            about = report.circumstances(plan, server=kept.server, peers=peers.versions() if peers else {})
            benches = [Bench(plan, kept, database, peers=peers, say=say) for database in plan.databases]
            for _ in _parts(benches, plan):
                yield Outcome(about, *_found(benches))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two runs would disturb each other, and each other's archives."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(f"Another run is measuring in {folder}; wait for its end.") from None
        yield


def _parts(benches: list[Bench], plan: Plan) -> Iterator[None]:
    """Measure one part after the other, on one database after the other."""
    for bench in benches:
        _make_archives(bench)
        for part in plan.parts:
            bench.say(f"Measuring {part} on {bench.database} ...")
            try:
                MEASURES[part](bench)
            except Failed as problem:  # the other parts are still worth their time
                bench.failures.append(f"{part} on {bench.database}: {problem}")
            yield


def _make_archives(bench: Bench) -> None:
    for claims in bench.plan.sizes:
        bench.say(f"Archive of {claims:,} claims on {bench.database} ...")
        if bench.archives.made(bench.database, claims):
            _forget_flat_table(bench.plan.folder, claims)


def _found(benches: list[Bench]) -> tuple[list[Figure], list[str]]:
    figures = [figure for bench in benches for figure in bench.gathered.figures()]
    return figures, [failure for bench in benches for failure in bench.failures]


def _forget_flat_table(folder: Path, claims: int) -> None:
    (folder / f"flat-{claims}.sqlite3").unlink(missing_ok=True)
