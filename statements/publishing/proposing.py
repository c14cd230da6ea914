"""Acts on several records that one person proposes and a second carries out (DESIGN rules 7 and 9)."""

from collections.abc import Sequence
from typing import Any, ClassVar, Protocol, Self

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from statements.choices import ProposalState, ProposedAct
from statements.desk.history import change_set
from statements.desk.proposals import Proposal
from statements.desk.review import DeskRecord
from statements.publishing.acts import Blocked
from statements.publishing.merging import Merger
from statements.publishing.reassigning import Reassignment
from statements.publishing.splitting import Splitting
from statements.publishing.unmerging import Undoing
from statements.record.revision import Revision, lock

MOVED_ON = "{} changed after this was proposed, or is gone; send the proposal back and choose anew."
DECIDED = "This proposal was decided already: {}."
SECOND_PERSON = "You proposed this; a second person approves it."
NO_ACCOUNT = "Who proposed this has no account any more; somebody else has to propose it anew."


class ProposedChoice(Protocol):
    """What was chosen for one act: it can be kept as JSON, looked at, and carried out."""

    act: ClassVar[ProposedAct]

    @property
    def title(self) -> str:
        """The act and the records in one line."""

    def kept(self) -> dict[str, Any]:
        """What is chosen, as JSON."""

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """The choice again; records that do not exist any more are left out."""

    def records(self) -> Sequence[DeskRecord]:
        """The records that must not change between proposal and approval."""

    def problems(self) -> list[str]:
        """What stands in the way; the act itself looks again."""

    def remark(self) -> str:
        """What is worth noting of the act beside its reason; empty for most."""

    def carry_out(self, *, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
        """Do it in the caller's transaction, under the record's lock. Raises Blocked."""


CHOICES: dict[str, type[ProposedChoice]] = {choice.act: choice for choice in (Reassignment, Merger, Undoing, Splitting)}


def propose(choice: ProposedChoice, *, by: Any, reason: str) -> Proposal:
    """Keep what was chosen until a second person approves it. Raises Blocked, and then nothing is stored."""
    with transaction.atomic():
        lock()
        problems = [] if reason.strip() else ["Give a reason; visitors will read it."]
        problems += choice.problems()
        if problems:
            raise Blocked(problems)
        return Proposal.objects.create(
            act=choice.act,
            choice=choice.kept(),
            seen={record.ref: record.version for record in choice.records()},
            title=choice.title[:300],
            reason=reason.strip(),
            proposed_by=by,
            proposed_by_name=by.get_username(),
        )


def choice_of(proposal: Proposal) -> ProposedChoice:
    """What was chosen, as it can be carried out now."""
    return CHOICES[proposal.act].read(proposal.choice)


def against(proposal: Proposal, *, by: Any) -> list[str]:
    """Everything that keeps this user from approving a proposal now; reads only."""
    if proposal.state != ProposalState.WAITING:
        return [DECIDED.format(proposal.get_state_display())]
    choice = choice_of(proposal)
    now = {record.ref: record.version for record in choice.records()}
    problems = [MOVED_ON.format(ref) for ref, version in proposal.seen.items() if now.get(ref) != version]
    if proposal.proposed_by is None:
        problems.append(NO_ACCOUNT)
    own = settings.REQUIRE_SECOND_PERSON and proposal.proposed_by_name == by.get_username()
    return [*(problems or choice.problems()), *([SECOND_PERSON] if own else [])]


def approve(proposal: Proposal, *, by: Any) -> list[Revision]:
    """Carry a proposal out as one act with its public reason. Raises Blocked, and then nothing has changed."""
    with change_set(by=by, through=proposal.get_act_display(), why=proposal.reason):
        lock()
        found = _locked(proposal)
        if problems := against(found, by=by):
            raise Blocked(problems)
        choice = choice_of(found)
        found.note = choice.remark()
        revisions = choice.carry_out(by=by, reason=found.reason, proposed_by=found.proposed_by)
        found.number = revisions[0].number
        found.two_required = settings.REQUIRE_SECOND_PERSON
        _decide(found, ProposalState.DONE, by=by)
        return revisions


def decline(proposal: Proposal, *, by: Any, note: str) -> None:
    """End a proposal without doing it; whoever proposed it takes it back, anybody else says why in a note."""
    with transaction.atomic():
        found = _locked(proposal)
        if found.state != ProposalState.WAITING:
            raise Blocked([DECIDED.format(found.get_state_display())])
        is_own = found.proposed_by_name == by.get_username()
        if not is_own and not note.strip():
            raise Blocked(["Say why it is sent back."])
        found.note = note.strip()
        _decide(found, ProposalState.TAKEN_BACK if is_own else ProposalState.SENT_BACK, by=by)


def _locked(proposal: Proposal) -> Proposal:
    found: Proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    return found


def _decide(proposal: Proposal, state: ProposalState, *, by: Any) -> None:
    proposal.state, proposal.decided_by = state, by
    proposal.decided_by_name, proposal.decided_at = by.get_username(), timezone.now()
    proposal.save()
