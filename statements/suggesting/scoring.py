"""How well suggestions agree with texts that people annotated with who said what."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from statements.suggesting.suggestion import Suggestion

Row = Mapping[str, Any]

MODES = ("direct", "mixed", "indirect")
QUOTED = "direct, mixed"
ALL = "all"


@dataclass
class Score:
    """Counts of one language and mode; what is annotated goes by its own mode, what is suggested by its own."""

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
        """The share of the suggestions whose words are annotated."""
        return self.right / self.suggested if self.suggested else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the share found and precision."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0

    @property
    def holder(self) -> float:
        """The share with the right holder among what was found and has an annotated holder."""
        return self.holder_right / self.with_holder if self.with_holder else 0.0

    @property
    def wrong(self) -> float:
        """The share of the suggestions that have annotated words and name somebody else for them."""
        return self.wrong_who / self.suggested if self.suggested else 0.0


Scores = dict[str, Score]


def is_held_out(doc_id: str) -> bool:
    """Whether a text belongs to the quarter, drawn by its id, that nobody looks at while writing rules."""
    return hashlib.sha256(doc_id.encode()).digest()[0] % 4 == 1


def problem(row: Row) -> str:
    """What keeps an annotated text from being scored, for a message; "" when nothing does."""
    for name in ("doc_id", "lang"):
        if not isinstance(row.get(name), str):
            return f"`{name}` is missing, or is not a string."
    if not isinstance(row.get("attributions"), list):
        return "`attributions` is missing, or is not a list."
    wrong = (number for number, given in enumerate(row["attributions"]) if not _is_attribution(given, row["text"]))
    number = next(wrong, None)
    return (
        ""
        if number is None
        else f"`attributions` {number}: needs a mode, `content_spans` and `source_spans` in the text."
    )


def of(rows: Iterable[Row], suggest: Callable[[str, str], Sequence[Suggestion]]) -> dict[str, Scores]:
    """Scores by language and mode. Suggestions of mode `none` are left out: nobody annotated such."""
    scores: dict[str, Scores] = {}
    for row in rows:
        of_language = scores.setdefault(row["lang"], {key: Score() for key in (*MODES, QUOTED, ALL)})
        made = [suggestion for suggestion in suggest(row["text"], row["lang"]) if suggestion.mode != "none"]
        _count(of_language, row["attributions"], made)
    return scores


def _is_attribution(given: Any, text: str) -> bool:
    if not isinstance(given, dict) or given.get("mode") not in MODES or not given.get("content_spans"):
        return False
    spans = (given["content_spans"], given.get("source_spans") or [])
    return all(isinstance(some, list) and all(_is_stretch(one, text) for one in some) for some in spans)


def _is_stretch(given: Any, text: str) -> bool:
    if not isinstance(given, list) or [type(at) for at in given] != [int, int]:
        return False
    return bool(0 <= given[0] < given[1] <= len(text))


def _count(scores: Scores, annotated: Sequence[Row], suggested: Sequence[Suggestion]) -> None:
    pairs = _pairs(
        [_characters(attribution["content_spans"]) for attribution in annotated],
        [_characters(suggestion.content) for suggestion in suggested],
    )
    found, right = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    for number, attribution in enumerate(annotated):
        for score in _of(scores, attribution["mode"]):
            score.annotated += 1
            score.found += number in found
    for number, suggestion in enumerate(suggested):
        for score in _of(scores, suggestion.mode):
            score.suggested += 1
            score.right += number in right
    for theirs, ours in pairs:
        _count_holder(scores, annotated[theirs], suggested[ours])


def _count_holder(scores: Scores, attribution: Row, suggestion: Suggestion) -> None:
    if not attribution.get("source_spans"):
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
    """Whether what they share is at least half of each."""
    return bool(one) and 2 * len(one & other) >= max(len(one), len(other))


def _pairs(annotated: list[set[int]], suggested: list[set[int]]) -> list[tuple[int, int]]:
    """Each annotated content with the suggestion that shares most with it, at least half of both; each at most once."""
    shared = [
        (len(theirs & ours) / len(theirs | ours), a, s)
        for a, theirs in enumerate(annotated)
        for s, ours in enumerate(suggested)
        if _share_half(theirs, ours)
    ]
    pairs: list[tuple[int, int]] = []
    used: set[tuple[str, int]] = set()
    for _, a, s in sorted(shared, key=lambda share: (-share[0], share[1], share[2])):
        if not used & {("annotated", a), ("suggested", s)}:
            used |= {("annotated", a), ("suggested", s)}
            pairs.append((a, s))
    return pairs
