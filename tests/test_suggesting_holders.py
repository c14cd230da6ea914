"""Who said it: lists of holders, and what may stand between a name and its verb."""

import pytest
from suggested import read


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Ann, Ben and Cora said that the bridge was unsafe.", "Ann, Ben and Cora"),
        ("The police, the army, and the mayor said that it was unsafe.", "The police, the army, and the mayor"),
        (
            "Leaders of Sampleton, Exampleton and Testville said that it was unsafe.",
            "Leaders of Sampleton, Exampleton and Testville",
        ),
        ("According to Ann, Ben, and Cora, the bridge was unsafe.", "Ann, Ben, and Cora"),
        (
            "The bridge was unsafe, according to the police, the army and the mayor.",
            "the police, the army and the mayor",
        ),
        ("“It is unsafe,” Ann, Ben and Cora said.", "Ann, Ben and Cora"),
        ("In Sampleton, Ann and Ben said that it was unsafe.", "Ann and Ben"),
        ("Sadly, Ann and Ben said that it was unsafe.", "Ann and Ben"),
        ("In Sampleton, Exampleland, Ann and Ben said that it was unsafe.", "Ann and Ben"),
        ("The bridge, Ann and Ben said, was unsafe.", "Ann and Ben"),
        ("The bridge, Ann and Ben said on Monday, was unsafe.", "Ann and Ben"),
        ("The road was closed, the bridge was open, and the mayor said that it was unsafe.", "the mayor"),
        ("According to Ann, Ben and Cora left the town.", "Ann"),
    ],
)
def test_all_holders_of_a_list_are_named_and_nothing_else(text, holder):
    assert [who for _, who in read(text)] == [holder]


def test_all_holders_of_a_german_list_are_named():
    text = "Der Minister, die Polizei und die Stadt sagten, dass die Brücke gesperrt sei."

    assert [who for _, who in read(text, "de")] == ["Der Minister, die Polizei und die Stadt"]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Ann Example, 58, who lives in Sampleton, says that it is late.", "Ann Example, 58"),
        ("Ann, whose views upset many, last year proposed a new road.", "Ann"),
        ("Here in Sampleton, Ann Example stepped up the work, saying, “It is late.”", "Ann Example"),
        ("Now Ann Example left, saying, “It is late.”", "Ann Example"),
        ("Pollsters agree - Ann Example: “It is late.”", "Ann Example"),
    ],
)
def test_ages_times_places_and_headlines_are_no_holders(text, holder):
    assert [who for _, who in read(text)] == [holder]


def test_a_partly_quoted_sentence_is_nobodys_where_nobody_has_just_spoken():
    """Whoever spoke some sentences before need not be who is quoted; who speaks right before, is."""
    began = "Die Ministerin sagte, die Brücke sei gesperrt."
    quoted = "Das Dorf wurde zum „größten Parkplatz in weiter Umgebung“."

    right_behind = read(f"{began} {quoted}", "de")
    later = read(f"{began} Der Winter kam. Der Schnee blieb. {quoted}", "de")

    assert ("„größten Parkplatz in weiter Umgebung“", "Die Ministerin") in right_behind
    assert ("„größten Parkplatz in weiter Umgebung“", None) in later


@pytest.mark.parametrize("opening", ["Weiter", "Hierzu", "Ergänzend"])
def test_a_word_that_only_leads_over_is_no_german_holder(opening):
    assert read(f"{opening} sagte die Ministerin: „Die Brücke ist gesperrt.“", "de") == [
        ("„Die Brücke ist gesperrt.“", "die Ministerin")
    ]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Sampleton voter Ann Example wore a shirt calling the bridge “a ruin.”", "Sampleton voter Ann Example"),
        ("The Example campaign instead sent a letter saying that it was late.", "The Example campaign"),
        ("Met with cheers, Ann Example stayed on, saying that it was late.", "Ann Example"),
        ("Eventually Ann Example said that it was late.", "Ann Example"),
        ("Ann stuck to her word, saying that it was late.", "Ann"),
        ("Rather than answer, Ann left, saying that it was late.", "Ann"),
        ("A tape in which Ann boasted that “it is late” was played.", "Ann"),
        ("Ann Example, D-Ohio, who knew it, said that it was late.", "Ann Example, D-Ohio"),
    ],
)
def test_a_name_is_whole_and_nothing_that_leads_up_to_it_is_one(text, holder):
    assert [who for _, who in read(text)] == [holder]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Ministerin wies den Bericht zurück und nannte ihn „absurd“.", [("„absurd“", "Die Ministerin")]),
        (
            "Der Rat sprach von einem „einmaligen Vorgang“ und kündigte Schritte an.",
            [("„einmaligen Vorgang“", "Der Rat")],
        ),
        ("Der Rat tagte lange und nannte den Bericht „absurd“.", [("„absurd“", "Der Rat")]),
    ],
)
def test_a_german_verb_right_behind_und_has_the_subject_before_it(text, expected):
    assert read(text, "de") == expected
