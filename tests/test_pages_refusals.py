"""What a visitor gets who asks for what is not there: elsewhere, gone, not found, not allowed."""

import made
import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from visitor import address, squeezed

from statements import publishing
from statements.catalogue.models import Page

pytestmark = pytest.mark.django_db

CANARY = "Canary words that nobody may read"
LISTS = ("home", "claims", "statements", "sources", "agents", "subjects", "about", "healthz")


def records_of(claim):
    """One public record of each kind, all named by one claim."""
    ministry = made.agent()
    statement = made.statement(speaker=ministry)
    subject = made.subject()
    claim.claim_subjects.create(subject=subject)
    made.ascribe(claim, ministry, statement=statement)
    made.publish(claim)
    return [claim, statement, claim.capture.source, claim.capture, ministry, subject]


def test_unknown_and_draft_records_get_the_same_page(client):
    draft = made.claim(paraphrase=CANARY)
    publishing.submit([draft], by=made.user("curator"), reason="Ready.")

    unknown = client.get("/claims/c-0000000000/")
    waiting = client.get(address(draft))

    assert unknown.status_code == waiting.status_code == 404
    assert unknown.content == waiting.content
    assert CANARY not in waiting.content.decode()
    assert "No record at this address" in waiting.content.decode()


def test_drafts_and_unpublished_changes_show_nowhere(client):
    published = made.claim(paraphrase="41 bridges were closed.")
    made.publish(published)
    published.refresh_from_db()
    published.paraphrase = CANARY
    published.save()
    published.touch(by=made.user("curator"))
    draft = made.claim(found_in=published.capture, paraphrase=CANARY)
    made.source(CANARY)
    made.agent(CANARY)
    made.subject(CANARY)
    made.statement(CANARY)
    urls = [page.get_absolute_url() for page in Page.objects.all()]

    pages = [client.get(url).content.decode() for url in [*urls, "/", *(reverse(name) for name in LISTS)]]

    assert draft.pk is not None
    assert len(pages) > 10
    assert [page for page in pages if CANARY in page] == []


def test_every_kind_of_record_answers_under_its_own_address_only(client):
    records = records_of(made.claim())

    found = {(record.ref, other): client.get(reverse(str(other), args=[record.ref])).status_code
             for record in records for other in {str(each.record_kind) for each in records}}  # fmt: skip

    expected = {
        (record.ref, str(other.record_kind)): 200 if record is other else 404 for record in records for other in records
    }
    assert found == expected


def test_typed_capitals_and_misread_letters_lead_to_the_address(client):
    claim = made.claim()
    made.publish(claim)
    typed = claim.ref.upper().replace("0", "O").replace("1", "I")

    for url, there in [
        (f"/claims/{typed}/", address(claim)),
        (f"/claims/{typed}/revisions/1/", f"{address(claim)}revisions/1/"),
    ]:
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (301, there)


def test_an_address_without_its_last_slash_leads_to_it(client):
    claim = made.claim()
    made.publish(claim)

    response = client.get(address(claim).rstrip("/"))

    assert (response.status_code, response["Location"]) == (301, address(claim))


@pytest.mark.parametrize("ref", ["c-1", "x-0123456789", "c-0123456789x", "c-012345678u", "%00", "K-0123456789"])
def test_what_cannot_be_an_address_is_not_found(client, ref):
    assert client.get(f"/claims/{ref}/").status_code in (400, 404)


def test_merged_record_leads_to_the_one_that_it_became(client):
    survivor, merged = made.agent("Survivor"), made.agent("Merged")
    claim = made.claim()
    made.ascribe(claim, survivor)
    made.ascribe(claim, merged)
    made.publish(claim)
    Page.objects.filter(ref=merged.ref).update(state="merged", redirect=survivor.ref)

    response = client.get(address(merged))

    assert (response.status_code, response["Location"]) == (301, address(survivor))
    assert response["Cache-Control"] == "no-cache"


def test_withdrawn_records_leave_a_tombstone_with_date_and_reason_and_no_text(client):
    claim = made.claim(paraphrase=CANARY)
    made.publish(claim)
    before = client.get(address(claim)).content.decode()
    publishing.withdraw([claim.capture.source], by=made.user("publisher"), reason="Asked by the outlet.")

    withdrawn = (claim, claim.capture.source, claim.capture)
    tombstones = [client.get(address(record)) for record in withdrawn]
    tombstones += [client.get(f"{address(claim)}revisions/{n}/") for n in (1, 2, 3)]

    assert CANARY in before
    assert [tombstone.status_code for tombstone in tombstones] == [410] * 6
    for tombstone in tombstones:
        page = squeezed(tombstone.content.decode())
        assert "Withdrawn on " in page
        assert "<dd>Asked by the outlet.</dd>" in page
        assert not any(words in page for words in (CANARY, "41 bridges", "Ada Example", "Bridges closed"))


def test_withdrawn_revision_of_a_restored_record_says_so(client):
    claim = made.claim()
    made.publish(claim)
    publishing.withdraw([claim], by=made.user("publisher"), reason="A slip.")
    publishing.restore([claim], by=made.user("publisher"), reason="Looked at again.")

    found = [client.get(f"{address(claim)}revisions/{n}/").status_code for n in (1, 2, 3)]

    assert found == [200, 410, 200]
    assert "A slip." in client.get(f"{address(claim)}revisions/2/").content.decode()
    assert client.get(address(claim)).status_code == 200


@pytest.mark.parametrize("n", ["0", "2", "99999999999999999999999999", "9" * 5000, "-1", "x"])
def test_revision_that_does_not_exist_is_not_found(client, n):
    claim = made.claim()
    made.publish(claim)

    assert client.get(f"{address(claim)}revisions/{n}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_public_pages_are_only_read(client, method):
    records = records_of(made.claim())
    urls = [address(record) for record in records] + [reverse(name) for name in LISTS]

    answers = {url: getattr(client, method)(url) for url in urls}

    assert {url: answer.status_code for url, answer in answers.items()} == dict.fromkeys(urls, 405)
    assert {answer["Allow"] for answer in answers.values()} == {"GET, HEAD"}


def test_head_answers_like_get_without_a_body(client):
    claim = made.claim()
    made.publish(claim)

    response = client.head(address(claim))

    assert (response.status_code, response.content) == (200, b"")


def test_health_is_ok_while_the_database_answers(client, monkeypatch):
    response = client.get("/healthz")
    assert (response.status_code, response.content, response["Content-Type"]) == (200, b"ok", "text/plain")

    def broken():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", broken)

    assert client.get("/healthz").status_code == 503


def test_errors_are_told_in_pages_of_the_site(client, settings):
    client.raise_request_exception = False
    settings.ROOT_URLCONF = "broken_urls"

    response = client.get("/broken/")

    assert response.status_code == 500
    assert "No record was changed." in response.content.decode()


def test_a_long_query_and_nul_are_refused_in_plain_words(client):
    long = client.get(f"/claims/?q={'a' * 60_000}")
    nul = client.get("/claims/?q=%00")

    assert (long.status_code, nul.status_code) == (414, 400)
    assert "use fewer filters" in long.content.decode()
    assert "holds NUL" in nul.content.decode()
