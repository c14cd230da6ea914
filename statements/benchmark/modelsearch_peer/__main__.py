"""Indexes claims, or asks queries of them: `index` or `ask` as the argument, JSON in and out."""

import json
import sys
import time
from urllib.parse import parse_qs

import django
from django.conf import settings
from django.core.management import call_command

PAGE = 25


def main() -> None:
    """Set up Django with the database that is named, and do what the argument says."""
    asked = json.load(sys.stdin)
    settings.configure(
        DATABASES={"default": asked["database"]},
        INSTALLED_APPS=["django.contrib.contenttypes", "modelsearch", "modelsearch_peer"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        # Without a language of its own, as the archive has many: an English one finds no "the".
        MODELSEARCH_BACKENDS={"default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "simple"}},
        SECRET_KEY="of-nothing",  # noqa: S106 - nothing is signed
        USE_TZ=True,
    )
    django.setup()
    act = {"index": index, "ask": ask}[sys.argv[1]]
    json.dump(act(asked), sys.stdout)


def index(asked: dict) -> float:
    """Store and index the claims; gives the seconds that indexing took."""
    from modelsearch_peer.models import Claim  # needs the settings

    call_command("migrate", run_syncdb=True, verbosity=0)
    Claim.objects.all().delete()
    Claim.objects.bulk_create(_claim(Claim, text) for text in asked["texts"])
    begin = time.perf_counter()
    call_command("rebuild_modelsearch_index", verbosity=0)
    return time.perf_counter() - begin


def ask(asked: dict) -> list[dict]:
    """Seconds of each (kind, query string), in the database and in all, for a first page and the number of all hits.

    Each is asked twice, as the archive is, and timed the second time.
    """
    _search(asked["warming"][0])
    return [{"kind": kind, "first": _search(query)["database"], **_search(query)} for kind, query in asked["queries"]]


def _claim(model: type, text: dict) -> object:
    year = text["said_edtf"][:4]
    return model(
        ref=text["claim_id"],
        words=f"{text['verbatim']} {text['paraphrase']}",
        names=f"{text['attribution']} {text['source_title']}",
        kind=text["kind"],
        speaker=text["origin_id"],
        year=int(year) if year.isdecimal() else None,
    )


def _search(query: str) -> dict:
    from django.db import connection  # these need the settings
    from stopwatch import Stopwatch

    watch = Stopwatch()
    begin = time.perf_counter()
    with connection.execute_wrapper(watch):
        results = _results({name: values[0] for name, values in parse_qs(query).items()})
        shown = list(results[:PAGE])
        found = results.count()
    whole = time.perf_counter() - begin
    return {"database": watch.seconds, "whole": whole, "found": found, "shown": len(shown)}


def _results(asked: dict) -> object:
    from modelsearch.backends import get_search_backend  # these need the settings
    from modelsearch.query import Phrase
    from modelsearch_peer.models import Claim

    engine, claims, words = get_search_backend(), _narrowed(Claim.objects.all(), asked), asked["q"]
    if words.startswith('"'):
        return engine.search(Phrase(words.strip('"')), claims, operator="and")
    if words.endswith("*"):
        return engine.autocomplete(words.rstrip("*"), claims, operator="and")
    return engine.search(words, claims, operator="and")


def _narrowed(claims: object, asked: dict) -> object:
    if "kind" in asked:
        claims = claims.filter(kind=asked["kind"])
    if "origin" in asked:
        claims = claims.filter(speaker=asked["origin"])
    if "said_from" in asked:
        claims = claims.filter(year__gte=int(asked["said_from"]), year__lte=int(asked["said_to"]))
    return claims


main()
