import made
import pytest
from django.test import Client
from django.urls import reverse

from statements import publishing
from statements.catalogue import compare
from statements.catalogue.models import ClaimRow, Page
from statements.desk.attributions import Link
from statements.desk.claims import Claim
from statements.desk.proposals import Proposal
from statements.desk.statements import Statement
from statements.publishing.splitting import Splitting
from statements.record import verify
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db

REASON = "The minister spoke twice that day."


class Reported:
    """One statement that two published claims and a draft name."""

    def __init__(self):
        minister = made.agent("Minister", kind="person")
        self.statement, capture = made.statement("On the bridges", speaker=minister), made.capture()
        self.claims = []
        for words in ("41 bridges were closed", "We shall open them again", "The mayor"):
            self.claims.append(made.claim(words, found_in=capture))
            made.ascribe(self.claims[-1], minister, statement=self.statement, cue="said")
        made.publish(*self.claims[:2], by="editor")
        self.statement.refresh_from_db()

    def links(self, *numbers):
        return [self.claims[number].links.get() for number in numbers]


@pytest.fixture
def reported(curator, publisher):
    return Reported()


def split(reported, *numbers, **fields):
    fields = {"title": "At the press conference"} | fields
    choice = Splitting(reported.statement, reported.links(*numbers), fields)
    return publishing.approve(publishing.propose(choice, by=made.user("writer"), reason=REASON), by=made.user("editor"))


def whole():
    return [*verify.problems(), *compare.differences()]


def test_both_statements_and_the_claims_are_published_as_one_act(reported):
    revisions = split(reported, 1, 2, said_edtf="2021-03-03", said_basis="stated")

    new = Statement.objects.get(title="At the press conference")
    acts = [(revision.ref, revision.act) for revision in revisions]
    assert acts == [(reported.statement.ref, "amend"), (new.ref, "publish"), (reported.claims[1].ref, "amend")]
    assert {(revision.at, revision.envelope["reason"]) for revision in revisions} == {(revisions[0].at, REASON)}
    rows = dict(ClaimRow.objects.values_list("claim_id", "statement_id"))
    assert rows == {reported.claims[0].ref: reported.statement.ref, reported.claims[1].ref: new.ref}
    assert [link.statement for link in reported.links(0, 1, 2)] == [reported.statement, new, new]
    assert [speaker.agent.name for speaker in new.speakers.all()] == ["Minister"]
    assert not any(claim.has_changes for claim in Claim.objects.all())
    assert whole() == []


def test_a_withdrawn_claim_is_restored_with_the_old_statement_and_the_new_one_as_a_change_to_publish(reported):
    publishing.withdraw([reported.claims[1]], by=made.user("editor"), reason="Wrong source.")
    split(reported, 1)

    reported.claims[1].refresh_from_db()
    publishing.restore([reported.claims[1]], by=made.user("editor"), reason="The source was right.")

    (claim,) = Claim.objects.filter(ref=reported.claims[1].ref)
    new = Statement.objects.get(title="At the press conference")
    assert (claim.links.get().statement, claim.has_changes) == (new, True)
    assert ClaimRow.objects.get(claim_id=claim.ref).statement_id == reported.statement.ref
    made.publish(claim, by="editor", reason="Which statement it was.")
    assert ClaimRow.objects.get(claim_id=claim.ref).statement_id == new.ref
    assert whole() == []


def test_a_split_is_undone_by_a_merge(reported):
    before = list(Link.objects.order_by("pk").values_list("pk", "statement"))
    shown = Page.objects.get(ref=reported.claims[1].ref).document
    split(reported, 1, 2)
    new = Statement.objects.get(title="At the press conference")
    reported.statement.refresh_from_db()

    publishing.merge(new, into=reported.statement, by=made.user("editor"), reason="It was one act.")

    assert list(Link.objects.order_by("pk").values_list("pk", "statement")) == before
    assert Page.objects.get(ref=reported.claims[1].ref).document == shown
    assert whole() == []


@pytest.mark.parametrize(
    ("numbers", "fields", "problem"),
    [
        ((), {}, "Choose at least one link that names the new statement."),
        ((0, 1, 2), {}, "Leave at least one link with the old statement; both need one."),
        ((1,), {"title": ""}, "Give the new statement a title that tells it from the old one."),
        (
            (1,),
            {"title": "On the bridges"},
            "The new statement has the title of the old one; say what tells them apart.",
        ),
    ],
)
def test_a_split_that_leaves_nothing_to_tell_apart_is_refused(reported, numbers, fields, problem):
    before = Revision.objects.count()

    with pytest.raises(publishing.Blocked) as blocked:
        split(reported, *numbers, **fields)

    assert blocked.value.reasons == [problem]
    assert (Revision.objects.count(), Statement.objects.count()) == (before, 1)


def test_what_has_unpublished_changes_or_is_not_public_is_not_split(reported):
    reported.claims[1].refresh_from_db()
    reported.claims[1].touch(by=made.user("writer"))

    with pytest.raises(publishing.Blocked, match=f"{reported.claims[1].ref} has unpublished changes"):
        split(reported, 1)
    reported.statement = made.statement("Draft")
    with pytest.raises(publishing.Blocked, match="only published statements are split"):
        split(reported)


# At the desk


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(statement):
    return reverse("admin:statements_statement_split", args=[statement.pk])


def typed(client, reported, *numbers, **more):
    opened = client.get(page(reported.statement)).context
    links = [link.pk for link in reported.links(*numbers)]
    return {"seen": opened["seen"], "links": links, "title": "At noon", "reason": REASON, "_propose": "1"} | more


def test_curator_proposes_and_publisher_approves(reported, curator, publisher):
    curating, deciding = logged_in(curator), logged_in(publisher)

    proposed = curating.post(page(reported.statement), typed(curating, reported, 1), follow=True)
    answer = deciding.post(proposed.redirect_chain[0][0], {"_approve": "1"}, follow=True)

    assert [len(proposed.context["shown"][side]) for side in ("goes", "stays")] == [1, 2]
    assert Proposal.objects.get().state == "done"
    assert "was approved and is public" in answer.content.decode()
    new = Statement.objects.get(title="At noon")
    assert (new.created_by, reported.links(1)[0].statement) == (curator, new)
    assert ("Split in two …", page(new)) in deciding.get(
        reverse("admin:statements_statement_change", args=[new.pk])
    ).context["act_links"]


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"reason": " "}, "Give a reason; visitors will read it."),
        ({"links": []}, "Choose at least one link that names the new statement."),
        ({"links": ["999999"]}, "Select a valid choice."),
        ({"said_edtf": "sometime", "said_basis": "stated"}, "EDTF"),
        ({"said_edtf": "2021-03-03"}, "A date needs its basis, and a basis needs its date."),
    ],
)
def test_bad_input_is_named_and_nothing_stored(reported, curator, sent, error):
    client = logged_in(curator)

    answer = client.post(page(reported.statement), typed(client, reported, 1, **sent))

    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert Proposal.objects.count() == 0


def test_other_addresses_are_refused(reported, curator, contributor):
    assert logged_in(curator).get("/admin/statements/statement/99999/split/").status_code == 404
    assert logged_in(contributor).get(page(reported.statement)).status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_whatever_the_number_of_links(reported, curator, number, django_assert_max_num_queries):
    for _ in range(number):
        made.ascribe(made.claim(found_in=reported.claims[0].capture), "an official", statement=reported.statement)
    client = logged_in(curator)
    client.get(page(reported.statement))

    with django_assert_max_num_queries(20):
        client.get(page(reported.statement))
