"""Atom feeds (RFC 4287) of claims and of corrections, the attribution in every title; older entries by RFC 5005."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from statements import texts
from statements.catalogue import corrections as correction_log
from statements.catalogue import turning
from statements.catalogue.corrections import Correction
from statements.catalogue.filters import ClaimSelection, claims_for
from statements.catalogue.models import ClaimRow, Page
from statements.catalogue.withdrawals import Withdrawal, recent
from statements.choices import RecordKind
from statements.record import naming
from statements.record.wording import AttributedClaim
from statements.surfaces import formats, markup, versions
from statements.surfaces.addresses import record_page
from statements.surfaces.paths import address

TYPE = "application/atom+xml"
ATOM, DELETED = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"
BEFORE_ALL = "1970-01-01T00:00:00Z"  # a feed always says when it was updated, also when it is empty


@dataclass(frozen=True)
class Place:
    """Where a feed is: its own address, that of the same list as a page, and the queries of this part and others."""

    feed: str
    page: str
    here: str = ""
    following: str | None = None
    previous: str | None = None


@require_safe
def claims(request: HttpRequest) -> HttpResponseBase:
    """`/claims.atom`: what `/claims/` shows for the same query; 400 with the reasons where it cannot be answered."""
    selection = claims_for(request.GET)
    if selection.errors:
        return formats.refusal(request, 400, selection.errors)
    named = "; ".join(f"{name}: {value}" for name, value, _ in selection.active)
    title = f"{settings.SITE_NAME}: claims" + (f" ({named})" if named else "")
    place = Place(reverse("claims_atom"), f"{reverse('claims')}{_asking(selection.query)}")
    return versions.conditional(request, lambda: _claims(selection, title, place))


@record_page(RecordKind.SOURCE)
def source(request: HttpRequest, page: Page) -> HttpResponseBase:
    """`/sources/<ref>.atom`: the claims found in a source."""
    return _of_record(request, page, f"claims found in {naming.label(page.document)}")


@record_page(RecordKind.AGENT)
def agent(request: HttpRequest, page: Page) -> HttpResponseBase:
    """`/agents/<ref>.atom`: the claims that a person or body is said to have made or relayed, or wrote."""
    return _of_record(request, page, f"claims that name {page.document['name']}")


@record_page(RecordKind.SUBJECT)
def subject(request: HttpRequest, page: Page) -> HttpResponseBase:
    """`/subjects/<ref>.atom`: the claims about a subject."""
    return _of_record(request, page, f"claims about {page.document['name']}")


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    """`/corrections.atom`: every change of what visitors see, newest first."""
    problems = turning.unknown(list(request.GET), known=("after",))
    try:
        after = turning.place(request.GET.get("after", ""))
    except ValueError as problem:
        problems.append(str(problem))
    if problems:
        return formats.refusal(request, 400, problems)
    return versions.conditional(request, lambda: _corrections(after))


def _of_record(request: HttpRequest, page: Page, title: str) -> HttpResponseBase:
    """The feed of the claims that name a record in the parameter of its kind; only a place in it can be asked for."""
    problems = turning.unknown(list(request.GET), known=("after",))
    asked = QueryDict(f"{page.kind}={page.ref}", mutable=True)
    asked.setlistdefault("after", request.GET.getlist("after"))
    selection = claims_for(asked)
    if problems or selection.errors:
        return formats.refusal(request, 400, [*problems, *selection.errors])
    place = Place(reverse(f"{page.kind}_atom", args=[page.ref]), page.get_absolute_url())
    whole = f"{settings.SITE_NAME}: {title}"
    return versions.conditional(request, lambda: _claims(selection, whole, place, asking=_place_only))


def _asking(query: str | None) -> str:
    return f"?{query}" if query else ""


def _claims(selection: ClaimSelection, title: str, place: Place, *, asking: Callable[[str], str] = str) -> HttpResponse:
    """A part of a feed, and on the first one what was lately withdrawn of what the query names.

    `asking` makes the query of the feed's own address out of that of the selection.
    """
    found = selection.page()
    here, following, previous = (
        None if query is None else asking(query)
        for query in (selection.params.urlencode(), found.next_query, found.previous_query)
    )
    gone = [] if selection.after else recent(selection)
    dates = [row.updated_at for row in found.claims] + [one.at for one in gone]
    place = replace(place, here=here or "", following=following, previous=previous)
    document = _feed(title, place, max(dates, default=BEFORE_ALL))
    for row in found.claims:
        _claim(document, AttributedClaim(row.page.document), row)
    for one in gone:
        _tombstone(document, one)
    return markup.answer(document, TYPE)


def _place_only(query: str) -> str:
    """Of a query string what says where in the list one is; the rest is in the feed's own address."""
    kept = QueryDict(mutable=True)
    kept.setlist("after", QueryDict(query).getlist("after"))
    return kept.urlencode()


def _corrections(after: int | None) -> HttpResponse:
    turned = turning.turn(correction_log.corrected(), "number", after)
    following = None if turned.older is None else turning.query(turned.older)
    previous = None if turned.is_first else turning.query(turned.newer)
    place = Place(reverse("corrections_atom"), reverse("corrections"), turning.query(after), following, previous)
    found = correction_log.of(turned.rows)
    document = _feed(f"{settings.SITE_NAME}: corrections", place, found[0].at if found else BEFORE_ALL)
    for correction in found:
        _correction(document, correction)
    return markup.answer(document, TYPE)


def _feed(title: str, place: Place, updated: str) -> Element:
    document = markup.root("feed", xmlns=ATOM, xmlns_at=DELETED, xml_lang="en", xml_base=f"{settings.SITE_URL}/")
    markup.add(document, "id", f"{settings.SITE_URL}{place.feed}{_asking(_placeless(place.here))}")
    markup.add(document, "title", title)
    markup.add(document, "updated", updated)
    markup.add(markup.add(document, "author"), "name", settings.SITE_NAME)
    markup.add(document, "rights", settings.SITE_DATA_LICENCE)
    _link(document, "alternate", place.page, type="text/html")
    for relation, query in (("self", place.here), ("next", place.following), ("previous", place.previous)):
        if query is not None:
            _link(document, relation, f"{place.feed}{_asking(query)}", type=TYPE)
    return document


def _placeless(query: str) -> str:
    """The query string of a feed's first part, so that all its parts are one feed."""
    kept = QueryDict(query, mutable=True)
    kept.pop("after", None)
    return kept.urlencode()


def _claim(document: Element, claim: AttributedClaim, row: ClaimRow) -> None:
    """An entry: who is said to have said it, then what, and the claim as its page shows it.

    Its language is that of the source's words; our own sentences say that they are English.
    """
    language = claim.language if texts.is_language(claim.language) else ""
    entry = markup.add(document, "entry", xml_lang=language)
    markup.add(entry, "id", f"{settings.SITE_URL}{row.page.get_absolute_url()}")
    markup.add(entry, "title", claim.headline, xml_lang="en")
    markup.add(entry, "published", row.published_at)
    markup.add(entry, "updated", row.updated_at)
    _link(entry, "alternate", row.page.get_absolute_url(), type="text/html")
    if claim.source["url"]:
        _link(entry, "via", claim.source["url"])
    markup.add(entry, "category", term=claim.mode, label=claim.mode_label)
    shown = render_to_string("statements/_feed_claim.html", {"claim": claim})
    markup.add(entry, "content", shown, type="html", xml_lang="en")


def _tombstone(document: Element, one: Withdrawal) -> None:
    """RFC 6721: that an entry is gone, when, and the public reason."""
    gone = markup.add(document, "at:deleted-entry", ref=address("claim", one.ref), when=one.at)
    markup.add(gone, "at:comment", f"Withdrawn. Reason given: {one.reason}" if one.reason else "Withdrawn.")
    _link(gone, "alternate", reverse("claim", args=[one.ref]), type="text/html")


def _correction(document: Element, correction: Correction) -> None:
    entry = markup.add(document, "entry", xml_lang="en")
    act = f"{correction.kind.capitalize()} {correction.ref} {correction.act_label}"
    markup.add(entry, "id", f"{address('corrections')}#n{correction.number}")
    markup.add(entry, "title", f"{act}: {correction.name}" if correction.name else act)
    markup.add(entry, "updated", correction.at)
    _link(entry, "alternate", correction.url, type="text/html")
    markup.add(entry, "category", term=correction.act, label=correction.act_label)
    told = render_to_string("statements/_correction.html", {"correction": correction})
    markup.add(entry, "content", told, type="html")


def _link(parent: Element, relation: str, address: str, **more: str) -> None:
    whole = f"{settings.SITE_URL}{address}" if address.startswith("/") else address
    markup.add(parent, "link", rel=relation, href=whole, **more)
