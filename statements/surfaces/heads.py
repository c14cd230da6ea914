"""What the head of a record's page tells machines: how to cite it (Highwire, Dublin Core) and its linked data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from statements.choices import RecordKind
from statements.record.documents import Document
from statements.surfaces import jsonld
from statements.surfaces.citation_files import FORMS
from statements.surfaces.citations import CITATIONS, Citation
from statements.surfaces.jsonld import Node
from statements.surfaces.paths import path_to

NODES: dict[str, Callable[[Document], Node]] = {
    RecordKind.CLAIM: jsonld.claim_node,
    RecordKind.STATEMENT: jsonld.statement_node,
    RecordKind.SOURCE: jsonld.source_node,
    RecordKind.AGENT: jsonld.agent_node,
}


@dataclass(frozen=True)
class Head:
    """A page's citation, None where it is nothing to be cited, and its linked data, None on earlier revisions."""

    citation: Citation | None
    linked: Node | None
    linked_address: str = ""

    @property
    def files(self) -> Iterator[tuple[str, str]]:
        """The formats in which the revision shown can be cited, and where each is."""
        cited = self.citation
        if cited is None:
            return
        numbered = cited.record == RecordKind.CLAIM
        name = f"{cited.record}_revision_citation" if numbered else f"{cited.record}_citation"
        parts = (cited.ref, cited.revision) if numbered else (cited.ref,)
        for ending, form in FORMS.items():
            yield form.label, path_to(name, *parts, ending)

    @property
    def tags(self) -> Iterator[tuple[str, str]]:
        """Names and contents of the meta elements that reference managers read; none is empty."""
        if self.citation is not None:
            yield from ((name, content) for name, content in _tags(self.citation) if content)


def head(document: Document, revisions: Sequence[Document]) -> Head:
    """The head of a record's page as it stands, with its newest revision to be cited."""
    kind = document["record_kind"]
    linked = {"@context": jsonld.CONTEXT} | NODES[kind](document)
    cite = CITATIONS.get(kind)
    address = path_to(f"{kind}_jsonld", document["ref"])
    return Head(cite(document, revisions[-1]) if cite else None, linked, address)


def earlier_head(document: Document, revision: Document) -> Head:
    """The head of an earlier revision's page: its citation alone, since linked data is of the record as it stands."""
    return Head(CITATIONS[document["record_kind"]](document, revision), None)


def _tags(citation: Citation) -> Iterator[tuple[str, str]]:
    day = "/".join(citation.day)
    yield "citation_title", citation.title
    yield from (("citation_author", name) for name in citation.authors)
    yield "citation_publication_date", day
    yield "citation_publisher", citation.publisher
    yield "citation_language", citation.language
    yield "citation_public_url", citation.url
    yield "DC.title", citation.title
    yield from (("DC.creator", name) for name in citation.authors)
    yield "DC.date", citation.edtf
    yield "DC.publisher", citation.publisher
    yield "DC.source", citation.found_in
    yield "DC.description", citation.credit
    yield "DC.identifier", citation.url
    yield "DC.language", citation.language
