"""Merging two records of the same agent: the old address redirects, and whatever named it names the other."""

from collections.abc import Iterable
from typing import Any

from statements.catalogue import rows
from statements.catalogue.models import Page
from statements.choices import Act, DeskState
from statements.desk.agents import Agent
from statements.desk.attributions import Doubt, Holder
from statements.desk.history import change_set
from statements.desk.review import DeskRecord
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import StatementSpeaker
from statements.publishing.acts import Blocked
from statements.publishing.entering import Entry, enter, tombstone
from statements.publishing.plan import ORDER
from statements.publishing.snapshot import KINDS
from statements.record.documents import Document, stub
from statements.record.revision import Revision, lock

NAMED_BY = (
    (Holder, "agent"),
    (Doubt, "agent"),
    (SourceAuthor, "agent"),
    (Source, "publisher"),
    (StatementSpeaker, "agent"),
)


def merge(duplicate: Agent, *, into: Agent, by: Any, reason: str) -> list[Revision]:
    """Make one agent of two: the survivor gains the other's names, and the old address redirects to it.

    Every record that named the other names the survivor, each with a revision.

    Records are amended as the public has them; unpublished changes on the desk stay unpublished. Raises Blocked, and
    then nothing has changed.
    """
    with change_set(by=by, through="merge", why=reason):
        lock()
        duplicate, into = _locked(duplicate), _locked(into)
        problems = list(_against(duplicate, into, reason))
        if problems:
            raise Blocked(problems)
        naming = list(_naming(duplicate))
        _move(duplicate, into)
        entries = [
            Entry(into, _with_names(into, duplicate), Act.AMEND),
            Entry(duplicate, tombstone(duplicate, merged_into=into.ref), Act.MERGE),
        ]
        entries += [Entry(record, _renamed(document, duplicate, into), Act.AMEND) for record, document in naming]
        return enter(sorted(entries, key=_place), by=by, reason=reason)


def _locked(agent: Agent) -> Agent:
    """The agent as it is now, held until the end of the transaction."""
    found: Agent = Agent.objects.select_for_update(of=("self",)).get(pk=agent.pk)
    return found


def _against(duplicate: Agent, into: Agent, reason: str) -> Iterable[str]:
    if not reason.strip():
        yield "Give a reason; visitors will read it."
    if duplicate.pk == into.pk:
        yield f"{duplicate} is one record already."
        return
    for agent in (duplicate, into):
        if agent.state != DeskState.PUBLISHED:
            yield f"{agent} is not published."
    if duplicate.kind != into.kind:
        yield f"{duplicate} is a {duplicate.kind}, {into} a {into.kind}."
    for speaker in StatementSpeaker.objects.filter(agent=duplicate, statement__speakers__agent=into):
        yield f"Both made the statement {speaker.statement.ref}; mend that first."


def _naming(duplicate: Agent) -> Iterable[tuple[DeskRecord, Document]]:
    """Public records whose own documents name the duplicate, not only through another record's card."""
    roles = (*rows.AGENT_ROLES, "publisher", "speaker", "within")
    for page in Page.objects.public().mentioning(duplicate.ref, *roles).order_by("id"):
        if duplicate.ref in set(_own(page.document)):
            yield KINDS[page.kind].objects.get(ref=page.ref), page.document


def _own(value: Any) -> Iterable[str]:
    """Refs of the cards a document names itself, those inside other cards left out."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in parts:
        if isinstance(part, dict) and "ref" in part and "record_kind" in part:
            yield part["ref"]
        else:
            yield from _own(part)


def _move(duplicate: Agent, into: Agent) -> None:
    for model, field in NAMED_BY:
        for part in model.objects.filter(**{field: duplicate}):
            setattr(part, field, into)
            part.save()
    known = set(into.names.values_list("name", "language"))
    for name in duplicate.names.all():
        if (name.name, name.language) not in known:
            into.names.create(name=name.name, language=name.language)


def _with_names(into: Agent, duplicate: Agent) -> Document:
    """The survivor as the public has it, with the names the public has of the other."""
    documents = dict(Page.objects.filter(ref__in=[into.ref, duplicate.ref]).values_list("ref", "document"))
    survivor: Document = documents[into.ref]
    more = [name for name in documents[duplicate.ref]["names"] if name not in survivor["names"]]
    return survivor | {"names": [*survivor["names"], *more]}


def _renamed(value: Any, duplicate: Agent, into: Agent) -> Any:
    """The document with the survivor's stub wherever the duplicate's card stood; what was formerly said stays."""
    if isinstance(value, list):
        return [_renamed(part, duplicate, into) for part in value]
    if not isinstance(value, dict):
        return value
    if value.get("ref") == duplicate.ref and "record_kind" in value:
        return stub("agent", into.ref)
    return {key: part if key == "formerly" else _renamed(part, duplicate, into) for key, part in value.items()}


def _place(entry: Entry) -> tuple[int, int]:
    return ORDER.index(type(entry.record)), entry.record.pk
