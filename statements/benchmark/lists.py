"""Lists of claims over HTTP: all and narrowed, first and last pages, beside Datasette with three facets."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from urllib.parse import urlencode

from django.db.models import Max, Min

from statements.benchmark.bench import Bench
from statements.benchmark.figures import ARCHIVE, LISTS, REFUSED
from statements.benchmark.flat import FACETS
from statements.benchmark.load import CONNECTIONS, reader
from statements.benchmark.processes import children, memory
from statements.catalogue.filters import PAGE_SIZE
from statements.catalogue.models import ClaimRow
from statements.catalogue.paging import encode
from statements.choices import ClaimKind, Mode

DATASETTE, DATASETTE_IN_FULL = "Datasette", "Datasette, without limits"
FIRST, ANEW, ANYWHERE, DEEP, KIND, NARROW = (
    "all, page 1",
    "all, page 1, made anew",
    "all, any page",
    "all, last page",
    "one kind",
    "kind, mode and years",
)
NOT_KEPT = "utm_source=benchmark"  # a page with a query is made anew each time
FEW = 5  # pages of Datasette in a round, which takes seconds for one
NEW, MEMORY = "all, page 1, by a new process", "memory of a process after that"
Addresses = dict[str, list[str]]
Ports = dict[tuple[str, int], int]


def drawn_rows(*, number: int, seed: int) -> list[ClaimRow]:
    """Rows drawn by chance, in no order."""
    drawn = random.Random(seed)
    rows = ClaimRow.objects.order_by("page_id")
    ends = ClaimRow.objects.aggregate(oldest=Min("page_id"), newest=Max("page_id"))
    places = (drawn.randint(ends["oldest"], ends["newest"]) for _ in range(number))
    return [rows.only("page_id", "claim_id").filter(page_id__gte=place).first() for place in places]


def places(*, number: int, seed: int) -> Addresses:
    """Cursors of pages anywhere in the list, newest first, and of its last ones that are full."""
    oldest = ClaimRow.objects.order_by("page_id").only("page_id")[PAGE_SIZE + 1 : PAGE_SIZE + 1 + number]
    found = {ANYWHERE: drawn_rows(number=number, seed=seed), DEEP: list(oldest)}
    return {what: [encode([row.page_id], "-added") for row in rows] for what, rows in found.items()}


def measure(bench: Bench) -> None:
    """Milliseconds that one reader waits for a page; all but the first page are other pages in every round."""
    with ExitStack() as running:
        sites = {claims: running.enter_context(bench.site(claims)) for claims in bench.plan.sizes}
        ports = {(ARCHIVE, claims): port for claims, (port, _) in sites.items()} | _datasettes(bench, running)
        for claims, (port, _) in sites.items():
            _add(bench, [1000 * first_of(port)], what=NEW, claims=claims)
        for turn in range(bench.plan.rounds):
            for (way, claims), port in ports.items():
                _ask(bench, way, claims, port=port, turn=turn)
        for claims, (_, pid) in sites.items():
            used = [memory(worker, "VmRSS") for worker in children(pid)]
            _add(bench, used, what=MEMORY, claims=claims, unit="MB")


def _datasettes(bench: Bench, running: ExitStack) -> Ports:
    """Datasette with and without its limits, for the table of every size."""
    ways = (DATASETTE, DATASETTE_IN_FULL) if bench.peers else ()
    serving = {
        (way, claims): bench.peers.datasette(bench.flat_table(claims), limited=way == DATASETTE)
        for claims in bench.plan.sizes
        for way in ways
    }
    return {named: running.enter_context(server) for named, server in serving.items()}


def first_of(port: int) -> float:
    """Seconds of the slowest of many lists asked for at once, so that every process of a site has made one."""

    def ask(_: int) -> float:
        with reader(port) as one:
            return one.get("/claims/").seconds

    with ThreadPoolExecutor(CONNECTIONS) as readers:
        return max(readers.map(ask, range(2 * CONNECTIONS)))


def _ask(bench: Bench, way: str, claims: int, *, port: int, turn: int) -> None:
    addresses = _ours(bench, claims, turn) if way == ARCHIVE else _theirs(bench, claims, turn)
    with reader(port) as one:
        one.get("/claims/" if way == ARCHIVE else "/")  # what a connection and its process begin with
        for what, paths in addresses.items():
            answers = [one.get(path, status=None) for path in paths]
            remark = "; ".join(sorted({f"{REFUSED} {answer.status}" for answer in answers if answer.status != 200}))
            waited = [1000 * answer.seconds for answer in answers]
            _add(bench, waited, what=what, way=way, claims=claims, remark=remark)


def _add(bench: Bench, values: list[float], *, way: str = ARCHIVE, unit: str = "ms", **named) -> None:
    bench.add(values, part=LISTS, way=way, unit=unit, **named)


def _ours(bench: Bench, claims: int, turn: int) -> Addresses:
    number, seed = bench.plan.requests, bench.plan.seed + turn
    cursors = bench.measured("places", claims, number=number, seed=seed)
    lists = {what: [f"/claims/?after={cursor}" for cursor in found] for what, found in cursors.items()}
    lists |= {what: [f"/claims/?{query}" for query in found] for what, found in _narrowed(number, seed).items()}
    return {FIRST: ["/claims/"] * number, ANEW: [f"/claims/?{NOT_KEPT}"] * number} | lists


def _theirs(bench: Bench, claims: int, turn: int) -> Addresses:
    """Datasette's first pages with three facets; it keeps nothing from one page to the next."""
    number = min(FEW, bench.plan.requests)
    facets = urlencode([("_facet", name) for name in FACETS] + [("_size", PAGE_SIZE), ("_nosuggest", 1)])
    page = f"/{bench.flat_table(claims).stem}/claims?{facets}"
    kinds = [kind.value for kind in random.Random(turn).sample(list(ClaimKind), number)]
    return {FIRST: [page] * number, ANEW: [page] * number, KIND: [f"{page}&kind={kind}" for kind in kinds]}


def _narrowed(number: int, seed: int) -> Addresses:
    drawn = random.Random(seed)
    kinds = [{"kind": kind, "sort": sort} for sort in ("-added", "said", "-said") for kind in ClaimKind.values]
    drawn.shuffle(kinds)
    several = [
        {
            "kind": drawn.choice(ClaimKind.values),
            "mode": drawn.choice(Mode.values),
            "said_from": year,
            "said_to": year + 3,
        }
        for year in (drawn.randint(1985, 2024) for _ in range(number))
    ]
    return {KIND: [urlencode(one) for one in kinds[:number]], NARROW: [urlencode(one) for one in several]}
