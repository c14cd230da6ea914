"""Random merges, undoings, splits and reassignments: nothing of the desk is lost, and the record stays whole."""

from contextlib import suppress

import made
import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from statements import publishing
from statements.catalogue import compare
from statements.catalogue.models import ClaimRow, Page
from statements.choices import DeskState
from statements.desk.agents import Agent
from statements.desk.attributions import Link
from statements.desk.claims import Claim
from statements.desk.history import OWNERS, RECORDS
from statements.desk.proposals import Merge
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.publishing.merging import Merger
from statements.publishing.reassigning import Reassignment, Said, Step
from statements.publishing.splitting import Splitting
from statements.publishing.unmerging import Undoing
from statements.record import verify

KINDS = (Agent, Source, Statement)
TABLES = sorted({*RECORDS, *OWNERS}, key=lambda model: model.__name__)
SMALL, MANY = st.integers(0, 3), st.integers(0, 30)
# What acts note of a record beside what a curator entered in it.
BOOKKEEPING = {
    "version",
    "changed_at",
    "changed_by",
    "changed_by_name",
    "revision",
    "has_changes",
    "submitted",
    "state",
}


def rows():
    """Every row of the desk by table and key, with what a curator entered in it."""
    found = {}
    for model in TABLES:
        names = [field.attname for field in model._meta.concrete_fields if field.name not in BOOKKEEPING]
        found |= {(model.__name__, row["id"]): row for row in model.objects.values(*names)}
    return found


class Desk(RuleBasedStateMachine):
    """Records entered two and three times over, on which two people do whatever they can."""

    acts = 0

    @initialize()
    def begin(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        agents = [made.agent(f"Body {number}") for number in range(3)]
        sources = [made.source(f"Report {number}", author="", publisher=agents[number]) for number in range(3)]
        captures = [made.capture(of=source) for source in sources[:2]]
        statements = [made.statement(f"Act {number}", speaker=agents[number % 2]) for number in range(3)]
        for number, words in enumerate(("41 bridges were closed", "The mayor", "bridges", "We shall open them again")):
            claim = made.claim(words, found_in=captures[number % 2])
            made.ascribe(claim, agents[number % 2], statement=statements[number % 2], cited_work=sources[2])
            made.ascribe(claim, agents[2], statement=None)
            if number < 3:
                made.publish(claim)
        self.lost_nothing = set(rows())

    @rule(kind=st.sampled_from(KINDS), duplicate=SMALL, into=SMALL)
    def merge(self, kind, duplicate, into):
        self.propose(Merger(self.one(kind, duplicate), self.one(kind, into)))

    @rule(at=MANY)
    def undo(self, at):
        merges = list(Merge.objects.order_by("pk"))
        if merges:
            self.propose(Undoing(merges[at % len(merges)]))

    @rule(kind=st.sampled_from(KINDS), duplicate=SMALL, into=SMALL)
    def merge_and_undo_at_once(self, kind, duplicate, into):
        """What a merge and its undoing leave is what was there before, row by row and page by page."""
        desk, shown = rows(), pages()
        done = self.propose(Merger(self.one(kind, duplicate), self.one(kind, into)))
        if done:
            assert self.propose(Undoing(Merge.objects.latest("pk")))
            assert rows() == desk
            assert pages() == shown

    @rule(statement=SMALL, take=MANY)
    def split(self, statement, take):
        found = self.one(Statement, statement)
        links = list(Link.objects.filter(statement=found).order_by("pk"))
        taken = [link for number, link in enumerate(links) if take >> number & 1]
        self.propose(Splitting(found, taken, {"title": f"Part {Statement.objects.count()}"}))

    @rule(at=SMALL, agent=SMALL, step=st.integers(1, 2), whole=st.booleans())
    def reassign(self, at, agent, step, whole):
        claims = list(Claim.objects.order_by("pk"))
        chosen, said = claims if whole else [claims[at]], self.one(Agent, agent)
        steps = [Step(1), Step(2)]
        steps[step - 1] = Step(step, (Said(said.kind, said.pk),))
        self.propose(Reassignment(chosen, steps, self.one(Source, 0)))

    @rule(at=SMALL, text=st.text("abc", min_size=1, max_size=5), publish=st.booleans())
    def amend(self, at, text, publish):
        claim = self.one(Claim, at)
        if claim.state in (DeskState.PUBLISHED, DeskState.DRAFT):
            claim.paraphrase = f"{text}."
            claim.save()
            claim.touch(by=made.user("curator"))
            if publish:
                self.act(lambda: made.publish(claim, reason="Changed."))

    @rule(at=SMALL, away=st.booleans())
    def withdraw_or_restore(self, at, away):
        do = publishing.withdraw if away else publishing.restore
        self.act(lambda: do([self.one(Claim, at)], by=made.user("publisher"), reason="As asked."))

    @invariant()
    def nothing_is_lost(self):
        if hasattr(self, "block"):
            assert self.lost_nothing <= set(rows())

    def record_and_catalogue_agree(self):
        assert [*verify.problems(), *compare.differences()] == []
        public = Claim.objects.filter(state=DeskState.PUBLISHED).values_list("ref", flat=True)
        assert set(public) == set(ClaimRow.objects.values_list("claim_id", flat=True))

    @invariant()
    def what_is_public_and_unchanged_names_what_the_desk_names(self):
        if hasattr(self, "block"):
            for claim in Claim.objects.filter(state=DeskState.PUBLISHED, has_changes=False):
                document = Page.objects.get(ref=claim.ref).document
                desk = [(link.statement, link.cited_work, *link.holders.all()) for link in claim.links.all()]
                assert document["source"]["ref"] == claim.capture.source.ref
                assert [[_ref(part) for part in link] for link in desk] == [
                    [_card(link["statement"]), _card(link["cited_work"]), *(_card(h["agent"]) for h in link["holders"])]
                    for link in document["links"]
                ]

    def teardown(self):
        if hasattr(self, "block"):
            self.record_and_catalogue_agree()  # as the acts before it left them
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def one(self, kind, at):
        found = list(kind.objects.order_by("pk"))
        return found[at % len(found)]

    def propose(self, choice):
        return self.act(
            lambda: publishing.approve(
                publishing.propose(choice, by=made.user("curator"), reason="Found to be so."), by=made.user("publisher")
            )
        )

    def act(self, do):
        with suppress(publishing.Blocked), transaction.atomic():
            do()
            type(self).acts += 1
            return True
        return False


def pages():
    """What visitors find at each address."""
    return {page.ref: (page.state, page.redirect, page.document) for page in Page.objects.all()}


def _ref(part):
    record = getattr(part, "agent", part) if part is not None else None
    return record.ref if record is not None else None


def _card(card):
    return card["ref"] if card else None


def run(*, acts, examples, steps):
    """Run random examples until so many acts were done; those that were refused do not count."""
    Desk.acts = 0
    while Desk.acts < acts:
        run_state_machine_as_test(
            Desk, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
        )
        examples *= 2


@pytest.mark.django_db
def test_random_merges_undoings_splits_and_reassignments_lose_nothing():
    run(acts=10, examples=2, steps=12)


@pytest.mark.long
@pytest.mark.django_db
def test_many_random_merges_undoings_splits_and_reassignments_lose_nothing():
    run(acts=1000, examples=100, steps=40)
