"""Words as they are indexed and looked for: words, "phrases", prefix*, -without; names are folded.

A text is indexed as its folded words with one space on both sides of each, so that looking for one is looking for a
needle; the indexes of both databases (see `index`) find exactly what a needle finds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from statements import names, stems

MAX_LENGTH = 1000
MAX_TERMS = 40
LONGEST_WORD = 200  # characters; what of a longer one follows is not looked at, in texts and queries alike
MOST_WORDS = 8_000  # of the texts indexed together; PostgreSQL knows 16,383 places of words in a row
LARGEST_TEXT = 200_000  # bytes of them; PostgreSQL refuses to index 1 MB
BORDER = "¶"  # stands between texts as a word that no query holds, so that no phrase reaches from one into the next
QUOTES = str.maketrans("“”„«»", '"""""')


class UnusableQuery(ValueError):
    """A query that asks for nothing; the message says why."""


@dataclass(frozen=True)
class Term:
    """Folded words that stand one after the other; the last one may be cut short; or that must not stand there.

    A single word is found by any of its `stems` too (see `statements.stems`).
    """

    tokens: tuple[str, ...]
    is_prefix: bool = False
    is_excluded: bool = False
    stems: tuple[str, ...] = ()

    @property
    def needles(self) -> list[str]:
        """What to look for, the words themselves first, then what stands for other forms of the word."""
        return [self.needle, *(f" {stem} " for stem in self.stems)]

    @property
    def needle(self) -> str:
        """What to look for in an indexed text, where a space stands on both sides of every word."""
        return f" {' '.join(self.tokens)}" + ("" if self.is_prefix else " ")


@dataclass(frozen=True)
class Query:
    """What a query asks for: every term of `wanted` must hold, and no term of `excluded`."""

    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()

    def holds(self, words: str, names: str) -> bool:
        """Whether a row with these indexed texts is what the query asks for."""

        def stands(term: Term) -> bool:
            return any(needle in words or needle in names for needle in term.needles)

        return all(map(stands, self.wanted)) and not any(map(stands, self.excluded))

    @property
    def whole(self) -> Term | None:
        """The wanted words one after the other, as typed; None for fewer than two words."""
        tokens = tuple(token for term in self.wanted for token in term.tokens)
        return Term(tokens, self.wanted[-1].is_prefix) if len(tokens) > 1 else None


def indexed(texts: Iterable[str], cut: Iterable[str] = ()) -> str:
    """The folded words of texts as a row keeps them to be found: of equal texts one, of very long ones the start.

    `cut` are the stems of their words, which come last.
    """
    folded = dict.fromkeys([*map(_folded, texts), " ".join(cut)])
    words = f" {BORDER} ".join(filter(None, folded)).split(" ")
    whole = f" {' '.join(words[:MOST_WORDS])} "
    if len(whole.encode()) <= LARGEST_TEXT:
        return whole
    return whole.encode()[:LARGEST_TEXT].decode(errors="ignore").rsplit(" ", 1)[0] + " "


def parse(query: str) -> Query:
    """What a query asks for. Raises UnusableQuery where no word is left."""
    if len(query) > MAX_LENGTH:
        raise UnusableQuery(f"is longer than {MAX_LENGTH} characters.")
    found = [made for part, is_phrase in _parts(query.translate(QUOTES)) if (made := _term(part, is_phrase)).tokens]
    if not found:
        raise UnusableQuery("holds no word to look for.")
    if len(found) > MAX_TERMS:
        raise UnusableQuery(f"has more than {MAX_TERMS} words.")
    wanted = tuple(term for term in found if not term.is_excluded)
    return Query(wanted, tuple(term for term in found if term.is_excluded))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """The words of one text; kept for a while, because the same names and titles go with many claims."""
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    return [token[:LONGEST_WORD] for token in names.tokens(text)]


def _parts(query: str) -> list[tuple[str, bool]]:
    """Words and quoted phrases, each with its sign in front; a quotation mark without a partner is ignored."""
    parts: list[tuple[str, bool]] = []
    pieces = query.split('"')
    for number, piece in enumerate(pieces):
        is_phrase = number % 2 == 1 and number < len(pieces) - 1
        sign = "-" if is_phrase and pieces[number - 1].endswith("-") else ""
        parts += [(sign + piece, True)] if is_phrase else [(word, False) for word in piece.split()]
    return parts


def _term(part: str, is_phrase: bool) -> Term:
    tokens, is_prefix = tuple(_words(part)), not is_phrase and part.endswith("*")
    word = part.strip("-\"'.,;:!?()[]")
    found = stems.of_word(word) if len(tokens) == 1 and not (is_phrase or is_prefix) else ()
    return Term(tokens, is_prefix, part.startswith("-"), found)
