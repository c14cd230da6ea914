"""Lists of records, newest first, in which every claim stands beside its attribution."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statements.catalogue import census, facets, turning
from statements.catalogue import corrections as correction_log
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow, Page
from statements.catalogue.records import records_for
from statements.catalogue.rows import ORIGIN, RELAY, WRITER
from statements.catalogue.turning import Turn
from statements.choices import Mode, RecordKind
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces import estimates
from statements.surfaces.elsewhere import also_found, respelled
from statements.surfaces.filtering import FilterForm
from statements.surfaces.versions import kept_by_version

HOME_SIZE = 5
NOTHING: Mapping[str, str] = {}
ROLES: dict[str, tuple[str, ...]] = {
    RecordKind.AGENT: (ORIGIN, RELAY, WRITER),
    RecordKind.SOURCE: ("source",),
    RecordKind.SUBJECT: ("subject",),
}


@dataclass(frozen=True)
class Entry:
    """A record in a list with how many claims it has: by mode for statements, by role for agents, else under ``.

    `paragraph` is what of its text holds the words that were looked for.
    """

    document: Document
    counts: dict[str, int]
    paragraph: str = ""


@require_safe
@kept_by_version
def claims(request: HttpRequest) -> HttpResponse:
    """The claims that the query asks for; a malformed query is said plainly and matches nothing."""
    selection = claims_for(request.GET, best_first=True)
    page = selection.page()
    context = {
        "selection": selection,
        "claims": [AttributedClaim(row.page.document) for row in page.claims],
        "page": page,
        "file": estimates.claims(selection.count) if page.claims else None,
        "form": FilterForm(selection),
        "also": also_found(selection.params) if selection.is_begun else [],
        "meant": None if page.claims else respelled(selection.params),
    }
    return render(request, "statements/claim_list.html", context)


@require_safe
@kept_by_version
def statements(request: HttpRequest) -> HttpResponse:
    """Statements with the number of their claims per mode."""
    return _listing(request, RecordKind.STATEMENT)


@require_safe
@kept_by_version
def sources(request: HttpRequest) -> HttpResponse:
    """Sources with the number of claims found in them."""
    return _listing(request, RecordKind.SOURCE)


@require_safe
@kept_by_version
def agents(request: HttpRequest) -> HttpResponse:
    """People and bodies with the number of claims they said, relayed and wrote."""
    return _listing(request, RecordKind.AGENT)


@require_safe
@kept_by_version
def subjects(request: HttpRequest) -> HttpResponse:
    """Subjects with the number of claims about them."""
    return _listing(request, RecordKind.SUBJECT)


@require_safe
@kept_by_version
def home(request: HttpRequest) -> HttpResponse:
    """What this archive is, its newest statements and claims, and how much it holds."""
    newest = ClaimRow.objects.select_related("page").order_by("-page_id")[:HOME_SIZE]
    context = {
        "statements": entries(RecordKind.STATEMENT, _newest(RecordKind.STATEMENT)),
        "claims": [AttributedClaim(row.page.document) for row in newest],
        "agents": _newest(RecordKind.AGENT),
        "sources": _newest(RecordKind.SOURCE),
        "subjects": _newest(RecordKind.SUBJECT),
        "totals": totals(),
    }
    return render(request, "statements/home.html", context)


@require_safe
@kept_by_version
def corrections(request: HttpRequest) -> HttpResponse:
    """Every change of what visitors see, newest first."""
    problems, turned = turning.unknown(list(request.GET), known=("after",)), Turn([], None, None, True)
    try:
        after = turning.place(request.GET.get("after", ""))
        turned = turned if problems else turning.turn(correction_log.corrected(), "number", after)
    except ValueError as problem:
        problems.append(str(problem))
    context = {
        "corrections": correction_log.of(turned.rows),
        "problems": problems,
        "newer": None if turned.is_first else turning.query(turned.newer),
        "older": None if turned.older is None else turning.query(turned.older),
    }
    return render(request, "statements/correction_list.html", context)


def entries(kind: str, pages: list[Page], paragraphs: Mapping[str, str] = NOTHING) -> list[Entry]:
    """Records of one kind with the number of their claims, counted in one query, and what of their text was found."""
    counts = _counted(kind, [page.ref for page in pages])
    return [Entry(page.document, counts[page.ref], paragraphs.get(page.ref, "")) for page in pages]


def _listing(request: HttpRequest, kind: str) -> HttpResponse:
    selection = records_for(kind, request.GET)
    page = selection.page()
    context = {
        "selection": selection,
        "entries": entries(kind, page.pages, page.paragraphs),
        "terms": selection.terms,
        "newer": page.newer,
        "older": page.older,
        "file": None if selection.queries else estimates.table(kind, totals().get(kind, 0)),
    }
    return render(request, f"statements/{kind}_list.html", context)


def totals() -> dict[str, int]:
    """How many records of each kind are public, and claims in a source's own voice; counted once a publication."""
    every = census.now()
    if "totals" not in every.memo:
        others = Page.objects.public().exclude(kind=RecordKind.CLAIM).order_by().values_list("kind")
        every.memo["totals"] = dict(others.annotate(number=Count("id"))) | {
            RecordKind.CLAIM.value: len(every.ids),
            "own_voice": int(every.choosing("mode", [Mode.NONE]).sum()),
        }
    found: dict[str, int] = every.memo["totals"]
    return found


def _newest(kind: str) -> list[Page]:
    return list(Page.objects.public().of_kind(kind)[:HOME_SIZE])


def _counted(kind: str, refs: list[str]) -> dict[str, dict[str, int]]:
    """The number of claims of each record, by mode or role."""
    if kind == RecordKind.STATEMENT:
        return facets.modes(refs)
    by_role = {role: facets.numbers(role, refs) for role in ROLES[kind]}
    return {ref: {role: numbers[ref] for role, numbers in by_role.items()} for ref in refs}
