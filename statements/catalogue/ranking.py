"""How well a claim answers words that were looked for: BM25 over its words and its names, the same on both databases.

BM25 (Robertson and Zaragoza 2009) weighs how rare a word is, how often it stands in a text, and how long the text is.
A claim's own words count four times what the names round it do, and another form of a word half of the word itself.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from statements.catalogue.search import Query, Term

SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.75, 40
WORDS_WEIGHT, NAMES_WEIGHT, OTHER_FORM = 4.0, 1.0, 0.5


@dataclass(frozen=True)
class Text:
    """What is indexed of one claim."""

    id: int
    words: str
    names: str


def ranked(texts: Iterable[Text], queries: Sequence[Query], rarity: Mapping[Term, float]) -> list[int]:
    """Ids of the texts, the best answer to any of the queries first, ties newest first.

    Texts that hold a query's words one after the other come before all others. `rarity` is the weight of each term.
    """
    wholes = [query.whole.needle for query in queries if query.whole]
    terms = list(dict.fromkeys(term for query in queries for term in query.wanted))
    placed = []
    for text in texts:
        is_whole = any(whole in text.words or whole in text.names for whole in wholes)
        placed.append((not is_whole, -_score(text, terms, rarity), -text.id))
    return [-negative for _, _, negative in sorted(placed)]


def rarity(found: int, total: int) -> float:
    """The weight of a term that so many of all texts hold."""
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def _score(text: Text, terms: Iterable[Term], rarity: Mapping[Term, float]) -> float:
    penalty = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * text.words.count(" ") / USUAL_LENGTH)
    score = 0.0
    for term in terms:
        often = WORDS_WEIGHT * _times(term, text.words) + NAMES_WEIGHT * text.names.count(term.needle)
        score += rarity[term] * often / (often + penalty)
    return score


def _times(term: Term, words: str) -> float:
    times: float = words.count(term.needle)
    if not times and any(f" {stem} " in words for stem in term.stems):
        times = OTHER_FORM
    return times
