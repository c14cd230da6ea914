"""Where English words that somebody said begin and end: clauses, lists, asides, and sources beside them."""

import pytest
from suggested import read


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("Critics accused Anna of lying, hiding and stealing.", "Anna of lying, hiding and stealing", "Critics"),
        ("Drivers defended the bridge, including its arches.", "the bridge, including its arches", "Drivers"),
        ("Anna calls on all - old and young - to stay away.", "all - old and young - to stay away", "Anna"),
        ("Anna vowed to open the bridge.", "to open the bridge", "Anna"),
        (
            "Polls show that Anna is well liked, while others are not.",
            "Anna is well liked, while others are not",
            "Polls",
        ),
        ("Police say the driver, who was drunk, left.", "the driver, who was drunk, left", "Police"),
        ("Anna told the court on Monday that it was shut.", "it was shut", "Anna"),
    ],
)
def test_what_is_said_goes_on_over_lists_and_asides(text, content, holder):
    assert read(text) == [(content, holder)]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("Since May, when he asked drivers to wait, some have come.", "drivers to wait", "he"),
        ("While Anna says it is “safe,” it was shut.", "it is “safe,”", "Anna"),
        ("Anna mentioned the bridge, the last of its kind.", "the bridge", "Anna"),
        ("Anna said she hoped for it, where others had failed.", "she hoped for it", "Anna"),
    ],
)
def test_what_is_said_ends_before_the_clause_round_it(text, content, holder):
    assert read(text)[0] == (content, holder)


def test_what_is_said_of_something_ends_before_the_verb_of_its_clause():
    assert read("The mayor's attack on the plan shows that it is late.") == [
        ("the plan", "The mayor's"),
        ("it is late", "The mayor's attack on the plan"),
    ]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("Though it is old, the bridge is safe, according to Anna.", "the bridge is safe", "Anna"),
        ("The bridge is safe, according to Anna, safer than ever.", "The bridge is safe", "Anna"),
        ("According to Anna, it is “old,” surprising everybody.", "it is “old,”", "Anna"),
        ("In a new poll, most drivers were afraid.", "most drivers were afraid", "a new poll"),
    ],
)
def test_a_source_says_the_main_clause_beside_it(text, content, holder):
    assert read(text) == [(content, holder)]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("The claim by the mayor that it is safe.", "it is safe", "the mayor"),
        ("The bridge was described by Anna as “old.”", "The bridge | as “old.”", "Anna"),
        ("Drivers liked a plan backed by Anna.", "a plan", "Anna"),
        ("The plan, which he said was a mistake, failed.", "which | was a mistake", "he"),
        ("Drivers broke into chants of “Open it!”", "“Open it!”", None),
    ],
)
def test_a_holder_may_stand_between_or_behind(text, content, holder):
    assert read(text) == [(content, holder)]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("Anna pinned the blame on “bad” drivers.", "the blame on “bad” drivers", "Anna"),
        ("Anna zapped the plan because it was “bad.”", "the plan because it was “bad.”", "Anna"),
        ("Anna used the speech to call it “old.”", "it “old.”", "Anna"),
        ("Anna, who was late, gave a speech accusing him of “lies.”", "him of “lies.”", "Anna"),
    ],
)
def test_partly_quoted_words_are_found_behind_other_verbs(text, content, holder):
    assert read(text) == [(content, holder)]


@pytest.mark.parametrize(
    "text",
    [
        "The roll call took an hour.",
        "Anna hinted in a speech on Monday.",
        "Anna went on holiday in “the north of it.”",
        "They did not respond to requests.",
        "Anna was trying to sleep.",
    ],
)
def test_what_only_looks_like_a_cue_tells_nothing(text):
    assert [made for made in read(text) if made[1]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It is shut,” Anna said on the “Morning Talk,” adding, “It is old.”",
            [("“It is shut,”", "Anna"), ("“It is old.”", "Anna")],
        ),
        ("“It is shut,” as Anna put it.", [("“It is shut,”", "Anna")]),
        ("Anna, who called it “old,” said it was late.", [("it “old,”", "who"), ("it was late", "Anna")]),
        (
            "“Is it safe?” Anna Example, a driver, asked in the hall. “Is it old?”",
            [("“Is it safe?” | “Is it old?”", "Anna Example, a driver")],
        ),
        ("She thinks it is safe, Anna said.", [("She thinks it is safe", "Anna")]),
    ],
)
def test_a_closing_cue_holds_what_stands_before_it(text, expected):
    assert read(text) == expected


def test_a_paragraph_of_quotation_goes_on_with_the_one_before():
    assert read("“It is shut,” Anna said.\n\n“It is an old bridge.”") == [
        ("“It is shut,” | “It is an old bridge.”", "Anna")
    ]


def test_a_quoted_answer_does_not_go_on_with_the_question():
    assert read("“Is it shut?” Anna asked.\n\n“It is a very old bridge.”")[0] == ("“Is it shut?”", "Anna")


def test_a_quotation_may_close_in_the_next_paragraph():
    assert read("“It is shut.\n\nIt is old,” Anna said.") == [("It is old,”", "Anna")]


def test_a_quotation_may_close_with_the_mark_that_opens_it():
    assert read("“Is it shut?“ Anna asked.") == [("“Is it shut?“", "Anna")]
