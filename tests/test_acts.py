"""Random acts, one after the other: the record stays whole and the catalogue what the record says."""

from collections import Counter
from contextlib import suppress

import made
import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from statements import publishing
from statements.catalogue import compare, facets, write
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow, Page
from statements.choices import DeskState, Mode
from statements.desk.claims import Claim
from statements.record import verify

WORDS = ("41 bridges were closed", "The mayor said", "bridges", "We shall open them again")
MODES = st.sampled_from([Mode.INDIRECT, Mode.DIRECT])


class Archive(RuleBasedStateMachine):
    """A small desk on which curators and a publisher do whatever they can."""

    acts = 0

    @initialize()
    def begin(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        self.agents = [made.agent(f"Body {number}") for number in range(3)]
        self.sources = [
            made.source(f"Report {number}", publisher=self.agents[number], author=author)
            for number, author in enumerate(("", "Ada Example"))
        ]
        self.captures = [made.capture(of=source) for source in self.sources]
        self.subjects = [made.subject(f"Place {number}", kind="place", edtf="") for number in range(2)]
        self.statements = [made.statement(f"Act {number}", speaker=self.agents[number]) for number in range(2)]
        self.claims = []

    @rule(at=st.integers(0, 1), words=st.sampled_from(WORDS), chain=st.lists(st.integers(0, 2), max_size=3), mode=MODES)
    def record_and_publish(self, at, words, chain, mode):
        claim = made.claim(words, found_in=self.captures[at])
        for agent in chain:
            made.ascribe(claim, self.agents[agent], mode=mode)
        for subject in self.subjects[: len(chain)]:
            claim.claim_subjects.create(subject=subject)
        self.claims.append(claim)
        self.act(lambda: made.publish(claim))

    @rule(at=st.integers(0, 30), of=st.integers(0, 1))
    def say_in_which_statement(self, at, of):
        claim = self.claim(at)
        if claim and claim.links.exists():
            claim.links.filter(position=1).update(statement=self.statements[of])
            self.change(claim)

    @rule(at=st.integers(0, 30), text=st.text("abc ", min_size=1, max_size=8))
    def amend(self, at, text):
        if claim := self.claim(at):
            claim.paraphrase = f"{text}."
            claim.save()
            self.change(claim)

    @rule(at=st.integers(0, 30), agent=st.integers(0, 2))
    def reassign(self, at, agent):
        claim = self.claim(at)
        if claim and claim.links.exists():
            claim.links.last().holders.update(agent=self.agents[agent])
            self.change(claim)

    @rule(agent=st.integers(0, 2), name=st.text("xyzə", min_size=1, max_size=6))
    def rename(self, agent, name):
        agent = self.agents[agent]
        agent.refresh_from_db()
        if not agent.names.filter(name=name).exists():  # a merged one has several
            agent.names.filter(preferred=True).update(name=name)
            self.change(agent)

    @rule(at=st.integers(0, 1), display=st.sampled_from(["full", "passages", "none"]))
    def show_more_or_less(self, at, display):
        source = self.sources[at]
        source.refresh_from_db()
        source.display = display
        source.save()
        self.change(source)

    @rule(at=st.integers(0, 30))
    def withdraw_claim(self, at):
        if claim := self.claim(at):
            self.act(lambda: publishing.withdraw([claim], by=made.user("publisher"), reason="Withdrawn."))

    @rule(at=st.integers(0, 1))
    def withdraw_source(self, at):
        self.act(lambda: publishing.withdraw([self.sources[at]], by=made.user("publisher"), reason="Withdrawn."))

    @rule(at=st.integers(0, 30), of_source=st.booleans())
    def restore(self, at, of_source):
        record = self.sources[at % 2] if of_source else self.claim(at)
        if record:
            self.act(lambda: publishing.restore([record], by=made.user("publisher"), reason="Restored."))

    @rule(duplicate=st.integers(0, 2), into=st.integers(0, 2))
    def merge(self, duplicate, into):
        duplicate, into = self.agents[duplicate], self.agents[into]
        self.act(lambda: publishing.merge(duplicate, into=into, by=made.user("publisher"), reason="One and the same."))

    @invariant()
    def facets_count_what_a_look_at_all_claims_counts(self):
        if hasattr(self, "block"):
            selection = claims_for(QueryDict())
            for name, expected in looked_at().items():
                found = facets.facet(selection, name, most=1000)
                assert (name, {value.value: value.number for value in found.values}) == (name, dict(expected))

    @invariant()
    def nothing_differs(self):
        if hasattr(self, "block"):
            assert list(verify.problems()) == []
            assert list(compare.differences()) == []
            public = Claim.objects.filter(state=DeskState.PUBLISHED).values_list("ref", flat=True)
            assert set(public) == set(ClaimRow.objects.values_list("claim_id", flat=True))

    def teardown(self):
        if hasattr(self, "block"):
            write.rebuild()
            self.nothing_differs()
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def claim(self, at):
        claim = self.claims[at % len(self.claims)] if self.claims else None
        if claim:
            claim.refresh_from_db()
        return claim

    def change(self, record):
        record.touch(by=made.user("curator"))
        if record.state == DeskState.PUBLISHED:
            self.act(lambda: made.publish(record, reason="Changed."))

    def act(self, do):
        with suppress(publishing.Blocked), transaction.atomic():
            do()
            type(self).acts += 1


def looked_at():
    """The facets of all public claims by looking at the document of each."""
    found = {name: Counter() for name in facets.FACETS}
    for document in Page.objects.public().filter(kind="claim").values_list("document", flat=True):
        source, links = document["source"], document["links"]
        found["kind"][document["kind"]] += 1
        found["mode"][links[-1]["mode"] if links else "none"] += 1
        found["source_kind"][source["kind"]] += 1
        found["held"]["yes" if source["held"] else "no"] += 1
        found["language"][document["language"] or document["capture"]["language"] or source["language"]] += 1
        found["source"][source["ref"]] += 1
        found["publisher"].update([source["publisher"]["ref"]] if source["publisher"] else [])
        found["subject"].update({subject["ref"] for subject in document["subjects"]})
        found["holder"].update(_agents(links[:1]))
        found["relay"].update(_agents(links[:-1]))
        found["origin"].update(_agents(links[-1:]))
    return found


def _agents(links):
    return {holder["agent"]["ref"] for link in links for holder in link["holders"] if holder["agent"]}


def run(*, acts, examples, steps):
    """Run random examples until so many acts were done; those that were refused do not count."""
    Archive.acts = 0
    while Archive.acts < acts:
        limits = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
        run_state_machine_as_test(Archive, settings=limits)
        examples *= 2  # a derandomised run would only repeat itself


@pytest.mark.django_db
def test_random_acts_leave_the_archive_whole():
    run(acts=60, examples=6, steps=60)


@pytest.mark.long
@pytest.mark.django_db
def test_thousands_of_random_acts_leave_the_archive_whole():
    run(acts=2000, examples=130, steps=60)
