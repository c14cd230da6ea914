"""How a file is sent: in blocks of one state of the archive, packed where the reader takes that, and never twice."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import urlencode

from statements.catalogue.filters import TRACKING
from statements.record.moment import one_moment
from statements.record.revision import head
from statements.surfaces import formats, versions
from statements.surfaces.csv_files import Blocks, file_name

CSV_TYPE = "text/csv; charset=utf-8; header=present"
QUICKLY = 1  # the level of gzip: a third of the bytes, and few of the seconds that a better one takes
GZIP = 31  # what zlib calls a window of 32 KB with gzip's header and checksum
NEVER = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


@dataclass(frozen=True)
class Export:
    """A file by its name, and its blocks in a variant, which are read when they are sent; not with errors."""

    name: str
    blocks: Callable[[str], Blocks]
    errors: list[str] = field(default_factory=list)


def answer(request: HttpRequest, export: Export) -> HttpResponseBase:
    """The file, in blocks; 304 where the reader has it already, 400 with the errors where there are some.

    What fails in the middle breaks the transfer. What is published between the answer's head and its first block is in
    the file though not in its ETag: then the manifest of the same query says so, and the reader asks once more.
    """
    if export.errors:
        return formats.refusal(request, 400, export.errors)
    variant, packed = request.GET.get("format", ""), takes_gzip(request)
    blocks = _sent(export, variant, packed=packed) if request.method == "GET" else ()
    response = StreamingHttpResponse(blocks, content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file_name(export.name, variant)}"'
    response["Accept-Ranges"] = "none"
    patch_vary_headers(response, ["Accept-Encoding"])
    if packed:
        response["Content-Encoding"] = "gzip"
    mark = etag(request, export, head()[1])
    return marked(request, response, f"W/{mark}" if packed else mark)  # other bytes of the same file: RFC 9110, 8.8.1


def etag(request: HttpRequest, export: Export, chain: bytes) -> str:
    """What names this file of this state of the archive, by the newest link of the record's chain."""
    asked = [(name, value) for name, values in request.GET.lists() for value in values if not TRACKING.fullmatch(name)]
    return versions.mark(chain, export.name, settings.SITE_URL, urlencode(sorted(asked)))


def marked(request: HttpRequest, response: HttpResponseBase, mark: str) -> HttpResponseBase:
    """The response with this ETag; 304 where the reader has that one already."""
    response["ETag"] = mark
    response["Cache-Control"] = "no-cache"  # may be kept, but asked for again each time
    answered = get_conditional_response(request, etag=mark, response=response)  # type: ignore[arg-type]  # streams too
    return answered or response


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the reader takes gzip (RFC 9110, 12.5.3)."""
    offers = (offer.partition(";") for offer in request.headers.get("Accept-Encoding", "").split(","))
    return any(coding.strip().lower() == "gzip" and not NEVER.fullmatch(weight) for coding, _, weight in offers)


def _sent(export: Export, variant: str, *, packed: bool) -> Iterator[bytes]:
    with one_moment(), closing(export.blocks(variant)) as blocks:
        texts = (block.text for block in blocks)
        yield from _packed(texts) if packed else texts


def _packed(texts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(QUICKLY, wbits=GZIP)
    yield from filter(None, map(packer.compress, texts))
    yield packer.flush()
