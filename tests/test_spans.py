import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import FAMILY, LETTERS, TEXT

from statements import spans
from statements.spans import Piece, Span, SpanProblem

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


# Cutting and joining


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
