"""Quantities inside claims, written into the text as they are made: ranges, qualifiers, and parts of a total."""

from decimal import Decimal
from random import Random

from statements.choices import FigureTie, Qualifier, SpanRole
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.subjects import Subject
from statements.invented.batch import Batch
from statements.invented.cast import measures
from statements.invented.marks import Marks
from statements.invented.vocabulary import ENGLISH, MEASURES, QUALIFIERS, UNITS
from statements.invented.writing import Writing

SIGNS = {"about": "≈", "at_least": "≥", "more_than": ">", "up_to": "≤", "exactly": "="}
OPEN_ABOVE = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
Totals = dict[tuple[int, str], Figure]


class Counting:
    """The figures of one claim; `totals` are those of its source so far, by subject and measure."""

    def __init__(self, batch: Batch, claim: Claim, writing: Writing, marks: Marks, totals: Totals) -> None:
        self.batch, self.claim, self.writing, self.marks, self.totals = batch, claim, writing, marks, totals
        self.chance: Random = batch.chance
        self.figures: list[Figure] = []

    def write(self, subject: Subject | None) -> None:
        """Write a quantity of the subject, tied to the source's total of the same kind where there is one."""
        measure = self.chance.choice(measures(subject) if subject else MEASURES)
        known = (subject.pk if subject else 0, measure)
        total = self.totals.get(known)
        total = total if total and self.chance.random() < 0.6 else None
        figure = self._figure(measure, total)
        if total is None and figure.low and figure.low > 4:
            self.totals[known] = figure

    def _figure(self, measure: str, total: Figure | None) -> Figure:
        low, high, words = self._amount(int(total.low or 9) if total else None)
        qualifier = self.chance.choice(Qualifier.values) if self.chance.random() < 0.4 else ""
        said = (QUALIFIERS if self.writing.language is ENGLISH else SIGNS)[qualifier] if qualifier else ""
        if said:
            self.writing.write(said)
            self.writing.space()
        place = self.writing.write(words)
        figure = Figure(
            id=self.batch.key(Figure),
            claim=self.claim,
            number=len(self.figures) + 1,
            as_written=words,
            low=None if qualifier == Qualifier.UP_TO else low,
            high=None if qualifier in OPEN_ABOVE else high,
            qualifier=qualifier,
            qualifier_words=said,
            measure=measure,
            unit=self.chance.choice(UNITS),
            tie=self.chance.choice(FigureTie.values) if total else "",
            tied_to=total,
        )
        self.figures.append(figure)
        self.marks.add(place, SpanRole.FIGURE, claim_id=self.claim.pk, figure_id=figure.pk)
        return figure

    def _amount(self, most: int | None) -> tuple[Decimal, Decimal, str]:
        """Low, high and the words; below `most` where there is a total."""
        amount = self.chance.randint(1, most) if most else int(10 ** self.chance.uniform(0.5, 4.5))
        drawn = self.chance.random()
        if drawn < 0.2:
            more = amount + self.chance.randint(1, 1 + amount // 4)
            return Decimal(amount), Decimal(more), f"{amount}–{more}"
        if drawn < 0.3:
            return Decimal(f"{amount}.5"), Decimal(f"{amount}.5"), f"{amount}.5"
        return Decimal(amount), Decimal(amount), f"{amount:,}" if self.writing.language is ENGLISH else str(amount)
