"""Publishing many records that were never published, as the acts would, but set-wise: for imports and made archives.

Composing (words, bytes, hashes, pages) needs no database and can be done anywhere; `store` puts it in its place.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone

from statements.bulk_rows import Rows, rows
from statements.catalogue import current, words, write
from statements.catalogue.models import Page
from statements.catalogue.passages import marked, shown
from statements.choices import Act, DeskState, RecordKind
from statements.desk import changing
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.history import change_set
from statements.desk.review import Approval, DeskRecord
from statements.publishing import plan
from statements.publishing.acts import Blocked, first_problems, locked
from statements.publishing.snapshot import snapshot
from statements.record.content import Content
from statements.record.documents import CardOf, Document, cards_by_ref, named, resolve
from statements.record.revision import Appender, Revision, head, lock, unchained

PUBLISHED = {"state": DeskState.PUBLISHED, "submitted": False, "has_changes": False, "revision": 1}


@dataclass(frozen=True)
class Approver:
    """Who approves, when, and with which public reason; `two_required` as the setting says."""

    by: Any
    at: datetime.datetime
    reason: str
    two_required: bool = field(default_factory=lambda: settings.REQUIRE_SECOND_PERSON)


@dataclass
class Composed:
    """What first publications store, in the order of the record from `first` on; nothing of it is stored yet."""

    first: int
    leaves: list[bytes]
    revisions: Rows
    approvals: Rows
    contents: dict[str, bytes]
    catalogue: list[Rows]
    elsewhere: set[str]
    """Captures that claims are in but that were published before: their passages have to be written anew."""


def publish(records: Sequence[DeskRecord], *, by: Any, reason: str) -> int:
    """Publish stored records that were never published, all that they name being among them or public; say how many.

    One act and one transaction. Raises Blocked with everything that stands in the way, and then nothing has changed.
    """
    with change_set(by=by, through="publish", why=reason):
        lock()
        found = plan.load(locked(records))
        if problems := first_problems(found, by=by, reason=reason):
            raise Blocked(problems)
        refs = {ref for record in found for ref in named(snapshot(record))}
        approver, first = Approver(by, timezone.now(), reason.strip()), head()[0] + 1
        composed = compose(found, first=first, approver=approver, card_of=write.cards_of(refs).get)
        with words.kept(first + at for at, record in enumerate(found) if isinstance(record, Claim)):
            store(composed, approver)
        for kind in plan.ORDER:
            kind.objects.filter(pk__in=[record.pk for record in found if type(record) is kind]).update(**PUBLISHED)
        for record in found:
            changing.note_move(record)
        return len(found)


def compose(records: Sequence[DeskRecord], *, first: int, approver: Approver, card_of: CardOf) -> Composed:
    """What it takes to publish these records, in plan order and with their children, as revisions from `first` on.

    `card_of` knows the cards of what is public already. A pure computation: it asks no database.
    """
    documents = _settled(records, card_of)
    revisions = [
        unchained(document, number=number, act=Act.PUBLISH.value, n=1, at=approver.at, reason=approver.reason)
        for number, document in enumerate(documents, start=first)
    ]
    pages = [_page(revision, document, approver) for revision, document in zip(revisions, documents, strict=True)]
    captures = [record for record in records if isinstance(record, Capture)]
    return Composed(
        first=first,
        leaves=[bytes(revision.leaf) for revision in revisions],
        revisions=rows(Revision, revisions, without=["chain"]),
        approvals=rows(Approval, [_approval(*pair, approver) for pair in zip(records, revisions, strict=True)]),
        contents={sha256: content for capture in captures for sha256, content in _contents(capture)},
        catalogue=write.composed(_with_passages(pages, captures)),
        elsewhere=_elsewhere(pages),
    )


def store(composed: Composed, approver: Approver) -> int:
    """Append what was composed to the record and the catalogue, in the caller's transaction; say how many rows.

    The numbers of words are the caller's to keep, or to rebuild after the last of many.
    Raises ValueError where the record has gone on since the numbers were given.
    """
    appender = Appender(at=approver.at, reason=approver.reason)
    if appender.number + 1 != composed.first:
        raise ValueError(f"The record goes on at {appender.number + 1}, not at {composed.first}.")
    kept = set(Content.objects.filter(pk__in=list(composed.contents)).values_list("pk", flat=True))
    fresh = [
        Content(sha256=sha256, size=len(content), content=content)
        for sha256, content in composed.contents.items()
        if sha256 not in kept
    ]
    found = [
        composed.revisions.with_column("chain", appender.chained(composed.leaves)),
        composed.approvals,
        rows(Content, fresh),
        *composed.catalogue,
    ]
    stored = sum(made.insert() for made in found)
    write.write_passages(composed.elsewhere)
    return stored


def _settled(records: Iterable[DeskRecord], card_of: CardOf) -> list[Document]:
    """The documents with the names of the day, of which each record adds its own."""
    today: dict[str, Document] = {}

    def card(ref: str) -> Document | None:
        return today.get(ref) or card_of(ref)

    found = []
    for record in records:
        found.append(resolve(snapshot(record), card))
        today |= cards_by_ref(found[-1])
    return found


def _page(revision: Revision, document: Document, approver: Approver) -> Page:
    """The page of a first revision; the cards inside it are today's already."""
    return current.page_of(revision, [current.line(revision, approver.reason)], document)


def _approval(record: DeskRecord, revision: Revision, approver: Approver) -> Approval:
    return Approval(
        record_kind=str(record.record_kind),
        ref=record.ref,
        number=revision.number,
        changed_by_id=record.changed_by_id,
        changed_by_name=record.changed_by_name,
        approved_by=approver.by,
        approved_by_name=approver.by.get_username(),
        two_required=approver.two_required,
        at=approver.at,
    )


def _contents(capture: Capture) -> list[tuple[str, bytes]]:
    return [(capture.sha256, capture.received), (capture.text_sha256, capture.text.encode())]


def _with_passages(pages: list[Page], captures: Iterable[Capture]) -> list[Page]:
    """The pages, those of captures with the text that may be shown of them."""
    texts = {capture.ref: capture.text for capture in captures}
    places: dict[str, list[tuple[int, int]]] = {ref: [] for ref in texts}
    for page in pages:
        if page.kind == RecordKind.CLAIM and (ref := page.document["capture"]["ref"]) in places:
            places[ref] += marked(page.document)
    for page in pages:
        if page.kind == RecordKind.CAPTURE:
            display = page.document["source"]["display"]
            page.passages = shown(texts[page.ref], display=display, marked=places[page.ref])
    return pages


def _elsewhere(pages: Iterable[Page]) -> set[str]:
    own = {page.ref for page in pages}
    return {page.document["capture"]["ref"] for page in pages if page.kind == RecordKind.CLAIM} - own
