"""Secret links by which a reader without an account sees one unpublished record, until they expire or are revoked."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

DAYS = (1, 3, 7, 14, 30)
LONGEST_READER = 200
LONGEST_PROGRAM = 200


class PreviewLinkQuerySet(models.QuerySet):
    """Preview links by record and by their secret."""

    def of(self, record) -> "PreviewLinkQuerySet":
        """The links to one record, newest first, each with its uses counted."""
        return self.filter(ref=record.ref).annotate(used=models.Count("uses")).order_by("-pk")

    def by_secret(self, secret: str) -> "PreviewLink | None":
        """The link with this secret, whatever became of it; None where there is none."""
        return self.filter(secret_sha256=_hash(secret)).first()


class PreviewLink(models.Model):
    """A link to the preview of one record. Its secret is shown once and stored only as SHA-256."""

    record_kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=12, db_index=True)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    reader = models.CharField(max_length=LONGEST_READER, help_text="Who is to read it; not shown to them.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=150, blank=True, default="")

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "preview link"
        constraints = [
            models.CheckConstraint(
                name="preview_link_hash_whole",
                condition=Q(Exact(Length("secret_sha256"), 64)),
                violation_error_message="A preview link keeps the SHA-256 of its secret.",
            ),
            models.CheckConstraint(
                name="preview_link_expires",
                condition=Q(expires_at__gt=models.F("made_at")),
                violation_error_message="A preview link expires after it was made.",
            ),
            models.CheckConstraint(
                name="preview_link_people_named",
                condition=~Q(made_by_name="") & ~Q(reader=""),
                violation_error_message="A preview link says who made it and for whom.",
            ),
            models.CheckConstraint(
                name="preview_link_revoked_by",
                condition=Q(revoked_at__isnull=True, revoked_by_name="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by_name="")),
                violation_error_message="A revoked preview link says when and by whom.",
            ),
        ]

    def __str__(self):
        return f"Preview link to {self.ref} for {self.reader}"

    @property
    def is_open(self) -> bool:
        """Whether it leads to the record now."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self, *, by) -> None:
        """Close it for good; one that is closed already stays as it is."""
        PreviewLink.objects.filter(pk=self.pk, revoked_at__isnull=True).update(
            revoked_at=timezone.now(), revoked_by_name=by.get_username()
        )
        self.refresh_from_db()


class PreviewUse(models.Model):
    """One time that a preview link was opened, and what the reader's program called itself."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="uses")
    at = models.DateTimeField(default=timezone.now)
    program = models.CharField(max_length=LONGEST_PROGRAM, blank=True, default="")

    class Meta:
        verbose_name = "use of a preview link"
        ordering = ("-pk",)

    def __str__(self):
        return f"Use of {self.link_id} at {self.at}"


def make_link(record, *, by, reader: str, days: int) -> tuple[PreviewLink, str]:
    """A link to this record's preview that is open for so many days, and its secret, which is known only here."""
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    link = PreviewLink.objects.create(
        record_kind=str(record.record_kind),
        ref=record.ref,
        secret_sha256=_hash(secret),
        reader=reader,
        made_by=by,
        made_by_name=by.get_username(),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    return link, secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
