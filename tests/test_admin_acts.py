import desk
import made
import pytest
from django.test import Client
from django.urls import reverse
from reversion.models import Revision as ChangeSet

from statements.catalogue.models import ClaimRow, Page
from statements.choices import DeskState
from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.desk.review import Approval
from statements.desk.sources import Source
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def curating(curator):
    return logged_in(curator)


@pytest.fixture
def publishing(publisher):
    return logged_in(publisher)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def state(record):
    record.refresh_from_db()
    return record.state


def taken(page):
    return [kind for kind, _ in page.context["taken"]]


def test_curator_sends_and_publisher_publishes(curating, publishing):
    agent = made.agent()

    sent = desk.act(curating, "submit", agent, reason="")
    waiting = state(agent)
    page = desk.act(publishing, "publish", agent, reason="First publication.")

    assert desk.messages(sent) == [f"{agent} was sent to review."]
    assert waiting == DeskState.IN_REVIEW
    assert state(agent) == DeskState.PUBLISHED
    assert desk.messages(page) == [f'{agent} was published. <a href="/agents/{agent.ref}/">Its public page</a>.']
    assert publishing.get(f"/agents/{agent.ref}/").status_code == 200
    assert Revision.objects.get().document["ref"] == agent.ref
    approval = Approval.objects.get()
    assert (approval.changed_by_name, approval.approved_by_name, approval.two_required) == (
        "curator",
        "publisher",
        True,
    )


def test_acts_are_in_the_history_with_who_and_why(curating, publishing):
    agent = made.agent()

    desk.act(curating, "submit", agent, reason="Please look at the name.")
    desk.act(publishing, "publish", agent, reason="First publication.")

    noted = ChangeSet.objects.order_by("pk").values_list("user__username", "comment", "note__through")
    history = publishing.get(desk.address("history", agent)).content.decode()
    assert [entry for entry in noted if entry[0]] == list(noted)
    assert "Send to review: Please look at the name." in history
    assert "Publish: First publication." in history


def test_page_of_an_act_offers_no_get_that_changes_anything(publishing):
    agent = made.agent()
    desk.act(publishing, "submit", agent)

    publishing.get(desk.acting("publish", agent))

    assert state(agent) == DeskState.IN_REVIEW
    assert Revision.objects.count() == 0


def test_publication_without_a_reason_is_refused(curating, publishing):
    agent = made.agent()
    desk.act(curating, "submit", agent)

    page = desk.act(publishing, "publish", agent, reason="  \n ")

    assert page.context["form"].errors["reason"] == ["Give a reason; visitors will read it."]
    assert state(agent) == DeskState.IN_REVIEW
    assert Revision.objects.count() == 0


def test_nobody_publishes_what_they_last_changed(publishing):
    agent = made.agent()
    url = desk.address("change", agent)
    publishing.post(url, desk.typed_from(publishing.get(url)) | {"description": "x"})
    desk.act(publishing, "submit", agent)

    page = desk.act(publishing, "publish", agent)

    said = f"{agent} was written or last changed by you; a second person publishes it."
    assert page.context["problems"] == [said]
    assert said in page.content.decode()
    assert state(agent) == DeskState.IN_REVIEW
    assert (Revision.objects.count(), Page.objects.count(), Approval.objects.count()) == (0, 0, 0)


def test_one_person_publishes_alone_where_the_archive_allows_it(publishing, settings):
    settings.REQUIRE_SECOND_PERSON = False
    agent = made.agent()
    Agent.objects.update(changed_by_name="publisher")
    desk.act(publishing, "submit", agent)

    desk.act(publishing, "publish", agent)

    assert state(agent) == DeskState.PUBLISHED
    assert Approval.objects.get().two_required is False


def test_draft_is_not_published_before_its_review(publishing):
    agent = made.agent()

    page = desk.act(publishing, "publish", agent)

    assert page.context["problems"] == [f"{agent} is not waiting for review."]
    assert state(agent) == DeskState.DRAFT


def test_everything_that_stands_in_the_way_is_named_before_a_reason_is_asked(curating):
    claim = made.claim(words="", paraphrase="")
    made.ascribe(claim, "an official", mode="direct")

    page = curating.get(desk.acting("submit", claim))
    after = desk.act(curating, "submit", claim)

    reasons = [
        f"{claim}: It has neither words of the source nor a paraphrase.",
        f"{claim}: A direct quotation needs its words as they stand in the source.",
    ]
    assert page.context["problems"] == reasons
    assert after.context["problems"] == reasons
    assert state(claim) == DeskState.DRAFT


def test_source_goes_to_review_with_its_capture_and_the_claims_ticked(curating):
    capture = made.capture()
    sent, kept = made.claim(found_in=capture), made.claim("We shall open them again", found_in=capture)

    page = curating.get(desk.acting("submit", capture.source))
    desk.act(curating, "submit", capture.source, claims=[str(sent.pk)])

    offered = [int(key) for key, _ in page.context["form"].fields["claims"].choices]
    assert offered == [sent.pk, kept.pk]
    assert page.content.decode().count("checked") == 2
    assert [state(record) for record in (capture.source, capture, sent, kept)] == [
        DeskState.IN_REVIEW,
        DeskState.IN_REVIEW,
        DeskState.IN_REVIEW,
        DeskState.DRAFT,
    ]


def test_contributor_sends_only_own_claims_along(contributor):
    capture = made.capture()
    own, other = made.claim(found_in=capture), made.claim("We shall open them again", found_in=capture)
    Claim.objects.filter(pk=own.pk).update(created_by=contributor)
    for record in (capture, capture.source):
        type(record).objects.update(created_by=contributor)
    client = logged_in(contributor)

    desk.act(client, "submit", capture.source, claims=[str(own.pk)])
    refused = desk.act(client, "submit", capture.source, claims=[str(other.pk)])

    assert (state(own), state(other)) == (DeskState.IN_REVIEW, DeskState.DRAFT)
    assert refused.context["problems"] != []


def published_source():
    claim = made.claim()
    made.publish(claim)
    return Source.objects.get(pk=claim.source.pk)


def test_new_claims_of_a_published_source_go_to_review_and_are_published_from_its_page(curating, publishing):
    """Their source has no change of its own, and so no revision of its own."""
    source = published_source()
    later = made.claim("We shall open them again", found_in=source.captures.get())
    key = f'<a href="{desk.acting("submit", source)}" data-key="r">Send to review …'
    screen = curating.get(reverse("admin:statements_source_mark", args=[source.pk])).content.decode()

    sending = buttons(curating, source)
    sent = desk.act(curating, "submit", source, claims=[str(later.pk)], reason="")
    once_sent = buttons(curating, source), buttons(publishing, source)
    published = desk.act(publishing, "publish", source)

    assert key in screen
    assert "Send to review …" in sending
    assert desk.messages(sent) == [f"{later} was sent to review."]
    assert desk.messages(published) == [f'{later} was published. <a href="/claims/{later.ref}/">Its public page</a>.']
    assert "Send to review …" not in once_sent[0]
    assert "Publish …" in once_sent[1]
    assert (state(later), state(source)) == (DeskState.PUBLISHED, DeskState.PUBLISHED)
    assert Revision.objects.filter(ref=source.ref).count() == 1
    assert "Publish …" not in buttons(publishing, source)


def test_a_source_of_which_nothing_waits_has_no_key_for_its_review(curating):
    source = published_source()

    screen = curating.get(reverse("admin:statements_source_mark", args=[source.pk])).content.decode()

    assert "Send to review …" not in buttons(curating, source)
    assert 'data-key="r"' not in screen


def test_source_is_published_with_its_claims_and_all_they_name(curating, publishing):
    ministry, capture = made.agent(), made.capture()
    statement = made.statement(speaker=ministry)
    claim = made.claim(found_in=capture)
    made.ascribe(claim, ministry, cue="said", statement=statement)
    desk.act(curating, "submit", capture.source)

    page = publishing.get(desk.acting("publish", capture.source))
    done = desk.act(publishing, "publish", capture.source)

    assert [words.split(".")[0] for words in desk.messages(done)] == [
        f"{capture.source} was published",
        "So were 4 more",
    ]
    assert taken(page) == ["agent", "source", "capture", "statement", "claim"]
    assert {state(record) for record in (ministry, statement, capture, capture.source, claim)} == {DeskState.PUBLISHED}
    assert ClaimRow.objects.get().claim_id == claim.ref


def test_one_claim_in_the_way_keeps_the_whole_source_back(curating, publishing):
    capture = made.capture()
    good, bad = made.claim(found_in=capture), made.claim("We shall open them again", found_in=capture)
    desk.act(curating, "submit", capture.source)
    Claim.objects.filter(pk=bad.pk).update(changed_by_name="publisher")

    page = desk.act(publishing, "publish", capture.source)

    assert page.context["problems"] == [f"{bad} was written or last changed by you; a second person publishes it."]
    assert {state(record) for record in (capture.source, capture, good, bad)} == {DeskState.IN_REVIEW}
    assert (Revision.objects.count(), ClaimRow.objects.count()) == (0, 0)


def test_record_changed_after_the_page_was_made_is_not_published_unseen(curating, publishing):
    agent = made.agent()
    desk.act(curating, "submit", agent)
    url = desk.acting("publish", agent)
    page = publishing.get(url)
    change = desk.address("change", agent)
    curating.post(change, desk.typed_from(curating.get(change)) | {"description": "not seen"})
    desk.act(curating, "submit", agent)

    answer = publishing.post(url, {"ids": agent.pk, "seen": page.context["seen"], "reason": "As read."})

    assert answer.context["problems"] == [
        f"{agent} changed after this page was made. It now shows them as they are; look again."
    ]
    assert state(agent) == DeskState.IN_REVIEW


def test_withdrawn_source_takes_its_claims_along_and_comes_back_with_them(publishing):
    claim = made.claim()
    source = claim.capture.source
    made.publish(claim)

    page = publishing.get(desk.acting("withdraw", source))
    desk.act(publishing, "withdraw", source, reason="Asked by the outlet.")
    gone = publishing.get(f"/claims/{claim.ref}/")

    assert set(taken(page)) == {"source", "capture", "claim"}
    assert (state(source), state(claim), gone.status_code) == (DeskState.WITHDRAWN, DeskState.WITHDRAWN, 410)
    desk.act(publishing, "restore", source, reason="A mistake.")
    assert (state(source), state(claim)) == (DeskState.PUBLISHED, DeskState.PUBLISHED)


def test_statement_that_claims_name_is_not_withdrawn(publishing):
    ministry = made.agent()
    statement, claim = made.statement(speaker=ministry), made.claim()
    made.ascribe(claim, ministry, cue="said", statement=statement)
    made.publish(claim)

    page = desk.act(publishing, "withdraw", statement)

    assert page.context["problems"] == [f"{statement} is named by {claim.ref}; change or withdraw that first."]
    assert state(statement) == DeskState.PUBLISHED


def test_change_made_before_a_withdrawal_is_still_there_after_the_restoration(curating, publishing):
    agent = made.agent(description="public")
    made.publish(agent)
    url = desk.address("change", agent)
    curating.post(url, desk.typed_from(curating.get(url)) | {"description": "newer", "why": "Better"})

    desk.act(publishing, "withdraw", agent)
    desk.act(publishing, "restore", agent)

    agent.refresh_from_db()
    assert (agent.description, agent.state, agent.has_changes) == ("newer", DeskState.PUBLISHED, True)
    assert Page.objects.get().document["description"] == "public"


def test_list_action_leads_to_the_page_that_asks(curating):
    agents = [made.agent(name) for name in ("One", "Two")]
    chosen = {"action": "submit_records", "_selected_action": [agent.pk for agent in agents]}

    page = curating.post(desk.listing(Agent), chosen, follow=True)
    desk.act(curating, "submit", *agents)

    assert page.context["title"] == "Send to review: 2 records"
    assert {state(agent) for agent in agents} == {DeskState.IN_REVIEW}


def test_list_action_on_everything_is_limited(curating, monkeypatch):
    monkeypatch.setattr("statements.admin.acts.MOST", 1)
    agents = [made.agent(name) for name in ("One", "Two")]
    chosen = {"action": "submit_records", "_selected_action": [agents[0].pk], "select_across": "1"}

    page = curating.post(desk.listing(Agent), chosen, follow=True)

    assert desk.messages(page) == ["At most 1 records at once; choose fewer."]


def test_actions_that_somebody_may_not_do_are_not_offered(curating, publishing):
    agent = made.agent()

    assert set(actions(curating)) == {"delete_selected", "submit_records"}
    assert set(actions(publishing)) == {
        "delete_selected",
        "submit_records",
        "publish_records",
        "send_back_records",
        "withdraw_records",
        "restore_records",
    }
    assert buttons(curating, agent) == ["Send to review …"]
    desk.act(curating, "submit", agent)
    assert (buttons(curating, agent), buttons(publishing, agent)) == ([], ["Publish …", "Send back …"])
    desk.act(publishing, "publish", agent)
    merge = "Merge into another …"  # a proposal, which whoever may change the record makes
    assert (buttons(curating, agent), buttons(publishing, agent)) == ([merge], ["Withdraw …", merge])
    desk.act(publishing, "withdraw", agent)
    assert (buttons(curating, agent), buttons(publishing, agent)) == ([], ["Restore …"])


def actions(client):
    made.agent("Another")
    choices = client.get(desk.listing(Agent)).context["action_form"].fields["action"].choices
    return [name for name, _ in choices if name]


def buttons(client, record):
    return [label for label, _ in client.get(desk.address("change", record)).context["act_links"]]


@pytest.mark.parametrize("act", ["erase", "Submit", "x" * 200])
def test_other_acts_do_not_exist(curating, act):
    agent = made.agent()

    assert curating.get(f"/admin/statements/agent/act/{act}/?ids={agent.pk}").status_code == 404
