"""The chain of links from a source's writer to the originator, those it ascribes the words to, and doubts about it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from statements.choices import IDENTIFIABLE_HOLDERS, LINK_MODES, HolderKind, Polarity
from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.desk.dated import date_rules, dated
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.text_fields import CheckedModel

MAX_LINKS = 20


class Link(CheckedModel, dated("said", "said")):
    """One step of the chain, from the writer outward; `mode` says whether the words are the holder's own."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField(
        default=1, help_text="1 is nearest to the writer; the last is the originator."
    )
    mode = models.CharField(
        max_length=8,
        choices=LINK_MODES,
        help_text="Are the claim's words given here as this holder's own? Quoted: direct; partly: mixed; no: paraphrase"
        "; the holder's own publication: own (then it is the only link).",
    )
    polarity = models.CharField(
        max_length=3,
        choices=Polarity,
        default=Polarity.DID,
        help_text="“Did not say” where the source says that they did not.",
    )
    statement = models.ForeignKey(
        Statement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="links",
        help_text="The act in which they said it, if recorded.",
    )
    cue = models.CharField(
        max_length=200,
        blank=True,
        default="",
        help_text="The source's verb, word for word and without “that”: said, stressed.",
    )
    cited_work = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="cited_by_links")
    locator = models.CharField(
        max_length=100, blank=True, default="", help_text="Page, paragraph or time: p. 172, para. 14, 00:12:30."
    )
    cited_as = models.CharField(
        max_length=500, blank=True, default="", help_text="The work's words where no record of it is meant."
    )

    class Meta:
        verbose_name = "link"
        ordering = ("position", "pk")
        constraints = [
            *date_rules("link", "said"),
            models.UniqueConstraint(
                name="link_position_once",
                fields=["claim", "position"],
                violation_error_message="Two links cannot stand at the same place of the chain.",
            ),
            models.CheckConstraint(
                name="link_position_counts",
                condition=Q(position__gte=1),
                violation_error_message="Links are counted from 1; 0 is the source's writer.",
            ),
            models.CheckConstraint(
                name="link_mode_known",
                condition=Q(mode__in=[value for value, _ in LINK_MODES]),
                violation_error_message="A link is direct, mixed, a paraphrase or an own publication.",
            ),
            models.CheckConstraint(
                name="link_polarity_known",
                condition=Q(polarity__in=Polarity.values),
                violation_error_message="Did say, or did not say.",
            ),
            models.CheckConstraint(
                name="link_one_citation",
                condition=Q(cited_work__isnull=True) | Q(cited_as=""),
                violation_error_message="Name the cited work by its record or by words, not both.",
            ),
            models.CheckConstraint(
                name="link_one_date",
                condition=Q(statement__isnull=True) | Q(said_edtf=""),
                violation_error_message="The date belongs to the statement; leave it empty here.",
            ),
        ]

    def __str__(self):
        return f"Link {self.position}"


class Holding(CheckedModel):
    """Whom something is ascribed to: the words used, and the agent a curator read them as."""

    kind = models.CharField(max_length=8, choices=HolderKind, default=HolderKind.BODY)
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, blank=True, related_name="+")
    as_named = models.CharField(
        max_length=300, blank=True, default="", help_text="The words used here: “Baku”, “the statement”, “an official”."
    )
    reason = models.CharField(
        max_length=500,
        blank=True,
        default="",
        help_text="Why these words are read as that agent; required when they are not its name.",
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.as_named or str(self.agent)


def holding_rules(model: str) -> list[models.CheckConstraint]:
    """The rules on whom words can be ascribed to that a database can refuse."""
    identifiable, agentless = Q(kind__in=IDENTIFIABLE_HOLDERS), Q(agent__isnull=True)
    return [
        models.CheckConstraint(
            name=f"{model}_kind_known",
            condition=Q(kind__in=HolderKind.values),
            violation_error_message="That kind of holder does not exist.",
        ),
        models.CheckConstraint(
            name=f"{model}_named",
            condition=~agentless | ~Q(as_named=""),
            violation_error_message="Say who: choose an agent, or give the words used.",
        ),
        models.CheckConstraint(
            name=f"{model}_agent_identifiable",
            condition=identifiable | agentless,
            violation_error_message="Only a person or a body can be identified; other holders have no agent.",
        ),
    ]


class Holder(Holding):
    """One of those a link ascribes the content to; several holders of one link speak jointly."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="holders")
    position = models.PositiveSmallIntegerField(default=1)
    count = models.PositiveIntegerField(
        null=True, blank=True, help_text="For unnamed holders: how many, where stated (17 countries)."
    )

    class Meta:
        verbose_name = "holder"
        ordering = ("position", "pk")
        constraints = [
            *holding_rules("holder"),
            models.UniqueConstraint(
                name="holder_position_once",
                fields=["link", "position"],
                violation_error_message="Two holders cannot stand at the same place.",
            ),
            models.CheckConstraint(
                name="holder_only_unnamed_counted",
                condition=Q(count__isnull=True) | (Q(kind=HolderKind.UNNAMED) & Q(count__gte=1)),
                violation_error_message="Only unnamed holders are counted, from 1.",
            ),
        ]


class Doubt(Holding):
    """A step that the source may imply but does not state; never part of the chain, its mode, filters or counts."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="doubts")
    after_position = models.PositiveSmallIntegerField(
        default=0, help_text="After which link the step would stand; 0: right after the source's writer."
    )
    cue = models.CharField(max_length=200, blank=True, default="", help_text="The words that raise it, word for word.")

    class Meta:
        verbose_name = "doubt"
        ordering = ("after_position", "pk")
        constraints = [
            *holding_rules("doubt"),
            models.CheckConstraint(
                name="doubt_has_reason",
                condition=~Q(reason=""),
                violation_error_message="A doubt says what it rests on.",
            ),
        ]

    # Set where the chain is stored together with its doubts: then the database does not know it yet.
    chain_length: int | None = None

    def clean(self):
        super().clean()
        if not self.claim_id:
            return
        length = self.claim.links.count() if self.chain_length is None else self.chain_length
        if self.after_position > length > 0:
            raise ValidationError({"after_position": "The chain has no such position."})
