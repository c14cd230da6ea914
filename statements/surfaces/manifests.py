"""What a file is when it is whole: rows, bytes and SHA-256, so that a cut one can be told from it."""

import datetime
import hashlib
import json
from contextlib import closing
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.cache import cache as kept
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from statements.record.moment import one_moment
from statements.record.revision import head
from statements.surfaces import formats
from statements.surfaces.csv_files import file_name
from statements.surfaces.sending import Export, etag, marked

JSON_TYPE = "application/json"
# Whoever asks for what is being counted waits for it; few others do.
_counting = [Lock() for _ in range(32)]


def answer(request: HttpRequest, export: Export) -> HttpResponseBase:
    """The manifest of a file as JSON, counted once for each state of the archive and process.

    Its ETag is that of the file. 304 where the reader has it already, 400 with the errors where there are some.
    """
    if export.errors:
        return formats.refusal(request, 400, export.errors)
    mark = etag(request, export, head()[1])
    response = marked(request, HttpResponse(content_type=JSON_TYPE), mark)
    if response.status_code != 200:
        return response
    with _counting[hash(mark) % len(_counting)]:
        found: tuple[str, bytes] = kept.get(f"manifest-{mark}") or _counted(request, export)
    return marked(request, HttpResponse(found[1], content_type=JSON_TYPE), found[0])


def _counted(request: HttpRequest, export: Export) -> tuple[str, bytes]:
    """The ETag and the manifest of the file as it is now, which is kept."""
    variant = request.GET.get("format", "")
    rows, size, digest = 0, 0, hashlib.sha256()
    with one_moment(), closing(export.blocks(variant)) as blocks:
        number, chain = head()
        for block in blocks:
            rows, size = rows + block.rows, size + len(block.text)
            digest.update(block.text)
    query = request.META.get("QUERY_STRING", "")
    address = request.path.removesuffix(".manifest.json") + ".csv"
    manifest: dict[str, Any] = {
        "file": file_name(export.name, variant),
        "url": f"{settings.SITE_URL}{address}{'?' if query else ''}{query}",
        "rows": rows,
        "bytes": size,
        "sha256": digest.hexdigest(),
        "last_revision": number,
        "generated_at": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    found = etag(request, export, chain), json.dumps(manifest, indent=1).encode()
    kept.set(f"manifest-{found[0]}", found, timeout=None)
    return found
