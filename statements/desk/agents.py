"""People and bodies, with their names by language and script."""

from django.core.exceptions import ValidationError
from django.db import models

from statements import names
from statements.choices import AgentKind, RecordKind
from statements.desk.named import Name, Named, name_rules
from statements.desk.review import DeskRecord, record_rules

NOBODY = {"anonymous", "unknown", "anon", "unnamed", "no name"}


class Agent(Named, DeskRecord):
    """A person or body that can speak, relay or write; nobody is called Anonymous: such holders have no agent."""

    record_kind = RecordKind.AGENT

    kind = models.CharField(
        max_length=6,
        choices=AgentKind,
        default=AgentKind.PERSON,
        help_text="A person, or any body: ministry, court, outlet.",
    )
    takes_the = models.BooleanField(
        "“the” in a sentence",
        default=False,
        help_text="Tick for names that English sentences give an article: “as reported by the Foreign Ministry”.",
    )
    description = models.CharField(
        max_length=300,
        blank=True,
        default="",
        help_text="Neutral, to tell namesakes apart: office and dates, place. No judgement.",
    )

    class Meta:
        verbose_name = "agent"
        constraints = record_rules(RecordKind.AGENT)
        permissions = []


class AgentName(Name):
    """A name of an agent."""

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = "name"
        constraints = name_rules("agent")

    def clean(self):
        if names.fold(self.name) in NOBODY:
            raise ValidationError(
                {"name": "Nobody is recorded under this name; use an unnamed holder on the link instead."}
            )
