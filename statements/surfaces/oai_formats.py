"""The two forms in which records are harvested: Dublin Core, and every column of our tables under a schema of ours."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from django.conf import settings

from statements.catalogue import columns, tables
from statements.catalogue.columns import CLAIM_COLUMNS, Column
from statements.catalogue.models import ClaimRow, Page
from statements.catalogue.rows import said_date
from statements.choices import Polarity, RecordKind
from statements.record import naming
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces import markup
from statements.surfaces.paths import address

XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
DC = "http://purl.org/dc/elements/1.1/"
NATIVE = "urn:x-statement-archive:record:1"
DUBLIN_CORE, RECORD = "oai_dc", "statement_archive"
# Numbers that are counted over other records are left out: they change and the record's own date does not.
TABLES: dict[str, list[Column]] = {
    RecordKind.CLAIM: list(CLAIM_COLUMNS),
    **{
        kind: [column for column in tables.COLUMNS[kind] if column.name not in tables.COUNTED]
        for kind in (RecordKind.STATEMENT, RecordKind.SOURCE)
    },
}
TYPES = {"number": "xs:nonNegativeInteger", "timestamp": "xs:dateTime"}
NEVER_EMPTY = ("revision", "updated_at", "attribution", "mode")
Terms = Iterator[tuple[str, str]]


def native_schema_url() -> str:
    """Where the schema of our own form can be read."""
    return address("oai_schema")


def formats() -> dict[str, tuple[str, str]]:
    """Schema and namespace of each form, by its prefix."""
    return {DUBLIN_CORE: (OAI_DC_SCHEMA, OAI_DC), RECORD: (native_schema_url(), NATIVE)}


def dublin_core(pages: Sequence[Page]) -> dict[str, Element]:
    """Public records as unqualified Dublin Core, by ref; a claim's descriptions each begin with its attribution."""
    return {page.ref: _dublin_core(page) for page in pages}


def native(pages: Sequence[Page]) -> dict[str, Element]:
    """Public records as the columns of the CSV of their kind, by ref; empty ones are left out."""
    claims = [page.id for page in pages if page.kind == RecordKind.CLAIM]
    rows = {row.claim_id: row for row in ClaimRow.objects.filter(page_id__in=claims)}
    found = {page.ref: tables.values_of(page) for page in pages if page.ref not in rows}
    found |= {ref: _claim_values(row) for ref, row in rows.items()}
    return {page.ref: _native(page.kind, found[page.ref]) for page in pages}


MAKERS: dict[str, Callable[[Sequence[Page]], dict[str, Element]]] = {DUBLIN_CORE: dublin_core, RECORD: native}


def schema() -> Element:
    """The XML Schema of our own form, made from the list of columns."""
    whole = markup.root(
        "xs:schema",
        xmlns_xs="http://www.w3.org/2001/XMLSchema",
        xmlns=NATIVE,
        targetNamespace=NATIVE,
        elementFormDefault="qualified",
    )
    for kind, table in TABLES.items():
        element = markup.add(whole, "xs:element", name=kind)
        sequence = markup.add(markup.add(element, "xs:complexType"), "xs:sequence")
        needed = {table[0].name, f"{kind}_url", *NEVER_EMPTY}
        for column in table:
            _declare(sequence, column, is_needed=column.name in needed)
    return whole


def _declare(sequence: Element, column: Column, *, is_needed: bool) -> None:
    often = {} if is_needed else {"minOccurs": "0"}
    made = markup.add(sequence, "xs:element", name=column.name, type=TYPES.get(column.type, "xs:string"), **often)
    markup.add(markup.add(made, "xs:annotation"), "xs:documentation", column.meaning)


def _claim_values(row: ClaimRow) -> dict[str, Any]:
    stored = {column.name: getattr(row, column.name) for column in columns.stored(CLAIM_COLUMNS)}
    return stored | {"claim_url": address("claim", row.claim_id)}


def _native(kind: str, values: dict[str, Any]) -> Element:
    made = markup.root(kind, xmlns=NATIVE, xmlns_xsi=XSI, xsi_schemaLocation=f"{NATIVE} {native_schema_url()}")
    for column in TABLES[kind]:
        if values[column.name] not in ("", None):
            markup.add(made, column.name, str(values[column.name]))
    return made


def _dublin_core(page: Page) -> Element:
    made = markup.root(
        "oai_dc:dc", xmlns_oai_dc=OAI_DC, xmlns_dc=DC, xmlns_xsi=XSI, xsi_schemaLocation=f"{OAI_DC} {OAI_DC_SCHEMA}"
    )
    for name, text in TERMS[page.kind](page.document):
        if text:
            markup.add(made, f"dc:{name}", text)
    markup.add(made, "dc:identifier", f"{settings.SITE_URL}{page.get_absolute_url()}")
    markup.add(made, "dc:rights", settings.SITE_DATA_LICENCE)
    return made


def _claim(document: Document) -> Terms:
    """Who is said to have said it is the creator only where the source says so of somebody who is identified."""
    claim = AttributedClaim(document)
    yield "title", claim.headline
    if claim.origin and claim.polarity != Polarity.NOT:
        yield from (("creator", holder["agent"]["name"]) for holder in claim.origin["holders"] if holder["agent"])
    yield "description", str(claim)
    if claim.verbatim and document["paraphrase"]:
        yield "description", f"{claim.sentence}: “{claim.verbatim}”"
    yield from (("subject", subject["name"]) for subject in document["subjects"])
    date = said_date(claim) or claim.source["published"]
    yield "date", date["edtf"]
    yield "type", f"claim ({document['kind']})"
    yield "language", claim.language
    yield "source", ", ".join(filter(None, [naming.label(claim.source), claim.source["url"]]))
    yield "relation", _address(RecordKind.SOURCE, claim.source)
    for link in claim.links:
        if link["statement"]:
            yield "relation", _address(RecordKind.STATEMENT, link["statement"])


def _statement(document: Document) -> Terms:
    yield "title", naming.record_label(document)
    yield from (("creator", speaker["name"]) for speaker in document["speakers"])
    yield "description", document["occasion"]
    yield "date", document["said"]["edtf"]
    yield "type", "statement"
    if document["first_published"]:
        yield "source", naming.label(document["first_published"])


def _source(document: Document) -> Terms:
    yield "title", naming.label(document)
    yield from (("creator", naming.author_name(author)) for author in document["authors"])
    publisher = document["publisher"]
    yield "publisher", publisher["name"] if publisher else document["publisher_as_named"]
    yield "date", document["published"]["edtf"]
    yield "type", f"source ({document['kind']})"
    yield "language", document["language"]
    yield "source", document["url"]


def _address(kind: str, document: Document) -> str:
    return address(kind, document["ref"])


TERMS: dict[str, Callable[[Document], Terms]] = {
    RecordKind.CLAIM: _claim,
    RecordKind.STATEMENT: _statement,
    RecordKind.SOURCE: _source,
}
