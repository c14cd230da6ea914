"""Help with spelling: for words that no public claim holds, the known words that are written most like them."""

from django.db import connection

from statements import names
from statements.catalogue import search, words

MOST_WORDS = 4  # of a query that are looked up; what holds more unknown ones is hardly misspelled
MOST_ALIKE = 50  # known words that are compared letter by letter
ROOM = 2  # letters by which a known word may be longer or shorter

_ALIKE = """
SELECT alike.word, claims FROM (
    SELECT word FROM statements_wordtrigram
    WHERE trigram IN ({trigrams}) AND letters IN ({letters})
    GROUP BY word ORDER BY count(*) DESC, min(letters), word LIMIT %s
) AS alike JOIN statements_searchword AS known ON known.word = alike.word
"""


def nearest(query: str) -> str | None:
    """A query with each unknown word spelled as the known one most like it; None where that is not possible.

    Signs of the query stay: quotation marks, `-`, and beginnings*, which are left as they are.
    """
    try:
        parsed = search.parse(query)
    except search.UnusableQuery:
        return None
    asked = {token for term in parsed.wanted if not term.is_prefix for token in term.tokens}
    unknown = [word for word, claims in words.frequency(asked).items() if not claims]
    if not 0 < len(unknown) <= MOST_WORDS:
        return None
    meant = {word: known for word in unknown if (known := _most_alike(word))}
    return _respelled(query, meant) if len(meant) == len(unknown) else None


def _most_alike(word: str) -> str | None:
    """The known word that differs in the fewest letters, of several the one that most claims hold."""
    if not words.is_spelled(word):
        return None
    most = 1 if len(word) < 5 else 2
    near = [(distance(word, known), -claims, known) for known, claims in _alike(word)]
    fewest, _, known = min(near, default=(most + 1, 0, ""))
    return known if fewest <= most else None


def _alike(word: str) -> list[tuple[str, int]]:
    """The known words of about this length that share most trigrams, each with its number of claims."""
    trigrams = sorted(words.trigrams_of(word))
    letters = list(range(max(1, len(word) - ROOM), len(word) + ROOM + 1))
    places = {"trigrams": ", ".join(["%s"] * len(trigrams)), "letters": ", ".join(["%s"] * len(letters))}
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE.format(**places), [*trigrams, *letters, MOST_ALIKE])
        return list(cursor.fetchall())


def distance(one: str, other: str) -> int:
    """Letters to put in, take out, change or swap with the next to make one word of the other (optimal alignment)."""
    before, row = [0] * (len(other) + 1), list(range(len(other) + 1))
    for n, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [n]
        for m, sign in enumerate(other, start=1):
            best = min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != sign))
            if n > 1 and m > 1 and letter == other[m - 2] and one[n - 2] == sign:
                best = min(best, earlier[m - 2] + 1)
            row.append(best)
    return row[-1]


def _respelled(query: str, meant: dict[str, str]) -> str:
    for word, start, end in reversed(names.placed_tokens(query)):
        if word in meant and not query[:start].endswith("-") and not query[end:].startswith("*"):
            query = query[:start] + meant[word] + query[end:]
    return query
