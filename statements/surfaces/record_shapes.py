"""Each kind of record as an object in full, and the lists of them; a claim is never told without its attribution."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from statements.catalogue.models import ClaimRow, Page
from statements.catalogue.paging import SORTS
from statements.choices import RecordKind
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces import claim_shapes, named_shapes
from statements.surfaces.claim_shapes import CONTENT, WORDING
from statements.surfaces.named_shapes import AGENT_CARD, NAME, SOURCE_CARD, STATEMENT_CARD, SUBJECT_CARD, named_as
from statements.surfaces.shapes import (
    ADDRESS,
    MOMENT,
    NUMBER,
    TRUTH,
    Member,
    Shape,
    copied,
    one_of,
    or_null,
    several,
    through,
)


@dataclass
class Told:
    """A public record as it stands: document, revision, when it changed, and how many claims name it, by role."""

    document: Document
    revision: int
    published_at: str
    updated_at: str
    counts: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_page(cls, page: Page, counts: Mapping[str, int] | None = None) -> "Told":
        """What a public page tells."""
        return cls(page.document, page.revision, page.revisions[0]["at"], page.updated_at, counts or {})

    @classmethod
    def from_row(cls, row: ClaimRow) -> "Told":
        """What the row of a claim tells, without reading more than a list has read."""
        return cls(row.page.document, row.revision, row.published_at, row.updated_at)

    @cached_property
    def claim(self) -> AttributedClaim:
        """The words of a claim with its attribution. Raises BrokenAttribution where that is missing."""
        return AttributedClaim(self.document)


HISTORY = (
    Member("revision", "How many revisions it has; cite this number.", NUMBER, lambda told: told.revision),
    Member("published_at", "When it was first published, UTC.", MOMENT, lambda told: told.published_at),
    Member(
        "updated_at", "When it, or a record it names, last changed for the public, UTC.", MOMENT, lambda t: t.updated_at
    ),
)


def counted(name: str, meaning: str, role: str) -> Member:
    """How many public claims name the record in a role."""
    return Member(name, meaning, NUMBER, lambda told: told.counts.get(role, 0))


def whole(kind: str, card: Shape, *more: Member, counts: tuple[Member, ...]) -> Shape:
    """A record in full: what others show of it, what only it shows, its history and its number of claims."""
    own = through("document", (*card.members, *more))
    return Shape(kind, f"A public {kind} as it stands.", (*own, *HISTORY, *counts))


CLAIM = Shape(
    RecordKind.CLAIM.value,
    "The smallest content that someone is said to assert, as found in one capture, with its stated attribution.",
    (
        *through("document", named_as(RecordKind.CLAIM)),
        *through("claim", WORDING),
        *through("document", CONTENT),
        *HISTORY,
    ),
)
STATEMENT = whole(
    RecordKind.STATEMENT,
    STATEMENT_CARD,
    counts=(counted("claims", "Number of public claims one of whose links names it.", "statement"),),
)
SOURCE = whole(
    RecordKind.SOURCE,
    SOURCE_CARD,
    copied("rights", "Who holds what rights in it; may be empty."),
    counts=(counted("claims", "Number of public claims found in it.", "source"),),
)
AGENT = whole(
    RecordKind.AGENT,
    AGENT_CARD,
    copied("description", "What tells it from namesakes; may be empty."),
    counts=(
        counted("said", "Number of public claims whose last link names it.", "origin"),
        counted("relayed", "Number of public claims in which another link names it.", "relay"),
        counted("wrote", "Number of public claims found in sources whose writer it is.", "writer"),
    ),
)
SUBJECT = whole(
    RecordKind.SUBJECT,
    SUBJECT_CARD,
    copied("description", "What it is; may be empty."),
    several("names", "All forms of the name, the preferred one first.", NAME),
    counts=(counted("claims", "Number of public claims about it.", "subject"),),
)
RECORDS = {shape.name: shape for shape in (CLAIM, STATEMENT, SOURCE, AGENT, SUBJECT)}


def listing(kind: str, *more: Member) -> Shape:
    """A page of a list of records of one kind, told as a mapping."""
    return Shape(
        f"{kind}s",
        f"A page of public {kind}s.",
        (
            copied("url", "The address of this page.", ADDRESS),
            copied("next", "The address of the page after it; null on the last.", or_null(ADDRESS)),
            copied("previous", "The address of the page before it; null on the first.", or_null(ADDRESS)),
            copied("licence", "The licence of the data; quoted words belong to those who wrote them."),
            *more,
            several(f"{kind}s", "The records, each as at its own address.", RECORDS[kind]),
        ),
    )


LISTS = {
    RecordKind.CLAIM: listing(
        RecordKind.CLAIM,
        copied("total", "How many claims the query has; by relevance only the best 200 of them are listed.", NUMBER),
        copied("total_is_exact", "Whether they were counted; else the total is an estimate.", TRUTH),
        copied("sort", "The order.", one_of(SORTS)),
    ),
    **{kind: listing(kind) for kind in RECORDS if kind != RecordKind.CLAIM},
}
SHAPES = (*RECORDS.values(), *LISTS.values(), *claim_shapes.PARTS, *named_shapes.PARTS)
