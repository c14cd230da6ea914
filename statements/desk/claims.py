"""Claims: the smallest content that someone is said to assert, as found in one capture."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from statements.choices import CLAIM_KIND_HELP, ClaimKind, DeskState, Mode, RecordKind
from statements.desk.captures import Capture
from statements.desk.dated import date_rules, dated
from statements.desk.review import DeskRecord, DeskRecordQuerySet, record_rules
from statements.desk.sources import Source
from statements.desk.subjects import Subject
from statements.desk.text_fields import language_field

KIND_HELP = "; ".join(f"{kind.label}: {help_text}" for kind, help_text in CLAIM_KIND_HELP.items()) + "."


class ClaimQuerySet(DeskRecordQuerySet):
    """Claims by where they were found and where they stand."""

    def of_source(self, source: Source) -> "ClaimQuerySet":
        """The claims found in any capture of a source."""
        return self.filter(capture__source=source)

    def live(self) -> "ClaimQuerySet":
        """Claims that visitors see now, by the desk's own book-keeping."""
        return self.filter(state=DeskState.PUBLISHED)


class Claim(DeskRecord, dated("about", "about")):
    """A claim as found in one capture; its attribution is the chain of its links, without any: the writer's voice."""

    record_kind = RecordKind.CLAIM

    capture = models.ForeignKey(
        Capture, models.PROTECT, related_name="claims", help_text="The capture it was found in."
    )
    paraphrase = models.TextField(
        blank=True,
        default="",
        max_length=2000,
        help_text="What is claimed, in neutral words and short. Required where no words of the source are recorded.",
    )
    language = language_field("language of the words")
    kind = models.CharField(max_length=16, choices=ClaimKind, default=ClaimKind.EVENT, help_text=KIND_HELP)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="A larger claim that this one belongs to; its words need not lie inside the other's.",
    )
    subjects = models.ManyToManyField(Subject, through="ClaimSubject", related_name="claims", blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "claim"
        permissions = [
            ("edit_any_draft", "Can edit drafts that others wrote"),
            ("publish_records", "Can review, publish and withdraw records"),
        ]
        constraints = [
            *record_rules(RecordKind.CLAIM),
            *date_rules("claim", "about"),
            models.CheckConstraint(
                name="claim_not_part_of_itself",
                condition=Q(part_of__isnull=True) | ~Q(part_of=models.F("pk")),
                violation_error_message="A claim cannot be part of itself.",
            ),
        ]

    def clean(self):
        super().clean()
        above, seen = self.part_of, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"part_of": "A claim cannot be part of itself, not even through others."})
            seen.add(above.pk)
            above = above.part_of

    @property
    def source(self):
        """The source it was found in, through its capture."""
        return self.capture.source

    @property
    def mode(self) -> str:
        """The mode of its last link; `none` without links."""
        links = sorted(self.links.all(), key=lambda link: (link.position, link.pk))
        return links[-1].mode if links else Mode.NONE


class ClaimSubject(models.Model):
    """That a claim is about a subject."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="claim_subjects")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="claim_subjects")

    class Meta:
        verbose_name = "subject"
        constraints = [
            models.UniqueConstraint(
                name="claim_subject_once",
                fields=["claim", "subject"],
                violation_error_message="This subject is already named.",
            )
        ]

    def __str__(self):
        return str(self.subject)
