"""The tables of the package: which there are, their columns and keys, and their rows as the public has them now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from statements.catalogue import columns, corrections, long_columns, long_rows, public_record, tables
from statements.catalogue.columns import Column
from statements.catalogue.long_rows import Values
from statements.catalogue.models import ClaimRow, Page
from statements.choices import Display, PageState, RecordKind
from statements.record.content import Content
from statements.record.documents import Document
from statements.record.revision import timestamp

CHUNK = 500
FOLDER, PASSAGES = "captures", ".passages.json"
ADDRESSED = ("figures", "relations", "links", "spans")  # that visitors can take by themselves, for any query
SOURCE, AGENT = {"source_id": "sources"}, {"agent_id": "agents"}
NOTHING: Mapping[str, str] = {}
Row = Iterable[Any]
Make = Callable[[Document], Iterator[Values]]


@dataclass(frozen=True)
class Table:
    """A table of the package: what a row is and which columns tell rows apart.

    `names` are the columns that each name a row of another table; those of `may_name` do so where they are not empty.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    key: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    may_name: Mapping[str, str] = field(default_factory=dict)


def of_claims(name: str, rows: QuerySet[ClaimRow]) -> Iterator[list[Any]]:
    """The rows of a long table that belong to these claims, in their order; memory stays flat."""
    found, make = OF_CLAIMS[name]
    order = columns.names(found)
    shared = [column.name for column in found if not column.stored and column.name != "claim_url"]
    read = rows.select_related(None).values_list("page__document", *shared)
    for document, *values in read.iterator(chunk_size=CHUNK):
        of_claim = {
            "claim_id": document["ref"],
            "claim_url": _url("claim", document["ref"]),
            **dict(zip(shared, values, strict=True)),
        }
        yield from _in_order(order, (of_claim | part for part in make(document)))


def _url(kind: str, ref: str) -> str:
    return f"{settings.SITE_URL}/{kind}s/{ref}/"


def _in_order(names: list[str], found: Iterable[Values]) -> Iterator[list[Any]]:
    return ([values[name] for name in names] for values in found)


def _of_all_claims(name: str) -> Callable[[], Iterator[Row]]:
    return lambda: of_claims(name, ClaimRow.objects.order_by("-page_id"))


def _claims() -> Iterator[Row]:
    names = [name for name in columns.names(columns.CLAIM_COLUMNS) if name != "claim_url"]
    for ref, *values in ClaimRow.objects.order_by("-page_id").values_list(*names).iterator(chunk_size=CHUNK):
        yield [ref, _url("claim", ref), *values]


def _of_pages(kind: str, found: tuple[Column, ...], make: Make) -> Callable[[], Iterator[Row]]:
    """The rows that the documents of one kind have, the newest record first."""
    names = columns.names(found)

    def rows() -> Iterator[Row]:
        documents = Page.objects.public().of_kind(kind).values_list("document", flat=True)
        for document in documents.iterator(chunk_size=CHUNK):
            yield from _in_order(names, make(document))

    return rows


def _captures() -> Iterator[Row]:
    names, last = columns.names(long_columns.CAPTURES), None
    while True:
        pages = Page.objects.public().of_kind(RecordKind.CAPTURE)
        found = list((pages if last is None else pages.filter(id__lt=last))[:CHUNK])
        if not found:
            return
        sums = [page.document[name] for page in found for name in ("sha256", "text_sha256")]
        kept = Content.objects.filter(pk__in=sums).values_list(
            "pk", "size", ExpressionWrapper(Q(content__isnull=True), BooleanField())
        )
        sizes = {sha256: (size, is_erased) for sha256, size, is_erased in kept}
        yield from _in_order(names, (_capture(page, sizes) for page in found))
        last = found[-1].id


def _capture(page: Page, sizes: Mapping[str, tuple[int, bool]]) -> Values:
    document = page.document
    display = document["source"]["display"]

    def place(sha256: str) -> str:
        return f"{FOLDER}/{sha256}" if display == Display.FULL and not sizes[sha256][1] else ""

    return {
        **document,
        "capture_id": page.ref,
        "capture_url": _url("capture", page.ref),
        "revision": page.revision,
        "source_id": document["source"]["ref"],
        "text_size": sizes[document["text_sha256"]][0],
        "display": display,
        "file": place(document["sha256"]),
        "text_file": f"{FOLDER}/{page.ref}{PASSAGES}" if has_passages(page) else place(document["text_sha256"]),
        "updated_at": page.updated_at,
    }


def has_passages(capture: Page) -> bool:
    """Whether visitors may read paragraphs of a capture, and not the whole of it."""
    return bool(capture.passages) and capture.document["source"]["display"] == Display.PASSAGES


def _corrections() -> Iterator[Row]:
    """As `/corrections.csv`, without the reasons of revisions that are not shown, which a restored archive has not."""
    for correction in corrections.every():
        is_shown = public_record.is_shown(correction.act, is_public=bool(correction.name))
        yield correction.row if is_shown else replace(correction, reason="").row


def _revisions() -> Iterator[Row]:
    for found in public_record.revisions():
        revision = found.revision
        yield [
            *(revision.number, revision.ref, revision.kind, revision.n, revision.act, timestamp(revision.at)),
            *(found.reason, found.nonce, bytes(revision.leaf).hex(), bytes(revision.chain).hex()),
        ]


def _redirects() -> Iterator[Row]:
    merged = Page.objects.filter(state=PageState.MERGED).order_by("-id")
    for page in merged.defer("document", "passages").iterator(chunk_size=CHUNK):
        entry = page.revisions[-1]
        yield [page.ref, _url(page.kind, page.ref), page.redirect, entry["at"], entry["reason"]]


def _records(kind: str) -> Callable[[], Iterator[Row]]:
    return lambda: tables.rows(kind)


# By name: the columns of a table whose rows belong to claims, and what makes rows of a claim's document.
OF_CLAIMS: dict[str, tuple[tuple[Column, ...], Make]] = {
    "spans": (long_columns.SPANS, long_rows.spans),
    "links": (long_columns.LINKS, long_rows.links),
    "holders": (long_columns.HOLDERS, long_rows.holders),
    "doubts": (long_columns.DOUBTS, long_rows.doubts),
    "figures": (long_columns.FIGURES, long_rows.figures),
    "relations": (long_columns.RELATIONS, long_rows.relations),
    "claim_subjects": (long_columns.CLAIM_SUBJECTS, long_rows.claim_subjects),
}


def _long(
    name: str, meaning: str, key: tuple[str, ...], names: Mapping[str, str] = NOTHING, may: Mapping[str, str] = NOTHING
) -> Table:
    found = OF_CLAIMS[name][0]
    return Table(name, meaning, found, _of_all_claims(name), ("claim_id", *key), {"claim_id": "claims", **names}, may)


def _inner(
    name: str,
    meaning: str,
    *,
    of: str,
    found: tuple[Column, ...],
    make: Make,
    names: Mapping[str, str] = NOTHING,
    may: Mapping[str, str] = NOTHING,
) -> Table:
    own = f"{of}_id"
    return Table(name, meaning, found, _of_pages(of, found, make), (own, "position"), {own: f"{of}s", **names}, may)


def _whole(kind: str, meaning: str, names: Mapping[str, str] = NOTHING, may: Mapping[str, str] = NOTHING) -> Table:
    return Table(f"{kind}s", meaning, tables.COLUMNS[kind], _records(kind), (f"{kind}_id",), names, may)


TABLES = (
    _whole("source", "A source."),
    _inner(
        "source_authors",
        "An author of a source.",
        of="source",
        found=long_columns.SOURCE_AUTHORS,
        make=long_rows.source_authors,
        may=AGENT,
    ),
    Table("captures", "A frozen copy of a source.", long_columns.CAPTURES, _captures, ("capture_id",), SOURCE),
    _whole("statement", "A communicative act, whoever reports it.", may={"first_published_source_id": "sources"}),
    _inner(
        "statement_speakers",
        "One who made a statement.",
        of="statement",
        found=long_columns.STATEMENT_SPEAKERS,
        make=long_rows.statement_speakers,
        names=AGENT,
    ),
    Table(
        "claims",
        "A claim with its attribution.",
        columns.CLAIM_COLUMNS,
        _claims,
        ("claim_id",),
        SOURCE,
        {"statement_id": "statements"},
    ),
    _long(
        "spans", "A place in a capture's text where words of a claim stand.", ("number",), {"capture_id": "captures"}
    ),
    _long(
        "links",
        "One step of a claim's chain of attribution; a claim without any is in the writer's own voice.",
        ("position",),
        may={"statement_id": "statements", "cited_work_id": "sources"},
    ),
    _long("holders", "One to whom a link ascribes the words.", ("link_position", "position"), may=AGENT),
    _long("doubts", "A step that the source may imply but does not state.", ("number",), may=AGENT),
    _long("figures", "A quantity inside a claim. Nothing is added up.", ("number",), SOURCE),
    _long("relations", "How a claim stands to another, as a source says.", ("number",), {"stated_by_id": "sources"}),
    _whole("agent", "A person or body."),
    _inner(
        "agent_names",
        "A name of a person or body.",
        of="agent",
        found=long_columns.AGENT_NAMES,
        make=long_rows.names,
    ),
    _whole("subject", "What claims are about."),
    _inner(
        "subject_names",
        "A name of a subject.",
        of="subject",
        found=long_columns.SUBJECT_NAMES,
        make=long_rows.names,
    ),
    _long("claim_subjects", "That a claim is about a subject.", ("position",), {"subject_id": "subjects"}),
    Table("revisions", "An entry of the record, with its hashes.", long_columns.REVISIONS, _revisions, ("number",)),
    Table(
        "corrections",
        "A change of what visitors see.",
        columns.CORRECTION_COLUMNS,
        _corrections,
        ("number",),
        {"number": "revisions"},
    ),
    Table(
        "redirects",
        "An address given up because two records were one.",
        long_columns.REDIRECTS,
        _redirects,
        ("record_id",),
    ),
)
BY_NAME = {table.name: table for table in TABLES}
