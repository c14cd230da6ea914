"""Deleting drafts at the desk: what goes along, and what stands in the way."""

import desk
import made
import pytest
from django.utils.html import strip_tags
from test_admin_many import queries, with_parts

from statements.admin.deleting import MORE_NAME_IT, MOST_NAMED
from statements.choices import FigureTie
from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.desk.history import RecordChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client, curator):
    client.force_login(curator)
    return client


def listed(page):
    """The records that the page lists as going along, or as standing in the way."""
    return strip_tags(page.split('id="deleted-objects">')[1].split("</ul>")[0]).split("\n")


def counted(claim, **tie):
    return claim.figures.create(
        number=9, as_written="4", low=4, high=4, measure="bridges", tie=FigureTie.PART_OF, **tie
    )


def asked(client, record):
    return listed(client.get(desk.address("delete", record)).content.decode())


def test_a_draft_goes_with_its_parts_which_need_no_right_of_their_own(at_desk):
    claim = with_parts(2)
    spans = claim.spans.count()

    page = at_desk.get(desk.address("delete", claim)).content.decode()
    at_desk.post(desk.address("delete", claim), {"post": "yes"})

    told = strip_tags(page)
    for words in ("Links: 2", "Holders: 4", "Doubts: 2", "Figures: 2", "Relations: 2", f"Spans: {spans}"):
        assert words in told
    [only] = filter(str.strip, listed(page))
    assert only.endswith(f"41 bridges were closed. · {claim.ref}")
    assert not Claim.objects.filter(pk=claim.pk).exists()
    assert RecordChange.objects.get(ref=claim.ref).what == "deleted"


def test_the_page_asks_as_often_for_thirty_parts_of_each_kind_as_for_one(at_desk):
    few, _ = queries(at_desk, one := with_parts(1), desk.address("delete", one))

    many, _ = queries(at_desk, claim := with_parts(30), desk.address("delete", claim))

    assert many == few


def test_records_that_name_it_are_listed_once_and_not_without_end(at_desk):
    agent = made.agent()
    said = made.statement("Speech", speaker=agent)
    first = asked(at_desk, agent)
    made.ascribe(made.claim("Other words", found_in=made.capture("Other words")), agent)
    few, _ = queries(at_desk, agent, desk.address("delete", agent))
    for n in range(MOST_NAMED + 5):
        claim = made.claim(f"Words {n}", found_in=made.capture(f"Words {n}"))
        made.ascribe(claim, agent)
        made.ascribe(claim, agent)

    many, page = queries(at_desk, agent, desk.address("delete", agent))
    at_desk.post(desk.address("delete", agent), {"post": "yes"})

    assert [line.strip() for line in filter(str.strip, first)] == [
        f"Statement: Speech · {agent} · no date · {said.ref}"
    ]
    assert page.count("Claim: <a") + page.count("Statement: <a") == MOST_NAMED
    assert MORE_NAME_IT in page
    assert many == few
    assert Agent.objects.filter(pk=agent.pk).exists()


def test_a_claim_whose_figure_another_is_tied_to_stays(at_desk):
    claim = with_parts(1)
    other = made.claim(found_in=claim.capture)
    counted(other, tied_to=claim.figures.get())

    in_the_way = asked(at_desk, claim)
    at_desk.post(desk.address("delete", claim), {"post": "yes"})

    assert other.ref in "".join(in_the_way)
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_a_claim_whose_figures_are_tied_to_each_other_is_deleted(at_desk):
    claim = with_parts(1)
    counted(claim, tied_to=claim.figures.get())

    gone = asked(at_desk, claim)
    at_desk.post(desk.address("delete", claim), {"post": "yes"})

    assert claim.ref in "".join(gone)
    assert not Claim.objects.filter(pk=claim.pk).exists()


def test_several_are_asked_for_with_what_stands_in_the_way_of_one(at_desk):
    free, named = made.agent("Free"), made.agent("Named")
    made.statement("Speech", speaker=named)
    chosen = {"action": "delete_selected", "_selected_action": [free.pk, named.pk], "post": "yes"}

    page = at_desk.post(desk.listing(Agent), chosen).content.decode()

    assert "Statement: <a" in page
    assert Agent.objects.count() == 2


def with_a_total_and_its_part():
    words = "41 bridges, 4 of them old, and 9 roads"
    claim = made.claim(words, found_in=made.capture(words))
    made.ascribe(claim, made.agent())
    total = claim.figures.create(number=1, as_written="41", low=41, high=41, measure="bridges")
    claim.figures.create(number=2, as_written="9", low=9, high=9, measure="roads")
    counted(claim, tied_to=total)
    return claim, total


def saved_without(client, claim, rows, **typed):
    """The page after the form was saved with these rows of its figures ticked as removed."""
    page = client.get(desk.address("change", claim))
    ticked = {f"figures-{row}-DELETE": "on" for row in rows}
    return client.post(desk.address("change", claim), desk.typed_from(page) | ticked | typed, follow=True)


def test_a_figure_stays_as_long_as_one_of_another_claim_is_tied_to_it(at_desk):
    claim, total = with_a_total_and_its_part()
    other = made.claim("4 of them old", found_in=claim.capture)
    counted(other, tied_to=total)

    page = saved_without(at_desk, claim, [0, 2])

    said = f"The figure 41 (bridges) cannot be removed: 4 (bridges) in {other.ref} is tied to it."
    assert said in desk.errors(page)
    assert claim.figures.count() == 3


def test_figures_that_are_tied_to_each_other_are_removed_together(at_desk):
    claim, _ = with_a_total_and_its_part()

    saved_without(at_desk, claim, [0, 2])

    assert [figure.measure for figure in claim.figures.all()] == ["roads"]


def test_a_figure_goes_once_its_part_is_tied_to_another(at_desk):
    claim, _ = with_a_total_and_its_part()

    saved_without(at_desk, claim, [0], **{"figures-2-tied_to": claim.figures.get(number=2).pk})

    assert [(figure.measure, figure.tied_to) for figure in claim.figures.all()] == [
        ("roads", None),
        ("bridges", claim.figures.get(number=2)),
    ]
