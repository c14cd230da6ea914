"""Where words stand in a capture's text; one table and one check for every role (DESIGN rule 1)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from statements import spans
from statements.choices import SpanRole
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.text_fields import CheckedModel

MAX_SPANS = 100


class SpanQuerySet(models.QuerySet):
    """Spans by what their words are."""

    def of_role(self, role):
        """Spans of one role, in the order of the text."""
        return self.filter(role=role).order_by("start", "end")


class Span(CheckedModel):
    """Words in a capture: `start` and `end` in Unicode code points (end exclusive), and the words with their context.

    The save fails unless `exact` equals the capture's text there. A span belongs to a claim, or to the date of a
    statement or source; within a claim it may belong to a link's cue, a holder's name, a figure or a doubt.
    """

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="spans")
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="spans")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, blank=True, related_name="spans")
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="spans")
    link = models.ForeignKey(Link, models.CASCADE, null=True, blank=True, related_name="spans")
    holder = models.ForeignKey(Holder, models.CASCADE, null=True, blank=True, related_name="spans")
    figure = models.ForeignKey(Figure, models.CASCADE, null=True, blank=True, related_name="spans")
    doubt = models.ForeignKey(Doubt, models.CASCADE, null=True, blank=True, related_name="spans")
    role = models.CharField(max_length=6, choices=SpanRole, default=SpanRole.WORDS)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.CharField(max_length=32, blank=True, default="")
    suffix = models.CharField(max_length=32, blank=True, default="")
    needs_anchor = models.BooleanField(
        default=False,
        help_text="A newer capture does not hold these words in one certain place; a curator has to look.",
    )

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "span"
        ordering = ("start", "end")
        constraints = [
            models.CheckConstraint(
                name="span_not_empty",
                condition=Q(end__gt=F("start")),
                violation_error_message="A span ends after it starts.",
            ),
            models.CheckConstraint(
                name="span_length_of_words",
                condition=Q(Exact(Length("exact"), F("end") - F("start"))),
                violation_error_message="A span is as long as its words.",
            ),
            models.CheckConstraint(
                name="span_one_owner",
                condition=Q(claim__isnull=False, statement__isnull=True, source__isnull=True)
                | Q(claim__isnull=True, statement__isnull=False, source__isnull=True, role=SpanRole.DATE)
                | Q(claim__isnull=True, statement__isnull=True, source__isnull=False, role=SpanRole.DATE),
                violation_error_message="A span belongs to one claim, or to the date of one statement or source.",
            ),
            models.CheckConstraint(
                name="span_part_fits_role",
                condition=Q(
                    role__in=[SpanRole.WORDS, SpanRole.QUOTED, SpanRole.DATE],
                    holder__isnull=True,
                    figure__isnull=True,
                    doubt__isnull=True,
                )
                | Q(role=SpanRole.CUE, holder__isnull=True, figure__isnull=True, link__isnull=False, doubt__isnull=True)
                | Q(role=SpanRole.CUE, holder__isnull=True, figure__isnull=True, link__isnull=True, doubt__isnull=False)
                | Q(
                    role=SpanRole.HOLDER,
                    figure__isnull=True,
                    link__isnull=True,
                    holder__isnull=False,
                    doubt__isnull=True,
                )
                | Q(
                    role=SpanRole.HOLDER,
                    figure__isnull=True,
                    link__isnull=True,
                    holder__isnull=True,
                    doubt__isnull=False,
                )
                | Q(
                    role=SpanRole.FIGURE,
                    holder__isnull=True,
                    link__isnull=True,
                    figure__isnull=False,
                    doubt__isnull=True,
                ),
                violation_error_message="A cue belongs to a link or doubt, a name to a holder or doubt.",
            ),
            models.UniqueConstraint(
                name="span_words_once",
                fields=["claim", "role", "start", "end"],
                condition=Q(role__in=[SpanRole.WORDS, SpanRole.QUOTED]),
                violation_error_message="These words are already recorded at this place.",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.start}-{self.end}"

    def clean(self):
        super().clean()
        self.check_words()

    def save(self, *args, **kwargs):
        self.check_words()
        super().save(*args, **kwargs)

    def check_words(self) -> None:
        """Raise ValidationError unless `exact` stands in the capture between `start` and `end`; fill in the context."""
        if self.capture_id is None or self.start is None or self.end is None:
            return
        if self.claim_id and self.claim.capture_id != self.capture_id and not self.needs_anchor:
            raise ValidationError("A claim's words stand in the claim's own capture.")
        try:
            found = spans.anchor(self.capture.text, self.start, self.end)
            spans.check(self.capture.text, spans.Span(self.start, self.end, self.exact, found.prefix, found.suffix))
        except spans.SpanProblem as problem:
            raise ValidationError({"exact": str(problem)}) from problem
        self.prefix, self.suffix = found.prefix, found.suffix
