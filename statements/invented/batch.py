"""One batch of an invented archive: the statements, sources and claims made together, and the keys they get."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from django.db.models import Model

from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.desk.sources import Source
from statements.desk.statements import Statement, StatementSpeaker
from statements.invented import days
from statements.invented.cast import Cast, language_of, new_ref, with_children
from statements.invented.vocabulary import OCCASIONS, PLACES

ROOM = 2**17  # keys of one table that a batch may use
CLAIMS = 1000


class Batch:
    """A function of the seed and the batch's number alone; what it holds is written by `papers`."""

    def __init__(self, cast: Cast, *, number: int, claims: int) -> None:
        self.cast, self.number, self.claims = cast, number, claims
        self.chance = Random(f"{cast.seed} batch {number}")  # noqa: S311
        self._keys: defaultdict[type[Model], Iterator[int]] = defaultdict(lambda: count((number + 1) * ROOM))
        self._undated: set[str] = set()
        self.sources: list[Source] = []
        self.told: list[Claim] = []
        self.statements = [self._statement(language_of(self.chance)) for _ in range(statements_for(claims))]
        self._by: dict[int, Statement] = {}
        for statement in self.statements:
            for speaker in statement.speakers.all():
                self._by[speaker.agent_id] = statement

    def key(self, model: type[Model]) -> int:
        """The next key of a table."""
        return next(self._keys[model])

    def any_statement(self) -> Statement:
        """One of the batch's statements; several sources report the same one."""
        return self.chance.choice(self.statements)

    def any_source(self, chance: Random) -> Source:
        """A source to cite: one of the batch, or one that is only cited."""
        if self.sources and chance.random() < 0.3:
            return chance.choice(self.sources)
        return self.cast.any_work(chance)

    def statement_by(self, agent: Agent) -> Statement | None:
        """A statement of this agent, if the batch has one."""
        return self._by.get(agent.pk)

    def speakers(self, statement: Statement) -> list[Agent]:
        """Who made a statement."""
        return [speaker.agent for speaker in statement.speakers.all()]

    def is_undated(self, statement: Statement) -> bool:
        """Whether no text has given its date yet; it has after this."""
        if statement.ref in self._undated:
            self._undated.remove(statement.ref)
            return True
        return False

    def _statement(self, language: Any) -> Statement:
        chance, cast = self.chance, self.cast
        said = days.draw(chance, language, given=0.92, whole=0.7)
        key = self.key(Statement)
        statement = Statement(
            id=key,
            ref=new_ref(chance, "statement"),
            title=f"Invented statement {key - ROOM + 1}" if chance.random() < 0.8 else "",
            occasion=chance.choice(OCCASIONS) if chance.random() < 0.4 else "",
            place=chance.choice(PLACES) if chance.random() < 0.3 else "",
            first_published=cast.any_work(chance) if chance.random() < 0.3 else None,
            **said.fields("said"),
            **cast.writer.fields,
        )
        agents = [cast.any_agent(chance) for _ in range(2 if chance.random() < 0.12 else 1)]
        speakers = [
            StatementSpeaker(id=self.key(StatementSpeaker), statement_id=key, agent=agent, position=position)
            for position, agent in enumerate(dict.fromkeys(agents), start=1)
        ]
        self._undated.add(statement.ref)
        return with_children(statement, speakers=speakers, spans=[])


def statements_for(claims: int) -> int:
    """How many statements so many claims report."""
    return max(1, claims // 10)


def sources_for(claims: int) -> int:
    """How many sources so many claims are found in."""
    return max(1, claims // 20)


def records_for(claims: int) -> int:
    """How many records a batch of so many claims has: each source with its capture."""
    return 2 * sources_for(claims) + statements_for(claims) + claims
