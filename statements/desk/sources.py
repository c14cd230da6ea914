"""Published items that can be cited, held or only cited; anything bibliographic may be not stated."""

from django.db import models
from django.db.models import Q

from statements.choices import Display, RecordKind, SourceKind
from statements.desk.agents import Agent
from statements.desk.dated import date_rules, dated
from statements.desk.review import DeskRecord, record_rules
from statements.desk.text_fields import CheckedModel, language_field


class Source(DeskRecord, dated("published", "published")):
    """A published item. Its writer is its authors, else its publisher, else `unsigned <kind>`; never an error."""

    record_kind = RecordKind.SOURCE

    kind = models.CharField(max_length=13, choices=SourceKind, default=SourceKind.ARTICLE)
    title = models.CharField(
        max_length=500,
        blank=True,
        default="",
        help_text="As printed. Leave empty where none is stated, or devise a neutral one and tick the box below.",
    )
    title_devised = models.BooleanField(
        "title devised by this archive",
        default=False,
        help_text="Shown in [square brackets], so that nobody takes it for the source's.",
    )
    publisher = models.ForeignKey(
        Agent,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
        help_text="Outlet, publishing house or body whose publication it is. Empty: not stated.",
    )
    publisher_as_named = models.CharField(
        max_length=300, blank=True, default="", help_text="As printed, where it differs."
    )
    place = models.CharField("place of publication", max_length=200, blank=True, default="")
    language = language_field()
    url = models.URLField(
        "address", max_length=2000, blank=True, default="", help_text="Where it was published. Empty: not stated."
    )
    archived_url = models.URLField(
        "archived at", max_length=2000, blank=True, default="", help_text="A copy in a public web archive."
    )
    identifier = models.CharField(
        max_length=200, blank=True, default="", help_text="ISBN, DOI, application or docket number."
    )
    display = models.CharField(
        max_length=8,
        choices=Display,
        default=Display.PASSAGES,
        help_text="How much of the text visitors may read. In doubt: only passages with claims.",
    )
    rights = models.CharField(max_length=300, blank=True, default="", help_text="What is known of rights in the text.")

    class Meta:
        verbose_name = "source"
        constraints = [
            *record_rules(RecordKind.SOURCE),
            *date_rules("source", "published"),
            models.CheckConstraint(
                name="source_devised_title_given",
                condition=Q(title_devised=False) | ~Q(title=""),
                violation_error_message="A devised title has words; untick the box where there is no title.",
            ),
        ]

    def __str__(self):
        return self.shown_title or f"{self.get_kind_display()} {self.ref}"

    @property
    def shown_title(self) -> str:
        """The title as pages show it: a devised one in square brackets, empty where not stated."""
        return f"[{self.title}]" if self.title_devised else self.title


class SourceAuthor(CheckedModel):
    """One author, in the order printed; the agent is empty where nobody was identified."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="authors")
    position = models.PositiveSmallIntegerField(default=1)
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, blank=True, related_name="authored")
    as_named = models.CharField(
        max_length=300, blank=True, default="", help_text="The by-line's words, where they differ."
    )

    class Meta:
        verbose_name = "author"
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                name="source_author_position_once",
                fields=["source", "position"],
                violation_error_message="Two authors cannot stand at the same place.",
            ),
            models.CheckConstraint(
                name="source_author_named",
                condition=Q(agent__isnull=False) | ~Q(as_named=""),
                violation_error_message="An author needs a record or the by-line's words.",
            ),
        ]

    def __str__(self):
        return self.as_named or str(self.agent)
