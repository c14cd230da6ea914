"""Which claims hold what queries ask for, and the best of them, within a bounded time however many there are.

Three ways, the cheapest taken. Where few claims are left by the other filters, these are looked through. Where few
hold the words, all that do are fetched from the index. Else the newest are looked at until enough were found; the
best are then chosen among these, and how many there are in all is an estimate. Whoever shows it says so.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np
from django.db import connections, transaction

from statements.catalogue import ranking
from statements.catalogue.census import Census, Mask, Numbers
from statements.catalogue.expecting import Expectation
from statements.catalogue.matching import Among, Matches, on_sqlite
from statements.catalogue.models import ClaimRow
from statements.catalogue.search import Query

BEST = 200
RANKED = 1_000  # of those found, the newest so many are ranked
LOOKED_THROUGH = 3_000  # claims left by the other filters
FETCHED = 8_000  # claims expected to hold the words
SAMPLED = 600  # claims to be found among the newest
WIDER = 8  # how much further back is looked where too few were found
LONGEST = 60_000  # claims fetched at all
ONE_BY_ONE, IN_ORDER, BY_INDEX, BY_BOTH, ALL = "one by one", "in order", "by index", "by both indexes", "all"


@dataclass(frozen=True)
class Found:
    """What was found: `ids` of claims, newest first, all of them where `is_complete`, else those looked at.

    `total` is how many there are in all, an estimate unless `is_exact`.
    """

    ids: Numbers
    is_complete: bool
    total: int
    is_exact: bool

    def within(self, census: Census, mask: Mask) -> "Found":
        """What is left of something complete under further filters."""
        return _complete(_only(census, mask, self.ids))


def find(census: Census, among: Mask, expected: Expectation, *, within: Mask | None = None) -> Found:
    """What the queries of an expectation find among these claims, of which a part, `within`, may be wanted too."""
    queries = expected.occurring
    left = int(among.sum())
    if left <= LOOKED_THROUGH:
        return _complete(_looked_through(queries, census.newest(among)))
    if not all(query.wanted for query in queries):
        return _newest_without(queries, census, among, left)
    if expected.number <= FETCHED or (within is not None and _is_all_needed(expected, int(within.sum()))):
        found = _all(queries, census, among)
        if found:
            return found
    return _newest(queries, census, among, left=left, expected=expected)


def _is_all_needed(expected: Expectation, left: int) -> bool:
    """Whether so few of what is left are likely to match that all that hold the words would be looked at for them."""
    return expected.number < LONGEST and left * expected.share < 2 * SAMPLED


def best(found: Found, queries: Sequence[Query], expected: Expectation) -> list[int]:
    """Ids of at most BEST claims, the best answer first, of the newest RANKED that were found.

    Where a query wants no word there is nothing to weigh, and the newest come first.
    """
    if not len(found.ids) or not all(query.wanted for query in queries):
        return [int(number) for number in found.ids[:BEST]]
    return ranking.ranked(_texts(found.ids[:RANKED]), queries, expected.rarity)[:BEST]


def _complete(ids: Numbers) -> Found:
    return Found(ids, True, len(ids), True)


def _all(queries: Sequence[Query], census: Census, among: Mask) -> Found | None:
    """All that match; None where they are more than are fetched."""
    ids = _fetched(queries, None)
    return _complete(_only(census, among, ids)) if len(ids) < LONGEST else None


def _newest(queries: Sequence[Query], census: Census, among: Mask, *, left: int, expected: Expectation) -> Found:
    """Look at the newest claims, so many that enough are likely to hold the words; further back where they did not."""
    candidates = census.newest(among)
    looked_at = min(left, max(SAMPLED, int(SAMPLED * expected.total / max(expected.number, 1))))
    while True:
        way = _quickest(census, candidates[:looked_at], expected)
        found = _all(queries, census, among) if way == ALL else None
        if found:
            return found
        ids = _found_among(queries, census, among, candidates[:looked_at], way)
        if looked_at == left:
            return _complete(ids)
        if len(ids) >= BEST:
            break
        looked_at = min(left, looked_at * WIDER)
    exact = expected.exact if left == expected.total else None
    total = round(len(ids) * left / looked_at) if exact is None else exact
    return Found(ids, False, total, exact is not None)


def _found_among(queries: Sequence[Query], census: Census, among: Mask, candidates: Numbers, way: str) -> Numbers:
    """Those of the candidates that match."""
    if way == ONE_BY_ONE:
        return _looked_through(queries, candidates)
    if way == BY_BOTH:
        with _index_first():
            return _looked_through(queries, candidates)
    return _only(census, among, _fetched(queries, int(candidates[-1]), by_index=way != IN_ORDER))


def _quickest(census: Census, candidates: Numbers, expected: Expectation) -> str:
    """The way that is likely to find words among candidates first."""
    every = len(census.ids) - int(np.searchsorted(census.ids, int(candidates[-1])))
    costs = _costs(len(candidates), every, expected)
    return min(costs, key=costs.__getitem__)


def _costs(candidates: int, every: int, expected: Expectation) -> dict[str, float]:
    """About how many microseconds each way takes to find words among candidates, which are some of `every` claim.

    Measured on one machine; only their proportions matter.
    """
    hits = every * expected.share
    few = candidates <= LONGEST
    if connections[ClaimRow.objects.db].vendor == "sqlite":
        return {BY_INDEX: 0.4 * hits} | ({ONE_BY_ONE: 6 * candidates} if few else {})
    listed = 0.045 * expected.listed
    costs = {IN_ORDER: 1.5 * every, BY_INDEX: listed + 0.06 * every + 1.5 * hits, ALL: listed + 1.5 * expected.number}
    among = {ONE_BY_ONE: 4 * candidates, BY_BOTH: listed + (0.8 + 3 * expected.share) * candidates}
    return costs | (among if few else {})


def _newest_without(queries: Sequence[Query], census: Census, among: Mask, left: int) -> Found:
    """Where a query only says what must not stand there, nearly all claims match, and the newest stand for them."""
    ids = _looked_through(queries, census.newest(among, LOOKED_THROUGH))
    return Found(ids, False, round(len(ids) * left / LOOKED_THROUGH), False)


def _only(census: Census, among: Mask, ids: Numbers) -> Numbers:
    """Those of these ids that are meant, newest first."""
    return census.newest(census.holding(ids) & among)


def _texts(ids: Numbers) -> list[ranking.Text]:
    rows = ClaimRow.objects.filter(Among(ids))
    return [ranking.Text(*row) for row in rows.values_list("page_id", "search_words", "search_names")]


def _looked_through(queries: Sequence[Query], ids: Numbers) -> Numbers:
    """Those of these claims that match, newest first, without the index where it cannot be asked for single rows."""
    if not len(ids):
        return ids
    if connections[ClaimRow.objects.db].vendor == "sqlite":
        found = [text.id for text in _texts(ids) if any(query.holds(text.words, text.names) for query in queries)]
    else:
        rows = ClaimRow.objects.filter(Matches(queries), Among(ids))
        found = list(rows.values_list("page_id", flat=True))
    return _descending(found)


def _fetched(queries: Sequence[Query], first: int | None, *, by_index: bool = True) -> Numbers:
    """Ids of all that match, from the one given on, newest first; at most LONGEST.

    `by_index` has PostgreSQL ask the index of words first, rather than what it expects to be quickest.
    """
    if connections[ClaimRow.objects.db].vendor == "sqlite":
        return _fetched_on_sqlite(queries, first or 0)
    rows = ClaimRow.objects.filter(Matches(queries))
    since = rows if first is None else rows.filter(page_id__gte=first)
    with _index_first() if by_index else nullcontext():
        return _descending(list(since.values_list("page_id", flat=True)[:LONGEST]))


@contextmanager
def _index_first() -> Iterator[None]:
    """Have PostgreSQL ask its indexes before it reads rows, whose planner takes a look at a text for cheap."""
    database = ClaimRow.objects.db
    with transaction.atomic(using=database), connections[database].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        yield
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")


def _fetched_on_sqlite(queries: Sequence[Query], first: int) -> Numbers:
    statement = (
        "SELECT rowid FROM statements_claimrow_fts WHERE statements_claimrow_fts MATCH %s AND rowid >= %s"
        " ORDER BY rowid DESC LIMIT %s"
    )
    with connections[ClaimRow.objects.db].cursor() as cursor:
        cursor.execute(statement, [on_sqlite(queries), first, LONGEST])
        return np.array([row[0] for row in cursor.fetchall()], np.int64)


def _descending(ids: list[int]) -> Numbers:
    return np.sort(np.array(ids, np.int64))[::-1]
