"""Chains of attribution: whom a sentence puts its content down to, written into the text as they are made."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from statements.choices import HolderKind, Mode, Polarity, SpanRole
from statements.desk.agents import Agent
from statements.desk.attributions import Holder, Link
from statements.desk.claims import Claim
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.invented import days
from statements.invented.batch import Batch
from statements.invented.cast import with_children
from statements.invented.marks import Marks
from statements.invented.vocabulary import ALIASES, Language
from statements.invented.writing import Writing

LENGTHS, LENGTH_SHARES = (0, 1, 2, 3, 4, 5), (17, 69, 88, 95, 98, 100)
LAST_MODES = (Mode.INDIRECT.value, Mode.DIRECT.value, Mode.MIXED.value)
NOT, DID = Polarity.NOT.value, Polarity.DID.value
REASON = "The only one of its kind in this text."


@dataclass
class Voice:
    """Who speaks in one link: holders as (agent, kind, words, count), and what the link cites."""

    holders: list[tuple[Agent | None, str, str, int | None]]
    statement: Statement | None = None
    citation: dict[str, Any] = field(default_factory=dict)


class Chain:
    """The links of one claim, each written as `Holder cue that`, nearest to the writer first."""

    def __init__(self, batch: Batch, claim: Claim, writing: Writing, marks: Marks) -> None:
        self.batch, self.claim, self.writing, self.marks = batch, claim, writing, marks
        self.chance: Random = batch.chance
        self.language: Language = writing.language
        self.links: list[Link] = []

    def own(self, publisher: Agent) -> None:
        """The one link of a first-hand statement; the text says nothing of it."""
        statement = self.batch.statement_by(publisher)
        voice = Voice([(publisher, publisher.kind, "", None)], statement)
        self._add(voice, mode=Mode.OWN.value, cue="")

    def relays(self, number: int) -> None:
        """So many links before the last."""
        for _ in range(number):
            self._write(self._voice(is_last=False), mode=self.chance.choices(LAST_MODES, cum_weights=(80, 95, 100))[0])
            self.writing.write(self.language.that)

    def last(self, mode: str) -> None:
        """The link of the originator; what follows the cue is the caller's to write."""
        self._write(self._voice(is_last=True), mode=mode)

    def _write(self, voice: Voice, *, mode: str) -> None:
        """Write holders and cue where the text has come to, and record the link."""
        places = []
        for number, (_, _, words, _) in enumerate(voice.holders):
            if number:
                self.writing.write(self.language.both)
            places.append(self.writing.write(words))
        denied = self.chance.random() < 0.02
        cue = self.language.denial if denied else self.chance.choice(self.language.cues)
        self.writing.space()
        place = self.writing.write(cue)
        link = self._add(voice, mode=mode, cue=cue, polarity=NOT if denied else DID)
        self.marks.add(place, SpanRole.CUE, claim_id=self.claim.pk, link_id=link.pk)
        for holder, there in zip(link.holders.all(), places, strict=True):
            self.marks.add(there, SpanRole.HOLDER, claim_id=self.claim.pk, holder_id=holder.pk)
        self._date(voice.statement)

    def _date(self, statement: Statement | None) -> None:
        """Write when the statement was made, where it is stated, into the first text that reports it."""
        if statement and statement.said_as_written and self.batch.is_undated(statement):
            self.writing.space()
            place = self.writing.write(statement.said_as_written)
            self.marks.add(place, SpanRole.DATE, statement_id=statement.pk)

    def _add(self, voice: Voice, *, mode: str, cue: str, polarity: str = DID) -> Link:
        said = days.NOT_STATED
        if voice.statement is None and mode != Mode.OWN and self.chance.random() < 0.2:
            said = days.draw(self.chance, self.language)
        link = Link(
            id=self.batch.key(Link),
            claim_id=self.claim.pk,
            position=len(self.links) + 1,
            mode=mode,
            polarity=polarity,
            statement=voice.statement,
            cue=cue,
            **voice.citation,
            **said.fields("said"),
        )
        holders = [self._holder(link, place, *holder) for place, holder in enumerate(voice.holders, start=1)]
        self.links.append(with_children(link, holders=holders))
        return link

    def _holder(
        self, link: Link, position: int, agent: Agent | None, kind: str, words: str, count: int | None
    ) -> Holder:
        is_named = agent is None or not words or any(words == name.name for name in agent.names.all())
        return Holder(
            id=self.batch.key(Holder),
            link_id=link.pk,
            position=position,
            kind=kind,
            agent=agent,
            as_named=words,
            reason="" if is_named else REASON,
            count=count,
        )

    def _voice(self, *, is_last: bool) -> Voice:
        drawn = self.chance.random()
        if drawn < 0.05:
            return Voice([(None, HolderKind.GENERIC.value, self.chance.choice(self.language.generic), None)])
        if drawn < 0.12:
            return Voice([(None, HolderKind.UNNAMED.value, self.chance.choice(self.language.unnamed), None)])
        if drawn < 0.15:
            return self._counted()
        if drawn < 0.18:
            work = self.batch.cast.any_work(self.chance)
            return Voice([(None, HolderKind.WORK.value, work.title, None)], citation=self._cited(work))
        return self._agents(has_statement=drawn < (0.9 if is_last else 0.3))

    def _counted(self) -> Voice:
        """Several who are counted and not named, with one who is."""
        count = self.chance.randint(2, 40)
        agent = self.batch.cast.any_agent(self.chance)
        counted = (None, HolderKind.UNNAMED.value, self.language.counted.format(count), count)
        return Voice([counted, (agent, agent.kind, self._as_named(agent), None)])

    def _agents(self, *, has_statement: bool) -> Voice:
        statement = self.batch.any_statement() if has_statement else None
        agents = self.batch.speakers(statement) if statement else [self.batch.cast.any_agent(self.chance)]
        cites = self.chance.random() < 0.12
        return Voice(
            [(agent, agent.kind, self._as_named(agent), None) for agent in agents],
            statement,
            self._citation() if cites else {},
        )

    def _as_named(self, agent: Agent) -> str:
        """A name of the agent, in the language of the text where it has one there, or other words for it."""
        if self.language.code == "en" and self.chance.random() < 0.15:
            return self.chance.choice(ALIASES)
        known = {name.language: name.name for name in agent.names.all()}
        return known.get(self.language.code, known["en"])

    def _citation(self) -> dict[str, Any]:
        if self.chance.random() < 0.2:
            return {"cited_as": f"a letter of {self.chance.randint(1950, 2020)}", "locator": self._locator()}
        return self._cited(self.batch.any_source(self.chance))

    def _cited(self, work: Source) -> dict[str, Any]:
        return {"cited_work": work, "locator": self._locator() if self.chance.random() < 0.7 else ""}

    def _locator(self) -> str:
        number = self.chance.randint(1, 400)
        return self.chance.choice((f"p. {number}", f"para. {number}", f"00:{number % 60:02}:30"))
