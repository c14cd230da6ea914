"""Words typed into a search box, and the condition they make: words, "phrases", prefix*, -without; names are folded."""

from dataclasses import dataclass

from django.db.models import Q

from statements import names

MAX_LENGTH = 1000
MAX_TERMS = 40
QUOTES = str.maketrans("“”„«»", '"""""')


class UnusableQuery(ValueError):
    """A query that asks for nothing; the message says why."""


@dataclass(frozen=True)
class Term:
    """Folded words that stand one after the other; the last one may be cut short; or that must not stand there."""

    tokens: tuple[str, ...]
    is_prefix: bool = False
    is_excluded: bool = False

    @property
    def needle(self) -> str:
        """What to look for in a row's `search`, where a space stands on both sides of every word."""
        return f" {' '.join(self.tokens)}" + ("" if self.is_prefix else " ")


def parse(query: str) -> list[Term]:
    """The terms of a query, all of which must hold. Raises UnusableQuery where no word is left."""
    if len(query) > MAX_LENGTH:
        raise UnusableQuery(f"is longer than {MAX_LENGTH} characters.")
    found = [
        term for part, is_phrase in _parts(query.translate(QUOTES)) if (term := _term(part, is_phrase=is_phrase)).tokens
    ]
    if not found:
        raise UnusableQuery("holds no word to look for.")
    if len(found) > MAX_TERMS:
        raise UnusableQuery(f"has more than {MAX_TERMS} words.")
    return found


def condition(query: str) -> Q:
    """The rows in which every term of a query holds. Raises UnusableQuery."""
    made = Q()
    for term in parse(query):
        holds = Q(search__contains=term.needle)
        made &= ~holds if term.is_excluded else holds
    return made


def whole(query: str) -> Q:
    """The rows that hold the query's words one after the other, as typed."""
    words = [token for term in parse(query) if not term.is_excluded for token in term.tokens]
    return Q(search__contains=f" {' '.join(words)} ")


def _parts(query: str) -> list[tuple[str, bool]]:
    """Words and quoted phrases, each with its sign in front; a quotation mark without a partner is ignored."""
    parts: list[tuple[str, bool]] = []
    pieces = query.split('"')
    for number, piece in enumerate(pieces):
        is_phrase = number % 2 == 1 and number < len(pieces) - 1
        sign = "-" if is_phrase and pieces[number - 1].endswith("-") else ""
        parts += [(sign + piece, True)] if is_phrase else [(word, False) for word in piece.split()]
    return parts


def _term(part: str, *, is_phrase: bool) -> Term:
    is_excluded = part.startswith("-")
    return Term(tuple(names.tokens(part)), not is_phrase and part.endswith("*"), is_excluded)
