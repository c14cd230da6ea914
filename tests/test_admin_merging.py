import made
import pytest
from django.test import Client
from django.urls import reverse

from statements.catalogue.models import ClaimRow
from statements.desk.agents import Agent
from statements.desk.proposals import Merge, Proposal
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
def two():
    """One ministry recorded twice, each record named by a published claim."""
    found = []
    for name in ("Foreign Ministry", "Ministry of Foreign Affairs"):
        agent, claim = made.agent(name), made.claim()
        made.ascribe(claim, agent, cue="said")
        made.publish(claim, by="editor")
        found.append(Agent.objects.get(pk=agent.pk))
    return found


def page(record, *, of="merge", **more):
    return reverse(f"admin:statements_{record._meta.model_name}_{of}", args=[record.pk, *more.values()])


def propose(client, url, **typed):
    opened = client.get(url, typed)
    return client.post(
        url, {"seen": opened.context["seen"], "_propose": "1", "reason": "One ministry."} | typed, follow=True
    )


def decide(client, **more):
    return client.post(page(Proposal.objects.last(), of="change"), more, follow=True)


def test_everything_that_moves_is_shown_before_it_is_proposed_and_before_it_is_approved(curating, deciding, two):
    right, wrong = two

    before = curating.get(page(wrong), {"into": right.pk})
    proposed = propose(curating, page(wrong), into=right.pk)

    for shown in (before.context["shown"], proposed.context["shown"]):
        told = [(noun, number, [owner["ref"] for owner in owners]) for noun, number, owners in shown["groups"]]
        assert told == [("Holders", 1, [ClaimRow.objects.get(origin_id=wrong.ref).claim_id])]
        assert [name.name for name in shown["names"]] == ["Ministry of Foreign Affairs"]
        assert shown["mentions"] == 1
    assert Merge.objects.count() == 0
    decide(deciding, _approve="1")
    assert set(ClaimRow.objects.values_list("origin_id", flat=True)) == {right.ref}


def test_a_merge_is_undone_from_either_record(curating, deciding, two):
    right, wrong = two
    propose(curating, page(wrong), into=right.pk)
    decide(deciding, _approve="1")
    merge = Merge.objects.get()
    links = [curating.get(page(record, of="change")).context["act_links"] for record in two]

    propose(curating, page(wrong, of="undo", merge=merge.pk), reason="They are two.")
    answer = decide(deciding, _approve="1")

    assert all(label == f"Undo the merge of {wrong.ref} …" for found in links for label, _ in found[-1:])
    assert "was approved and is public" in str(next(iter(answer.context["messages"])))
    assert set(ClaimRow.objects.values_list("origin_id", flat=True)) == {right.ref, wrong.ref}
    again = curating.get(page(wrong, of="undo", merge=merge.pk))
    assert again.context["problems"] == ["This merge was undone already."]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"into": ""}, "Choose the record that stays."),
        ({"into": "9" * 30}, "There is no such record."),
        ({"into": "x"}, "There is no such record."),
        ({"reason": " "}, "Give a reason; visitors will read it."),
    ],
)
def test_bad_input_is_named_and_nothing_stored(curating, two, typed, error):
    right, wrong = two

    answer = curating.post(page(wrong), {"into": right.pk, "reason": "Same.", "_propose": "1"} | typed)

    assert error in answer.content.decode()
    assert Proposal.objects.count() == 0


def test_what_stands_in_the_way_is_said_before_a_reason_is_asked(curating, two):
    right, _ = two

    answer = curating.get(page(right), {"into": right.pk})

    assert answer.context["problems"] == ["Foreign Ministry is one record already."]
    assert "nothing was stored" in answer.content.decode()


def test_a_record_changed_after_the_page_was_made_is_not_proposed_unseen(curating, two):
    right, wrong = two
    seen = curating.get(page(wrong), {"into": right.pk}).context["seen"]
    right.touch(by=made.user("somebody"))

    answer = curating.post(page(wrong), {"into": right.pk, "reason": "Same.", "seen": seen, "_propose": "1"})

    assert "changed after this page was made" in answer.context["problems"][0]
    assert Proposal.objects.count() == 0


def test_other_addresses_are_refused_and_nothing_is_merged_by_a_get(curating, contributor, two):
    right, wrong = two
    before = Revision.objects.count()

    assert curating.get("/admin/statements/agent/999999/merge/").status_code == 404
    assert curating.get(f"/admin/statements/agent/{'9' * 30}/merge/").status_code == 404
    assert curating.get(page(wrong, of="undo", merge=99)).status_code == 404
    assert logged_in(contributor).get(page(wrong)).status_code == 403
    curating.get(page(wrong), {"into": right.pk, "_propose": "1", "reason": "Same."})
    assert (Revision.objects.count(), Proposal.objects.count()) == (before, 0)
