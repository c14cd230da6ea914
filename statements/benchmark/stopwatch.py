"""How long the database takes for what it is asked, and how often it is asked."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection

FETCHING = ("fetchone", "fetchmany", "fetchall")


class Stopwatch:
    """Seconds that queries took with the reading of their rows, which is where SQLite does much of its work."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Django's execute wrapper."""
        self.queries += 1
        cursor = context["cursor"]
        for name in FETCHING:
            setattr(cursor, name, self._timed(getattr(cursor, name)))
        return self._timed(execute)(sql, params, many, context)

    def _timed(self, act: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(act)
        def timed(*arguments: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            try:
                return act(*arguments, **named)
            finally:
                self.seconds += time.perf_counter() - begin

        return timed


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """A stopwatch of all that is asked of the database meanwhile."""
    watch = Stopwatch()
    with connection.execute_wrapper(watch):
        yield watch
