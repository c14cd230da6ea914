import made
import pytest
from django.test import Client
from django.urls import reverse

from statements.catalogue.models import ClaimRow
from statements.desk.history import RecordChange
from statements.desk.proposals import Proposal
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def curating(curator):
    return logged_in(curator)


@pytest.fixture
def deciding(publisher):
    return logged_in(publisher)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def claims():
    """Two published claims that one chain ascribes to the mayor."""
    mayor, capture = made.agent("Mayor", kind="person"), made.capture()
    found = []
    for words in ("41 bridges were closed", "We shall open them again"):
        found.append(made.claim(words, found_in=capture))
        made.ascribe(found[-1], mayor, cue="said")
    made.publish(*found, by="editor")
    return found


@pytest.fixture
def engineer():
    return made.agent("Engineer", kind="person")


def page(*claims):
    return f"{reverse('admin:statements_claim_reassign')}?ids={','.join(str(claim.pk) for claim in claims)}"


def typed(client, claims, **more):
    """What a browser would send from the page of these claims, with what was typed."""
    opened = client.get(page(*claims)).context
    kept = {"ids": opened["ids"], "seen": opened["seen"], "step-1-do": "keep", "step-1-place": 1}
    return kept | more


def propose(client, claims, engineer, **more):
    sent = typed(
        client,
        claims,
        **{"step-1-do": "change", "step-1-agent": engineer.pk, "reason": "It was the engineer.", "_propose": "1"}
        | more,
    )
    return client.post(page(*claims), sent, follow=True)


def decide(client, proposal, **more):
    return client.post(reverse("admin:statements_proposal_change", args=[proposal.pk]), more, follow=True)


def test_claims_are_chosen_from_the_list_and_from_their_page(curating, claims):
    chosen = {"action": "reassign_claims", "_selected_action": [claim.pk for claim in claims]}

    listed = curating.post(reverse("admin:statements_claim_changelist"), chosen, follow=True)
    links = curating.get(reverse("admin:statements_claim_change", args=[claims[0].pk])).context["act_links"]

    assert listed.context["title"] == "Reassign 2 claims"
    assert ("Reassign …", page(claims[0])) in links


def test_curator_proposes_and_publisher_approves(curating, deciding, claims, engineer):
    proposed = propose(curating, claims, engineer)
    proposal = Proposal.objects.get()
    waiting = set(ClaimRow.objects.values_list("origin_name", flat=True))
    shown = deciding.get(proposed.request["PATH_INFO"]).content.decode()
    answer = decide(deciding, proposal, _approve="1")

    assert proposed.context["proposal"] == proposal
    assert waiting == {"Mayor"}
    assert "It was the engineer." in shown
    assert shown.count("<bdi>Engineer, as reported by Ada Example") == 2
    assert [str(message) for message in answer.context["messages"]] == [f"“{proposal}” was approved and is public."]
    assert set(ClaimRow.objects.values_list("origin_name", flat=True)) == {"Engineer"}


def test_what_would_change_is_shown_on_request_and_nothing_stored(curating, claims, engineer):
    sent = typed(curating, claims, **{"step-1-do": "change", "step-1-agent": engineer.pk, "_show": "1"})

    answer = curating.post(page(*claims), sent)

    rows = [(claim.pk, before[:5], after[:8]) for claim, before, after in answer.context["shown"]["claims"]]
    assert rows == [(claim.pk, "Mayor", "Engineer") for claim in claims]
    assert (answer.context["problems"], Proposal.objects.count()) == ([], 0)


def test_a_curator_cannot_approve_and_a_publisher_not_their_own(curating, deciding, claims, engineer):
    propose(deciding, claims, engineer)
    proposal = Proposal.objects.get()

    refused = decide(curating, proposal, _approve="1")
    own = decide(deciding, proposal, _approve="1")

    assert refused.status_code == 403
    assert own.context["problems"] == ["You proposed this; a second person approves it."]
    assert set(ClaimRow.objects.values_list("origin_name", flat=True)) == {"Mayor"}


def test_one_person_does_both_where_the_archive_allows_it(deciding, claims, engineer, settings):
    settings.REQUIRE_SECOND_PERSON = False

    propose(deciding, claims, engineer)
    decide(deciding, Proposal.objects.get(), _approve="1")

    assert set(ClaimRow.objects.values_list("origin_name", flat=True)) == {"Engineer"}


def test_a_proposal_is_sent_back_with_a_reason_and_taken_back_without(curating, deciding, claims, engineer):
    for _ in range(2):
        propose(curating, claims, engineer)
    first, second = Proposal.objects.order_by("pk")

    silent = decide(deciding, first, _send_back="1", note=" ")
    decide(deciding, first, _send_back="1", note="Which page?")
    decide(curating, second, _send_back="1")

    assert silent.context["problems"] == ["Say why it is sent back."]
    states = Proposal.objects.order_by("pk").values_list("state", "note")
    assert list(states) == [("sent_back", "Which page?"), ("taken_back", "")]


@pytest.mark.parametrize(
    ("sent", "field", "error"),
    [
        ({"reason": " "}, "reason", "Give a reason; visitors will read it."),
        ({"step-1-agent": ""}, "step-1-agent", "Say who: choose an agent, or give the words used."),
        ({"step-1-do": "keep"}, "step-1-do", "You described somebody else below: say so here, or empty those fields."),
        ({"step-1-agent": "x"}, "step-1-agent", "There is no such record."),
        ({"step-1-agent": "9" * 30}, "step-1-agent", "There is no such record."),
        ({"step-2-as_named": "an official"}, "step-2-mode", "Say how a new step gives the words."),
        ({"step-1-place": "0"}, "step-1-place", "Ensure this value is greater than or equal to 1."),
        ({"stated_by": "o-none"}, "stated_by", "There is no such record."),
    ],
)
def test_bad_input_is_named_and_nothing_stored(curating, claims, engineer, sent, field, error):
    answer = propose(curating, claims, engineer, **sent)

    assert answer.status_code == 200
    assert error in answer.content.decode().replace("&#x27;", "'")
    form = answer.context["form"]
    forms = {step.prefix: step for step in form.steps}
    prefix, _, name = field.rpartition("-")
    assert name in (forms[prefix] if prefix else form).errors
    assert Proposal.objects.count() == 0


def test_a_claim_changed_after_the_page_was_made_is_not_proposed_unseen(curating, claims, engineer):
    sent = typed(
        curating, claims, **{"step-1-do": "change", "step-1-agent": engineer.pk, "reason": "So.", "_propose": "1"}
    )
    claims[0].refresh_from_db()
    claims[0].touch(by=made.user("somebody"))

    answer = curating.post(page(*claims), sent)

    assert "changed after this page was made" in answer.context["problems"][0]
    assert Proposal.objects.count() == 0


def test_other_addresses_are_refused(curating, contributor, claims):
    own = logged_in(contributor)

    assert curating.get(f"{reverse('admin:statements_claim_reassign')}?ids=9,x,{'9' * 30}").status_code == 404
    assert curating.get(reverse("admin:statements_claim_reassign")).status_code == 404
    assert own.get(page(*claims)).status_code == 403
    assert own.get(reverse("admin:statements_proposal_changelist")).status_code == 200


def test_the_history_of_a_claim_names_the_act(curating, deciding, claims, engineer):
    propose(curating, claims, engineer)
    decide(deciding, Proposal.objects.get(), _approve="1")

    change = RecordChange.objects.filter(ref=claims[0].ref).latest("pk")
    newest = change.revision
    assert change.what == "changed"
    assert (newest.note.through, newest.note.who, newest.comment) == (
        "reassignment",
        "publisher",
        "It was the engineer.",
    )
    assert Revision.objects.filter(act="reassign").count() == 2
