"""The reading view: text cut into marked pieces, claims beside their passage, gaps said, nothing of the text lost."""

import html
import re

import made
import pytest
import varied
from django.urls import reverse

from statements.catalogue.models import Page
from statements.surfaces.reading import Reading

pytestmark = pytest.mark.django_db


def read(client, record):
    response = client.get(reverse(str(record.record_kind), args=[record.ref]))
    assert response.status_code == 200
    return response.content.decode()


def plain(page):
    """The text of each paragraph as a visitor reads it, without paragraph marks and claim numbers."""
    paragraphs = re.findall(r'<p><a class="para".*?</a>(.*?)</p>', page, re.S)
    bare = [re.sub(r'<a class="ref .*?</a>', "", paragraph) for paragraph in paragraphs]
    return [html.unescape(re.sub(r"<[^>]*>", "", paragraph)) for paragraph in bare]


def pieces(page):
    """(mode and depth, orders, text) of each marked piece."""
    found = re.findall(r'<span class="mark mark--([^"]*?) (k[^"]*)">(.*?)</span>(?!</span>)', page)
    return [(mode, orders, html.unescape(re.sub(r"<[^>]*>", "", text))) for mode, orders, text in found]


def test_text_is_shown_as_it_stands(client):
    archive = varied.archive()

    assert plain(read(client, archive.article)) == [
        line for line in varied.ARTICLE.split("\n\n") if line != "Nothing else happened that day."
    ]
    assert plain(read(client, archive.arabic_source)) == varied.ARABIC.split("\n\n")


def test_nested_and_crossing_spans_are_cut_into_pieces_that_name_all_their_claims(client):
    archive = varied.archive()

    assert pieces(read(client, archive.article))[2:6] == [
        ("indirect", "k1", "Bo Sample was quoted by Ada Author as saying "),
        ("direct mark--over", "k1 k2", '"we never closed it ... '),
        ("direct mark--over", "k1 k3 k2", '[not once]"'),
        ("indirect", "k3", ", and that residents thought otherwise"),
    ]


def test_only_the_quoted_words_of_a_mixed_claim_are_marked_as_quoted(client):
    archive = varied.archive()

    page = read(client, archive.article)

    assert re.findall(r'<span class="q">(.*?)</span>', page) == ["&quot;an error&quot;"]


def test_every_claim_has_a_number_in_the_text_and_its_card_beside(client):
    archive = varied.archive()

    page = read(client, archive.article)

    cards = re.findall(r'class="claim k(\d+)" id="([^"]*)"><a href="#m-([^"]*)"', page)
    marks = re.findall(r'class="ref k(\d+)" id="m-([^"]*)" href="#([^"]*)" aria-label="Claim (\d+):', page)
    assert len(cards) == len(marks) == 8
    assert sorted((ref, k) for k, ref, _ in cards) == sorted((ref, k) for k, ref, _, _ in marks)
    assert all(ref == target for _, ref, target, _ in marks)
    assert sorted(int(number) for *_, number in marks) == list(range(1, 9))


def test_claims_with_the_same_attribution_share_a_card(client):
    archive = varied.archive()

    page = read(client, archive.article)

    third = page.split('<div class="passage">')[3]
    assert re.findall(r'class="att"><b><bdi>(.*?)</bdi>', third) == ["Foreign Ministry of Exampleland", "Bo Sample"]
    assert re.findall(r'class="claim k\d+" id="(.*?)"', third) == [
        archive.report.ref,
        archive.crossing.ref,
        archive.chain.ref,
    ]


def test_passages_that_are_not_shown_are_said_to_be_missing(client):
    archive = varied.archive()

    page = read(client, archive.article)

    assert "Nothing else happened that day." not in page
    assert page.count("[passage not shown]") == 1
    assert page.index("an error") < page.index("[passage not shown]") < page.index("the keys were lost")


def test_a_gap_at_either_end_is_said_too(client):
    capture = made.capture("First.\n\nThe bridge was closed.\n\nLast words.", of=made.source(display="passages"))
    claim = made.claim("The bridge was closed", found_in=capture)
    made.publish(claim)

    page = read(client, capture.source)

    assert plain(page) == ["The bridge was closed."]
    assert page.count("[passage not shown]") == 2


def test_a_source_shown_without_its_text_lists_its_claims_with_attribution(client):
    capture = made.capture(of=made.source(display="none"))
    claim = made.claim(found_in=capture)
    made.publish(claim)

    page = read(client, capture.source)

    assert "The text is not shown here; only its claims are." in page
    assert 'class="edition"' not in page
    assert f'<li class="row" id="{claim.ref}">' in page
    assert "The mayor said" not in page


def test_claims_without_words_are_listed_below_the_text(client):
    capture = made.capture()
    made.publish(made.claim(found_in=capture), silent := made.claim("", found_in=capture, paraphrase="Bridges matter."))

    page = read(client, capture.source)

    below = page.split("Claims without words in the text shown")[1]
    assert f'<li class="row" id="{silent.ref}">' in below
    assert below.index("No attribution stated") < below.index("Bridges matter.")


def test_right_to_left_text_turns_the_view_but_not_its_cards(client):
    archive = varied.archive()

    page = read(client, archive.arabic_source)

    assert re.search(r'<article class="edition"\s+dir="rtl"', page)
    assert '<div class="passage__text" lang="ar" dir="rtl">' in page
    assert '<details class="notes" dir="ltr" open>' in page


def test_paragraphs_without_claims_join_the_passage_before_them(client):
    capture = made.capture("One was closed.\n\nNothing here.\n\nNor here.\n\nTwo were open.")
    made.publish(made.claim("One was closed", found_in=capture), made.claim("Two were open", found_in=capture))

    passages = read(client, capture.source).split('<div class="passage">')[1:]

    assert [plain(passage) for passage in passages] == [
        ["One was closed.", "Nothing here.", "Nor here."],
        ["Two were open."],
    ]


def test_claim_over_several_paragraphs_is_marked_in_each_and_has_one_card(client):
    capture = made.capture("It began here.\n\nIt ended there.")
    claim = made.claim("here.\n\nIt ended", found_in=capture)
    made.publish(claim)

    page = read(client, capture.source)

    assert [text for _, _, text in pieces(page)] == ["here.", "It ended"]
    assert page.count(f'id="{claim.ref}"') == 1
    assert len(re.findall(r'id="(m-[^"]*)"', page)) == len(set(re.findall(r'id="(m-[^"]*)"', page))) == 2


def test_hostile_text_is_escaped(client):
    text = 'He said <script>alert(1)</script> & "><img src=x onerror=alert(2)> twice.'
    capture = made.capture(text, of=made.source("<b>Bold</b>", author="<i>Eve</i>"))
    claim = made.claim("<script>alert(1)</script>", found_in=capture, paraphrase="<em>He</em> said it.")
    made.ascribe(claim, "<u>Somebody</u>", cue="said")
    made.publish(claim)

    pages = [read(client, capture.source), read(client, claim), client.get("/claims/").content.decode()]

    assert plain(pages[0]) == [text]
    for page in pages:
        assert not re.search(r"<(script>|img|b>Bold|i>Eve|em>He|u>Some)", page)


def test_characters_outside_the_basic_plane_do_not_shift_marks(client):
    capture = made.capture("🌉🌉 e\u0301tude: the bridge was closed.")
    made.publish(made.claim("the bridge was closed", found_in=capture))

    assert [text for _, _, text in pieces(read(client, capture.source))] == ["the bridge was closed"]


def test_pieces_together_are_the_passage_whatever_covers_it():
    text = "abcdefghij"
    spans = [(0, 10), (2, 5), (4, 8), (4, 8), (9, 10)]
    claims = []
    for start, end in spans:
        claim = made.claim(text[start:end], found_in=made.capture(text) if not claims else claims[0].capture)
        claims.append(claim)
        made.publish(claim)
    documents = [claim_document(claim) for claim in claims]
    passage = {"number": 1, "start": 0, "end": 10, "text": text}

    (row,) = Reading(
        documents[0]["capture"] | {"source": documents[0]["source"], "characters": 10}, [passage], documents
    ).passages

    found = row.paragraphs[0].pieces
    assert "".join(piece.text for piece in found) == text
    assert [(piece.text, [marked.number for marked in piece.marked]) for piece in found] == [
        ("ab", [1]),
        ("cd", [1, 2]),
        ("e", [1, 3, 4, 2]),
        ("fgh", [1, 3, 4]),
        ("i", [1]),
        ("j", [1, 5]),
    ]
    assert sorted(marked.number for piece in found for marked in piece.ending) == [1, 2, 3, 4, 5]


def claim_document(claim):
    return Page.objects.get(ref=claim.ref).document


def test_the_page_of_a_source_with_45_claims_stays_light(client, settings):
    words = [f"Number {n} of the bridges in this part of the country was closed on that very day" for n in range(45)]
    capture = made.capture("\n\n".join(". ".join(words[at : at + 5]) + "." for at in range(0, 45, 5)))
    ministry = made.agent()
    for n, said in enumerate(words):
        claim = made.claim(said, found_in=capture, paraphrase=f"Bridge number {n} was closed on the day in question.")
        if n % 3:
            made.ascribe(claim, ministry)
        made.publish(claim)

    page = read(client, capture.source)

    css = sum((settings.BASE_DIR / "static" / sheet).stat().st_size for sheet in ("site.css", "reading.css"))
    assert page.count('class="claim k') == 45
    assert len(page.encode()) + css < 60_000
