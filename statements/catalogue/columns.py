"""One list of columns per table: it makes the fields of ClaimRow, the CSV header, the codebook and the metadata."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import models

from statements.choices import (
    Act,
    AgentKind,
    ClaimKind,
    DateBasis,
    Display,
    FigureTie,
    Mode,
    Polarity,
    Qualifier,
    SourceKind,
    SubjectKind,
    TextBasis,
)

YES_NO = ("yes", "no")
CORRECTIONS = tuple(act for act in Act if act != Act.PUBLISH)
LINKED = tuple(mode for mode in Mode if mode != Mode.NONE)


@dataclass(frozen=True)
class Column:
    """A column of a public table: what it means, its type, the values it can have where they are few, and since when.

    Any cell may be empty for `not stated` unless its `meaning` says otherwise; `since` is a version of this software.
    """

    name: str
    meaning: str
    type: str = "text"
    values: Iterable[str] = ()
    stored: bool = True
    since: str = "0.1.0"

    def field(self) -> models.Field:  # type: ignore[type-arg]  # one factory for fields of several value types
        """The field that stores it: numbers may be empty, everything else is text."""
        if self.type == "number":
            return models.PositiveBigIntegerField(null=True)
        return models.TextField(default="", blank=True)


CLAIM_COLUMNS = (
    Column("claim_id", "Address of the claim (c- and ten characters), permanent.", "id"),
    Column("claim_url", "Where the claim can be read.", "url", stored=False),
    Column("revision", "How many revisions the claim has; cite this number.", "number"),
    Column(
        "verbatim",
        "The words as they stand in the capture, ` [...] ` only where words are skipped. Empty for a paraphrase.",
    ),
    Column(
        "text_basis",
        "What the capture's text is: as_published, transcription, translation or summary.",
        "vocabulary",
        tuple(TextBasis),
    ),
    Column("paraphrase", "What is claimed, in the curators' neutral words."),
    Column("language", "Language of the words, BCP 47; empty where not stated.", "language"),
    Column("kind", "What sort of content it is.", "vocabulary", tuple(ClaimKind)),
    Column("quoted", "The parts of the words that the source gives as the holder's own."),
    Column("part_of_id", "The larger claim this one belongs to.", "id"),
    Column("about_edtf", "The date the content is about, EDTF.", "edtf"),
    Column(
        "mode",
        "Mode of the last link: direct, mixed, indirect, own; none is the writer's own voice.",
        "vocabulary",
        tuple(Mode),
    ),
    Column(
        "polarity",
        "`not` where any link says that its holder did not say so, else `did`; empty for none.",
        "vocabulary",
        tuple(Polarity),
    ),
    Column("attribution", "The whole stated attribution as a sentence; never empty."),
    Column("doubt", "Steps that the source may imply but does not state; never part of the attribution."),
    Column("holder_id", "Agents of link 1, nearest to the writer, joined by `; ` in the order of holder_name.", "ids"),
    Column("holder_name", "Names of the holders of link 1; several speak jointly."),
    Column("holder_as_named", "The words the source uses for them."),
    Column("holder_mode", "Mode of link 1.", "vocabulary", LINKED),
    Column("holder_cue", "The verb of link 1, word for word."),
    Column("origin_id", "Agents of the last link, joined by `; ` in the order of origin_name.", "ids"),
    Column("origin_name", "Names of the originators."),
    Column("origin_as_named", "The words the source uses for them."),
    Column("cue", "The verb of the last link, word for word."),
    Column("relay_count", "Number of links less one: through how many others the words came.", "number"),
    Column("statement_id", "The communicative act in which it was said: the originator's, else that of link 1.", "id"),
    Column("said_edtf", "When it was said, EDTF.", "edtf"),
    Column("said_as_written", "That date in the source's words."),
    Column("said_basis", "stated, inferred or metadata.", "vocabulary", tuple(DateBasis)),
    Column("source_id", "The source it was found in.", "id"),
    Column("source_title", "Its title, a devised one in square brackets; empty where not stated."),
    Column("source_kind", "What kind of source it is.", "vocabulary", tuple(SourceKind)),
    Column("source_publisher", "Its publisher; empty where not stated."),
    Column("source_authors", "Its authors, joined by `; `; empty where not stated."),
    Column("source_published_edtf", "When it was published, EDTF.", "edtf"),
    Column("source_url", "Where it was published.", "url"),
    Column("source_archived_url", "A copy in a public web archive.", "url"),
    Column("source_held", "yes where the archive has a capture of it, else no.", "vocabulary", YES_NO),
    Column("locator", "Page, paragraph or time in a cited work, of the link nearest to the originator that has one."),
    Column("capture_sha256", "SHA-256 of the bytes of the capture it was found in.", "sha256"),
    Column("span_start", "Where its first words start in the capture's text, in Unicode code points from 0.", "number"),
    Column("span_end", "Where its last words end, exclusive.", "number"),
    Column("subjects", "Names of the subjects it is about, joined by `; `."),
    Column("published_at", "When the claim was first published, UTC.", "timestamp"),
    Column("updated_at", "When the claim, or a record it names, last changed for the public, UTC.", "timestamp"),
)


def of_claims(*wanted: str) -> tuple[Column, ...]:
    """Columns of `/claims.csv` by name, for a table whose rows belong to claims; they stay in the claim's own row."""
    found = {column.name: replace(column, stored=False) for column in CLAIM_COLUMNS}
    return tuple(found[name] for name in wanted)


FIGURE_COLUMNS = (
    Column("claim_id", "Address of the claim it stands in, permanent.", "id"),
    *of_claims("claim_url", "revision"),
    Column("number", "Its number within the claim.", "number"),
    Column("subject_id", "The subject that the file is about.", "id"),
    Column("measure", "What is counted."),
    Column("as_written", "The number's words in the source."),
    Column("qualifier_words", "The words before it in the source: some, at least."),
    Column("qualifier", "Those words normalised; empty for none.", "vocabulary", tuple(Qualifier)),
    Column("low", "The lower end; empty where open.", "decimal"),
    Column("high", "The upper end, equal to low for a single number; empty where open.", "decimal"),
    Column("unit", "Of what it is a number; empty for a bare count."),
    Column(
        "tie",
        "part_of: included in another figure of the same source; out_of: some of that many. Never added up.",
        "vocabulary",
        tuple(FigureTie),
    ),
    Column("tied_claim_id", "The claim in which the other figure stands.", "id"),
    Column("tied_number", "The other figure's number there.", "number"),
    Column("tied_as_written", "The other figure's words."),
    *of_claims(
        *("attribution", "mode", "polarity", "doubt", "holder_id", "holder_name", "origin_id", "origin_name"),
        *("origin_as_named", "cue", "relay_count", "statement_id", "said_edtf", "said_as_written", "said_basis"),
    ),
    Column("source_id", "The source it was found in.", "id"),
    *of_claims(
        *("source_title", "source_kind", "source_publisher", "source_authors", "source_published_edtf", "source_url"),
        *("locator", "verbatim", "paraphrase", "language", "updated_at"),
    ),
)
STATEMENT_COLUMNS = (
    Column("statement_id", "Address of the statement (s- and ten characters), permanent.", "id"),
    Column("statement_url", "Where it can be read.", "url"),
    Column("revision", "How many revisions it has.", "number"),
    Column("title", "A neutral title of the act, by the curators."),
    Column("speaker_ids", "Agents who made it, joined by `; ` in the order of speaker_names.", "ids"),
    Column("speaker_names", "Their names."),
    Column("said_edtf", "When it was made, EDTF; empty where not stated.", "edtf"),
    Column("said_as_written", "That date in the source's words."),
    Column("said_basis", "stated, inferred or metadata.", "vocabulary", tuple(DateBasis)),
    Column("occasion", "On what occasion; empty where not stated."),
    Column("first_published_source_id", "The source in which it first appeared, held or only cited.", "id"),
    Column("claims", "Number of public claims one of whose links names it.", "number"),
    Column("reporting_sources", "Number of sources those claims were found in.", "number"),
    Column("updated_at", "When it, or a record it names, last changed for the public, UTC.", "timestamp"),
)
SOURCE_COLUMNS = (
    Column("source_id", "Address of the source (o- and ten characters), permanent.", "id"),
    Column("source_url", "Where its record can be read here.", "url"),
    Column("revision", "How many revisions it has.", "number"),
    Column("title", "As printed, a devised one in square brackets; empty where not stated."),
    Column("kind", "What kind of source it is.", "vocabulary", tuple(SourceKind)),
    Column("authors", "Its authors, joined by `; `; empty where not stated."),
    Column("publisher", "Its publisher; empty where not stated."),
    Column("published_edtf", "When it was published, EDTF; empty where not stated.", "edtf"),
    Column("published_as_written", "That date in the source's words."),
    Column("published_basis", "stated, inferred or metadata.", "vocabulary", tuple(DateBasis)),
    Column("language", "Its language, BCP 47.", "language"),
    Column("url", "Where it was published.", "url"),
    Column("archived_url", "A copy in a public web archive.", "url"),
    Column("held", "yes where the archive has a capture of it, else no: it is only cited.", "vocabulary", YES_NO),
    Column("display", "How much of its text visitors may read: full, passages or none.", "vocabulary", tuple(Display)),
    Column("captures", "Number of public captures of it.", "number"),
    Column("claims", "Number of public claims found in it.", "number"),
    Column("updated_at", "When it, or a record it names, last changed for the public, UTC.", "timestamp"),
)
AGENT_COLUMNS = (
    Column("agent_id", "Address of the person or body (a- and ten characters), permanent.", "id"),
    Column("agent_url", "Where its page is.", "url"),
    Column("kind", "person or body.", "vocabulary", tuple(AgentKind)),
    Column("name", "The form of the name used on pages."),
    Column("other_names", "Its other names in all languages and scripts, joined by `; `."),
    Column("said", "Number of public claims whose last link names it.", "number"),
    Column("relayed", "Number of public claims in which another link names it.", "number"),
    Column("wrote", "Number of public claims found in sources whose writer it is.", "number"),
    Column("updated_at", "When it last changed for the public, UTC.", "timestamp"),
)
SUBJECT_COLUMNS = (
    Column("subject_id", "Address of the subject (t- and ten characters), permanent.", "id"),
    Column("subject_url", "Where its page is.", "url"),
    Column("kind", "event, place, instrument or topic.", "vocabulary", tuple(SubjectKind)),
    Column("name", "Its name; an event is named by place and date."),
    Column("about_edtf", "Its date, EDTF; empty where it has none.", "edtf"),
    Column("claims", "Number of public claims about it.", "number"),
    Column("updated_at", "When it last changed for the public, UTC.", "timestamp"),
)
CORRECTION_COLUMNS = (
    Column("number", "Number of the revision in the whole record, without gaps there.", "number"),
    Column("at", "When, UTC.", "timestamp"),
    Column("act", "amend, reassign, withdraw, restore, merge or erase.", "vocabulary", CORRECTIONS),
    Column("record_id", "Address of the record.", "id"),
    Column("record_url", "Where it stands, or its tombstone.", "url"),
    Column("revision_before", "The record's revision before.", "number"),
    Column("revision_after", "The revision that the act made.", "number"),
    Column("fields", "What changed, joined by `; `; empty where the record is not shown any more."),
    Column("before", "What it said, a claim's words with their attribution; empty where it is not shown any more."),
    Column("after", "What it says since."),
    Column("reason", "The public reason."),
)


def stored(columns: tuple[Column, ...]) -> list[Column]:
    """The columns that the table keeps; the others are made when it is written out."""
    return [column for column in columns if column.stored]


def names(columns: tuple[Column, ...]) -> list[str]:
    """The header."""
    return [column.name for column in columns]
