"""`/oai`: OAI-PMH 2.0, by which libraries and aggregators harvest claims, statements and sources."""

import datetime
import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from statements import refs
from statements.catalogue import harvest
from statements.catalogue.current import second
from statements.catalogue.harvest import SETS
from statements.catalogue.models import Page
from statements.surfaces import markup
from statements.surfaces.oai_arguments import (
    TOKEN,
    Listing,
    ProtocolError,
    arguments,
    known_prefix,
    listing,
    refuse_token,
)
from statements.surfaces.oai_formats import MAKERS, XSI, formats, schema
from statements.surfaces.paths import address

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
AT_ONCE = 100
SET_OF = {str(kind): name for name, kind in SETS.items()}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
Asked = dict[str, str]


@csrf_exempt  # it changes nothing, and harvesters have no cookies
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """The answer to one request of a harvester; what it cannot have is told by the protocol's own errors, as 200."""
    document = markup.root(
        "OAI-PMH",
        xmlns=NAMESPACE,
        xmlns_xsi=XSI,
        xsi_schemaLocation=f"{NAMESPACE} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
    )
    markup.add(document, "responseDate", second(datetime.datetime.now(datetime.UTC)))
    asked: Asked = {}
    try:
        asked = arguments(request.POST if request.method == "POST" else request.GET)
        made = VERBS[asked["verb"]](asked)
    except ProtocolError as problem:
        made = markup.root("error", code=problem.code)
        made.text = markup.writable(str(problem))
        asked = {} if problem.code in ("badVerb", "badArgument") else asked
    markup.add(document, "request", _address(), **asked)
    document.append(made)
    response = markup.answer(document, "text/xml")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def oai_schema(request: HttpRequest) -> HttpResponse:
    """`/oai/record.xsd`: the XML Schema of the archive's own form."""
    return markup.answer(schema(), "application/xml")


def _identify(asked: Asked) -> Element:
    made = markup.root("Identify")
    is_email = _EMAIL.fullmatch(settings.SITE_CONTACT)
    markup.add(made, "repositoryName", settings.SITE_NAME)
    markup.add(made, "baseURL", _address())
    markup.add(made, "protocolVersion", "2.0")
    markup.add(made, "adminEmail", settings.SITE_CONTACT if is_email else f"postmaster@{_host()}")
    markup.add(made, "earliestDatestamp", harvest.earliest())
    markup.add(made, "deletedRecord", "persistent")
    markup.add(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    return made


def _list_metadata_formats(asked: Asked) -> Element:
    if "identifier" in asked:
        _page(asked["identifier"])
    made = markup.root("ListMetadataFormats")
    for prefix, (where, namespace) in formats().items():
        form = markup.add(made, "metadataFormat")
        markup.add(form, "metadataPrefix", prefix)
        markup.add(form, "schema", where)
        markup.add(form, "metadataNamespace", namespace)
    return made


def _list_sets(asked: Asked) -> Element:
    if TOKEN in asked:
        refuse_token()
    made = markup.root("ListSets")
    for name in SETS:
        found = markup.add(made, "set")
        markup.add(found, "setSpec", name)
        markup.add(found, "setName", name.capitalize())
    return made


def _get_record(asked: Asked) -> Element:
    prefix = known_prefix(asked["metadataPrefix"])
    page = _page(asked["identifier"])
    made = markup.root("GetRecord")
    _records(made, [page], prefix)
    return made


def _list_identifiers(asked: Asked) -> Element:
    return _list(asked, _headers)


def _list_records(asked: Asked) -> Element:
    return _list(asked, _records)


def _list(asked: Asked, put: Callable[[Element, Sequence[Page], str], None]) -> Element:
    """A part of a list and, unless it is the whole list, the token that leads on; empty in the last part."""
    wanted = listing(asked)
    found = wanted.harvest.pages(wanted.place, AT_ONCE + 1)
    if not found:
        raise ProtocolError("noRecordsMatch", "No record matches.")
    shown = found[:AT_ONCE]
    made = markup.root(asked["verb"])
    put(made, shown, wanted.prefix)
    if len(found) > AT_ONCE:
        _lead_on(made, asked["verb"], wanted, shown)
    elif wanted.place is not None:
        markup.add(made, TOKEN, cursor=str(wanted.met))
    return made


def _lead_on(made: Element, verb: str, wanted: Listing, shown: Sequence[Page]) -> None:
    token = wanted.token(verb, wanted.harvest.place(shown[-1]), wanted.met + len(shown))
    markup.add(made, TOKEN, token, cursor=str(wanted.met))


def _headers(parent: Element, pages: Sequence[Page], prefix: str) -> None:
    for page in pages:
        _header(parent, page)


def _records(parent: Element, pages: Sequence[Page], prefix: str) -> None:
    """Records with what is public of them; of withdrawn ones the header alone."""
    written = MAKERS[prefix]([page for page in pages if page.is_public])
    for page in pages:
        record = markup.add(parent, "record")
        _header(record, page)
        if page.ref in written:
            markup.add(record, "metadata").append(written[page.ref])


def _header(parent: Element, page: Page) -> None:
    header = markup.add(parent, "header", **({} if page.is_public else {"status": "deleted"}))
    markup.add(header, "identifier", f"oai:{_host()}:{page.ref}")
    markup.add(header, "datestamp", page.updated_at)
    markup.add(header, "setSpec", SET_OF[page.kind])


def _page(identifier: str) -> Page:
    begin, _, ref = identifier.rpartition(":")
    page = harvest.page_of(ref) if begin == f"oai:{_host()}" and refs.canonical(ref) == ref else None
    if page is None:
        raise ProtocolError("idDoesNotExist", f"identifier: there is no {identifier[:100]} here.")
    return page


def _address() -> str:
    return address("oai")


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


VERBS: dict[str, Callable[[Asked], Element]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_metadata_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}
