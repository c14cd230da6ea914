"""Atom feeds as a feed reader sees them: attributed, in parts that miss nothing, and telling what was withdrawn."""

import re
import xml.etree.ElementTree as ET

import feedparser
import made
import pytest
import varied
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from visitor import address

from statements import publishing
from statements.catalogue import filters
from statements.catalogue.models import ClaimRow, Page
from statements.record.wording import AttributedClaim
from statements.surfaces import markup

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
ATOM, DELETED = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"


@pytest.fixture
def archive():
    """Published claims of every kind of attribution, and a draft."""
    made.claim(paraphrase="A draft.")
    return varied.archive()


def feed(client, url):
    """A feed as a feed reader understands it, which has nothing to complain of."""
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    found = feedparser.parse(response.content)
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def ids(found):
    return [entry.id for entry in found.entries]


def tombstones(client, url):
    document = ET.fromstring(client.get(url).content)
    return [
        (gone.get("ref"), gone.get("when"), gone.findtext(f"{DELETED}comment"))
        for gone in document.iter(f"{DELETED}deleted-entry")
    ]


def withdraw(*records, reason="Wrong."):
    return publishing.withdraw(records, by=made.user("publisher"), reason=reason)


def change(claim, paraphrase):
    claim.refresh_from_db()
    claim.paraphrase = paraphrase
    claim.save()
    claim.touch(by=made.user("curator"))
    made.publish(claim, reason="Put more plainly.")


def test_a_feed_has_the_claims_of_the_page_with_the_attribution_in_every_title(client, archive):
    found = feed(client, "/claims.atom")

    claims = [AttributedClaim(page.document) for page in Page.objects.public().of_kind("claim")]
    assert ids(found) == [f"{SITE}/claims/{claim.ref}/" for claim in claims]
    assert [entry.title for entry in found.entries] == [f"{claim.short}: {claim.text}" for claim in claims]
    assert all(claim.sentence in entry.content[0].value for claim, entry in zip(claims, found.entries, strict=True))


def test_a_query_gives_the_same_claims_as_the_page(client, archive):
    for query in ("mode=direct", "kind=figure", "q=bridge", "mode=direct&mode=own", "sort=said"):
        page = filters.claims_for(filters.QueryDict(query)).page()

        found = feed(client, f"/claims.atom?{query}")

        assert len(found.entries) > 0
        assert ids(found) == [f"{SITE}/claims/{row.claim_id}/" for row in page.claims]
        assert found.feed.link == f"{SITE}/claims/?{query}".removesuffix("?sort=said")


def test_records_have_feeds_of_their_claims(client, archive):
    wanted = {
        f"/sources/{archive.release.ref}.atom": {archive.own.ref},
        f"/agents/{archive.bo.ref}.atom": {archive.chain.ref},
        f"/subjects/{archive.subject.ref}.atom": {claim.ref for claim in archive.claims.values()},
    }

    found = {url: {entry.id for entry in feed(client, url).entries} for url in wanted}

    assert found == {url: {f"{SITE}/claims/{ref}/" for ref in refs} for url, refs in wanted.items()}


def test_a_malformed_query_is_refused_with_its_reason(client):
    for query in ("kind=x", "y=1", "sort=x", "after=x", "said_from=x"):
        response = client.get(f"/claims.atom?{query}")

        assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
        assert response.text.startswith(f"{query.split('=')[0]}: ")


def test_a_record_s_feed_takes_a_place_only(client, archive):
    for query in ("kind=figure", "after=x", "after=WyItYWRkZWQiLDFd&after=WyItYWRkZWQiLDFd"):
        for url in (f"/sources/{archive.article.ref}.atom", "/corrections.atom"):
            response = client.get(f"{url}?{query}")

            assert (url, response.status_code) == (url, 400)
            assert response.text.startswith(f"{query.split('=')[0]}: ")


def test_tracking_parameters_are_ignored(client, archive):
    for url in ("/claims.atom", f"/sources/{archive.article.ref}.atom", "/corrections.atom"):
        assert client.get(f"{url}?utm_source=x").status_code == 200


def test_drafts_and_unknown_records_have_no_feed(client, archive):
    draft = made.source()

    assert client.get(f"/sources/{draft.ref}.atom").status_code == 404
    assert client.get(f"/agents/{archive.article.ref}.atom").status_code == 404


def test_the_feed_of_a_merged_record_leads_to_that_of_the_other_and_of_a_withdrawn_one_is_gone(client, archive):
    publishing.merge(archive.bo, into=archive.author, by=made.user("publisher"), reason="The same person.")
    withdraw(archive.release)

    moved = client.get(f"/agents/{archive.bo.ref}.atom")

    assert (moved.status_code, moved["Location"]) == (301, f"/agents/{archive.author.ref}.atom")
    assert client.get(f"/sources/{archive.release.ref}.atom").status_code == 410


def test_following_next_from_part_to_part_gives_every_claim_once_while_others_are_published(
    client, archive, monkeypatch
):
    monkeypatch.setattr(filters, "PAGE_SIZE", 2)
    monkeypatch.setattr(filters.ClaimSelection.page, "__defaults__", (2,))
    before = [
        f"{SITE}/claims/{ref}/" for ref in ClaimRow.objects.order_by("-page_id").values_list("claim_id", flat=True)
    ]
    for begin in ("/claims.atom", f"/subjects/{archive.subject.ref}.atom"):
        url, seen, feeds = begin, [], set()
        while url:
            found = feed(client, url)
            seen += ids(found)
            feeds.add(found.feed.id)
            made.publish(made.claim("", paraphrase="Published meanwhile."))
            url = next((link.href.removeprefix(SITE) for link in found.feed.links if link.rel == "next"), None)

        assert [one for one in seen if one in before] == before
        assert feeds == {f"{SITE}{begin}"}


def test_updated_moves_when_the_claim_or_what_it_names_is_changed(client, archive):
    ClaimRow.objects.update(updated_at="2020-01-01T00:00:00Z")
    change(archive.own, "It shut the bridge.")

    found = feed(client, "/claims.atom")

    dates = {entry.id: entry.updated for entry in found.entries}
    page = Page.objects.get(ref=archive.own.ref)
    assert dates.pop(f"{SITE}{address(archive.own)}") == page.updated_at == found.feed.updated
    assert set(dates.values()) == {"2020-01-01T00:00:00Z"}


def test_a_withdrawn_claim_leaves_the_feed_with_date_and_reason(client, archive):
    withdraw(archive.crossing, reason="Not what was said.")
    at = Page.objects.get(ref=archive.crossing.ref).updated_at
    told = [(f"{SITE}{address(archive.crossing)}", at, "Withdrawn. Reason given: Not what was said.")]

    for url in ("/claims.atom", "/claims.atom?mode=direct", f"/subjects/{archive.subject.ref}.atom"):
        assert address(archive.crossing) not in "".join(ids(feed(client, url)))
        assert tombstones(client, url) == told
    assert tombstones(client, f"/agents/{archive.ministry.ref}.atom") == told
    assert tombstones(client, f"/agents/{archive.bo.ref}.atom") == []
    assert tombstones(client, f"/claims.atom?source={archive.release.ref}") == []
    publishing.restore([type(archive.crossing).objects.get(pk=archive.crossing.pk)], by=made.user("x"), reason="Right.")
    assert tombstones(client, "/claims.atom") == []


def test_corrections_say_what_was_done_and_why(client, archive):
    change(archive.own, "It shut the bridge.")
    withdraw(archive.crossing, reason="Not what was said.")

    found = feed(client, "/corrections.atom")

    claim = AttributedClaim(Page.objects.get(ref=archive.own.ref).document)
    assert [entry.title for entry in found.entries] == [
        f"Claim {archive.crossing.ref} withdrawn",
        f"Claim {archive.own.ref} amended: {claim.short}",
    ]
    withdrawn, amended = [entry.content[0].value for entry in found.entries]
    assert "Reason given: Not what was said." in withdrawn
    assert "residents" not in withdrawn
    assert f"{claim.short}: It closed the bridge." in amended
    assert f"{claim.short}: It shut the bridge." in amended
    assert [entry.link for entry in found.entries] == [
        f"{SITE}{address(one)}" for one in (archive.crossing, archive.own)
    ]


def test_an_archive_without_claims_has_valid_feeds(client):
    for url in ("/claims.atom", "/corrections.atom"):
        found = feed(client, url)

        assert (found.entries, found.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_a_feed_that_a_reader_has_already_is_not_sent_again(client, archive):
    for url in (
        "/claims.atom",
        f"/sources/{archive.article.ref}.atom",
        "/claims.atom?mode=direct",
        "/corrections.atom",
    ):
        first = client.get(url)

        again = client.get(url, headers={"if-none-match": first["ETag"]})

        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    withdraw(archive.crossing)
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_languages_and_directions_are_told(client, archive):
    entry = next(
        entry
        for entry in ET.fromstring(client.get("/claims.atom").content).iter(f"{ATOM}entry")
        if entry.findtext(f"{ATOM}id").endswith(address(archive.arabic))
    )

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (entry.get(lang), entry.find(f"{ATOM}title").get(lang)) == ("ar", "en")
    assert 'lang="ar" dir="rtl"' in entry.findtext(f"{ATOM}content")


def test_words_without_a_paraphrase_stand_isolated_after_the_attribution(client):
    claim = made.claim("41 bridges were closed", paraphrase="")
    made.publish(claim)

    title = feed(client, "/claims.atom").entries[0].title

    assert title == "Ada Example, in the article’s own voice: “\u206841 bridges were closed\u2069”"


def test_what_xml_cannot_hold_is_replaced():
    document = markup.root("x", a="\ufffe")
    markup.add(document, "y", "a\x00\x0b\ud800\uffff]]>&<b")

    written = markup.answer(document, "text/xml").content

    assert ET.fromstring(written).get("a") == "\ufffd"
    assert ET.fromstring(written).findtext("y") == "a\ufffd\ufffd\ufffd\ufffd]]>&<b"


def test_pages_name_the_feed_of_what_they_list(client, archive):
    wanted = {
        "/": "/claims.atom",
        "/claims/?mode=direct&kind=report": "/claims.atom?mode=direct&amp;kind=report",
        "/corrections/": "/corrections.atom",
        **{
            address(record): f"{address(record)[:-1]}.atom" for record in (archive.article, archive.bo, archive.subject)
        },
    }

    found = {url: re.findall(r'type="application/atom\+xml"\s+href="([^"]*)"', client.get(url).text) for url in wanted}

    assert found == {url: [feed] for url, feed in wanted.items()}


def test_thirty_entries_cost_no_more_queries_than_one(client):
    def asked(url):
        client.get(url)
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    capture = made.capture()
    first = made.claim(found_in=capture)
    made.publish(first)
    gone = made.claim("", found_in=capture, paraphrase="Gone.")
    made.publish(gone)
    withdraw(gone)
    urls = ["/claims.atom", f"/sources/{capture.source.ref}.atom", "/corrections.atom"]
    before = [asked(url) for url in urls]

    more = [made.claim("", found_in=capture, paraphrase=f"Claim {n}.") for n in range(30)]
    made.publish(*more)
    withdraw(*more[:15])

    assert [asked(url) for url in urls] == before
    assert max(before) <= 8
