"""How much of what a full ranking puts first a search shows, which may rank only the newest of what it found."""

import random
from typing import Any

from django.http import QueryDict

from statements.benchmark.bench import Bench
from statements.benchmark.figures import AGREEMENT, ARCHIVE
from statements.benchmark.words import Words
from statements.catalogue import ranking
from statements.catalogue.filters import ClaimSelection, claims_for
from statements.catalogue.matching import Matches
from statements.catalogue.models import ClaimRow
from statements.stems import MARK

QUERIES, FIRST = 200, 25
LARGEST = 100_000  # claims of an archive in which all that a query finds is ranked
SHOWN, ONLY_NEWEST = "the first 25 of a full ranking that are shown", "queries ranked among the newest"


def measure(bench: Bench) -> None:
    """The shares in percent, of 200 queries, in every archive that is not too large to rank all of."""
    for claims in bench.plan.sizes:
        if claims > LARGEST:
            continue
        found = bench.measured("agreement", claims, seed=bench.plan.seed)
        named = {"part": AGREEMENT, "way": ARCHIVE, "claims": claims, "unit": "%"}
        bench.add([100 * one["share"] for one in found], what=SHOWN, **named)
        newest = [100 * one["share"] for one in found if one["newest"]]
        bench.add(newest, what=f"{SHOWN}, where only the newest were ranked", **named)
        bench.add([100.0 if one["newest"] else 0.0 for one in found], what=ONLY_NEWEST, **named)


def shares(*, seed: int) -> list[dict[str, Any]]:
    """For each query the share of the full ranking's first that the search shows among its own first."""
    words = Words(seed=seed)
    words.read()
    drawn = _drawn(words, random.Random(seed))
    return [_share(claims_for(QueryDict(f"q={query}"), best_first=True)) for query in drawn]


def _drawn(words: Words, chance: random.Random) -> list[str]:
    """One or two words, each the likelier the more claims hold it."""
    counts = {word: number for word, number in words.words.items() if not word.startswith(MARK)}
    return [
        "+".join(dict.fromkeys(chance.choices(list(counts), list(counts.values()), k=chance.choice((1, 1, 2)))))
        for _ in range(QUERIES)
    ]


def _share(selection: ClaimSelection) -> dict[str, Any]:
    rows = ClaimRow.objects.filter(Matches(selection.queries))
    texts = (ranking.Text(*row) for row in rows.values_list("page_id", "search_words", "search_names").iterator())
    first = ranking.ranked(texts, selection.queries, selection.expected.rarity)[:FIRST]
    shown = set(selection.best[:FIRST])
    share = len(shown.intersection(first)) / len(first) if first else 1.0
    return {"share": share, "newest": bool(selection.ranked_among)}
