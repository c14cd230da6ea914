"""What a preview link leads to: the public page of an unpublished record, for a reader without an account."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from statements.admin.acts import public_address
from statements.admin.rendering import page_of
from statements.choices import DeskState
from statements.desk.preview_links import LONGEST_PROGRAM, PreviewLink, PreviewUse
from statements.publishing.snapshot import KINDS
from statements.record.wording import BrokenAttribution

DRAFT = (
    "An unpublished draft, shown to you by a private link until {}. It is not part of the archive and may change: "
    "please do not cite it or pass the address on."
)
OVER = "This private link to a draft has expired or was revoked. Ask whoever sent it to you for a new one."
GONE = "The draft that this private link led to is there no more."
NOT_YET = "The draft that this private link leads to cannot be shown at this moment. Try again later."


@require_safe
def preview_link(request, secret):
    """The draft that this secret opens; 404 for an unknown secret, 410 where the link or the draft is over."""
    return _kept_private(_answer(request, secret))


def _answer(request, secret):
    link = PreviewLink.objects.by_secret(secret)
    if link is None:
        raise Http404("No such link.")
    if not link.is_open:
        return _plain(request, 410, OVER)
    PreviewUse.objects.create(link=link, program=request.headers.get("User-Agent", "")[:LONGEST_PROGRAM])
    record = KINDS[link.record_kind].objects.filter(ref=link.ref).first()
    if record is None or record.state in (DeskState.WITHDRAWN, DeskState.MERGED):
        return _plain(request, 410, GONE)
    if record.state == DeskState.PUBLISHED and not record.has_changes:
        return HttpResponseRedirect(public_address(record))
    until = date_format(timezone.localtime(link.expires_at), "j F Y, H:i") + " UTC"
    try:
        return page_of(request, record, notice=DRAFT.format(until))
    except BrokenAttribution:
        return _plain(request, 503, NOT_YET)


def _plain(request, status, problem):
    return render(request, "preview_over.html", {"problem": problem, "status": status}, status=status)


def _kept_private(response):
    """Stored by no cache, listed by no search engine, and its address told to no other site."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
