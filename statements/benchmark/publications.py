"""Publishing one claim of a new source, in transactions that are taken back."""

import time

from django.contrib.auth import get_user_model
from django.db import transaction

from statements import publishing
from statements.benchmark.bench import Bench
from statements.benchmark.figures import ARCHIVE, PUBLISH
from statements.choices import AgentKind, HolderKind, Mode, SpanRole
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.history import change_set
from statements.desk.sources import Source

ONE_CLAIM = "one claim of a new source"
WORDS = "41 bridges were closed"
TEXT = f"The mayor said that {WORDS}."
IN_A_ROUND = 5


def published(*, number: int) -> list[float]:
    """Seconds of each publication, without the commit; one more is done before, to load what is needed."""
    return [_published_and_taken_back() for _ in range(number + 1)][1:]


def measure(bench: Bench) -> None:
    """Milliseconds of a publication at every size in turn."""
    for _ in range(bench.plan.rounds):
        for claims in bench.plan.sizes:
            seconds = bench.measured("publish", claims, number=IN_A_ROUND)
            found = [1000 * one for one in seconds]
            bench.add(found, part=PUBLISH, what=ONE_CLAIM, way=ARCHIVE, claims=claims, unit="ms")


def _published_and_taken_back() -> float:
    with transaction.atomic():
        writer, approver = (_user(name) for name in ("benchmark-writer", "benchmark-approver"))
        claim = _claim(writer)
        publishing.submit([claim.capture.source, claim], by=writer, reason="Ready.")
        begin = time.perf_counter()
        publishing.publish([claim.capture.source], by=approver, reason="First publication.")
        seconds = time.perf_counter() - begin
        transaction.set_rollback(True)
    return seconds


def _user(name):
    return get_user_model().objects.get_or_create(username=name)[0]


def _claim(writer) -> Claim:
    """A claim that a new body is said to have made, as a curator would enter it."""
    with change_set(by=writer, through="benchmark"):
        mayor = Agent.objects.create(kind=AgentKind.PERSON, created_by=writer, changed_by_name=writer.username)
        mayor.names.create(name="Mayor of Exampletown", language="en", preferred=True)
        source = Source.objects.create(title="Bridges closed", display="full")
        capture = Capture.objects.create(source=source, text=TEXT, language="en")
        claim = Claim.objects.create(
            capture=capture, paraphrase=WORDS, created_by=writer, changed_by=writer, changed_by_name=writer.username
        )
        _mark(claim, WORDS, role=SpanRole.WORDS)
        link = Link.objects.create(claim=claim, position=1, mode=Mode.INDIRECT, cue="said")
        Holder.objects.create(link=link, position=1, kind=HolderKind.PERSON, agent=mayor)
        _mark(claim, "said", role=SpanRole.CUE, link=link)
    return claim


def _mark(claim: Claim, words: str, **fields) -> None:
    start = TEXT.index(words)
    Span.objects.create(claim=claim, capture=claim.capture, start=start, end=start + len(words), exact=words, **fields)
