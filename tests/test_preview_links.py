"""Preview links: a secret address at which a reader without an account sees one draft, until it is over."""

import hashlib
import re
from datetime import timedelta
from importlib import reload

import desk
import made
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone

from archive_site import urls
from statements import publishing
from statements.catalogue.models import Page
from statements.desk.preview_links import PreviewLink, PreviewUse, make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(curator):
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture
def records():
    """One draft of every kind, each naming the others."""
    ministry, subject = made.agent(), made.subject()
    statement = made.statement(speaker=ministry)
    claim = made.claim(paraphrase="Forty-one bridges.")
    made.ascribe(claim, ministry, cue="said", statement=statement)
    claim.claim_subjects.create(subject=subject)
    return [claim, statement, claim.capture, claim.capture.source, ministry, subject]


def linked(record, days=7):
    link, secret = make_link(record, by=made.user("curator"), reader="Editor", days=days)
    return link, f"/preview/{secret}/"


def test_a_link_shows_a_draft_of_every_kind_to_a_reader_without_an_account(client, records):
    for record in records:
        page = client.get(linked(record)[1])

        assert (record, page.status_code) == (record, 200)
        assert "An unpublished draft, shown to you by a private link until " in page.content.decode()
        assert "please do not cite it" in page.content.decode()
    assert Page.objects.count() == 0


def test_a_draft_behind_a_link_carries_its_attribution(client, records):
    page = client.get(linked(records[0])[1]).content.decode()

    assert "Forty-one bridges." in page
    assert "Foreign Ministry of Exampleland" in page


def test_what_a_link_shows_is_listed_and_kept_by_nobody_and_tells_no_other_site(client, records):
    link, address = linked(records[0])
    answers = [client.get(address)]
    link.revoke(by=made.user("curator"))
    answers.append(client.get(address))

    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"
    assert "Disallow: /preview/" in client.get("/robots.txt").content.decode()


def test_the_secret_is_shown_once_and_stored_as_its_hash_only(at_desk, client):
    agent = made.agent()
    url = desk.address("links", agent)

    page = at_desk.post(url, {"reader": "Editor", "days": "3"}, follow=True)

    secret = re.search(r"/preview/([\w-]{43})/", desk.messages(page)[0])[1]
    link = PreviewLink.objects.get()
    assert link.secret_sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(PreviewLink.objects.values())
    assert (link.reader, link.made_by_name, link.expires_at - link.made_at) == ("Editor", "curator", timedelta(days=3))
    assert client.get(f"/preview/{secret}/").status_code == 200
    assert secret not in at_desk.get(url).content.decode()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reader": " ", "days": "3"}, "reader"),
        ({"reader": "x" * 201, "days": "3"}, "reader"),
        ({"reader": "Editor", "days": "365"}, "days"),
        ({"reader": "Editor", "days": "x"}, "days"),
        ({"reader": "Editor"}, "days"),
    ],
)
def test_a_link_without_a_reader_or_an_end_is_refused(at_desk, typed, field):
    agent = made.agent()

    page = at_desk.post(desk.address("links", agent), typed)

    assert list(page.context["form"].errors) == [field]
    assert PreviewLink.objects.count() == 0


def test_each_use_is_logged_and_shown_at_the_desk(at_desk, client):
    agent = made.agent()
    _, address = linked(agent)

    client.get(address, headers={"user-agent": "Reader/1.0" + "x" * 300})
    client.get(address)

    assert list(PreviewUse.objects.order_by("pk").values_list("program", flat=True)) == [
        ("Reader/1.0" + "x" * 300)[:200],
        "",
    ]
    page = at_desk.get(desk.address("links", agent)).content.decode()
    assert "Opened 2 times:" in page
    assert "Reader/1.0" in page


def test_a_revoked_link_is_gone_and_says_so(at_desk, client):
    agent = made.agent(description="CANARY")
    link, address = linked(agent)

    at_desk.post(desk.address("links", agent), {"revoke": link.pk})

    answer = client.get(address)
    link.refresh_from_db()
    assert (answer.status_code, link.revoked_by_name) == (410, "curator")
    assert "has expired or was revoked" in answer.content.decode()
    assert "CANARY" not in answer.content.decode()
    assert PreviewUse.objects.count() == 0


def test_an_expired_link_is_gone(client):
    _, address = linked(made.agent(description="CANARY"))
    long_ago = timezone.now() - timedelta(days=9)
    PreviewLink.objects.update(made_at=long_ago, expires_at=long_ago + timedelta(days=7))

    answer = client.get(address)

    assert answer.status_code == 410
    assert "CANARY" not in answer.content.decode()


@pytest.mark.parametrize("secret", ["x", "a" * 43, "é", "%00", "9" * 3000, "../admin"])
def test_a_forged_link_is_not_found(client, secret):
    linked(made.agent())

    assert client.get(f"/preview/{secret}/").status_code in (400, 404)
    assert PreviewUse.objects.count() == 0


def test_the_stored_hash_opens_nothing(client):
    link, _ = linked(made.agent())

    assert client.get(f"/preview/{link.secret_sha256}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_link_is_only_read(client, method):
    assert getattr(client, method)(linked(made.agent())[1]).status_code == 405


def test_a_link_to_a_deleted_draft_is_gone(client):
    agent = made.agent()
    _, address = linked(agent)
    agent.delete()

    answer = client.get(address)

    assert answer.status_code == 410
    assert "is there no more" in answer.content.decode()


def test_a_link_to_what_was_published_since_leads_to_its_page_and_to_its_changes_shows_them(client):
    agent = made.agent()
    _, address = linked(agent)
    made.publish(agent)

    assert client.get(address).url == f"/agents/{agent.ref}/"

    agent.refresh_from_db()
    agent.description = "Changed."
    agent.save()
    agent.touch(by=made.user("curator"))
    assert "Changed." in client.get(address).content.decode()
    publishing.withdraw([agent], by=made.user("publisher"), reason="Asked for.")
    assert client.get(address).status_code == 410


def test_a_draft_that_cannot_be_shown_yet_says_so(client):
    claim = made.claim(words="", paraphrase="")

    answer = client.get(linked(claim)[1])

    assert answer.status_code == 503
    assert "cannot be shown at this moment" in answer.content.decode()


def test_a_link_is_revoked_at_its_own_record_only(at_desk):
    link, _ = linked(made.agent("One"))
    other = made.agent("Other")

    for key in (link.pk, "x", "9" * 30):
        assert at_desk.post(desk.address("links", other), {"revoke": key}).status_code == 404
    link.refresh_from_db()
    assert link.is_open


def test_the_database_refuses_links_that_are_not_whole():
    link, _ = linked(made.agent())
    wrong = (
        {"secret_sha256": "x"},
        {"expires_at": link.made_at},
        {"made_by_name": ""},
        {"reader": ""},
        {"revoked_at": link.made_at},
        {"revoked_by_name": "curator"},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            PreviewLink.objects.filter(pk=link.pk).update(**fields)


@pytest.fixture
def served_as(settings):
    """Serves the addresses of one of the sites."""

    def serve(site):
        settings.SITE = site
        reload(urls)
        clear_url_caches()

    yield serve
    serve("all")


def test_links_are_served_where_the_desk_is_and_nowhere_else(served_as, client, at_desk):
    agent = made.agent()
    _, address = linked(agent)

    served_as("public")
    assert client.get(address).status_code == 404
    served_as("desk")
    assert client.get(address).status_code == 200
    assert at_desk.get(desk.address("preview", agent)).status_code == 200
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"
    assert client.get("/claims/?q=x").url == "http://127.0.0.1:8000/claims/?q=x"
    assert client.get("/nowhere/").status_code == 404
