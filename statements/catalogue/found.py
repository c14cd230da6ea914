"""Statements, sources, agents and subjects that hold what is looked for, the best of them first.

A record is found by its names; a source also by the text of its captures as far as visitors may read it. All words
must stand in one text: in the names, or in the names and one stretch of the capture together. An excluded word must
stand in none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import BooleanField, F, FloatField, Func, Q, QuerySet, Value

from statements.catalogue import index, matching
from statements.catalogue.findable import FindableText, kind_token
from statements.catalogue.models import Page
from statements.catalogue.parameters import any_of
from statements.catalogue.search import Query, Term
from statements.choices import RecordKind

BEST = 200
MOST_RANKED = 1_000  # texts that are weighed; of more the newest
MOST_COUNTED = 250  # texts of a kind, where another list only tells that there are some
KINDS = (RecordKind.AGENT, RecordKind.STATEMENT, RecordKind.SOURCE, RecordKind.SUBJECT)

_FTS = index.TEXTS.table
_MATCHING = f"SELECT rowid FROM {_FTS} WHERE {_FTS} MATCH %s"
_SCORES = f"""
SELECT rowid, {{whole}}, -bm25({_FTS}, 4.0, 1.0) FROM {_FTS} WHERE {_FTS} MATCH %s AND +rowid IN ({{ids}})
"""

Weighed = tuple[int, bool, float]


class _Asked(Func):
    """What the index says of a text to queries about one kind of record."""

    def __init__(self, kind: str, queries: Sequence[Query], *, newest: int = 0) -> None:
        super().__init__(F("id"))
        self.kind, self.queries, self.newest = kind, tuple(queries), newest

    @property
    def _table(self) -> str:
        key: Any = self.source_expressions[0]
        return str(key.alias)


class Holds(_Asked):
    """Whether a text of this kind holds what any of the queries asks for; on SQLite of the `newest` so many alone."""

    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """One look into the GIN index."""
        return f"({self._table}.search_vector @@ %s::tsquery)", (_on_postgresql(self.kind, self.queries),)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """FTS5 gives the newest one after the other, and stops where it is told to."""
        newest = f" ORDER BY rowid DESC LIMIT {self.newest:d}" if self.newest else ""
        return f"({self._table}.id IN ({_MATCHING}{newest}))", (_on_sqlite(self.kind, self.queries),)


class _IsWhole(_Asked):
    """Whether a text, of whatever kind, holds any of these phrases; on PostgreSQL."""

    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """Asked of each of few texts."""
        return f"({self._table}.search_vector @@ %s::tsquery)", (matching.on_postgresql(self.queries),)


class Score(_Asked):
    """How well a text answers queries, on PostgreSQL, names counting four times what a capture's text does."""

    output_field = FloatField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """Cover density, divided by 1 + the logarithm of the length."""
        score = f"ts_rank_cd('{{0.25, 0, 0, 1}}', {self._table}.search_vector, %s::tsquery, 1)"
        return score, (matching.on_postgresql(self.queries),)


@dataclass(frozen=True)
class Newest:
    """The newest texts that hold what is asked for, as (id, ref); `are_all` where there are no more of them."""

    texts: list[tuple[int, str]]
    are_all: bool

    @property
    def refs(self) -> list[str]:
        """The records that they lead to, each once."""
        return list(dict.fromkeys(ref for _, ref in self.texts))


def texts_with(kind: str, queries: Sequence[Query], *, newest: int = 0) -> QuerySet[FindableText]:
    """The texts of one kind of record that hold what any of the queries asks for; or only the `newest` so many."""
    if kind == RecordKind.SOURCE and any(query.excluded for query in queries):
        return FindableText.objects.filter(any_of(_condition(kind, query) for query in queries))
    return FindableText.objects.filter(Holds(kind, queries, newest=newest))


def records_with(kind: str, queries: Sequence[Query]) -> QuerySet[Page]:
    """Public records of one kind that hold what any of the queries asks for, newest first."""
    return Page.objects.public().of_kind(kind).filter(ref__in=texts_with(kind, queries).values("ref"))


def newest(kind: str, queries: Sequence[Query]) -> Newest:
    """The newest texts that hold what is asked for, MOST_RANKED at most; one query."""
    # Most texts are of sources; PostgreSQL would walk past all those to the few others, so it must ask its index first.
    order = F("id") if kind == RecordKind.SOURCE else F("id") + 0
    texts = texts_with(kind, queries, newest=MOST_RANKED + 1).order_by(order.desc()).values_list("id", "ref")
    found = list(texts[: MOST_RANKED + 1])
    return Newest(found[:MOST_RANKED], len(found) <= MOST_RANKED)


def best(newest: Newest, queries: Sequence[Query]) -> dict[str, int]:
    """At most BEST records, the best first, ties newest first, each with its best text; one query.

    Records that hold a query's words one after the other come before all others. Where a query wants no word there is
    nothing to weigh, and the newest come first.
    """
    weigh = all(query.wanted for query in queries)
    wanting = [Query(query.wanted) for query in queries]
    weights = _weights([text_id for text_id, _ in newest.texts], wanting) if weigh else {}
    ranked = sorted(newest.texts, key=lambda text: (weights.get(text[0], (False, 0.0)), text[0]), reverse=True)
    texts: dict[str, int] = {}
    for text_id, ref in ranked:
        texts.setdefault(ref, text_id)
    return dict(list(texts.items())[:BEST])


def first_texts(kind: str, queries: Sequence[Query], refs: Sequence[str]) -> list[int]:
    """For each of these records the first of its texts that holds what is asked for."""
    texts = texts_with(kind, queries).filter(ref__in=refs).order_by("id")
    first: dict[str, int] = {}
    for text_id, ref in texts.values_list("id", "ref"):
        first.setdefault(ref, text_id)
    return list(first.values())


def counted(queries: Sequence[Query]) -> dict[str, tuple[int, bool]]:
    """How many records of each kind hold what is asked for, and whether that is all of them, in one bounded query.

    Counted among the newest MOST_COUNTED texts of a kind. Only kinds that have some are named, in the order of KINDS.
    """
    if not queries:
        return {}
    parts, values = [], []
    for kind in KINDS:
        refs = texts_with(kind, queries, newest=MOST_COUNTED).values("ref").order_by()[:MOST_COUNTED]
        statement, given = refs.query.get_compiler(refs.db).as_sql()
        parts.append(f"SELECT '{kind}', count(DISTINCT ref), count(*) FROM ({statement}) AS found")
        values += given
    with connections[FindableText.objects.db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found = {kind: (records, texts < MOST_COUNTED) for kind, records, texts in cursor.fetchall() if records}
    return {str(kind): found[kind] for kind in KINDS if kind in found}


def _condition(kind: str, query: Query) -> Q:
    """A source has several texts, and what is excluded must stand in none of them."""
    condition = Q(Holds(kind, [query]))
    if query.excluded:
        without = FindableText.objects.filter(Holds(kind, [Query((term,)) for term in query.excluded]))
        condition &= ~Q(ref__in=without.values("ref"))
    return condition


def _on_sqlite(kind: str, queries: Sequence[Query]) -> str:
    return matching.on_sqlite(_of_kind(kind, queries))


def _on_postgresql(kind: str, queries: Sequence[Query]) -> str:
    return matching.on_postgresql(_of_kind(kind, queries))


def _of_kind(kind: str, queries: Sequence[Query]) -> list[Query]:
    """Queries that want the kind's own word too; so that also one of exclusions alone wants something."""
    return [Query((*query.wanted, Term((kind_token(kind),))), query.excluded) for query in queries]


def _weights(ids: list[int], queries: list[Query]) -> dict[int, tuple[bool, float]]:
    """Of each text whether it holds a query's words one after the other, and how well it answers; one query."""
    if not ids:
        return {}
    wholes = [Query((query.whole,)) for query in queries if query.whole]
    ask = _weighed_on_sqlite if connections[FindableText.objects.db].vendor == "sqlite" else _weighed_on_postgresql
    return {text_id: (bool(is_whole), score) for text_id, is_whole, score in ask(ids, queries, wholes)}


def _weighed_on_postgresql(ids: list[int], queries: list[Query], wholes: list[Query]) -> Iterable[Weighed]:
    texts = FindableText.objects.filter(id__in=ids)
    texts = texts.annotate(is_whole=_IsWhole("", wholes) if wholes else Value(False), score=Score("", queries))
    return texts.values_list("id", "is_whole", "score")


def _weighed_on_sqlite(ids: list[int], queries: list[Query], wholes: list[Query]) -> Iterable[Weighed]:
    """FTS5 scores only what it is asked for itself; the `+` keeps SQLite from asking it anew for each id."""
    is_whole, values = (f"rowid IN ({_MATCHING})", [matching.on_sqlite(wholes)]) if wholes else ("0", [])
    statement = _SCORES.format(whole=is_whole, ids=", ".join(map(str, ids)))
    with connections[FindableText.objects.db].cursor() as cursor:
        cursor.execute(statement, [*values, matching.on_sqlite(queries)])
        found: list[Weighed] = cursor.fetchall()
    return found
