"""`/claims.csv` with all claims, beside the database's own program, and Datasette streaming a flat table."""

import subprocess
import time
from contextlib import ExitStack

from statements.benchmark.archives import path_of, size_on_disk
from statements.benchmark.bench import Bench
from statements.benchmark.figures import ARCHIVE, CSV
from statements.benchmark.lists import DATASETTE
from statements.benchmark.load import reader
from statements.benchmark.plan import SQLITE
from statements.benchmark.processes import Failed, children, forget_peak, memory
from statements.catalogue import columns
from statements.catalogue.columns import CLAIM_COLUMNS
from statements.catalogue.models import ClaimRow

ALL, FIRST_BYTE, PEAK = "all claims", "first byte", "peak of memory over idle"
PROGRAMS = {"sqlite": "sqlite3 -csv", "postgresql": "psql COPY"}


def measure(bench: Bench) -> None:
    """Seconds until all rows have come, of every way in turn."""
    for claims in bench.plan.sizes:
        with ExitStack() as running:
            site = running.enter_context(bench.site(claims))
            table = bench.flat_table(claims) if bench.peers else None
            peer = running.enter_context(bench.peers.datasette(table, limited=False)) if table else None
            for _ in range(bench.plan.rounds):
                _add(bench, [_by_program(bench, claims)], what=ALL, way=PROGRAMS[bench.database], claims=claims)
                _measure_site(bench, claims, *site)
                if peer:
                    path = f"/{table.stem}/claims.csv?_stream=on&_size=max"
                    with reader(peer) as one:
                        _add(bench, [one.get(path).seconds], what=ALL, way=DATASETTE, claims=claims)
        bench.add(
            [size_on_disk(bench.url(claims)) / 1e6], part=CSV, what="database", way=ARCHIVE, claims=claims, unit="MB"
        )


def _measure_site(bench: Bench, claims: int, port: int, pid: int) -> None:
    with reader(port) as one:
        one.get("/claims.csv?kind=other&kind=position&said_to=0001", status=200)  # what a process loads at first
        idle = _begin_memory(pid)
        answer = one.get("/claims.csv")
    _add(bench, [answer.seconds], what=ALL, way=ARCHIVE, claims=claims, remark=f"{answer.size / 1e6:.1f} MB")
    bench.add([1000 * answer.first], part=CSV, what=FIRST_BYTE, way=ARCHIVE, claims=claims, unit="ms")
    if idle:
        peak = max(memory(worker, "VmHWM") - before for worker, before in idle.items())
        bench.add([peak], part=CSV, what=PEAK, way=ARCHIVE, claims=claims, unit="MB")


def _add(bench: Bench, values: list[float], *, what: str, way: str, claims: int, remark: str = "") -> None:
    bench.add(values, part=CSV, what=what, way=way, claims=claims, unit="s", remark=remark)


def _begin_memory(pid: int) -> dict[int, float]:
    """What each worker uses now; nothing where the system does not tell."""
    found = {}
    for worker in children(pid):
        forget_peak(worker)
        found[worker] = memory(worker, "VmRSS")
    return found


def _by_program(bench: Bench, claims: int) -> float:
    """Seconds of the database's own program for the same rows and columns in the same order."""
    url, query = bench.url(claims), _query("http://127.0.0.1:8000")
    if bench.database == SQLITE:
        command = ["sqlite3", "-readonly", "-csv", "-header", path_of(url), query]
    else:
        command = ["psql", url, "--quiet", "-c", f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)"]
    begin = time.perf_counter()
    outcome = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if outcome.returncode:
        raise Failed(f"{command[0]} failed:\n{outcome.stderr}")
    return time.perf_counter() - begin


def _query(site: str) -> str:
    url = f"'{site}/claims/' || claim_id || '/' AS claim_url"
    names = [url if name == "claim_url" else name for name in columns.names(CLAIM_COLUMNS)]
    return f"SELECT {', '.join(names)} FROM {ClaimRow._meta.db_table} ORDER BY page_id DESC"
