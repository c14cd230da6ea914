"""What a visitor sees of what was found: matches marked in the claim, never in its attribution."""

import re

import made
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from finding import copies
from visitor import read

from statements.catalogue.models import ClaimRow

pytestmark = pytest.mark.django_db


def test_found_words_are_marked_in_the_claim_and_never_in_the_attribution(client):
    ministry = made.agent("Xocalı Ministry")
    capture = made.capture("“Xocalı <b>burned</b>”, they said.")
    claim = made.claim("“Xocalı <b>burned</b>”", found_in=capture, paraphrase="It burned.")
    made.ascribe(claim, ministry, mode="direct")
    made.publish(claim)

    page = read(client, "/claims/?q=xocali+burn*")

    assert "“<mark>Xocalı</mark> &lt;b&gt;<mark>burned</mark>&lt;/b&gt;”" in page
    assert "Paraphrase: It <mark>burned</mark>." in page
    assert page.count("<mark>") == 3
    assert "<mark>" not in read(client, "/claims/?q=ministry")
    assert "<mark>" not in read(client, "/claims/")


def test_words_found_in_the_source_alone_are_shown_beside_the_paraphrase(client):
    claim = made.claim("41 bridges were closed", paraphrase="Crossing was impossible.")
    made.publish(claim)

    page = read(client, "/claims/?q=bridges")

    assert "Crossing was impossible." in page
    assert "Words of the source: " in page
    assert "“41 <mark>bridges</mark> were closed”" in page
    assert "Words of the source" not in read(client, "/claims/?q=crossing")


def test_long_claim_is_cut_round_what_was_found(client):
    text = "Before. " + "word " * 100 + "the needle stood here " + "word " * 100 + "After."
    made.publish(made.claim(text.strip(), found_in=made.capture(text.strip()), paraphrase=""))

    page = read(client, "/claims/?q=needle")

    shown = re.search(r"“\[\.\.\.\] [^“”]*<mark>needle</mark>[^“”]* \[\.\.\.\]”", page)[0]
    assert len(shown) < 280


@pytest.mark.parametrize("query", ["q=bridges", "q=bridges&q=closed+-x&kind=event", "q=bridges&sort=said"])
def test_thirty_found_rows_cost_no_more_queries_than_one(client, query):
    def cost():
        client.get(f"/claims/?{query}")  # brings the census up to date
        with CaptureQueriesContext(connection) as asked_of:
            assert client.get(f"/claims/?{query}").status_code == 200
        return len(asked_of)

    capture = made.capture()
    made.publish(made.claim(found_in=capture))
    before = cost()
    copies(ClaimRow.objects.first(), 29)

    assert cost() == before <= 8
