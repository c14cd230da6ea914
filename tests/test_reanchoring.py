"""A newer capture: spans are found again by quote and context, or flagged for a curator; nothing moves silently."""

import made
import pytest
from claim_form import Form
from django.urls import reverse

from statements import publishing
from statements.catalogue import compare
from statements.catalogue.models import Page
from statements.choices import SpanRole
from statements.desk.claims import Claim
from statements.desk.reanchoring import reanchor
from statements.desk.sources import Source
from statements.record import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim():
    found = made.claim("41 bridges were closed")
    made.ascribe(found, "The mayor", cue="said")
    return found


def newer(claim, text):
    return made.capture(text, of=claim.capture.source)


def places(claim):
    return {(span.role, span.capture.number, span.start, span.exact, span.needs_anchor) for span in claim.spans.all()}


def test_a_new_capture_moves_nothing_by_itself(claim):
    before = places(claim)

    newer(claim, "Updated. " + made.TEXT)

    assert places(claim) == before


def test_words_that_are_still_there_are_found_at_their_new_place(claim):
    capture = newer(claim, "Updated. " + made.TEXT)

    assert reanchor(claim, capture, by=made.user("curator")) == []

    assert places(Claim.objects.get()) == {
        (SpanRole.WORDS, 2, 29, "41 bridges were closed", False),
        (SpanRole.CUE, 2, 19, "said", False),
    }
    made.publish(claim)


def test_words_that_are_gone_or_stand_twice_are_flagged_and_block_publication(claim):
    capture = newer(claim, "The mayor said this. All bridges were shut.")

    assert reanchor(claim, capture, by=made.user("curator")) == ["41 bridges were closed"]

    assert places(Claim.objects.get()) == {
        (SpanRole.WORDS, 1, 20, "41 bridges were closed", True),
        (SpanRole.CUE, 2, 10, "said", False),
    }
    with pytest.raises(publishing.Blocked, match="“41 bridges were closed” has to be found again in the newer capture"):
        publishing.submit([Claim.objects.get()], by=made.user("curator"), reason="Ready.")


def test_a_curator_finds_flagged_words_on_the_form_and_places_them(client, curator, claim):
    capture = newer(claim, "The mayor said this. All bridges were shut.")
    reanchor(claim, capture, by=made.user("curator"))
    client.force_login(curator)

    form = Form(client, claim)
    assert form.values["words"] == "41 bridges were closed"
    assert len(form.send().errors) == 1
    assert form.send(words="bridges were shut").errors == []

    assert (SpanRole.WORDS, 2, 25, "bridges were shut", False) in places(claim)
    assert claim.spans.filter(needs_anchor=True).count() == 0


def test_the_action_moves_chosen_claims_and_names_what_a_curator_has_to_find(client, curator, claim):
    newer(claim, "The mayor said this. All bridges were shut.")
    client.force_login(curator)

    data = {"action": "move_to_newest_capture", "_selected_action": [claim.pk]}
    answer = client.post(reverse("admin:statements_claim_changelist"), data, follow=True)

    messages = [str(message) for message in answer.context["messages"]]
    assert messages == [
        "1 claims were moved.",
        f"To be found again by you, before these claims can be published: {claim.ref}: “41 bridges were closed”.",
    ]


def test_a_capture_of_another_source_is_refused(claim):
    with pytest.raises(ValueError, match="another source"):
        reanchor(claim, made.capture(), by=made.user("curator"))


@pytest.mark.parametrize("display", ["passages", "full"])
def test_a_published_claim_that_moves_is_shown_in_the_newer_capture_and_no_longer_in_the_old(claim, display):
    Source.objects.update(display=display)
    made.publish(claim)
    capture = newer(claim, "Updated.\n\n" + made.TEXT)
    made.publish(made.claim("Updated", found_in=capture))
    claim.refresh_from_db()
    reanchor(claim, capture, by=made.user("curator"))

    made.publish(claim, reason="Moved to the newer text.")

    assert [*verify.problems(), *compare.differences()] == []
    shown = dict(Page.objects.filter(kind="capture").values_list("document__number", "passages"))
    assert made.TEXT in [passage["text"] for passage in shown[2]]
    assert bool(shown[1]) is (display == "full")
