"""Communicative acts: who spoke, when, on what occasion, first published where; whoever reports them."""

from django.db import models

from statements.choices import RecordKind
from statements.desk.agents import Agent
from statements.desk.dated import date_rules, dated
from statements.desk.review import DeskRecord, record_rules
from statements.desk.sources import Source
from statements.desk.text_fields import CheckedModel


class Statement(DeskRecord, dated("said", "said")):
    """One communicative act, independent of who reports it: one ministry statement in ten outlets is one statement."""

    record_kind = RecordKind.STATEMENT

    title = models.CharField(
        max_length=300,
        blank=True,
        default="",
        help_text="A neutral, short title of the act: “Statement on the 30th anniversary of …, by place and date”.",
    )
    occasion = models.CharField(
        max_length=300, blank=True, default="", help_text="Neutral; leave empty where not stated."
    )
    place = models.CharField(max_length=200, blank=True, default="")
    first_published = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="first_statements",
        help_text="The source in which it first appeared, even if the archive has only seen it cited.",
    )

    class Meta:
        verbose_name = "statement"
        constraints = [*record_rules(RecordKind.STATEMENT), *date_rules("statement", "said")]

    def __str__(self):
        return self.title or super().__str__()


class StatementSpeaker(CheckedModel):
    """One of those who made the statement; several speak jointly."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="speakers")
    position = models.PositiveSmallIntegerField(default=1)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="spoken")

    class Meta:
        verbose_name = "speaker"
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                name="statement_speaker_position_once",
                fields=["statement", "position"],
                violation_error_message="Two speakers cannot stand at the same place.",
            ),
            models.UniqueConstraint(
                name="statement_speaker_once",
                fields=["statement", "agent"],
                violation_error_message="This speaker is already named.",
            ),
        ]

    def __str__(self):
        return str(self.agent)
