"""How many claims are likely to hold what queries ask for, from how many hold each word: what a search plans by."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from statements.catalogue import ranking, words
from statements.catalogue.search import Query, Term


class Expectation:
    """What to expect of queries in an archive of `total` claims; one query of the database, for all words."""

    def __init__(self, queries: Sequence[Query], total: int) -> None:
        self.queries, self.total = queries, total

    @cached_property
    def occurring(self) -> list[Query]:
        """The same queries without those forms of wanted words that stand in no claim, which cost an index time."""
        return [replace(query, wanted=tuple(map(self._occurring, query.wanted))) for query in self.queries]

    @property
    def number(self) -> int:
        """How many claims are likely to match, as if words stood in claims independently of one another."""
        return min(self.total, sum(map(self._of_query, self.queries)))

    @property
    def share(self) -> float:
        """The same as a share of all claims."""
        return self.number / self.total if self.total else 0.0

    @property
    def listed(self) -> int:
        """How many claims an index lists under the wanted words and their other forms, each counted by itself."""
        return sum(self._listed(term) for query in self.queries for term in query.wanted)

    @property
    def exact(self) -> int | None:
        """How many match, where that is known: for one word without other forms and without exclusions."""
        query = self.queries[0]
        if len(self.queries) > 1 or len(query.wanted) > 1 or query.excluded:
            return None
        term = query.wanted[0]
        known = len(term.tokens) == 1 and not term.is_prefix and not term.stems
        return self._counts.get(term.tokens[0], 0) if known else None

    @cached_property
    def rarity(self) -> dict[Term, float]:
        """How much each wanted term weighs."""
        terms = {term for query in self.queries for term in query.wanted}
        return {term: ranking.rarity(min(self._of_term(term), self.total), self.total) for term in terms}

    @cached_property
    def _counts(self) -> dict[str, int]:
        terms = [term for query in self.queries for term in query.wanted]
        return words.frequency({word for term in terms for word in (*term.tokens, *term.stems)})

    @cached_property
    def _prefixes(self) -> dict[str, int]:
        terms = [term for query in self.queries for term in query.wanted if term.is_prefix]
        return {term.tokens[-1]: words.beginning_with(term.tokens[-1]) for term in terms}

    def _occurring(self, term: Term) -> Term:
        return replace(term, stems=tuple(stem for stem in term.stems if self._counts.get(stem)))

    def _listed(self, term: Term) -> int:
        tokens = sum(self._of_token(token, term) for token in term.tokens)
        return tokens + sum(self._counts.get(stem, 0) for stem in term.stems)

    def _of_query(self, query: Query) -> int:
        shares = [min(1.0, self._of_term(term) / max(self.total, 1)) for term in query.wanted]
        return math.ceil(self.total * math.prod(shares))

    def _of_term(self, term: Term) -> int:
        """Words of a phrase as if independent; other forms of a word beside it."""
        shares = [self._of_token(token, term) / max(self.total, 1) for token in term.tokens]
        other_forms = max((self._counts.get(stem, 0) for stem in term.stems), default=0)
        return max(math.ceil(self.total * math.prod(shares)), other_forms)

    def _of_token(self, token: str, term: Term) -> int:
        if term.is_prefix and token == term.tokens[-1]:
            return max(self._prefixes[token], self._counts.get(token, 0))
        return self._counts.get(token, 0)
