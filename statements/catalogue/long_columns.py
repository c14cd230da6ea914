"""Columns of the long tables: what a record has several of, one row each; beside a claim's words its attribution."""

from statements.catalogue.columns import FIGURE_COLUMNS, LINKED, Column, of_claims
from statements.choices import (
    Act,
    CaptureMethod,
    DateBasis,
    Display,
    HolderKind,
    Polarity,
    RecordKind,
    RelationKind,
    SpanRole,
    TextBasis,
)

OF_CLAIM = (Column("claim_id", "Address of the claim, permanent.", "id"), *of_claims("claim_url", "revision"))
ATTRIBUTED = of_claims("attribution", "mode", "polarity")
KIND_OF_HOLDER = Column(
    "kind",
    "person, body, unnamed (an official), generic (it is said), or work (where nothing says whose it is).",
    "vocabulary",
    tuple(HolderKind),
)
WHOM = (
    KIND_OF_HOLDER,
    Column("agent_id", "The agent that a curator identified; empty where nobody was.", "id"),
    Column("name", "That agent's name, else the words used, else the cited work."),
    Column("as_named", "The words that the source uses for them."),
    Column("reason", "Why a curator reads it so."),
)

FIGURES = (
    *OF_CLAIM,
    *(column for column in FIGURE_COLUMNS if column.name not in ("claim_id", "claim_url", "revision", "subject_id")),
)
LINKS = (
    *OF_CLAIM,
    Column("position", "Its place in the chain: 1 is nearest to the writer, the last is the originator.", "number"),
    Column("link_mode", "Whether the words are given here as this holder's own.", "vocabulary", LINKED),
    Column("link_polarity", "not: the source says that they did not say so; else did.", "vocabulary", tuple(Polarity)),
    Column("cue", "The verb that signals it, word for word; empty where there is none."),
    Column("holder_ids", "Agents of this link, joined by `; ` in the order of holder_names.", "ids"),
    Column("holder_names", "Names of its holders, who speak jointly; one row each in holders.csv."),
    Column("statement_id", "The statement in which they said it, where the archive has a record of it.", "id"),
    Column("cited_work_id", "The work cited, where the archive has a record of it.", "id"),
    Column("cited_as", "The work's words where no record of it is meant."),
    Column("locator", "Page, paragraph or time in the work."),
    Column("said_edtf", "When they said it, EDTF: the statement's date, else the link's own.", "edtf"),
    Column("said_as_written", "That date in the source's words."),
    Column("said_basis", "stated, inferred or metadata.", "vocabulary", tuple(DateBasis)),
    Column("said_why", "What an inferred date is inferred from."),
    *ATTRIBUTED,
)
RELATIONS = (
    *OF_CLAIM,
    Column("number", "Its number among the relations of the claim.", "number"),
    Column("kind", "How the claim stands to the other, as the source says.", "vocabulary", tuple(RelationKind)),
    Column("to_claim_id", "The other claim; for denies_attribution its attribution is meant.", "id"),
    Column("stated_by_id", "The source that says so; the archive infers no relation.", "id"),
    Column("stated_by", "That source's title, else what it is and by whom."),
    Column("locator", "Where in that source."),
    *ATTRIBUTED,
)
SPANS = (
    *OF_CLAIM,
    Column("number", "Its number among the spans of the claim, in the order of roles and text.", "number"),
    Column(
        "role",
        "words: the claim's own; quoted: what the source gives as the holder's own; cue, holder, figure, date.",
        "vocabulary",
        tuple(SpanRole),
    ),
    Column("link_position", "The link whose cue or holder it is.", "number"),
    Column("holder_position", "The holder within that link whose name it is.", "number"),
    Column("doubt_number", "The doubt whose cue or name it is.", "number"),
    Column("figure_number", "The figure whose words they are.", "number"),
    Column("start", "Where it starts in the capture's text, in Unicode code points from 0.", "number"),
    Column("end", "Where it ends, exclusive.", "number"),
    Column("exact", "The words there; those around them may be a claim of somebody else and are left out."),
    Column("capture_id", "The capture in whose text they stand.", "id"),
    *of_claims("capture_sha256", "text_basis"),
    *ATTRIBUTED,
)
HOLDERS = (
    Column("claim_id", "Address of the claim, permanent.", "id"),
    Column("link_position", "The link of the chain that it belongs to.", "number"),
    Column("position", "Its place among those who speak jointly.", "number"),
    *WHOM,
    Column("count", "For unnamed holders how many, where stated (17 countries).", "number"),
    *ATTRIBUTED,
)
DOUBTS = (
    Column("claim_id", "Address of the claim, permanent.", "id"),
    Column("number", "Its number among the doubts of the claim.", "number"),
    Column("after_position", "After which link the step would stand; 0: right after the writer.", "number"),
    *WHOM,
    Column("cue", "The words that raise it, word for word."),
    Column("in_words", "The whole doubt as a sentence; it is never part of the attribution."),
    *ATTRIBUTED,
)
CLAIM_SUBJECTS = (
    Column("claim_id", "Address of the claim, permanent.", "id"),
    Column("position", "Its place among the subjects of the claim.", "number"),
    Column("subject_id", "The subject that the claim is about.", "id"),
    Column("subject_name", "Its name."),
)
SOURCE_AUTHORS = (
    Column("source_id", "Address of the source, permanent.", "id"),
    Column("position", "Its place in the by-line.", "number"),
    Column("agent_id", "The agent that a curator identified; empty where nobody was.", "id"),
    Column("name", "That agent's name, else the by-line's words."),
    Column("as_named", "The by-line's words, where they differ."),
)
CAPTURES = (
    Column("capture_id", "Address of the capture (k- and ten characters), permanent.", "id"),
    Column("capture_url", "Where its record can be read.", "url"),
    Column("revision", "How many revisions it has.", "number"),
    Column("source_id", "The source of which it is a copy.", "id"),
    Column("number", "Its number among the captures of that source.", "number"),
    Column("captured_at", "When the bytes were received, UTC.", "timestamp"),
    Column("method", "pasted, uploaded or imported.", "vocabulary", tuple(CaptureMethod)),
    Column("from_url", "From which address.", "url"),
    Column("media_type", "Media type of the bytes."),
    Column("size", "Number of bytes.", "number"),
    Column("sha256", "SHA-256 of the bytes as received.", "sha256"),
    Column("characters", "Length of its text, in Unicode code points.", "number"),
    Column("text_size", "Length of its text, in bytes of UTF-8.", "number"),
    Column("text_sha256", "SHA-256 of its text in UTF-8.", "sha256"),
    Column("text_basis", "What the text is.", "vocabulary", tuple(TextBasis)),
    Column("language", "Language of the text, BCP 47.", "language"),
    Column("translated_from", "For a translation, from which language.", "language"),
    Column("translated_by", "For a translation, by whom."),
    Column("display", "How much of the text visitors may read.", "vocabulary", tuple(Display)),
    Column("file", "Where the bytes stand in the package; empty where `display` does not allow it."),
    Column(
        "text_file",
        "Where the text stands in the package, or, as JSON, the paragraphs that `display` allows; empty for none.",
    ),
    Column("updated_at", "When it, or a record it names, last changed for the public, UTC.", "timestamp"),
)
STATEMENT_SPEAKERS = (
    Column("statement_id", "Address of the statement, permanent.", "id"),
    Column("position", "Its place among those who made it jointly.", "number"),
    Column("agent_id", "An agent who made it.", "id"),
    Column("name", "That agent's name."),
)
AGENT_NAMES = (
    Column("agent_id", "Address of the agent, permanent.", "id"),
    Column("position", "1 is the form used on pages.", "number"),
    Column("name", "A name, in its own script."),
    Column("language", "Its language and, where it matters, script, BCP 47.", "language"),
)
SUBJECT_NAMES = (
    Column("subject_id", "Address of the subject, permanent.", "id"),
    Column("position", "1 is the form used on pages.", "number"),
    Column("name", "A name, in its own script; an event is named by place and date."),
    Column("language", "Its language and, where it matters, script, BCP 47.", "language"),
)
REVISIONS = (
    Column("number", "Number of the revision in the whole record, without gaps.", "number"),
    Column("record_id", "Address of the record.", "id"),
    Column("kind", "What kind of record it is.", "vocabulary", tuple(RecordKind)),
    Column("revision", "Number among the revisions of that record.", "number"),
    Column("act", "What was done.", "vocabulary", tuple(Act)),
    Column("at", "When, UTC.", "timestamp"),
    Column("reason", "The public reason; empty where the revision is not shown."),
    Column("nonce", "16 random bytes in hexadecimal; empty where the revision is not shown."),
    Column("leaf", "SHA-256 of the nonce and the revision's bytes, which are that line of record.jsonl.", "sha256"),
    Column("chain", "SHA-256 of the chain value before (32 zero bytes at first) and the leaf.", "sha256"),
)
REDIRECTS = (
    Column("record_id", "The address that was given up.", "id"),
    Column("record_url", "Where it stands, and leads on.", "url"),
    Column("into_id", "The record that it was merged into.", "id"),
    Column("at", "When, UTC.", "timestamp"),
    Column("reason", "The public reason."),
)
CHANGES = (
    Column(
        "change",
        "added: public in the later only; amended: in both, with new revisions; withdrawn: in the earlier only.",
        "vocabulary",
        ("added", "amended", "withdrawn"),
    ),
    Column("record_id", "Address of the record.", "id"),
    Column("record_url", "Where it stands, or its tombstone.", "url"),
    Column("kind", "What kind of record it is.", "vocabulary", tuple(RecordKind)),
    Column("revision_before", "How many revisions it had in the earlier snapshot; empty for none.", "number"),
    Column("revision_after", "How many it has in the later one.", "number"),
    Column("number", "Number of its newest revision in the whole record.", "number"),
    Column("at", "When that was made, UTC.", "timestamp"),
    Column("act", "What it did.", "vocabulary", tuple(Act)),
    Column("reason", "Its public reason; empty where the revision is not shown any more."),
)
