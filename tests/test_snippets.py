"""What is shown of words that were found: the part round the matches, and the matches in it as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import names
from statements.catalogue import search
from statements.catalogue.snippets import LONGEST, snippet

LETTERS = st.text() | st.text(alphabet="aAé'’´-\"Йй̆ёİıəßſﬁ亜がカ゛가한ᄒकि्لـً \n\u00ad\u200d_９ǰΐ½Xocalı")


def marked(text, query):
    """The snippet with its matches in brackets."""
    shown = snippet(text, search.parse(query).wanted)
    return "".join(f"<{piece.text}>" if piece.is_found else piece.text for piece in shown.pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("They left Xocalı at night.", "xocali", "They left <Xocalı> at night."),
        ("They left XOCALI at night.", "Xocalı", "They left <XOCALI> at night."),
        ("Kurban O’Neil-Əliyev said so", "oneil aliyev eliyev*", "Kurban <O’Neil>-<Əliyev> said so"),
        ("Straße und STRASSE", "strasse", "<Straße> und <STRASSE>"),
        ("cafe\u0301, later", "cafe", "<cafe\u0301>, later"),
        ("Խոջալու գյուղը", "խոջալու", "<Խոջալու> գյուղը"),
        ("Ходжалы́ и Ёлка", "ходжалы елка", "<Ходжалы́> и <Ёлка>"),
        ("مُحَمَّد قال", "محمد", "<مُحَمَّد> قال"),
        ("外務省は声明を", "声 明", "外務省は<声><明>を"),
        ("外務省は声明を", "声明", "外務省は<声明>を"),
        ("外務省は声明を", '"声明"', "外務省は<声明>を"),
        ("bridges, bridged and abridged", "bridg*", "<bridges>, <bridged> and abridged"),
        ("we were closed; they were not closed", '"were closed"', "we <were closed>; they were not closed"),
        ("open doors stay open", "open -closed", "<open> doors stay <open>"),
        ("a b a b a", '"a b a"', "<a b a>< b a>"),
        ("nothing of it stands here", "ministry", "nothing of it stands here"),
        ("two\nlines  and\tmore", "lines", "two <lines> and more"),
        ("", "word", ""),
    ],
)
def test_matches_are_marked_as_they_are_written(text, query, expected):
    assert marked(text, query) == expected


def test_long_text_is_cut_round_the_place_with_most_of_the_words():
    text = "bridge " + "filler " * 60 + "the bridge of Example was closed " + "other " * 60

    shown = snippet(text, search.parse("closed bridge").wanted)

    assert str(shown).startswith("[...] filler ")
    assert str(shown).endswith(" other [...]")
    assert "<bridge> of Example was <closed>" in marked(text, "closed bridge")
    assert len(str(shown)) <= LONGEST + len("[...] ") + len(" [...]")
    assert shown.is_cut_before


def test_long_text_without_a_match_is_shown_from_its_beginning():
    shown = snippet("word " * 100, search.parse("ministry").wanted)

    assert str(shown).startswith("word word")
    assert str(shown).endswith("word [...]")
    assert not shown.is_found


def test_long_text_without_spaces_is_cut_between_characters():
    shown = str(snippet("が" * 300 + "声明" + "は" * 300, search.parse("声明").wanted))

    assert shown.startswith("[...] が")
    assert "声明は" in shown
    assert len(shown) <= LONGEST + 12


@given(LETTERS)
def test_words_with_their_places_are_the_words_of_search(text):
    placed = names.placed_tokens(text)

    assert [token for token, _, _ in placed] == names.tokens(text)
    assert all(0 <= start < end <= len(text) for _, start, end in placed)


@given(LETTERS, st.lists(st.sampled_from(["a", "xocali", '"a b"', "が", "e*", "ss"]), min_size=1))
def test_pieces_are_the_text_whatever_was_looked_for(text, queries):
    terms = [term for query in queries for term in search.parse(query).wanted]

    shown = snippet(text, terms)

    whole = " ".join(text.split())
    kept = str(shown).removeprefix("[...] ").removesuffix(" [...]")
    assert kept in whole
    assert len(kept) <= LONGEST
    assert len(whole) > LONGEST or str(shown) == whole
