"""Which wordings may say the same: like ones of different sources, put together in groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from statements import names

LIKE = 0.48  # at least; two texts of ten different words each share five, or a short one lies in a long one
INSIDE = 0.6  # how much it counts when all words of the shorter text are in the longer
SHORTEST_INSIDE = 4  # words; fewer stand in a long text by chance
LONGEST = 1000  # characters; what follows in a longer text is not looked at


@dataclass(frozen=True)
class Wording:
    """What one source has: its words, what the archive says they mean, and what is counted in them.

    Words are held against words of the same language only; an empty language against none.
    """

    key: str
    source: str
    language: str = ""
    words: str = ""
    meaning: str = ""
    measures: frozenset[str] = field(default_factory=frozenset)


def groups(wordings: Sequence[Wording]) -> list[list[Wording]]:
    """The wordings in groups of like ones, at most one of each source in a group; each stands in one group.

    The likest come together first. The result does not depend on the order given, but keeps it inside the groups.
    """
    found = {wording.key: [wording.key] for wording in wordings}
    source_of = {wording.key: wording.source for wording in wordings}
    for _, one, other in sorted(_pairs(wordings), key=lambda pair: (-pair[0], *sorted(pair[1:]))):
        if not {source_of[key] for key in found[one]} & {source_of[key] for key in found[other]}:
            joined = found[one] + found[other]
            found |= dict.fromkeys(joined, joined)
    groups_by_id = {id(keys): set(keys) for keys in found.values()}
    return [[wording for wording in wordings if wording.key in keys] for keys in groups_by_id.values()]


def _pairs(wordings: Sequence[Wording]) -> Iterator[tuple[float, str, str]]:
    """Wordings of different sources that are like enough, with how like they are."""
    known: dict[str, int] = {}
    bags = [(_bag(wording.words, known), _bag(wording.meaning, known)) for wording in wordings]
    for (one, (words, meaning)), (other, (other_words, other_meaning)) in combinations(
        zip(wordings, bags, strict=True), 2
    ):
        if one.source == other.source:
            continue
        like = max(
            _shared(words, other_words) if one.language and one.language == other.language else 0,
            _shared(meaning, other_meaning),
            LIKE if one.measures & other.measures else 0,
        )
        if like >= LIKE:
            yield like, one.key, other.key


def _bag(text: str, known: dict[str, int]) -> int:
    """The different words of a text as bits, which are counted much faster than words."""
    bits = 0
    for word in names.tokens(text[:LONGEST]):
        bits |= 1 << known.setdefault(word, len(known))
    return bits


def _shared(one: int, other: int) -> float:
    """Dice's coefficient of two sets of words; a short text inside a long one is like it, too."""
    both, sizes = (one & other).bit_count(), (one.bit_count(), other.bit_count())
    if not both:
        return 0
    inside = INSIDE * both / min(sizes) if min(sizes) >= SHORTEST_INSIDE else 0
    return max(2 * both / sum(sizes), inside)
