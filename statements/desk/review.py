"""What every desk record has: an address of its own, a state, who wrote it, and a token against lost updates."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from statements import refs
from statements.choices import DeskState
from statements.desk import changing
from statements.desk.text_fields import check_texts


class Stale(Exception):
    """Somebody else saved this record after it was read (DESIGN rule 10); nothing was written."""


# The same as `is_waiting`, for queries.
WAITING = Q(state=DeskState.IN_REVIEW) | Q(state=DeskState.PUBLISHED, has_changes=True, submitted=True)


class DeskRecordQuerySet(models.QuerySet):
    """Desk records by where they stand; no public page may ask these."""

    def waiting(self):
        """Those sent to review, as a first publication or as changes to a published record."""
        return self.filter(WAITING)

    def delete(self):
        if self.exclude(revision=0).exists():
            raise ValidationError("A published record is never deleted; withdraw it instead.")
        return super().delete()


class DeskRecord(models.Model):
    """A record that curators edit and `publishing` turns into revisions; `record_kind` names its kind."""

    record_kind: ClassVar[str]

    ref = models.CharField("address", max_length=12, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=DeskState, default=DeskState.DRAFT, editable=False)
    has_changes = models.BooleanField("unpublished changes", default=False, editable=False)
    submitted = models.BooleanField("changes sent to review", default=False, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    changed_by_name = models.CharField(max_length=150, blank=True, default="", editable=False)

    objects = DeskRecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self._meta.verbose_name} {self.ref}".capitalize()

    def save(self, *args: Any, **kwargs: Any) -> None:
        check_texts(self)
        if not self.ref:
            self.ref = refs.new(self.record_kind)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.revision:
            raise ValidationError("A published record is never deleted; withdraw it instead.")
        return super().delete(*args, **kwargs)

    def touch(self, *, by, expected: int | None = None) -> None:
        """Note that `by` changed this record or its children; raise Stale if it moved on from version `expected`."""
        expected = self.version if expected is None else expected
        changes = {
            "version": expected + 1,
            "changed_at": timezone.now(),
            "changed_by": by,
            "changed_by_name": by.get_username() if by else "",
            "submitted": False,
            "has_changes": bool(self.revision),
            "state": DeskState.DRAFT if self.state == DeskState.IN_REVIEW else self.state,
        }
        if not type(self).objects.filter(pk=self.pk, version=expected).update(**changes):
            raise Stale(f"{self} was saved by somebody else in the meantime.")
        for name, value in changes.items():
            setattr(self, name, value)
        changing.note(self)

    @property
    def is_waiting(self) -> bool:
        """Sent to review: as a first publication, or as changes to a published record."""
        changed = self.state == DeskState.PUBLISHED and self.has_changes and self.submitted
        return self.state == DeskState.IN_REVIEW or changed


def record_rules(kind: str) -> list[models.CheckConstraint]:
    """The rules every desk record shares that a database can refuse."""
    return [
        models.CheckConstraint(
            name=f"{kind}_ref_form",
            condition=Q(ref__startswith=f"{refs.PREFIXES[kind]}-") & Q(Exact(Length("ref"), 12)),
            violation_error_message="An address is its kind's letter, a hyphen and ten characters.",
        ),
        models.CheckConstraint(
            name=f"{kind}_state_known",
            condition=Q(state__in=DeskState.values),
            violation_error_message="That state does not exist.",
        ),
        models.CheckConstraint(
            name=f"{kind}_public_has_revision",
            condition=Q(state__in=[DeskState.DRAFT, DeskState.IN_REVIEW], revision=0)
            | Q(state__in=[DeskState.PUBLISHED, DeskState.WITHDRAWN, DeskState.MERGED], revision__gte=1),
            violation_error_message="Only publishing makes a record public, and what was public keeps its revisions.",
        ),
    ]


class Approval(models.Model):
    """Who changed and who approved a revision; stays on the desk, and names outlive accounts (DESIGN rule 9)."""

    record_kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=12, db_index=True)
    number = models.PositiveBigIntegerField("number in the record", unique=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_by_name = models.CharField(max_length=150, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approved_by_name = models.CharField(max_length=150)
    two_required = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="approval_by_second_person",
                condition=Q(two_required=False) | ~Q(changed_by_name=models.F("approved_by_name")),
                violation_error_message="Nobody publishes what they wrote or last changed.",
            ),
            models.CheckConstraint(
                name="approval_names_approver",
                condition=~Q(approved_by_name=""),
                violation_error_message="An approval names who gave it.",
            ),
        ]

    def __str__(self):
        return f"Approval of {self.ref}"
