"""Dates, names and the records that others name, as objects: what is public of each, member by member."""

from functools import partial

from statements import choices
from statements.choices import RecordKind
from statements.record import naming
from statements.record.documents import Document
from statements.refs import ALPHABET, LENGTH, PREFIXES
from statements.surfaces.paths import address
from statements.surfaces.shapes import (
    ADDRESS,
    MOMENT,
    NUMBER,
    TEXT,
    TRUTH,
    Member,
    Schema,
    Shape,
    copied,
    one_of,
    one_or_null,
    or_null,
    several,
)


def address_of(kind: str, ref: str) -> str:
    """The permanent address of a record, with the site's own."""
    return address(kind, ref)


def reference(kind: str) -> Schema:
    """The schema of the refs of one kind of record."""
    return {"type": "string", "pattern": f"^{PREFIXES[kind]}-[{ALPHABET}]{{{LENGTH}}}$"}


def named_as(kind: str) -> tuple[Member, ...]:
    """What every record of a kind begins with, in full or as named by another."""
    return (
        Member("record", "What kind of record it is.", {"const": kind}, lambda document: kind),
        Member("id", "Its ref: permanent, opaque, never reused.", reference(kind), lambda document: document["ref"]),
        Member("url", "Where it can be read.", ADDRESS, lambda document: address_of(kind, document["ref"])),
    )


DATE = Shape(
    "date",
    "A date as precise as its source, never more.",
    (
        copied("edtf", "The date, EDTF level 0 or 1; empty where only words are given."),
        copied("as_written", "In the source's words."),
        copied("basis", "How it is known.", one_of(choices.DateBasis.values, or_empty=True)),
        copied("why", "What it was inferred from."),
        copied("earliest", "The first day it can mean; null is open.", or_null({"type": "string", "format": "date"})),
        copied("latest", "The last day it can mean; null is open.", or_null({"type": "string", "format": "date"})),
    ),
)


def date(name: str, meaning: str) -> Member:
    """A date, or null where none is stated."""
    return one_or_null(name, f"{meaning}; null where not stated.", DATE, partial(_stated, name))


def _stated(name: str, document: Document) -> Document | None:
    found: Document = document[name]
    return found if found["edtf"] or found["as_written"] else None


NAME = Shape(
    "name",
    "A name in one language.",
    (copied("name", "The name."), copied("language", "BCP 47; empty where not stated.")),
)
SPAN = Shape(
    "span",
    "Where words stand in the capture's text, in Unicode code points.",
    (
        copied("start", "Where they begin, from 0.", NUMBER),
        copied("end", "Where they end, exclusive.", NUMBER),
        copied("exact", "The words."),
    ),
)
AGENT_CARD = Shape(
    "agent_named",
    "A person or body as another record names it.",
    (
        *named_as(RecordKind.AGENT),
        copied("kind", "Person or body.", one_of(choices.AgentKind.values)),
        copied("name", "The form of the name used on pages."),
        copied("language", "The language of that form, BCP 47; empty where not stated."),
        several("names", "All forms of the name, the preferred one first.", NAME),
    ),
)
AUTHOR = Shape(
    "author",
    "An author of a source.",
    (
        Member("name", "The name used on pages.", TEXT, naming.author_name),
        copied("as_named", "The words printed."),
        one_or_null("agent", "The agent identified; null where none is.", AGENT_CARD),
    ),
)


def _publisher(source: Document) -> str:
    return str(source["publisher"]["name"] if source["publisher"] else source["publisher_as_named"])


SOURCE_CARD = Shape(
    "source_named",
    "A published item as another record names it.",
    (
        *named_as(RecordKind.SOURCE),
        copied("kind", "What sort of published item it is.", one_of(choices.SourceKind.values)),
        Member("label", "What it is called in a list, also where no title is stated.", TEXT, naming.label),
        copied("title", "As printed; empty where not stated."),
        copied("title_devised", "Whether the title was devised by this archive.", TRUTH),
        Member("writer", "Its authors, else its publisher, else `unsigned` and what it is.", TEXT, naming.writer),
        several("authors", "Its authors; empty where not stated.", AUTHOR),
        Member("publisher", "Its publisher's name; empty where not stated.", TEXT, _publisher),
        one_or_null("publisher_agent", "The publisher as an agent; null where none is identified.", AGENT_CARD,
                    lambda source: source["publisher"]),
        copied("place", "Where it was published; empty where not stated."),
        date("published", "When it was published"),
        copied("language", "BCP 47; empty where not stated."),
        Member("original_url", "Where it was published on the web; empty where not stated.", TEXT,
               lambda source: source["url"]),
        copied("archived_url", "A copy in a public web archive; may be empty."),
        copied("identifier", "DOI, ISBN or document number; may be empty."),
        copied("display", "How much of its text visitors may read.", one_of(choices.Display.values)),
        copied("held", "Whether the archive has a capture of it; else it is only cited.", TRUTH),
    ),
)  # fmt: skip
STATEMENT_CARD = Shape(
    "statement_named",
    "A communicative act as another record names it.",
    (
        *named_as(RecordKind.STATEMENT),
        Member("label", "What it is called in a list, also without a title.", TEXT, naming.statement_label),
        copied("title", "A neutral title by the curators; may be empty."),
        several("speakers", "Who made it.", AGENT_CARD),
        date("said", "When it was made"),
        copied("occasion", "On what occasion; empty where not stated."),
        copied("place", "Where; empty where not stated."),
        one_or_null("first_published", "The source in which it first appeared.", SOURCE_CARD),
    ),
)
SUBJECT_CARD = Shape(
    "subject_named",
    "What claims are about, as a claim names it.",
    (
        *named_as(RecordKind.SUBJECT),
        copied("kind", "Event, place, legal instrument or topic.", one_of(choices.SubjectKind.values)),
        copied("name", "Its name; an event is named by place and date."),
        copied("language", "The language of the name, BCP 47; empty where not stated."),
        date("about", "Its date"),
    ),
)
CAPTURE_CARD = Shape(
    "capture_named",
    "The frozen copy of a source in which a claim was found.",
    (
        *named_as(RecordKind.CAPTURE),
        copied("number", "Its number among the captures of its source.", NUMBER),
        copied("captured_at", "When it was made, UTC.", MOMENT),
        copied("sha256", "SHA-256 of the bytes as received."),
        copied("text_sha256", "SHA-256 of the text taken from them, in UTF-8."),
        copied("text_basis", "What the text is.", one_of(choices.TextBasis.values)),
        copied("language", "The language of the text, BCP 47; empty where not stated."),
        copied("translated_from", "Language from which the text was translated; else empty."),
        copied("translated_by", "Who translated it; else empty."),
    ),
)
PARTS = (DATE, NAME, SPAN, AGENT_CARD, AUTHOR, SOURCE_CARD, STATEMENT_CARD, SUBJECT_CARD, CAPTURE_CARD)
