import made
import pytest

from statements import publishing
from statements.catalogue import compare
from statements.catalogue.models import ClaimRow, Page
from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.record import verify
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """One ministry recorded twice, each record named by a published claim."""
    right, wrong = made.agent("Foreign Ministry"), made.agent("Ministry of Foreign Affairs")
    for agent in (right, wrong):
        claim = made.claim(found_in=made.capture(of=made.source(publisher=agent)))
        made.ascribe(claim, agent, statement=made.statement(speaker=agent))
        made.publish(claim)
    return Agent.objects.get(pk=right.pk), Agent.objects.get(pk=wrong.pk)


def merge(wrong, right, reason="One ministry, entered twice."):
    return publishing.merge(wrong, into=right, by=made.user("publisher"), reason=reason)


def test_whatever_named_the_one_names_the_other_and_the_old_address_redirects(two):
    right, wrong = two

    merge(wrong, right)

    page = Page.objects.get(ref=wrong.ref)
    assert (page.state, page.redirect, page.is_public) == ("merged", right.ref, False)
    assert set(ClaimRow.objects.values_list("origin_name", "origin_id")) == {("Foreign Ministry", right.ref)}
    assert {name["name"] for name in Page.objects.get(ref=right.ref).document["names"]} == {
        "Foreign Ministry",
        "Ministry of Foreign Affairs",
    }
    assert [*verify.problems(), *compare.differences()] == []


def test_each_record_that_is_changed_by_a_merge_gets_a_revision_with_the_reason(two):
    right, wrong = two

    made_now = merge(wrong, right)

    assert sorted((revision.kind, revision.act) for revision in made_now) == [
        ("agent", "amend"),
        ("agent", "merge"),
        ("claim", "amend"),
        ("source", "amend"),
        ("statement", "amend"),
    ]
    assert {revision.envelope["reason"] for revision in made_now} == {"One ministry, entered twice."}


def test_unpublished_changes_stay_unpublished(two):
    right, wrong = two
    claim = wrong_claim(wrong)
    claim.paraphrase = "CANARY."
    claim.save()
    claim.touch(by=made.user("curator"))

    merge(wrong, right)

    claim.refresh_from_db()
    assert claim.has_changes
    assert "CANARY." not in str(Page.objects.get(ref=claim.ref).document)


def wrong_claim(agent):
    from statements.desk.claims import Claim

    return Claim.objects.get(links__holders__agent=agent)


@pytest.mark.parametrize("problem", ["itself", "kind", "draft", "reason", "joint"])
def test_a_merge_that_cannot_be_is_refused_whole(two, problem):
    right, wrong = two
    before = Revision.objects.count()
    reason = "Same."
    if problem == "itself":
        wrong = right
    if problem == "kind":
        wrong = made.agent("A. Person", kind="person")
        claim = made.claim()
        made.ascribe(claim, wrong)
        made.publish(claim)
        wrong.refresh_from_db()
        before = Revision.objects.count()
    if problem == "draft":
        wrong = made.agent("Draft")
    if problem == "reason":
        reason = " "
    if problem == "joint":
        made.statement(speaker=right).speakers.create(agent=wrong, position=2)

    with pytest.raises(publishing.Blocked) as blocked:
        merge(wrong, right, reason=reason)

    assert len(blocked.value.reasons) == 1
    assert Revision.objects.count() == before


def test_a_merged_agent_cannot_be_named_any_more(two):
    right, wrong = two
    merge(wrong, right)
    claim = made.claim()
    made.ascribe(claim, Agent.objects.get(pk=wrong.pk))

    with pytest.raises(publishing.Blocked, match="which is merged into another"):
        made.publish(claim)


def test_a_claim_restored_after_a_merge_names_the_survivor(two):
    right, wrong = two
    claim = wrong_claim(wrong)
    publishing.withdraw([claim], by=made.user("publisher"), reason="Away.")
    merge(wrong, right)

    publishing.restore([Claim.objects.get(pk=claim.pk)], by=made.user("publisher"), reason="Back.")

    assert ClaimRow.objects.get(claim_id=claim.ref).origin_id == right.ref
    assert [*verify.problems(), *compare.differences()] == []
