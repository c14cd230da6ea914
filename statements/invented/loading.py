"""Stores an invented archive: parts are made in processes of their own and stored here in their order."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from statements.catalogue import index, words
from statements.invented.archive import REASON, Archive, Made, Part
from statements.publishing import bulk
from statements.publishing.bulk import Approver
from statements.publishing.plan import ORDER
from statements.record.revision import Revision

_BUILT_AT_ONCE = """
SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid::regclass::text LIKE 'statements\\_%' AND NOT indisunique
UNION ALL
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text LIKE 'statements\\_%'
"""
AHEAD = 2  # parts made but not stored yet, by process
_own: dict[str, Archive] = {}  # of a process that makes parts: what they are parts of


def held() -> list[str]:
    """What an archive holds that a made one would be mixed up with, in words; empty for an empty archive."""
    tables = [*ORDER, Revision]
    return [
        f"{number} {model._meta.verbose_name_plural}" for model in tables if (number := model._default_manager.count())
    ]


def load(archive: Archive, *, processes: int, note: Callable[[Made], None]) -> int:
    """Store all parts, each in a transaction of its own; `note` hears of each. Says how many rows they have."""
    stored = 0
    with _without_index(), _unindexed_and_unchecked():
        for made in _made(archive, processes):
            with transaction.atomic():
                approver = Approver(archive.approver, made.part.at, REASON)
                bulk.store(made.composed, approver)
                for found in made.desk:
                    found.insert()
            stored += made.rows
            note(made)
    _count_on()
    return stored


def _made(archive: Archive, processes: int) -> Iterator[Made]:
    if not processes:
        for part in archive.parts():
            with _uncollected():
                yield archive.make(part)
        return
    # A process of its own must not share a connection with this one.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=[archive]) as pool:
        waiting: deque[Future[Made]] = deque()
        for part in archive.parts():
            waiting.append(pool.submit(_make, part))
            if len(waiting) >= AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begin(archive: Archive) -> None:
    _own["archive"] = archive
    gc.freeze()  # what is there by now stays: no search for rubbish need look at it


def _make(part: Part) -> Made:
    with _uncollected():
        return _own["archive"].make(part)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A part is a hundred thousand objects that all live until it is made: looking for rubbish among them is idle."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _without_index() -> Iterator[None]:
    """Full-text indexes are built quicker from all rows than row by row."""
    index.drop()
    try:
        yield
    finally:
        index.create()
        words.rebuild()


@contextmanager
def _unindexed_and_unchecked() -> Iterator[None]:
    """PostgreSQL indexes all rows, and checks what they point at, in a fraction of the time it takes row by row."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BUILT_AT_ONCE)
        found = cursor.fetchall()
    _execute(drop for drop, _ in found)
    try:
        yield
    finally:
        _execute(add for _, add in found)


def _execute(statements: Iterable[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _count_on() -> None:
    """Let the next key of every table follow the last one that was given here."""
    _execute(connection.ops.sequence_reset_sql(no_style(), list(apps.get_app_config("statements").get_models())))
