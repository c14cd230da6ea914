"""One claim of an invented text: its sentence, chain, figures, doubts and ties, written where the text has come to."""

from typing import Any

from statements.choices import ClaimKind, HolderKind, Mode, RelationKind, SpanRole, TextBasis
from statements.desk.attributions import Doubt
from statements.desk.captures import Capture
from statements.desk.claims import Claim, ClaimSubject
from statements.desk.relations import Relation
from statements.invented import days, words
from statements.invented.batch import Batch
from statements.invented.cast import new_ref, with_children
from statements.invented.chains import LAST_MODES, LENGTH_SHARES, LENGTHS, Chain
from statements.invented.figures import Counting, Totals
from statements.invented.marks import Marks
from statements.invented.vocabulary import DOUBTS, ENGLISH
from statements.invented.writing import Place, Writing

KINDS = ClaimKind.values


class Telling:
    """Writes the claims of one source into its text; `before` are those written so far."""

    def __init__(self, batch: Batch, capture: Capture, writing: Writing, marks: Marks) -> None:
        self.batch, self.capture, self.writing, self.marks = batch, capture, writing, marks
        self.chance = batch.chance
        self.totals: Totals = {}
        self.before: list[Claim] = []
        self.is_summary = capture.text_basis == TextBasis.SUMMARY

    def tell(self, *, own: bool) -> Claim:
        """Write one claim; `own` where the source is its publisher's own statement."""
        chance = self.chance
        kind = ClaimKind.FIGURE.value if chance.random() < 0.1 else chance.choice(KINDS)
        self.about = days.draw(chance, self.writing.language, given=0.4)
        self.claim = claim = Claim(
            id=self.batch.key(Claim),
            ref=new_ref(chance, "claim"),
            capture=self.capture,
            kind=kind,
            language=self.writing.language.code,
            part_of=chance.choice(self.before) if self.before and chance.random() < 0.03 else None,
            **self.about.fields("about"),
            **self.batch.cast.writer.fields,
        )
        self.ties = self._subjects()
        self.counting = Counting(self.batch, claim, self.writing, self.marks, self.totals)
        self.chain = Chain(self.batch, claim, self.writing, self.marks)
        self.is_worded = self._sentence(own=own)
        self._paraphrase()
        doubts = self._doubts()
        with_children(
            claim,
            links=self.chain.links,
            doubts=doubts,
            figures=self.counting.figures,
            relations=self._relations(),
            claim_subjects=self.ties,
        )
        self.before.append(claim)
        return claim

    def _subjects(self) -> list[ClaimSubject]:
        number = self.chance.choices((0, 1, 2), cum_weights=(15, 85, 100))[0]
        drawn = {subject.pk: subject for subject in (self.batch.cast.any_subject(self.chance) for _ in range(number))}
        return [
            ClaimSubject(id=self.batch.key(ClaimSubject), claim_id=self.claim.pk, subject=subject)
            for subject in drawn.values()
        ]

    def _sentence(self, *, own: bool) -> bool:
        """Write chain and content; say whether the content is recorded as the claim's words."""
        publisher = self.capture.source.publisher
        if own and publisher:
            self.chain.own(publisher)
            return self._words([self._content()], mode=Mode.OWN)
        length = self.chance.choices(LENGTHS, cum_weights=LENGTH_SHARES)[0]
        if not length:
            return self._words([self._content()], mode=Mode.NONE)
        mode = self.chance.choices(LAST_MODES, cum_weights=(55, 83, 100))[0]
        self.chain.relays(length - 1)
        return self._words(self._said(mode), mode=mode)

    def _said(self, mode: str) -> list[Place]:
        """The content as the last link gives it; a quotation is sometimes interrupted by its cue."""
        opening, closing = self.writing.language.quotes
        if mode == Mode.DIRECT and self.chance.random() < 0.3:
            self.writing.write(opening)
            first = self._content(parts=2)
            self.writing.write(closing + ", ")
            self.chain.last(mode)
            self.writing.write(", " + opening)
            second = self._content(parts=2)
            self.writing.write(closing)
            return [first, second]
        self.chain.last(mode)
        if mode == Mode.DIRECT:
            self.writing.write(": " + opening)
            place = self._content()
            self.writing.write(closing)
            return [place]
        self.writing.write(self.writing.language.that)
        return [self._partly_quoted() if mode == Mode.MIXED else self._content()]

    def _partly_quoted(self) -> Place:
        opening, closing = self.writing.language.quotes
        start = self._content(parts=2)[0]
        self.writing.space()
        self.writing.write(opening)
        quoted = self.writing.write(self.writing.drawn(self.chance.randint(3, 8)))
        _, end = self.writing.write(closing)
        if not self.is_summary:
            self.marks.add(quoted, SpanRole.QUOTED, claim_id=self.claim.pk)
        return start, end

    def _content(self, *, parts: int = 1) -> Place:
        """What is claimed; its first part holds the date and the figures."""
        writing, chance = self.writing, self.chance
        start, _ = writing.write(writing.drawn(chance.randint(8, 26) // parts))
        if not self.counting.figures and self.claim.kind == ClaimKind.FIGURE:
            self._count()
        if self.about.as_written:
            writing.space()
            place = writing.write(self.about.as_written)
            self.marks.add(place, SpanRole.DATE, claim_id=self.claim.pk)
            self.about = days.NOT_STATED
        return start, writing.length

    def _count(self) -> None:
        subject = self.ties[0].subject if self.ties else None
        for _ in range(self.chance.choices((1, 2, 3), cum_weights=(75, 93, 100))[0]):
            self.writing.space()
            self.counting.write(subject)
            self.writing.space()
            self.writing.write(self.writing.drawn(2))

    def _words(self, places: list[Place], *, mode: str) -> bool:
        self.writing.write(self.writing.language.stop)
        if mode in (Mode.INDIRECT, Mode.NONE) and self.chance.random() < 0.04:
            return False
        for place in places:
            self.marks.add(place, SpanRole.WORDS, claim_id=self.claim.pk)
        return True

    def _paraphrase(self) -> None:
        if self.is_summary or not self.is_worded or self.chance.random() < 0.6:
            drawn = words.draw(self.chance, ENGLISH, self.chance.randint(6, 10))
            self.claim.paraphrase = " ".join(drawn).capitalize() + "."

    def _doubts(self) -> list[Doubt]:
        """Sometimes a cue in the sentence after, which may or may not be about this one."""
        if self.chance.random() >= 0.03:
            return []
        language = self.writing.language
        self.writing.space()
        holder = self.writing.write(self.chance.choice(language.unnamed))
        self.writing.space()
        cue = self.writing.write(self.chance.choice(language.cues))
        self.writing.write(language.stop)
        doubt = Doubt(
            id=self.batch.key(Doubt),
            claim_id=self.claim.pk,
            after_position=self.chance.randint(0, len(self.chain.links)),
            kind=HolderKind.UNNAMED.value,
            reason=self.chance.choice(DOUBTS),
        )
        doubt.as_named, doubt.cue = self.writing.between(holder), self.writing.between(cue)
        self.marks.add(holder, SpanRole.HOLDER, claim_id=self.claim.pk, doubt_id=doubt.pk)
        self.marks.add(cue, SpanRole.CUE, claim_id=self.claim.pk, doubt_id=doubt.pk)
        return [doubt]

    def _relations(self) -> list[Relation]:
        known = self.batch.told
        if not known or self.chance.random() >= 0.03:
            return []
        fields: dict[str, Any] = {"kind": self.chance.choice(RelationKind.values), "to": self.chance.choice(known)}
        return [Relation(id=self.batch.key(Relation), claim_id=self.claim.pk, stated_by=self.capture.source, **fields)]
