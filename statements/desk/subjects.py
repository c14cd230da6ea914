"""Events, places, legal instruments and topics that claims are about."""

from django.db import models
from django.db.models import Q

from statements.choices import RecordKind, SubjectKind
from statements.desk.agents import Name
from statements.desk.dated import date_rules, dated
from statements.desk.review import DeskRecord, record_rules


class Subject(DeskRecord, dated("about", "when")):
    """What claims are about. Events are named by place and date, in nobody's words for them."""

    record_kind = RecordKind.SUBJECT

    kind = models.CharField(max_length=10, choices=SubjectKind, default=SubjectKind.EVENT)
    description = models.CharField(
        max_length=300, blank=True, default="", help_text="Neutral, only to tell namesakes apart."
    )

    class Meta:
        verbose_name = "subject"
        constraints = [*record_rules(RecordKind.SUBJECT), *date_rules("subject", "about")]

    def __str__(self):
        return self.name or super().__str__()

    @property
    def name(self) -> str:
        """The preferred name, else the first one; empty only before any name is entered."""
        found = sorted(self.names.all(), key=lambda name: (not name.preferred, name.pk))
        return found[0].name if found else ""


class SubjectName(Name):
    """A name of a subject; for an event its place and date."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = "name"
        constraints = [
            models.UniqueConstraint(
                name="subject_one_preferred_name",
                fields=["subject"],
                condition=Q(preferred=True),
                violation_error_message="Only one name can be the form used on pages.",
            ),
            models.UniqueConstraint(
                name="subject_name_once",
                fields=["subject", "name", "language"],
                violation_error_message="This name is already recorded in this language.",
            ),
            models.CheckConstraint(
                name="subject_name_given", condition=~Q(name=""), violation_error_message="A name cannot be empty."
            ),
        ]
