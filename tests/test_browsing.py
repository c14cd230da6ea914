"""Ways in without a search: by year and by subject; every number is what its link shows."""

import html
import re

import made
import pytest
from django.urls import reverse
from test_pages_lists import queries
from test_years import said_on
from visitor import read, text_of

from statements import publishing
from statements.surfaces import browsing

pytestmark = pytest.mark.django_db


def about(*subjects, paraphrase="Said of it."):
    """A published claim about these subjects."""
    claim = made.claim(paraphrase=paraphrase)
    for subject in subjects:
        claim.claim_subjects.create(subject=subject)
    made.publish(claim)
    return claim


def shown(page):
    """(name, number) of each subject in the page, in order."""
    found = re.findall(r'<a href="/subjects/[^"]*"><bdi[^>]*>(.*?)</bdi></a>.*?class="num">(.*?)</span>', page, re.S)
    return [(html.unescape(name), int(re.sub(r"<[^>]*>", "", number))) for name, number in found]


@pytest.mark.parametrize("by", ["said", "about"])
def test_every_decade_and_year_leads_to_the_claims_it_counts(client, by):
    body = made.agent()
    for edtf in ("1987-05-01", "199X", "1991/1992", "2003", "2003-04-XX", ""):
        said_on(edtf, body)
    gone = said_on("1975", body)
    publishing.withdraw([gone], by=made.user("publisher"), reason="Asked for.")

    page = read(client, f"/years/?by={by}")

    table = re.search(r"<table.*?</table>", page, re.S)[0]
    decades = re.findall(r'<th scope="row">(.*?)</th><td class="num"><a href="(.*?)">(\d+)</a>', table)
    years = re.findall(r'<a href="([^"]*)">(\d+)</a> <span class="muted">(\d+)</span>', table)
    assert [(name, number) for name, _, number in decades] == [
        ("1980–1989", "1"),
        ("1990–1999", "2"),
        ("2000–2009", "2"),
    ]
    assert len(years) == 12
    for link, number in [(link, number) for _, link, number in decades] + [(link, n) for link, _, n in years]:
        assert read(client, html.unescape(link)).count('<li class="row">') == int(number)
    assert "1 claim gives no such date. 2 claims have a date that spans several years" in text_of(page)


def test_claims_are_counted_by_the_year_of_their_source_too(client):
    source = made.source(published_edtf="1964", published_basis="stated")
    made.publish(made.claim(found_in=made.capture(of=source)))

    page = read(client, "/years/?by=published")

    assert '<a href="/claims/?published_from=1964&amp;published_to=1964">1964</a>' in page


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("/years/?by=moon", "by: “moon” is not one of said, about, published."),
        ("/years/?by=said&by=about", "by: can be given only once."),
        ("/years/?year=1991", "year: there is no such parameter."),
        ("/browse/?kind=moon", "kind: “moon” is not one of event, place, instrument, topic."),
        ("/browse/?kind=event&sort=size", "sort: “size” is not one of name, date, -claims."),
        ("/browse/?sort=date", "sort: name a kind as well."),
        ("/browse/?kind=event&letter=Q", "letter: no subject of this kind begins with “Q”."),
        (
            "/browse/?kind=event&after=t-0000000000",
            "after: “t-0000000000” is not a place in this list; start again from the first page.",
        ),
        ("/browse/?kind=event&letter=A&letter=B", "letter: can be given only once."),
        ("/browse/?page=2", "page: there is no such parameter."),
    ],
)
def test_bad_parameters_are_said_and_match_nothing(client, url, problem):
    about(made.subject())
    said_on("1991", made.agent())

    page = read(client, url)

    assert f'<ul class="problems"><li>{problem}</li></ul>' in page
    assert shown(page) == []
    assert "<table" not in page


def test_tracking_parameters_are_ignored(client):
    said_on("1991", made.agent())

    assert "1990–1999" in read(client, "/years/?utm_source=letter")


def test_subjects_are_shown_by_kind_with_their_claims(client):
    places = [made.subject(name, kind="place", edtf="") for name in ("Zebra Lane", "Əlmalı", "Bridge Street")]
    for subject in places[:2]:
        about(subject, paraphrase="One.")
    about(places[0], paraphrase="Two.")
    older, newer = made.subject("Town, 1992", edtf="1992"), made.subject("Town, 2021", edtf="2021")
    about(older, newer)
    draft = made.claim(paraphrase="A draft.")
    draft.claim_subjects.create(subject=made.subject("Draft Place", kind="place", edtf=""))

    overview = read(client, "/browse/")
    by_claims = read(client, "/browse/?kind=place&sort=-claims")

    assert shown(overview) == [("Town, 2021", 1), ("Town, 1992", 1), ("Əlmalı", 1), ("Zebra Lane", 2)]
    assert shown(by_claims) == [("Zebra Lane", 2), ("Əlmalı", 1)]
    assert shown(read(client, "/browse/?kind=place")) == [("Əlmalı", 1), ("Zebra Lane", 2)]
    assert shown(read(client, "/browse/?kind=event")) == [("Town, 1992", 1), ("Town, 2021", 1)]
    link = re.search(r'href="(/claims/\?subject=[^"]*)" aria-label="2 claims about Zebra Lane"', by_claims)[1]
    assert read(client, link).count('<li class="row">') == 2


def test_many_subjects_are_paged_and_parted_by_their_first_letter(client):
    claim = made.claim()
    for n in range(browsing.PAGE_SIZE + 5):
        claim.claim_subjects.create(subject=made.subject(f"{'AB'[n % 2]} place {n:03}", kind="place", edtf=""))
    made.publish(claim)

    first = read(client, "/browse/?kind=place")
    second = read(client, html.unescape(re.search(r'href="([^"]*)" rel="next"', first)[1]))
    letter = read(client, "/browse/?kind=place&sort=name&letter=B")

    names = [name for name, _ in shown(first) + shown(second)]
    assert names == sorted(names)
    assert len(names) == browsing.PAGE_SIZE + 5
    assert 'rel="next"' not in second
    assert [name[0] for name, _ in shown(letter)] == ["B"] * 52
    assert 'letter=B" aria-current="true">B</a>' in letter


def test_thirty_subjects_cost_no_more_queries_than_one(client):
    claim = about(made.subject())
    urls = [reverse("browse"), f"{reverse('browse')}?kind=event", f"{reverse('browse')}?kind=event&sort=-claims"]
    urls += [reverse("years"), f"{reverse('years')}?by=about"]
    before = [queries(client, url) for url in urls]

    for n in range(30):
        claim.claim_subjects.create(subject=made.subject(f"Town, {1990 + n}", edtf=str(1990 + n)))
        said_on(str(1990 + n), made.agent(f"Body {n}"))
    claim.refresh_from_db()
    claim.touch(by=made.user("curator"))
    made.publish(claim)

    assert [queries(client, url) for url in urls] == before == [3, 2, 2, 2, 1]


def test_empty_archive_can_be_browsed(client):
    assert "No claim held here has such a date." in read(client, "/years/")
    assert read(client, "/browse/").count("None yet") == 4
    assert "0 subjects of this kind" in read(client, "/browse/?kind=event")


def test_home_and_every_footer_lead_to_both(client):
    page = read(client, "/")

    assert page.count(f'href="{reverse("browse")}"') == 2
    assert page.count(f'href="{reverse("years")}"') == 2
