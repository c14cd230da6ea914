"""The figures stated about a subject, beside one another: a plot and a table with the same data, nothing added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements.catalogue.comparison import MOST_MEASURES, Comparison, FigurePage, Line
from statements.catalogue.figures import FigureRow
from statements.catalogue.models import Page
from statements.choices import RecordKind
from statements.record import naming
from statements.record.documents import Document
from statements.record.wording import AttributedClaim, said
from statements.surfaces import plot
from statements.surfaces.addresses import record_page

DEEPEST = 2  # what is part of a part of a part is not shifted further


@dataclass(frozen=True)
class Stated:
    """A figure with the claim that states it, which brings the attribution; `depth` counts the totals above it."""

    row: FigureRow
    claim: AttributedClaim
    depth: int

    @property
    def ends(self) -> plot.Ends:
        """The lower and the upper end; None where open, and both for words without a number."""
        low, high = (Decimal(end) if end else None for end in (self.row.low, self.row.high))
        return low, high

    @property
    def reading(self) -> str:
        """The figure in normalised words; empty where it is given in words only."""
        return plot.reading(self.ends, qualifier=self.row.qualifier)

    @property
    def date(self) -> Document | None:
        """When it was stated: when it was said, and for a writer's own words when the source was published."""
        links = self.claim.links
        found = (said(links[-1]) or said(links[0])) if links else None
        return found or (self.claim.source["published"] if not links or self.claim.mode == "own" else None)

    @property
    def when(self) -> str:
        """That date in words for the plot; where it is not stated, the date of the source, named as such."""
        words, published = naming.date_words(self.date), naming.date_words(self.claim.source["published"])
        return words or (f"not dated, in a source of {published}" if published else "not dated")


@dataclass(frozen=True)
class Plot:
    """The figures of one unit on one scale, with the mark of each."""

    unit: str
    ticks: list[plot.Tick]
    marked: list[tuple[Stated, plot.Mark]]


@record_page(RecordKind.SUBJECT)
def figures(request: HttpRequest, page: Page) -> HttpResponse:
    """What is counted about a subject; with `measure`, what each speaker states of it."""
    comparison = Comparison(page.ref, request.GET)
    context = {"subject": page.document, "comparison": comparison, "most": MOST_MEASURES}
    if not comparison.measure or comparison.errors:
        return render(request, "statements/figure_list.html", context | {"measures": comparison.measures()})
    return render(request, "statements/figure_comparison.html", context | compared(comparison.page()))


def compared(found: FigurePage) -> dict[str, object]:
    """One page of a comparison as it is shown."""
    stated = with_claims(found.lines)
    plots = plotted(stated)
    return {
        "stated": stated,
        "plots": plots,
        "in_words": sum(not one.reading for one in stated),
        "next_query": found.next_query,
        "left_out": found.left_out,
    }


def with_claims(lines: Iterable[Line]) -> list[Stated]:
    """Figures with their attribution, read in one query."""
    found = list(lines)
    pages = Page.objects.public().in_bulk({line.row.page_id for line in found})
    claims = {key: AttributedClaim(page.document) for key, page in pages.items()}
    return [
        Stated(line.row, claims[line.row.page_id], min(line.depth, DEEPEST))
        for line in found
        if line.row.page_id in claims
    ]


def plotted(stated: list[Stated]) -> list[Plot]:
    """One plot for each unit, since lengths of different units cannot be compared; words without a number in none."""
    units: dict[str, list[Stated]] = {}
    for one in stated:
        if one.reading:
            units.setdefault(one.row.unit, []).append(one)
    return [_plot(unit, found) for unit, found in units.items()]


def _plot(unit: str, stated: list[Stated]) -> Plot:
    scale = plot.scale([end for one in stated for end in one.ends if end is not None])
    marks = [(one, plot.mark(scale, one.ends, qualifier=one.row.qualifier, words=one.reading)) for one in stated]
    return Plot(unit, scale.ticks, [(one, drawn) for one, drawn in marks if drawn])
