import xml.etree.ElementTree as ET

import made
import pytest

from statements import publishing
from statements.surfaces import machines

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
SITE = "http://127.0.0.1:8000"


def addresses(response):
    return [found.text for found in ET.fromstring(response.getvalue()).iter(LOC)]


@pytest.fixture
def claim():
    withdrawn, shown = made.claim(), made.claim()
    made.publish(withdrawn)
    made.publish(shown)
    made.claim()
    publishing.withdraw([withdrawn], by=made.user("publisher"), reason="Wrong.")
    return shown


def test_the_sitemap_lists_every_public_address_and_no_other(client, claim):
    found = addresses(client.get("/sitemap.xml"))

    claims = [address for address in found if "/claims/c-" in address]
    assert claims == [f"{SITE}/claims/{claim.ref}/"]
    assert f"{SITE}/corrections/" in found
    assert all(client.get(address.removeprefix(SITE)).status_code == 200 for address in found)


def test_a_long_sitemap_is_an_index_of_parts_that_hold_every_record_once(client, claim, monkeypatch):
    whole = [address for address in addresses(client.get("/sitemap.xml")) if "-" in address]
    monkeypatch.setattr(machines, "PER_FILE", 3)

    parts = addresses(client.get("/sitemap.xml"))
    found = [address for part in parts for address in addresses(client.get(part.removeprefix(SITE)))]

    assert len(parts) > 1
    assert sorted(found) == sorted(whole)


@pytest.mark.parametrize("start", ["0", "999999", "9" * 30])
def test_a_part_that_does_not_exist_is_not_found(client, claim, start):
    assert client.get(f"/sitemap-{start}.xml").status_code == 404


def test_robots_may_read_everything_public(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /preview/",
        "Disallow: /claims/?",
        "Disallow: /claims/by/",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_weaknesses_are_reported_to_the_sites_contact(client, settings):
    settings.SITE_CONTACT = "archive@example.org"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert lines[0] == "Contact: mailto:archive@example.org"
    assert lines[2] == f"Canonical: {SITE}/.well-known/security.txt"
    settings.SITE_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
