"""Which sources report a statement, and the claims in which each does."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict

from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow
from statements.record.documents import Document


@dataclass(frozen=True)
class Report:
    """A source that reports a statement, and in how many claims."""

    source: str
    number: int


def reports_of(statement: str) -> list[Report]:
    """The sources with public claims that name the statement, by the age of the first such claim in the archive."""
    rows = claims_for(QueryDict(f"statement={statement}")).rows.order_by()
    counted = rows.values("source_id").annotate(number=Count("page_id"), first=Min("page_id")).order_by("first")
    return [Report(row["source_id"], row["number"]) for row in counted]


def claims_in(statement: str, sources: Collection[str], *, most: int) -> list[Document]:
    """The claims in which these sources report the statement, in the order of each text, the first `most` of each."""
    rows = claims_for(QueryDict(f"statement={statement}")).rows.filter(source_id__in=sources)
    order = (F("span_start").asc(nulls_last=True), F("page_id").asc())
    counted = rows.order_by().annotate(nth=Window(RowNumber(), partition_by="source_id", order_by=order))
    shown = ClaimRow.objects.filter(page_id__in=counted.filter(nth__lte=most).values("page_id"))
    return [row.page.document for row in shown.select_related("page").order_by("source_id", *order)]
