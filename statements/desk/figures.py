"""Quantities inside claims: as written, as numbers, what is counted, and ties between figures of one source."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from statements.choices import FigureTie, Qualifier
from statements.desk.claims import Claim
from statements.desk.text_fields import CheckedModel


def plain(value: Decimal | str) -> str:
    """A decimal without trailing zeros or exponent: 613 is always `613`, never `613.000`, which some read as more."""
    return f"{Decimal(value).normalize():f}"


class Figure(CheckedModel):
    """One quantity, numbered within its claim; low and high are equal for a single number, null where open."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="figures")
    number = models.PositiveSmallIntegerField(default=1)
    as_written = models.CharField(max_length=200, help_text="The number's words in the source: 613, a hundred, 5-7.")
    low = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    high = models.DecimalField(max_digits=15, decimal_places=3, null=True, blank=True)
    qualifier = models.CharField(max_length=9, choices=Qualifier, blank=True, default="")
    qualifier_words = models.CharField(
        max_length=100, blank=True, default="", help_text="As in the source: some, about, at least."
    )
    measure = models.CharField(
        max_length=100, help_text="What is counted, in the words already used for the subject: killed, injured."
    )
    unit = models.CharField(max_length=50, blank=True, default="", help_text="people, km, USD; empty for a bare count.")
    tie = models.CharField(max_length=7, choices=FigureTie, blank=True, default="")
    tied_to = models.ForeignKey(
        "self",
        models.RESTRICT,  # but figures of one claim, tied to each other, go with it
        null=True,
        blank=True,
        related_name="tied",
        help_text="A figure of the same source: 63 of the 613.",
    )

    class Meta:
        verbose_name = "figure"
        ordering = ("number", "pk")
        constraints = [
            models.UniqueConstraint(
                name="figure_number_once",
                fields=["claim", "number"],
                violation_error_message="Two figures of a claim share a number.",
            ),
            models.CheckConstraint(
                name="figure_ordered",
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=models.F("high")),
                violation_error_message="The lower number is above the higher one.",
            ),
            models.CheckConstraint(
                name="figure_has_number",
                condition=Q(low__isnull=False) | Q(high__isnull=False),
                violation_error_message="Give the number: low and high alike for a single one.",
            ),
            models.CheckConstraint(
                name="figure_tie_whole",
                condition=(Q(tie="") & Q(tied_to__isnull=True)) | (~Q(tie="") & Q(tied_to__isnull=False)),
                violation_error_message="A tie names both how and to which figure.",
            ),
            models.CheckConstraint(
                name="figure_not_tied_to_itself",
                condition=Q(tied_to__isnull=True) | ~Q(tied_to=models.F("pk")),
                violation_error_message="A figure cannot be tied to itself.",
            ),
        ]

    def __str__(self):
        return f"{self.as_written} ({self.measure})"

    def clean(self):
        super().clean()
        if self.tied_to and self.claim_id and self.tied_to.claim.capture.source_id != self.claim.capture.source_id:
            raise ValidationError({"tied_to": "A figure is tied only to a figure of the same source."})
