"""Pages by the version of the archive: each is made once for a state of the record, and never kept longer."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeGuard

from django.conf import settings
from django.core.cache import cache as kept
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags

from statements.catalogue.models import Page, PageQuerySet
from statements.record.revision import Revision
from statements.surfaces.context import site

LARGEST = 200_000  # bytes of a page that is kept; larger ones are rare and made anew
MADE_OF = ("statements", "templates", "static")


def with_version() -> PageQuerySet:
    """Pages that each know, as `version`, the newest link of the record's chain; in the same query."""
    newest = Revision.objects.order_by("-number").values("chain")[:1]
    return Page.objects.annotate(version=Subquery(newest))


def answer(request: HttpRequest, page: Page, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `make` makes of a page that was read `with_version`, kept for as long as nothing is published.

    304 where the visitor has it already.
    """
    version: bytes | None = getattr(page, "version", None)
    if version is None or request.GET:  # anybody can make up queries without end
        return make()
    etag = _etag(request, bytes(version))
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _marked(HttpResponseNotModified(), etag)
    made = kept.get(etag)
    if made is not None:
        content, headers = made
        return _marked(HttpResponse(content, headers=headers), etag)
    response = make()
    if not _is_kept(response):
        return response
    if len(response.content) <= LARGEST:
        kept.set(etag, (response.content, dict(response.headers)), timeout=None)
    return _marked(response, etag)


def answer_of_now(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` makes of a query, which is never kept; 304 where the visitor has it as the archive stands now."""
    newest = Revision.objects.order_by("-number").values_list("chain", flat=True).first()
    etag = _etag(request, bytes(newest or b""))
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _marked(HttpResponseNotModified(), etag)
    return _marked(make(), etag)


def _is_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether it is a whole answer to read, and no file to save."""
    is_whole = isinstance(response, HttpResponse) and response.status_code == 200
    return is_whole and not response.has_header("Content-Disposition")


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # may be kept, but asked for again each time
    return response


def _etag(request: HttpRequest, version: bytes) -> str:
    told = "\n".join([version.hex(), request.get_full_path(), _release(), *site(request).values()])
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


@cache
def _release() -> str:
    """Changes with the code that makes pages."""
    files = (path for part in MADE_OF for path in Path(settings.BASE_DIR, part).rglob("*") if path.suffix != ".pyc")
    return str(max(path.stat().st_mtime_ns for path in files))
