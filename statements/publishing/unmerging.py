"""Undoing a merge: the record comes back to its address with all that moved and was not changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from django.utils import timezone

from statements import refs
from statements.catalogue.models import Page
from statements.choices import Act, DeskState, ProposedAct
from statements.desk import changing
from statements.desk.agents import AgentName
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.history import change_set
from statements.desk.proposals import Merge
from statements.desk.review import DeskRecord
from statements.publishing import plan
from statements.publishing.acts import Blocked, as_filed
from statements.publishing.entering import NOT_SHOWN, Entry, enter, mark
from statements.publishing.merging import place
from statements.publishing.pointers import TABLES, own, owner_of
from statements.publishing.snapshot import KINDS, snapshot
from statements.record.documents import Document
from statements.record.revision import Revision, canonical, lock

STAYS = "{} stays with {}: it was changed since the merge."
UNDONE = "This merge was undone already."


def unmerge(merge: Merge, *, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
    """Bring a merged record back; the redirect goes, and what moved and was not changed since names it again.

    Each record that names it again gets a revision. Raises Blocked, and then nothing has changed.
    """
    with change_set(by=by, through="undoing of a merge", why=reason):
        lock()
        merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
        problems = [] if reason.strip() else ["Give a reason; visitors will read it."]
        problems += list(against(merge))
        if problems:
            raise Blocked(problems)
        return _Return(merge).carried_out(by=by, reason=reason, proposed_by=proposed_by)


def against(merge: Merge) -> Iterator[str]:
    """What keeps a merge from being undone; reads only."""
    into = _record(merge.into)
    if merge.undone_at is not None:
        yield UNDONE
    elif into.state == DeskState.MERGED:
        gone = Merge.objects.filter(ref=merge.into, undone_at__isnull=True).first()
        yield f"{into} was itself merged into {gone.into if gone else 'another'}; undo that first."
    elif into.state != DeskState.PUBLISHED:
        yield f"{into} is {into.get_state_display()}; restore it first."
    elif _last_public(merge.ref) is None:
        yield f"{merge.ref} has no public revision to go back to."


def stays(merge: Merge) -> list[str]:
    """What was changed since the merge and so stays with the other record, in words; reads only."""
    found = _Return(merge)
    return [STAYS.format(ref, merge.into) for ref in sorted(found.staying)]


@dataclass(frozen=True)
class Undoing:
    """A merge that was a mistake."""

    act: ClassVar[ProposedAct] = ProposedAct.UNDO
    merge: Merge | None

    @property
    def title(self) -> str:
        """The act and the two records in one line."""
        return f"Undo the merge of {self.merge}"

    def kept(self) -> dict[str, Any]:
        """What is chosen, as JSON."""
        return {"merge": self.merge.pk if self.merge else None}

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """The choice again."""
        return cls(Merge.objects.filter(pk=kept["merge"]).first())

    def records(self) -> Sequence[DeskRecord]:
        """The two records, which must not change between proposal and approval."""
        return [_record(self.merge.ref), _record(self.merge.into)] if self.merge else []

    def problems(self) -> list[str]:
        """What stands in the way."""
        return list(against(self.merge)) if self.merge else ["There is no such merge."]

    def remark(self) -> str:
        """What does not go back."""
        return " ".join(stays(self.merge)) if self.merge else ""

    def carry_out(self, *, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
        """Undo it."""
        if self.merge is None:
            raise Blocked(self.problems())
        return unmerge(self.merge, by=by, reason=reason, proposed_by=proposed_by)


@dataclass
class _Return:
    """What goes back and what stays, worked out from what the merge left and what is there now."""

    merge: Merge
    parts: list[tuple[Any, str, Any]] = field(default_factory=list)
    staying: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.duplicate, self.into = _record(self.merge.ref), _record(self.merge.into)
        self.records = {record.ref: record for record in _records(self.merge.left)}
        for table, key, name, owner, number in self.merge.moved:
            part = TABLES[table].objects.filter(pk=key, **{name: self.into}).first()
            if owner not in self.records and part is None:
                continue  # a draft that was deleted since
            if part is None or self._holds_on(owner_of(part)):
                self.staying.add(owner)
            else:
                self.parts.append((part, name, number))
        self.names = list(self._names())

    def carried_out(self, *, by: Any, reason: str, proposed_by: Any) -> list[Revision]:
        """Move the parts back and enter what the public reads from then on."""
        self._move()
        entries = [Entry(self.duplicate, _last_public(self.duplicate.ref) or {}, Act.RESTORE)]
        entries += [Entry(record, document, Act.AMEND) for record, document in self._documents()]
        self.merge.undone_at = timezone.now()
        self.merge.save()
        return enter(sorted(entries, key=place), by=by, reason=reason, proposed_by=proposed_by)

    def _holds_on(self, record: Any) -> bool:
        """Whether the public has later work of this record, so that what the merge moved in it stays."""
        if isinstance(record, Capture) or record.revision == self.merge.left.get(record.ref, [0])[0]:
            return False
        if record.state == DeskState.PUBLISHED:
            return bool(record.has_changes)
        return record.revision > 0 and self.merge.ref not in set(own(_last_public(record.ref) or {}))

    def _names(self) -> Iterator[AgentName]:
        """The names that the merge added and nobody changed."""
        for key, words in self.merge.made:
            name = AgentName.objects.filter(pk=key, agent_id=self.into.pk, name=words, preferred=False).first()
            if name is None or self._holds_on(self.into):
                self.staying.add(self.into.ref)
            else:
                yield name

    def _move(self) -> None:
        touched = {self.into.ref: self.into, self.duplicate.ref: self.duplicate}
        for part, name, number in self.parts:
            owner = owner_of(part)
            touched[owner.ref] = owner
            if isinstance(part, Capture):
                mark(part, source=self.duplicate, number=number)
                changing.note(part)
            else:
                setattr(part, name, self.duplicate)
                part.save()
        for gained in self.names:
            gained.delete()
        for record in touched.values():
            mark(record, version=type(record).objects.get(pk=record.pk).version + 1)

    def _documents(self) -> Iterator[tuple[DeskRecord, Document]]:
        """What each record is amended to, where that differs from what the public reads."""
        for record in [*_records(self.merge.left), *self._found_since()]:  # as they are now, after the move
            if record.state != DeskState.PUBLISHED or record.ref == self.merge.ref:
                continue
            page = Page.objects.get(ref=record.ref)
            document = self._document(record, page.document)
            if document is not None and _bare(document) != _bare(page.document):
                yield record, document

    def _document(self, record: DeskRecord, now: Document) -> Document | None:
        if record.ref not in self.merge.left:
            return now | as_filed(record)
        revision, was_entered = self.merge.left[record.ref]
        if record.revision == revision:
            before = Revision.objects.get(ref=record.ref, n=revision - 1) if was_entered else None
            return before.document if before is not None and before.content is not None else None
        if not record.has_changes:
            (loaded,) = plan.load([record])
            return snapshot(loaded) | ({"formerly": now["formerly"]} if isinstance(record, Claim) else {})
        return now | as_filed(record)

    def _found_since(self) -> list[DeskRecord]:
        """Claims recorded since in captures that go back with all that was found in them."""
        captures = [part.pk for part, _, _ in self.parts if isinstance(part, Capture)]
        return list(Claim.objects.filter(capture__in=captures).exclude(ref__in=self.merge.left).order_by("pk"))


def _record(ref: str) -> Any:
    return KINDS[refs.kind_of(ref)].objects.get(ref=ref)


def _records(found: dict[str, Any]) -> list[DeskRecord]:
    kinds = {refs.kind_of(ref) for ref in found}
    return [record for kind in kinds for record in KINDS[kind].objects.filter(ref__in=list(found)).order_by("pk")]


def _last_public(ref: str) -> Document | None:
    newest = Revision.objects.of(ref).exclude(act__in=NOT_SHOWN).last()
    return newest.document if newest is not None and newest.content is not None else None


def _bare(value: Any) -> bytes:
    """A document to compare by: other records by their address, whatever they are called."""
    return canonical({key: _addresses(part) for key, part in value.items()})


def _addresses(value: Any) -> Any:
    if isinstance(value, list):
        return [_addresses(part) for part in value]
    if isinstance(value, dict):
        is_card = "record_kind" in value and "ref" in value
        return value["ref"] if is_card else {key: _addresses(part) for key, part in value.items()}
    return value
