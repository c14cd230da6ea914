"""What stands at a record's address: the record itself, the way to another address, a tombstone, or nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from statements import refs
from statements.catalogue.models import Page
from statements.choices import Act, PageState
from statements.record.documents import Document
from statements.record.revision import Revision
from statements.surfaces import formats, versions

View = Callable[..., HttpResponseBase]


def record_page(kind: str, *, tombstone: str = "410.html") -> Callable[[View], View]:
    """Gives a view the public page of one kind of record in place of what was typed; answers everything else itself.

    `tombstone` is the template for one that was withdrawn.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, ref: str, **more: Any) -> HttpResponseBase:
            if (meant := _canonical(ref, kind)) != ref:
                return HttpResponsePermanentRedirect(_same_address(request, ref=meant, **more))
            page = get_object_or_404(versions.with_version(), ref=ref)
            if page.state == PageState.MERGED:
                return moved(request, page, _moved_to(request, page, **more))
            if not page.is_public:
                return gone(request, page, tombstone)
            return versions.answer(request, page, lambda: view(request, page, **more))

        return answer

    return decorate


def moved(request: HttpRequest, page: Page, address: str) -> HttpResponse:
    """The way to the same of the record that this one was merged into; never cached, since it can be undone."""
    if formats.types_at(request.path):
        why = "This record was merged into another."
        response = _told_gone(request, page, 301, why, url=f"{settings.SITE_URL}{address}")
    else:
        context = {"ref": page.ref, "kind": page.kind, "entry": page.revisions[-1], "into": page.redirect}
        response = render(request, "301.html", context | {"address": address}, status=301)
    response["Location"] = address
    response["Cache-Control"] = "no-cache"
    return response


def gone(request: HttpRequest, page: Page, template: str = "410.html") -> HttpResponse:
    """The tombstone of a withdrawn record: when and why, and nothing of what it said."""
    if formats.types_at(request.path):
        return _told_gone(request, page, 410, "This record was withdrawn.")
    context = {"ref": page.ref, "kind": page.kind, "entry": page.revisions[-1], "since": page.revisions[0]["at"]}
    return render(request, template, context, status=410)


def _told_gone(request: HttpRequest, page: Page, status: int, why: str, **more: str) -> HttpResponse:
    entry = page.revisions[-1]
    return formats.refusal(request, status, [why], id=page.ref, at=entry["at"], reason=entry["reason"], **more)


def revision_gone(request: HttpRequest, page: Page, entry: Document) -> HttpResponse:
    """The place of one revision without a text: the record was withdrawn with it, or its bytes were erased."""
    context = {"ref": page.ref, "kind": page.kind, "entry": entry, "is_revision": True}
    return render(request, "410.html", context, status=410)


def revision_at(page: Page, n: int) -> Document | None:
    """The document of a record's n-th revision, None where it holds no text; Http404 where there is no such one."""
    if n > page.revision:  # a number that no database holds would be a 500
        raise Http404
    revision = get_object_or_404(Revision, ref=page.ref, n=n)
    if revision.content is None or revision.act in (Act.WITHDRAW, Act.MERGE):
        return None
    return revision.document


def _canonical(typed: str, kind: str) -> str:
    ref = refs.canonical(typed)
    if ref is None or refs.kind_of(ref) != kind:
        raise Http404
    return ref


def _moved_to(request: HttpRequest, page: Page, **more: Any) -> str:
    """The same page or file of the record that this one became; for a revision the page: numbers are each record’s."""
    is_numbered = "n" in more
    return (
        reverse(page.kind, args=[page.redirect]) if is_numbered else _same_address(request, ref=page.redirect, **more)
    )


def _same_address(request: HttpRequest, **parts: Any) -> str:
    match = request.resolver_match
    address = reverse(match.view_name if match else "", kwargs=parts)
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
