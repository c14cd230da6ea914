"""What at the desk points at a record that can be merged, and what a document names itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from statements.catalogue.models import Page
from statements.desk.agents import Agent
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.relations import Relation
from statements.desk.review import DeskRecord
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import Statement, StatementSpeaker
from statements.publishing.snapshot import KINDS
from statements.record.documents import Document, stub

Mergeable = Agent | Source | Statement

POINTERS: dict[type[DeskRecord], tuple[tuple[type[Any], str], ...]] = {
    Agent: (
        (Holder, "agent"),
        (Doubt, "agent"),
        (SourceAuthor, "agent"),
        (Source, "publisher"),
        (StatementSpeaker, "agent"),
    ),
    Source: ((Capture, "source"), (Link, "cited_work"), (Statement, "first_published"), (Relation, "stated_by")),
    Statement: ((Link, "statement"),),
}
TABLES: dict[str, type[Any]] = {model._meta.model_name: model for found in POINTERS.values() for model, _ in found}
OWNERS = {
    Holder: "link__claim",
    Doubt: "claim",
    SourceAuthor: "source",
    StatementSpeaker: "statement",
    Link: "claim",
    Relation: "claim",
}


def pointing_at(record: DeskRecord) -> Iterator[tuple[Any, str]]:
    """Every part or record that points at this one, with the field by which it does."""
    for model, field in POINTERS[type(record)]:
        owner = OWNERS.get(model)
        found = model.objects.filter(**{field: record}).order_by("pk")
        if model is Capture:
            found = found.defer("text", "file_bytes").order_by("number")
        for part in found.select_related(owner) if owner else found:
            yield part, field


def owner_of(part: Any) -> Any:
    """The record that a part belongs to; a record is its own."""
    for name in OWNERS.get(type(part), "").split("__"):
        part = getattr(part, name) if name else part
    return part


def naming(ref: str) -> list[tuple[DeskRecord, Document]]:
    """Public records whose own documents name a record, not only through another record's card or in the past."""
    pages = [page for page in Page.objects.public().embedding(ref).order_by("id") if ref in set(own(page.document))]
    records: dict[str, DeskRecord] = {}
    for kind in {page.kind for page in pages}:
        refs = [page.ref for page in pages if page.kind == kind]
        records |= {record.ref: record for record in KINDS[kind].objects.filter(ref__in=refs)}
    return [(records[page.ref], page.document) for page in pages]


def own(value: Any) -> Iterable[str]:
    """Refs of the cards a document names itself; those inside other cards, and what was formerly said, left out."""
    parts: Iterable[Any] = ()
    if isinstance(value, dict):
        parts = [part for key, part in value.items() if key != "formerly"]
    elif isinstance(value, list):
        parts = value
    for part in parts:
        if isinstance(part, dict) and "ref" in part and "record_kind" in part:
            yield part["ref"]
        else:
            yield from own(part)


def renamed(value: Any, before: str, after: DeskRecord) -> Any:
    """The document with another record's stub wherever the card of `before` stood; what was formerly said stays."""
    if isinstance(value, list):
        return [renamed(part, before, after) for part in value]
    if not isinstance(value, dict):
        return value
    if value.get("ref") == before and "record_kind" in value:
        return stub(str(after.record_kind), after.ref)
    return {key: part if key == "formerly" else renamed(part, before, after) for key, part in value.items()}
