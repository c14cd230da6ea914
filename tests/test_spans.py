import gzip
import json
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import spans
from statements.spans import Found, Piece, Span, SpanProblem

TEXT = (
    "The ministry said that the closures “constitute serious breaches” of the treaty,\n"
    "and\xa0stressed — once more… — that 41 [road] bridges were closed, including 6 railway bridges. "
    "The court’s verdict spoke of “acts of particular gravity”. The mayor left."
)
FAMILY = "👩\u200d👩\u200d👧"
LETTERS = st.text(alphabet="ab \n“”é😀שע‏١\u0301\u200d[]….-", max_size=60)
DATA = Path(__file__).parents[2] / "shared/data"


def words_of(text, found):
    return [text[start:end] for start, end in found.pieces]


# Anchoring and checking


def test_anchor_keeps_the_words_and_what_stands_beside_them():
    text = "x" * 40 + "WORDS" + "y" * 40

    assert spans.anchor(text, 40, 45) == Span(40, 45, "WORDS", "x" * 32, "y" * 32)


def test_anchor_keeps_less_beside_words_at_the_edges():
    assert spans.anchor("abc", 0, 3) == Span(0, 3, "abc", "", "")
    assert spans.anchor("abc", 1, 2) == Span(1, 2, "b", "a", "c")


def test_offsets_count_code_points():
    text = "😀 Xocalı مدينة"

    assert spans.anchor(text, 2, 8).exact == "Xocalı"
    assert spans.anchor(text, 9, 14).exact == "مدينة"


@pytest.mark.parametrize(("start", "end"), [(0, 0), (2, 1), (-1, 2), (0, 4), (3, 4), (-3, -1)])
def test_anchor_refuses_what_is_empty_or_outside(start, end):
    with pytest.raises(SpanProblem) as problem:
        spans.anchor("abc", start, end)

    assert str(problem.value) == f"{start}–{end} is not a stretch of this text of 3 characters."


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("e\u0301x", 0, 1),
        ("e\u0301x", 1, 3),
        ("a❤\ufe0fb", 1, 2),
        (f"a{FAMILY}b", 1, 2),
        (f"a{FAMILY}b", 1, 3),
        (f"a{FAMILY}b", 3, 6),
        ("👍🏽!", 0, 1),
        ("🇦🇿🇦🇲", 0, 1),
        ("🇦🇿🇦🇲", 1, 3),
        ("كَتَبَ", 0, 1),
        ("हिन्दी", 0, 1),
        ("1\ufe0f\u20e3", 0, 2),
    ],
)
def test_anchor_refuses_to_cut_a_character_as_readers_see_it(text, start, end):
    with pytest.raises(SpanProblem, match="cuts through a character at"):
        spans.anchor(text, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("e\u0301x", 0, 2),
        ("a❤\ufe0fb", 1, 3),
        (f"a{FAMILY}b", 1, 6),
        ("🇦🇿🇦🇲", 2, 4),
        ("🇦🇿🇦🇲", 0, 2),
        ("می\u200cخواهم", 0, 8),
        ("ه\u200d. بعد", 0, 2),
        ("a\n\u0301b", 0, 2),
    ],
)
def test_anchor_takes_whole_characters(text, start, end):
    assert spans.anchor(text, start, end).exact == text[start:end]


def test_check_lets_the_right_words_pass():
    assert spans.check(TEXT, spans.anchor(TEXT, 4, 12)) is None


def test_check_shows_both_words():
    span = Span(4, 12, "minister", "", "")

    with pytest.raises(SpanProblem) as problem:
        spans.check(TEXT, span)

    assert str(problem.value) == "At 4–12 the text has ‘ministry’, not ‘minister’."


def test_check_shows_long_words_where_they_differ():
    text = "a" * 200 + "b" + "a" * 200

    with pytest.raises(SpanProblem) as problem:
        spans.check(text, Span(0, 401, "a" * 401, "", ""))

    assert str(problem.value) == (f"At 0–401 the text has ‘…{'a' * 20}b{'a' * 19}…’, not ‘…{'a' * 40}…’.")


@pytest.mark.parametrize(("start", "end"), [(-4, -1), (2, 9), (3, 3)])
def test_check_refuses_a_place_that_the_text_does_not_have(start, end):
    with pytest.raises(SpanProblem, match="cannot stand at"):
        spans.check("abcd", Span(start, end, "abcd"[start:end], "", ""))


# Finding


def test_find_gives_every_exact_place_without_notes():
    assert spans.find("one two one", "one") == [Found(((0, 3),), ()), Found(((8, 11),), ())]


def test_find_gives_exact_places_alone():
    text = "it's here and it’s there"

    assert spans.find(text, "it’s") == [Found(((14, 18),), ())]


def test_find_gives_places_that_overlap():
    assert spans.find("ha ha ha", "ha ha") == [Found(((0, 5),), ()), Found(((3, 8),), ())]


def test_find_gives_very_long_words_that_overlap_once():
    assert spans.find("a" * 1001, "a" * 1000) == [Found(((0, 1000),), ())]


@pytest.mark.parametrize("words", ["", "  \n", "not there", "the Ministry said", "THE MINISTRY"])
def test_find_gives_nothing_for_what_is_not_there(words):
    assert spans.find(TEXT, words) == []


def test_find_ignores_white_space_around_the_words():
    assert spans.find(TEXT, "\n  ministry \xa0") == [Found(((4, 12),), ())]


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
    found = spans.find(TEXT, words)

    assert [words_of(TEXT, place) for place in found] == [[there]]
    assert found[0].notes == notes


def test_find_takes_in_what_is_invisible_in_the_text_between_words_only():
    text = "a \u200bre\xadport\u200b b"

    (found,) = spans.find(text, "report")

    assert words_of(text, found) == ["re\xadport"]


def test_find_composes_pasted_letters():
    assert spans.find("un café", "cafe\N{COMBINING ACUTE ACCENT}") == [Found(((3, 7),), ())]


def test_find_gives_nothing_that_cuts_a_character():
    assert spans.find(f"a{FAMILY}b", "👩") == []
    assert words_of("❤\ufe0f ❤!", spans.find("❤\ufe0f ❤!", "❤")[0]) == ["❤"]


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

    found = spans.find(TEXT, words)

    assert [words_of(TEXT, place) for place in found] == [there]
    assert sorted(found[0].notes) == sorted(said[note] for note in notes)


@pytest.mark.parametrize("words", ["41 [road] bridges", "once more… — that", "[road]"])
def test_find_takes_what_stands_in_the_text_as_one_piece(words):
    (found,) = spans.find(TEXT, words)

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
    assert spans.find(TEXT, words) == []


def test_find_skips_no_further_than_the_window():
    near, far = "start" + " " + "x" * 1990 + " end", "start" + " " + "x" * 1991 + " end"

    assert spans.find(near, "start … end") == [Found(((0, 5), (1997, 2000)), ("an ellipsis stands for skipped words",))]
    assert spans.find(far, "start … end") == []


def test_find_gives_a_long_quotation_with_one_insertion():
    text = "word " * 900

    (found, *_) = spans.find(text, "word " * 400 + "[sic] " + "word " * 400)

    assert found == Found(((0, 3999),), ("an insertion in brackets is not in the source",))


def test_find_gives_every_place_of_a_broken_quotation():
    text = "The road was closed. " * 3

    found = spans.find(text, "The … was [now] closed.")

    assert [place.pieces[0][0] for place in found] == [0, 21, 42]


def test_find_joins_words_of_chinese_across_an_ellipsis():
    text = "部长说道路已经关闭了"

    (found,) = spans.find(text, "部长说…关闭")

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

    found = spans.find(text, words)

    if unicodedata.is_normalized("NFC", words):
        assert Found(((start, start + len(words)),), ()) in found
        assert {text[slice(*place.pieces[0])] for place in found} == {words}


@given(LETTERS, LETTERS)
def test_whatever_find_gives_can_be_anchored(text, words):
    for found in spans.find(text, words):
        assert found.pieces == tuple(sorted(found.pieces))
        for start, end in found.pieces:
            assert spans.anchor(text, start, end).exact == text[start:end]


@given(LETTERS, LETTERS)
def test_differing_always_has_something_to_say(text, words):
    assert spans.differing(text, words)


WORDS = st.sampled_from(["ab", "c", "re\xadport", "café", "😀", "[road]"])
GAPS = st.sampled_from([" ", "\n\n", "\xa0", " — ", "—", "… ", "... ", " “", "” ", "’", ". ", "\u200b"])


@given(st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=12), st.data())
def test_find_finds_a_part_of_a_text_however_it_is_typed(parts, data):
    first = data.draw(st.integers(0, len(parts) - 1))
    part = "".join(word + gap for word, gap in parts[first:])
    typed = part.replace("…", "...").replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "–")
    typed = typed.replace("\xa0", " ").replace("\n\n", " ").replace("\xad", "").replace("\u200b", "")
    text = "".join(word + gap for word, gap in parts)

    found = spans.find(text, typed)

    assert found
    assert len(text) - len(part) in [place.pieces[0][0] for place in found] or found[0].notes == ()


def test_find_is_quick_in_a_text_of_five_megabytes():
    text = (TEXT + " More words follow here.\n\n") * 20_000 + "LAST “words” of all"
    typed = 'LAST "words" of all'
    long_words = (TEXT.replace("“", '"') * 40)[:10_000]
    started = time.perf_counter()

    found = spans.find(text[-5_000_000:], typed)
    missing = spans.find(text[-5_000_000:], long_words)

    assert (len(found), missing) == (1, [])
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "words", ["a" * 5000 + "b", "a … b … c", "a [x] " * 15, ". . . " * 15, "“" * 1000, " - " * 900]
)
@pytest.mark.parametrize("letter", ["a", " ", "-", ".", "“", "[", "a “"])
def test_find_is_quick_in_a_text_made_to_be_slow(letter, words):
    text = letter * 300_000
    started = time.perf_counter()

    spans.find(text, words)
    spans.differing(text, words)

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
    assert spans.find(TEXT, words) == []
    assert spans.differing(TEXT, words) == message


def test_differing_says_when_words_cut_a_character():
    assert spans.differing(f"a{FAMILY}b", "👩") == "the words are in the text, but begin or end inside a character"


# Moving to another text


def test_reanchor_finds_words_after_something_was_put_in_front():
    span = spans.anchor(TEXT, 40, 60)

    moved = spans.reanchor(span, "A new first line 😀.\n" + TEXT)

    assert moved == spans.anchor("A new first line 😀.\n" + TEXT, 60, 80)


@given(LETTERS, LETTERS, st.data())
def test_reanchor_never_gives_other_words(text, front, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        span = spans.anchor(text, start, end)
    except SpanProblem:
        return

    moved = spans.reanchor(span, front + text)

    if moved is not None:
        assert moved.exact == span.exact
        assert spans.check(front + text, moved) is None
    if front == "":
        assert moved in (span, None)


def test_reanchor_finds_words_whose_context_has_changed():
    span = spans.anchor("He said yes to it.", 8, 11)

    assert spans.reanchor(span, "Asked, she wrote yes at once") == spans.anchor("Asked, she wrote yes at once", 17, 20)


def test_reanchor_tells_repeated_words_apart_by_their_context():
    text = "Gentlemen. The first matter. Gentlemen. The second matter. Gentlemen. The third."
    span = spans.anchor(text, 29, 39)

    moved = spans.reanchor(span, "New. " + text.replace("third", "3rd"))

    assert moved is not None
    assert moved.start == 34


def test_reanchor_takes_the_place_that_matches_best_on_both_sides():
    old = "a long way before it: WORDS, and what comes after them"
    new = "something else entirely WORDS or not. A long way before it: WORDS, and what came after"
    span = spans.anchor(old, 22, 27)

    moved = spans.reanchor(span, new)

    assert moved is not None
    assert moved.start == new.rindex("WORDS")


@pytest.mark.parametrize(
    "new",
    [
        "",
        "nothing of it",
        "He said yes. He said yes.",
        "words. He said yes. words. He said yes. words.",
        "yes yes",
        "he wrote yes. And so: He said yes, then.",
    ],
)
def test_reanchor_never_guesses(new):
    span = spans.anchor("before: He said yes. after", 16, 19)

    assert spans.reanchor(span, new) is None


def test_reanchor_does_not_cut_a_character():
    assert spans.reanchor(spans.anchor("x 👩 y", 2, 3), f"x {FAMILY.replace('👩', '👨', 1)} y") is None


def test_reanchor_is_quick_where_words_repeat_without_end():
    span = spans.anchor("a" * 5000 + "b", 0, 4000)
    started = time.perf_counter()

    assert spans.reanchor(span, "a" * 1_000_000) is None
    assert time.perf_counter() - started < 3


# Choosing, cutting, joining


def test_nearest_is_the_closest_place_and_the_earlier_of_two():
    first, second, third = (Found(((at, at + 2),), ()) for at in (0, 10, 20))

    assert spans.nearest([first, second, third], 11) == second
    assert spans.nearest([first, second, third], 6) == first
    assert spans.nearest([first, second, third], 500) == third


def test_nearest_of_none_is_refused():
    with pytest.raises(SpanProblem):
        spans.nearest([], 3)


def test_pieces_name_every_mark_that_covers_them():
    marks = [(2, 6, "inner"), (0, 8, "outer"), (5, 10, "crossing")]

    assert spans.pieces("abcdefghijkl", marks) == [
        Piece("ab", 0, ("outer",)),
        Piece("cde", 2, ("outer", "inner")),
        Piece("f", 5, ("outer", "inner", "crossing")),
        Piece("gh", 6, ("outer", "crossing")),
        Piece("ij", 8, ("crossing",)),
        Piece("kl", 10, ()),
    ]


def test_pieces_count_from_the_offset_and_cut_marks_at_the_edges():
    marks = [(0, 103, "before"), (104, 999, "after"), (0, 100, "gone"), (105, 200, "later")]

    assert spans.pieces("abcde", marks, offset=100) == [
        Piece("abc", 100, ("before",)),
        Piece("d", 103, ()),
        Piece("e", 104, ("after",)),
    ]


def test_pieces_are_as_long_as_they_can_be():
    assert spans.pieces("abcdef", [(0, 3, "x"), (3, 6, "x"), (2, 4, "x")]) == [Piece("abcdef", 0, ("x",))]


def test_pieces_of_nothing_are_none():
    assert spans.pieces("", [(0, 3, "x")]) == []
    assert spans.pieces("ab", []) == [Piece("ab", 0, ())]
    assert spans.pieces("ab", [(1, 1, "empty"), (2, 0, "backward")]) == [Piece("ab", 0, ())]


@given(
    LETTERS,
    st.lists(st.tuples(st.integers(-5, 90), st.integers(-5, 90), st.sampled_from("abcd")), max_size=8),
    st.integers(0, 20),
)
def test_pieces_make_up_the_text_and_cover_exactly_what_marks_cover(text, marks, offset):
    cut = spans.pieces(text, marks, offset=offset)

    assert "".join(piece.text for piece in cut) == text
    assert all(one.keys != other.keys for one, other in pairwise(cut))
    for piece in cut:
        for at in range(piece.start, piece.start + len(piece.text)):
            assert text[at - offset] == piece.text[at - piece.start]
            assert set(piece.keys) == {key for start, end, key in marks if start <= at < end}


def test_join_says_where_words_are_skipped():
    text = "The road “was closed”, the ministry said, “until spring” came."
    first, second = spans.anchor(text, 10, 20), spans.anchor(text, 43, 55)

    assert spans.join([second, first]) == "was closed [...] until spring"


def test_join_puts_nothing_between_spans_that_touch():
    assert spans.join([spans.anchor("abcdef", 0, 3), spans.anchor("abcdef", 3, 6)]) == "abcdef"


@pytest.mark.parametrize("gap", [" ", "\n\n", " \xa0\t"])
def test_join_keeps_the_white_space_between_neighbours(gap):
    text = f"one{gap}two"

    assert spans.join([spans.anchor(text, 0, 3), spans.anchor(text, len(text) - 3, len(text))]) == text


def test_join_skips_a_gap_that_is_too_wide_to_be_known():
    text = "one" + " " * 33 + "two"

    assert spans.join([spans.anchor(text, 0, 3), spans.anchor(text, 36, 39)]) == "one [...] two"


def test_join_says_words_once_that_two_spans_share():
    text = "one two three"

    assert spans.join([spans.anchor(text, 0, 7), spans.anchor(text, 4, 13), spans.anchor(text, 4, 7)]) == text


def test_join_of_one_or_none_is_plain():
    assert spans.join([]) == ""
    assert spans.join([spans.anchor("abc", 1, 2)]) == "b"


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
                found.pieces[0][0] for found in spans.find(text, typed)
            ]
            assert spans.reanchor(span, "Vorab.\n" + text) in (
                spans.anchor("Vorab.\n" + text, start + 7, end + 7),
                None,
            )
