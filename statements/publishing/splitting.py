"""Splitting one statement into two: the links chosen name a new statement, published in the same act."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from statements.catalogue.models import Page
from statements.choices import Act, DeskState, ProposedAct
from statements.desk.attributions import Link
from statements.desk.claims import Claim
from statements.desk.review import DeskRecord
from statements.desk.statements import Statement
from statements.publishing import plan
from statements.publishing.acts import Blocked
from statements.publishing.entering import Entry, enter, mark
from statements.publishing.merging import place
from statements.publishing.snapshot import snapshot
from statements.record.documents import Document
from statements.record.revision import Revision

FIELDS = ("title", "occasion", "place", "said_edtf", "said_as_written", "said_basis", "said_why")


@dataclass(frozen=True)
class Splitting:
    """A statement, the links that say something of another act, and what is known of that one."""

    act: ClassVar[ProposedAct] = ProposedAct.SPLIT
    statement: Statement | None
    links: Sequence[Link]
    fields: dict[str, str]

    @property
    def title(self) -> str:
        """The act and the statement in one line."""
        return f"Split {self.statement} ({self.statement.ref})" if self.statement else "Split a deleted statement"

    def kept(self) -> dict[str, Any]:
        """What is chosen, as JSON."""
        return {
            "statement": self.statement.pk if self.statement else None,
            "links": [link.pk for link in self.links],
            "fields": self.fields,
        }

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """The choice again; links that do not exist any more, or name another statement by now, are left out."""
        statement = Statement.objects.filter(pk=kept["statement"]).first()
        links = Link.objects.filter(pk__in=kept["links"], statement=kept["statement"]).select_related("claim")
        return cls(statement, list(links.order_by("pk")), kept["fields"])

    def records(self) -> Sequence[DeskRecord]:
        """The statement and the claims whose links move, which must not change between proposal and approval."""
        claims = {link.claim.ref: link.claim for link in self.links}
        return [*([self.statement] if self.statement else []), *claims.values()]

    def problems(self) -> list[str]:
        """What stands in the way."""
        if self.statement is None:
            return ["This statement was deleted."]
        if self.statement.state != DeskState.PUBLISHED:
            return [f"{self.statement} is {self.statement.get_state_display()}; only published statements are split."]
        changed = [record for record in self.records() if record.state == DeskState.PUBLISHED and record.has_changes]
        return [
            *(f"{record} has unpublished changes; publish them or take them back first." for record in changed),
            *self._against_sides(self.statement),
        ]

    def _against_sides(self, statement: Statement) -> Iterator[str]:
        chosen, named = {link.pk for link in self.links}, set(statement.links.values_list("pk", flat=True))
        if not chosen & named:
            yield "Choose at least one link that names the new statement."
        elif chosen >= named:
            yield "Leave at least one link with the old statement; both need one."
        if not self.fields.get("title"):
            yield "Give the new statement a title that tells it from the old one."
        elif self.fields["title"] == statement.title:
            yield "The new statement has the title of the old one; say what tells them apart."

    def remark(self) -> str:
        """Nothing: all that was chosen moves."""
        return ""

    def carry_out(self, *, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
        """Make the new statement with the speakers of the old one, and let the chosen links name it."""
        problems = self.problems()
        if problems or self.statement is None:
            raise Blocked(problems)
        return _split(self.statement, self, by=by, reason=reason, proposed_by=proposed_by)


def _split(old: Statement, choice: Splitting, *, by: Any, reason: str, proposed_by: Any) -> list[Revision]:
    new = _like(old, choice.fields, by=proposed_by or by)
    moved: dict[str, Claim] = {}
    for link in Link.objects.filter(pk__in=[link.pk for link in choice.links]).select_related("claim"):
        link.statement = new
        link.save()
        moved[link.claim.ref] = link.claim
    for record in (old, *moved.values()):
        mark(record, version=record.version + 1)
    for claim in moved.values():
        if claim.state == DeskState.WITHDRAWN:  # restored it names the old statement, until the desk's is published
            mark(claim, has_changes=True)
    entries = [
        Entry(new, snapshot(new), Act.PUBLISH, is_desk=True),
        Entry(old, Page.objects.get(ref=old.ref).document, Act.AMEND),  # its readers learn of it too
        *(Entry(claim, _amended(claim), Act.AMEND, is_desk=True) for claim in _public(moved.values())),
    ]
    return enter(sorted(entries, key=place), by=by, reason=reason, proposed_by=proposed_by)


def _like(old: Statement, fields: dict[str, str], *, by: Any) -> Statement:
    """A new statement with the same speakers, and the same first publication."""
    made = Statement.objects.create(
        **fields, first_published=old.first_published, created_by=by, changed_by=by, changed_by_name=by.get_username()
    )
    for speaker in old.speakers.all():
        made.speakers.create(agent=speaker.agent, position=speaker.position)
    return made


def _public(claims: Iterable[Claim]) -> list[Claim]:
    keys = [claim.pk for claim in claims if claim.state == DeskState.PUBLISHED]
    return [claim for claim in plan.load(Claim.objects.filter(pk__in=keys)) if isinstance(claim, Claim)]


def _amended(claim: Claim) -> Document:
    return snapshot(claim) | {"formerly": Page.objects.get(ref=claim.ref).document["formerly"]}
