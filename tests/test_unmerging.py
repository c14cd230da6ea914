"""Merges of agents, sources and statements, and their undoing: nothing of the desk is lost."""

import made
import pytest
from django.apps import apps

from statements import publishing
from statements.catalogue import compare
from statements.catalogue.models import ClaimRow, Page
from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.desk.history import OWNERS, RECORDS
from statements.desk.proposals import Merge
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.publishing.merging import Merger
from statements.publishing.pointers import POINTERS
from statements.publishing.unmerging import stays
from statements.record import verify
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db

KINDS = ("agent", "source", "statement")
# Statements move as agents do, by one field of a link: what concerns both is tried of statements at length only.
KINDS_AT_LENGTH = ("agent", "source", pytest.param("statement", marks=pytest.mark.long))


class Twice:
    """One ministry, one article and one statement, each recorded twice, with what names them."""

    def __init__(self):
        self.agent = [made.agent("Foreign Ministry"), made.agent("Ministry of Foreign Affairs")]
        spokesman = made.agent("Spokesman", kind="person")
        self.source = [made.source(f"Bridges closed {n}", publisher=self.agent[n]) for n in range(2)]
        self.statement = [
            made.statement(f"On the bridges {n}", speaker=spokesman, first_published=self.source[n]) for n in range(2)
        ]
        self.claims = []
        for n in range(2):
            claim = made.claim(found_in=made.capture(of=self.source[n]))
            made.ascribe(claim, self.agent[n], spokesman, statement=self.statement[n])
            self.claims.append(claim)
        self.citing = made.claim("The mayor", found_in=made.capture())
        made.ascribe(self.citing, "an official", cited_work=self.source[1])
        made.ascribe(self.citing, self.agent[1], statement=made.statement("Another", speaker=self.agent[1]))
        self.citing.relations.create(kind="disputes", to=self.claims[0], stated_by=self.source[1])
        made.publish(*self.claims)
        made.publish(self.citing)
        self.draft = made.claim("We shall open them again", found_in=self.claims[1].capture)
        made.ascribe(self.draft, self.agent[1], spokesman, statement=self.statement[1], cited_work=self.source[1])

    def pair(self, kind):
        """The one that stays, and the duplicate."""
        return [type(record).objects.get(pk=record.pk) for record in getattr(self, kind)]


@pytest.fixture
def twice():
    return Twice()


def merge(kind, twice, reason="One and the same."):
    right, wrong = twice.pair(kind)
    publishing.merge(wrong, into=right, by=made.user("publisher"), reason=reason)
    return Merge.objects.get(ref=wrong.ref, undone_at=None)


def undo(merge, reason="They are two after all."):
    return publishing.unmerge(merge, by=made.user("publisher"), reason=reason)


def whole():
    return [*verify.problems(), *compare.differences()]


def everything():
    """Every row of the desk by table and key, with all that a curator entered in it."""
    kept = {"version", "changed_at", "revision", "has_changes", "submitted"}
    found = {}
    for model in (*RECORDS, *OWNERS):
        fields = [field.attname for field in model._meta.concrete_fields if field.name not in kept]
        found |= {(model.__name__, row["id"]): row for row in model.objects.values(*fields)}
    return found


def pages():
    """What visitors read of each record, by its address, without when it was last touched."""
    return {page.ref: (page.state, page.redirect, page.document) for page in Page.objects.all()}


def test_every_field_that_points_at_what_can_be_merged_is_known():
    owners = {
        (Agent, "names"),
        (Source, "authors"),
        (Source, "spans"),
        (Source, "dismissals"),  # copied, and left where they are by an undoing: they only say what not to suggest
        (Statement, "speakers"),
        (Statement, "spans"),
    }

    for kind, known in POINTERS.items():
        pointing = {
            (relation.related_model, relation.field.name)
            for relation in kind._meta.get_fields(include_hidden=True)
            if relation.auto_created and not relation.concrete and relation.related_model in apps.get_models()
        }
        own = {
            (kind._meta.get_field(name).related_model, kind._meta.get_field(name).field.name)
            for k, name in owners
            if k is kind
        }
        assert pointing - own == set(known)


@pytest.mark.parametrize("kind", KINDS)
def test_the_old_address_leads_to_the_record_that_stays_and_says_so(twice, kind, client):
    right, wrong = twice.pair(kind)

    merge(kind, twice)
    answer = client.get(f"/{kind}s/{wrong.ref}/")

    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (
        301,
        f"/{kind}s/{right.ref}/",
        "no-cache",
    )
    assert "One and the same." in answer.content.decode()
    assert whole() == []


def test_merged_sources_stand_under_one_with_their_captures_and_claims(twice):
    right, _ = twice.pair("source")

    twice.source[1].dismissals.create(words_sha256="0" * 64, by_name="curator")

    merge("source", twice)

    assert right.dismissals.count() == 1
    assert list(right.captures.order_by("number").values_list("number", flat=True)) == [1, 2]
    names = ClaimRow.objects.filter(claim_id__in=[claim.ref for claim in twice.claims])
    assert set(names.values_list("source_id", flat=True)) == {right.ref}
    document = Page.objects.get(ref=twice.citing.ref).document
    assert document["links"][0]["cited_work"]["ref"] == right.ref
    assert document["relations"][0]["stated_by"]["ref"] == right.ref
    twice.draft.refresh_from_db()
    assert (twice.draft.source, twice.draft.links.get().cited_work) == (right, right)


def test_merged_statements_are_one_in_whatever_names_them(twice, client):
    right, _ = twice.pair("statement")

    merge("statement", twice)

    assert {claim.links.get().statement for claim in Claim.objects.exclude(pk=twice.citing.pk)} == {right}
    assert ClaimRow.objects.filter(statement_id=right.ref).count() == 2
    assert client.get(f"/statements/{right.ref}/").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_an_undone_merge_leaves_desk_and_pages_as_they_were(twice, kind, client):
    desk, shown = everything(), pages()
    _, wrong = twice.pair(kind)

    revisions = undo(merge(kind, twice))

    assert everything() == desk
    assert pages() == shown
    assert (wrong.ref, "restore") in {(revision.ref, revision.act) for revision in revisions}
    assert {revision.envelope["reason"] for revision in revisions} == {"They are two after all."}
    assert client.get(f"/{kind}s/{wrong.ref}/").status_code == 200
    assert whole() == []


@pytest.mark.parametrize("kind", KINDS_AT_LENGTH)
def test_what_was_changed_since_is_named_and_stays(twice, kind):
    right, wrong = twice.pair(kind)
    done = merge(kind, twice)
    claim = Claim.objects.get(pk=twice.claims[1].pk)
    for text in ("Published since.", "Not published."):
        claim.paraphrase = text
        claim.save()
        claim.touch(by=made.user("curator"))
        if text == "Published since.":
            made.publish(claim)
            claim.refresh_from_db()

    told = stays(done)
    undo(done)

    named = [f"{claim.ref} stays with {right.ref}: it was changed since the merge."]
    assert told == ([] if kind == "source" else named)
    claim.refresh_from_db()
    field = {
        "agent": claim.links.get().holders.first().agent,
        "statement": claim.links.get().statement,
        "source": claim.source,
    }
    assert field[kind].ref == (wrong.ref if kind == "source" else right.ref)
    assert claim.paraphrase == "Not published."
    assert "Not published." not in str(Page.objects.get(ref=claim.ref).document)
    assert whole() == []


@pytest.mark.parametrize("kind", KINDS_AT_LENGTH)
def test_what_was_published_since_goes_back_with_what_was_changed_in_it(twice, kind):
    _, wrong = twice.pair(kind)
    done = merge(kind, twice)
    claim = Claim.objects.get(pk=twice.claims[1].pk)
    claim.paraphrase = "Published since."
    claim.save()
    claim.touch(by=made.user("curator"))
    made.publish(claim, twice.draft)

    undo(done)

    for ref in (claim.ref, twice.draft.ref):
        document = Page.objects.get(ref=ref).document
        link = document["links"][0]
        named = {"agent": link["holders"][0]["agent"], "statement": link["statement"], "source": document["source"]}
        assert named[kind]["ref"] == wrong.ref
    assert Page.objects.get(ref=claim.ref).document["paraphrase"] == "Published since."
    assert whole() == []


@pytest.mark.parametrize("kind", KINDS_AT_LENGTH)
@pytest.mark.parametrize("withdrawn", ["before", "between"])
def test_a_claim_withdrawn_round_a_merge_comes_back_whole(twice, kind, withdrawn):
    claim = Claim.objects.get(pk=twice.claims[1].pk)
    if withdrawn == "before":
        publishing.withdraw([claim], by=made.user("publisher"), reason="Away.")
    done = merge(kind, twice)
    if withdrawn == "between":
        claim.refresh_from_db()
        publishing.withdraw([claim], by=made.user("publisher"), reason="Away.")
    undo(done)

    claim.refresh_from_db()
    publishing.restore([claim], by=made.user("publisher"), reason="Back.")

    document = Page.objects.get(ref=claim.ref).document
    link, desk = document["links"][0], Claim.objects.get(pk=claim.pk).links.get()
    assert link["holders"][0]["agent"]["ref"] == desk.holders.first().agent.ref
    assert (link["statement"]["ref"], document["source"]["ref"]) == (desk.statement.ref, desk.claim.source.ref)
    assert whole() == []


def test_names_gained_go_back_unless_they_were_made_the_form_used_on_pages(twice):
    right, _ = twice.pair("agent")
    done = merge("agent", twice)
    right.names.filter(preferred=True).update(preferred=False)
    right.names.filter(name="Ministry of Foreign Affairs").update(preferred=True)
    right.refresh_from_db()
    right.touch(by=made.user("curator"))
    made.publish(right)

    assert stays(done) == [f"{right.ref} stays with {right.ref}: it was changed since the merge."]
    undo(done)

    assert right.names.count() == 2
    assert Page.objects.get(ref=right.ref).document["name"] == "Ministry of Foreign Affairs"
    assert whole() == []


def test_a_chain_of_merges_leads_on_and_is_undone_from_its_end(twice, client):
    desk = everything()
    first, (right, wrong) = merge("agent", twice), twice.pair("agent")
    third = made.agent("The Ministry")
    made.publish(third)
    third.refresh_from_db()
    with_third = everything()
    publishing.merge(right, into=third, by=made.user("publisher"), reason="Again one.")
    second = Merge.objects.get(ref=right.ref)

    led = [client.get(f"/agents/{agent.ref}/")["Location"] for agent in (wrong, right)]
    with pytest.raises(publishing.Blocked, match=f"was itself merged into {third.ref}; undo that first"):
        undo(first)
    undo(second)
    between = everything()
    undo(first)

    assert led == [f"/agents/{right.ref}/", f"/agents/{third.ref}/"]
    assert between == with_third
    assert {key: row for key, row in everything().items() if key in desk} == desk
    assert whole() == []


def test_a_merge_is_undone_once(twice):
    done = merge("agent", twice)
    undo(done)
    before = Revision.objects.count()

    with pytest.raises(publishing.Blocked, match="undone already"):
        undo(done)

    assert Revision.objects.count() == before


def test_a_record_merged_again_after_an_undoing_can_be_parted_again(twice):
    desk = everything()

    for _ in range(2):
        undo(merge("statement", twice))

    assert everything() == desk
    assert Merge.objects.exclude(undone_at=None).count() == 2


@pytest.mark.parametrize(
    "problem", ["kinds", "withdrawn", "draft", "display", "joint", "author", "relation", "kind", "speaker"]
)
def test_a_merge_that_cannot_be_says_why_and_stores_nothing(twice, problem):
    right, wrong = twice.pair("source" if problem in ("display", "relation", "kind") else "agent")
    if problem == "kinds":
        right = twice.pair("source")[0]
    if problem == "withdrawn":
        right = made.agent("Away")
        made.publish(right)
        publishing.withdraw([right], by=made.user("publisher"), reason="Away.")
        right.refresh_from_db()
    if problem == "draft":
        right = made.agent("Draft")
    if problem == "display":
        type(wrong).objects.filter(pk=wrong.pk).update(display="none")
    if problem == "joint":
        made.ascribe(twice.draft, right, wrong)
    if problem == "author":
        authors = made.source("Two hands", author="").authors
        authors.create(agent=right, position=1)
        authors.create(agent=wrong, position=2)
    if problem == "relation":
        twice.citing.relations.create(kind="disputes", to=twice.claims[0], stated_by=right)
    if problem == "kind":
        type(wrong).objects.filter(pk=wrong.pk).update(kind="book")
    if problem == "speaker":
        right, wrong = twice.pair("statement")
        wrong.speakers.create(agent=twice.agent[1], position=2)
    before = Revision.objects.count(), everything()

    with pytest.raises(publishing.Blocked) as blocked:
        publishing.merge(wrong, into=right, by=made.user("publisher"), reason="Same.")

    assert len(blocked.value.reasons) == 1
    right, wrong = (type(record).objects.get(pk=record.pk) for record in (right, wrong))
    assert blocked.value.reasons == Merger(wrong, right).problems()
    assert (Revision.objects.count(), everything(), Merge.objects.count()) == (*before, 0)


def test_two_proposals_that_cross_are_not_both_approved(twice):
    right, wrong = twice.pair("agent")
    one = publishing.propose(Merger(wrong, right), by=made.user("curator"), reason="Same.")
    other = publishing.propose(Merger(right, wrong), by=made.user("curator"), reason="Same.")

    publishing.approve(one, by=made.user("publisher"))

    with pytest.raises(publishing.Blocked, match="changed after this was proposed"):
        publishing.approve(other, by=made.user("publisher"))
