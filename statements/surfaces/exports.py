"""Files to take away: the same claims as the page of the same query, every row with its attribution."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from statements.catalogue.columns import CLAIM_COLUMNS, Column, names
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow

BLOCK = 64 * 1024
ROWS_AT_ONCE = 2000
CSV_TYPE = "text/csv; charset=utf-8; header=present"


@require_safe
def claims_csv(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """`/claims.csv`: one row a claim, newest first, every column of DESIGN section 4; memory stays flat."""
    selection = claims_for(request.GET)
    errors = list(selection.errors)
    if selection.params.get("after"):
        errors.append("after: a file has no pages; leave it out.")
    if selection.params.get("sort") == "relevance":
        errors.append("sort: a file cannot be sorted by relevance.")
    if errors:
        return HttpResponse("\n".join(errors) + "\n", status=400, content_type="text/plain; charset=utf-8")
    response = StreamingHttpResponse(_blocks(CLAIM_COLUMNS, selection.rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = 'attachment; filename="claims.csv"'
    return response


def claim_url(column: str = "claim_id") -> Concat:
    """The address of a claim, made in the database."""
    return Concat(Value(f"{settings.SITE_URL}/claims/"), F(column), Value("/"), output_field=TextField())


def _blocks(columns: tuple[Column, ...], rows: QuerySet[ClaimRow]) -> Iterator[bytes]:
    """RFC 4180 with CRLF in blocks of about 64 KB, read under one snapshot of the database."""
    with _one_snapshot():
        named = rows.select_related(None).annotate(claim_url=claim_url())
        yield from _encoded([names(columns)])
        yield from _encoded(named.values_list(*names(columns)).iterator(chunk_size=ROWS_AT_ONCE))


def _one_snapshot() -> AbstractContextManager[Any]:
    """PostgreSQL streams from a cursor inside a transaction only; on SQLite one would keep every writer waiting."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


def _encoded(rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    block = io.StringIO(newline="")
    writer = csv.writer(block, lineterminator="\r\n")
    for row in rows:
        writer.writerow(row)
        if block.tell() > BLOCK:
            yield block.getvalue().encode()
            block.seek(0)
            block.truncate()
    yield block.getvalue().encode()
