"""Events, places, legal instruments and topics that claims are about."""

from django.db import models

from statements.choices import RecordKind, SubjectKind
from statements.desk.dated import date_rules, dated
from statements.desk.named import Name, Named, name_rules
from statements.desk.review import DeskRecord, record_rules


class Subject(Named, DeskRecord, dated("about", "when")):
    """What claims are about. Events are named by place and date, in nobody's words for them."""

    record_kind = RecordKind.SUBJECT

    kind = models.CharField(max_length=10, choices=SubjectKind, default=SubjectKind.EVENT)
    description = models.CharField(
        max_length=300, blank=True, default="", help_text="Neutral, only to tell namesakes apart."
    )

    class Meta:
        verbose_name = "subject"
        constraints = [*record_rules(RecordKind.SUBJECT), *date_rules("subject", "about")]


class SubjectName(Name):
    """A name of a subject; for an event its place and date."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = "name"
        constraints = name_rules("subject")
