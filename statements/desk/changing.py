"""The change set that is open now: whatever is saved, deleted or moved on at the desk notes its record here."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Noted:
    """Records by model and key: those added, those whose content changed, those only moved on, and those deleted."""

    added: set[Hashable] = field(default_factory=set)
    changed: dict[Hashable, None] = field(default_factory=dict)  # in the order in which they came
    moved: dict[Hashable, Any] = field(default_factory=dict)
    deleted: dict[Hashable, Any] = field(default_factory=dict)


_open: ContextVar[Noted | None] = ContextVar("change set", default=None)


def noted() -> Noted | None:
    """What the open change set has noted so far; None where none is open."""
    return _open.get()


@contextmanager
def begun() -> Iterator[Noted]:
    """Open a change set; it is closed at the end, whatever happens inside."""
    token = _open.set(Noted())
    try:
        yield _open.get()
    finally:
        _open.reset(token)


def note(record: Any) -> None:
    """Note that a record or one of its parts has other content now."""
    if found := noted():
        found.changed[type(record), record.pk] = None


def note_move(record: Any) -> None:
    """Note that a record was sent, published, withdrawn or the like; its content stays."""
    if found := noted():
        found.moved[type(record), record.pk] = record
