"""What a complete record is made of, as plain values: the shape in which the example archive is written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from statements.choices import (
    ClaimKind,
    DateBasis,
    Display,
    FigureTie,
    Mode,
    Polarity,
    Qualifier,
    RelationKind,
    SourceKind,
    SubjectKind,
    TextBasis,
)

SAMPLE = "Invented for the example archive."


@dataclass(frozen=True)
class Date:
    """A date as precise as its source (EDTF), the words it has there, and how it is known."""

    edtf: str
    as_written: str = ""
    basis: str = DateBasis.STATED
    why: str = ""


@dataclass(frozen=True)
class Agent:
    """A person or body; names are pairs of language and name, the form used on pages first."""

    kind: str
    names: Sequence[tuple[str, str]]
    description: str = ""
    takes_the: bool = False


@dataclass(frozen=True)
class Subject:
    """What claims are about; an event's names are its place and date."""

    kind: SubjectKind
    names: Sequence[tuple[str, str]]
    about: Date | None = None
    description: str = ""


@dataclass(frozen=True)
class Source:
    """A published item; `authors` and `publisher` are keys of agents. What is left out is not stated."""

    kind: SourceKind
    title: str = ""
    title_devised: bool = False
    authors: Sequence[str] = ()
    publisher: str = ""
    published: Date | None = None
    place: str = ""
    language: str = ""
    url: str = ""
    archived_url: str = ""
    display: Display = Display.FULL
    rights: str = ""


@dataclass(frozen=True)
class Statement:
    """One act of speaking or writing; `first_published` is the key of a source, held or cited only."""

    title: str
    speakers: Sequence[str]
    said: Date | None = None
    occasion: str = ""
    first_published: str = ""


@dataclass(frozen=True)
class Holder:
    """Whom a link, or a doubt, names: the key of an agent, or only the words used; `kind` where it has no agent."""

    agent: str = ""
    as_named: str = ""
    reason: str = ""
    kind: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Link:
    """One step of the chain, the first nearest to the source's writer."""

    mode: Mode
    holders: Sequence[Holder]
    cue: str = ""
    statement: str = ""
    cited_work: str = ""
    locator: str = ""
    cited_as: str = ""
    polarity: Polarity = Polarity.DID


@dataclass(frozen=True)
class Doubt:
    """A step that the source may imply but does not state."""

    holder: Holder
    after_position: int = 0
    cue: str = ""


@dataclass(frozen=True)
class Figure:
    """A quantity; `tied_to` is a claim's key and the number of the figure there, as in `("captured", 1)`.

    `number` is the lower end where `high` gives the other.
    """

    as_written: str
    measure: str
    number: str = ""  # where the words are not the number itself: "eight", "1,275" needs none
    qualifier: Qualifier | str = ""
    qualifier_words: str = ""
    unit: str = ""
    tie: FigureTie | str = ""
    tied_to: tuple[str, int] | None = None
    high: str = ""


@dataclass(frozen=True)
class Relation:
    """How a claim stands to another, named by its key; the record's own source says so."""

    kind: RelationKind
    to: str
    locator: str = ""


@dataclass(frozen=True)
class Claim:
    """What is said, where its words stand in the text (in pieces where they are interrupted), and by whom."""

    paraphrase: str
    words: Sequence[str]
    kind: ClaimKind
    chain: Sequence[Link] = ()
    quoted: Sequence[str] = ()
    about: Date | None = None
    subjects: Sequence[str] = ()
    part_of: str = ""
    doubts: Sequence[Doubt] = ()
    figures: Sequence[Figure] = ()
    relations: Sequence[Relation] = ()


@dataclass(frozen=True)
class Text:
    """A capture's text and what it is."""

    words: str
    language: str
    basis: TextBasis = TextBasis.AS_PUBLISHED
    translated_from: str = ""
    translated_by: str = ""


@dataclass(frozen=True)
class Record:
    """A source that the archive holds, with its claims by key, and the statements whose date stands in its text."""

    source: Source
    text: Text
    claims: Mapping[str, Claim]
    dates: Sequence[str] = ()


@dataclass(frozen=True)
class Names:
    """What records name: people, bodies, subjects, works that are only cited, statements; all by key."""

    agents: Mapping[str, Agent] = field(default_factory=dict)
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    works: Mapping[str, Source] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
