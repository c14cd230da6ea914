"""Relations between claims, each stated by a source: the archive infers none."""

from django.db import models
from django.db.models import Q

from statements.choices import RelationKind
from statements.desk.claims import Claim
from statements.desk.sources import Source
from statements.desk.text_fields import CheckedModel


class Relation(CheckedModel):
    """From a claim to another claim, or to its attribution (`denies_attribution`), as `stated_by` says."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=18, choices=RelationKind)
    to = models.ForeignKey(Claim, models.PROTECT, related_name="relations_to", verbose_name="other claim")
    stated_by = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="relations_stated",
        help_text="The source that says so; without one it would be our verdict.",
    )
    locator = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        verbose_name = "relation"
        constraints = [
            models.UniqueConstraint(
                name="relation_once",
                fields=["claim", "kind", "to", "stated_by"],
                violation_error_message="This relation is already recorded.",
            ),
            models.CheckConstraint(
                name="relation_to_another",
                condition=~Q(claim=models.F("to")),
                violation_error_message="A claim has no relation to itself.",
            ),
            models.CheckConstraint(
                name="relation_kind_known",
                condition=Q(kind__in=RelationKind.values),
                violation_error_message="That relation does not exist.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.to.ref}"
