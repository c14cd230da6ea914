"""The page of each record: read the catalogue, ask what it shows, render."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from statements.catalogue import related
from statements.catalogue.figures import FigureRow
from statements.catalogue.filters import claims_for
from statements.catalogue.models import Mention, Page, PageQuerySet
from statements.catalogue.rows import WRITER
from statements.choices import RecordKind
from statements.record.documents import Document
from statements.surfaces import showing
from statements.surfaces.addresses import record_page, revision_at, revision_gone
from statements.surfaces.heads import earlier_head, head
from statements.surfaces.roles import NEWEST, parts_of

CITING = ("cited", "stated_by", "first_published")


@record_page(RecordKind.CLAIM)
def claim(request: HttpRequest, page: Page) -> HttpResponse:
    """A claim as it stands, with the claims that it names or that name it."""
    named, is_cut = related.related_claims(page.document)
    context = showing.claim_context(page.document, revisions=page.revisions, related=named)
    context["most_naming"] = related.MOST_NAMING if is_cut else 0
    return render(request, "statements/claim_detail.html", context | headed(page))


@record_page(RecordKind.CLAIM)
def claim_revision(request: HttpRequest, page: Page, n: int) -> HttpResponse:
    """A claim as it stood at its n-th revision, with the names of that day."""
    document = revision_at(page, n)
    if document is None:
        return revision_gone(request, page, page.revisions[n - 1])
    before = revision_at(page, n - 1) if n > 1 else None
    context = showing.claim_context(document, revision=n, revisions=page.revisions, before=before)
    shown = {"head": earlier_head(document, page.revisions[n - 1])}
    return render(request, "statements/claim_detail.html", context | shown)


@record_page(RecordKind.STATEMENT)
def statement(request: HttpRequest, page: Page) -> HttpResponse:
    """A statement: for each source that reports it, the passages with the claims found there."""
    claims = documents(claims_naming(page.ref, "statement"))
    refs = {claim["capture"]["ref"] for claim in claims}
    captures = [(found.document, found.passages or []) for found in public().filter(ref__in=refs).order_by("id")]
    context = showing.statement_context(page.document, captures=captures, claims=claims)
    return render(request, "statements/statement_detail.html", context | headed(page))


@record_page(RecordKind.SOURCE)
def source(request: HttpRequest, page: Page) -> HttpResponse:
    """A source: its bibliographic record, its captures, and its text with the claims found in it."""
    captures = list(public().of_kind(RecordKind.CAPTURE).mentioning(page.ref, "source"))
    context = showing.source_context(
        page.document,
        passages=(captures[0].passages or []) if captures else [],
        captures=[capture.document for capture in captures],
        claims=documents(claims_naming(page.ref, "source")),
        citing=documents(citing_claims(page.ref)[:NEWEST]),
    )
    return render(request, "statements/source_detail.html", context | headed(page))


@record_page(RecordKind.CAPTURE)
def capture(request: HttpRequest, page: Page) -> HttpResponse:
    """A capture: what was kept, when and how."""
    return render(request, "statements/capture_detail.html", showing.capture_context(page.document))


@record_page(RecordKind.AGENT)
def agent(request: HttpRequest, page: Page) -> HttpResponse:
    """A person or body: what it is said to have said, relayed and written, and when."""
    context = showing.agent_context(page.document, parts=parts_of(page.ref), sources=sources_by(page.ref))
    return render(request, "statements/agent_detail.html", context | headed(page))


@record_page(RecordKind.SUBJECT)
def subject(request: HttpRequest, page: Page) -> HttpResponse:
    """A subject: its names, its date and the newest claims about it."""
    about = claims_for(QueryDict(f"subject={page.ref}"))
    context = showing.subject_context(
        page.document,
        claims=[row.page.document for row in about.page(NEWEST).claims],
        count=about.count,
        has_figures=FigureRow.objects.about(page.ref).exists(),
    )
    return render(request, "statements/subject_detail.html", context)


def headed(page: Page) -> showing.Context:
    """What a page's head tells machines, for its template; a preview has none, since there is nothing to cite."""
    return {"head": head(page.document, page.revisions)}


def public() -> PageQuerySet:
    """Pages that a visitor may see."""
    return Page.objects.public()


def documents(pages: Iterable[Page]) -> list[Document]:
    """The documents of pages, in their order."""
    return [page.document for page in pages]


def sources_by(ref: str) -> list[Document]:
    """The newest sources that an agent wrote."""
    return documents(public().of_kind(RecordKind.SOURCE).mentioning(ref, WRITER)[:NEWEST])


def claims_naming(ref: str, *roles: str) -> PageQuerySet:
    """Public claims that name a record in one of these roles, oldest first."""
    return public().filter(kind=RecordKind.CLAIM).mentioning(ref, *roles).order_by("id")


def citing_claims(ref: str) -> PageQuerySet:
    """Public claims of other sources that cite a source."""
    its_own = Mention.objects.filter(ref=ref, role="source").values("page_id")
    return claims_naming(ref, *CITING).exclude(id__in=its_own)
