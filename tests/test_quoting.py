import gzip
import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import FAMILY, LETTERS, TEXT

from statements import quoting, spans
from statements.quoting import Found
from statements.spans import SpanProblem

DATA = Path(__file__).parents[2] / "shared/data"


def words_of(text, found):
    return [text[start:end] for start, end in found.pieces]


# Finding


def test_find_gives_every_exact_place_without_notes():
    assert quoting.find("one two one", "one") == [Found(((0, 3),), ()), Found(((8, 11),), ())]


def test_find_gives_exact_places_alone():
    text = "it's here and it’s there"

    assert quoting.find(text, "it’s") == [Found(((14, 18),), ())]


def test_find_gives_places_that_overlap():
    assert quoting.find("ha ha ha", "ha ha") == [Found(((0, 5),), ()), Found(((3, 8),), ())]


def test_find_gives_very_long_words_that_overlap_once():
    assert quoting.find("a" * 1001, "a" * 1000) == [Found(((0, 1000),), ())]


@pytest.mark.parametrize("words", ["", "  \n", "not there", "the Ministry said", "THE MINISTRY"])
def test_find_gives_nothing_for_what_is_not_there(words):
    assert quoting.find(TEXT, words) == []


def test_find_ignores_white_space_around_the_words():
    assert quoting.find(TEXT, "\n  ministry \xa0") == [Found(((4, 12),), ())]


@pytest.mark.parametrize(
    ("words", "there", "notes"),
    [
        ('"constitute serious breaches"', "“constitute serious breaches”", ("quotation marks differ",)),
        ("«constitute serious breaches»", "“constitute serious breaches”", ("quotation marks differ",)),
        ("The court's", "The court’s", ("quotation marks differ",)),
        ("treaty, and stressed", "treaty,\nand\xa0stressed", ("spaces differ",)),
        ("treaty,\r\n\r\nand stressed", "treaty,\nand\xa0stressed", ("spaces differ",)),
        ("stressed - once", "stressed — once", ("dashes differ",)),
        ("stressed -- once", "stressed — once", ("dashes differ",)),
        ("once more... —", "once more… —", ("dots of an ellipsis differ",)),
        ("once more.... —", "once more… —", ("dots of an ellipsis differ",)),
        ("min\xadistry\u200b said", "ministry said", ("invisible characters differ",)),
        (
            "of the  treaty, and stressed – once more...",
            "of the treaty,\nand\xa0stressed — once more…",
            ("spaces differ", "dashes differ", "dots of an ellipsis differ"),
        ),
    ],
)
def test_find_tolerates_and_tells_differences_of_typing(words, there, notes):
    found = quoting.find(TEXT, words)

    assert [words_of(TEXT, place) for place in found] == [[there]]
    assert found[0].notes == notes


def test_find_takes_in_what_is_invisible_in_the_text_between_words_only():
    text = "a \u200bre\xadport\u200b b"

    (found,) = quoting.find(text, "report")

    assert words_of(text, found) == ["re\xadport"]


def test_find_composes_pasted_letters():
    assert quoting.find("un café", "cafe\N{COMBINING ACUTE ACCENT}") == [Found(((3, 7),), ())]


def test_find_gives_nothing_that_cuts_a_character():
    assert quoting.find(f"a{FAMILY}b", "👩") == []
    assert words_of("❤\ufe0f ❤!", quoting.find("❤\ufe0f ❤!", "❤")[0]) == ["❤"]


@pytest.mark.parametrize(
    ("words", "there", "notes"),
    [
        ("ministry said … serious breaches", ["ministry said", "serious breaches"], ("ellipsis",)),
        ("ministry said [...] serious breaches", ["ministry said", "serious breaches"], ("ellipsis",)),
        ("ministry said [ … ] serious breaches", ["ministry said", "serious breaches"], ("ellipsis",)),
        ("ministry said (…) serious breaches", ["ministry said", "serious breaches"], ("ellipsis",)),
        ("ministry said . . . serious breaches", ["ministry said", "serious breaches"], ("ellipsis",)),
        ("… serious breaches …", ["serious breaches"], ("ellipsis",)),
        ("ministry [of roads] said", ["ministry said"], ("insertion",)),
        ("railway bridges [of the north].", ["railway bridges."], ("insertion",)),
        ("ministry [of roads] said … 6 railway", ["ministry said", "6 railway"], ("ellipsis", "insertion")),
        ("[t]he court’s verdict", ["The court’s verdict"], ("letter",)),
        ("closed, … [t]he court’s", ["closed,", "The court’s"], ("ellipsis", "letter")),
        ("gravity”. [t]he mayor", ["gravity”. The mayor"], ("letter",)),
        ("41 [road] bridges … verdict", ["41 [road] bridges", "verdict"], ("ellipsis",)),
        ("ministry … 41 [road] bridges", ["ministry", "41 [road] bridges"], ("ellipsis",)),
        ("41 [the] bridges", ["41", "bridges"], ("insertion",)),
        ("stressed — once more… — that … verdict", ["stressed — once more… — that", "verdict"], ("ellipsis",)),
        ('"constitute ... breaches"', ["“constitute", "breaches”"], ("quotation", "ellipsis")),
    ],
)
def test_find_lets_an_ellipsis_or_an_insertion_stand_for_other_words(words, there, notes):
    said = {
        "ellipsis": "an ellipsis stands for skipped words",
        "insertion": "an insertion in brackets is not in the source",
        "letter": "a letter in brackets differs in case only",
        "quotation": "quotation marks differ",
    }

    found = quoting.find(TEXT, words)

    assert [words_of(TEXT, place) for place in found] == [there]
    assert sorted(found[0].notes) == sorted(said[note] for note in notes)


@pytest.mark.parametrize("words", ["41 [road] bridges", "once more… — that", "[road]"])
def test_find_takes_what_stands_in_the_text_as_one_piece(words):
    (found,) = quoting.find(TEXT, words)

    assert words_of(TEXT, found) == [words]
    assert found.notes == ()


@pytest.mark.parametrize(
    "words",
    [
        "serious breaches … ministry said",
        "minis … breaches",
        "ministry … each",
        "ministry … not there",
        "[T]here closures",
        "[s]he court’s",
        "closed, [t]he court’s",
        "[...]",
        "[…] […]",
        "ministry" + " … said" * 21,
    ],
)
def test_find_does_not_stretch_an_ellipsis(words):
    assert quoting.find(TEXT, words) == []


def test_find_skips_no_further_than_the_window():
    near, far = "start" + " " + "x" * 1990 + " end", "start" + " " + "x" * 1991 + " end"

    assert quoting.find(near, "start … end") == [
        Found(((0, 5), (1997, 2000)), ("an ellipsis stands for skipped words",))
    ]
    assert quoting.find(far, "start … end") == []


def test_find_gives_a_long_quotation_with_one_insertion():
    text = "word " * 900

    (found, *_) = quoting.find(text, "word " * 400 + "[sic] " + "word " * 400)

    assert found == Found(((0, 3999),), ("an insertion in brackets is not in the source",))


def test_find_gives_every_place_of_a_broken_quotation():
    text = "The road was closed. " * 3

    found = quoting.find(text, "The … was [now] closed.")

    assert [place.pieces[0][0] for place in found] == [0, 21, 42]


def test_find_joins_words_of_chinese_across_an_ellipsis():
    text = "部长说道路已经关闭了"

    (found,) = quoting.find(text, "部长说…关闭")

    assert words_of(text, found) == ["部长说", "关闭"]


@given(LETTERS, st.data())
def test_find_finds_every_part_of_a_text(text, data):
    text = unicodedata.normalize("NFC", text)
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))].lstrip()
    start, words = text.find(words, start), words.rstrip()
    try:
        spans.anchor(text, start, start + len(words))
    except SpanProblem:
        return

    found = quoting.find(text, words)

    if unicodedata.is_normalized("NFC", words):
        assert Found(((start, start + len(words)),), ()) in found
        assert {text[slice(*place.pieces[0])] for place in found} == {words}


@given(LETTERS, LETTERS)
def test_whatever_find_gives_can_be_anchored(text, words):
    for found in quoting.find(text, words):
        assert found.pieces == tuple(sorted(found.pieces))
        for start, end in found.pieces:
            assert spans.anchor(text, start, end).exact == text[start:end]


@given(LETTERS, LETTERS)
def test_differing_always_has_something_to_say(text, words):
    assert quoting.differing(text, words)


WORDS = st.sampled_from(["ab", "c", "re\xadport", "café", "😀", "[road]"])
GAPS = st.sampled_from([" ", "\n\n", "\xa0", " — ", "—", "… ", "... ", " “", "” ", "’", ". ", "\u200b"])


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=12), st.data())
def test_find_finds_a_part_of_a_text_however_it_is_typed(parts, data):
    first = data.draw(st.integers(0, len(parts) - 1))
    part = "".join(word + gap for word, gap in parts[first:])
    typed = part.replace("…", "...").replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "–")
    typed = typed.replace("\xa0", " ").replace("\n\n", " ").replace("\xad", "").replace("\u200b", "")
    text = "".join(word + gap for word, gap in parts)

    found = quoting.find(text, typed)

    assert found
    assert len(text) - len(part) in [place.pieces[0][0] for place in found] or found[0].notes == ()


def test_find_is_quick_in_a_text_of_five_megabytes():
    text = (TEXT + " More words follow here.\n\n") * 20_000 + "LAST “words” of all"
    typed = 'LAST "words" of all'
    long_words = (TEXT.replace("“", '"') * 40)[:10_000]
    started = time.perf_counter()

    found = quoting.find(text[-5_000_000:], typed)
    missing = quoting.find(text[-5_000_000:], long_words)

    assert (len(found), missing) == (1, [])
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "words", ["a" * 5000 + "b", "a … b … c", "a [x] " * 15, ". . . " * 15, "“" * 1000, " - " * 900]
)
@pytest.mark.parametrize("letter", ["a", " ", "-", ".", "“", "[", "a “"])
def test_find_is_quick_in_a_text_made_to_be_slow(letter, words):
    text = letter * 300_000
    started = time.perf_counter()

    quoting.find(text, words)
    quoting.differing(text, words)

    assert time.perf_counter() - started < 3


# Telling what differs


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "The ministry said that the openings were legal",
            "found up to ‘The ministry said that the’; then the text has ‘closures 'constitute serious breaches'’ "
            "where you have ‘openings were legal’",
        ),
        ("nowhere at all", "the text nowhere has ‘nowhere at all’"),
        ("the mayor left.", "found up to ‘the’; then the text has ‘closures 'constitute serious breaches'’ where you "
         "have ‘mayor left.’"),
        ("The mayor left. Then", "found up to ‘The mayor left.’; then the text ends where you have ‘Then’"),
        (
            "ministry said … 6 train bridges",
            "found up to ‘6’; then the text has ‘railway bridges. The court's’ where you have ‘train bridges’",
        ),
        (
            "serious breaches … ministry said",
            "each part is in the text, but not in this order within 2,000 characters",
        ),
        (" \n", "there are no words to look for"),
    ],
)  # fmt: skip
def test_differing_says_where_the_words_leave_the_text(words, message):
    assert quoting.find(TEXT, words) == []
    assert quoting.differing(TEXT, words) == message


def test_differing_says_when_words_cut_a_character():
    assert quoting.differing(f"a{FAMILY}b", "👩") == "the words are in the text, but begin or end inside a character"


# Choosing


# Real articles


@pytest.mark.skipif(not DATA.exists(), reason="the development data is not here")
def test_gold_spans_of_real_articles_are_found_again():
    path = DATA / "attribution/german-wikinews.dev.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in list(lines)[:100]]

    for article in articles:
        text = unicodedata.normalize("NFC", article["text"])
        for attribution in article["attributions"] if text == article["text"] else ():
            start, end = attribution["content"]
            span = spans.anchor(text, start, end)
            typed = span.exact.replace("„", '"').replace("“", '"').replace("\n", "  ").replace("–", "-")
            assert (start + len(span.exact) - len(span.exact.lstrip())) in [
                found.pieces[0][0] for found in quoting.find(text, typed)
            ]
            assert spans.reanchor(span, "Vorab.\n" + text) in (
                spans.anchor("Vorab.\n" + text, start + 7, end + 7),
                None,
            )
