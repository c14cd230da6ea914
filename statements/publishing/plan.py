"""Which records one act of publishing takes along: everything a record names that no visitor has seen yet."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from statements.choices import DeskState
from statements.desk.agents import Agent
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.review import DeskRecord
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject

ORDER: tuple[type[DeskRecord], ...] = (Agent, Subject, Source, Capture, Statement, Claim)
CHILDREN: dict[type[DeskRecord], tuple[str, ...]] = {
    Agent: ("names",),
    Subject: ("names",),
    Source: ("authors__agent", "publisher", "captures", "spans"),
    Capture: ("source",),
    Statement: ("speakers__agent", "first_published", "spans"),
    Claim: (
        "capture__source__publisher",
        "links__holders__agent__names",
        "links__statement__speakers",
        "links__cited_work",
        "doubts__agent__names",
        "figures__tied_to__claim__capture",
        "relations__to",
        "relations__stated_by",
        "spans",
        "claim_subjects__subject",
        "part_of",
    ),
}


def load(records: Iterable[DeskRecord]) -> list[DeskRecord]:
    """The records with their children read in few queries, whatever their number."""
    found = list(records)
    for kind in ORDER:
        prefetch_related_objects([record for record in found if type(record) is kind], *CHILDREN[kind])
    captures: dict[int, Capture] = {}
    for claim in [record for record in found if isinstance(record, Claim)]:
        claim.capture = captures.setdefault(claim.capture_id, claim.capture)  # whose text is read once
    return found


def with_dependencies(records: Iterable[DeskRecord]) -> list[DeskRecord]:
    """The records and all that they name and that was never published, in the order in which pages are made."""
    taken: dict[str, DeskRecord] = {}
    waiting = list(records)
    while waiting:
        taken |= {record.ref: record for record in load(waiting)}
        named = {other.ref: other for record in waiting for other in names(record)}
        waiting = [other for ref, other in named.items() if ref not in taken and not other.revision]
    return sorted(taken.values(), key=lambda record: (ORDER.index(type(record)), record.pk))


def gone(records: Iterable[DeskRecord]) -> list[tuple[DeskRecord, DeskRecord]]:
    """Pairs of a record and one that it names and that is not public any more: withdrawn, or merged into another."""
    found = list(records)
    refs = {record.ref for record in found}
    return [
        (record, other)
        for record in found
        for other in names(record)
        if other.state in (DeskState.WITHDRAWN, DeskState.MERGED) and other.ref not in refs
    ]


def names(record: DeskRecord) -> list[DeskRecord]:
    """The records that must be public before this one is."""
    if isinstance(record, Claim):
        return _claim_names(record)
    if isinstance(record, Capture):
        return [record.source]
    if isinstance(record, Statement):
        return [*(speaker.agent for speaker in record.speakers.all()), *filter(None, [record.first_published])]
    if isinstance(record, Source):
        return [*(author.agent for author in record.authors.all() if author.agent), *filter(None, [record.publisher])]
    return []


def _claim_names(claim: Claim) -> list[DeskRecord]:
    found: list[DeskRecord | None] = [claim.capture, claim.capture.source]
    for link in claim.links.all():
        found += [link.statement, link.cited_work, *(holder.agent for holder in link.holders.all())]
    found += [doubt.agent for doubt in claim.doubts.all()]
    found += [relation.stated_by for relation in claim.relations.all()]
    found += [tie.subject for tie in claim.claim_subjects.all()]
    return [record for record in found if record is not None]
