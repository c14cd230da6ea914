"""Home, lists and filters: what they show, in which order, and that 30 rows cost no more queries than one."""

import re

import made
import pytest
import varied
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from visitor import read

from statements.catalogue.models import Page

pytestmark = pytest.mark.django_db


def queries(client, url):
    """How many queries a visit costs after the first one since something was published, which reads the census."""
    client.get(url)
    cache.clear()  # where the page itself would be kept
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def many(number, *, found_in, ministry, statement, subject):
    """Claims of one source, all saying something of the same records."""
    claims = [made.claim(found_in=found_in, paraphrase=f"Claim {n}.") for n in range(number)]
    for claim in claims:
        made.ascribe(claim, ministry, statement=statement)
        made.ascribe(claim, made.agent(f"Speaker of {claim.ref}"))
        claim.claim_subjects.create(subject=subject)
    for claim in claims[1:]:
        claim.relations.create(kind="repeats", to=claims[0], stated_by=found_in.source)
    for claim in claims:
        made.publish(claim)
    return claims


def test_thirty_rows_cost_no_more_queries_than_one(client):
    parts = {"ministry": made.agent(), "statement": made.statement(), "subject": made.subject()}
    capture = made.capture()
    first = many(1, found_in=capture, **parts)[0]
    lists = ["home", "claims", "statements", "sources", "agents", "subjects"]
    urls = [reverse(name) for name in lists]
    urls += [
        Page.objects.get(ref=record.ref).get_absolute_url() for record in (*parts.values(), capture, capture.source)
    ]
    urls += [f"/claims/?mode=indirect&holder={parts['ministry'].ref}"]
    claim_url = reverse("claim", args=[first.ref])
    before = {url: queries(client, url) for url in [*urls, claim_url]}

    more = many(30, found_in=capture, **parts)
    for other in more:
        other.relations.create(kind="repeats", to=first, stated_by=capture.source)
        other.refresh_from_db()
        other.touch(by=made.user("curator"))
        made.publish(other)

    after = {url: queries(client, url) for url in [*urls, claim_url]}
    assert after == before
    assert after[claim_url] == 2
    assert max(after.values()) <= 8
    assert read(client, claim_url).count('<li class="row">') == 30


def test_earlier_revision_costs_two_queries(client):
    claim = made.claim()
    made.publish(claim)

    assert queries(client, reverse("claim_revision", args=[claim.ref, 1])) == 2


def test_claims_are_listed_newest_first_and_paged_by_key(client):
    claims = [made.claim(paraphrase=f"Claim {n}.") for n in range(27)]
    for claim in claims:
        made.publish(claim)

    first = read(client, "/claims/")
    following = re.search(r'<a href="(/claims/\?after=[^"]*)" rel="next">', first)[1]
    second = read(client, following)

    shown = re.findall(r">Claim (\d+)\.</a>", first + second)
    assert shown == [str(n) for n in range(26, -1, -1)]
    assert "27 claims" in first
    assert 'rel="next"' not in second


@pytest.mark.parametrize(("kind", "name"), [("statement", "statements"), ("agent", "agents"), ("source", "sources")])
def test_plain_lists_are_paged_by_key(client, kind, name):
    claim = made.claim()
    for n in range(27):
        speaker = made.agent(f"Body {n}")
        work = made.source(f"Work {n}")
        made.ascribe(claim, speaker, statement=made.statement(f"Act {n}", speaker=speaker), cited_work=work)
    claim.links.filter(position__gt=20).delete()
    made.publish(claim)
    other = made.claim()
    for n in range(10):
        speaker = made.agent(f"More {n}")
        made.ascribe(
            other,
            speaker,
            statement=made.statement(f"More acts {n}", speaker=speaker),
            cited_work=made.source(f"More {n}"),
        )
    made.publish(other)

    refs = re.compile(rf'row__claim"><a href="/{name}/([^"/]*)/"')
    first = read(client, f"/{name}/")
    following = re.search(r'<a href="([^"]*)" rel="next">', first)[1]
    second = read(client, following)

    expected = list(Page.objects.public().of_kind(kind).values_list("ref", flat=True))
    assert refs.findall(first) + refs.findall(second) == expected
    assert len(expected) > 25
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["x", "-1", "1e9", "9" * 30, "٣"])
def test_malformed_place_in_a_plain_list_is_said_and_matches_nothing(client, after):
    made.publish(made.claim())

    page = read(client, f"/sources/?after={after}")

    assert "is not a place in this list; start again from the first page." in page
    assert "Bridges closed" not in page


def test_malformed_and_unknown_parameters_are_said_and_match_nothing(client):
    made.publish(made.claim())

    page = read(client, "/claims/?kind=bogus&nonsense=1")

    assert "nonsense: there is no such parameter." in page
    assert "kind: “bogus” is not one of" in page
    assert "41 bridges" not in page
    assert "41 bridges" in read(client, "/claims/?utm_source=x")


def test_empty_result_says_what_it_means(client):
    assert "No claims are published yet" in read(client, "/claims/")

    made.publish(made.claim())

    assert "An empty result says what this archive holds, not what was said." in read(client, "/claims/?q=lighthouse")


def test_active_filters_are_shown_in_words_and_can_be_taken_off(client):
    archive = varied.archive()

    page = read(client, f"/claims/?origin={archive.bo.ref}&mode=direct&said_from=1990")

    chips = re.findall(r'<a rel="nofollow" href="([^"]*)"><bdi>(.*?)</bdi> <span aria-hidden', page)
    assert chips == [
        ("/claims/?mode=direct&amp;said_from=1990", "Said by: Bo Sample"),
        (f"/claims/?origin={archive.bo.ref}&amp;said_from=1990", "How it is attributed: direct quotation"),
        (f"/claims/?origin={archive.bo.ref}&amp;mode=direct", "Said from: 1990"),
    ]
    assert 'value="direct" checked' in page
    assert f'name="origin" value="{archive.bo.ref}"' in page


def test_the_form_keeps_every_value_of_a_repeated_parameter(client):
    page = read(client, "/claims/?language=en&language=az&kind=event&kind=legal&q=bridges&q=keys")

    assert re.findall(r'name="language" value="(\w+)" checked', page) == ["en", "az"]
    assert '<input type="hidden" name="q" value="keys">' in page
    assert re.findall(r'name="kind" value="(\w+)" checked', page) == ["event", "legal"]


def test_list_offers_the_same_set_as_a_file(client):
    archive = varied.archive()

    page = read(client, f"/claims/?origin={archive.ministry.ref}&sort=said")

    link = re.search(r'href="(/claims\.csv[^"]*)">Download these claims as CSV', page)[1]
    rows = b"".join(client.get(link)).decode().splitlines()
    assert link == f"/claims.csv?origin={archive.ministry.ref}"
    assert len(rows) - 1 == page.count('<li class="row">') == 4


def test_statement_rows_count_their_claims_by_mode(client):
    varied.archive()

    page = read(client, "/statements/")

    assert re.findall(r'<span class="mode mode--(\w+)">[^<]*: (\d+)', page) == [("direct", "1"), ("indirect", "2")]


def test_home_shows_statements_claims_with_attribution_and_totals(client):
    varied.archive()

    page = read(client, "/")

    totals = dict(zip(re.findall(r"<dt>(.*?)</dt>", page), re.findall(r"<dd>(.*?)</dd>", page), strict=True))
    assert totals == {
        "statements": "1",
        "claims": "10",
        "of them with no attribution stated": "1",
        "people and bodies": "6",
        "sources": "5",
        "subjects": "1",
    }
    assert page.count('<div class="row__att">') == 6


def test_an_empty_archive_has_every_list(client):
    for name in ("home", "claims", "statements", "sources", "agents", "subjects", "about"):
        assert "<h1>" in read(client, reverse(name))
