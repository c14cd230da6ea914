"""Records of all kinds in one list, by where they stand and whose they are."""

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from statements.choices import CommentKind, DeskState
from statements.desk.comments import Comment
from statements.desk.history import RECORDS

UNFINISHED = Q(state=DeskState.DRAFT) | Q(state=DeskState.PUBLISHED, has_changes=True, submitted=False)

Chosen = dict[type[models.Model], models.QuerySet]


def waiting() -> Chosen:
    """What waits for review."""
    return {kind: kind.objects.waiting() for kind in RECORDS}


def waiting_for(user) -> Chosen:
    """What waits for a review that this user may give: not their own where a second person is required."""
    if not settings.REQUIRE_SECOND_PERSON:
        return waiting()
    own = Q(changed_by_name=user.get_username()) | Q(created_by=user)
    return {kind: found.exclude(own) for kind, found in waiting().items()}


def waiting_of(user) -> Chosen:
    """What waits for somebody else's review of this user's work."""
    own = Q(created_by=user) | Q(changed_by=user)
    return {kind: found.filter(own) for kind, found in waiting().items()}


def drafts_of(user) -> Chosen:
    """The drafts that this user began or changed last."""
    own = Q(created_by=user) | Q(changed_by=user)
    return {kind: kind.objects.filter(own, state=DeskState.DRAFT) for kind in RECORDS}


def sent_back_to(user) -> Chosen:
    """What a reviewer sent back and this user, who began it or changed it last, has not sent again."""
    own = Q(created_by=user) | Q(changed_by=user)
    steps = Comment.objects.steps().filter(ref=OuterRef("ref")).order_by("-pk")
    return {
        kind: kind.objects.filter(UNFINISHED, own)
        .annotate(last_step=Subquery(steps.values("kind")[:1]))
        .filter(last_step=CommentKind.SEND_BACK)
        for kind in RECORDS
    }


def lines(chosen: Chosen) -> models.QuerySet:
    """The records as one list of (kind, key, changed_at), those changed last first."""
    return _together(chosen, "changed_at").order_by("-changed_at", "record", "pk")


def queue(chosen: Chosen) -> models.QuerySet:
    """The records as one list of (kind, key, since, sent by, comments), those that wait longest first."""
    sent = Comment.objects.filter(ref=OuterRef("ref"), kind=CommentKind.SUBMIT).order_by("-pk")
    said = Comment.objects.filter(ref=OuterRef("ref"), kind=CommentKind.COMMENT).order_by().values("ref")
    told = {
        kind: found.annotate(
            since=Coalesce(Subquery(sent.values("at")[:1]), "changed_at"),
            sent_by=Coalesce(Subquery(sent.values("by_name")[:1]), "changed_by_name"),
            comments=Coalesce(Subquery(said.annotate(number=Count("pk")).values("number")), 0),
        )
        for kind, found in chosen.items()
    }
    return _together(told, "since", "sent_by", "comments").order_by("since", "record", "pk")


def _together(chosen: Chosen, *columns: str) -> models.QuerySet:
    first, *others = (
        found.order_by()
        .annotate(record=Value(str(kind.record_kind), output_field=models.CharField()))
        .values_list("record", "pk", *columns)
        for kind, found in chosen.items()
    )
    return first.union(*others, all=True) if others else first
