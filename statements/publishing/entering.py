"""Entering documents into the record, in one place: revision, approval, catalogue and the desk's own book-keeping."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from statements.catalogue import write
from statements.choices import Act, DeskState
from statements.desk import changing
from statements.desk.review import Approval, DeskRecord
from statements.record.documents import Document, cards_by_ref, named, resolve
from statements.record.revision import Appender, Revision

STATES = {Act.WITHDRAW: DeskState.WITHDRAWN, Act.MERGE: DeskState.MERGED}
NOT_SHOWN = tuple(STATES)


@dataclass(frozen=True)
class Entry:
    """A document to enter for a record; `is_desk` where it is what the desk has now, so that no change is left over."""

    record: DeskRecord
    document: Document
    act: Act
    is_desk: bool = False


def tombstone(record: DeskRecord, **fields: str) -> Document:
    """What is left to read of a record that is not shown: its address, and where it went."""
    return {"record_kind": str(record.record_kind), "ref": record.ref, **fields}


def enter(entries: Sequence[Entry], *, by: Any, reason: str, proposed_by: Any = None) -> list[Revision]:
    """Append the documents with the names of the day, write the catalogue and mark the desk; in one transaction.

    `proposed_by` is who chose an act on several records that `by` approves; without it each record's last editor is.
    """
    appender = Appender(at=timezone.now(), reason=reason.strip())
    today: dict[str, Document] = {}
    revisions = []
    for entry in entries:
        settled = resolve(entry.document, _cards(entry.document, today).get)
        if entry.act not in NOT_SHOWN:
            today |= cards_by_ref(settled)
        revisions.append(appender.append(settled, act=entry.act, n=entry.record.revision + 1))
        _approve(entry, revisions[-1], by=by, proposed_by=proposed_by)
        _mark(entry)
    write.write(revisions)
    return revisions


def mark(record: DeskRecord, **changes: Any) -> None:
    """Set the desk's own book-keeping of a record, which is no change of the record."""
    type(record).objects.filter(pk=record.pk).update(**changes)
    for name, value in changes.items():
        setattr(record, name, value)
    changing.note_move(record)


def _mark(entry: Entry) -> None:
    record = entry.record
    mark(
        record,
        state=STATES.get(entry.act, DeskState.PUBLISHED),
        submitted=False,
        has_changes=record.has_changes and not entry.is_desk,
        revision=record.revision + 1,
    )


def _cards(document: Document, today: dict[str, Document]) -> dict[str, Document]:
    return write.cards_of(set(named(document)) - today.keys()) | today


def _approve(entry: Entry, revision: Revision, *, by: Any, proposed_by: Any) -> None:
    record = entry.record
    Approval.objects.create(
        record_kind=record.record_kind,
        ref=record.ref,
        number=revision.number,
        changed_by_id=proposed_by.pk if proposed_by else record.changed_by_id,
        changed_by_name=proposed_by.get_username() if proposed_by else record.changed_by_name,
        approved_by=by,
        approved_by_name=by.get_username(),
        two_required=(entry.is_desk or proposed_by is not None) and settings.REQUIRE_SECOND_PERSON,
    )
