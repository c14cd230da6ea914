"""The desk's first page: what is mine, what waits for me, what needs somebody to look; each with its own list."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from statements.admin.acts import PUBLISH
from statements.admin.labels import records_of
from statements.admin.pages import DeskPages
from statements.admin.rights import may_read_desk
from statements.catalogue import corrections
from statements.choices import CommentKind, ProposalState
from statements.desk import attention, listing
from statements.desk.comments import Comment
from statements.desk.proposals import Proposal

NEWEST = 5
PER_PAGE = 50


@dataclass(frozen=True)
class Concern:
    """One kind of thing to look at: its name in addresses, its title, and how the records are found for a user."""

    name: str
    title: str
    found: Callable
    help_text: str
    for_reviewers: bool | None = None  # None: for everybody
    is_queue: bool = False

    def is_for(self, user):
        """Whether this user is shown it."""
        return self.for_reviewers is None or self.for_reviewers == user.has_perm(PUBLISH)

    @property
    def url(self):
        """Where its whole list is."""
        if self.is_queue:
            return f"{reverse('admin:review_queue')}?whose=others"
        return reverse("admin:desk_list", args=[self.name])


CONCERNS = (
    Concern("drafts", "My drafts", listing.drafts_of, "Drafts that you began or changed last."),
    Concern(
        "waiting",
        "Waiting for my review",
        listing.waiting_for,
        "Sent to review by others, those that wait longest first.",
        for_reviewers=True,
        is_queue=True,
    ),
    Concern(
        "in-review", "Mine, in review", listing.waiting_of, "Yours, waiting for a second person.", for_reviewers=False
    ),
    Concern("sent-back", "Sent back to me", listing.sent_back_to, "A reviewer asks you to change these."),
    Concern(
        "captures",
        "Captures to re-anchor",
        lambda user: attention.captures_to_reanchor(),
        "Their claims stand in a text that a newer capture replaced, or have words to be found again.",
    ),
    Concern(
        "dates",
        "Dates without a basis",
        lambda user: attention.dates_without_basis(),
        "The words of a date are recorded; the date, and how it is known, are not.",
    ),
    Concern(
        "quotations",
        "Quotations not found in the text",
        lambda user: attention.quotations_not_found(),
        "Said to be quoted, but no quoted words are found in the capture.",
    ),
)


@dataclass
class Row:
    """One record of a list; `note` is the reviewer's reason where it was sent back."""

    record: object
    label: str
    url: str
    note: str = ""


@dataclass
class Box:
    """What the first page shows of one list: how many, and the first few."""

    concern: Concern
    number: int
    lines: list[tuple]
    rows: list[Row] = field(default_factory=list)


def context(site, request):
    """The boxes of the first page and the newest corrections; so many queries whatever the numbers."""
    if not may_read_desk(request.user):
        return {}
    boxes = [_box(concern, request.user) for concern in CONCERNS if concern.is_for(request.user)]
    rows = rows_of(site, request, [line for box in boxes for line in box.lines])
    for box in boxes:
        box.rows = [rows[line[:2]] for line in box.lines if line[:2] in rows]
    corrected = corrections.corrected()
    return {
        "boxes": boxes,
        "proposals_number": Proposal.objects.waiting().count(),
        "proposals_url": f"{reverse('admin:statements_proposal_changelist')}?state__exact={ProposalState.WAITING}",
        "corrections": corrections.of(list(corrected[:NEWEST])),
        "corrections_number": corrected.count(),
        "corrections_url": reverse("corrections"),
    }


def _box(concern, user):
    chosen = concern.found(user)
    lines = listing.queue(chosen) if concern.is_queue else listing.lines(chosen)
    return Box(concern, lines.count(), list(lines[:NEWEST]))


def rows_of(site, request, lines):
    """The rows of these lines by (kind, key)."""
    records = records_of(site, request, [line[:2] for line in lines])
    refs = [record.ref for record in records.values()]
    sent_back = Comment.objects.filter(ref__in=refs).exclude(kind=CommentKind.COMMENT).order_by("pk")
    notes = {step.ref: step for step in sent_back}
    return {key: _row(site, record, notes.get(record.ref)) for key, record in records.items()}


def _row(site, record, step):
    desk = site.get_model_admin(type(record))
    note = f"{step.by_name}: {step.text}" if step and step.kind == CommentKind.SEND_BACK else ""
    page = "review" if note or record.is_waiting else "change"
    return Row(record, desk.label(record), desk.desk_url(page, record.pk), note)


class Lists(DeskPages):
    """The whole lists behind the boxes."""

    def urls(self):
        return [self.at("lists/<str:name>/", self.view, "desk_list")]

    def view(self, request, name):
        """All records of one list."""
        concern = next((found for found in CONCERNS if found.name == name), None)
        if concern is None:
            raise Http404("No such list.")
        page = Paginator(listing.lines(concern.found(request.user)), PER_PAGE).get_page(request.GET.get("p"))
        lines = list(page.object_list)
        rows = rows_of(self.site, request, lines)
        shown = [rows[line[:2]] for line in lines if line[:2] in rows]
        return self.answer(request, "list", title=concern.title, concern=concern, page=page, rows=shown)
