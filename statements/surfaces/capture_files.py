"""The bytes of a capture as they were received, where the source's `display` lets visitors have them."""

import mimetypes

from django.http import HttpRequest, HttpResponse

from statements.catalogue.models import Page
from statements.choices import Display, RecordKind
from statements.record.content import Content
from statements.surfaces.addresses import record_page
from statements.surfaces.refusals import refusal

NOT_SHOWN = "Visitors may not have the whole of this capture; its page gives the sums by which a copy can be compared."
ERASED = "The bytes of this capture were erased; its page still gives their sum."


@record_page(RecordKind.CAPTURE)
def capture_file(request: HttpRequest, page: Page) -> HttpResponse:
    """`/captures/<ref>/file`: the bytes as received, to be saved and never to be run."""
    capture = page.document
    if capture["source"]["display"] != Display.FULL:
        return refusal(request, 403, NOT_SHOWN)
    kept = Content.objects.filter(pk=capture["sha256"]).values_list("content", flat=True).first()
    if kept is None:
        return refusal(request, 410, ERASED)
    media_type = capture["media_type"]
    is_text = media_type.startswith("text/plain")
    response = HttpResponse(bytes(kept), content_type="text/plain; charset=utf-8" if is_text else media_type)
    ending = mimetypes.guess_extension(media_type) or ".bin"
    response["Content-Disposition"] = f'attachment; filename="{page.ref}{ending}"'
    # Somebody else's bytes under our name: nothing in them may run.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
