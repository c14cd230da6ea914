"""English sentences of news that quote only in part: how much round the quoted words is the holder's too, and whose."""

import pytest
from suggested import read


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        (
            "The road is “lost,” the bridge is next, Ann told drivers in a letter.",
            "The road is “lost,” the bridge is next",
            "Ann",
        ),
        ("The road, Ann told me, is “lost.”", "The road | is “lost.”", "Ann"),
        ("The road, Ann said angrily, is “lost.”", "The road | is “lost.”", "Ann"),
        ("Ben met the mayor, who, Ann says, has “lost the road.”", "who | has “lost the road.”", "Ann"),
        ("Ann was blunt: The road, she said, is “lost.”", "The road | is “lost.”", "she"),
        ("The talks, Ann said, focused on the road.", "The talks | focused on the road", "Ann"),
        ("The road is shut, Ben Example, a driver, told Radio One.", "The road is shut", "Ben Example, a driver"),
        ("The road is shut, said the driver, Ben Example.", "The road is shut", "the driver, Ben Example"),
        ("(Ann had left.) The road is shut, Ben said.", "The road is shut", "Ben"),
        ("Ann: The road is “lost” for ever", "The road is “lost” for ever", "Ann"),
    ],
)
def test_words_that_a_short_cue_interrupts_or_closes(text, content, holder):
    assert (content, holder) in read(text)


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("Ann told the station she was “troubled.”", "she was “troubled.”", "Ann"),
        ("Ann told CNN on Sunday the road was “lost.”", "the road was “lost.”", "Ann"),
        ("While Ann promised to “mend it,” Ben now says he’s tired.", "he’s tired", "Ben"),
        (
            "Ann said that while she saw “many faults,” she would wait.",
            "while she saw “many faults,” she would wait",
            "Ann",
        ),
        ("Ann said that, unlike the “lost” road, walking was safe.", "unlike the “lost” road, walking was safe", "Ann"),
        (
            "Ann said the idea of a “closed road,” where nobody walks, is wrong.",
            "the idea of a “closed road,” where nobody walks, is wrong",
            "Ann",
        ),
        ("Ann called on drivers to “stop” and call her.", "drivers to “stop” and call her", "Ann"),
    ],
)
def test_what_leads_up_to_a_clause_or_stands_in_it_is_told_with_it(text, content, holder):
    assert (content, holder) in read(text)


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("Ann called the road “lost” and raised questions.", "the road “lost”", "Ann"),
        ("Ann rebuked Ben on Saturday for his “shameful” words.", "Ben on Saturday for his “shameful” words", "Ann"),
        ("Ann said it was “lost” in a statement.", "it was “lost”", "Ann"),
        ("Ann welcomed Ben’s “long walk” in a joint letter.", "Ben’s “long walk”", "Ann"),
        ("Calling the road “lost,” Ann left.", "the road “lost,”", "Ann"),
        ("The mayor, calling the road “lost,” left the hall.", "the road “lost,”", "The mayor"),
        ("Ann, who muttered that it was “lost,” left.", "it was “lost,”", "who"),
        ("Her description of the road as a “mess” drew fire.", "the road as a “mess”", "Her"),
        ("The road, which critics say is “lost,” has reopened.", "which | is “lost,”", "critics"),
        ("Ann said it was “old” and late, but she left and said it was “safe.”", "it was “old” and late", "Ann"),
        ("As Ann chanted “No bill, no break,” Ben left.", "“No bill, no break,”", "Ann"),
        ("Ann said he was asked by the F.B.I. “many times.”", "he was asked by the F.B.I. “many times.”", "Ann"),
        ("Ann argued that most want a new road, which she called “a mess.”", "most want a new road", "Ann"),
    ],
)
def test_what_is_said_ends_before_what_the_text_tells_itself(text, content, holder):
    assert (content, holder) in read(text)


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("The road, derided as “a mess” by drivers, is shut.", "as “a mess”", "drivers"),
        ("The road, described by drivers as “a mess,” is shut.", "as “a mess,”", "drivers"),
        ("Ann was accused by drivers of “lying.”", "Ann | of “lying.”", "drivers"),
        ("Her call for a “new road” came late.", "a “new road”", "Her"),
        ("Her message is that the road is “lost.”", "the road is “lost.”", "Her"),
        ("Few recall her promise in May that it would be “safe.”", "it would be “safe.”", "her"),
        ("Ann spoke fondly of “the old road.”", "“the old road.”", "Ann"),
        (
            "Ann put out a notice labeling the road along the western bank a “mess.”",
            "the road along the western bank a “mess.”",
            "Ann",
        ),
    ],
)
def test_forms_of_telling_in_which_only_a_part_is_quoted(text, content, holder):
    assert (content, holder) in read(text)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Drivers cheered when Ann told them to “walk.”", "Ann"),
        ("“It is lost,” said Megyn Kelly.", "Megyn Kelly"),
        ("Host Megyn Kelly called it “lost.”", "Host Megyn Kelly"),
        ("Ann hasn’t called it “lost.”", "Ann"),
        ("Ann, eager to mend the “old” road, left.", "Ann"),
        ("On Wednesday Ann said it was “lost.”", "Ann"),
        ("In May Ann Example called it “lost.”", "Ann Example"),
        ("Ann on Tuesday called it “lost.”", "Ann"),
        ("In a speech Ann said it was “lost.”", "Ann"),
        ("During his speech Ann said it was “lost.”", "Ann"),
        ("Her family said it was “lost.”", "Her family"),
        ("A day before Ann called it “lost.”", "Ann"),
        ("Even Ann, who was there, called it “lost.”", "Ann"),
    ],
)
def test_who_quotes_in_part_is_named_alone(text, holder):
    assert [who for _, who in read(text)] == [holder]


@pytest.mark.parametrize(
    "text",
    [
        "Ann said in her last statement that the road was “lost.”",
        "Ann, asked whether she agreed, paused and then said that the road was “lost.”",
    ],
)
def test_words_that_two_cues_could_tell_are_suggested_once(text):
    assert [content for content, _ in read(text)].count("the road was “lost.”") == 1


def test_a_short_answer_is_no_part_of_the_question_before_it():
    assert read("Ann wants it to be “safe.” Ben responded, “Never,” and left.")[-1] == ("“Never,”", "Ben")


def test_two_apostrophes_close_a_quotation():
    assert read("“It is lost,’’ Ann said. “It is old.’’") == [("“It is lost,’’ | “It is old.’’", "Ann")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Asked about Ben’s claim that it was “lost,” Ann said, “Never.”",
            [("it was “lost,”", "Ben’s"), ("“Never.”", "Ann")],
        ),
        (
            "When Ben said it was “lost,” Ann cut in: “Never.”",
            [("it was “lost,”", "Ben"), ("“Never.”", "Ann")],
        ),
        ("Ben said it was “lost”; Ann replied that she “knew.”", [("it was “lost”", "Ben"), ("she “knew.”", "Ann")]),
        (
            "Ben said it was “lost,” a view shared by Ann, who said she “knew.”",
            [("it was “lost,”", "Ben"), ("she “knew.”", "who")],
        ),
        (
            "Ann, who has known the road for years, said it was “lost.”",
            [("the road for years", "who"), ("it was “lost.”", "Ann")],
        ),
        (
            "Ann said the plan was “dead” and critics said it was “alive.”",
            [("the plan was “dead”", "Ann"), ("it was “alive.”", "critics")],
        ),
        (
            "A former aide called it “new” and the mayor said that it was late.",
            [("it “new”", "A former aide"), ("it was late", "the mayor")],
        ),
        ("Ann said that it was “bad” and that it was late.", [("it was “bad” and that it was late", "Ann")]),
    ],
)
def test_two_holders_in_a_sentence_have_their_own_words(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Dubbed “the old lady,” the bridge was shut.", "“the old lady,”"),
        ("The bridge, described as “a mess,” was shut.", "as “a mess,”"),
        ("The bridge was shut amid concerns that it is “unsafe.”", "it is “unsafe.”"),
    ],
)
def test_words_that_a_text_gives_nobody_for_are_suggested_without_a_holder(text, content):
    assert (content, None) in read(text)


def test_a_verb_in_the_present_that_no_list_has_tells_what_is_quoted_behind_it():
    assert read("Ann derogates the “old road.”") == [("the “old road.”", "Ann")]
    assert read("Ann supporters in the old town like “old roads.”") == []
