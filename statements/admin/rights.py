"""The limits of rights that are no permissions: whose drafts somebody may edit, and where claims are added."""

from django.urls import reverse
from django.utils.http import urlencode

from statements.choices import DeskState

EDIT_ANY = "statements.edit_any_draft"


def may_edit(user, record):
    """Whether this user may edit this record: their own drafts, or all with the permission of curators."""
    if record.state == DeskState.MERGED:  # its address only redirects; what was said of it stands at the other
        return False
    return user.has_perm(EDIT_ANY) or (record.created_by_id == user.pk and not record.revision)


def may_read_desk(user):
    """Whether this user reads the desk as a whole; those who only keep its accounts do not."""
    return user.has_perm("statements.view_claim")


def may_add_claims(user):
    return user.has_perm("statements.add_claim")


def adding_claim(capture):
    """The form of a new claim found in this capture."""
    return f"{reverse('admin:statements_claim_add')}?{urlencode({'capture': capture.pk})}"
