"""Claims that hold what queries ask for, and the best of them first, asked of the index of either database."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, F, FloatField, Func, QuerySet

from statements.catalogue.models import ClaimRow
from statements.catalogue.search import Query, Term

BEST = 200

# A claim's words and paraphrase count four times what names do. PostgreSQL lists its weights from D to A.
_SCORE_ON_POSTGRESQL = "ts_rank_cd('{0.25, 0, 0, 1}', %s.search_vector, %%s::tsquery, 1)"
_SCORE_ON_SQLITE = "bm25(statements_claimrow_fts, 4.0, 1.0)"
_FOUND = "SELECT rowid FROM statements_claimrow_fts WHERE statements_claimrow_fts MATCH %s"


class _Asked(Func):
    """What the index says of a row to queries."""

    def __init__(self, queries: Iterable[Query]) -> None:
        super().__init__(F("page_id"))
        self.queries = tuple(queries)

    @property
    def _table(self) -> str:
        """What the statement calls the table of rows."""
        key: Any = self.source_expressions[0]
        return str(key.alias)


class Matches(_Asked):
    """Whether a row holds what any of the queries asks for."""

    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """One look into the GIN index."""
        return f"({self._table}.search_vector @@ %s::tsquery)", (_on_postgresql(self.queries),)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """FTS5 has no query of exclusions alone; for such a one it is asked what must not be found."""
        wanting = [query for query in self.queries if query.wanted]
        asked = [("IN", _on_sqlite(wanting))] if wanting else []
        asked += [("NOT IN", _any_on_sqlite(query.excluded)) for query in self.queries if not query.wanted]
        conditions = (f"{self._table}.page_id {whether} ({_FOUND})" for whether, _ in asked)
        return f"({' OR '.join(conditions)})", tuple(words for _, words in asked)


class Score(_Asked):
    """How well a row answers queries that want words, on PostgreSQL: how often and close together these stand."""

    output_field = FloatField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """Cover density, divided by 1 + the logarithm of the length."""
        return _SCORE_ON_POSTGRESQL % self._table, (_on_postgresql(self.queries),)


def best(rows: QuerySet[ClaimRow], queries: Sequence[Query]) -> list[int]:
    """Ids of the BEST rows that any of the queries finds among `rows`, the best first, ties newest first.

    Rows that hold a query's words one after the other come before all others. Where a query wants no word there is
    nothing to weigh, and the newest come first.
    """
    if not all(query.wanted for query in queries):
        newest = rows.filter(Matches(queries)).order_by("-page_id")
        return list(newest.values_list("page_id", flat=True)[:BEST])
    wholes = [Query((query.whole,)) for query in queries if query.whole]
    ask = _best_on_sqlite if connections[rows.db].vendor == "sqlite" else _best_on_postgresql
    return ask(rows, queries, wholes)


def _best_on_postgresql(rows: QuerySet[ClaimRow], queries: Sequence[Query], wholes: list[Query]) -> list[int]:
    found = rows.filter(Matches(queries)).annotate(score=Score(Query(query.wanted) for query in queries))
    order = [Matches(wholes).desc()] if wholes else []
    return list(found.order_by(*order, "-score", "-page_id").values_list("page_id", flat=True)[:BEST])


def _best_on_sqlite(rows: QuerySet[ClaimRow], queries: Sequence[Query], wholes: list[Query]) -> list[int]:
    """FTS5 scores only what it is asked for itself, so the other filters go into its statement.

    The `+` keeps SQLite from asking it anew for each row that these leave.
    """
    parts, values = [_FOUND], [_on_sqlite(queries)]
    if rows.query.where:
        try:
            among, narrowing = rows.values("page_id").order_by().query.get_compiler(rows.db).as_sql()
        except EmptyResultSet:
            return []
        parts, values = [*parts, f"AND +rowid IN ({among})"], [*values, *narrowing]
    parts.append("ORDER BY")
    if wholes:
        parts, values = [*parts, f"+rowid IN ({_FOUND}) DESC,"], [*values, _on_sqlite(wholes)]
    parts.append(f"{_SCORE_ON_SQLITE}, rowid DESC LIMIT {BEST}")
    with connections[rows.db].cursor() as cursor:
        cursor.execute(" ".join(parts), values)
        return [row[0] for row in cursor.fetchall()]


def _on_sqlite(queries: Iterable[Query]) -> str:
    """Queries that want words in FTS5's language, any of which may hold."""
    return " OR ".join(map(_one_on_sqlite, queries))


def _one_on_sqlite(query: Query) -> str:
    wanted = f"({' AND '.join(map(_term_on_sqlite, query.wanted))})"
    return f"({wanted} NOT ({_any_on_sqlite(query.excluded)}))" if query.excluded else wanted


def _any_on_sqlite(terms: Iterable[Term]) -> str:
    return " OR ".join(map(_term_on_sqlite, terms))


def _term_on_sqlite(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"' + (" *" if term.is_prefix else "")


def _on_postgresql(queries: Iterable[Query]) -> str:
    """Queries in the language of tsquery, any of which may hold."""
    return " | ".join(f"({_one_on_postgresql(query)})" for query in queries)


def _one_on_postgresql(query: Query) -> str:
    wanted = map(_term_on_postgresql, query.wanted)
    return " & ".join([*wanted, *(f"!{_term_on_postgresql(term)}" for term in query.excluded)])


def _term_on_postgresql(term: Term) -> str:
    words = " <-> ".join(f"'{token}'" for token in term.tokens)
    return f"({words}{':*' if term.is_prefix else ''})"
