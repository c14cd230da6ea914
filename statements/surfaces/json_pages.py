"""Records as JSON: one each at its own address, and the lists that the pages show, page by page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from statements.catalogue import turning
from statements.catalogue.filters import claims_for
from statements.catalogue.models import Page
from statements.catalogue.records import records_for
from statements.choices import RecordKind
from statements.surfaces import formats, versions
from statements.surfaces.addresses import record_page
from statements.surfaces.lists import entries
from statements.surfaces.record_shapes import LISTS, RECORDS, Told

CLAIMS_A_PAGE = 100


@require_safe
def claims_json(request: HttpRequest) -> HttpResponseBase:
    """`/claims.json`: the claims that the page of the same query shows, newest first unless `sort` says otherwise."""
    selection = claims_for(request.GET)
    if selection.errors:
        return formats.problem(400, selection.errors)

    def make() -> HttpResponse:
        page = selection.page(CLAIMS_A_PAGE)
        told = {
            "claims": [Told.from_row(row) for row in page.claims],
            "total": selection.count,
            "total_is_exact": selection.is_counted,
            "sort": selection.sort,
        }
        return _listed(request, RecordKind.CLAIM, told, page.next_query, page.previous_query)

    return versions.conditional(request, make)


@require_safe
def records_json(request: HttpRequest, kind: str) -> HttpResponseBase:
    """`/statements.json`, `/sources.json`, `/agents.json`, `/subjects.json`: the records that the page shows."""
    selection = records_for(kind, request.GET)
    if selection.errors:
        return formats.problem(400, selection.errors)

    def make() -> HttpResponse:
        page = selection.page()
        return _listed(request, kind, {f"{kind}s": _told(kind, page.pages)}, page.older, page.newer)

    return versions.conditional(request, make)


def record_json(kind: str) -> Any:
    """The view of one record as JSON: `/claims/<ref>.json` and the like."""

    @record_page(kind)
    def view(request: HttpRequest, page: Page) -> HttpResponse:
        unknown = turning.unknown(list(request.GET), known=())
        if unknown:
            return formats.problem(400, unknown)
        return formats.answer(RECORDS[kind].of(_told(kind, [page])[0]), schema=kind)

    return view


def _told(kind: str, pages: list[Page]) -> list[Told]:
    """Records with the number of their claims, which a claim itself has none of."""
    if kind == RecordKind.CLAIM:
        return [Told.from_page(page) for page in pages]
    counted = [entry.counts for entry in entries(kind, pages)]
    if kind == RecordKind.STATEMENT:
        counted = [{"statement": sum(modes.values())} for modes in counted]
    return [Told.from_page(page, counts) for page, counts in zip(pages, counted, strict=True)]


def _listed(
    request: HttpRequest, kind: str, told: dict[str, Any], following: str | None, before: str | None
) -> HttpResponse:
    """A page of a list; `following` and `before` are the query strings of its neighbours, None where none is."""
    links = {"next": _address(request, following), "prev": _address(request, before)}
    told |= {
        "url": _address(request, request.META.get("QUERY_STRING", "")),
        "next": links["next"],
        "previous": links["prev"],
        "licence": settings.SITE_DATA_LICENCE,
    }
    return formats.answer(LISTS[kind].of(told), schema=f"{kind}s", links=links)


def _address(request: HttpRequest, query: str | None) -> str | None:
    if query is None:
        return None
    return f"{settings.SITE_URL}{request.path}{'?' if query else ''}{query}"
