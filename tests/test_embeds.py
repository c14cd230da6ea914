"""A claim on other people’s sites: oEmbed, the framed card and share previews, none without attribution and source."""

import html
import json
import re

import jsonschema
import made
import pytest
import varied
from visitor import element, read, squeezed

from statements import publishing
from statements.catalogue.models import Page
from statements.record import naming
from statements.record.wording import AttributedClaim
from statements.surfaces import openapi

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def archive():
    return varied.archive()


@pytest.fixture
def claim():
    claim = made.claim(paraphrase="41 bridges were closed.")
    made.publish(claim)
    return claim


def asked(client, claim, *, status=200, **more):
    response = client.get("/oembed", {"url": f"{SITE}/claims/{claim.ref}/", **more})
    assert response.status_code == status
    return json.loads(response.content)


def told(record):
    return AttributedClaim(Page.objects.get(ref=record.ref).document)


def test_oembed_gives_a_frame_with_the_claims_card(client, claim):
    found = asked(client, claim)

    schema = openapi.json_schema()["$defs"]["oembed"]
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found == {
        "version": "1.0",
        "type": "rich",
        "title": str(told(claim)),
        "provider_name": "Archive of Public Statements",
        "provider_url": f"{SITE}/",
        "url": f"{SITE}/claims/{claim.ref}/",
        "html": f'<iframe src="{SITE}/claims/{claim.ref}/card/" width="600" height="320"'
        ' title="Ada Example, in the article’s own voice" loading="lazy"></iframe>',
        "width": 600,
        "height": 320,
    }


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ({"maxwidth": 300}, (300, 320)),
        ({"maxheight": 100, "maxwidth": 2000}, (600, 100)),
        ({"maxwidth": ""}, (600, 320)),
    ],
)
def test_a_frame_is_no_larger_than_the_site_has_room_for(client, claim, given, size):
    found = asked(client, claim, format="json", **given)

    assert (found["width"], found["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in found["html"]


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        ("", 400, "url: the address of a claim is needed."),
        ("url={claim}&maxwidth=0", 400, "maxwidth: must be a number of pixels."),
        ("url={claim}&maxheight=1e3", 400, "maxheight: must be a number of pixels."),
        ("url={claim}&url={claim}", 400, "url: can be given only once."),
        ("url={claim}&callback=x", 400, "callback: there is no such parameter."),
        ("url={claim}&format=xml", 501, "format: only json is offered."),
        ("url=https://elsewhere.example/claims/{ref}/", 404, "There is no such record."),
        ("url=http://127.0.0.1:8000/about/", 404, "There is no such record."),
        ("url=http://127.0.0.1:8000/claims/c-0123456789/", 404, "There is no such record."),
        ("url=http://127.0.0.1:8000/claims/nothing/", 404, "There is no such record."),
        ("url=//[", 404, "There is no such record."),
        ("url=/admin/", 404, "There is no such record."),
    ],
)
def test_oembed_refuses_what_it_cannot_show_as_the_specification_says(client, claim, query, status, detail):
    query = query.format(claim=f"{SITE}/claims/{claim.ref}/", ref=claim.ref)

    response = client.get(f"/oembed?{query}")

    assert (response.status_code, json.loads(response.content)["detail"]) == (status, detail)
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_page_of_a_claim_leads_to_its_oembed(client, claim):
    page = read(client, f"/claims/{claim.ref}/")

    address = element(page, r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)"')
    assert json.loads(client.get(address.removeprefix(SITE)).content)["url"] == f"{SITE}/claims/{claim.ref}/"
    record = element(page, r'<link rel="alternate" type="application/json" href="([^"]*)"')
    assert record == f"/claims/{claim.ref}.json"


def test_a_card_of_every_mode_has_attribution_words_source_and_the_way_to_the_claim(client, archive):
    for record in archive.claims.values():
        claim = told(record)
        page = read(client, f"/claims/{record.ref}/card/")
        words = html.unescape(re.sub(r"<[^>]*>", " ", page))

        assert element(page, r"<title>([^·]*?) · ") == claim.short
        assert " ".join(claim.who.split()) in words
        assert claim.document["paraphrase"] in words or claim.verbatim in words
        assert naming.label(claim.source) in words
        assert f'href="/claims/{record.ref}/"' in page
        assert "<script" not in page


def test_only_the_card_may_be_framed_and_it_runs_nothing(client, claim):
    card = client.get(f"/claims/{claim.ref}/card/")
    again = client.get(f"/claims/{claim.ref}/card/")  # as it is kept
    page = client.get(f"/claims/{claim.ref}/")

    for answer in (card, again):
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_card_of_a_withdrawn_claim_says_when_and_why_and_no_more(client, claim):
    assert "41 bridges were closed." in read(client, f"/claims/{claim.ref}/card/")
    publishing.withdraw([claim], by=made.user("publisher"), reason="Wrong source.")

    card = client.get(f"/claims/{claim.ref}/card/")

    assert card.status_code == 410
    assert "Reason given: Wrong source." in squeezed(card.content.decode())
    assert "41 bridges" not in card.content.decode()
    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert asked(client, claim, status=410)["reason"] == "Wrong source."


def test_share_previews_carry_the_attribution(client, archive):
    def preview(folder, record):
        page = read(client, f"/{folder}/{record.ref}/")
        found = [html.unescape(element(page, rf'<meta property="og:{name}"\s*content="([^"]*)"'))
                 for name in ("title", "description")]  # fmt: skip
        assert '<meta name="twitter:card" content="summary">' in page
        assert f'<link rel="canonical" href="{SITE}/{folder}/{record.ref}/">' in page
        return found

    claim = told(archive.chain)
    assert preview("claims", archive.chain) == [claim.short, str(claim)]
    title, description = preview("statements", archive.statement)
    assert title == "Foreign Ministry of Exampleland · Statement on the bridges"
    assert description.startswith(f"{title}: claims as the sources held here report them")
    title, description = preview("sources", archive.release)
    assert title == "Bridge closed, press release by Foreign Ministry of Exampleland"
    assert description == "The claims found in it, each with its stated attribution."
