"""Queries in the language of either database's index."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Func

from statements.catalogue.search import Query, Term

_FOUND = "SELECT rowid FROM statements_claimrow_fts WHERE statements_claimrow_fts MATCH %s"


class Matches(Func):
    """Whether a row of claims holds what any of the queries asks for."""

    output_field = BooleanField()

    def __init__(self, queries: Iterable[Query]) -> None:
        super().__init__(F("page_id"))
        self.queries = tuple(queries)

    @property
    def _table(self) -> str:
        """What the statement calls the table of rows."""
        key: Any = self.source_expressions[0]
        return str(key.alias)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """One look into the GIN index."""
        return f"({self._table}.search_vector @@ %s::tsquery)", (on_postgresql(self.queries),)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str, ...]]:
        """FTS5 has no query of exclusions alone; for such a one it is asked what must not be found."""
        wanting = [query for query in self.queries if query.wanted]
        asked = [("IN", on_sqlite(wanting))] if wanting else []
        asked += [("NOT IN", _any_on_sqlite(query.excluded)) for query in self.queries if not query.wanted]
        conditions = (f"{self._table}.page_id {whether} ({_FOUND})" for whether, _ in asked)
        return f"({' OR '.join(conditions)})", tuple(words for _, words in asked)


class Among(Func):
    """Whether a row of claims is one of these, given as one parameter however many they are."""

    output_field = BooleanField()

    def __init__(self, ids: Iterable[int]) -> None:
        super().__init__(F("page_id"))
        self.ids = [int(number) for number in ids]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """An array, written out here: adapted one by one, thousands of ids take longer than the question."""
        key, _ = compiler.compile(self.source_expressions[0])
        return f"({key} = ANY(%s::bigint[]))", (f"{{{','.join(map(str, self.ids))}}}",)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """SQLite has no arrays but reads JSON."""
        key, _ = compiler.compile(self.source_expressions[0])
        return f"({key} IN (SELECT value FROM json_each(%s)))", (json.dumps(self.ids),)  # noqa: S608


def on_sqlite(queries: Iterable[Query]) -> str:
    """Queries that want words in FTS5's language, any of which may hold."""
    return " OR ".join(map(_one_on_sqlite, queries))


def _one_on_sqlite(query: Query) -> str:
    wanted = f"({' AND '.join(map(_term_on_sqlite, query.wanted))})"
    return f"({wanted} NOT ({_any_on_sqlite(query.excluded)}))" if query.excluded else wanted


def _any_on_sqlite(terms: Iterable[Term]) -> str:
    return " OR ".join(map(_term_on_sqlite, terms))


def _term_on_sqlite(term: Term) -> str:
    found = f'"{" ".join(term.tokens)}"' + (" *" if term.is_prefix else "")
    return f"({' OR '.join([found, *(_quoted(stem) for stem in term.stems)])})" if term.stems else found


def _quoted(token: str) -> str:
    return f'"{token}"'


def on_postgresql(queries: Iterable[Query]) -> str:
    """Queries in the language of tsquery, any of which may hold."""
    return " | ".join(f"({_one_on_postgresql(query)})" for query in queries)


def _one_on_postgresql(query: Query) -> str:
    wanted = map(_term_on_postgresql, query.wanted)
    return " & ".join([*wanted, *(f"!{_term_on_postgresql(term)}" for term in query.excluded)])


def _term_on_postgresql(term: Term) -> str:
    words = " <-> ".join(f"'{token}'" for token in term.tokens)
    stems = "".join(f" | '{stem}'" for stem in term.stems)
    return f"({words}{':*' if term.is_prefix else ''}{stems})"
