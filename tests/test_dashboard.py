"""The desk's first page: what is mine, what waits for me, what needs somebody to look."""

import made
import pytest
from django.test import Client
from django.urls import reverse

from statements import publishing
from statements.choices import SpanRole
from statements.desk.attributions import Link
from statements.desk.claims import Claim
from statements.desk.reanchoring import reanchor

pytestmark = pytest.mark.django_db


@pytest.fixture
def curating(curator):
    return logged_in(curator)


@pytest.fixture
def reviewing(publisher):
    return logged_in(publisher)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def boxes(client):
    """The boxes of the first page by name: how many, and the records shown."""
    page = client.get(reverse("admin:index"))
    return {box.concern.name: (box.number, [row.record for row in box.rows]) for box in page.context["boxes"]}


def listed(client, name):
    return [row.record for row in client.get(reverse("admin:desk_list", args=[name])).context["rows"]]


def send(*records, by="curator"):
    publishing.submit(records, by=made.user(by), reason="Ready.")


def test_my_drafts_are_those_i_began_or_changed_last(curating):
    agent, others = made.agent("Mine"), made.agent("Somebody else's")
    type(others).objects.filter(pk=others.pk).update(created_by=made.user("bob"))
    sent = made.agent("Sent")
    send(sent)

    assert boxes(curating)["drafts"] == (1, [agent])
    assert listed(curating, "drafts") == [agent]


def test_what_waits_is_mine_to_review_unless_i_wrote_it(curating, reviewing):
    agent, own = made.agent("Theirs"), made.agent("My own")
    type(own).objects.filter(pk=own.pk).update(created_by=made.user("publisher"))
    send(agent, own)

    assert boxes(reviewing)["waiting"] == (1, [agent])
    assert "waiting" not in boxes(curating)
    assert boxes(curating)["in-review"] == (1, [agent])
    assert "in-review" not in boxes(reviewing)


def test_where_one_person_is_enough_everything_waits_for_me(reviewing, settings):
    settings.REQUIRE_SECOND_PERSON = False
    own = made.agent()
    type(own).objects.update(created_by=made.user("publisher"))
    send(own)

    assert boxes(reviewing)["waiting"] == (1, [own])


def test_what_was_sent_back_says_why_until_it_is_sent_again(curating):
    agent, never = made.agent(), made.agent("Never sent")
    send(agent)
    publishing.send_back([agent], by=made.user("publisher"), reason="Which ministry?")

    assert boxes(curating)["sent-back"] == (1, [agent])
    assert "publisher: Which ministry?" in curating.get(reverse("admin:index")).content.decode()
    send(agent)
    assert boxes(curating)["sent-back"] == (0, [])
    assert never in boxes(curating)["drafts"][1]


def test_captures_with_claims_left_behind_or_words_to_find_are_told(curating):
    claim, settled = made.claim(), made.claim()
    older = claim.capture
    newer = made.capture("The mayor said this. All bridges were shut.", of=older.source)
    assert boxes(curating)["captures"] == (1, [older])

    reanchor(claim, newer, by=made.user("curator"))

    assert boxes(curating)["captures"] == (1, [newer])
    assert listed(curating, "captures") == [newer]
    assert settled.capture not in listed(curating, "captures")


def test_words_of_a_date_without_the_date_are_told_for_every_record(curating):
    claim, chained = made.claim(about_as_written="last Monday"), made.claim()
    made.ascribe(chained, "an official")
    Link.objects.filter(claim=chained).update(said_as_written="yesterday")
    source = made.source(published_as_written="Monday")
    statement = made.statement(said_as_written="on Monday")
    known = made.source("Known", published_as_written="3 March", published_edtf="1992-03-03", published_basis="stated")

    number, shown = boxes(curating)["dates"]

    assert number == 4
    assert set(shown) == {claim, chained, source, statement}
    assert known not in shown


def test_quotations_whose_words_stand_nowhere_are_told(curating):
    wordless = made.claim(words="")
    made.ascribe(wordless, "an official", mode="direct")
    unquoted = made.claim()
    made.ascribe(unquoted, "an official", mode="mixed")
    quoted = made.claim()
    made.ascribe(quoted, "an official", mode="mixed")
    made.mark(quoted, "bridges", role=SpanRole.QUOTED)
    direct = made.claim()
    made.ascribe(direct, "an official", mode="direct")
    relayed = made.claim(words="")
    made.ascribe(relayed, "a reporter", mode="direct")
    made.ascribe(relayed, "an official", mode="indirect")

    number, shown = boxes(curating)["quotations"]

    assert (number, set(shown)) == (2, {wordless, unquoted})


def test_the_newest_corrections_stand_with_their_reasons(curating):
    agent = made.agent()
    made.publish(agent)
    agent.refresh_from_db()
    agent.touch(by=made.user("curator"))
    made.publish(agent, reason="A better description.")

    page = curating.get(reverse("admin:index"))

    assert page.context["corrections_number"] == 1
    assert [correction.ref for correction in page.context["corrections"]] == [agent.ref]
    assert "A better description." in page.content.decode()


def test_an_empty_desk_says_none_and_those_who_only_keep_accounts_see_no_boxes(curating, administrator):
    assert {number for number, _ in boxes(curating).values()} == {0}
    assert "boxes" not in logged_in(administrator).get(reverse("admin:index")).context


@pytest.mark.parametrize("name", ["", "x", "drafts/x"])
def test_other_lists_do_not_exist(curating, name):
    assert curating.get(f"/admin/lists/{name}/").status_code == 404


def test_the_first_page_costs_the_same_for_one_of_each_and_for_ten(reviewing, django_assert_max_num_queries):
    def add(number):
        for n in range(number):
            claim = made.claim(words="", found_in=made.capture(of=made.source(f"{n}", published_as_written="Monday")))
            made.ascribe(claim, made.agent(f"Body {n}"), mode="direct")
            made.capture("Newer.", of=claim.capture.source)
            statement = made.statement(speaker=made.agent(f"Speaker {n}"), said_as_written="x")
            agent, changed = made.agent(f"Sent {n}"), made.agent(f"Changed {n}")
            type(agent).objects.filter(pk=agent.pk).update(created_by=None)
            send(agent)
            made.publish(changed)
            changed.refresh_from_db()
            changed.touch(by=made.user("curator"))
            made.publish(changed, reason="Again.")
            Claim.objects.update(changed_by=made.user("publisher"))
            type(statement).objects.update(created_by=made.user("publisher"))

    add(1)
    with django_assert_max_num_queries(60) as few:
        reviewing.get(reverse("admin:index"))
    add(9)
    with django_assert_max_num_queries(len(few)):
        reviewing.get(reverse("admin:index"))


@pytest.mark.parametrize("address", ["admin:index", "admin:login", "admin:statements_claim_add"])
def test_pages_of_the_desk_have_the_archives_icon(curating, address):
    client = Client() if address == "admin:login" else curating

    assert '<link rel="icon" href="/static/favicon.svg"' in client.get(reverse(address)).content.decode()
