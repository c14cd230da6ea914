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

    found = read(text)

    assert found == [
        (
            ["“The bridge is shut,”", "“It opens in May.”"],
            "said",
            "Anna Example, a spokeswoman for the ministry",
            "direct",
        )
    ]


def test_a_suggestion_says_where_its_words_stand_in_code_points():
    text = "🌉 The ministry said that 12 bridges were shut."

    assert suggestions(text, "en") == [
        Suggestion(((25, 45),), (15, 19), (2, 14), "indirect", "said after its cue"),
    ]


def test_a_text_without_cues_or_quotations_gives_nothing():
    assert suggestions("", "en") == []
    assert suggestions("Rain fell on Monday.", "en") == []
