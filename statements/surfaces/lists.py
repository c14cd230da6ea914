"""Lists of records, newest first, in which every claim stands beside its attribution."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statements.catalogue import corrections as correction_log
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow, Mention, Page
from statements.catalogue.rows import ORIGIN, RELAY, WRITER
from statements.choices import Mode, RecordKind
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces.filtering import FilterForm

PAGE_SIZE = 25
HOME_SIZE = 5
LARGEST_ID = 2**63 - 1
ROLES: dict[str, tuple[str, ...]] = {
    RecordKind.AGENT: (ORIGIN, RELAY, WRITER),
    RecordKind.SOURCE: ("source",),
    RecordKind.SUBJECT: ("subject",),
}


@dataclass(frozen=True)
class Entry:
    """A record in a list with how many claims it has: by mode for statements, by role for agents, else under ``."""

    document: Document
    counts: dict[str, int]


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """The claims that the query asks for; a malformed query is said plainly and matches nothing."""
    selection = claims_for(request.GET, best_first=True)
    page = selection.page()
    context = {
        "selection": selection,
        "claims": [AttributedClaim(row.page.document) for row in page.claims],
        "page": page,
        "form": FilterForm(selection),
    }
    return render(request, "statements/claim_list.html", context)


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Statements with the number of their claims per mode."""
    return _listing(request, RecordKind.STATEMENT)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Sources with the number of claims found in them."""
    return _listing(request, RecordKind.SOURCE)


@require_safe
def agents(request: HttpRequest) -> HttpResponse:
    """People and bodies with the number of claims they said, relayed and wrote."""
    return _listing(request, RecordKind.AGENT)


@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    """Subjects with the number of claims about them."""
    return _listing(request, RecordKind.SUBJECT)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this archive is, its newest statements and claims, and how much it holds."""
    newest = ClaimRow.objects.select_related("page").order_by("-page_id")[:HOME_SIZE]
    context = {
        "statements": entries(RecordKind.STATEMENT, _newest(RecordKind.STATEMENT)),
        "claims": [AttributedClaim(row.page.document) for row in newest],
        "agents": _newest(RecordKind.AGENT),
        "sources": _newest(RecordKind.SOURCE),
        "subjects": _newest(RecordKind.SUBJECT),
        "totals": dict(Page.objects.public().values_list("kind").annotate(number=Count("id"))),
        "own_voice": ClaimRow.objects.filter(mode=Mode.NONE).count(),
    }
    return render(request, "statements/home.html", context)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Every change of what visitors see, newest first."""
    after, problem = _after(request.GET.get("after", ""))
    found = list(correction_log.corrected().filter(number__lt=after)[: PAGE_SIZE + 1])
    context = {
        "corrections": correction_log.of(found[:PAGE_SIZE]),
        "problem": problem,
        "next_after": found[PAGE_SIZE - 1].number if len(found) > PAGE_SIZE else None,
        "is_first": after == LARGEST_ID,
    }
    return render(request, "statements/correction_list.html", context)


def entries(kind: str, pages: list[Page]) -> list[Entry]:
    """Records of one kind with the number of their claims, counted in one query."""
    counts: dict[str, dict[str, int]] = {}
    for ref, part, number in _counted(kind, [page.ref for page in pages]):
        counts.setdefault(ref, {})[part] = number
    return [Entry(page.document, counts.get(page.ref, {})) for page in pages]


def _listing(request: HttpRequest, kind: str) -> HttpResponse:
    after, problem = _after(request.GET.get("after", ""))
    rows = Page.objects.public().of_kind(kind).filter(id__lt=after)
    found = list(rows[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    context = {
        "entries": entries(kind, page),
        "problem": problem,
        "next_after": page[-1].id if len(found) > PAGE_SIZE else None,
        "is_first": after == LARGEST_ID,
    }
    return render(request, f"statements/{kind}_list.html", context)


def _after(given: str) -> tuple[int, str]:
    """The id that a page of a list comes after, and what is wrong with the one given; 0 then matches nothing."""
    if not given:
        return LARGEST_ID, ""
    if given.isascii() and given.isdecimal() and len(given) < len(str(LARGEST_ID)):
        return int(given), ""
    return 0, f"after: “{given[:40]}” is not a place in this list; start again from the first page."


def _newest(kind: str) -> list[Page]:
    return list(Page.objects.public().of_kind(kind)[:HOME_SIZE])


def _counted(kind: str, refs: list[str]) -> Any:
    """Triples of a ref, a mode or role, and a number of claims."""
    if kind == RecordKind.STATEMENT:
        rows = ClaimRow.objects.filter(statement_id__in=refs).values("statement_id", "mode")
        return rows.annotate(number=Count("page_id")).values_list("statement_id", "mode", "number")
    named = Mention.objects.filter(ref__in=refs, role__in=ROLES[kind], page__kind=RecordKind.CLAIM).values(
        "ref", "role"
    )
    return named.annotate(number=Count("id")).values_list("ref", "role", "number")
