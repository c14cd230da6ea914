"""Claims on other sites: oEmbed, and the framed card that it gives; each carries the attribution and the source."""

import re
from typing import Any
from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from statements import refs
from statements.catalogue import turning
from statements.catalogue.models import Page
from statements.choices import RecordKind
from statements.record.wording import AttributedClaim
from statements.surfaces import formats, versions
from statements.surfaces.addresses import gone, record_page
from statements.surfaces.paths import address
from statements.surfaces.shapes import ADDRESS, NUMBER, TEXT, Shape, copied

PARAMETERS = ("url", "maxwidth", "maxheight", "format")
WIDTH, HEIGHT = 600, 320  # pixels; a longer card scrolls in its frame
EVERYBODY = "*"
_PIXELS = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)
EMBED = Shape(
    "oembed",
    "A claim to be shown on another site (oEmbed 1.0, type rich).",
    (
        copied("version", "The version of oEmbed.", {"const": "1.0"}),
        copied("type", "The type of oEmbed.", {"const": "rich"}),
        copied("title", "The attribution and the claim."),
        copied("provider_name", "The name of this archive."),
        copied("provider_url", "Its address.", ADDRESS),
        copied("url", "The claim's page.", ADDRESS),
        copied("html", "A frame with the claim's card.", TEXT),
        copied("width", "The width of the frame in pixels.", NUMBER),
        copied("height", "The height of the frame in pixels.", NUMBER),
    ),
)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """`/oembed`: how another site shows the claim at `url` (oEmbed 1.0); 404 for any other address, 501 for no JSON."""
    errors = turning.unknown(list(request.GET), known=PARAMETERS)
    errors += [f"{name}: can be given only once." for name in PARAMETERS if len(request.GET.getlist(name)) > 1]
    errors += [f"{name}: must be a number of pixels." for name in PARAMETERS[1:3] if not _is_size(request, name)]
    errors += [] if request.GET.get("url") else ["url: the address of a claim is needed."]
    if errors:
        return formats.problem(400, errors)
    if request.GET.get("format", "json") != "json":
        return formats.problem(501, ["format: only json is offered."])
    page = get_object_or_404(Page, ref=_ref_at(request.GET["url"]))
    return versions.conditional(request, lambda: _embedded(request, page)) if page.is_public else gone(request, page)


@csp_replace({"frame-ancestors": [EVERYBODY]})
@xframe_options_exempt
@record_page(RecordKind.CLAIM, tombstone="statements/card_gone.html")
def card(request: HttpRequest, page: Page) -> HttpResponse:
    """`/claims/<ref>/card/`: a claim with its attribution and source, small, for a frame on anybody's site."""
    return render(request, "statements/card.html", {"claim": AttributedClaim(page.document)})


def _embedded(request: HttpRequest, page: Page) -> HttpResponse:
    claim = AttributedClaim(page.document)
    size = {"width": _size(request, "maxwidth", WIDTH), "height": _size(request, "maxheight", HEIGHT)}
    framed = {"claim": claim, "site_url": settings.SITE_URL, **size}
    told = {
        "version": "1.0",
        "type": "rich",
        "title": str(claim),
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "url": address("claim", claim.ref),
        "html": " ".join(render_to_string("statements/_frame.html", framed).split()),
        **size,
    }
    return formats.answer(EMBED.of(told), schema=EMBED.name)


def _ref_at(url: str) -> str:
    """The ref of the claim whose page is at an address of ours. Raises Http404 for any other address."""
    try:
        parts = urlsplit(url)
        found: Any = resolve(parts.path)
    except (ValueError, Resolver404) as problem:
        raise Http404 from problem
    if parts.netloc != urlsplit(settings.SITE_URL).netloc or found.url_name != "claim":
        raise Http404
    return refs.canonical(found.kwargs["ref"]) or ""


def _is_size(request: HttpRequest, name: str) -> bool:
    given = request.GET.get(name, "")
    return not given or _PIXELS.fullmatch(given) is not None


def _size(request: HttpRequest, name: str, usual: int) -> int:
    given = request.GET.get(name, "")
    return min(int(given), usual) if given else usual
