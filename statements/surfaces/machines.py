"""Pages for machines: what may be crawled, every public address, and where to report a weakness."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from statements.catalogue.models import Page

PER_FILE = 50_000  # the protocol's limit, sitemaps.org
PLACES = ("home", "claims", "statements", "sources", "agents", "subjects", "corrections", "data", "codebook", "about")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`: everything public may be crawled, but not every combination of filters; of the desk nothing."""
    if settings.SITE == "desk":
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /claims/?",
        "Disallow: /claims/by/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """`/sitemap.xml`: all public addresses, or an index of such files where one would be too long."""
    numbers = Page.objects.public().order_by("id").values_list("id", flat=True)
    if numbers.count() + len(PLACES) <= PER_FILE:
        return _xml(_urls(None))
    starts = list(numbers[::PER_FILE])
    index = render_to_string("sitemap_index.xml", {"starts": starts, "site_url": settings.SITE_URL})
    return HttpResponse(index, content_type="application/xml")


@require_safe
def sitemap_part(request: HttpRequest, start: int) -> HttpResponseBase:
    """`/sitemap-<id>.xml`: the public addresses from one page on."""
    if start >= 2**63 or not Page.objects.public().filter(id=start).exists():
        raise Http404
    return _xml(_urls(start))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """`/.well-known/security.txt` (RFC 9116); not there where the site names no contact."""
    if not settings.SITE_CONTACT:
        raise Http404
    contact = settings.SITE_CONTACT
    uri = f"mailto:{contact}" if "@" in contact and ":" not in contact else contact
    expires = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=180)
    lines = [
        f"Contact: {uri}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _xml(urls: Iterator[str]) -> StreamingHttpResponse:
    return StreamingHttpResponse(urls, content_type="application/xml")


def _urls(start: int | None) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    pages = Page.objects.public().order_by("id")
    if start is None:
        yield from (f"<url><loc>{settings.SITE_URL}{reverse(name)}</loc></url>\n" for name in PLACES)
    else:
        pages = pages.filter(id__gte=start)[:PER_FILE]
    for page in pages.only("id", "ref", "kind", "updated_at").iterator(chunk_size=2000):
        address = f"{settings.SITE_URL}{page.get_absolute_url()}"
        yield f"<url><loc>{address}</loc><lastmod>{page.updated_at}</lastmod></url>\n"
    yield "</urlset>\n"
