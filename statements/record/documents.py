"""Documents: snapshots in which every named record is a small card, with today's names or those of its day."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

Document = dict[str, Any]
CardOf = Callable[[str], Document | None]

CARD_FIELDS = {
    "agent": ("kind", "name", "language", "takes_the", "names"),
    "subject": ("kind", "name", "language", "about"),
    "source": (
        "kind",
        "title",
        "title_devised",
        "authors",
        "publisher",
        "publisher_as_named",
        "place",
        "published",
        "language",
        "url",
        "archived_url",
        "identifier",
        "display",
        "held",
    ),
    "capture": (
        "number",
        "captured_at",
        "sha256",
        "text_sha256",
        "text_basis",
        "language",
        "translated_from",
        "translated_by",
    ),
    "statement": ("title", "said", "occasion", "place", "speakers", "first_published"),
}


def card(document: Document) -> Document:
    """What other records show of this one: its address and the fields that name it."""
    kind = document["record_kind"]
    return {"record_kind": kind, "ref": document["ref"]} | {name: document[name] for name in CARD_FIELDS[kind]}


def cards_by_ref(document: Document) -> dict[str, Document]:
    """The card of this document under its address; empty for a claim, which others name by address alone."""
    return {document["ref"]: card(document)} if document["record_kind"] in CARD_FIELDS else {}


def stub(kind: str, ref: str) -> Document:
    """A card before it is filled: `resolve` puts the real one in its place."""
    return {"record_kind": kind, "ref": ref}


def resolve(document: Document, card_of: CardOf) -> Document:
    """The document with every card inside it replaced by `card_of(ref)`; a card it does not know stays as it is.

    What was formerly said keeps the names of its day, also those of records merged since; only a stub is filled.
    """
    return {key: (_filled if key == "formerly" else _resolved)(value, card_of) for key, value in document.items()}


def named(value: Any) -> Iterator[str]:
    """The refs of all cards inside a document, cards within cards included; its own ref is not one of them."""
    waiting = [value]
    for part in waiting:
        inside: Iterable[Any] = part.values() if isinstance(part, dict) else part
        for inner in inside:
            if isinstance(inner, dict):
                waiting.append(inner)
                if _is_card(inner):
                    yield inner["ref"]
            elif isinstance(inner, list):
                waiting.append(inner)


def _resolved(value: Any, card_of: CardOf) -> Any:
    if isinstance(value, list):
        return [_resolved(part, card_of) for part in value]
    if not isinstance(value, dict):
        return value
    found = card_of(value["ref"]) if _is_card(value) else None
    return found if found is not None else resolve(value, card_of)


def _filled(value: Any, card_of: CardOf) -> Any:
    if isinstance(value, list):
        return [_filled(part, card_of) for part in value]
    if not isinstance(value, dict):
        return value
    if _is_card(value):
        return (card_of(value["ref"]) if value.keys() == {"record_kind", "ref"} else None) or value
    return {key: _filled(part, card_of) for key, part in value.items()}


def _is_card(value: Any) -> bool:
    return isinstance(value, dict) and "ref" in value and "record_kind" in value
