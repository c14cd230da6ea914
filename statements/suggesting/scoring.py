"""How well suggestions agree with texts that people annotated with who said what."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statements.suggesting.suggestion import Suggestion

MODES = ("direct", "mixed", "indirect")
QUOTED = "direct, mixed"
ALL = "all"


@dataclass
class Score:
    """Counts of one language and mode; what was annotated goes by its own mode, what is suggested by its own."""

    annotated: int = 0
    found: int = 0
    suggested: int = 0
    right: int = 0
    with_holder: int = 0
    holder_right: int = 0
    wrong_who: int = 0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was found."""
        return self.found / self.annotated if self.annotated else 0.0

    @property
    def precision(self) -> float:
        """The share of the suggestions that are annotated so."""
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of what was found and of precision."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    @property
    def holder(self) -> float:
        """The share with the right holder among what was found and has an annotated holder."""
        return self.holder_right / self.with_holder if self.with_holder else 0.0

    @property
    def wrong(self) -> float:
        """The share of the suggestions that have the right words and name somebody else."""
        return self.wrong_who / self.suggested if self.suggested else 0.0


Scores = dict[str, Score]


def empty() -> Scores:
    """Scores of nothing yet, by mode."""
    return {key: Score() for key in (*MODES, QUOTED, ALL)}


def is_held_out(doc_id: str) -> bool:
    """Whether a text belongs to the half that nobody looks at while writing rules: drawn by its id."""
    return hashlib.sha256(doc_id.encode()).digest()[0] % 2 == 1


def count(scores: Scores, annotated: Sequence[Mapping[str, Any]], suggested: Sequence[Suggestion]) -> None:
    """Add one text's attributions and suggestions to the scores. Suggestions of mode `none` are left out."""
    suggested = [suggestion for suggestion in suggested if suggestion.mode != "none"]
    pairs = _pairs(
        [_characters(attribution["content_spans"]) for attribution in annotated],
        [_characters(suggestion.content) for suggestion in suggested],
    )
    matched = {suggestion: attribution for attribution, suggestion in pairs}
    found = {attribution for attribution, _ in pairs}
    for number, attribution in enumerate(annotated):
        for score in _of(scores, attribution["mode"]):
            score.annotated += 1
            score.found += number in found
    for number, suggestion in enumerate(suggested):
        for score in _of(scores, suggestion.mode):
            score.suggested += 1
            score.right += number in matched
    for at, number in matched.items():
        _count_holder(scores, annotated[number], suggested[at])


def _count_holder(scores: Scores, attribution: Mapping[str, Any], suggestion: Suggestion) -> None:
    if not attribution["source"]:
        return
    theirs = _characters(attribution["source_spans"])
    ours = _characters([suggestion.holder] if suggestion.holder else [])
    right = _share_half(theirs, ours)
    for score in _of(scores, attribution["mode"]):
        score.with_holder += 1
        score.holder_right += right
    for score in _of(scores, suggestion.mode):
        score.wrong_who += bool(ours) and not right


def _of(scores: Scores, mode: str) -> list[Score]:
    return [scores[mode], scores[ALL]] + ([scores[QUOTED]] if mode in QUOTED else [])


def _characters(stretches: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in stretches for at in range(start, end)}


def _share_half(one: set[int], other: set[int]) -> bool:
    """Whether they have half of the characters in common that either of them has."""
    return bool(one) and 2 * len(one & other) >= len(one | other)


def _pairs(annotated: list[set[int]], suggested: list[set[int]]) -> list[tuple[int, int]]:
    """Each annotated content with the suggestion that shares most with it, at least half; each at most once."""
    shared = [
        (len(theirs & ours) / len(theirs | ours), a, s)
        for a, theirs in enumerate(annotated)
        for s, ours in enumerate(suggested)
        if _share_half(theirs, ours)
    ]
    pairs: list[tuple[int, int]] = []
    for _, a, s in sorted(shared, key=lambda share: (-share[0], share[1], share[2])):
        if all(a != other_a and s != other_s for other_a, other_s in pairs):
            pairs.append((a, s))
    return pairs
