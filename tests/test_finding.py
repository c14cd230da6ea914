"""Whichever way a search takes, it finds what a look through all claims finds, or says that it looked at the newest."""

import pytest
from django.db import connection, transaction
from finding import asked, best, counted_rows, numbers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statements.catalogue import finding as ways
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow
from statements.catalogue.search import UnusableQuery, parse

pytestmark = pytest.mark.django_db

WORDS = ("bridge", "bridges", "river", "old", "closed", "мост", "köprü")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
QUERIES = st.lists(
    st.sampled_from(["bridge", "bri*", "-river", '"old bridge"', "closed", "-closed", "мост"]), min_size=1, max_size=3
).map(" ".join)


NEWEST = (ways.ONE_BY_ONE, ways.IN_ORDER, ways.BY_INDEX, ways.BY_BOTH, ways.ALL)


@pytest.fixture(params=["looked through", "fetched", *NEWEST])
def way(request, monkeypatch):
    """Each of the three ways, and each way in which the newest are looked at, taken whatever the number of claims."""
    if request.param == ways.BY_BOTH and connection.vendor == "sqlite":
        pytest.skip("SQLite has its own index of words only")
    if request.param != "looked through":
        monkeypatch.setattr(ways, "LOOKED_THROUGH", 0)
    if request.param in NEWEST:
        monkeypatch.setattr(ways, "FETCHED", -1)
        monkeypatch.setattr(ways, "SAMPLED", 2)
        monkeypatch.setattr(ways, "_costs", lambda *known: {request.param: 1.0})
    return request.param


def holding(query):
    """Numbers of the rows that hold what is asked for, by looking at each."""
    asked_for = parse(query)
    rows = ClaimRow.objects.values_list("claim_id", "search_words", "search_names")
    return sorted(int(ref[2:]) for ref, words, names in rows if asked_for.holds(words, names))


@pytest.mark.parametrize(
    "query",
    ["bridge", "bridges", "bri*", "old bridge", '"old bridge"', "bridge -river", "мост", "nothing", "bridge river old"],
)
def test_every_way_finds_what_holds_the_words(way, query):
    counted_rows("old bridge", "bridge old", "river", "bridges of the river", ("closed", "old bridge"), "мост", "köprü")

    selection = claims_for(asked(q=query), best_first=True)

    found = sorted(int(row.claim_id[2:]) for row in selection.page().claims)
    assert found == holding(query)
    assert (selection.count, selection.is_counted) == (len(found), True)
    assert numbers(query) == found


@pytest.mark.parametrize("query", ["-river", "-bridge -old"])
def test_what_must_not_stand_there_is_looked_for_among_the_newest(monkeypatch, query):
    monkeypatch.setattr(ways, "LOOKED_THROUGH", 4)
    counted_rows("river", "bridge", "old", "river", "closed", "river", "bridge", "closed")

    selection = claims_for(asked(q=query), best_first=True)

    shown = [int(row.claim_id[2:]) for row in selection.page().claims]
    assert shown == [number for number in reversed(holding(query)) if number >= 4]
    assert (selection.is_counted, selection.ranked_among) == (False, 0)


def test_very_many_are_ranked_among_the_newest_and_that_is_said(monkeypatch):
    for name, few in (("LOOKED_THROUGH", 0), ("FETCHED", 10), ("SAMPLED", 20), ("BEST", 5), ("RANKED", 8)):
        monkeypatch.setattr(ways, name, few)
    counted_rows(*["bridge"] * 50, *["bridge bridge"] * 2, *["filler"] * 50, *["a longer text with a bridge"] * 20)

    selection = claims_for(asked(q="bridge"), best_first=True)

    shown = [int(row.claim_id[2:]) for row in selection.page(3).claims]
    assert shown == [121, 120, 119]
    assert selection.best_size == 5
    assert selection.ranked_among == 8
    assert not selection.is_whole
    assert selection.looked_at == 20
    assert 20 <= selection.count <= 122


def test_the_number_of_claims_with_one_word_is_exact_however_many(monkeypatch):
    for name in ("LOOKED_THROUGH", "FETCHED"):
        monkeypatch.setattr(ways, name, 0)
    monkeypatch.setattr(ways, "SAMPLED", 2)
    monkeypatch.setattr(ways, "BEST", 2)
    counted_rows(*["2021"] * 9, "1992", *["2021"] * 4)

    selection = claims_for(asked(q="2021"), best_first=True)

    assert (selection.count, selection.is_counted) == (13, True)
    assert not selection.is_whole


def test_other_forms_of_a_word_count_less_than_the_word():
    counted_rows("the bridge was closed", "the bridges were closed", "bridges")

    assert best("bridges")[0] == "c-0000000002"
    assert set(best("bridges")) == {"c-0000000000", "c-0000000001", "c-0000000002"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=8), query=QUERIES)
def test_any_query_finds_the_same_every_way(db, texts, query):
    try:
        parse(query)
    except UnusableQuery:
        return
    with transaction.atomic():
        counted_rows(*texts)
        expected = holding(query)
        for limits in ((3000, 8000), (0, 8000), (0, -1)):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(ways, "LOOKED_THROUGH", limits[0] if parse(query).wanted else 3000)
                patch.setattr(ways, "FETCHED", limits[1])
                patch.setattr(ways, "SAMPLED", 1)
                found = claims_for(asked(q=query), best_first=True)
                assert sorted(int(row.claim_id[2:]) for row in found.page().claims) == expected
        transaction.set_rollback(True)
