"""Where English words that somebody said begin and end, and who said them."""

import pytest
from suggested import read


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("The bridge is expected to open soon.", "The bridge | to open soon", None),
        ("The drivers were labeled “traitors” by the mayor.", "The drivers | “traitors”", "the mayor"),
        ("The mayor was accused of lying.", "The mayor | of lying", None),
        ("The mayor was accused in May of lying.", "The mayor | of lying", None),
    ],
)
def test_a_passive_verb_tells_what_is_said_of_its_subject(text, content, holder):
    assert read(text) == [(content, holder)]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was criticized.",
        "The bridge was criticized on Monday.",
        "The closing words are quoted as well.",
        "The meeting was called because it was late.",
    ],
)
def test_a_passive_verb_behind_which_nothing_is_told_suggests_nothing(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        (
            "Critics say the plan, which was approved in May, will fail.",
            "the plan, which was approved in May, will fail",
            0,
        ),
        ("While some say the bridge is safe, it was shut.", "the bridge is safe", "some"),
        ("The mayor who called it safe, was there.", "it safe", "who"),
        ("Critics backed the plan and have left the town.", "the plan", 0),
        ("Drivers want a new bridge, a better road and lower taxes.", "a new bridge, a better road and lower taxes", 0),
        ("Drivers chanted “Open the bridge!” as the mayor spoke.", "“Open the bridge!”", 0),
        ("Drivers were angry about the bridge.", "the bridge", 0),
    ],
)
def test_what_is_said_ends_where_another_clause_begins(text, content, holder):
    assert read(text)[0] == (content, holder or text.split()[0])


def test_a_cue_that_closes_the_sentence_ends_what_another_cue_says():
    assert read("The drivers were not pleased with the bridge, Anna Example said.") == [
        ("The drivers were not pleased with the bridge", "Anna Example")
    ]


def test_a_second_verb_of_the_same_holder_has_words_of_its_own():
    assert read("Anna said “the bridge is fine” but admitted “some drivers are afraid.”") == [
        ("“the bridge is fine”", "Anna"),
        ("“some drivers are afraid.”", "Anna"),
    ]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("The mayor's criticism of the plan was loud.", "the plan", "The mayor's"),
        ("The mayor voiced deep concern about the bridge.", "the bridge", "The mayor"),
        ("Drivers made the case that the bridge is safe.", "the bridge is safe", "Drivers"),
        ("The mayor's claim that the bridge is safe.", "the bridge is safe", "The mayor's"),
    ],
)
def test_a_noun_tells_what_was_said_by_its_owner_or_by_who_voiced_it(text, content, holder):
    assert read(text) == [(content, holder)]


def test_a_noun_of_nobody_names_no_holder():
    assert read("There was concern about the bridge.") == [("the bridge", None)]


def test_a_noun_of_nobody_tells_no_clause():
    assert read("There was concern that the bridge was old.") == []


def test_a_quoted_answer_is_all_that_is_said_behind_its_cue():
    assert read("Near the bridge, Anna replied, “No comment.”") == [("“No comment.”", "Anna")]


def test_a_question_may_name_who_was_asked_before_it_goes_on():
    assert read("“What is this?” Anna asked the mayor. “Is it a bridge?”") == [
        ("“What is this?” | “Is it a bridge?”", "Anna")
    ]


def test_who_was_quoted_as_saying_something_says_it():
    assert read("The Post quoted the mayor as saying that the bridge was “a mistake.”") == [
        ("the bridge was “a mistake.”", "the mayor")
    ]


def test_a_quotation_of_the_next_paragraph_belongs_to_the_cue_before_the_colon():
    assert read("The mayor said:\n\n“The bridge is shut.”\n\nNobody came.") == [("“The bridge is shut.”", "The mayor")]


def test_a_day_before_the_name_does_not_hide_it():
    assert read("On Monday, Anna again said that the bridge was shut.") == [("the bridge was shut", "Anna")]


def test_an_apposition_before_the_cue_belongs_to_the_holder():
    assert read("“The bridge is a scandal,” the mayor, Anna Example, told the newspaper.") == [
        ("“The bridge is a scandal,”", "the mayor, Anna Example")
    ]


def test_a_few_words_in_quotation_marks_that_nobody_says_are_none():
    assert read("The so-called “ghost of a bridge” was shut.") == []


def test_typewritten_marks_of_two_kinds_hold_a_quotation():
    assert read("The mayor called it ``a shut bridge'' on Monday.") == [("it ``a shut bridge''", "The mayor")]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("“Go home,” Ann urged, “and stay there.”", "“Go home,” | “and stay there.”", "Ann"),
        ("“Go home,” urged the mayor.", "“Go home,”", "the mayor"),
        ("“Go home now,” Ann yodelled. “And stay there.”", "“Go home now,” | “And stay there.”", "Ann"),
        ("“Is it over by now?” tutted the mayor.", "“Is it over by now?”", "the mayor"),
        ("“Now it is late,” he began. “We go.”", "“Now it is late,” | “We go.”", "he"),
        ("“This,” Ann wrote in a letter to the town, “is new.”", "“This,” | “is new.”", "Ann"),
    ],
)
def test_any_verb_may_close_a_quotation(text, content, holder):
    assert read(text) == [(content, holder)]


def test_what_is_told_of_a_title_is_no_saying():
    assert read("The film “How it all began,” released Friday, was long.") == []


def test_a_quotation_with_a_mark_ends_its_sentence_before_a_small_word_with_a_capital():
    assert read("Ann called it “no big deal!” The hall was full of his remarks.") == [("it “no big deal!”", "Ann")]


def test_what_somebody_is_asked_to_do_goes_on_behind_a_time():
    assert read("The council urged the mayor on Sunday to open the bridge.") == [
        ("the mayor on Sunday to open the bridge", "The council")
    ]


def test_a_word_that_only_stands_for_somebody_is_not_what_is_said():
    assert read("Ann, who is supported by the town, spoke for an hour.") == []


def test_two_quotations_behind_a_verb_are_not_told_twice():
    assert read("He compared it to a “comedy,” a play “longer than anything we saw.”") == [
        ("it to a “comedy,”", "He"),
        ("“longer than anything we saw.”", "He"),
    ]
