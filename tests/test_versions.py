"""A record's page is kept for one state of the archive: asked for again it costs one query, and it is never stale."""

import made
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    claim = made.claim()
    made.publish(claim)
    claim.refresh_from_db()
    return claim


def address(claim):
    return f"/claims/{claim.ref}/"


def test_what_a_visitor_has_already_is_not_sent_again(client, claim):
    first = client.get(address(claim))

    with CaptureQueriesContext(connection) as asked:
        again = client.get(address(claim), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, len(asked)) == (304, b"", 1)
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "no-cache")


def test_a_page_is_made_once_for_each_state_of_the_archive(client, claim):
    first = client.get(address(claim))

    with CaptureQueriesContext(connection) as asked:
        second = client.get(address(claim))

    assert second.content == first.content
    assert (second["ETag"], second["Content-Type"], len(asked)) == (first["ETag"], first["Content-Type"], 1)


def test_a_publication_of_anything_makes_every_page_new(client, claim):
    first = client.get(address(claim))
    other = made.claim("", paraphrase="Another.", found_in=claim.capture)
    other.relations.create(kind="disputes", to=claim, stated_by=claim.capture.source)
    made.publish(other)

    second = client.get(address(claim), headers={"if-none-match": first["ETag"]})

    assert second.status_code == 200
    assert other.ref in second.content.decode()
    assert other.ref not in first.content.decode()


def test_a_withdrawn_claim_is_gone_at_once_and_back_when_restored(client, claim):
    first = client.get(address(claim))
    publishing.withdraw([claim], by=made.user("publisher"), reason="Wrong.")

    gone = client.get(address(claim), headers={"if-none-match": first["ETag"]})
    claim.refresh_from_db()
    publishing.restore([claim], by=made.user("publisher"), reason="Right after all.")
    back = client.get(address(claim), headers={"if-none-match": first["ETag"]})

    assert (gone.status_code, back.status_code) == (410, 200)
    assert "41 bridges were closed" not in gone.content.decode()
    assert "ETag" not in gone


def test_pages_of_other_addresses_and_queries_are_not_taken_for_one_another(client, claim):
    page = client.get(address(claim))
    revision = client.get(f"{address(claim)}revisions/1/")
    source = client.get(f"/sources/{claim.capture.source.ref}/")

    assert len({page["ETag"], revision["ETag"], source["ETag"]}) == 3
    assert len({page.content, revision.content, source.content}) == 3


def test_the_head_alone_is_answered_without_a_body(client, claim):
    page = client.get(address(claim))

    head = client.head(address(claim))

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", page["ETag"])


def test_made_up_queries_are_not_kept(client, claim):
    client.get(f"{address(claim)}?x=1")

    with CaptureQueriesContext(connection) as asked:
        again = client.get(f"{address(claim)}?x=1")

    assert (again.status_code, len(asked), again.has_header("ETag")) == (200, 2, False)


LISTS = ["/", "/claims/", "/statements/", "/sources/", "/agents/", "/subjects/", "/browse/", "/years/", "/corrections/"]


@pytest.mark.parametrize("url", LISTS)
def test_a_list_is_made_once_for_each_state_of_the_archive(client, claim, url):
    first = client.get(url)

    with CaptureQueriesContext(connection) as asked:
        second = client.get(url)
    queries = len(asked)
    unchanged = client.get(url, headers={"if-none-match": first["ETag"]})
    made.publish(made.claim("", paraphrase="Another.", found_in=claim.capture))
    later = client.get(url, headers={"if-none-match": first["ETag"]})

    assert (second.content, queries, unchanged.status_code) == (first.content, 1, 304)
    assert (later.status_code, later["ETag"] != first["ETag"]) == (200, True)


def test_a_list_shows_what_was_published_a_moment_ago(client, claim):
    before = client.get("/claims/").content.decode()
    other = made.claim("", paraphrase="Another.", found_in=claim.capture)
    made.publish(other)

    after = client.get("/claims/").content.decode()

    assert (other.ref in before, other.ref in after) == (False, True)
