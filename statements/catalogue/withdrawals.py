"""Claims that were lately taken from the public, for those who have them in a list that they follow."""

from dataclasses import dataclass

from django.db.models import Q

from statements.catalogue import rows
from statements.catalogue.filters import ClaimSelection
from statements.catalogue.models import Page
from statements.catalogue.parameters import any_of
from statements.choices import Act, PageState, RecordKind
from statements.record.documents import Document
from statements.record.revision import Revision

LOOKED_BACK = 10_000  # revisions; how far back is told, so that the record of a million claims is not read through
MOST, CANDIDATES = 100, 500
ROLES: dict[str, tuple[str, ...]] = {
    **{role: (role,) for role in (rows.HOLDER, rows.RELAY, rows.ORIGIN, "publisher", "source", "statement", "subject")},
    "agent": rows.AGENT_ROLES,
}  # the parameters that ask for what a claim names, and in which roles


@dataclass(frozen=True)
class Withdrawal:
    """A claim that is not shown any more: since when, and the public reason."""

    ref: str
    at: str
    reason: str


def recent(selection: ClaimSelection) -> list[Withdrawal]:
    """The newest withdrawals of claims that named what the selection asks for, newest first, at most 100.

    What else a query asks for (words, dates, kinds) is not looked at; who never had a claim can leave it.
    """
    newest = Revision.objects.order_by("-number").values_list("number", flat=True).first() or 0
    acts = Revision.objects.filter(kind=RecordKind.CLAIM, number__gt=newest - LOOKED_BACK, act=Act.WITHDRAW)
    withdrawn = acts.order_by("-number").values_list("ref", flat=True)[:CANDIDATES]
    gone = Page.objects.filter(ref__in=list(withdrawn), state=PageState.WITHDRAWN)
    pages = sorted(gone, key=lambda page: -page.revisions[-1]["number"])
    asked = {role: refs for role in ROLES if (refs := set(selection.form.cleaned_data.get(role, [])))}
    before = _last_public(pages) if asked else {}
    meant = [page for page in pages if not asked or _named(before.get(page.ref), asked)]
    return [Withdrawal(page.ref, page.updated_at, page.revisions[-1]["reason"]) for page in meant[:MOST]]


def _last_public(pages: list[Page]) -> dict[str, Document]:
    """What withdrawn claims said before, where it was not erased."""
    wanted = any_of(Q(ref=page.ref, n=page.revision - 1) for page in pages)
    return {found.ref: found.document for found in Revision.objects.filter(wanted) if found.content is not None}


def _named(document: Document | None, asked: dict[str, set[str]]) -> bool:
    """Whether a claim named one of the records asked for in each of the parameters."""
    mentions = rows.mentions(document) if document else set()
    return all(any((ref, role) in mentions for ref in refs for role in ROLES[name]) for name, refs in asked.items())
