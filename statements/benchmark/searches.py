"""Searching: thirteen kinds of query, ranked and counted, beside modelsearch over claims with the same words."""

import time
from typing import Any

from django.http import QueryDict
from django.test import Client

from statements.benchmark.stopwatch import watched
from statements.catalogue.filters import claims_for


def asked(*, queries: list[list[str]], warming: list[str]) -> list[dict[str, Any]]:
    """Seconds in the database, of the whole search and of its page in this process, of each (kind, query string).

    `warming` are other queries, asked before, so that nothing is loaded while others are timed.
    """
    client = Client(headers={"host": "127.0.0.1"})
    for query in warming:
        _search(query)
        _seconds_of_page(client, query)
    return [{"kind": kind, **_search(query), "page": _seconds_of_page(client, query)} for kind, query in queries]


def _search(query: str) -> dict[str, Any]:
    begin = time.perf_counter()
    with watched() as watch:
        selection = claims_for(QueryDict(query))
        shown = selection.page().claims
        count = selection.count
    whole = time.perf_counter() - begin
    if selection.errors:
        raise ValueError(f"/claims/?{query}: {selection.errors[0]}")
    return {"database": watch.seconds, "whole": whole, "found": count, "shown": len(shown)}


def _seconds_of_page(client: Client, query: str) -> float:
    """Of the page with its snippets, filters and words, made in this process."""
    begin = time.perf_counter()
    response = client.get(f"/claims/?{query}")
    if response.status_code != 200:
        raise ValueError(f"/claims/?{query} answered {response.status_code}.")
    return time.perf_counter() - begin
