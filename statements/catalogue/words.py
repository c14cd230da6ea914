"""How many public claims hold each word, kept exact by every act: for planning a search and for help with spelling.

The words are those of a claim's search columns. Each has its trigrams beside it, so that words spelled alike are found.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q

from statements import stems
from statements.catalogue import index
from statements.catalogue.models import ClaimRow
from statements.catalogue.search import BORDER, LONGEST_WORD

FEWEST_LETTERS, MOST_LETTERS = 3, 40  # of words that are compared by spelling; numbers never are
NOT_SPELLED = f"0123456789{stems.MARK}"  # what stands in numbers and in stems
LAST_SIGN = chr(0x10FFFF)
NAMED = 10  # words that a comparison names before it only counts them


class SearchWord(models.Model):
    """A folded word and the number of public claims that hold it; a word that none holds is not there."""

    word = models.CharField(primary_key=True, max_length=LONGEST_WORD)
    claims = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="search_word_held", condition=Q(claims__gt=0))]

    def __str__(self) -> str:
        return f"{self.word}: {self.claims}"


class WordTrigram(models.Model):
    """Three signs in a row of a word, with a space at its borders; `letters` is how many the word has.

    A table of ours on both databases, so that both find the same words and PostgreSQL needs no extension.
    """

    pk = models.CompositePrimaryKey("trigram", "letters", "word")
    trigram = models.CharField(max_length=3)
    letters = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=MOST_LETTERS)

    def __str__(self) -> str:
        return f"{self.trigram} of {self.word}"


def frequency(words: Collection[str]) -> dict[str, int]:
    """How many public claims hold each of these folded words; one query."""
    found = dict(SearchWord.objects.filter(word__in=set(words)).values_list("word", "claims"))
    return {word: found.get(word, 0) for word in words}


def beginning_with(start: str) -> int:
    """At most how many public claims hold a word that begins so: those of each such word added up; one query."""
    begun = (
        Q(word__gte=start, word__lt=start + LAST_SIGN) if connection.vendor == "sqlite" else Q(word__startswith=start)
    )
    return int(SearchWord.objects.filter(begun).aggregate(number=models.Sum("claims"))["number"] or 0)


@contextmanager
def kept(pages: Iterable[int]) -> Iterator[None]:
    """Counts what changes inside for the rows of these pages, in the transaction at hand; at most eight queries."""
    ids = list(pages)
    before = _held(ids)
    yield
    change = _held(ids)
    change.subtract(before)
    if change := Counter({word: more for word, more in change.items() if more}):
        _apply(change)


def rebuild() -> None:
    """Count all words anew from the index of claims, which must be there; after rows were written in bulk."""
    with transaction.atomic(), connection.cursor() as cursor, _index_counts(cursor) as counts:
        cursor.execute("DELETE FROM statements_wordtrigram")
        cursor.execute("DELETE FROM statements_searchword")
        cursor.execute(f"INSERT INTO statements_searchword (word, claims) {counts}")
        cursor.execute(
            f"INSERT INTO statements_wordtrigram (trigram, letters, word) {_trigrams('statements_searchword')}"
        )


def problems() -> Iterator[str]:
    """One line for each word whose number differs from the index of claims, which must be right itself."""
    stored = "SELECT word, claims FROM statements_searchword"
    with connection.cursor() as cursor, _index_counts(cursor) as counts:
        words = sorted({row[0] for row in _differing(cursor, stored, counts)})
        beside = "SELECT trigram, letters, word FROM statements_wordtrigram"
        trigrams = _differing(cursor, beside, _trigrams("statements_searchword"))
    yield from (f"word “{word}”: its number of claims differs from the rows" for word in words[:NAMED])
    if len(words) > NAMED:
        yield f"words: the numbers of {len(words) - NAMED} more differ from the rows"
    if trigrams:
        yield "words: the trigrams beside them differ"


def trigrams_of(word: str) -> set[str]:
    """The trigrams of a word, as they stand beside it in the table."""
    bordered = f" {word} "
    return {bordered[at : at + 3] for at in range(len(word))}


def is_spelled(word: str) -> bool:
    """Whether a folded word is one that is compared by its spelling."""
    return FEWEST_LETTERS <= len(word) <= MOST_LETTERS and not any(sign in NOT_SPELLED for sign in word)


def _held(ids: list[int]) -> Counter[str]:
    """Each word that the rows of pages hold, with how many of them do."""
    held: Counter[str] = Counter()
    if ids:
        for columns in ClaimRow.objects.filter(page_id__in=ids).values_list(*index.COLUMNS):
            held.update({word for column in columns for word in column.split(" ")} - {"", BORDER})
    return held


def _apply(change: Counter[str]) -> None:
    """Add to the numbers of words, set-wise; new words get their trigrams, and words that nothing holds any more go."""
    with connection.cursor() as cursor:
        known = _known(cursor, change)
        new = {word: more for word, more in change.items() if word not in known}
        gone = {word: 0 for word, claims in known.items() if claims + change[word] <= 0}
        more = {word: change[word] for word in known if word not in gone}
        if gone:
            _told(cursor, "DELETE FROM statements_searchword WHERE word IN (SELECT word FROM {words})", gone)
            doomed = "DELETE FROM statements_wordtrigram WHERE (trigram, letters, word) IN ({trigrams})"
            _told(cursor, doomed, gone)
        if more:
            added = "UPDATE statements_searchword SET claims = claims + change.number FROM {words} AS change"
            _told(cursor, f"{added} WHERE change.word = statements_searchword.word", more)
        if new:
            _told(cursor, "INSERT INTO statements_searchword (word, claims) SELECT word, number FROM {words}", new)
            _told(cursor, "INSERT INTO statements_wordtrigram (trigram, letters, word) {trigrams}", new)


def _known(cursor: Any, change: Counter[str]) -> dict[str, int]:
    _told(cursor, "SELECT word, claims FROM statements_searchword WHERE word IN (SELECT word FROM {words})", change)
    return dict(cursor.fetchall())


def _told(cursor: Any, statement: str, numbers: dict[str, int]) -> None:
    """Execute a statement about words, given as one parameter, since databases bound how many there may be."""
    listed = {
        "sqlite": "(SELECT key AS word, value AS number FROM json_each(%s))",
        "postgresql": "(SELECT key AS word, value::integer AS number FROM jsonb_each_text(%s::jsonb))",
    }[connection.vendor]
    words = f"{listed} AS listed" if "AS change" not in statement else listed
    cursor.execute(statement.format(words=words, trigrams=_trigrams(f"{listed} AS listed")), [json.dumps(numbers)])


def _trigrams(words: str) -> str:
    """A query of the trigrams of the words in a table."""
    signs = f"[{NOT_SPELLED}]"
    is_spelled = {"sqlite": f"word NOT GLOB '*{signs}*'", "postgresql": f"word !~ '{signs}'"}[connection.vendor]
    return f"""
        WITH RECURSIVE places(place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < {MOST_LETTERS})
        SELECT DISTINCT substr(' ' || word || ' ', place, 3) AS trigram, length(word) AS letters, word
        FROM {words} JOIN places ON place <= length(word)
        WHERE length(word) BETWEEN {FEWEST_LETTERS} AND {MOST_LETTERS} AND {is_spelled}
    """


@contextmanager
def _index_counts(cursor: Any) -> Iterator[str]:
    """A query of the words that the index of claims holds, with the number of claims for each."""
    if connection.vendor == "postgresql":
        yield f"SELECT word, ndoc FROM ts_stat('SELECT search_vector FROM {index.CLAIMS.rows}')"
        return
    cursor.execute(f"CREATE VIRTUAL TABLE temp.counted_words USING fts5vocab(main, {index.CLAIMS.table}, row)")
    try:
        yield f"SELECT term, doc FROM temp.counted_words WHERE term <> '{BORDER}'"
    finally:
        cursor.execute("DROP TABLE temp.counted_words")


def _differing(cursor: Any, stored: str, expected: str) -> list[tuple[Any, ...]]:
    """Rows that only one of two queries has."""
    found: list[tuple[Any, ...]] = []
    for one, other in ((stored, expected), (expected, stored)):
        cursor.execute(f"SELECT * FROM ({one}) AS one EXCEPT SELECT * FROM ({other}) AS other")
        found += cursor.fetchall()
    return found
