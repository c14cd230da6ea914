"""The formats made for programs: which address has which, open to scripts of other sites, refusals as JSON."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from statements.surfaces.problems import PROBLEM

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
PROBLEM_JSON = "application/problem+json"  # RFC 9457
# What each ending of an address answers with; the longest that fits counts.
FORMATS: dict[str, tuple[str, ...]] = {
    ".zip": ("application/zip",),
    ".csv": ("text/csv",),
    ".json": (JSON, PROBLEM_JSON, "application/schema+json"),
    "/csv-metadata.json": ("application/csvm+json", PROBLEM_JSON),
    "/oembed": (JSON, PROBLEM_JSON),
    ".atom": ("application/atom+xml",),
    ".jsonld": ("application/ld+json", PROBLEM_JSON),
    ".bib": ("application/x-bibtex",),
    ".ris": ("application/x-research-info-systems",),
    ".csl.json": ("application/vnd.citationstyles.csl+json", PROBLEM_JSON),
    ".txt": ("text/plain",),
    "/oai": ("text/xml", "application/xml"),
    ".xsd": ("application/xml",),
}
RESUMED = re.compile(r"bytes=\d+-")


def types_at(path: str) -> tuple[str, ...]:
    """The media types that an address for programs answers with; none for a page."""
    fitting = [ending for ending in FORMATS if path.endswith(ending)]
    return FORMATS[max(fitting, key=len)] if fitting and not path.startswith("/admin/") else ()


class MachineFormats:
    """Lets scripts of any site read what is made for programs (CORS); answers 406 where its format is not wanted.

    The address names the format: nothing else is chosen by `Accept`. A part of what is offered whole only is 416.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = types_at(request.path)
        if not offered:
            return self.get_response(request)
        if any(_is_wanted(request, media_type) for media_type in offered):
            response = _whole_or_part(request, self.get_response(request))
        else:
            reason = f"Only {offered[0]} is offered here; the ending of the address names the format."
            response = refusal(request, 406, [reason])
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Says without a page that there is no such record; everything else is left to others."""
        if isinstance(exception, Http404) and types_at(request.path):
            return refusal(request, 404, ["There is no such record."])
        return None


def _whole_or_part(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response; 416 where `Range` asks for a part of what is offered whole only (RFC 9110, 14.2).

    A download that is resumed gets the whole: wget takes 416 to mean that it has all, and a cut file must never look
    whole.
    """
    asked = request.headers.get("Range", "") if request.method == "GET" and response.status_code == 200 else ""
    if not asked or RESUMED.fullmatch(asked) or response.get("Accept-Ranges") == "bytes":
        return response
    if isinstance(response, FileResponse):
        response.file_to_stream.close()
    return refusal(request, 416, ["Range: this is offered whole only, not in parts."])


def _is_wanted(request: HttpRequest, media_type: str) -> bool:
    """Whether `Accept` takes a type, whatever else it says of it: all texts here are UTF-8 anyway."""
    main, _, sub = media_type.partition("/")
    return any(
        one.quality and one.main_type in ("*", main) and one.sub_type in ("*", sub) for one in request.accepted_types
    )


def answer(thing: Any, *, schema: str, links: dict[str, str | None] | None = None) -> HttpResponse:
    """JSON in UTF-8 that names its schema, and by `links` (relation: address) its neighbours (RFC 8288)."""
    described = f'<{settings.SITE_URL}/schema.json#/$defs/{schema}>; rel="describedby"'
    named = [f'<{address}>; rel="{relation}"' for relation, address in (links or {}).items() if address]
    response = _json(thing)
    response["Link"] = ", ".join([described, *named])
    return response


def published(request: HttpRequest, thing: Any, *, content_type: str = JSON) -> HttpResponse:
    """JSON that stays the same until the archive's code changes; 304 where the visitor has it already."""
    response = _json(thing)
    response["Content-Type"] = content_type
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = "no-cache"
    made = get_conditional_response(request, etag=response["ETag"], response=response)
    return cast(HttpResponse, made)


def refusal(request: HttpRequest, status: int, errors: Sequence[str], **more: str) -> HttpResponse:
    """Why an address for programs has no answer: as JSON where it answers with JSON, else as text."""
    if any(offered.endswith("json") for offered in types_at(request.path)):
        return problem(status, errors, **more)
    lines = [*errors, *(f"{name}: {value}" for name, value in more.items())]
    return HttpResponse("\n".join(lines) + "\n", status=status, content_type=TEXT)


def problem(status: int, errors: Sequence[str], **more: str) -> HttpResponse:
    """Why there is no answer (RFC 9457). An error that begins with the name of a parameter and a colon names it."""
    told = {"title": HTTPStatus(status).phrase, "status": status, "errors": list(errors)} | more
    response = _json(PROBLEM.of(told), status=status)
    response["Content-Type"] = PROBLEM_JSON
    return response


def _json(thing: Any, *, status: int = 200) -> HttpResponse:
    content = json.dumps(thing, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(content, content_type=JSON, status=status)
