"""The plan of an invented archive of a given size, and the making of its parts, each of them on its own."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model

from statements.bulk_rows import Rows, rows
from statements.desk.review import DeskRecord
from statements.invented.batch import CLAIMS, Batch, records_for, sources_for
from statements.invented.cast import Cast, Writer
from statements.invented.papers import Paper, paper
from statements.publishing import bulk
from statements.publishing.bulk import Approver, Composed

BEGUN = datetime.datetime(2023, 1, 2, 8, tzinfo=datetime.UTC)
REASON = "Invented for a made archive."


@dataclass(frozen=True)
class Part:
    """So many records that are published as one act, from revision `first` of the record on."""

    what: str
    start: int
    stop: int
    first: int
    at: datetime.datetime


@dataclass
class Made:
    """A part, ready to be stored."""

    part: Part
    desk: list[Rows]
    composed: Composed

    @property
    def rows(self) -> int:
        """How many rows it has in all."""
        record = [self.composed.revisions, self.composed.approvals, *self.composed.catalogue]
        return sum(len(found.values) for found in (*self.desk, *record)) + len(self.composed.contents)


class Archive:
    """An archive of so many claims, the same for the same seed; `writer` writes it all, `approver` publishes it."""

    def __init__(self, *, claims: int, seed: int, writer: Writer, approver: object) -> None:
        self.claims, self.seed, self.writer, self.approver = claims, seed, writer, approver
        self.sizes = {
            "agents": max(10, claims // 50),
            "subjects": max(5, claims // 200),
            "works": max(3, claims // 250),
        }

    @cached_property
    def cast(self) -> Cast:
        """Who and what the claims are about."""
        return Cast(seed=self.seed, writer=self.writer, **self.sizes)

    def parts(self) -> Iterator[Part]:
        """What is published, act after act, an hour apart."""
        first, at = 1, BEGUN
        for what, size in (*self.sizes.items(), ("claims", self.claims)):
            for start in range(0, size, CLAIMS):
                stop = min(start + CLAIMS, size)
                yield Part(what, start, stop, first, at)
                first += records_for(stop - start) if what == "claims" else stop - start
                at += datetime.timedelta(hours=1)

    def make(self, part: Part) -> Made:
        """Write and compose a part. A pure computation: it asks no database."""
        self.cast.forget()
        records, children = self._claims(part) if part.what == "claims" else self._named(part)
        approver = Approver(self.approver, part.at, REASON)
        composed = bulk.compose(records, first=part.first, approver=approver, card_of=self.cast.card)
        return Made(part, _rows([*records, *children]), composed)

    def _named(self, part: Part) -> tuple[list[DeskRecord], list[Model]]:
        make = {"agents": self.cast.agent, "subjects": self.cast.subject, "works": self.cast.work}[part.what]
        children = "authors" if part.what == "works" else "names"
        records: list[DeskRecord] = [make(number) for number in range(part.start, part.stop)]
        return records, [child for record in records for child in getattr(record, children).all()]

    def _claims(self, part: Part) -> tuple[list[DeskRecord], list[Model]]:
        batch = Batch(self.cast, number=part.start // CLAIMS, claims=part.stop - part.start)
        papers = [paper(batch, claims=number) for number in shared(batch)]
        claims = [claim for made in papers for claim in made.claims]
        sources, captures = [made.source for made in papers], [made.capture for made in papers]
        return [*sources, *captures, *batch.statements, *claims], _children(batch, papers)


def shared(batch: Batch) -> list[int]:
    """How many claims each source of a batch has: about twenty, some few, some many, at least one."""
    number = sources_for(batch.claims)
    left, found = batch.claims, []
    for after in range(number - 1, 0, -1):
        most = min(left - after, 2 * left // (after + 1))
        found.append(batch.chance.randint(1, max(1, most)))
        left -= found[-1]
    return [*found, left]


def _children(batch: Batch, papers: Sequence[Paper]) -> list[Model]:
    found: list[Model] = [speaker for statement in batch.statements for speaker in statement.speakers.all()]
    for made in papers:
        found += made.source.authors.all()
        for claim in made.claims:
            for link in claim.links.all():
                found += [link, *link.holders.all()]
            for children in (claim.doubts, claim.figures, claim.relations, claim.claim_subjects):
                found += children.all()
        found += made.spans
    return found


def _rows(objects: Sequence[Model]) -> list[Rows]:
    """The rows of these objects by table, each table after those it points at where they come in that order."""
    by_model: dict[type[Model], list[Model]] = {}
    for made in objects:
        by_model.setdefault(type(made), []).append(made)
    return [rows(model, found) for model, found in by_model.items()]
