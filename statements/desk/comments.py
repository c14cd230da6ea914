"""What curators say to each other about a record, and who sent it to review or back; never shown to visitors."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from statements.choices import CommentKind
from statements.desk.text_fields import CheckedModel

LONGEST_COMMENT = 2000


class CommentQuerySet(models.QuerySet):
    """Comments by record and by what they are."""

    def of(self, record) -> "CommentQuerySet":
        """What was said of one record, oldest first."""
        return self.filter(ref=record.ref).order_by("pk")

    def steps(self) -> "CommentQuerySet":
        """Those that moved their record: sent to review, or back."""
        return self.exclude(kind=CommentKind.COMMENT)


class Comment(CheckedModel):
    """One comment on a record by its address, which outlives the record; the name outlives the account."""

    record_kind = models.CharField(max_length=10)
    ref = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=9, choices=CommentKind, default=CommentKind.COMMENT)
    text = models.TextField(max_length=LONGEST_COMMENT, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "comment"
        constraints = [
            models.CheckConstraint(
                name="comment_kind_known",
                condition=Q(kind__in=CommentKind.values),
                violation_error_message="That kind of comment does not exist.",
            ),
            models.CheckConstraint(
                name="comment_names_writer",
                condition=~Q(by_name=""),
                violation_error_message="A comment names who wrote it.",
            ),
            models.CheckConstraint(
                name="comment_says_something",
                condition=Q(kind=CommentKind.SUBMIT) | ~Q(text=""),
                violation_error_message="A comment says something.",
            ),
            models.CheckConstraint(
                name="comment_not_too_long",
                condition=Q(LessThanOrEqual(Length("text"), LONGEST_COMMENT)),
                violation_error_message=f"A comment has at most {LONGEST_COMMENT:,} characters.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.ref} by {self.by_name}"


def say(record, text: str, *, by, kind: CommentKind = CommentKind.COMMENT) -> Comment:
    """Store what somebody says of a record."""
    return Comment.objects.create(
        record_kind=str(record.record_kind), ref=record.ref, kind=kind, text=text, by=by, by_name=by.get_username()
    )
