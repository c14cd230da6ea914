"""`/data/`: what can be taken away, how large it is and by what sum it is known, what it means and how to cite it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from statements.catalogue import between, columns, described, long_columns, long_tables
from statements.catalogue import codebook as codes
from statements.choices import CLAIM_KIND_HELP, Mode
from statements.surfaces import formats, sending, snapshots
from statements.surfaces.csv_files import Blocks, encoded
from statements.surfaces.exports import file_errors
from statements.surfaces.package import Package, csvw_about
from statements.surfaces.sending import Export
from statements.surfaces.snapshots import Snapshot
from statements.surfaces.zipped import zipped

ZIP_TYPE = "application/zip"
FOREVER = "public, max-age=31536000, immutable"
ANOTHER_RECORD = "These snapshots are of another record than the one that is here now; nothing tells how they differ."
EXAMPLES = (("Python", "claims.py"), ("R", "claims.R"), ("DuckDB", "claims.sql"))


@dataclass(frozen=True)
class TableOffer:
    """A table as the page offers it: what a row is, where it can be taken by itself, and its file in a snapshot."""

    name: str
    meaning: str
    address: str
    file: dict[str, Any] | None


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What there is to take, with sizes and sums of the newest snapshot, licence, terms, citation and examples."""
    found = snapshots.newest_first()
    newest = found[0] if found else None
    context = {
        "newest": newest,
        "older": [(later, earlier.name) for later, earlier in pairwise(found)],
        "oldest": found[-1] if found else None,
        "tables": _offers(newest),
        "examples": _examples(),
        "terms": settings.SITE_DATA_TERMS,
    }
    return render(request, "statements/data.html", context)


@require_safe
def archive(request: HttpRequest) -> HttpResponseBase:
    """`/data/archive.zip`: the newest snapshot, else the archive as it stands, made while it is read."""
    found = snapshots.newest_first()
    if found:
        return _newest(found[0])
    blocks = _made_now() if request.method == "GET" else ()
    response = StreamingHttpResponse(blocks, content_type=ZIP_TYPE)
    response["Content-Disposition"] = 'attachment; filename="archive.zip"'
    return response


@require_safe
def snapshot_archive(request: HttpRequest, day: str) -> HttpResponseBase:
    """`/data/snapshots/<day>/archive.zip`: the package as it was on that day."""
    return _in_parts(request, _snapshot(day))


@require_safe
def snapshot_manifest(request: HttpRequest, day: str) -> HttpResponse:
    """`/data/snapshots/<day>/manifest.json`: rows, bytes and SHA-256 of every file in it."""
    response = HttpResponse(_snapshot(day).manifest_bytes, content_type="application/json")
    response["Cache-Control"] = FOREVER
    return response


@require_safe
def snapshot_changes(request: HttpRequest, day: str, earlier: str) -> HttpResponseBase:
    """`/data/snapshots/<day>/since-<earlier>.csv`: records added, amended and withdrawn between two snapshots."""
    later, before = _snapshot(day), _snapshot(earlier)
    if before.last_revision > later.last_revision:
        raise Http404
    if not (later.is_of_this_record and before.is_of_this_record):
        return formats.refusal(request, 409, [ANOTHER_RECORD])

    def blocks(variant: str) -> Blocks:
        rows = between.changes(before.last_revision, later.last_revision)
        return encoded(columns.names(long_columns.CHANGES), rows, variant=variant)

    return sending.answer(request, Export(f"changes.{earlier}.{day}", blocks, file_errors(request)))


@require_safe
def csv_metadata(request: HttpRequest) -> HttpResponse:
    """`/data/csv-metadata.json`: the files that have addresses of their own, described as CSV on the Web."""
    tables = [table for table in long_tables.TABLES if table.name in codes.ADDRESSED]
    made = described.csvw(tables, about=csvw_about(), url_of=lambda name: f"{settings.SITE_URL}/{name}.csv")
    return HttpResponse(described.printed(made), content_type="application/csvm+json")


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    """Which tables there are, what parameters they take, and what the words in them mean."""
    context = {
        "tables": long_tables.TABLES,
        "more": list(codes.ELSEWHERE),
        "types": codes.TYPES.items(),
        "parameters": codes.parameters(),
        "kinds": [(kind.value, CLAIM_KIND_HELP[kind]) for kind in CLAIM_KIND_HELP],
        "modes": [(mode.value, mode.label) for mode in Mode],
    }
    return render(request, "statements/codebook.html", context)


@require_safe
def codebook_table(request: HttpRequest, table: str) -> HttpResponse:
    """Every column of one table: its meaning, type, allowed values, and since which version it is there."""
    if table not in codes.TABLES:
        raise Http404
    known = long_tables.BY_NAME.get(table)
    context = {
        "name": table,
        "meaning": known.meaning if known else "",
        "address": _address(table),
        "columns": codes.TABLES[table],
    }
    return render(request, "statements/codebook_table.html", context)


def _made_now() -> Iterator[bytes]:
    with closing(Package().files()) as files:
        yield from zipped(files)


def _offers(newest: Snapshot | None) -> Iterator[TableOffer]:
    files = {file["path"]: file for file in newest.manifest["files"]} if newest else {}
    for table in long_tables.TABLES:
        yield TableOffer(table.name, table.meaning, _address(table.name), files.get(f"{table.name}.csv"))


def _address(table: str) -> str:
    """Where a table can be taken by itself; empty for one that is only in the package."""
    return f"/{table}.csv" if table in codes.ADDRESSED else ""


def _snapshot(day: str) -> Snapshot:
    found = snapshots.named(day)
    if found is None:
        raise Http404
    return found


def _newest(snapshot: Snapshot) -> FileResponse:
    """Whole only: a part asked for later could be another day's."""
    headers = _headers(snapshot) | {"Cache-Control": "no-cache"}
    return FileResponse(snapshot.archive.open("rb"), headers=headers)


def _in_parts(request: HttpRequest, snapshot: Snapshot) -> HttpResponseBase:
    """The whole, or the part that `Range` asks for; the whole where `If-Range` names another file."""
    headers = _headers(snapshot) | {"Cache-Control": FOREVER, "Accept-Ranges": "bytes"}
    if request.headers.get("If-Range", headers["ETag"]) != headers["ETag"]:
        request.META.pop("HTTP_RANGE", None)
    kept = StaticFile(str(snapshot.archive), list(headers.items()))
    response: FileResponse = WhiteNoiseMiddleware.serve(kept, request)
    if response.status_code != 416:
        return response
    told = formats.refusal(request, 416, [f"Range: no such part; the file has {snapshot.size:,} bytes."])
    told["Content-Range"] = response["Content-Range"]
    return told


def _headers(snapshot: Snapshot) -> dict[str, str]:
    name = f"archive-{snapshot.name}.zip"
    return {
        "Content-Type": ZIP_TYPE,
        "Content-Disposition": f'attachment; filename="{name}"',
        "ETag": f'"{snapshot.sha256}"',
    }


@cache
def _examples() -> list[tuple[str, str, str]]:
    """Language, file name and text of the examples; tests run the same files."""
    folder = settings.BASE_DIR / "docs" / "examples"
    return [(language, name, (folder / name).read_text(encoding="utf-8")) for language, name in EXAMPLES]
