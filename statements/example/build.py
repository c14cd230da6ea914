"""Turns records written down as parts into desk records, each word found where it stands in its text."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from statements import quoting, texts
from statements.choices import SpanRole, TextBasis
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject
from statements.example import parts

Place = tuple[int, int]


class Desk:
    """The desk records made so far, by kind and key; `by` is the user who writes them all."""

    def __init__(self, *, by: Any) -> None:
        self.by = by
        self.agents: dict[str, Agent] = {}
        self.subjects: dict[str, Subject] = {}
        self.sources: dict[str, Source] = {}
        self.statements: dict[str, Statement] = {}
        self.claims: dict[str, Claim] = {}
        self.written: dict[str, parts.Claim] = {}

    def name(self, names: parts.Names) -> None:
        """Make what records name; statements come last, when the sources they first appeared in are known."""
        for key, agent in names.agents.items():
            self.agents[key] = self._agent(agent)
        for key, subject in names.subjects.items():
            self.subjects[key] = self._subject(subject)
        for key, work in names.works.items():
            self.sources[key] = self.source(work)

    def state(self, statements: dict[str, parts.Statement]) -> None:
        """Make statements, whose speakers and sources are known by now."""
        for key, statement in statements.items():
            self.statements[key] = self._statement(statement)

    def source(self, part: parts.Source) -> Source:
        """A source without text: held once a record gives it one, cited only until then."""
        fields = ("kind", "title", "title_devised", "place", "language", "url", "archived_url", "display", "rights")
        source = Source.objects.create(
            **{name: getattr(part, name) for name in fields},
            publisher=self.agents[part.publisher] if part.publisher else None,
            **date("published", part.published),
            **self._written(),
        )
        for position, key in enumerate(part.authors, start=1):
            source.authors.create(agent=self.agents[key], position=position)
        return source

    def record(self, key: str, record: parts.Record) -> list[Claim]:
        """Give a source its text and its claims."""
        source, text = self.sources[key], record.text
        capture = Capture.objects.create(
            source=source,
            text=text.words,
            text_basis=text.basis,
            language=text.language,
            translated_from=text.translated_from,
            translated_by=text.translated_by,
            **self._written(),
        )
        if record.source.published:
            self._date_span(capture, record.source.published.as_written, source=source)
        for statement in record.dates:
            said = self.statements[statement]
            self._date_span(capture, said.said_as_written, statement=said)
        return [self._claim(capture, key, claim) for key, claim in record.claims.items()]

    def ascribe(self, key: str, chain: Sequence[parts.Link]) -> None:
        """Put another chain in the place of a claim's own."""
        claim = self.claims[key]
        claim.links.all().delete()
        _Writing(self, claim, self.written[key]).chain(chain)

    def _claim(self, capture: Capture, key: str, part: parts.Claim) -> Claim:
        claim = Claim.objects.create(
            capture=capture,
            paraphrase=part.paraphrase,
            kind=part.kind,
            language=capture.language,
            part_of=self.claims[part.part_of] if part.part_of else None,
            **date("about", part.about),
            **self._written(),
        )
        self.claims[key], self.written[key] = claim, part
        for subject in part.subjects:
            claim.claim_subjects.create(subject=self.subjects[subject])
        _Writing(self, claim, part).write()
        return claim

    def _agent(self, part: parts.Agent) -> Agent:
        agent = Agent.objects.create(
            kind=part.kind, takes_the=part.takes_the, description=part.description, **self._written()
        )
        _add_names(agent, part.names)
        return agent

    def _subject(self, part: parts.Subject) -> Subject:
        subject = Subject.objects.create(
            kind=part.kind, description=part.description, **date("about", part.about), **self._written()
        )
        _add_names(subject, part.names)
        return subject

    def _statement(self, part: parts.Statement) -> Statement:
        statement = Statement.objects.create(
            title=part.title,
            occasion=part.occasion,
            first_published=self.sources[part.first_published] if part.first_published else None,
            **date("said", part.said),
            **self._written(),
        )
        for position, key in enumerate(part.speakers, start=1):
            statement.speakers.create(agent=self.agents[key], position=position)
        return statement

    def _date_span(self, capture: Capture, words: str, **owner: Any) -> None:
        found = quoting.find(capture.text, words)
        if found:
            add_span(capture, found[0].pieces[0], role=SpanRole.DATE, **owner)

    def _written(self) -> dict[str, Any]:
        return {"created_by": self.by, "changed_by": self.by, "changed_by_name": self.by.get_username()}


class _Writing:
    """The parts of one claim, each anchored at the place nearest to the claim's words."""

    def __init__(self, desk: Desk, claim: Claim, part: parts.Claim) -> None:
        self.desk, self.claim, self.part = desk, claim, part
        self.text = claim.capture.text
        self.words = [self._only(words) for words in part.words]
        self.taken: list[Place] = []

    def write(self) -> None:
        for place in self.words:
            self._span(place, SpanRole.WORDS)
        for words in self.part.quoted:
            self._anchor(words, SpanRole.QUOTED)
        if self.part.about:
            self._anchor(self.part.about.as_written, SpanRole.DATE)
        self.chain(self.part.chain)
        for doubt in self.part.doubts:
            self._doubt(doubt)
        for number, figure in enumerate(self.part.figures, start=1):
            self._figure(number, figure)
        for relation in self.part.relations:
            self._relation(relation)

    def chain(self, links: Sequence[parts.Link]) -> None:
        for position, link in enumerate(links, start=1):
            self._link(position, link)

    def _link(self, position: int, part: parts.Link) -> None:
        link = Link.objects.create(
            claim=self.claim,
            position=position,
            statement=self.desk.statements[part.statement] if part.statement else None,
            cited_work=self.desk.sources[part.cited_work] if part.cited_work else None,
            **{name: getattr(part, name) for name in ("mode", "polarity", "cue", "locator", "cited_as")},
        )
        self._anchor(part.cue, SpanRole.CUE, link=link)
        for place, holder in enumerate(part.holders, start=1):
            made = Holder.objects.create(link=link, position=place, count=holder.count, **self._holding(holder))
            self._anchor(holder.as_named, SpanRole.HOLDER, holder=made)

    def _doubt(self, part: parts.Doubt) -> None:
        doubt = Doubt.objects.create(
            claim=self.claim, after_position=part.after_position, cue=part.cue, **self._holding(part.holder)
        )
        self._anchor(part.cue, SpanRole.CUE, doubt=doubt)
        self._anchor(part.holder.as_named, SpanRole.HOLDER, doubt=doubt)

    def _holding(self, part: parts.Holder) -> dict[str, Any]:
        agent = self.desk.agents[part.agent] if part.agent else None
        kind = agent.kind if agent else part.kind
        return {"kind": kind, "agent": agent, "as_named": part.as_named, "reason": part.reason}

    def _figure(self, number: int, part: parts.Figure) -> None:
        amount = Decimal(part.number or part.as_written.replace(",", ""))
        figure = Figure.objects.create(
            claim=self.claim,
            number=number,
            low=None if part.qualifier == "up_to" else amount,
            high=None if part.qualifier in ("at_least", "more_than") else Decimal(part.high or amount),
            tied_to=self._tied_to(part),
            **{name: getattr(part, name) for name in FIGURE_FIELDS},
        )
        self._anchor(part.as_written, SpanRole.FIGURE, figure=figure)

    def _tied_to(self, part: parts.Figure) -> Figure | None:
        if part.tied_to is None:
            return None
        key, number = part.tied_to
        return Figure.objects.get(claim=self.desk.claims[key], number=number)

    def _relation(self, part: parts.Relation) -> None:
        to = self.desk.claims[part.to]
        self.claim.relations.create(kind=part.kind, to=to, stated_by=self.claim.capture.source, locator=part.locator)

    def _anchor(self, words: str, role: SpanRole, **owner: Any) -> None:
        founds = [place for place in places(self.text, words) if self._is_near(place)]
        if role == SpanRole.FIGURE:
            founds = [place for place in founds if place not in self.taken]
            self.taken += [_nearest(founds, self.words)] if founds else []
        if founds:
            self._span(_nearest(founds, self.words), role, **owner)
        elif words and role in (SpanRole.CUE, SpanRole.FIGURE, SpanRole.QUOTED) and not self._is_summary:
            raise LookupError(f"“{words}” does not stand in the text.")

    def _is_near(self, place: Place) -> bool:
        """Whether a place lies in a paragraph that holds words of the claim."""
        return any(
            start <= place[0] < end and any(start <= word[0] < end for word in self.words)
            for start, end in texts.paragraphs(self.text)
        )

    @property
    def _is_summary(self) -> bool:
        return self.claim.capture.text_basis == TextBasis.SUMMARY

    def _only(self, words: str) -> Place:
        """Where a claim's words stand; LookupError unless it is one place."""
        founds = quoting.find(self.text, words)
        if len(founds) != 1 or len(founds[0].pieces) != 1:
            raise LookupError(f"“{words}” stands in the text {len(founds)} times, not once.")
        return founds[0].pieces[0]

    def _span(self, place: Place, role: SpanRole, **owner: Any) -> None:
        add_span(self.claim.capture, place, role=role, claim=self.claim, **owner)


FIGURE_FIELDS = ("as_written", "qualifier", "qualifier_words", "measure", "unit", "tie")


def date(prefix: str, part: parts.Date | None) -> dict[str, str]:
    """A date's values for the fields of a desk record; empty where it is not stated."""
    values = {name: getattr(part, name) for name in ("edtf", "as_written", "basis", "why")} if part else {}
    return {f"{prefix}_{name}": value for name, value in values.items()}


def add_span(capture: Capture, place: Place, **span: Any) -> None:
    """Record the words that stand at this place of the capture's text."""
    start, end = place
    Span.objects.create(capture=capture, start=start, end=end, exact=capture.text[start:end], **span)


def places(text: str, words: str) -> list[Place]:
    """Where words stand in a text as whole words: “it” does not stand in “cities”."""
    founds = [found.pieces[0] for found in quoting.find(text, words)]
    return [
        (start, end)
        for start, end in founds
        if not re.search(r"\w\w", text[start - 1 : start + 1]) and not re.search(r"\w\w", text[end - 1 : end + 1])
    ]


def _add_names(record: Agent | Subject, names: Iterable[tuple[str, str]]) -> None:
    for number, (language, name) in enumerate(names):
        record.names.create(name=name, language=language, preferred=not number)


def _nearest(founds: Sequence[Place], words: Sequence[Place]) -> Place:
    """The place inside the words, else the closest to them, the earlier of two as close."""

    def distance(place: Place) -> int:
        return min(max(start - place[1], place[0] - end, 0) for start, end in words)

    return min(founds, key=distance)
