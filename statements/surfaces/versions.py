"""Pages by the version of the archive: each is made once for a state of the record, and never kept longer."""

import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from django.conf import settings
from django.core.cache import cache as kept
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags

from statements.catalogue.models import Page, PageQuerySet
from statements.record.revision import Revision, head
from statements.surfaces.context import site

LARGEST = 200_000  # bytes of a page that is kept; larger ones are rare and made anew
Response = TypeVar("Response", bound=HttpResponseBase)
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
        content, headers = made
        return _marked(HttpResponse(content, headers=headers), etag)
    response = make()
    if response.status_code != 200 or response.has_header("ETag"):
        return response
    if _is_kept(response):
        kept.set(etag, (response.content, dict(response.headers)), timeout=None)
    return _marked(response, etag)


def conditional(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` makes for machines that ask again and again, with its ETag; 304 where they have it already."""
    etag = _etag(request, head()[1])
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _marked(HttpResponseNotModified(), etag)
    response = make()
    return _marked(response, etag) if response.status_code == 200 else response


def _is_kept(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Whether it is an answer to read that is not very large, and no file to save."""
    if not isinstance(response, HttpResponse) or response.has_header("Content-Disposition"):
        return False
    return len(response.content) <= LARGEST


def _marked(response: Response, etag: str) -> Response:
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # may be kept, but asked for again each time
    return response


def mark(version: bytes, *told: str) -> str:
    """An ETag of what is made of the archive at the newest link of its chain, by this code, of what else is told."""
    made_of = "\n".join([version.hex(), _release(), *told])
    return f'"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'


def _etag(request: HttpRequest, version: bytes) -> str:
    return mark(version, request.get_full_path(), *site(request).values())


@cache
def _release() -> str:
    """Changes with the code that makes pages."""
    files = (path for part in MADE_OF for path in Path(settings.BASE_DIR, part).rglob("*") if path.suffix != ".pyc")
    return str(max(path.stat().st_mtime_ns for path in files))
