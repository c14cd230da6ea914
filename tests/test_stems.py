"""Words find their other forms in the languages that have rules, and nothing else."""

import threading

import pytest
from finding import best, found, tell
from hypothesis import given
from hypothesis import strategies as st

from statements import stems


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("bridges", "bridge", "en"),
        ("closing", "closed", "en"),
        ("Brücken", "Brücke", "de"),
        ("köprüler", "köprü", "tr"),
        ("министры", "министра", "ru"),
        ("նախարարներ", "նախարար", "hy"),
        ("الكتاب", "كتاب", "ar"),
    ],
)
def test_forms_of_a_word_share_a_stem_in_its_language(one, other, language):
    assert stems.in_text(one, language) == stems.in_text(other, language) != []
    assert set(stems.in_text(one, language)) <= set(stems.of_word(one))


@pytest.mark.parametrize(("text", "language"), [("körpülər", "az"), ("ბანკი", "ka"), ("bridges", ""), ("橋", "zh")])
def test_languages_without_rules_have_no_stems(text, language):
    assert stems.in_text(text, language) == []


@pytest.mark.parametrize("word", ["", "a", "of", "x" * 3000, "1992", "橋", "-", "a.b", "мост1"])
def test_what_is_no_word_of_a_language_is_not_cut(word):
    assert stems.of_word(word) == ()


@given(st.text(max_size=40), st.sampled_from(["en", "ru", "tr", "ar", "hy", "de", "fr", "en-GB"]))
def test_any_text_has_stems_that_stand_as_words(text, language):
    for stem in stems.in_text(text, language):
        assert stem.startswith(f"·{language[:2]}·")
        assert not set(stem) & set(" '\"\\")


def test_stems_are_the_same_whoever_asks_at_the_same_time():
    words = [f"{word}{ending}" for word in ("bridge", "close", "report") for ending in ("s", "d", "r", "")] * 20
    expected = [stems.of_word(word) for word in words]
    stems._stem.cache_clear()
    answers = []

    asking = [threading.Thread(target=lambda: answers.append([stems.of_word(word) for word in words])) for _ in "1234"]
    for one in asking:
        one.start()
    for one in asking:
        one.join()

    assert answers == [expected] * 4


@pytest.mark.django_db
def test_a_claim_is_found_by_other_forms_of_its_words_but_not_in_a_phrase_or_beginning():
    claim = tell("The bridges were closed by ministers.")

    assert (found("bridge"), found("closing minister")) == ([claim.ref], [claim.ref])
    assert (found('"bridge were"'), found("bridgeses*"), found("ridge")) == ([], [], [])
    assert found("minister -bridge") == []
    assert best("bridge") == [claim.ref]
