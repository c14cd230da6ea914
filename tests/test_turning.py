"""Turning pages: forward, back, and what stands on them while records are being published."""

import re

import made
import pytest
from visitor import element, read

from statements.catalogue.models import Page
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db
OLDER = r'<a href="([^"]*)" rel="next">Older entries'
NEWER = r'<a href="([^"]*)" rel="prev">Newer entries'
SHOWN = re.compile(r'row__claim"><a href="/\w+/([^"/]*)/"')


def add(number, first=0):
    claims = []
    for n in range(first, first + number):
        claim = made.claim("41 bridges", found_in=made.capture(of=made.source(f"Paper {n}")))
        speaker = made.agent(f"Speaker {n}")
        made.ascribe(claim, speaker, statement=made.statement(f"Act {n}", speaker=speaker))
        claim.claim_subjects.create(subject=made.subject(f"Subject {n}"))
        claims.append(claim)
    made.publish(*claims)


def has(page, pattern):
    return re.search(pattern, page) is not None


def test_lists_are_turned_forward_and_back_and_end_where_they_began(client):
    add(60)

    for kind in ("statement", "agent", "source", "subject"):
        turn_forward_and_back(client, kind)


def turn_forward_and_back(client, kind):
    name = f"{kind}s"
    expected = list(Page.objects.public().of_kind(kind).values_list("ref", flat=True))

    pages = [read(client, f"/{name}/")]
    while has(pages[-1], OLDER):
        pages.append(read(client, element(pages[-1], OLDER)))
    back = [pages[-1]]
    while has(back[-1], NEWER):
        address = element(back[-1], NEWER)
        back.append(read(client, address))

    assert [ref for page in pages for ref in SHOWN.findall(page)] == expected
    assert [SHOWN.findall(page) for page in reversed(back)] == [SHOWN.findall(page) for page in pages]
    assert address == f"/{name}/"
    assert not has(pages[0], NEWER)


def test_pages_stay_as_they_are_while_records_are_published(client):
    add(60)
    second = element(read(client, "/sources/"), OLDER)
    third = element(read(client, second), OLDER)
    before = [SHOWN.findall(read(client, address)) for address in (second, third)]

    add(30, first=60)

    assert [SHOWN.findall(read(client, address)) for address in (second, third)] == before
    assert SHOWN.findall(read(client, element(read(client, third), NEWER))) == before[0]
    newer = SHOWN.findall(read(client, element(read(client, second), NEWER)))
    newest = list(Page.objects.public().of_kind("source").values_list("ref", flat=True))
    assert newer == newest[30:55]


@pytest.mark.parametrize("name", ["sources", "agents", "statements", "subjects", "corrections"])
@pytest.mark.parametrize("after", ["x", "-1", "1e9", "9" * 30, "٣", "0x1", " 1", "1;DROP TABLE x"])
def test_forged_places_are_said_and_match_nothing(client, name, after):
    add(1)

    page = read(client, f"/{name}/?after={after}")

    assert f"after: “{after}” is not a place in this list; start again from the first page." in page
    assert "row__claim" not in page


@pytest.mark.parametrize("name", ["sources", "agents", "statements", "subjects"])
def test_places_beyond_both_ends_show_what_is_there(client, name):
    add(2)

    beyond, above = read(client, f"/{name}/?after=1"), read(client, f"/{name}/?after={10**18 - 1}")

    assert "Nothing follows." in beyond
    assert element(beyond, NEWER) == f"/{name}/"
    assert SHOWN.findall(above) == SHOWN.findall(read(client, f"/{name}/"))
    assert not has(above, NEWER)


def test_corrections_are_turned_forward_and_back(client):
    claim = made.claim()
    made.publish(claim)
    for n in range(55):
        claim.refresh_from_db()
        claim.paraphrase = f"Version {n}."
        claim.save()
        claim.touch(by=made.user("curator"))
        made.publish(claim, reason="A slip.")
    shown = re.compile(r'<li id="n(\d+)">')

    pages = [read(client, "/corrections/")]
    while has(pages[-1], OLDER):
        pages.append(read(client, element(pages[-1], OLDER)))
    back = read(client, element(pages[2], NEWER))

    numbers = Revision.objects.exclude(act="publish").order_by("-number").values_list("number", flat=True)
    assert [int(number) for page in pages for number in shown.findall(page)] == list(numbers)
    assert shown.findall(back) == shown.findall(pages[1])
    assert element(back, NEWER) == "/corrections/"
    assert "There are no older corrections." in read(client, "/corrections/?after=1")
    assert "nonsense: there is no such parameter." in read(client, "/corrections/?nonsense=1")


def test_far_pages_cost_no_more_queries_than_the_first(client, django_assert_max_num_queries):
    add(60)
    second = element(read(client, "/sources/"), OLDER)

    with django_assert_max_num_queries(5):
        client.get(second)
