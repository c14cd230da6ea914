"""Claim pages: how often the database is asked, and pages a second beside Datasette's page of a row."""

from contextlib import ExitStack

from django.test import Client

from statements.benchmark.bench import Bench
from statements.benchmark.figures import ARCHIVE, PAGES
from statements.benchmark.lists import DATASETTE, NOT_KEPT, drawn_rows
from statements.benchmark.load import load, reader
from statements.benchmark.stopwatch import watched

PAGE, QUERIES, UNCHANGED = "claim page", "queries of a claim page", "claim page, unchanged since (304)"
COUNTED = 30  # pages whose queries are counted
DIFFERENT = 500  # pages that are asked for in turn, so that none is answered from a small memory of the last


def drawn(*, number: int, counted: int, seed: int) -> dict[str, list]:
    """Claims drawn by chance, each by its key and its ref, and how many queries the pages of some of them ask."""
    rows = drawn_rows(number=number, seed=seed)
    client = Client(headers={"host": "127.0.0.1"})
    counts = [_queries_of(client, row.claim_id) for row in rows[: counted + 1]]
    return {"claims": [[row.page_id, row.claim_id] for row in rows], "queries": counts[1:]}


def _queries_of(client: Client, ref: str) -> int:
    with watched() as watch:
        client.get(f"/claims/{ref}/")
    return watch.queries


def measure(bench: Bench) -> None:
    """Pages a second of many claims in turn, and of pages that a browser has already."""
    for claims in bench.plan.sizes:
        found = bench.measured("pages", claims, number=DIFFERENT, counted=COUNTED, seed=bench.plan.seed)
        bench.add(found["queries"], part=PAGES, what=QUERIES, way=ARCHIVE, claims=claims, unit="queries")
        _measure_rates(bench, claims, found["claims"])


def _measure_rates(bench: Bench, claims: int, found: list[list]) -> None:
    ours = [f"/claims/{ref}/?{NOT_KEPT}" for _, ref in found]
    with ExitStack() as running:
        port = running.enter_context(bench.site(claims))[0]
        peer = None
        if bench.peers:
            table = bench.flat_table(claims)
            peer = running.enter_context(bench.peers.datasette(table, limited=True))
            theirs = [f"/{table.stem}/claims/{key}" for key, _ in found]
        for at, paths in ((port, ours), (peer, theirs if peer else [])):
            _read_once(at, paths)
        known = ours[0].partition("?")[0]
        marks = _marks(port, known)
        for _ in range(bench.plan.rounds):
            _add(bench, port, ours, what=PAGE, way=ARCHIVE, claims=claims)
            if peer:
                _add(bench, peer, theirs, what=PAGE, way=DATASETTE, claims=claims)
            if marks:
                _add(bench, port, [known], what=UNCHANGED, way=ARCHIVE, claims=claims, headers=marks)


def _read_once(port: int | None, paths: list[str]) -> None:
    """Ask for every page, so that none is read from the disk while pages are counted."""
    if port:
        with reader(port) as one:
            for path in paths:
                one.get(path)


def _add(bench: Bench, port: int, paths: list[str], *, what: str, way: str, claims: int, headers=None) -> None:
    load(port, paths, seconds=0.5)  # what a process loads at its first pages
    found = load(port, paths, seconds=bench.plan.seconds, headers=headers)
    bench.add([found.per_second], part=PAGES, what=what, way=way, claims=claims, unit="pages/s")
    bench.add([found.p95], part=PAGES, what=f"{what}, 95 of 100 waited", way=way, claims=claims, unit="ms")


def _marks(port: int, path: str) -> dict[str, str]:
    """What a browser sends that has the page already; nothing where pages carry no such mark."""
    with reader(port) as one:
        mark = one.get(path).headers.get("ETag")
        if not mark:
            return {}
        one.get(path, status=304, headers={"If-None-Match": mark})
    return {"If-None-Match": mark}
