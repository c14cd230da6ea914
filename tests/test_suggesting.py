import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import spans
from statements.suggesting import Suggestion, suggestions


def read(text, language="en"):
    """Each suggestion as words: content's pieces, cue, holder and mode."""

    def words(place):
        return text[place[0] : place[1]] if place else None

    return [
        ([words(piece) for piece in made.content], words(made.cue), words(made.holder), made.mode)
        for made in suggestions(text, language)
    ]


def test_a_quotation_interrupted_by_its_cue_is_one_suggestion_in_two_pieces():
    text = "“The bridge is shut,” said Anna Example, a spokeswoman for the ministry. “It opens in May.”"

    assert read(text) == [
        (
            ["“The bridge is shut,”", "“It opens in May.”"],
            "said",
            "Anna Example, a spokeswoman for the ministry",
            "direct",
        )
    ]


def test_a_cue_inside_one_sentence_parts_its_quotation():
    assert read("“The bridge,” the mayor said, “is shut.”") == [
        (["“The bridge,”", "“is shut.”"], "said", "the mayor", "direct")
    ]


def test_a_suggestion_says_where_its_words_stand_in_code_points():
    text = "🌉 The ministry said that 12 bridges were shut."

    assert suggestions(text, "en") == [
        Suggestion(((25, 45),), (15, 19), (2, 14), "indirect", "said after its cue"),
    ]


@pytest.mark.parametrize(
    ("opening", "closing"), ["“”", '""', "«»", "‘’", "''", ("''", "''")], ids=lambda mark: f"{ord(mark[0]):x}"
)
def test_every_style_of_quotation_marks_holds_a_quotation(opening, closing):
    quotation = f"{opening}The bridge is shut,{closing}"

    assert read(f"{quotation} the mayor said.") == [([quotation], "said", "the mayor", "direct")]


def test_a_quotation_within_a_quotation_ends_neither():
    text = "“He told me: ‘Go home, all of you.’ So we went,” the driver said."

    assert read(text) == [(["“He told me: ‘Go home, all of you.’ So we went,”"], "said", "the driver", "direct")]


def test_nested_quotations_in_the_same_marks_count_as_one():
    text = "„Wir nannten es „Neue Brücke“ und lachten“, sagte der Bürgermeister."

    assert read(text, "de") == [
        (["„Wir nannten es „Neue Brücke“ und lachten“"], "sagte", "der Bürgermeister", "direct")
    ]


def test_a_quotation_reopened_in_the_next_paragraph_goes_on():
    text = "“The bridge is shut,” the mayor said. “We are sorry.\n\n“It opens again in May.”"

    assert read(text) == [
        (["“The bridge is shut,”", "“We are sorry.", "“It opens again in May.”"], "said", "the mayor", "direct")
    ]


def test_quotations_that_follow_each_other_without_a_cue_are_one():
    text = "The mayor spoke to the drivers:\n\n“The bridge is shut for all of you.”\n\n“It opens again in May.”"

    assert read(text) == [
        (["“The bridge is shut for all of you.”", "“It opens again in May.”"], None, "The mayor", "direct")
    ]


def test_an_apostrophe_neither_opens_nor_closes_a_quotation():
    assert read("The city's mayor said that the drivers' road wasn't shut.") == [
        (["the drivers' road wasn't shut"], "said", "The city's mayor", "indirect")
    ]


def test_indirect_speech_is_found_without_that():
    assert read("Officials say the bridge was built in 1931.") == [
        (["the bridge was built in 1931"], "say", "Officials", "indirect")
    ]


def test_a_source_is_named_before_or_behind_what_it_says():
    behind = read("The bridge is shut, according to the ministry.")
    before = read("According to the ministry, the bridge is shut.")

    assert behind == [(["The bridge is shut"], "according to", "the ministry", "indirect")]
    assert before == [(["the bridge is shut"], "According to", "the ministry", "indirect")]


def test_words_partly_quoted_are_mixed():
    assert read("She said the bridge was “a danger to everybody” in winter.") == [
        (["the bridge was “a danger to everybody” in winter"], "said", "She", "mixed")
    ]


def test_a_report_within_a_report_is_suggested_too():
    assert read("The ministry said that residents had warned that the bridge would fall.") == [
        (["residents had warned that the bridge would fall"], "said", "The ministry", "indirect"),
        (["the bridge would fall"], "had warned", "residents", "indirect"),
    ]


def test_a_participle_is_said_by_the_holder_before_it():
    assert read("The mayor criticized the plan, saying that nobody had read it.") == [
        (["the plan"], "criticized", "The mayor", "indirect"),
        (["nobody had read it"], "saying", "The mayor", "indirect"),
    ]


def test_a_figure_without_a_holder_is_the_texts_own():
    assert read("Some 613 people were killed, 63 of them children.") == [
        (["Some 613 people were killed, 63 of them children"], None, None, "none")
    ]


def test_a_cue_has_the_helping_words_beside_it():
    assert read("Baku has said that the bridge was shut.") == [
        (["the bridge was shut"], "has said", "Baku", "indirect")
    ]


def test_a_noun_that_looks_like_a_cue_is_none():
    assert read("The claims were filed in May.") == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Der Minister sagte, dass die Brücke gesperrt sei.", ("dass die Brücke gesperrt sei", "Der Minister")),
        ("de", "Laut Polizei ist die Brücke gesperrt.", ("ist die Brücke gesperrt", "Polizei")),
        ("de", "Die Brücke sei gesperrt, teilte die Stadt mit.", ("Die Brücke sei gesperrt", "die Stadt")),
        ("de", "„Die Brücke ist gesperrt“, so Anna Beispiel.", ("„Die Brücke ist gesperrt“", "Anna Beispiel")),
        ("de", "„Wir warten“, heißt es in der Erklärung.", ("„Wir warten“", "der Erklärung")),
        ("de", "Wie die Stadt mitteilte, ist die Brücke gesperrt.", ("ist die Brücke gesperrt", "die Stadt")),
        ("de", "Die Stadt hat angekündigt, die Brücke zu sperren.", ("die Brücke zu sperren", "Die Stadt")),
        (
            "de",
            "Anna Beispiel, Sprecherin der Stadt, sagte: „Wir warten“.",
            ("„Wir warten“", "Anna Beispiel, Sprecherin der Stadt"),
        ),
        ("de", "Von der Opposition wird kritisiert, dass er wartet.", ("dass er wartet", "der Opposition")),
        ("de", "Ersten Angaben zufolge ist die Brücke gesperrt.", ("ist die Brücke gesperrt", "Ersten Angaben")),
        ("ru", "«Мост закрыт», — сказал министр журналистам.", ("«Мост закрыт»", "министр")),
        ("ru", "По словам очевидцев, мост закрыт.", ("мост закрыт", "очевидцев")),
        ("tr", "Bakan Örnek, “Köprü kapalı” dedi.", ("“Köprü kapalı”", "Bakan Örnek")),
        ("tr", "Bakan Örnek, dün verdiği yanıtta, “Köprü kapalı” dedi.", ("“Köprü kapalı”", "Bakan Örnek")),
        ("tr", "Ayrıca, Bakan Örnek “Köprü kapalı” dedi.", ("“Köprü kapalı”", "Bakan Örnek")),
        ("tr", "Bakanlığa göre köprü kapalı.", ("köprü kapalı", "Bakanlığa")),
        ("az-Latn", "Nazir bildirib ki, körpü bağlıdır.", ("körpü bağlıdır", "Nazir")),
        ("hy", "«Կամուրջը փակ է»,- ասել է նախարարը։", ("«Կամուրջը փակ է»", "նախարարը")),
        ("ar", "قال الوزير إن الجسر مغلق.", ("إن الجسر مغلق", "الوزير")),
        ("ar", "قالَ الوزيرُ إنَّ الجسرَ مغلقٌ.", ("إنَّ الجسرَ مغلقٌ", "الوزيرُ")),
        ("ar", "وقالت الوزارة: «الجسر مغلق».", ("«الجسر مغلق»", "الوزارة")),
    ],
)
def test_other_languages_have_their_own_cues(language, text, expected):
    found = read(text, language)

    assert [(words[0], holder) for words, _, holder, _ in found] == [expected]


@pytest.mark.parametrize(
    ("text", "content", "holder"),
    [
        ("«Мост закрыт, — сказал министр. — Мы ждём».", ["«Мост закрыт,", "Мы ждём»"], "министр"),
        ("«Мы знали, — добавила она, — что он закрыт».", ["«Мы знали,", "что он закрыт»"], "она"),
        ("«Мост закрыт, — сказал министр».", ["«Мост закрыт,"], "министр"),
    ],
)
def test_a_quotation_may_be_interrupted_within_its_marks(text, content, holder):
    [(words, _, who, mode)] = read(text, "ru")

    assert (words, who, mode) == (content, holder, "direct")


def test_dashes_without_a_verb_of_saying_interrupt_no_quotation():
    [(words, *_)] = read("«Мост закрыт, — и хорошо, — сегодня», — сказал министр.", "ru")

    assert words == ["«Мост закрыт, — и хорошо, — сегодня»"]


def test_an_arabic_verb_without_a_subject_has_that_of_the_sentence_before():
    assert [holder for _, _, holder, _ in read("قال الوزير إن الجسر مغلق. وأضاف أن العمل سيستمر شهرا.", "ar")] == [
        "الوزير"
    ] * 2
    assert [holder for _, _, holder, _ in read("وأضاف أن العمل سيستمر شهرا.", "ar")] == [None]


def test_a_turkish_holder_behind_its_quotation_ends_at_the_comma():
    [first, _] = read('"Köprü kapalı" diyen bakan, işlerin süreceğini belirtti.', "tr")

    assert (first[0], first[2]) == (['"Köprü kapalı"'], "bakan")


def test_german_takes_the_mood_of_reported_words_for_the_last_holder():
    text = "Der Minister sagte, die Brücke sei gesperrt. Sie werde im Mai geöffnet."

    assert read(text, "de")[1] == (["Sie werde im Mai geöffnet"], None, "Der Minister", "indirect")


def test_a_language_without_lists_still_has_quotations():
    assert read("Le journal « Le Monde » est fermé.", "fr") == []
    assert read("Elle répond : « Le pont est fermé depuis hier matin »", "fr") == [
        (["« Le pont est fermé depuis hier matin »"], None, "Elle", "direct")
    ]


def test_a_quotation_is_found_where_words_have_no_spaces_between_them():
    assert read("“這座橋從昨天起就關閉了。”市長說道。", "zh-Hant") == [
        (["“這座橋從昨天起就關閉了。”"], None, None, "direct")
    ]


@pytest.mark.parametrize(
    "text", ["", "Rain fell on Monday.", "\n\n", "”", "said", ", said.", "“", "“”", "...", "according to"]
)
def test_a_text_without_reports_gives_nothing(text):
    assert suggestions(text, "en") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"' * 100_000),
        ("en", "“" * 50_000 + "”" * 50_000),
        ("de", "„" * 100_000),
        ("en", "'a " * 37_000),
        ("en", "he said, " * 6_000),
        ("en", "said " * 5_000),
        ("de", "teilte laut nach " * 3_500),
        ("tr", "x" * 112_000),
        ("ru", "сказал, что " * 4_500),
        ("de", "a, b, (" * 8_000),
    ],
    ids=lambda value: value[:6],
)
def test_hostile_texts_are_read_in_time_that_grows_with_their_length(language, text):
    started = time.process_time()

    suggestions(text, language)

    assert time.process_time() - started < 4


PIECES = [
    "he said",
    "Anna",
    ",",
    ".",
    " ",
    "“",
    "”",
    '"',
    "''",
    "«",
    "»",
    "that",
    "laut",
    "\n",
    "e\u0301",
    "👩‍👩‍👧",
    "قالَ",
    "?",
    "12 people",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["en", "de", "ru", "tr", "ar", "fr"]))
def test_whatever_the_text_each_suggestion_is_made_of_spans_in_order(pieces, language):
    text = " ".join(pieces)

    for made in suggestions(text, language):
        ends = [0, *(at for stretch in made.content for at in stretch)]
        assert ends == sorted(ends)
        for stretch in (*made.content, made.cue, made.holder):
            assert stretch is None or spans.anchor(text, *stretch)


def test_an_article_of_10_000_words_is_read_within_two_seconds():
    sentence = "“The bridge is shut,” said Anna Example, who added that the mayor had warned the drivers. "
    text = "\n\n".join([sentence * 6] * 105)
    started = time.process_time()

    found = suggestions(text, "en")

    assert len(text.split()) > 10_000
    assert len(found) > 600
    assert time.process_time() - started < 2
