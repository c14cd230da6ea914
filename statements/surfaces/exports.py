"""Files to take away: the same claims as the page of the same query, every row with its attribution."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from statements.catalogue import columns, corrections, long_tables, tables
from statements.catalogue.columns import CLAIM_COLUMNS, FIGURE_COLUMNS, Column
from statements.catalogue.comparison import Comparison
from statements.catalogue.figures import FigureRow, FigureRowQuerySet
from statements.catalogue.filters import TRACKING, ClaimSelection, claims_for
from statements.catalogue.models import ClaimRow, Page
from statements.choices import RecordKind
from statements.surfaces.addresses import record_page
from statements.surfaces.csv_files import FORMATS, encoded, file_name

ROWS_AT_ONCE = 2000
CSV_TYPE = "text/csv; charset=utf-8; header=present"
Answer = HttpResponse | StreamingHttpResponse


@require_safe
def claims_csv(request: HttpRequest) -> Answer:
    """`/claims.csv`: one row a claim, newest first, every column of DESIGN section 4; memory stays flat."""
    selection, errors = _selected(request)
    return _refused(errors) if errors else _file(request, "claims", CLAIM_COLUMNS, _claim_rows(selection.rows))


@require_safe
def long_csv(request: HttpRequest, table: str) -> Answer:
    """`/figures.csv`, `/relations.csv`, `/links.csv`, `/spans.csv`: of the claims that the query asks for."""
    selection, errors = _selected(request)
    if errors:
        return _refused(errors)
    return _file(request, table, long_tables.BY_NAME[table].columns, long_tables.of_claims(table, selection.rows))


@record_page(RecordKind.CLAIM)
def claim_csv(request: HttpRequest, page: Page) -> Answer:
    """`/claims/<ref>.csv`: the row of one claim."""
    errors = _errors(request)
    rows = _claim_rows(ClaimRow.objects.filter(page_id=page.id))
    return _refused(errors) if errors else _file(request, page.ref, CLAIM_COLUMNS, rows)


@require_safe
def table_csv(request: HttpRequest, kind: str) -> Answer:
    """`/statements.csv`, `/sources.csv`, `/agents.csv`, `/subjects.csv`: all public records of a kind, newest first."""
    errors = _errors(request)
    return _refused(errors) if errors else _file(request, f"{kind}s", tables.COLUMNS[kind], tables.rows(kind))


@record_page(RecordKind.SUBJECT)
def figures_csv(request: HttpRequest, page: Page) -> Answer:
    """`/subjects/<ref>/figures.csv`: all figures about a subject, or with `measure` those that its page compares."""
    comparison = Comparison(page.ref, request.GET, also=("format",))
    errors = [*comparison.errors, *_format_errors(request)]
    if request.GET.get("after"):
        errors.append("after: a file has no pages; leave it out.")
    return (
        _refused(errors) if errors else _file(request, f"{page.ref}.figures", FIGURE_COLUMNS, _figure_rows(comparison))
    )


@require_safe
def corrections_csv(request: HttpRequest) -> Answer:
    """`/corrections.csv`: every change of what visitors see, newest first."""
    errors = _errors(request)
    rows = corrections.rows()
    return _refused(errors) if errors else _file(request, "corrections", columns.CORRECTION_COLUMNS, rows)


def _selected(request: HttpRequest) -> tuple[ClaimSelection, list[str]]:
    """The claims of a file and what is wrong with its parameters."""
    selection = claims_for(request.GET, also=("format",))
    errors = [*selection.errors, *_format_errors(request)]
    if selection.params.get("after"):
        errors.append("after: a file has no pages; leave it out.")
    if selection.params.get("sort") == "relevance":
        errors.append("sort: a file cannot be sorted by relevance.")
    return selection, errors


def _errors(request: HttpRequest) -> list[str]:
    """What is wrong with the parameters of a file that takes none but `format`."""
    unknown = [name for name in request.GET if name != "format" and not TRACKING.fullmatch(name)]
    return [f"{name[:60]}: there is no such parameter." for name in unknown] + _format_errors(request)


def _format_errors(request: HttpRequest) -> list[str]:
    given = request.GET.getlist("format")
    wrong = [value for value in given if value not in FORMATS]
    if len(given) > 1:
        return ["format: can be given only once."]
    return [f"format: “{value[:40]}” is not one of {', '.join(filter(None, FORMATS))}." for value in wrong]


def _refused(errors: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(errors) + "\n", status=400, content_type="text/plain; charset=utf-8")


def _file(request: HttpRequest, name: str, header: tuple[Column, ...], rows: Iterable[Iterable[Any]]) -> Answer:
    variant = request.GET.get("format", "")
    blocks = _under_one_snapshot(encoded(columns.names(header), rows, variant=variant))
    response = StreamingHttpResponse(blocks, content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file_name(name, variant)}"'
    return response


def _claim_rows(rows: QuerySet[ClaimRow]) -> Iterator[tuple[Any, ...]]:
    named = rows.select_related(None).annotate(claim_url=claim_url())
    yield from named.values_list(*columns.names(CLAIM_COLUMNS)).iterator(chunk_size=ROWS_AT_ONCE)


def _figure_rows(comparison: Comparison) -> Iterator[Iterable[Any]]:
    """Figures in the order in which they were stated; those of one measure each with its parts under it."""
    if not comparison.measure:
        yield from _figure_values(comparison.rows).iterator(chunk_size=ROWS_AT_ONCE)
        return
    for lines in comparison.pieces():
        keys = [line.row.pk for line in lines]
        found = {key: values for key, *values in _figure_values(FigureRow.objects.filter(pk__in=keys), "pk")}
        yield from (found[key] for key in keys if key in found)


def _figure_values(rows: FigureRowQuerySet, *before: str) -> QuerySet[FigureRow, tuple[Any, ...]]:
    """The columns of figures; what belongs to the claim is taken from the claim's row, without which there is none."""
    own = {column.name for column in columns.stored(FIGURE_COLUMNS)} | {"claim_url"}
    names = [name if name in own else f"page__row__{name}" for name in columns.names(FIGURE_COLUMNS)]
    attributed: QuerySet[FigureRow] = rows.filter(page__row__isnull=False).annotate(claim_url=claim_url())
    return attributed.values_list(*before, *names)


def claim_url(column: str = "claim_id") -> Concat:
    """The address of a claim, made in the database."""
    return Concat(Value(f"{settings.SITE_URL}/claims/"), F(column), Value("/"), output_field=TextField())


def _under_one_snapshot(blocks: Iterator[bytes]) -> Iterator[bytes]:
    with _one_snapshot():
        yield from blocks


def _one_snapshot() -> AbstractContextManager[Any]:
    """PostgreSQL streams from a cursor inside a transaction only; on SQLite one would keep every writer waiting."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()
