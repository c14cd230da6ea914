"""Stores an invented archive: parts are made in processes of their own and stored here in their order."""

import gc
import multiprocessing
from collections.abc import Callable, Iterator
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

AHEAD = 2  # parts made but not stored yet, by process


def held() -> list[str]:
    """What an archive holds that a made one would be mixed up with, in words; empty for an empty archive."""
    tables = [*ORDER, Revision]
    return [
        f"{number} {model._meta.verbose_name_plural}" for model in tables if (number := model._default_manager.count())
    ]


def load(archive: Archive, *, processes: int, note: Callable[[Made], None]) -> int:
    """Store all parts, each in a transaction of its own; `note` hears of each. Says how many rows they have."""
    stored = 0
    with _without_index():
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
    with multiprocessing.get_context("fork").Pool(processes, _begin, [archive]) as pool:
        waiting = []
        for part in archive.parts():
            waiting.append(pool.apply_async(_make, [part]))
            if len(waiting) >= AHEAD * processes:
                yield waiting.pop(0).get()
        for result in waiting:
            yield result.get()


_archive: Archive


def _begin(archive: Archive) -> None:
    global _archive
    _archive = archive


def _make(part: Part) -> Made:
    with _uncollected():
        return _archive.make(part)


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


def _count_on() -> None:
    """Let the next key of every table follow the last one that was given here."""
    for statement in connection.ops.sequence_reset_sql(
        no_style(), list(apps.get_app_config("statements").get_models())
    ):
        with connection.cursor() as cursor:
            cursor.execute(statement)
