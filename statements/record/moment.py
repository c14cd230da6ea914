"""The archive as it stands at one moment, for files whose parts must agree with each other."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# Workers beside the server's own would only be used to sort, which keeps the first row back until all are read.
_ON_POSTGRESQL = """
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SET LOCAL statement_timeout = 0;
SET LOCAL max_parallel_workers_per_gather = 0
"""


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one state of the archive, takes as long as it takes, and cannot write.

    Nobody who writes waits for it. Inside a transaction it is what that transaction sees.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_ON_POSTGRESQL)
            yield
    else:
        with _reading_on_sqlite():
            yield


@contextmanager
def _reading_on_sqlite() -> Iterator[None]:
    """A transaction that only reads: Django's own would take the lock of a writer at its start."""
    with connection.cursor() as cursor:
        connection.connection.set_progress_handler(None, 0)  # of the question that the file is the answer to
        cursor.execute("PRAGMA query_only = ON")
        cursor.execute("BEGIN")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            cursor.execute("PRAGMA query_only = OFF")
