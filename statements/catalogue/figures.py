"""The fourth table of the catalogue: every figure of a public claim, as its source states it."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q

from statements import names
from statements.catalogue.columns import FIGURE_COLUMNS, stored
from statements.catalogue.models import Page
from statements.choices import FigureTie


def figure_columns() -> type[models.Model]:
    """An abstract model with one field for each stored column of `/subjects/<ref>/figures.csv`."""
    meta = type("Meta", (), {"abstract": True})
    fields = {column.name: column.field() for column in stored(FIGURE_COLUMNS)}
    return type("FigureColumns", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


class FigureRowQuerySet(models.QuerySet["FigureRow"]):
    """Figures of public claims: a claim that is not public has none."""

    def about(self, subject: str) -> "FigureRowQuerySet":
        """The figures of claims about a subject."""
        return self.filter(subject_id=subject)

    def of_measure(self, measure: str) -> "FigureRowQuerySet":
        """The figures of one measure, whatever case and accents it is written with."""
        return self.filter(measure_key=names.fold(measure))

    def measures(self) -> models.QuerySet["FigureRow", tuple[Any, ...]]:
        """What is counted: its key, how it is written, and the number of its figures, in the order of the keys."""
        counted: models.QuerySet[FigureRow] = self.values("measure_key").annotate(
            measure=Min("measure"), figures=models.Count("id")
        )
        return counted.order_by("measure_key").values_list("measure_key", "measure", "figures")

    def wholes(self) -> "FigureRowQuerySet":
        """Those that are not part of another figure of their measure."""
        total = FigureRow.objects.filter(
            claim_id=OuterRef("tied_claim_id"),
            number=OuterRef("tied_number"),
            subject_id=OuterRef("subject_id"),
            measure_key=OuterRef("measure_key"),
        )
        return self.exclude(Q(tie=FigureTie.PART_OF) & Exists(total))

    def parts_of(self, claims: Iterable[str]) -> "FigureRowQuerySet":
        """Those that are part of a figure in one of these claims."""
        return self.filter(tie=FigureTie.PART_OF, tied_claim_id__in=list(claims))

    def as_stated(self) -> "FigureRowQuerySet":
        """In the order in which they were stated, those without any date last."""
        return self.order_by(F("stated_order").asc(nulls_last=True), "page_id", "number")


class FigureRow(figure_columns()):  # type: ignore[misc]  # its fields come from the one list of columns
    """A figure of a public claim, once for each subject of the claim.

    `low` and `high` are decimals as text, exact however large, empty where open. `stated_order` sorts: the first day of
    when it was said, else of when its source was published. `measure_key` is the measure folded.
    """

    id = models.BigAutoField(primary_key=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="+")
    stated_order = models.DateField(null=True)
    measure_key = models.TextField()

    objects = FigureRowQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "figures"
        constraints = [models.UniqueConstraint(name="figure_row_once", fields=["claim_id", "number", "subject_id"])]
        indexes = [
            models.Index(
                name="figure_row_stated", fields=["subject_id", "measure_key", "stated_order", "page", "number"]
            ),
            models.Index(
                name="figure_row_parts", fields=["subject_id", "tied_claim_id"], condition=Q(tie=FigureTie.PART_OF)
            ),
        ]

    def __str__(self) -> str:
        return f"Figure {self.number} of {self.claim_id}"
