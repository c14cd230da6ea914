"""Pages by the version of the archive: each is made once for a state of the record, and never kept longer."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache as kept
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags

from statements.catalogue.models import Page, PageQuerySet
from statements.record.revision import Revision, head
from statements.surfaces.context import site

LARGEST = 200_000  # bytes of a page that is kept; larger ones are rare and made anew
PLAIN = "text/html; charset=utf-8"
MADE_OF = ("statements", "templates", "static")


def with_version() -> PageQuerySet:
    """Pages that each know, as `version`, the newest link of the record's chain; in the same query."""
    newest = Revision.objects.order_by("-number").values("chain")[:1]
    return Page.objects.annotate(version=Subquery(newest))


def kept_by_version(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Has a view of the archive as it stands answer once for each state of the record; costs one query."""

    @wraps(view)
    def kept_view(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        return view(request, **parts) if request.GET else _answer(request, head()[1], lambda: view(request, **parts))

    return kept_view


def answer(request: HttpRequest, page: Page, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """What `make` makes of a page that was read `with_version`, kept for as long as nothing is published.

    304 where the visitor has it already.
    """
    version: bytes | None = getattr(page, "version", None)
    return make() if version is None else _answer(request, bytes(version), make)


def _answer(request: HttpRequest, version: bytes, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if request.GET:  # anybody can make up queries without end
        return make()
    etag = _etag(request, version)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _marked(HttpResponseNotModified(), etag)
    made = kept.get(etag)
    if made is not None:
        return _marked(HttpResponse(made, content_type=PLAIN), etag)
    response = make()
    if not isinstance(response, HttpResponse) or response.status_code != 200 or response["Content-Type"] != PLAIN:
        return response
    if len(response.content) <= LARGEST:
        kept.set(etag, response.content, timeout=None)
    return _marked(response, etag)


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
