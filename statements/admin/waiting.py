"""What can be sent to review together with a source."""

from django.db.models import Q

from statements.admin.rights import may_edit
from statements.choices import DeskState
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.sources import Source

# The same as `can_be_sent`, for queries.
TO_SEND = Q(state=DeskState.DRAFT) | Q(state=DeskState.PUBLISHED, has_changes=True, submitted=False)


def can_be_sent(record):
    """Whether the record is a draft or has changes that nobody reviews yet."""
    return record.state == DeskState.DRAFT or (
        record.state == DeskState.PUBLISHED and record.has_changes and not record.submitted
    )


def claims_to_send(records, user, claims):
    """Those of `claims` that belong to these sources and that this user can send along."""
    sources = [record for record in records if isinstance(record, Source)]
    found = claims.filter(capture__source__in=sources).order_by("pk") if sources else []
    return [claim for claim in found if can_be_sent(claim) and may_edit(user, claim)]


def has_parts_to_send(source, user):
    """Whether a source has claims that this user can send to review, or captures."""
    claims = claims_to_send([source], user, Claim.objects.filter(TO_SEND))
    return bool(claims) or Capture.objects.filter(TO_SEND, source=source).exists()


def with_parts(records, claims):
    """The records, their captures that wait at the desk, and these claims, but nothing that was sent already."""
    parts = list(claims)
    for source in [record for record in records if isinstance(record, Source)]:
        parts += [capture for capture in source.captures.defer("text", "file_bytes") if can_be_sent(capture)]
    kept = [record for record in records if can_be_sent(record) or not parts]
    return [*kept, *parts]
