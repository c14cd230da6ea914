"""Random changes and restorations: nothing of the desk is lost, and the record is never touched."""

from contextlib import suppress

import made
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from reversion.models import Version

from statements import publishing
from statements.catalogue import compare
from statements.choices import Mode, SpanRole
from statements.desk import restoring
from statements.desk.agents import Agent
from statements.desk.attributions import Link
from statements.desk.claims import Claim
from statements.desk.history import RecordChange, change_set
from statements.desk.past import past, present
from statements.record import verify
from statements.record.revision import Revision

WORDS = ("41 bridges were closed", "The mayor said", "bridges", "We shall open them again")
PICK = st.integers(0, 30)


class Desk(RuleBasedStateMachine):
    """A small desk where curators add, change, delete, publish, and restore what any change set left."""

    restored = 0

    @initialize()
    def begin(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.capture = made.capture()
        self.kept = {}
        with self.changes():
            self.agents = [made.agent(f"Body {number}") for number in range(2)]
        self.add(0)

    @rule(words=st.integers(0, 3))
    def add(self, words):
        with self.changes():
            claim = made.claim(WORDS[words], found_in=self.capture)
            made.ascribe(claim, self.agents[0], mode=Mode.INDIRECT)

    @rule(at=PICK, text=st.text("abc é", max_size=5))
    def say_otherwise(self, at, text):
        if claim := self.claim(at):
            with self.changes():
                claim.paraphrase = f"{text}."
                claim.save()
                claim.touch(by=made.user("curator"))

    @rule(at=PICK, agent=st.integers(0, 1), first=st.booleans())
    def change_the_chain(self, at, agent, first):
        claim = self.claim(at)
        if claim and (first or claim.links.count() < 2):
            with self.changes():
                if first:
                    Link.objects.filter(pk__in=claim.links.values("pk")[:1]).delete()
                else:
                    claim.links.update(position=9)
                    made.ascribe(claim, self.agents[agent], "an official")
                claim.touch(by=made.user("curator"))

    @rule(at=PICK, of=PICK)
    def count(self, at, of):
        if claim := self.claim(at):
            tied = self.claim(of).figures.first()
            tie = {"tie": "part_of", "tied_to": tied} if tied and tied.claim != claim else {}
            number = max(claim.figures.values_list("number", flat=True), default=0) + 1
            with self.changes():
                figure = claim.figures.create(number=number, as_written="41", low=41, high=41, measure="bridges", **tie)
                made.mark(claim, "41", role=SpanRole.FIGURE, figure=figure)

    @rule(at=PICK)
    def take_a_figure_away(self, at):
        claim = self.claim(at)
        if claim and claim.figures.exists():
            with suppress(RestrictedError), self.changes():
                claim.figures.first().delete()

    @rule(at=PICK)
    def delete(self, at):
        claim = self.claim(at)
        if claim and not claim.revision:
            with suppress(ProtectedError, RestrictedError, ValidationError), self.changes():
                claim.delete()

    @rule(agent=st.integers(0, 1), name=st.text("xyz", min_size=1, max_size=3))
    def rename(self, agent, name):
        agent = self.agents[agent]
        if not agent.names.filter(name=name).exists():
            with self.changes():
                agent.names.filter(preferred=True).update(preferred=False)
                agent.names.create(name=name, language="en", preferred=True)

    @rule(at=PICK)
    def publish(self, at):
        if claim := self.claim(at):
            with suppress(publishing.Blocked), transaction.atomic():
                made.publish(claim)

    @rule(places=st.lists(PICK, min_size=2, max_size=4))
    def restore(self, places):
        for at in places:
            self.restore_one(at)

    def restore_one(self, at):
        found = list(RecordChange.objects.order_by("pk").values_list("revision", flat=True).distinct())
        changes = RecordChange.objects.filter(revision=found[at % len(found)]).order_by("pk")
        seen = {ref: record.version for ref, record in restoring.standing(changes).items()}
        before = {record.ref: present(record) for record in restoring.standing(changes).values()}
        published, undo = Revision.objects.count(), RecordChange.objects.order_by("-pk").first().pk
        with suppress(restoring.CannotRestore):
            back = restoring.restore(changes, by=made.user("curator"), why="Better before.", seen=seen)
            type(self).restored += 1
            assert back != []
            self.is_as_it_was_then(changes)
            assert Revision.objects.count() == published
            assert all(before[ref].is_like(self.newest(ref, undo)) for ref in before)

    def is_as_it_was_then(self, changes):
        """Every record of the change set says what the history kept of it."""
        there = restoring.standing(changes)
        for change in changes:
            now = present(there[change.ref])
            last = self.newest(change.ref, change.pk)
            assert now.is_like(last), change

    def newest(self, ref, key):
        """What the history kept of a record up to one entry."""
        kept = RecordChange.objects.filter(ref=ref, pk__lte=key, version__isnull=False).order_by("-pk").first()
        return past(kept.version)

    @invariant()
    def nothing_of_the_history_goes_and_all_that_is_there_is_in_it(self):
        if hasattr(self, "block"):
            kept = dict(Version.objects.values_list("pk", "serialized_data"))
            assert {key: kept.get(key) for key in self.kept} == self.kept
            self.kept = kept
            for record in (*Claim.objects.all(), *Agent.objects.all()):
                assert present(record).is_like(self.newest(record.ref, 2**62))

    def teardown(self):
        if hasattr(self, "block"):
            assert [*verify.problems(), *compare.differences()] == []
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def changes(self):
        return change_set(by=made.user("curator"), through="test")

    def claim(self, at):
        claims = list(Claim.objects.order_by("pk"))
        return claims[at % len(claims)] if claims else None


def run(*, restorations, examples, steps):
    """Run random examples until so much was restored; refusals do not count."""
    Desk.restored = 0
    while Desk.restored < restorations:
        limits = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
        run_state_machine_as_test(Desk, settings=limits)
        examples *= 2  # a derandomised run would only repeat itself


@pytest.mark.django_db
def test_restorations_among_random_changes_lose_nothing():
    run(restorations=4, examples=2, steps=12)


@pytest.mark.long
@pytest.mark.django_db
def test_more_than_a_hundred_restorations_lose_nothing():
    run(restorations=120, examples=20, steps=40)
