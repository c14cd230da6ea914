"""The reviewer's queue: what waits, since when and by whom, with what belongs to one source together."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator

from statements.admin.acts import ACTS, PUBLISH
from statements.admin.labels import records_of
from statements.admin.pages import DeskPages
from statements.desk import listing
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.sources import Source

PER_PAGE = 100


@dataclass(frozen=True)
class Waiting:
    """One record that waits."""

    record: object
    label: str
    url: str
    since: datetime
    sent_by: str
    comments: int


@dataclass(frozen=True)
class Group:
    """What waits of one source, or alone; `publish_url` publishes all of it as one act."""

    heading: str
    rows: list[Waiting]
    publish_url: str


class Queue(DeskPages):
    """The queue's page."""

    def urls(self):
        return [self.at("review/", self.view, "review_queue")]

    def view(self, request):
        """What waits for review, those that wait longest first; `?whose=others` leaves out one's own."""
        others = request.GET.get("whose") == "others"
        chosen = listing.waiting_for(request.user) if others else listing.waiting()
        page = Paginator(listing.queue(chosen), PER_PAGE).get_page(request.GET.get("p"))
        groups = self._groups(request, list(page.object_list))
        return self.answer(request, "queue", title="Waiting for review", page=page, groups=groups, others=others)

    def _groups(self, request, lines):
        records = records_of(self.site, request, [line[:2] for line in lines])
        found = {}
        for kind, key, since, sent_by, comments in lines:
            record = records.get((kind, key))
            if record is not None:
                desk = self.site.get_model_admin(type(record))
                row = Waiting(record, desk.label(record), desk.desk_url("review", key), since, sent_by, comments)
                found.setdefault(_source_of(record), []).append(row)
        return [self._group(request, source, rows) for source, rows in found.items()]

    def _group(self, request, source, rows):
        if source is None:
            return Group("Of no single source", rows, "")
        desk = self.site.get_model_admin(Source)
        may = request.user.has_perm(PUBLISH)
        return Group(str(source), rows, desk.act_url(ACTS["publish"], [source.pk]) if may else "")


def _source_of(record):
    if isinstance(record, Source):
        return record
    if isinstance(record, Capture | Claim):
        return record.source
    return None
