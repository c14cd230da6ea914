"""A claim as an object: its words, and always the whole chain by which they are attributed."""

from statements import choices
from statements.catalogue.columns import CLAIM_COLUMNS
from statements.choices import RecordKind
from statements.record import naming
from statements.record.wording import AttributedClaim, said
from statements.surfaces.named_shapes import (
    AGENT_CARD,
    CAPTURE_CARD,
    DATE,
    SOURCE_CARD,
    SPAN,
    STATEMENT_CARD,
    SUBJECT_CARD,
    address_of,
    date,
    reference,
)
from statements.surfaces.shapes import (
    ADDRESS,
    NUMBER,
    TEXT,
    Member,
    Schema,
    Shape,
    copied,
    one,
    one_of,
    one_or_null,
    or_null,
    several,
)

COLUMN_OF = {column.name: column.meaning for column in CLAIM_COLUMNS}

HOLDER = Shape(
    "holder",
    "Whom a link ascribes the content to; several on one link speak jointly.",
    (
        Member("name", "The agent's name, else the words used here, else the cited work.", TEXT,
               lambda told: naming.holder_name(*told, inside=False)),
        Member("kind", "Who it is.", one_of(choices.HolderKind.values), lambda told: told[0]["kind"]),
        Member("as_named", "The words the source uses; may be empty.", TEXT, lambda told: told[0]["as_named"]),
        one_or_null("agent", "The agent identified; null where none is.", AGENT_CARD, lambda told: told[0]["agent"]),
        Member("reason", "Why this agent, where the words are not its name.", TEXT, lambda told: told[0]["reason"]),
        Member("count", "How many are meant, as in `17 countries`.", or_null(NUMBER), lambda told: told[0]["count"]),
        several("spans", "Where the words stand.", SPAN, lambda told: told[0]["spans"]),
    ),
)  # fmt: skip
LINK = Shape(
    "link",
    "One step of the chain, from the source's writer outward.",
    (
        copied("position", "1 is nearest to the writer; the last is the originator.", NUMBER),
        several("holders", "Whom it ascribes the content to.", HOLDER,
                lambda link: [(holder, link) for holder in link["holders"]]),
        copied("mode", "How the words are given.", one_of([value for value, _ in choices.LINK_MODES])),
        copied("polarity", "Whether the holder is said to have said so, or not to.", one_of(choices.Polarity.values)),
        copied("cue", "The words that signal it, verbatim; may be empty."),
        several("cue_spans", "Where they stand.", SPAN),
        one_or_null("said", "When its holder said it; null where not stated.", DATE, said),
        one_or_null("statement", "The act in which it was said, where a record of it exists.", STATEMENT_CARD),
        one_or_null("cited_work", "The work cited.", SOURCE_CARD),
        copied("cited_as", "The words for a cited work that has no record; may be empty."),
        copied("locator", "Page, paragraph or time in the cited work; may be empty."),
    ),
)  # fmt: skip
DOUBT = Shape(
    "doubt",
    "A step that the source may imply but does not state; never part of the attribution.",
    (
        Member("sentence", "The doubt in words.", TEXT, lambda told: told[0]),
        Member("after_position", "After which link; 0 is the writer.", NUMBER, lambda told: told[1]["after_position"]),
        Member("as_named", "Who may be meant, in the source's words.", TEXT, lambda told: told[1]["as_named"]),
        one_or_null("agent", "Who may be meant.", AGENT_CARD, lambda told: told[1]["agent"]),
        Member("cue", "The words that may signal it.", TEXT, lambda told: told[1]["cue"]),
        Member("reason", "Why it may be meant.", TEXT, lambda told: told[1]["reason"]),
    ),
)
TIED = Shape(
    "figure_named",
    "Another figure of the same source.",
    (
        copied("claim", "The claim in which it stands.", reference(RecordKind.CLAIM)),
        copied("number", "Its number there.", NUMBER),
        copied("as_written", "Its words."),
    ),
)
FIGURE = Shape(
    "figure",
    "A quantity inside a claim.",
    (
        copied("number", "Its number within the claim.", NUMBER),
        copied("as_written", "Its words in the source."),
        copied("low", "The lower end, a decimal as text; null is open.", or_null(TEXT)),
        copied("high", "The upper end, equal to low for a single number; null is open.", or_null(TEXT)),
        copied("qualifier", "Its qualifier, normalised.", one_of(choices.Qualifier.values, or_empty=True)),
        copied("qualifier_words", "The words before it: some, at least."),
        copied("measure", "What is counted."),
        copied("unit", "Of what it is a number; empty for a bare count."),
        copied("tie", "How it stands to `tied_to`.", one_of(choices.FigureTie.values, or_empty=True)),
        one_or_null("tied_to", "The figure it is part of or out of.", TIED),
        several("spans", "Where it stands.", SPAN),
    ),
)
RELATION = Shape(
    "relation",
    "How the claim stands to another, as a source says.",
    (
        copied("kind", "How.", one_of(choices.RelationKind.values)),
        copied("to", "The other claim.", reference(RecordKind.CLAIM)),
        Member("to_url", "Where the other claim can be read, or its tombstone.", ADDRESS,
               lambda tie: address_of(RecordKind.CLAIM, tie["to"])),
        one("stated_by", "The source that says so.", SOURCE_CARD),
        copied("locator", "Where in it; may be empty."),
    ),
)  # fmt: skip
FORMER = Shape(
    "former_attribution",
    "An attribution that the claim had before it was reassigned.",
    (
        Member("revision", "The last revision that had it.", NUMBER, lambda told: told[0]),
        Member("attribution", "The attribution as a sentence.", TEXT, lambda told: told[1].sentence),
    ),
)


def _former(claim: AttributedClaim) -> list[tuple[int, AttributedClaim]]:
    document = claim.document
    return [
        (entry["revision"], AttributedClaim(document | {"links": entry["links"], "doubts": []}))
        for entry in document["formerly"]
    ]


def worded(name: str, schema: Schema = TEXT) -> Member:
    """A member that is the column of that name in `/claims.csv`."""
    return Member(name, COLUMN_OF[name], schema, lambda claim: getattr(claim, name))


WORDING = (
    Member("attribution", COLUMN_OF["attribution"], TEXT | {"minLength": 1}, lambda claim: claim.sentence),
    worded("mode", one_of(choices.Mode.values)),
    worded("polarity", one_of(choices.Polarity.values, or_empty=True)),
    worded("verbatim"),
    worded("quoted"),
    Member("paraphrase", COLUMN_OF["paraphrase"], TEXT, lambda claim: claim.document["paraphrase"]),
    worded("language"),
    several("chain", "The links from the writer outward; none is the writer's own voice.", LINK, lambda c: c.links),
    several("doubts", "Steps that the source may imply but does not state.", DOUBT,
            lambda claim: zip(claim.doubts, claim.document["doubts"], strict=True)),
    several("formerly", "Attributions it had before.", FORMER, _former),
    several("words", "Where the words stand; none for a summary by this archive.", SPAN,
            lambda claim: [] if claim.is_summary else claim.document["words"]),
    several("quoted_parts", "Where the parts stand that are given as the holder's own.", SPAN,
            lambda claim: [] if claim.is_summary else claim.document["quoted"]),
)  # fmt: skip
CONTENT = (
    copied("kind", COLUMN_OF["kind"], one_of(choices.ClaimKind.values)),
    date("about", "The date the content is about"),
    copied("part_of", COLUMN_OF["part_of_id"], or_null(reference(RecordKind.CLAIM))),
    several("figures", "Quantities inside it.", FIGURE),
    several("relations", "How it stands to other claims, as sources say.", RELATION),
    several("subjects", "What it is about.", SUBJECT_CARD),
    one("source", "The source it was found in.", SOURCE_CARD),
    one("capture", "The capture it was found in.", CAPTURE_CARD),
)
PARTS = (HOLDER, LINK, DOUBT, TIED, FIGURE, RELATION, FORMER)
