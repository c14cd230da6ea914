"""The best match first: what comes before what, and how its pages follow one another."""

import re

import made
import pytest
from django.http import QueryDict
from finding import asked, bare_rows, best, copies, counted_rows, found, order, tell
from visitor import read

from statements.catalogue import finding as finding_claims
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow

pytestmark = pytest.mark.django_db


def test_words_count_more_than_names():
    bare_rows(("nothing of it", "harbour"), ("harbour", ""), ("nothing at all", "harbour"))

    assert order("harbour") == [1, 2, 0]


def test_phrase_as_typed_comes_first():
    bare_rows(
        "old bridge and new bridge and old bridge", "a very old harbour with a bridge", "the old bridge " + "more " * 30
    )
    bare_rows("bridge old", "old ferry, bridge of boats", first=3)

    assert order("old bridge")[:2] in ([0, 2], [2, 0])
    assert set(order("old bridge")) == {0, 1, 2, 3, 4}


def test_more_often_and_more_of_the_queries_come_first():
    bare_rows("bridge by the sea", "bridge upon bridge upon bridge", "sea and land", "filler", "filler again")

    assert order("bridge") == [1, 0]
    assert order("bridge", "sea")[0] in (0, 1)
    assert order("bridge", "sea")[-1] == 2


def test_rarer_words_come_first():
    counted_rows(*["common words here"] * 20, "rare words here", *["common words here"] * 20)

    assert order("common", "rare")[0] == 20


def test_equals_stand_newest_first():
    bare_rows(*["the same words"] * 5)

    assert order("same words") == [4, 3, 2, 1, 0]
    assert order("-other") == [4, 3, 2, 1, 0]
    assert order("same", "-other") == [4, 3, 2, 1, 0]


def test_other_filters_narrow_what_is_ranked():
    direct = tell("A bridge was closed.")
    indirect = made.claim(paraphrase="A bridge, a bridge!")
    made.ascribe(indirect, "an official")
    made.publish(indirect)

    assert best("bridge", mode="indirect") == [indirect.ref]
    assert best("bridge", mode="none") == [direct.ref]
    assert best("bridge", mode="own") == []
    assert best("bridge", origin="a-0000000000") == []
    assert set(best("bridge", said_from="1990", mode="indirect")) == set()


def test_the_best_200_are_paged_once_each_and_the_others_are_by_date(client):
    capture = made.capture()
    claims = [made.claim(found_in=capture, paraphrase=f"Claim {n}.") for n in range(2)]
    for claim in claims:
        made.publish(claim)
    copies(ClaimRow.objects.first(), 203)

    page = read(client, "/claims/?q=bridges&kind=event")

    shown = best("bridges")
    assert len(shown) == len(set(shown)) == finding_claims.BEST
    assert "205 claims" in page
    assert "The best 200 are shown; " in page
    assert '<a href="/claims/?q=bridges&amp;kind=event&amp;sort=-said">see all by date</a>' in page
    assert "The best" not in read(client, "/claims/?q=bridges&sort=-said")
    assert len(found("bridges")) == 205


def test_next_page_goes_on_after_the_claim_that_was_last_whatever_came_before_it():
    bare_rows(*["the same words"] * 6)
    first = claims_for(asked(q="same"), best_first=True).page(size=2)
    bare_rows("same same same", first=6)

    second = claims_for(QueryDict(first.next_query), best_first=True).page(size=2)

    assert [row.claim_id for row in second.claims] == ["c-0000000003", "c-0000000002"]
    assert not {row.claim_id for row in first.claims} & {row.claim_id for row in second.claims}


def test_next_page_goes_on_at_its_rank_where_the_last_claim_is_gone():
    bare_rows(*["the same words"] * 6)
    first = claims_for(asked(q="same"), best_first=True).page(size=2)
    ClaimRow.objects.filter(claim_id=first.claims[-1].claim_id).delete()

    second = claims_for(QueryDict(first.next_query), best_first=True).page(size=2)

    assert [row.claim_id for row in second.claims] == ["c-0000000002", "c-0000000001"]


def test_page_shows_the_best_first_and_the_file_the_newest(client):
    better = tell("Bridge upon bridge upon bridge.")
    newer = tell("There was a bridge, among many other things that were told on that day.")

    page = read(client, "/claims/?q=bridge")
    rows = client.get("/claims.csv?q=bridge").getvalue().decode().splitlines()

    assert re.findall(r'row__claim"><a href="/claims/([^/]*)/', page) == [better.ref, newer.ref]
    assert [row[:12] for row in rows[1:]] == [newer.ref, better.ref]
    assert re.findall(r'<option value="([^"]*)" selected>([^<]*)<', page) == [("", "best match")]


def test_an_order_asked_for_prevails_and_without_words_the_newest_come_first(client):
    better = tell("Bridge upon bridge upon bridge.")
    newer = tell("There was a bridge, among many other things that were told on that day.")

    newest = read(client, "/claims/?q=bridge&sort=-added")
    wordless = read(client, "/claims/?q=&sort=")

    for page in (newest, wordless):
        assert re.findall(r'row__claim"><a href="/claims/([^/]*)/', page) == [newer.ref, better.ref]
    assert re.findall(r'<option value="([^"]*)" selected>', newest) == ["-added"]
    assert re.findall(r'<option value="([^"]*)" selected>', wordless) == [""]


def test_taking_the_words_off_takes_their_order_off(client):
    tell("A bridge.")

    page = read(client, "/claims/?q=bridge&sort=relevance&kind=event")

    assert re.findall(r'<a rel="nofollow" href="([^"]*)"><bdi>Words', page) == ["/claims/?kind=event"]
