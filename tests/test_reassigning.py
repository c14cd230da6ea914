import made
import pytest

from statements import publishing
from statements.catalogue import compare
from statements.catalogue.models import ClaimRow, Page
from statements.choices import ProposalState
from statements.desk.claims import Claim
from statements.desk.proposals import Merge, Proposal
from statements.desk.review import Approval
from statements.publishing.reassigning import Reassignment, Said, Step
from statements.record import verify
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db

REASON = "The outlet corrected whom it quoted."


class Two:
    """Two published claims ascribed to the mayor, and the engineer who said so instead."""

    def __init__(self):
        self.mayor, self.engineer = made.agent("Mayor", kind="person"), made.agent("Engineer", kind="person")
        self.correction = made.source("Correction to our report", author="", publisher=made.agent("Daily"))
        capture = made.capture()
        self.claims = []
        for words in ("41 bridges were closed", "We shall open them again"):
            claim = made.claim(words, found_in=capture)
            made.ascribe(claim, self.mayor, cue="said", statement=made.statement(speaker=self.mayor))
            made.publish(claim)
            self.claims.append(Claim.objects.get(pk=claim.pk))

    def chosen(self, *claims, to=None, **more):
        said = Said("person", (to or self.engineer).pk)
        step = Step(was=1, holders=(said,))
        return Reassignment(list(claims or self.claims), [step], self.correction, "p. 2", **more)


@pytest.fixture
def two():
    return Two()


def propose(choice, by="curator", reason=REASON):
    return publishing.propose(choice, by=made.user(by), reason=reason)


def approve(proposal, by="publisher"):
    return publishing.approve(proposal, by=made.user(by))


def whole():
    return [*verify.problems(), *compare.differences()]


def test_several_claims_are_given_to_another_as_one_act_with_one_reason(two):
    revisions = approve(propose(two.chosen()))

    reassigned = [revision for revision in revisions if revision.kind == "claim"]
    assert [(revision.ref, revision.act) for revision in reassigned] == [(c.ref, "reassign") for c in two.claims]
    assert {revision.envelope["reason"] for revision in revisions} == {REASON}
    assert {revision.at for revision in revisions} == {revisions[0].at}
    assert set(ClaimRow.objects.values_list("origin_id", "cue", "mode")) == {(two.engineer.ref, "said", "indirect")}
    assert whole() == []


def test_nothing_changes_before_a_second_person_approves(two):
    before = Revision.objects.count()

    proposal = propose(two.chosen())

    assert (Revision.objects.count(), proposal.state) == (before, ProposalState.WAITING)
    assert set(ClaimRow.objects.values_list("origin_id", flat=True)) == {two.mayor.ref}
    assert [claim.has_changes for claim in Claim.objects.all()] == [False, False]
    with pytest.raises(publishing.Blocked, match="a second person approves it"):
        approve(proposal, by="curator")
    assert Revision.objects.count() == before


def test_the_approval_names_who_proposed_and_who_approved(two):
    revisions = approve(propose(two.chosen()))

    numbers = [revision.number for revision in revisions if revision.kind == "claim"]
    told = Approval.objects.filter(number__in=numbers).values_list(
        "changed_by_name", "approved_by_name", "two_required"
    )
    assert set(told) == {("curator", "publisher", True)}
    done = Proposal.objects.get()
    assert (done.state, done.decided_by_name, done.number) == ("done", "publisher", revisions[0].number)


def test_the_old_attribution_stays_on_the_page_with_the_source_of_the_correction(two, client):
    approve(propose(two.chosen()))

    page = client.get(f"/claims/{two.claims[0].ref}/").content.decode()
    earlier = client.get(f"/claims/{two.claims[0].ref}/revisions/1/").content.decode()
    corrections = client.get("/corrections/").content.decode()
    rows = b"".join(client.get("/corrections.csv").streaming_content).decode()

    assert "Corrected as stated in" in page
    assert f'href="/sources/{two.correction.ref}/"' in page
    assert "Mayor" in page
    assert "The attribution shown here was replaced in" in earlier
    assert REASON in earlier
    assert "as reported by Ada Example" in earlier
    assert "Source of the correction" in corrections
    assert "Correction to our report" in corrections
    assert rows.count("source of the correction: ") == 4


def test_claims_of_different_chains_are_not_reassigned_together(two):
    other = made.claim("The mayor", found_in=made.capture())
    made.ascribe(other, two.engineer)
    made.publish(other)

    with pytest.raises(publishing.Blocked, match="name different people"):
        propose(two.chosen(*two.claims, Claim.objects.get(pk=other.pk)))


def test_a_chain_that_names_the_same_is_refused(two):
    with pytest.raises(publishing.Blocked, match="nothing to reassign") as refused:
        propose(two.chosen(to=two.mayor))

    assert len(refused.value.reasons) == 2
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize("problem", ["draft", "changed", "nothing", "reason", "statement", "withdrawn source"])
def test_what_cannot_be_reassigned_is_refused_and_nothing_stored(two, problem):
    choice, reason = two.chosen(), REASON
    if problem == "draft":
        choice = two.chosen(made.claim())
    if problem == "changed":
        two.claims[0].touch(by=made.user("curator"))
    if problem == "nothing":
        choice = Reassignment([], [])
    if problem == "reason":
        reason = " \n"
    if problem == "statement":
        said = Said("person", two.engineer.pk)
        choice = Reassignment(two.claims, [Step(1, (said,), statement=two.claims[0].links.get().statement_id)])
    if problem == "withdrawn source":
        made.publish(two.correction)
        publishing.withdraw([two.correction], by=made.user("publisher"), reason="Away.")
        two.correction.refresh_from_db()

    with pytest.raises(publishing.Blocked):
        propose(choice, reason=reason)

    assert Proposal.objects.count() == 0
    assert set(ClaimRow.objects.values_list("origin_id", flat=True)) == {two.mayor.ref}


def test_a_claim_changed_after_the_proposal_is_not_reassigned_unseen(two):
    proposal = propose(two.chosen())
    two.claims[1].touch(by=made.user("curator"))
    before = Revision.objects.count()

    with pytest.raises(publishing.Blocked, match=f"{two.claims[1].ref} changed after this was proposed"):
        approve(proposal)

    assert Revision.objects.count() == before
    assert Proposal.objects.get().state == "waiting"


def test_a_proposal_is_decided_once(two):
    proposal = propose(two.chosen())
    approve(proposal)

    with pytest.raises(publishing.Blocked, match="decided already: done"):
        approve(proposal)
    with pytest.raises(publishing.Blocked, match="decided already: done"):
        publishing.decline(proposal, by=made.user("curator"), note="")


def test_a_proposal_is_sent_back_with_a_reason_or_taken_back_without(two):
    mine, theirs = propose(two.chosen()), propose(two.chosen())

    publishing.decline(mine, by=made.user("curator"), note="")
    with pytest.raises(publishing.Blocked, match="Say why"):
        publishing.decline(theirs, by=made.user("publisher"), note=" ")
    publishing.decline(theirs, by=made.user("publisher"), note="Which page?")

    states = Proposal.objects.order_by("pk").values_list("state", "note", "decided_by_name")
    assert list(states) == [("taken_back", "", "curator"), ("sent_back", "Which page?", "publisher")]


def test_a_step_can_be_added_taken_away_and_left_as_it_is(two):
    source_said = Step(holders=(Said("unnamed", as_named="an official"),), mode="indirect")
    choice = Reassignment(two.claims, [source_said, Step(was=1)])

    approve(propose(choice))
    longer = list(ClaimRow.objects.values_list("holder_as_named", "origin_id", "cue").distinct())
    claims = list(Claim.objects.filter(pk__in=[claim.pk for claim in two.claims]))
    approve(propose(Reassignment(claims, [])))

    assert longer == [("an official", two.mayor.ref, "said")]
    assert set(ClaimRow.objects.values_list("mode", "origin_id")) == {("none", "")}
    formerly = Page.objects.get(ref=two.claims[0].ref).document["formerly"]
    assert [(entry["revision"], len(entry["links"])) for entry in formerly] == [(1, 1), (2, 2)]
    assert whole() == []


def test_a_new_cue_is_found_in_the_text_or_keeps_the_act_back(two):
    said = (Said("person", two.engineer.pk),)

    with pytest.raises(publishing.Blocked, match="its cue “thundered” was not found in the text"):
        propose(Reassignment(two.claims, [Step(1, said, cue="thundered")]))
    approve(propose(Reassignment(two.claims, [Step(1, said, cue="added")])))

    links = Page.objects.get(ref=two.claims[0].ref).document["links"]
    assert [(span["exact"], link["cue"]) for link in links for span in link["cue_spans"]] == [("added", "added")]


def test_what_would_change_is_shown_before_anything_is_stored(two):
    shown, problems = two.chosen().tried()

    assert problems == []
    assert [(claim.ref, before.split(",")[0], after.split(",")[0]) for claim, before, after in shown] == [
        (claim.ref, "Mayor", "Engineer") for claim in two.claims
    ]
    assert Claim.objects.filter(links__holders__agent=two.mayor).count() == 2


def test_who_was_named_formerly_stays_named_so_whatever_becomes_of_that_record(two):
    approve(propose(two.chosen()))
    (claim, _), editor = two.claims, made.user("publisher")
    alike, chief = made.agent("Town chief", kind="person"), made.agent("Chief of the town", kind="person")
    made.publish(alike, chief)

    def formerly():
        (before,) = Page.objects.get(ref=claim.ref).document["formerly"]
        return before["links"][0]["holders"][0]["agent"]

    shown = formerly()
    publishing.merge(alike, into=two.mayor, by=editor, reason="One person.")
    publishing.merge(two.mayor, into=chief, by=editor, reason="That person too.")
    assert (formerly(), shown["ref"], whole()) == (shown, two.mayor.ref, [])

    Claim.objects.filter(pk=claim.pk).update(paraphrase="Bridges were closed.", has_changes=True)
    made.publish(Claim.objects.get(pk=claim.pk), reason="Shorter.")
    assert (formerly(), ClaimRow.objects.get(claim_id=claim.ref).paraphrase) == (shown, "Bridges were closed.")
    publishing.unmerge(Merge.objects.latest("pk"), by=editor, reason="Two after all.")
    assert (formerly(), whole()) == (shown, [])
