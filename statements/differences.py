"""Where wordings differ, word by word. None is the measure of the others: what is found does not depend on their order.

Words are compared folded (see names), so that capitals, accents and punctuation make no difference.
"""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from statements import names

Stretch = tuple[int, int]
Word = tuple[str, int, int]

LONG = 200  # words from which on difflib begins no match with a word that makes up more than a hundredth of a text


def differing(texts: Sequence[str]) -> list[list[Stretch]]:
    """For each text the stretches (start, end) of words that at least one of the others does not have there.

    What is left of two texts outside these stretches are the same words in the same order.
    """
    words = [names.placed_tokens(text) for text in texts]
    common = [set(range(len(found))) for found in words]
    for one, other in combinations(range(len(texts)), 2):
        pairs = _matching(words[one], words[other])
        common[one] &= {mine for mine, _ in pairs}
        common[other] &= {theirs for _, theirs in pairs}
    return [_stretches(found, kept) for found, kept in zip(words, common, strict=True)]


def effort(texts: Sequence[str]) -> int:
    """How much there is to compare: words, and pairs of equal words, as far as the matcher tries them one by one."""
    counts = [Counter(names.tokens(text)) for text in texts]
    tried = [_without_popular(counted) for counted in counts]
    pairs = (one[word] * other[word] for one, other in combinations(tried, 2) for word in one)
    return sum(pairs) + sum(counted.total() for counted in counts)


def _without_popular(counted: Counter[str]) -> Counter[str]:
    """The words of a text without those so frequent in a long one that the matcher passes over them at first."""
    length = counted.total()
    if length < LONG:
        return counted
    return Counter({word: number for word, number in counted.items() if number <= length // 100 + 1})


def _matching(ours: Sequence[Word], theirs: Sequence[Word]) -> list[tuple[int, int]]:
    """Places of the same words in both, in order. Which are found hangs on who comes first, so they are sorted."""
    mine, other = [word for word, _, _ in ours], [word for word, _, _ in theirs]
    if other < mine:
        return [(here, there) for there, here in _matching(theirs, ours)]
    blocks = SequenceMatcher(None, mine, other).get_matching_blocks()
    return [(block.a + at, block.b + at) for block in blocks for at in range(block.size)]


def _stretches(words: Sequence[Word], common: set[int]) -> list[Stretch]:
    found: list[Stretch] = []
    for at, (_, start, end) in enumerate(words):
        if at in common:
            continue
        if found and at - 1 not in common:
            start = found.pop()[0]
        found.append((start, end))
    return found
