"""People and bodies, with their names by language and script."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from statements import names
from statements.choices import AgentKind, RecordKind
from statements.desk.review import DeskRecord, DeskRecordQuerySet, record_rules
from statements.desk.text_fields import CheckedModel, language_field

NOBODY = {"anonymous", "unknown", "anon", "unnamed", "no name"}


class AgentQuerySet(DeskRecordQuerySet):
    """Agents by name."""

    def named(self, text: str):
        """Agents one of whose names folds to the same words as `text`."""
        return self.filter(names__folded=names.fold(text)).distinct()


class Agent(DeskRecord):
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

    objects = AgentQuerySet.as_manager()

    class Meta:
        verbose_name = "agent"
        constraints = record_rules(RecordKind.AGENT)
        permissions = []

    def __str__(self):
        return self.name or super().__str__()

    @property
    def name(self) -> str:
        """The preferred name, else the first one; empty only before any name is entered."""
        found = sorted(self.names.all(), key=lambda name: (not name.preferred, name.pk))
        return found[0].name if found else ""


class Name(CheckedModel):
    """One name in one language and script; `folded` is what search and look-ups compare."""

    name = models.CharField(max_length=300)
    language = language_field(
        help_text="Language and, where it matters, script of this form of the name: az, az-Cyrl, hy."
    )
    preferred = models.BooleanField("the form used on pages", default=False)
    folded = models.CharField(max_length=400, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = names.fold(self.name)[:400]
        super().save(*args, **kwargs)


class AgentName(Name):
    """A name of an agent."""

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="names")

    class Meta:
        verbose_name = "name"
        constraints = [
            models.UniqueConstraint(
                name="agent_one_preferred_name",
                fields=["agent"],
                condition=Q(preferred=True),
                violation_error_message="Only one name can be the form used on pages.",
            ),
            models.UniqueConstraint(
                name="agent_name_once",
                fields=["agent", "name", "language"],
                violation_error_message="This name is already recorded in this language.",
            ),
            models.CheckConstraint(
                name="agent_name_given", condition=~Q(name=""), violation_error_message="A name cannot be empty."
            ),
        ]

    def clean(self):
        if names.fold(self.name) in NOBODY:
            raise ValidationError(
                {"name": "Nobody is recorded under this name; use an unnamed holder on the link instead."}
            )
