"""Which claims hold what queries ask for, and the best of them, within a bounded time however many there are.

Three ways, the cheapest taken. Where few claims are left by the other filters, these are looked through. Where few
hold the words, all that do are fetched from the index. Else the newest are looked at until enough were found; the
best are then chosen among these, and how many there are in all is an estimate. Whoever shows it says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connections

from statements.catalogue import ranking
from statements.catalogue.census import Census, Mask, Numbers
from statements.catalogue.expecting import Expectation
from statements.catalogue.matching import Matches, on_sqlite
from statements.catalogue.models import ClaimRow
from statements.catalogue.search import Query

BEST = 200
RANKED = 2_000  # of those found, the newest so many are ranked
LOOKED_THROUGH = 3_000  # claims left by the other filters
FETCHED = 8_000  # claims expected to hold the words
SAMPLED = 1_000  # claims to be found among the newest
WIDER = 8  # how much further back is looked where too few were found
LONGEST = 60_000  # claims fetched at all


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


def find(queries: Sequence[Query], census: Census, among: Mask, expected: Expectation) -> Found:
    """What the queries find among these claims of the census."""
    left = int(among.sum())
    if left <= LOOKED_THROUGH:
        return _complete(_looked_through(queries, census.newest(among)))
    if not all(query.wanted for query in queries):
        return _newest_without(queries, census, among, left)
    if expected.number <= FETCHED:
        ids = _fetched(queries, 0)
        if len(ids) < LONGEST:
            return _complete(_only(census, among, ids))
    return _newest(queries, census, among, left=left, expected=expected)


def best(found: Found, queries: Sequence[Query], expected: Expectation) -> list[int]:
    """Ids of at most BEST claims, the best answer first, of the newest RANKED that were found.

    Where a query wants no word there is nothing to weigh, and the newest come first.
    """
    if not len(found.ids) or not all(query.wanted for query in queries):
        return [int(number) for number in found.ids[:BEST]]
    return ranking.ranked(_texts(found.ids[:RANKED]), queries, expected.rarity)[:BEST]


def _complete(ids: Numbers) -> Found:
    return Found(ids, True, len(ids), True)


def _newest(queries: Sequence[Query], census: Census, among: Mask, *, left: int, expected: Expectation) -> Found:
    """Look at the newest claims, so many that enough are likely to hold the words; further back where they did not."""
    candidates = census.newest(among)
    looked_at = min(left, max(SAMPLED, int(SAMPLED * expected.total / max(expected.number, 1))))
    while True:
        ids = _found_among(queries, census, among, candidates[:looked_at], share=expected.share)
        if looked_at == left:
            return _complete(ids)
        if len(ids) >= BEST:
            break
        looked_at = min(left, looked_at * WIDER)
    exact = expected.exact if left == expected.total else None
    total = round(len(ids) * left / looked_at) if exact is None else exact
    return Found(ids, False, total, exact is not None)


def _found_among(
    queries: Sequence[Query], census: Census, among: Mask, candidates: Numbers, *, share: float
) -> Numbers:
    """Those of the candidates that match: looked at one by one where they are few among all claims since the first."""
    first = int(candidates[-1])
    every = len(census.ids) - int(np.searchsorted(census.ids, first))
    if every * share > 2 * len(candidates) and len(candidates) <= LONGEST:
        return _looked_through(queries, candidates)
    return _only(census, among, _fetched(queries, first))


def _newest_without(queries: Sequence[Query], census: Census, among: Mask, left: int) -> Found:
    """Where a query only says what must not stand there, nearly all claims match, and the newest stand for them."""
    ids = _looked_through(queries, census.newest(among, LOOKED_THROUGH))
    return Found(ids, False, round(len(ids) * left / LOOKED_THROUGH), False)


def _only(census: Census, among: Mask, ids: Numbers) -> Numbers:
    """Those of these ids that are meant, newest first."""
    return census.newest(census.holding(ids) & among)


def _texts(ids: Numbers) -> list[ranking.Text]:
    rows = ClaimRow.objects.filter(page_id__in=[int(number) for number in ids])
    return [ranking.Text(*row) for row in rows.values_list("page_id", "search_words", "search_names")]


def _looked_through(queries: Sequence[Query], ids: Numbers) -> Numbers:
    """Those of these claims that match, newest first, without the index where it cannot be asked for single rows."""
    if not len(ids):
        return ids
    if connections[ClaimRow.objects.db].vendor == "sqlite":
        found = [text.id for text in _texts(ids) if any(query.holds(text.words, text.names) for query in queries)]
    else:
        rows = ClaimRow.objects.filter(Matches(queries), page_id__in=[int(number) for number in ids])
        found = list(rows.values_list("page_id", flat=True))
    return _descending(found)


def _fetched(queries: Sequence[Query], first: int) -> Numbers:
    """Ids from the index, from the one given on, newest first; at most LONGEST."""
    if connections[ClaimRow.objects.db].vendor == "sqlite":
        return _fetched_on_sqlite(queries, first)
    rows = ClaimRow.objects.filter(Matches(queries), page_id__gte=first)
    return _descending(list(rows.values_list("page_id", flat=True)[:LONGEST]))


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
