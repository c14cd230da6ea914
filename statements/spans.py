"""Where words stand in a text: anchoring, checking and moving them, and cutting a text into marked pieces.

Offsets are Unicode code points, ends exclusive. Texts are expected in their normal form (see texts).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from statements.characters import cuts_character, cuts_either

CONTEXT = 32
SKIPPED = " [...] "

_MOST_PLACES = 1000
_SHOWN = 40


class SpanProblem(ValueError):
    """Words that do not stand where they should, with a message a curator understands."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text with its words and up to CONTEXT characters on each side, so that it can be found again."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, where it starts in the whole text, and the keys of all marks that cover it."""

    text: str
    start: int
    keys: tuple[str, ...]


def anchor(text: str, start: int, end: int) -> Span:
    """The span from start to end of the text.

    Raises SpanProblem when it is empty or outside the text, or when it would cut a character as readers see it
    (a letter from its accent, an emoji from its variant; Unicode Standard Annex 29).
    """
    if not 0 <= start < end <= len(text):
        raise SpanProblem(f"{start}–{end} is not a stretch of this text of {len(text):,} characters.")
    for at in (start, end):
        if cuts_character(text, at):
            shown = text[max(0, at - 8) : at + 8]
            raise SpanProblem(f"{start}–{end} cuts through a character at {at}, in ‘{shown}’.")
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Span(start, end, text[start:end], prefix, suffix)


def check(text: str, span: Span) -> None:
    """Raise SpanProblem, showing both, unless the span's words are the text's between its start and end."""
    if not 0 <= span.start < span.end <= len(text):
        raise SpanProblem(
            f"‘{_shorten(span.exact)}’ cannot stand at {span.start}–{span.end} of a text of {len(text):,} characters."
        )
    there = text[span.start : span.end]
    if there != span.exact:
        at = _first_difference(there, span.exact)
        raise SpanProblem(
            f"At {span.start}–{span.end} the text has ‘{_shorten(there, at)}’, not ‘{_shorten(span.exact, at)}’."
        )


def reanchor(span: Span, new_text: str) -> Span | None:
    """The same words in another text, found by quote and context; None when absent or ambiguous, never a guess.

    Where the words stand more than once, the place must match both prefix and suffix at least as well as every
    other, one of them better, and half of the context in all (after W3C Web Annotation's TextQuoteSelector).
    """
    places = _reanchor_places(span, new_text)
    if not places or len(places) > _MOST_PLACES:
        return None
    start = places[0] if len(places) == 1 else _best_place(span, new_text, places)
    if start is None or cuts_either(new_text, start, start + len(span.exact)):
        return None
    return anchor(new_text, start, start + len(span.exact))


def pieces(text: str, marks: Iterable[tuple[int, int, str]], *, offset: int = 0) -> list[Piece]:
    """The text cut where marks (start, end, key) begin and end, each piece naming all marks that cover it.

    `offset` is where this text begins in the whole that marks and pieces count in. Marks may nest, cross, and lie
    partly or wholly outside. Keys come in order of mark start, longer marks first, each once. Neighbouring pieces
    never have the same keys, and their texts together are the text.
    """
    stop = offset + len(text)
    ordered = sorted(marks, key=lambda mark: (mark[0], -mark[1]))
    inside = [(max(start, offset), min(end, stop), key) for start, end, key in ordered]
    inside = [mark for mark in inside if mark[0] < mark[1]]
    cuts = sorted({offset, stop, *(mark[0] for mark in inside), *(mark[1] for mark in inside)})
    stretches: list[Piece] = []
    for start, end, keys in _covered(inside, cuts):
        if stretches and stretches[-1].keys == keys:
            last = stretches.pop()
            start = last.start
        stretches.append(Piece(text[start - offset : end - offset], start, keys))
    return stretches


def join(spans: Sequence[Span]) -> str:
    """The words of several spans of one text in their order there, with " [...] " only where words are skipped.

    Spans that touch are joined as they are, and spans with only white space between them by that white space.
    """
    said, reached = "", None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if reached is not None and span.start > reached:
            said += _between(span, span.start - reached)
        said += span.exact[max(0, (reached or 0) - span.start) :]
        reached = max(reached or 0, span.end)
    return said


def _shorten(text: str, at: int = 0) -> str:
    """A part of the text for a message: one line, around an offset."""
    start = max(0, at - _SHOWN // 2)
    shown = " ".join(text[start : start + _SHOWN].split())
    return ("…" if start else "") + shown + ("…" if len(text) > start + _SHOWN else "")


def _first_difference(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _reanchor_places(span: Span, new_text: str) -> list[int]:
    """Where the words stand: only the one place with the whole context, if there is one; [] if there are more."""
    whole = span.prefix + span.exact + span.suffix
    with_context = list(islice(_overlapping(new_text, whole), 2))
    if len(with_context) == 1:
        return [with_context[0] + len(span.prefix)]
    return [] if with_context else list(islice(_overlapping(new_text, span.exact), _MOST_PLACES + 1))


def _overlapping(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _best_place(span: Span, text: str, places: Sequence[int]) -> int | None:
    scores = {place: _context_score(span, text, place) for place in places}
    best = max(places, key=lambda place: sum(scores[place]))
    before, after = scores[best]
    others = [score for place, score in scores.items() if place != best]
    beaten = all(score != (before, after) and score[0] <= before and score[1] <= after for score in others)
    enough = 2 * (before + after) >= len(span.prefix) + len(span.suffix)
    return best if beaten and enough else None


def _context_score(span: Span, text: str, at: int) -> tuple[int, int]:
    """How many characters next to the words agree with the span's prefix, and with its suffix."""
    end = at + len(span.exact)
    before = text[max(0, at - CONTEXT) : at]
    return _first_difference(before[::-1], span.prefix[::-1]), _first_difference(text[end : end + CONTEXT], span.suffix)


def _covered(marks: Sequence[tuple[int, int, str]], cuts: Sequence[int]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each stretch between neighbouring cuts, with the keys of the marks over it; marks sorted by start."""
    active: list[tuple[int, int, str]] = []
    coming = 0
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark[1] > start]
        while coming < len(marks) and marks[coming][0] <= start:
            active.append(marks[coming])
            coming += 1
        yield start, end, tuple(dict.fromkeys(key for _, _, key in active))


def _between(span: Span, gap: int) -> str:
    known = span.prefix[-gap:] if gap <= len(span.prefix) else ""
    return known if known.isspace() else SKIPPED
