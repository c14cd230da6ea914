"""Differences of wordings: nothing is lost, no side is the measure, and what is left unmarked is the same."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from statements import names, spans
from statements.differences import differing, effort
from statements.likeness import Wording, groups

WORDS = st.lists(
    st.sampled_from(["we", "closed", "the", "bridge", "Brücke", "e\u0301t\u00e9", "橋", "،", "“", "—", "x"])
)
TEXTS = st.one_of(WORDS.map(" ".join), st.text(max_size=60))


def marked(*texts):
    """The texts with their differences in brackets."""
    return [
        "".join(f"[{piece.text}]" if piece.keys else piece.text for piece in _pieces(text, stretches))
        for text, stretches in zip(texts, differing(texts), strict=True)
    ]


def _pieces(text, stretches):
    return spans.pieces(text, [(start, end, "differs") for start, end in stretches])


def plain(text, stretches):
    """The folded words outside the stretches."""
    return [
        word
        for word, start, _ in names.placed_tokens(text)
        if not any(begin <= start < end for begin, end in stretches)
    ]


def test_other_added_and_missing_words_are_marked_on_both_sides():
    assert marked("We closed the bridge at once.", "We shut the bridge, we think.") == [
        "We [closed] the bridge [at once].",
        "We [shut] the bridge, [we think].",
    ]


def test_capitals_accents_and_punctuation_make_no_difference():
    assert marked("“The bridge”, it said", "the BRIDGE... it  sáid") == [
        "“The bridge”, it said",
        "the BRIDGE... it  sáid",
    ]


def test_of_three_a_word_is_marked_unless_all_have_it():
    assert marked("the old bridge fell", "the bridge fell", "the old bridge stood") == [
        "the [old] bridge [fell]",
        "the bridge [fell]",
        "the [old] bridge [stood]",
    ]


def test_one_text_alone_has_no_difference():
    assert marked("The bridge fell.") == ["The bridge fell."]
    assert differing([]) == []


@given(st.lists(TEXTS, max_size=4))
def test_nothing_is_lost(texts):
    for text, stretches in zip(texts, differing(texts), strict=True):
        assert "".join(piece.text for piece in _pieces(text, stretches)) == text
        assert stretches == sorted(stretches)
        assert all(start < end <= len(text) for start, end in stretches)


@given(st.lists(TEXTS, max_size=3))
def test_no_text_is_the_measure_of_another(texts):
    found = differing(texts)

    for order in itertools.permutations(range(len(texts))):
        assert differing([texts[at] for at in order]) == [found[at] for at in order]


@given(TEXTS, TEXTS)
def test_what_is_left_of_two_is_the_same(one, other):
    mine, theirs = differing([one, other])

    assert plain(one, mine) == plain(other, theirs)


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert differing([text, text]) == [[], []]


def test_the_effort_grows_with_what_repeats_itself():
    assert effort(["a b c", "a b d"]) == 2 + 6
    assert effort(["a " * 100, "a " * 100]) == 100 * 100 + 200
    assert effort(["a " * 300, "a " * 300]) == 600  # too frequent to begin a match


def wording(key, words, *, source, **fields):
    return Wording(key, source, **{"language": "en", "words": words} | fields)


def keys(*wordings):
    return sorted(sorted(one.key for one in group) for group in groups(wordings))


def test_like_words_of_different_sources_come_together():
    assert keys(
        wording("a1", "We closed the bridge at six in the morning", source="a"),
        wording("a2", "Nobody was hurt that night", source="a"),
        wording("b1", "we shut the bridge at six in the morning", source="b"),
        wording("c1", "The mayor thanked the volunteers", source="c"),
        wording("c2", "the bridge was closed at six in the morning, long before the others came", source="c"),
    ) == [["a1", "b1", "c2"], ["a2"], ["c1"]]


def test_the_likest_come_together_first_and_no_source_stands_twice_in_a_row():
    assert keys(
        wording("a1", "We closed the bridge at six", source="a"),
        wording("a2", "We closed the bridge at seven", source="a"),
        wording("b1", "we closed the bridge at seven", source="b"),
    ) == [["a1"], ["a2", "b1"]]


def test_words_of_different_languages_come_together_by_their_meaning_or_measure_only():
    assert keys(
        wording("a1", "die Brücke fiel", source="a", language="de", meaning="The bridge fell into the river."),
        wording("b1", "die Brücke fiel", source="b", meaning="Something else entirely was said."),
        wording("c1", "le pont est tombé", source="c", language="fr", meaning="The bridge fell in the river."),
    ) == [["a1", "c1"], ["b1"]]
    assert keys(
        wording("a1", "about 900", source="a", measures=frozenset({"people cut off"})),
        wording("b1", "1,300 of them", source="b", measures=frozenset({"people cut off"})),
    ) == [["a1", "b1"]]


def test_a_short_part_of_a_long_wording_stands_beside_it():
    long = "Closing the bridge, which had carried lorries for two years, was a measure of caution and no more than that"

    assert keys(wording("a1", long, source="a"), wording("b1", "a measure of caution", source="b")) == [["a1", "b1"]]
    assert keys(wording("a1", long, source="a"), wording("b1", "the bridge", source="b")) == [["a1"], ["b1"]]


some = st.lists(
    st.builds(
        lambda source, words, meaning: (source, words, meaning),
        st.sampled_from("abcd"),
        WORDS.map(" ".join),
        WORDS.map(" ".join),
    ),
    max_size=12,
).map(
    lambda found: [
        wording(f"k{n}", words, source=source, meaning=said) for n, (source, words, said) in enumerate(found)
    ]
)


@given(some, st.randoms())
def test_every_wording_stands_in_one_group_whatever_the_order(wordings, random):
    found = keys(*wordings)
    shuffled = random.sample(wordings, len(wordings))

    assert sorted(itertools.chain(*found)) == sorted(one.key for one in wordings)
    assert keys(*shuffled) == found
    sources = {one.key: one.source for one in wordings}
    assert all(len({sources[key] for key in group}) == len(group) for group in found)
