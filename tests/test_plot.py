"""The line on which figures stand: every number has its place, and every label room."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from statements.surfaces import plot

NUMBERS = some.decimals(min_value=-(10**18), max_value=10**18, places=3)


def decimals(*values):
    return [Decimal(value) for value in values]


def labels(*values):
    return [tick.label for tick in plot.scale(decimals(*values)).ticks]


@given(some.lists(NUMBERS, min_size=1, max_size=30))
def test_every_number_stands_on_the_line_in_its_order(values):
    scale = plot.scale(values)

    places = [scale.at(value) for value in sorted(values)]

    assert all(0 < place < 100 for place in places)
    assert places == sorted(places)


@given(some.lists(NUMBERS, min_size=1, max_size=30))
def test_ticks_are_few_round_different_and_hold_zero(values):
    ticks = plot.scale(values).ticks

    assert 2 <= len(ticks) <= 8
    assert len({tick.label for tick in ticks}) == len(ticks)
    assert "0" in [tick.label for tick in ticks]
    assert (ticks[0].at, ticks[-1].at) == ("2.00%", "98.00%")
    assert [tick.anchor for tick in ticks] == ["start", *["middle"] * (len(ticks) - 2), "end"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["24", "40"], ["0", "10", "20", "30", "40"]),
        (["7"], ["0", "2", "4", "6", "8"]),
        (["7", "7", "7"], ["0", "2", "4", "6", "8"]),
        (["0"], ["0", "1"]),
        (["1", "0"], ["0", "1"]),
        (["0.0"], ["0", "1"]),
        (["2.4"], ["0", "0.5", "1", "1.5", "2", "2.5"]),
        (["0.001"], ["0", "0.0002", "0.0004", "0.0006", "0.0008", "0.001"]),
        (["-3", "12"], ["-5", "0", "5", "10", "15"]),
        (["-40"], ["-40", "-30", "-20", "-10", "0"]),
        (["5379"], ["0", "2,000", "4,000", "6,000"]),
        (["3000000"], ["0", "1 million", "2 million", "3 million"]),
        (["2400000000"], ["0", "0.5 billion", "1 billion", "1.5 billion", "2 billion", "2.5 billion"]),
        ([10**18], ["0", "0.2×10¹⁸", "0.4×10¹⁸", "0.6×10¹⁸", "0.8×10¹⁸", "1×10¹⁸"]),
    ],
)
def test_ticks_are_written_shortly(values, expected):
    assert labels(*values) == expected


def drawn(low, high, *, qualifier="", words="24", others=("0", "100")):
    ends = tuple(None if end is None else Decimal(end) for end in (low, high))
    return plot.mark(plot.scale(decimals(*others)), ends, qualifier=qualifier, words=words)


def test_one_number_is_one_dot_and_a_range_has_both_its_ends():
    assert drawn("24", "24").dots == ("25.04%",)
    assert drawn("24", "50").dots == ("25.04%", "50.00%")


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "side"),
    [
        ("24", None, "at_least", "up"),
        ("24", None, "", "up"),
        (None, "24", "up_to", "down"),
        ("24", "24", "more_than", "up"),
        ("24", "24", "up_to", "down"),
        ("24", "24", "about", ""),
        ("24", "50", "at_least", ""),
    ],
)
def test_an_open_end_points_to_its_side(low, high, qualifier, side):
    assert drawn(low, high, qualifier=qualifier).opens == side


def test_words_without_a_number_are_not_drawn():
    assert drawn(None, None) is None


@pytest.mark.parametrize(
    ("low", "high", "words", "expected"),
    [
        ("10", "10", "10", ("11.60%", "start", 11)),
        ("95", "95", "95", ("93.20%", "end", -11)),
        ("30", "70", "30–70 or so", ("50.00%", "middle", 0)),
        ("50", "50", "more than 1,000", ("50.00%", "middle", 0)),
    ],
)
def test_a_label_stands_after_before_or_under_its_dots(low, high, words, expected):
    label = drawn(low, high, words=words).label

    assert (label.at, label.anchor, label.shift) == expected
    assert label.is_below is (expected[1] == "middle")


def test_a_label_makes_room_for_an_arrow():
    open_above, open_below = (drawn("50", "50", qualifier=word, words="x") for word in ("at_least", "up_to"))

    assert (open_above.label.shift, open_below.label.shift) == (26, 11)


def test_a_label_too_long_for_a_narrow_screen_is_left_to_the_text_above():
    assert drawn("50", "50", words="more than 1,000,000,000,000,000,000").label is None


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "expected"),
    [
        ("613", "613", "", "613"),
        ("613", "613", "about", "about 613"),
        ("30", "35", "", "30–35"),
        ("30", "35", "about", "about 30–35"),
        ("350", None, "at_least", "at least 350"),
        ("350", "350", "at_least", "at least 350"),
        ("1000", None, "more_than", "more than 1,000"),
        ("350", None, "", "350 or more"),
        (None, "3000000", "up_to", "up to 3,000,000"),
        (None, "3000000", "", "up to 3,000,000"),
        ("0", "0", "exactly", "exactly 0"),
        ("-1.50", "-1.50", "", "-1.5"),
        ("1000000000000000000", "1000000000000000000", "", "1,000,000,000,000,000,000"),
        (None, None, "about", ""),
    ],
)
def test_a_figure_is_read_in_normalised_words(low, high, qualifier, expected):
    ends = tuple(None if end is None else Decimal(end) for end in (low, high))

    assert plot.reading(ends, qualifier=qualifier) == expected
