"""Searching: thirteen kinds of query, ranked and counted, beside modelsearch over claims with the same words."""

import time
from typing import Any

from django.db import OperationalError
from django.http import QueryDict
from django.test import Client

from statements.benchmark.figures import REFUSED
from statements.benchmark.stopwatch import watched
from statements.catalogue.filters import ClaimSelection, claims_for


def asked(*, queries: list[list[str]], warming: list[str]) -> list[dict[str, Any]]:
    """Seconds in the database, of the whole search and of its page in this process, of each (kind, query string).

    Each is asked twice: `first` is the time in the database of the first, whose rows may have to come from the disk.
    `warming` are other queries, asked before, so that nothing is loaded while others are timed.
    """
    client = Client(headers={"host": "127.0.0.1"})
    for query in warming:
        _search(query)
        _seconds_of_page(client, query)
    return [
        {"kind": kind, "first": _search(query)["database"], **_search(query), "page": _seconds_of_page(client, query)}
        for kind, query in queries
    ]


def _search(query: str) -> dict[str, Any]:
    begin = time.perf_counter()
    with watched() as watch:
        selection = claims_for(QueryDict(query))
        if selection.errors:
            raise ValueError(f"/claims/?{query}: {selection.errors[0]}")
        shown, count, remark = _answer(selection)
    whole = time.perf_counter() - begin
    return {"database": watch.seconds, "whole": whole, "found": count, "shown": shown, "remark": remark}


def _answer(selection: ClaimSelection) -> tuple[int, int, str]:
    """How many claims the page shows, and how many were counted; or that the database gave up."""
    try:
        return len(selection.page().claims), selection.count, ""
    except OperationalError:
        return 0, 0, f"{REFUSED} with a timeout"


def _seconds_of_page(client: Client, query: str) -> float:
    """Of the page with its snippets, filters and words, made in this process."""
    begin = time.perf_counter()
    client.get(f"/claims/?{query}")
    return time.perf_counter() - begin
