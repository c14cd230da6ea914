"""Suggestions on the marking screen: how their holders are read, what is dismissed, and what is marked already."""

import json

import made
import pytest
from django.urls import reverse

from statements.admin.proposals import proposals
from statements.desk.claims import Claim
from statements.desk.dismissals import Dismissal

pytestmark = pytest.mark.django_db

TEXT = "The ministry said that the bridge was closed. “It is old,” the mayor said.\n"


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


@pytest.fixture
def capture():
    return made.capture(TEXT)


def named(capture):
    return [(one.named, one.holder.kind, str(one.holder.agent or "")) for one in proposals(capture, [])]


def dismiss(client, source, **fields):
    return client.post(reverse("admin:statements_source_dismiss", args=[source.pk]), fields)


def test_a_holder_that_nobody_knows_is_unnamed(capture):
    assert named(capture) == [("The ministry", "unnamed", ""), ("the mayor", "unnamed", "")]


def test_a_holder_is_read_as_the_one_agent_of_that_name(capture):
    made.agent("Ministry")
    made.agent("Mayor", description="of one town")
    made.agent("Mayor", description="of another")

    assert named(capture) == [("The ministry", "body", "Ministry"), ("the mayor", "unnamed", "")]


def test_a_holder_is_read_as_earlier_in_the_same_source(capture):
    claim = made.claim("closed", found_in=capture)
    link = made.ascribe(claim, made.agent("Foreign Ministry of Exampleland"), statement=made.statement())
    link.holders.update(as_named="the ministry", reason="The only ministry named.")

    found = proposals(capture, [])[0].fields["link"]

    assert (found["holder_reason"], found["holder_agent"][1], found["statement"][1]) == (
        "The only ministry named.",
        "Foreign Ministry of Exampleland",
        str(link.statement),
    )


def test_fields_of_a_suggestion_hold_the_places_of_its_words_cue_and_holder(capture):
    fields = proposals(capture, [])[0].fields

    assert (fields["words"], fields["kind"]) == ("23-44", "event")
    assert fields["link"] == {
        "mode": "indirect",
        "cue": ["said", "13-17"],
        "holder_as_named": ["The ministry", "0-12"],
        "holder_kind": "unnamed",
        "holder_reason": "",
        "holder_agent": None,
        "statement": None,
    }


def test_words_that_are_claimed_already_are_not_suggested(desk, capture):
    made.claim("the bridge was closed", found_in=capture)

    page = desk.get(reverse("admin:statements_source_mark", args=[capture.source.pk]))

    assert [one.cue for one in page.context["text"].proposals] == ["said"]
    assert page.content.decode().count('class="sug"') == 1


def test_suggestions_are_shown_with_their_reading_and_store_nothing(desk, capture):
    page = desk.get(reverse("admin:statements_source_mark", args=[capture.source.pk])).content.decode()

    assert 'aria-label="Suggestion 1 of 2"' in page
    assert "Paraphrase, cue “said”, holder read as “The ministry”." in " ".join(page.split())
    assert Claim.objects.count() == 0


def test_what_is_dismissed_is_remembered_for_a_newer_capture_too(desk, capture):
    first, second = proposals(capture, [])

    assert dismiss(desk, capture.source, key=first.key).status_code == 204
    assert dismiss(desk, capture.source, key=first.key).status_code == 204

    newer = made.capture("Updated. " + TEXT, of=capture.source)
    assert [one.key for one in proposals(newer, [])] == [second.key]
    assert list(Dismissal.objects.values_list("by_name", flat=True)) == ["curator"]


def test_a_dismissal_can_be_taken_back(desk, capture):
    first = proposals(capture, [])[0]
    dismiss(desk, capture.source, key=first.key)

    dismiss(desk, capture.source, key=first.key, back="1")

    assert len(proposals(capture, [])) == 2


@pytest.mark.parametrize("key", ["", "x", "A" * 64, "0" * 63])
def test_a_key_that_no_words_have_is_refused(desk, capture, key):
    answer = dismiss(desk, capture.source, key=key)

    assert (answer.status_code, answer.content.decode()) == (
        400,
        "The parameter key is the SHA-256 of a suggestion's words.",
    )
    assert not Dismissal.objects.exists()


def test_holders_are_read_with_as_many_queries_for_one_as_for_thirty(capture, django_assert_num_queries):
    many = made.capture(TEXT * 30)
    for number in range(30):
        made.agent(f"Agent {number}")

    with django_assert_num_queries(3):
        proposals(capture, [])
    with django_assert_num_queries(3):
        assert len(json.dumps([one.fields for one in proposals(many, [])])) > 1000
