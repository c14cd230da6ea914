"""Searches of every kind at every size in turn, beside modelsearch at the smallest."""

from typing import Any

from archive_site.settings import database_from
from statements.benchmark.bench import Bench
from statements.benchmark.figures import ARCHIVE, SEARCH

MODELSEARCH = "modelsearch"
FEW = 3  # queries of each kind that modelsearch is asked in a round; on SQLite one takes seconds
MOST_INDEXED = 10_000  # claims; more than these take modelsearch minutes on SQLite
HITS, WHOLE = ", hits", ", whole call"
SAME = ", same queries"  # as the other was asked
MEASURES = {"database": "", "first": ", asked first", "whole": WHOLE, "page": ", page"}
Queries = dict[str, list[str]]


def measure(bench: Bench) -> None:
    """Seconds in the database, of the whole call and of the page, for queries that differ from round to round."""
    plan = bench.plan
    number = plan.words * plan.rounds + 1  # one of each kind to warm up with
    queries = {claims: bench.measured("words", claims, seed=plan.seed, number=number) for claims in plan.sizes}
    peer = _indexed(bench) if bench.peers and plan.smallest <= MOST_INDEXED else None
    for turn in range(plan.rounds):
        for claims in plan.sizes:
            found = bench.measured("search", claims, **_of_round(queries[claims], turn, plan.words))
            _add(bench, found, way=ARCHIVE, claims=claims)
        if peer:
            _beside(bench, peer, _of_round(queries[plan.smallest], turn, min(FEW, plan.words)))


def _beside(bench: Bench, peer: dict[str, Any], asked: dict[str, Any]) -> None:
    """The same queries asked of both."""
    claims = bench.plan.smallest
    _add(bench, bench.measured("search", claims, **asked), way=ARCHIVE, claims=claims, same=SAME)
    _add(bench, bench.peers.modelsearch("ask", database=peer, **asked), way=MODELSEARCH, claims=claims, same=SAME)


def _of_round(queries: Queries, turn: int, number: int) -> dict[str, Any]:
    """Queries that no other round asks, as far as there are so many."""
    chosen = [
        [kind, query] for kind, made in queries.items() for query in _taken(made[1:] or made, turn * number, number)
    ]
    return {"queries": chosen, "warming": [made[0] for made in queries.values() if made]}


def _taken(made: list[str], start: int, number: int) -> list[str]:
    return [made[(start + at) % len(made)] for at in range(number)] if made else []


def _add(bench: Bench, found: list[dict[str, Any]], *, way: str, claims: int, same: str = "") -> None:
    for one in found:
        kind = one["kind"] + same
        for name, ending in MEASURES.items():
            if name in one:
                what = kind + ending
                remark = one.get("remark", "")
                bench.add([1000 * one[name]], part=SEARCH, what=what, way=way, claims=claims, unit="ms", remark=remark)
        bench.add([one["found"]], part=SEARCH, what=kind + HITS, way=way, claims=claims, unit="claims")


def _indexed(bench: Bench) -> dict[str, Any]:
    """The peer's own database with the same claims indexed, as Django's settings name it."""
    claims = bench.plan.smallest
    bench.say(f"Indexing {claims:,} claims with modelsearch on {bench.database} ...")
    url = bench.archives.url(bench.database, f"modelsearch_{claims}")
    bench.archives.empty(url)
    database = database_from(url)
    seconds = bench.peers.modelsearch("index", database=database, texts=bench.measured("texts", claims, most=claims))
    bench.add([seconds], part=SEARCH, what="indexing", way=MODELSEARCH, claims=claims, unit="s")
    return database
