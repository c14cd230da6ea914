"""Files to take away: the same claims as the page of the same query, every row with its attribution."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import F, Func, QuerySet, TextField, Value
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from statements.catalogue import columns, corrections, long_tables, tables, turning
from statements.catalogue.columns import CLAIM_COLUMNS, CORRECTION_COLUMNS, FIGURE_COLUMNS
from statements.catalogue.comparison import Comparison
from statements.catalogue.figures import FigureRow, FigureRowQuerySet
from statements.catalogue.filters import ClaimSelection, claims_for
from statements.catalogue.models import ClaimRow, Page
from statements.choices import RecordKind
from statements.surfaces import manifests, sending
from statements.surfaces.addresses import record_page
from statements.surfaces.csv_files import FORMATS, PLAIN, Blocks, encoded
from statements.surfaces.csv_from_database import written
from statements.surfaces.sending import Export


@require_safe
def claims_csv(request: HttpRequest) -> HttpResponseBase:
    """`/claims.csv`: one row a claim, newest first, every column of DESIGN section 4; memory stays flat."""
    return sending.answer(request, _claims(request))


@require_safe
def long_csv(request: HttpRequest, table: str) -> HttpResponseBase:
    """`/figures.csv`, `/relations.csv`, `/links.csv`, `/spans.csv`: of the claims that the query asks for."""
    return sending.answer(request, _long(request, table))


@require_safe
def long_manifest(request: HttpRequest, table: str) -> HttpResponseBase:
    """`/figures.manifest.json` and its like: what the file of the same query is when it is whole."""
    return manifests.answer(request, _long(request, table))


@require_safe
def claims_manifest(request: HttpRequest) -> HttpResponseBase:
    """`/claims.manifest.json`: what the file of the same query is when it is whole."""
    return manifests.answer(request, _claims(request))


@record_page(RecordKind.CLAIM)
def claim_csv(request: HttpRequest, page: Page) -> HttpResponseBase:
    """`/claims/<ref>.csv`: the row of one claim."""
    rows = ClaimRow.objects.filter(page_id=page.id)
    return sending.answer(request, Export(page.ref, lambda variant: claim_file(rows, variant), file_errors(request)))


@require_safe
def table_csv(request: HttpRequest, kind: str) -> HttpResponseBase:
    """`/statements.csv`, `/sources.csv`, `/agents.csv`, `/subjects.csv`: all public records of a kind, newest first."""
    return sending.answer(request, _table(request, kind))


@require_safe
def table_manifest(request: HttpRequest, kind: str) -> HttpResponseBase:
    """`/statements.manifest.json` and its like: what the file is when it is whole."""
    return manifests.answer(request, _table(request, kind))


@record_page(RecordKind.SUBJECT)
def figures_csv(request: HttpRequest, page: Page) -> HttpResponseBase:
    """`/subjects/<ref>/figures.csv`: all figures about a subject, or with `measure` those that its page compares."""
    comparison = Comparison(page.ref, request.GET, also=("format",))
    errors = [*comparison.errors, *_format_errors(request)]
    if request.GET.get("after"):
        errors.append("after: a file has no pages; leave it out.")
    export = Export(f"{page.ref}.figures", lambda variant: _figure_file(comparison, variant), errors)
    return sending.answer(request, export)


@require_safe
def corrections_csv(request: HttpRequest) -> HttpResponseBase:
    """`/corrections.csv`: every change of what visitors see, newest first."""
    return sending.answer(request, _corrections(request))


@require_safe
def corrections_manifest(request: HttpRequest) -> HttpResponseBase:
    """`/corrections.manifest.json`: what the file is when it is whole."""
    return manifests.answer(request, _corrections(request))


def claim_file(rows: QuerySet[ClaimRow], variant: str = PLAIN) -> Blocks:
    """Rows of claims as a file with the columns of `/claims.csv`."""
    return written(rows.select_related(None).annotate(claim_url=claim_url()), CLAIM_COLUMNS, variant=variant)


def claim_url(column: str = "claim_id") -> Func:
    """The address of a claim, made in the database."""
    before, after = Value(f"{settings.SITE_URL}/claims/"), Value("/")
    return Func(before, F(column), after, template="(%(expressions)s)", arg_joiner=" || ", output_field=TextField())


def _claims(request: HttpRequest) -> Export:
    selection, errors = _selected(request)
    return Export("claims", lambda variant: claim_file(selection.rows, variant), errors)


def _long(request: HttpRequest, table: str) -> Export:
    selection, errors = _selected(request)
    header = columns.names(long_tables.BY_NAME[table].columns)

    def blocks(variant: str) -> Blocks:
        return encoded(header, long_tables.of_claims(table, selection.rows), variant=variant)

    return Export(table, blocks, errors)


def _selected(request: HttpRequest) -> tuple[ClaimSelection, list[str]]:
    """The claims of a file and what is wrong with its parameters."""
    selection = claims_for(request.GET, also=("format",))
    errors = [*selection.errors, *_format_errors(request)]
    if selection.params.get("after"):
        errors.append("after: a file has no pages; leave it out.")
    if selection.params.get("sort") == "relevance":
        errors.append("sort: a file cannot be sorted by relevance.")
    return selection, errors


def _table(request: HttpRequest, kind: str) -> Export:
    header = columns.names(tables.COLUMNS[kind])
    return Export(f"{kind}s", lambda variant: encoded(header, tables.rows(kind), variant=variant), file_errors(request))


def _corrections(request: HttpRequest) -> Export:
    header = columns.names(CORRECTION_COLUMNS)
    return Export(
        "corrections", lambda variant: encoded(header, corrections.rows(), variant=variant), file_errors(request)
    )


def file_errors(request: HttpRequest) -> list[str]:
    """What is wrong with the parameters of a file that takes none but `format`."""
    return turning.unknown(list(request.GET), known=("format",)) + _format_errors(request)


def _format_errors(request: HttpRequest) -> list[str]:
    given = request.GET.getlist("format")
    wrong = [value for value in given if value not in FORMATS]
    if len(given) > 1:
        return ["format: can be given only once."]
    return [f"format: “{value[:40]}” is not one of {', '.join(filter(None, FORMATS))}." for value in wrong]


def _figure_file(comparison: Comparison, variant: str) -> Blocks:
    """Figures in the order in which they were stated; those of one measure each with its parts under it."""
    if comparison.measure:
        return encoded(columns.names(FIGURE_COLUMNS), _compared(comparison), variant=variant)
    return written(_attributed(comparison.rows), FIGURE_COLUMNS, fields=_figure_fields(), variant=variant)


def _compared(comparison: Comparison) -> Iterator[tuple[Any, ...]]:
    for lines in comparison.pieces():
        keys = [line.row.pk for line in lines]
        values = _attributed(FigureRow.objects.filter(pk__in=keys)).values_list("pk", *_figure_fields())
        found = {key: rest for key, *rest in values}
        yield from (found[key] for key in keys if key in found)


def _attributed(rows: FigureRowQuerySet) -> FigureRowQuerySet:
    """Figures whose claim has a row, without which there is no attribution."""
    attributed: FigureRowQuerySet = rows.filter(page__row__isnull=False).annotate(claim_url=claim_url())
    return attributed


def _figure_fields() -> list[str]:
    """Where the values of figures are; what belongs to the claim is in the claim's row."""
    own = {column.name for column in columns.stored(FIGURE_COLUMNS)} | {"claim_url"}
    return [name if name in own else f"page__row__{name}" for name in columns.names(FIGURE_COLUMNS)]
