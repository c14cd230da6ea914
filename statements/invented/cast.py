"""People, bodies, subjects and works of an invented archive, each a function of the seed and its own number alone."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from statements import names, refs
from statements.choices import AgentKind, Display, SourceKind, SubjectKind
from statements.desk.agents import Agent, AgentName
from statements.desk.review import DeskRecord
from statements.desk.sources import Source, SourceAuthor
from statements.desk.subjects import Subject, SubjectName
from statements.invented import days, words
from statements.invented.vocabulary import ENGLISH, INSTRUMENTS, LANGUAGES, MEASURES, TOPICS, Language
from statements.publishing.snapshot import snapshot
from statements.record.documents import Document, cards_by_ref, resolve

Record = TypeVar("Record", bound=DeskRecord)

MOST_REMEMBERED = 4000
LANGUAGE_SHARES = [sum(language.share for language in LANGUAGES[: n + 1]) for n in range(len(LANGUAGES))]
BODY_EVERY = 5  # of five agents in a row two are bodies: the first, which publishes too, and the third
INVENTED = "Invented for a made archive."


@dataclass(frozen=True)
class Writer:
    """Who writes all desk records, and when."""

    pk: int
    username: str
    at: datetime.datetime

    @property
    def fields(self) -> dict[str, Any]:
        """What a desk record keeps of it, as one that was published once."""
        return {
            "state": "published",
            "revision": 1,
            "created_at": self.at,
            "changed_at": self.at,
            "created_by_id": self.pk,
            "changed_by_id": self.pk,
            "changed_by_name": self.username,
        }


def new_ref(chance: Random, kind: str) -> str:
    """A ref that the source of chance decides."""
    return f"{refs.PREFIXES[kind]}-{''.join(chance.choices(refs.ALPHABET, k=refs.LENGTH))}"


def with_children(record: Record, **children: list[Any]) -> Record:
    """A record that is not stored yet, knowing its children as one whose children were read beforehand."""
    record._prefetched_objects_cache = children  # type: ignore[attr-defined]  # where Django keeps them
    return record


class Cast:
    """Agents, subjects and works by number, from 0; made when asked for, and the same every time."""

    def __init__(self, *, seed: int, writer: Writer, agents: int, subjects: int, works: int) -> None:
        self.seed, self.writer = seed, writer
        self.agents, self.subjects, self.works = agents, subjects, works
        self._known: dict[tuple[str, int], Any] = {}
        self._cards: dict[str, Document] = {}

    def agent(self, number: int) -> Agent:
        """A person or body, with names in English and in its own language, and sometimes in a third."""
        return self._remembered("agent", number, self._agent)

    def subject(self, number: int) -> Subject:
        """An event (named by place and date), place, instrument or topic."""
        return self._remembered("subject", number, self._subject)

    def work(self, number: int) -> Source:
        """A source that is only cited."""
        return self._remembered("source", number, self._work)

    def any_agent(self, chance: Random) -> Agent:
        """An agent drawn after Zipf."""
        return self.agent(words.rank(chance, self.agents))

    def any_body(self, chance: Random) -> Agent:
        """A body that publishes."""
        return self.agent(words.rank(chance, self.agents) // BODY_EVERY * BODY_EVERY)

    def any_person(self, chance: Random) -> Agent:
        """A person, or a body where the archive is too small to have one there."""
        return self.agent(min(words.rank(chance, self.agents) // BODY_EVERY * BODY_EVERY + 1, self.agents - 1))

    def any_subject(self, chance: Random) -> Subject:
        """A subject drawn after Zipf."""
        return self.subject(words.rank(chance, self.subjects))

    def any_work(self, chance: Random) -> Source:
        """A work drawn after Zipf."""
        return self.work(words.rank(chance, self.works))

    def card(self, ref: str) -> Document | None:
        """The card of a record that was asked for."""
        return self._cards.get(ref)

    def forget(self) -> None:
        """Let go of what was made, once it is much, so that memory stays flat; call between batches."""
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
            self._cards.clear()

    def _remembered(self, kind: str, number: int, make: Callable[[int, Random], Record]) -> Record:
        found: Record | None = self._known.get((kind, number))
        if found is None:
            found = self._known[kind, number] = make(number, Random(f"{self.seed} {kind} {number}"))  # noqa: S311
            self._cards |= cards_by_ref(resolve(snapshot(found), self.card))
        return found

    def _agent(self, number: int, chance: Random) -> Agent:
        is_body = number % BODY_EVERY in (0, 2)
        agent = Agent(
            id=number + 1,
            ref=new_ref(chance, "agent"),
            kind=(AgentKind.BODY if is_body else AgentKind.PERSON).value,
            takes_the=is_body,
            description=INVENTED,
            **self.writer.fields,
        )
        spelt = _body(number, chance) if is_body else _person(chance)
        known = [
            AgentName(id=4 * number + place, agent=agent, **_name(spelt(language), language, place))
            for place, language in enumerate(_languages(chance), start=1)
        ]
        return with_children(agent, names=known)

    def _subject(self, number: int, chance: Random) -> Subject:
        kind = chance.choices(SubjectKind.values, cum_weights=(60, 80, 90, 100))[0]
        day = days.NOT_STATED
        while kind == SubjectKind.EVENT and not day.edtf:
            day = days.draw(chance, ENGLISH)
        subject = Subject(
            id=number + 1,
            ref=new_ref(chance, "subject"),
            kind=kind,
            description=INVENTED,
            **day.fields("about"),
            **self.writer.fields,
        )
        known = [
            SubjectName(id=4 * number + place, subject=subject, **_name(name, language, place))
            for place, (name, language) in enumerate(_subject_names(kind, day, number, chance), start=1)
        ]
        return with_children(subject, names=known)

    def _work(self, number: int, chance: Random) -> Source:
        language = language_of(chance)
        work = Source(
            id=number + 1,
            ref=new_ref(chance, "source"),
            kind=chance.choice(SourceKind.values),
            title=f"Invented work {number + 1}: {' '.join(words.draw(chance, language, 3))}",
            language=language.code,
            publisher=self.any_body(chance) if chance.random() < 0.7 else None,
            display=Display.PASSAGES.value,
            **days.draw(chance, language, given=0.8, whole=0.3).fields("published"),
            **self.writer.fields,
        )
        authors = [SourceAuthor(id=number + 1, source=work, agent=self.any_person(chance), position=1)]
        return with_children(work, authors=authors if chance.random() < 0.6 else [], captures=[], spans=[])


def measures(subject: Subject) -> tuple[str, ...]:
    """What is counted where a subject is concerned: the same few things whoever counts them."""
    return tuple(MEASURES[(subject.pk + n) % len(MEASURES)] for n in range(2))


def language_of(chance: Random) -> Language:
    """A language, by its share of the archive."""
    return chance.choices(LANGUAGES, cum_weights=LANGUAGE_SHARES)[0]


def _languages(chance: Random) -> list[Language]:
    """English, and up to two others."""
    others = chance.sample(LANGUAGES[1:], chance.choices((0, 1, 2), cum_weights=(30, 80, 100))[0])
    return [ENGLISH, *others]


def _body(number: int, chance: Random) -> Callable[[Language], str]:
    place = words.syllables(chance.randrange(96**2, 96**3))
    return lambda language: language.bodies[number // BODY_EVERY % len(language.bodies)].format(
        words.name(place, language)
    )


def _person(chance: Random) -> Callable[[Language], str]:
    given, family = words.syllables(chance.randrange(96**2)), words.syllables(chance.randrange(96**2, 96**3))
    return lambda language: (language.space and " ").join((words.name(given, language), words.name(family, language)))


def _name(name: str, language: Language, place: int) -> dict[str, Any]:
    return {"name": name, "language": language.code, "preferred": place == 1, "folded": names.fold(name)}


def _subject_names(kind: str, day: days.Day, number: int, chance: Random) -> list[tuple[str, Language]]:
    sounds = words.syllables(chance.randrange(96**2, 96**3))
    if kind == SubjectKind.INSTRUMENT:
        return [(f"{chance.choice(INSTRUMENTS)} {number + 1}", ENGLISH)]
    if kind == SubjectKind.TOPIC:
        return [(f"{chance.choice(TOPICS)} of {words.name(sounds, ENGLISH)}", ENGLISH)]
    when = f", {days.written(day.edtf, ENGLISH)}" if kind == SubjectKind.EVENT else ""
    return [(words.name(sounds, language) + when, language) for language in _languages(chance)]
