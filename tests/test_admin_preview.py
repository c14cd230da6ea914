import desk
import made
import pytest

from statements.catalogue.models import ClaimRow, Page
from statements.record.content import Content
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db

NOTICE = "Preview: this is what the desk holds now. Visitors do not see it."


@pytest.fixture
def at_desk(client, curator):
    client.force_login(curator)
    return client


@pytest.fixture
def records():
    """One draft of every kind, each naming the others."""
    ministry, subject = made.agent(), made.subject()
    statement = made.statement(speaker=ministry)
    claim = made.claim()
    made.ascribe(claim, ministry, cue="said", statement=statement)
    claim.claim_subjects.create(subject=subject)
    return [claim, statement, claim.capture, claim.capture.source, ministry, subject]


def body(response):
    return response.content.decode().replace(NOTICE, "")


def test_preview_shows_every_kind_and_stores_nothing(at_desk, records):
    for record in records:
        page = at_desk.get(desk.address("preview", record))

        assert page.status_code == 200, record
        assert NOTICE in page.content.decode()
        assert page["X-Robots-Tag"] == "noindex"
        assert "no-store" in page["Cache-Control"]

    assert [model.objects.count() for model in (Page, ClaimRow, Revision, Content)] == [0, 0, 0, 0]
    assert at_desk.get(f"/claims/{records[0].ref}/").status_code == 404


def test_preview_of_a_claim_carries_its_attribution(at_desk, records):
    page = body(at_desk.get(desk.address("preview", records[0])))

    assert "41 bridges were closed" in page
    assert "Foreign Ministry of Exampleland" in page
    assert "Ada Example" in page


def test_preview_of_a_source_marks_its_draft_claims_in_its_text(at_desk, records):
    page = body(at_desk.get(desk.address("preview", records[3])))

    assert "We shall open them again" in page
    assert f"/claims/{records[0].ref}/" in page


def test_preview_keeps_back_the_text_that_visitors_may_not_read(at_desk, records):
    source = records[3]
    type(source).objects.update(display="none")

    page = body(at_desk.get(desk.address("preview", source)))

    assert "We shall open them again" not in page


def test_preview_shows_changes_that_visitors_do_not_see_yet(at_desk, records):
    claim = records[0]
    made.publish(claim)
    type(claim).objects.filter(pk=claim.pk).update(paraphrase="42 bridges were closed.")

    assert "42 bridges were closed." in body(at_desk.get(desk.address("preview", claim)))
    assert "42 bridges were closed." not in at_desk.get(f"/claims/{claim.ref}/").content.decode()


def test_preview_of_a_broken_chain_says_so_instead_of_failing(at_desk):
    claim = made.claim()
    claim.links.create(position=1, mode="indirect")

    page = at_desk.get(desk.address("preview", claim), follow=True)

    assert desk.messages(page)[0].startswith("It cannot be shown yet: ")


def test_preview_of_a_claim_without_words_says_so(at_desk):
    claim = made.claim(words="", paraphrase="")

    page = at_desk.get(desk.address("preview", claim), follow=True)

    assert desk.messages(page)[0].startswith("It cannot be shown yet: ")


def test_preview_is_not_for_those_without_the_right_to_look(client, administrator):
    agent = made.agent()
    client.force_login(administrator)

    assert client.get(desk.address("preview", agent)).status_code == 403


def test_preview_of_nothing_is_not_found(at_desk):
    assert at_desk.get("/admin/statements/agent/999/preview/").status_code == 404
