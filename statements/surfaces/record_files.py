"""Files beside the page of one record: its linked data, and citations of it; nothing in them without attribution."""

import json

from django.http import HttpRequest, HttpResponse
from django.urls.converters import StringConverter

from statements.catalogue import turning
from statements.catalogue.models import Page
from statements.choices import RecordKind
from statements.record.documents import Document
from statements.surfaces import annotations, formats, heads, jsonld, provenance
from statements.surfaces.addresses import record_page, revision_at, revision_gone
from statements.surfaces.citation_files import FORMS
from statements.surfaces.citations import CITATIONS

JSON_LD = "application/ld+json"
ANNOTATION = f'{JSON_LD}; profile="{annotations.CONTEXT}"'  # as its protocol asks for (W3C, 2017)


class CitationEnding(StringConverter):
    """In an address, the ending that names a format of citations."""

    regex = "|".join(ending.replace(".", r"\.") for ending in FORMS)


def linked_data(request: HttpRequest, page: Page) -> HttpResponse:
    """`/claims/<ref>.jsonld` and the like: the record in the words of schema.org."""
    return _json(request, jsonld.published(heads.NODES[page.kind](page.document), page.revisions), JSON_LD)


@record_page(RecordKind.CLAIM)
def annotation(request: HttpRequest, page: Page) -> HttpResponse:
    """`/claims/<ref>/annotation.jsonld`: the claim as a Web Annotation of its source."""
    return _json(request, annotations.annotation(page.document, page.revisions), ANNOTATION)


@record_page(RecordKind.CLAIM)
def history(request: HttpRequest, page: Page) -> HttpResponse:
    """`/claims/<ref>/provenance.jsonld`: the revisions of the claim and the acts that made them, in PROV-O."""
    return _json(request, provenance.provenance(page.document, page.revisions), JSON_LD)


def citation(request: HttpRequest, page: Page, ending: str) -> HttpResponse:
    """`/claims/<ref>.bib` and the like: the newest revision of the record, to be cited."""
    return _citation(request, page, page.document, ending=ending, n=page.revision)


@record_page(RecordKind.CLAIM)
def revision_citation(request: HttpRequest, page: Page, n: int, ending: str) -> HttpResponse:
    """`/claims/<ref>/revisions/<n>.bib` and the like: one revision, with the names of its day."""
    document = revision_at(page, n)
    if document is None:
        return revision_gone(request, page, page.revisions[n - 1])
    return _citation(request, page, document, ending=ending, n=n)


LINKED_DATA = {kind: record_page(kind)(linked_data) for kind in heads.NODES}
CITATION = {kind: record_page(kind)(citation) for kind in CITATIONS}


def _json(request: HttpRequest, node: jsonld.Node, media_type: str) -> HttpResponse:
    return _answer(request, json.dumps(node, ensure_ascii=False, indent=2) + "\n", media_type)


def _citation(request: HttpRequest, page: Page, document: Document, *, ending: str, n: int) -> HttpResponse:
    entry = page.revisions[n - 1]
    form = FORMS[ending]
    response = _answer(request, form.write(CITATIONS[RecordKind(page.kind)](document, entry)), form.media_type)
    if form.is_saved and response.status_code == 200:
        response["Content-Disposition"] = f'attachment; filename="{page.ref}.{n}.{ending}"'
    return response


def _answer(request: HttpRequest, content: str, media_type: str) -> HttpResponse:
    """The file; 400 where something was asked of it, since it takes no parameters."""
    problems = turning.unknown(list(request.GET), known=())
    if problems:
        return formats.refusal(request, 400, problems)
    return HttpResponse(content, content_type=media_type)
