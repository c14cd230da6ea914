"""The acts that change what visitors see: publish, amend, reassign, withdraw, restore; each one transaction."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from django.conf import settings

from statements.catalogue.models import Page
from statements.choices import Act, CommentKind, DeskState
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.comments import say
from statements.desk.history import change_set
from statements.desk.review import DeskRecord
from statements.desk.sources import Source
from statements.publishing import plan
from statements.publishing.blockers import blockers
from statements.publishing.entering import NOT_SHOWN, Entry, enter, mark, tombstone
from statements.publishing.snapshot import snapshot
from statements.record import content
from statements.record.documents import Document, stub
from statements.record.revision import Revision, lock


class Blocked(Exception):
    """An act that cannot be done; `reasons` are sentences that each name the record and what stands in the way."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


def submit(records: Sequence[DeskRecord], *, by: Any, reason: str) -> None:
    """Send drafts, or changes to published records, to review. Raises Blocked, and then nothing has changed."""
    with change_set(by=by, through="send to review", why=reason):
        found = locked(records)
        _refuse(_against_submitting(found))
        for record in found:
            state = DeskState.IN_REVIEW if record.state == DeskState.DRAFT else record.state
            mark(record, state=state, submitted=True)
            say(record, reason, by=by, kind=CommentKind.SUBMIT)


def send_back(records: Sequence[DeskRecord], *, by: Any, reason: str) -> None:
    """Send what waits for review back to whoever wrote it, who reads the reason. Raises Blocked where it cannot be."""
    with change_set(by=by, through="send back", why=reason):
        found = locked(records)
        _refuse([] if reason.strip() else ["Give a reason; whoever wrote it will read it."])
        _refuse(_not_waiting(found))
        for record in found:
            state = DeskState.DRAFT if record.state == DeskState.IN_REVIEW else record.state
            mark(record, state=state, submitted=False)
            say(record, reason, by=by, kind=CommentKind.SEND_BACK)


def publish(records: Sequence[DeskRecord], *, by: Any, reason: str) -> list[Revision]:
    """Publish what waits for review, with everything it names that was never published, as one act.

    A source takes along its captures and those of its claims that wait for review. A change to a published record
    becomes an amendment, or a reassignment where it names somebody else. Needs a public reason. Raises Blocked with
    everything that stands in the way, and then nothing has changed.
    """
    _require(reason)
    with change_set(by=by, through="publish", why=reason):
        lock()
        chosen = locked(_with_children(records))
        taken = plan.with_dependencies([*chosen, *_first_captures(chosen)])
        _refuse(_against_publishing(chosen, taken, by))
        return _append(taken, by=by, reason=reason)


def withdraw(records: Sequence[DeskRecord], *, by: Any, reason: str) -> list[Revision]:
    """Take records from the public, leaving a tombstone with the date and this public reason; nothing is deleted.

    A source takes its captures and its claims along. Raises Blocked for records that claims of others still name.
    """
    _require(reason)
    with change_set(by=by, through="withdraw", why=reason):
        lock()
        found = locked(_with_public_children(records))
        _refuse(_against_withdrawing(found))
        tombstones = [Entry(record, tombstone(record), Act.WITHDRAW) for record in reversed(found)]
        return enter(tombstones, by=by, reason=reason)


def restore(records: Sequence[DeskRecord], *, by: Any, reason: str) -> list[Revision]:
    """Make withdrawn records public again as they last were; a source takes along what was withdrawn with it."""
    _require(reason)
    with change_set(by=by, through="restore", why=reason):
        lock()
        found = locked(_withdrawn_together(records))
        _refuse(_against_restoring(found))
        restored = [Entry(record, _last_public(record), Act.RESTORE) for record in found]
        return enter(restored, by=by, reason=reason)


def publish_changed(
    records: Sequence[DeskRecord], *, by: Any, reason: str, proposed_by: Any, more_formerly: Document
) -> list[Revision]:
    """Publish what an approved proposal has just changed, with all it names for the first time, in its transaction.

    `more_formerly` is kept beside an attribution that was replaced. Raises Blocked.
    """
    found = locked(records)
    taken = plan.with_dependencies(found)
    _refuse(standing_in_the_way(taken))
    if proposed_by is not None:
        _refuse(_second_person([record for record in taken if not record.revision], by))
    return _append(taken, by=by, reason=reason, proposed_by=proposed_by, more_formerly=more_formerly)


def standing_in_the_way(records: Sequence[DeskRecord]) -> list[str]:
    """What keeps records from being published as the desk has them, with all they name; reads only."""
    taken = plan.with_dependencies(records)
    return _blocked(taken, public=_public_with(taken)) + _names_gone(taken)


def outlook(
    act: Callable[..., object], records: Sequence[DeskRecord], *, by: Any
) -> tuple[list[DeskRecord], list[str]]:
    """What one of the acts above would change, in the order in which pages are made, and what stands in its way.

    Reads only, for the page that asks for a reason; the act itself looks again, under its lock.
    """
    if act is submit:
        return list(records), _against_submitting(records)
    if act is send_back:
        return list(records), _not_waiting(records)
    if act is publish:
        chosen = _with_children(records)
        taken = plan.with_dependencies([*chosen, *_first_captures(chosen)])
        return taken, _against_publishing(chosen, taken, by)
    if act is withdraw:
        found = _with_public_children(records)
        return found, _against_withdrawing(found)
    found = _withdrawn_together(records)
    return found, _against_restoring(found)


def first_problems(records: Sequence[DeskRecord], *, by: Any, reason: str) -> list[str]:
    """What stands in the way of publishing these records for the first time, loaded with all that they name."""
    problems = [] if reason.strip() else ["Give a reason; visitors will read it."]
    problems += [f"{record} was published before." for record in records if record.revision]
    here = {record.ref for record in records}
    missing = {other for record in records for other in plan.names(record) if not other.revision}
    problems += [f"{other} is not published." for other in missing if other.ref not in here]
    problems += _second_person(records, by) + _blocked(records, public=_public_with(records))
    return problems + _names_gone(records)


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        raise Blocked(problems)


def _against_submitting(found: Sequence[DeskRecord]) -> list[str]:
    problems = [f"{record} is not a draft and has no changes." for record in found if not _is_submittable(record)]
    return problems + _blocked(plan.load(found), public=_public_with(found))


def _not_waiting(found: Iterable[DeskRecord]) -> list[str]:
    return [f"{record} is not waiting for review." for record in found if not record.is_waiting]


def _against_publishing(chosen: Sequence[DeskRecord], taken: Sequence[DeskRecord], by: Any) -> list[str]:
    problems = _not_waiting(chosen)
    problems += _second_person(taken, by)
    problems += _blocked(taken, public=_public_with(taken))
    return problems + _names_gone(taken)


def _against_withdrawing(found: Sequence[DeskRecord]) -> list[str]:
    problems = [f"{record} is not published." for record in found if record.state != DeskState.PUBLISHED]
    return problems + _named_elsewhere(found)


def _against_restoring(found: Sequence[DeskRecord]) -> list[str]:
    problems = [f"{record} is not withdrawn." for record in found if record.state != DeskState.WITHDRAWN]
    return problems + _names_gone(plan.load(found))


def _names_gone(records: Iterable[DeskRecord]) -> list[str]:
    return [f"{record} names {other}, which is {other.get_state_display()}." for record, other in plan.gone(records)]


def _require(reason: str) -> None:
    if not reason.strip():
        raise Blocked(["Give a reason; visitors will read it."])


def _is_submittable(record: DeskRecord) -> bool:
    return record.state == DeskState.DRAFT or (record.state == DeskState.PUBLISHED and record.has_changes)


def locked(records: Sequence[DeskRecord]) -> list[DeskRecord]:
    """The records read again and held until the end of the transaction, in the order in which pages are made."""
    found: list[DeskRecord] = []
    for kind in plan.ORDER:
        keys = [record.pk for record in records if isinstance(record, kind)]
        found += kind.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk") if keys else []
    return found


def _with_children(records: Sequence[DeskRecord]) -> list[DeskRecord]:
    """The records, and for a source its waiting claims; a source that itself has nothing to publish is left out."""
    found = list(records)
    for source in [record for record in records if isinstance(record, Source)]:
        claims = Claim.objects.of_source(source).exclude(state=DeskState.WITHDRAWN)
        found += [claim for claim in claims if claim.is_waiting]
    waiting = [record for record in found if not isinstance(record, Source) or record.is_waiting or len(found) == 1]
    return list({record.ref: record for record in waiting}.values())


def _first_captures(chosen: Iterable[DeskRecord]) -> list[Capture]:
    """Captures that were never published, of the sources chosen; only named, a source keeps its text on the desk."""
    sources = [record for record in chosen if isinstance(record, Source)]
    return list(Capture.objects.filter(source__in=sources, revision=0))


def _with_public_children(records: Sequence[DeskRecord]) -> list[DeskRecord]:
    found: list[DeskRecord] = list(records)
    for source in [record for record in records if isinstance(record, Source)]:
        found += Claim.objects.of_source(source).live()
        found += source.captures.filter(state=DeskState.PUBLISHED)
    for capture in [record for record in records if isinstance(record, Capture)]:
        found += capture.claims.live()
    return list({record.ref: record for record in found}.values())


def _withdrawn_together(records: Sequence[DeskRecord]) -> list[DeskRecord]:
    """The records, and for a source or capture what the same act withdrew with it."""
    found: list[DeskRecord] = list(records)
    for record in records:
        if isinstance(record, Source | Capture):
            newest = Revision.objects.of(record.ref).filter(act=Act.WITHDRAW).last()
            together = Revision.objects.filter(act=Act.WITHDRAW, at=newest.at) if newest else Revision.objects.none()
            refs = set(together.values_list("ref", flat=True))
            owned = Claim.objects.filter(capture__source=record if isinstance(record, Source) else record.source)
            found += owned.filter(ref__in=refs, state=DeskState.WITHDRAWN)
            found += Capture.objects.filter(source=record.pk, ref__in=refs) if isinstance(record, Source) else []
    return list({record.ref: record for record in found}.values())


def _public_with(records: Collection[DeskRecord]) -> set[str]:
    """Refs of claims that are public, among those these records name, or become so with them."""
    claims = [record for record in records if isinstance(record, Claim)]
    named = {relation.to.ref for claim in claims for relation in claim.relations.all()}
    named |= {claim.part_of.ref for claim in claims if claim.part_of}
    named |= {figure.tied_to.claim.ref for claim in claims for figure in claim.figures.all() if figure.tied_to}
    public = set(Page.objects.public().filter(ref__in=named).values_list("ref", flat=True))
    return public | {record.ref for record in records}


def _blocked(records: Iterable[DeskRecord], *, public: Collection[str]) -> list[str]:
    return [f"{record}: {problem}" for record in records for problem in blockers(record, public=public)]


def _second_person(records: Iterable[DeskRecord], by: Any) -> list[str]:
    if not settings.REQUIRE_SECOND_PERSON:
        return []
    name = by.get_username()
    own = [record for record in records if name == record.changed_by_name or by.pk == record.created_by_id]
    return [f"{record} was written or last changed by you; a second person publishes it." for record in own]


def _named_elsewhere(records: Sequence[DeskRecord]) -> list[str]:
    refs = {record.ref for record in records}
    others = Page.objects.public().exclude(ref__in=refs)
    named = others.embedded(refs)
    problems = []
    for record in [record for record in records if record.ref in named]:
        naming = others.embedding(record.ref).values_list("ref", flat=True)[:5]
        problems.append(f"{record} is named by {', '.join(naming)}; change or withdraw that first.")
    return problems


def _last_public(record: DeskRecord) -> Document:
    newest = Revision.objects.of(record.ref).exclude(act__in=NOT_SHOWN).last()
    if newest is None or newest.content is None:
        raise Blocked([f"{record} has no public revision to go back to."])
    return newest.document | as_filed(record)


def as_filed(record: DeskRecord) -> Document:
    """Under which source a capture and its claims stand now: a merge of sources may have moved what was withdrawn."""
    if isinstance(record, Claim):
        return {"source": stub("source", record.capture.source.ref)}
    if isinstance(record, Capture):
        return {"source": stub("source", record.source.ref), "number": record.number}
    return {}


def _append(
    records: Sequence[DeskRecord],
    *,
    by: Any,
    reason: str,
    proposed_by: Any = None,
    more_formerly: Document | None = None,
) -> list[Revision]:
    entries = []
    for record in records:
        document, act = snapshot(record), Act.PUBLISH
        if isinstance(record, Capture):
            content.keep(record.received)
            content.keep(record.text.encode())
        if record.revision:
            document, act = _amended(document, more_formerly or {})
        entries.append(Entry(record, document, act, is_desk=True))
    return enter(entries, by=by, reason=reason, proposed_by=proposed_by)


def _amended(document: Document, more_formerly: Document) -> tuple[Document, Act]:
    """The new document and the act: naming somebody else is a reassignment, and the old chain stays in the document."""
    page = Page.objects.get(ref=document["ref"])
    if document["record_kind"] != "claim":
        return document, Act.AMEND
    before = page.document if page.is_public else document
    formerly = before["formerly"]
    if attributed_to(before) == attributed_to(document):
        return document | {"formerly": formerly}, Act.AMEND
    replaced = {"revision": page.revision, "links": before["links"], **more_formerly}
    return document | {"formerly": [*formerly, replaced]}, Act.REASSIGN


def attributed_to(document: Document) -> list[Any]:
    """To whom a chain ascribes the words, step by step: what a reassignment changes."""
    return [
        (
            link["polarity"],
            [(holder["kind"], (holder["agent"] or {}).get("ref") or holder["as_named"]) for holder in link["holders"]],
        )
        for link in document["links"]
    ]
