"""Every change of what visitors see: what, from what, to what, why and when, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from statements.catalogue.changes import Change, changes
from statements.catalogue.current import second
from statements.catalogue.models import Page
from statements.choices import Act
from statements.record import naming
from statements.record.documents import Document
from statements.record.revision import Revision
from statements.record.wording import AttributedClaim

ACTS = (Act.AMEND, Act.REASSIGN, Act.WITHDRAW, Act.RESTORE, Act.MERGE, Act.ERASE)
COMPARED = (Act.AMEND, Act.REASSIGN)
CHUNK = 200


@dataclass(frozen=True)
class Correction:
    """One act on a published record; `changes` is empty where the record, or one of its two texts, is not shown."""

    number: int
    at: str
    act: str
    act_label: str
    kind: str
    ref: str
    revision: int
    reason: str
    name: str
    changes: list[Change]

    @property
    def url(self) -> str:
        """The permanent address of the record."""
        return reverse(self.kind, args=[self.ref])

    @property
    def row(self) -> list[str | int]:
        """The values of `/corrections.csv`, in the order of its columns."""
        return [
            self.number,
            self.at,
            self.act,
            self.ref,
            f"{settings.SITE_URL}{self.url}",
            self.revision - 1,
            self.revision,
            "; ".join(change.field for change in self.changes),
            "; ".join(f"{change.field}: {change.before}" for change in self.changes),
            "; ".join(f"{change.field}: {change.after}" for change in self.changes),
            self.reason,
        ]


def corrected() -> QuerySet[Revision]:
    """The revisions that are corrections, newest first."""
    return Revision.objects.filter(act__in=ACTS).order_by("-number")


def of(revisions: Sequence[Revision]) -> list[Correction]:
    """These revisions as corrections, with two queries for all of them."""
    pages = {page.ref: page for page in Page.objects.filter(ref__in={revision.ref for revision in revisions})}
    before = _before([revision for revision in revisions if revision.act in COMPARED])
    return [
        _correction(revision, pages[revision.ref], before.get((revision.ref, revision.n))) for revision in revisions
    ]


def rows() -> Iterator[list[str | int]]:
    """All rows of `/corrections.csv`, newest first."""
    return (correction.row for correction in every())


def every() -> Iterator[Correction]:
    """All corrections, newest first, read in pieces so that memory stays flat."""
    number = None
    while True:
        later = corrected() if number is None else corrected().filter(number__lt=number)
        found = list(later[:CHUNK])
        if not found:
            return
        yield from of(found)
        number = found[-1].number


def _before(revisions: list[Revision]) -> dict[tuple[str, int], Document]:
    """The documents before these revisions, by the ref and number of the revision after."""
    if not revisions:
        return {}
    wanted = Q(pk__in=[])
    for revision in revisions:
        wanted |= Q(ref=revision.ref, n=revision.n - 1)
    return {(found.ref, found.n + 1): found.document for found in Revision.objects.filter(wanted) if found.content}


def _correction(revision: Revision, page: Page, before: Document | None) -> Correction:
    shown = page.is_public and revision.content is not None and before is not None
    return Correction(
        number=revision.number,
        at=second(revision.at),
        act=revision.act,
        act_label=str(Act(revision.act).label),
        kind=revision.kind,
        ref=revision.ref,
        revision=revision.n,
        reason="" if revision.content is None else revision.envelope["reason"],
        name=_name(page),
        changes=changes(before, revision.document) if shown and before else [],
    )


def _name(page: Page) -> str:
    """What a record that is shown is called: a claim by its attribution; nothing for one that is not."""
    if not page.is_public:
        return ""
    if page.kind == "claim":
        return AttributedClaim(page.document).short
    return naming.record_label(page.document)
