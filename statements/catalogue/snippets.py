"""The part of a text in which a query's words stand, and where they stand in it: pieces of the text as it was written.

Words are compared as they are searched, folded; what is shown is the original.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statements import names, stems
from statements.catalogue.search import LONGEST_WORD, Term
from statements.characters import cuts_character

LONGEST = 240
MOST_PLACES = 50  # of a text that are tried for the part to show
CUT = "[...]"
BEFORE = LONGEST // 3  # what may stand before the first match, so that it is read in its sentence

Place = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `is_found` where it holds words that were looked for."""

    text: str
    is_found: bool = False


@dataclass(frozen=True)
class Snippet:
    """A text, or the part of it that is shown; a cut at either side is said by a piece of its own."""

    pieces: tuple[Piece, ...]
    is_cut_before: bool = False

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_found(self) -> bool:
        """Whether any word that was looked for stands in it."""
        return any(piece.is_found for piece in self.pieces)


def snippet(text: str, terms: Iterable[Term]) -> Snippet:
    """At most LONGEST characters of a text on one line, round the place that holds most of the terms."""
    line = " ".join(text.split())
    places = found(line, terms)
    start, end = _window(line, places)
    before, after = [Piece(f"{CUT} ")] if start else [], [Piece(f" {CUT}")] if end < len(line) else []
    return Snippet((*before, *_pieces(line, [place for place, _ in places], start, end), *after), start > 0)


def found(text: str, terms: Iterable[Term]) -> list[tuple[Place, Term]]:
    """Where terms stand in a text, in order, each with its term; places may touch and cross."""
    words = names.placed_tokens(text)
    tokens = [token[:LONGEST_WORD] for token, _, _ in words]
    places = []
    for term in dict.fromkeys(terms):
        for at in _starts(tokens, term):
            places.append(((words[at][1], words[at + len(term.tokens) - 1][2]), term))
        if term.stems:
            forms = [(start, end) for token, start, end in words if _is_form(token, text[start:end], term)]
            places += [(place, term) for place in forms]
    return sorted(places, key=lambda placed: placed[0])


def _starts(tokens: Sequence[str], term: Term) -> Iterable[int]:
    """Numbers of the words at which the term begins."""
    *body, last = term.tokens
    for at in range(len(tokens) - len(body)):
        word = tokens[at + len(body)]
        if (word.startswith(last) if term.is_prefix else word == last) and tokens[at : at + len(body)] == body:
            yield at


def _is_form(token: str, word: str, term: Term) -> bool:
    """Whether a word is another form of the one that was looked for."""
    return token != term.tokens[0] and not set(term.stems).isdisjoint(stems.of_word(word))


def _window(line: str, places: Sequence[tuple[Place, Term]]) -> Place:
    """Start and end of what is shown; never within a word unless it is longer than what may be shown."""
    if len(line) <= LONGEST:
        return 0, len(line)
    firsts = [place[0] for place, _ in places[:MOST_PLACES]] or [0]
    first = max(firsts, key=lambda at: (_terms_within(places, at), -at))
    start = max(0, min(first - BEFORE, len(line) - LONGEST))
    if start:
        start = _after_space(line, start, first)
    end = start + LONGEST
    return start, _before_space(line, end, first) if end < len(line) else len(line)


def _terms_within(places: Sequence[tuple[Place, Term]], first: int) -> int:
    """How many different terms stand in a window whose first match begins here."""
    return len(
        {term for (start, end), term in places[:MOST_PLACES] if first <= start and end <= first + LONGEST - BEFORE}
    )


def _after_space(line: str, start: int, first: int) -> int:
    """The beginning of a word at or after the start and not after the first match."""
    space = line.find(" ", start - 1, first)
    if space >= 0:
        return space + 1
    while start < first and cuts_character(line, start):
        start += 1
    return start


def _before_space(line: str, end: int, first: int) -> int:
    """The end of a word at or before the end and after the first match."""
    space = line.rfind(" ", first + 1, end + 1)
    if space >= 0:
        return space
    while end > first + 1 and cuts_character(line, end):
        end -= 1
    return end


def _pieces(line: str, places: Sequence[Place], start: int, end: int) -> list[Piece]:
    """The stretch from start to end, cut where found words begin and end."""
    pieces, reached = [], start
    for opening, closing in places:
        opening, closing = max(opening, reached), min(closing, end)
        if opening >= closing:
            continue
        pieces += [Piece(line[reached:opening])] if opening > reached else []
        pieces.append(Piece(line[opening:closing], is_found=True))
        reached = closing
    return [*pieces, *([Piece(line[reached:end])] if end > reached else [])]
