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
from statements.catalogue.findable import FindableText
from statements.catalogue.models import Page
from statements.catalogue.parameters import any_of
from statements.catalogue.search import Query
from statements.choices import RecordKind

BEST = 200
MOST_RANKED = 1_000  # texts that are weighed; of more the newest
MOST_COUNTED = 100  # of a kind, where another list only tells that there are some
KINDS = (RecordKind.AGENT, RecordKind.STATEMENT, RecordKind.SOURCE, RecordKind.SUBJECT)

_FTS = index.TEXTS.table
_MATCHING = f"SELECT rowid FROM {_FTS} WHERE {_FTS} MATCH %s"
_SCORES = f"""
SELECT rowid, {{whole}}, -bm25({_FTS}, 4.0, 1.0) FROM {_FTS} WHERE {_FTS} MATCH %s AND +rowid IN ({{ids}})
"""

Weighed = tuple[int, bool, float]


class _Asked(Func):
    """What the index says of a text to queries that want words."""

    def __init__(self, queries: Sequence[Query]) -> None:
        super().__init__(F("id"))
        self.queries = tuple(queries)

    @property
    def _table(self) -> str:
        key: Any = self.source_expressions[0]
        return str(key.alias)


class Holds(_Asked):
    """Whether a text holds the words that any of the queries wants."""

    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """One look into the GIN index."""
        return f"({self._table}.search_vector @@ %s::tsquery)", (matching.on_postgresql(self.queries),)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """One look into the FTS5 table."""
        return f"({self._table}.id IN ({_MATCHING}))", (matching.on_sqlite(self.queries),)


class Score(_Asked):
    """How well a text answers queries, on PostgreSQL, names counting four times what a capture's text does."""

    output_field = FloatField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """Cover density, divided by 1 + the logarithm of the length."""
        weights = "'{0.25, 0, 0, 1}'"
        return (
            f"ts_rank_cd({weights}, {self._table}.search_vector, %s::tsquery, 1)",
            (matching.on_postgresql(self.queries),),
        )


@dataclass(frozen=True)
class Best:
    """The best records by ref, each with its best text; `is_newest` where only the newest texts were weighed."""

    texts: dict[str, int]
    is_newest: bool

    @property
    def refs(self) -> list[str]:
        """The refs, the best first."""
        return list(self.texts)


def texts_with(kind: str, queries: Sequence[Query]) -> QuerySet[FindableText]:
    """The texts of one kind of record that hold what any of the queries asks for."""
    return FindableText.objects.filter(any_of(map(_condition, queries)), kind=kind)


def records_with(kind: str, queries: Sequence[Query]) -> QuerySet[Page]:
    """Public records of one kind that hold what any of the queries asks for, newest first."""
    return Page.objects.public().of_kind(kind).filter(ref__in=texts_with(kind, queries).values("ref"))


def best(kind: str, queries: Sequence[Query]) -> Best:
    """At most BEST records, the best first, ties newest first; with two queries.

    Records that hold a query's words one after the other come before all others. Where a query wants no word there is
    nothing to weigh, and the newest come first.
    """
    newest = texts_with(kind, queries).order_by("-page_id", "part").values_list("id", "ref", "page_id")
    found = list(newest[: MOST_RANKED + 1])
    wanting = [Query(query.wanted) for query in queries if query.wanted]
    weights = _weights([found_id for found_id, _, _ in found], wanting) if len(wanting) == len(queries) else {}
    ranked = sorted(found[:MOST_RANKED], key=lambda text: (weights.get(text[0], (False, 0.0)), text[2]), reverse=True)
    texts: dict[str, int] = {}
    for text_id, ref, _ in ranked:
        texts.setdefault(ref, text_id)
    return Best(dict(list(texts.items())[:BEST]), len(found) > MOST_RANKED)


def counted(queries: Sequence[Query]) -> dict[str, int]:
    """How many records of each kind hold what is asked for, in one query; MOST_COUNTED + 1 where there are more.

    Only kinds that have some are named, in the order of KINDS.
    """
    if not queries:
        return {}
    parts, values = [], []
    for kind in KINDS:
        refs = texts_with(kind, queries).values("ref").order_by().distinct()[: MOST_COUNTED + 1]
        statement, given = refs.query.get_compiler(refs.db).as_sql()
        parts.append(f"SELECT '{kind}', count(*) FROM ({statement}) AS found")
        values += given
    with connections[FindableText.objects.db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        numbers = dict(cursor.fetchall())
    return {str(kind): numbers[kind] for kind in KINDS if numbers[kind]}


def _condition(query: Query) -> Q:
    condition = Q(Holds([Query(query.wanted)])) if query.wanted else Q()
    if query.excluded:
        without = FindableText.objects.filter(Holds([Query((term,)) for term in query.excluded]))
        condition &= ~Q(ref__in=without.values("ref"))
    return condition


def _weights(ids: list[int], queries: list[Query]) -> dict[int, tuple[bool, float]]:
    """Of each text whether it holds a query's words one after the other, and how well it answers; one query."""
    if not ids:
        return {}
    wholes = [Query((query.whole,)) for query in queries if query.whole]
    ask = _weighed_on_sqlite if connections[FindableText.objects.db].vendor == "sqlite" else _weighed_on_postgresql
    return {text_id: (bool(is_whole), score) for text_id, is_whole, score in ask(ids, queries, wholes)}


def _weighed_on_postgresql(ids: list[int], queries: list[Query], wholes: list[Query]) -> Iterable[Weighed]:
    texts = FindableText.objects.filter(id__in=ids)
    texts = texts.annotate(is_whole=Holds(wholes) if wholes else Value(False), score=Score(queries))
    return texts.values_list("id", "is_whole", "score")


def _weighed_on_sqlite(ids: list[int], queries: list[Query], wholes: list[Query]) -> Iterable[Weighed]:
    """FTS5 scores only what it is asked for itself; the `+` keeps SQLite from asking it anew for each id."""
    is_whole, values = (f"rowid IN ({_MATCHING})", [matching.on_sqlite(wholes)]) if wholes else ("0", [])
    statement = _SCORES.format(whole=is_whole, ids=", ".join(map(str, ids)))
    with connections[FindableText.objects.db].cursor() as cursor:
        cursor.execute(statement, [*values, matching.on_sqlite(queries)])
        found: list[Weighed] = cursor.fetchall()
    return found
