"""Reassigning an attribution: “the words were X's, not Y's”, for several claims of one chain, as one act."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from django.db import transaction

from statements import quoting
from statements.choices import DeskState, Polarity, ProposedAct, SpanRole
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import MAX_LINKS, Holder, Link
from statements.desk.claims import Claim
from statements.desk.review import DeskRecord
from statements.desk.sources import Source
from statements.publishing import plan
from statements.publishing.acts import Blocked, attributed_to, publish_changed, standing_in_the_way
from statements.publishing.preview import previews
from statements.publishing.snapshot import claim_document
from statements.record.documents import Document, stub
from statements.record.revision import Revision
from statements.record.wording import AttributedClaim, BrokenAttribution

UNCHANGED = "{} names the same people in the same order as before; there is nothing to reassign."
MOST = 200


@dataclass(frozen=True)
class Said:
    """One holder of a new chain: an agent by its key, or words for somebody without a record."""

    kind: str
    agent: int | None = None
    as_named: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Step:
    """One link of a new chain. `was` is the place of the link it continues, None for a new one.

    Without `holders` the link stays as it is in each claim; with them, an empty mode or cue stays as it is, and the
    statement is the one given or none, since another's statement was not theirs.
    """

    was: int | None = None
    holders: tuple[Said, ...] = ()
    mode: str = ""
    statement: int | None = None
    cue: str = ""


@dataclass(frozen=True)
class Reassignment:
    """Claims of one chain, the chain they get, and the source that says so; none where the mistake was ours."""

    act: ClassVar[ProposedAct] = ProposedAct.REASSIGN
    claims: Sequence[Claim]
    steps: Sequence[Step]
    stated_by: Source | None = None
    locator: str = ""

    @property
    def title(self) -> str:
        """The act and its claims in one line."""
        refs = ", ".join(claim.ref for claim in self.claims[:3])
        more = f" and {len(self.claims) - 3} more" if len(self.claims) > 3 else ""
        return f"Reassign {refs}{more}"

    def kept(self) -> dict[str, Any]:
        """What is chosen, as JSON."""
        return {
            "claims": [claim.pk for claim in self.claims],
            "steps": [asdict(step) for step in self.steps],
            "stated_by": self.stated_by.pk if self.stated_by else None,
            "locator": self.locator,
        }

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """The choice again; records that do not exist any more are left out."""
        return cls(
            claims=list(Claim.objects.filter(pk__in=kept["claims"]).order_by("pk")),
            steps=[
                Step(**{**step, "holders": tuple(Said(**said) for said in step["holders"])}) for step in kept["steps"]
            ],
            stated_by=Source.objects.filter(pk=kept["stated_by"]).first(),
            locator=kept["locator"],
        )

    def records(self) -> Sequence[DeskRecord]:
        """The claims, which must not change between proposal and approval."""
        return [*self.claims, *([self.stated_by] if self.stated_by else [])]

    def problems(self) -> list[str]:
        """What stands in the way; found by doing it and taking it back."""
        return self.tried()[1]

    def tried(self) -> tuple[list[tuple[Claim, str, str]], list[str]]:
        """For each claim its attribution before and after, in words, and what stands in the way; changes nothing."""
        with transaction.atomic():
            before = [_sentence(document) for document in previews(self._read_claims())]
            problems = self._first_problems() or self._applied()
            after = [_sentence(document) for document in previews(self._read_claims())]
            transaction.set_rollback(True)
        return list(zip(self.claims, before, after, strict=True)), problems

    def remark(self) -> str:
        """Nothing: each claim changes whole."""
        return ""

    def carry_out(self, *, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
        """Give the claims their new chain, each with a revision that keeps the old one and names the source."""
        problems = self._first_problems()
        if problems:
            raise Blocked(problems)
        claims = self._changed()
        for claim in claims:
            claim.touch(by=proposed_by or by)
        named = [self.stated_by] if self.stated_by and not self.stated_by.revision else []
        return publish_changed(
            [*claims, *named], by=by, reason=reason, proposed_by=proposed_by, more_formerly=self._correction()
        )

    def _first_problems(self) -> list[str]:
        return list(self._against_claims()) or list(self._against_steps())

    def _against_claims(self) -> Iterator[str]:
        if not self.claims:
            yield "Choose at least one claim."
        if len(self.claims) > MOST:
            yield f"At most {MOST} claims at once; choose fewer."
        for claim in self.claims:
            if claim.state != DeskState.PUBLISHED:
                yield f"{claim} is {claim.get_state_display()}; only what visitors read is reassigned."
            elif claim.has_changes:
                yield f"{claim} has unpublished changes; publish them or take them back first."
        chains = {repr(attributed_to(claim_document(claim))) for claim in self._read_claims()}
        if len(chains) > 1:
            yield "These claims name different people; reassign those of one chain at a time."

    def _against_steps(self) -> Iterator[str]:
        if len(self.steps) > MAX_LINKS:
            yield f"A chain has at most {MAX_LINKS} links."
        keys = {said.agent for step in self.steps for said in step.holders if said.agent}
        if len(keys) != Agent.objects.filter(pk__in=keys).count():
            yield "An agent of the new chain was deleted; choose another."
        if self.stated_by and self.stated_by.state in (DeskState.WITHDRAWN, DeskState.MERGED):
            yield f"{self.stated_by} is {self.stated_by.get_state_display()}; name another source of the correction."

    def _applied(self) -> list[str]:
        """Change the claims and say what keeps them from being published; the caller takes it back."""
        try:
            return standing_in_the_way(self._changed())
        except Blocked as blocked:
            return blocked.reasons

    def _changed(self) -> list[Claim]:
        """The claims with their new chain, read again. Raises Blocked for one whose chain names the same."""
        before = {claim.pk: attributed_to(claim_document(claim)) for claim in self._read_claims()}
        for claim in self._read_claims():
            _rechain(claim, self.steps)
        changed = self._read_claims()
        same = [claim for claim in changed if attributed_to(claim_document(claim)) == before[claim.pk]]
        if same:
            raise Blocked([UNCHANGED.format(claim) for claim in same])
        return changed

    def _read_claims(self) -> list[Claim]:
        found = Claim.objects.filter(pk__in=[claim.pk for claim in self.claims]).order_by("pk")
        return [claim for claim in plan.load(found) if isinstance(claim, Claim)]

    def _correction(self) -> Document:
        if self.stated_by is None:
            return {}
        return {"stated_by": stub("source", self.stated_by.ref), "locator": self.locator}


def _sentence(document: Document) -> str:
    try:
        return AttributedClaim(document).sentence
    except BrokenAttribution as problem:
        return f"Cannot be shown: {problem}"


def _rechain(claim: Claim, steps: Sequence[Step]) -> None:
    """Make the claim's chain these steps, keeping what each step says to keep."""
    links = dict(enumerate(sorted(claim.links.all(), key=lambda link: (link.position, link.pk)), start=1))
    kept = [links[step.was] for step in steps if step.was in links]
    for link in [link for link in links.values() if link not in kept]:
        link.delete()
    for offset, link in enumerate(kept, start=1):  # out of the way first: two links never share a place
        link.position = len(links) + len(steps) + offset
        link.save()
    for position, step in enumerate(steps, start=1):
        link = links[step.was] if step.was in links else Link(claim=claim, polarity=Polarity.DID)
        _continue(link, step, position)


def _continue(link: Link, step: Step, position: int) -> None:
    link.position = position
    if step.holders:
        cue = step.cue or link.cue
        is_new_cue, link.cue = cue != link.cue, cue
        link.mode, link.statement_id = step.mode or link.mode, step.statement
        link.said_edtf = link.said_as_written = link.said_basis = link.said_why = ""  # when the other one said it
        link.save()
        _name(link, step.holders)
        if is_new_cue:
            _anchor(link)
    else:
        link.save()


def _name(link: Link, holders: Sequence[Said]) -> None:
    """Put these holders in place of those of the link; words that stay keep the place where they stand."""
    before = list(link.holders.all()) if link.pk else []
    for holder in before[len(holders) :]:
        holder.delete()
    for position, said in enumerate(holders, start=1):
        holder = before[position - 1] if position <= len(before) else Holder(link=link)
        if holder.pk and holder.as_named != said.as_named:
            holder.spans.all().delete()
        holder.position, holder.kind, holder.count = position, said.kind, None
        holder.agent_id, holder.as_named, holder.reason = said.agent, said.as_named, said.reason
        holder.save()


def _anchor(link: Link) -> None:
    """Record where a new cue stands: of several places the one nearest to the claim's words."""
    claim = link.claim
    link.spans.filter(role=SpanRole.CUE).delete()
    words = [span.start for span in claim.spans.all() if span.role == SpanRole.WORDS]
    places = [found.pieces for found in quoting.find(claim.capture.text, link.cue) if len(found.pieces) == 1]
    if places:
        ((start, end),) = min(places, key=lambda pieces: abs(pieces[0][0] - min(words, default=0)))
        exact = claim.capture.text[start:end]
        Span.objects.create(
            claim=claim, capture=claim.capture, role=SpanRole.CUE, link=link, start=start, end=end, exact=exact
        )
