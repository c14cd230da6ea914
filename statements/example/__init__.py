"""An archive to look at: one article recorded completely, and invented samples of everything else."""

from django.contrib.auth import get_user_model
from django.db import transaction

from statements import publishing
from statements.desk.history import change_set
from statements.desk.sources import Source
from statements.example import article, article_names, later, samples
from statements.example.build import Desk

NAMES = (article_names.NAMES, samples.NAMES)
RECORDS = {"article": article.ARTICLE, **samples.RECORDS}


@transaction.atomic
def load(*, writer: str = "curator", approver: str = "publisher") -> None:
    """Fill an empty archive with the example, written by one login and published by another.

    An archive that has a source already is left alone.
    """
    if Source.objects.exists():
        return
    users = get_user_model().objects
    curator, publisher = users.get(username=writer), users.get(username=approver)
    desk = written(by=curator)
    for key in RECORDS:
        published(desk, key, by=publisher)
    later.happen(desk, by=publisher)


def written(*, by) -> Desk:
    """The desk with all records of the example as drafts."""
    desk = Desk(by=by)
    with change_set(by=by, through="example archive"):
        for names in NAMES:
            desk.name(names)
        desk.sources |= {key: desk.source(record.source) for key, record in RECORDS.items()}
        for names in NAMES:
            desk.state(names.statements)
        for key, record in RECORDS.items():
            desk.record(key, record)
    return desk


def published(desk: Desk, key: str, *, by) -> None:
    """Send a source with its claims to review, and publish it as somebody else."""
    source = desk.sources[key]
    claims = [desk.claims[claim] for claim in RECORDS[key].claims]
    publishing.submit([source, *claims], by=desk.by, reason="Ready.")
    publishing.publish([source], by=by, reason="First publication.")
