import made
import pytest
from claim_form import Form

from statements.desk.claims import Claim

pytestmark = pytest.mark.django_db

TWICE = "The mayor said that 41 bridges were closed.\n\nLater she repeated: 41 bridges were closed, all of them."
HARD = "‎مرحبا 👩‍👧 a\u0301 e\u0301\r\nThe “mayor” said that 41 bridges were closed … all of them.\r\nEnd."


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def words_of(claim, role="words"):
    return [(span.start, span.end, span.exact) for span in claim.spans.of_role(role)]


def test_words_pasted_once_are_found_and_read_with_their_attribution(desk):
    form = Form(desk).send(capture=made.capture(), words="41 bridges were closed")

    assert words_of(Claim.objects.get()) == [(20, 42, "41 bridges were closed")]
    assert form.messages[:1] == ["Reads as: Ada Example, in the article’s own voice: 41 bridges were closed"]
    assert "Ada Example, in the article’s own voice" in desk.get(form.answer.url).content.decode()


def test_words_that_stand_twice_are_asked_about_and_nothing_typed_is_lost(desk):
    capture = made.capture(TWICE)

    form = Form(desk).send(
        capture=capture, words="41 bridges were closed", paraphrase="Bridges were closed.", kind="figure"
    )

    assert form.errors == ["“41 bridges were closed” stands at 2 places; choose below which is meant."]
    assert Claim.objects.count() == 0
    assert "¶1: The mayor said that ‹41 bridges were closed›." in form.page
    assert "¶2: Later she repeated: ‹41 bridges were closed›, all of them." in form.page
    assert (form.values["paraphrase"], form.values["kind"]) == ("Bridges were closed.", "figure")

    form.send(**{"words-place-0": TWICE.rindex("41")})

    assert form.errors == []
    start = TWICE.rindex("41")
    assert words_of(Claim.objects.get()) == [(start, start + 22, "41 bridges were closed")]


def test_chosen_place_stays_when_the_form_is_saved_again_and_is_asked_anew_on_demand(desk):
    capture = made.capture(TWICE)
    second = TWICE.rindex("41")
    Form(desk).send(capture=capture, words="41 bridges were closed").send(**{"words-place-0": second})
    claim = Claim.objects.get()
    key = claim.spans.get().pk

    assert Form(desk, claim).send(paraphrase="Closed.").errors == []
    assert (claim.spans.get().pk, claim.spans.get().start) == (key, second)

    form = Form(desk, claim).send(anew="on")
    assert form.errors == ["“41 bridges were closed” stands at 2 places; choose below which is meant."]
    assert form.send(**{"words-place-0": 20}).errors == []
    assert claim.spans.get().start == 20


def test_a_place_that_is_none_of_those_asked_about_is_asked_again(desk):
    form = Form(desk).send(capture=made.capture(TWICE), words="41 bridges were closed")

    form.send(**{"words-place-0": "21"})

    assert form.errors == ["“41 bridges were closed” stands at 2 places; choose below which is meant."]
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("place", ["-1", "9" * 5000, "x", "²"])
def test_a_malformed_place_is_no_choice(desk, place):
    form = Form(desk).send(capture=made.capture(TWICE), words="41 bridges were closed")

    form.send(**{"words-place-0": place})

    assert form.errors == ["“41 bridges were closed” stands at 2 places; choose below which is meant."]


def test_words_that_stand_everywhere_are_refused_with_what_to_do(desk):
    form = Form(desk).send(capture=made.capture("on and on " * 60), words="on")

    assert form.errors == ["“on” stands at 120 places; paste more of the words around it."]


def test_quotation_marks_and_spaces_may_differ_and_are_recorded_as_found(desk):
    capture = made.capture("She said: “We shall  open them again”, and left.")

    form = Form(desk).send(capture=capture, words='"We shall open them again"')

    assert words_of(Claim.objects.get()) == [(10, 37, "“We shall  open them again”")]
    assert form.messages[0] == (
        '“"We shall open them again"” is recorded as the source has it: ““We shall  open them again””'
        " (quotation marks differ; spaces differ)."
    )


def test_words_not_in_the_text_are_refused_with_the_words_that_differ(desk):
    form = Form(desk).send(capture=made.capture(), words="41 bridges were open", paraphrase="Kept.")

    assert form.errors == [
        "Not found: “41 bridges were open”: found up to ‘41 bridges were’; then the text has ‘closed. 'We shall open’"
        " where you have ‘open’."
    ]
    assert form.values["words"] == "41 bridges were open"
    assert form.values["paraphrase"] == "Kept."
    assert Claim.objects.count() == 0


def test_interrupted_words_are_several_spans(desk):
    text = "“We shall build bridges,” the mayor said, “and nobody will stop us.”"
    capture = made.capture(text)

    form = Form(desk).send(capture=capture, words="We shall build bridges\r\n[...]\r\nand nobody will stop us")

    assert form.errors == []
    claim = Claim.objects.get()
    assert words_of(claim) == [(1, 23, "We shall build bridges"), (43, 66, "and nobody will stop us")]
    assert Form(desk, claim).values["words"] == "We shall build bridges\n[...]\nand nobody will stop us"


def test_an_ellipsis_in_one_paste_makes_several_spans(desk):
    capture = made.capture("We shall build many very long bridges over rivers.")

    Form(desk).send(capture=capture, words="We shall build … bridges over rivers")

    assert [words for _, _, words in words_of(Claim.objects.get())] == ["We shall build", "bridges over rivers"]


def test_pastes_that_overlap_are_refused(desk):
    form = Form(desk).send(capture=made.capture(), words="41 bridges were\n[...]\nbridges were closed")

    assert form.errors == ["“41 bridges were” and “bridges were closed” overlap; give each word once."]


def test_offsets_are_right_after_emoji_combining_marks_arabic_and_line_ends(desk):
    capture = made.capture(HARD)

    form = Form(desk).send(capture=capture, words='The "mayor" said that 41 bridges\r\n')

    assert form.errors == []
    start = capture.text.index("The “mayor”")
    assert words_of(Claim.objects.get()) == [(start, start + 32, "The “mayor” said that 41 bridges")]


def test_words_that_begin_inside_a_character_are_refused(desk):
    form = Form(desk).send(capture=made.capture("Cafe\u0300\u0301 closed"), words="\u0301 closed")

    assert form.errors == [
        "Not found: “\u0301 closed”: the words are in the text, but begin or end inside a character."
    ]


def test_spans_of_two_claims_may_nest_and_cross(desk):
    capture = made.capture()

    for words in ("said that 41 bridges", "41 bridges were closed", "bridges were"):
        assert Form(desk).send(capture=capture, words=words).errors == []

    assert [words_of(claim)[0][:2] for claim in Claim.objects.order_by("pk")] == [(10, 30), (20, 42), (23, 35)]


def test_changed_words_leave_the_other_spans_alone(desk):
    claim = made.claim()
    made.ascribe(claim, "The mayor", cue="said")
    Form(desk, claim).send(paraphrase="First.")
    before = {span.pk for span in claim.spans.exclude(role="words")}

    form = Form(desk, claim).send(words="bridges were closed")

    assert form.errors == []
    assert words_of(claim) == [(23, 42, "bridges were closed")]
    assert {span.pk for span in claim.spans.exclude(role="words")} == before
    assert [(span.role, span.exact) for span in claim.spans.all()] == [
        ("holder", "The mayor"),
        ("cue", "said"),
        ("words", "bridges were closed"),
    ]


def test_quoted_parts_stand_inside_the_words(desk):
    claim = made.claim('41 bridges were closed. "We shall open them again"')
    made.ascribe(claim, "The mayor", mode="direct")

    form = Form(desk, claim).send(quoted="We shall open\nthem again")

    assert form.errors == []
    assert words_of(claim, "quoted") == [(45, 58, "We shall open"), (59, 69, "them again")]
    assert Form(desk, claim).values["quoted"] == "We shall open\nthem again"


def test_quoted_part_outside_the_words_is_refused(desk):
    claim = made.claim()
    made.ascribe(claim, "The mayor", mode="direct")

    form = Form(desk, claim).send(quoted="We shall open\nnowhere at all")

    assert form.errors == [
        "The quoted part “We shall open” lies outside the claim's words.",
        "Not found: “nowhere at all”: the text nowhere has ‘nowhere at all’.",
    ]


def test_quoted_part_that_stands_twice_inside_the_words_is_asked_about(desk):
    claim = made.claim("on and on it went", found_in=made.capture("So on and on it went."))
    made.ascribe(claim, "So", mode="direct")

    form = Form(desk, claim).send(quoted="on")
    assert form.errors == ["“on” stands at 2 places; choose below which is meant."]

    assert form.send(**{"quoted-place-0": 10}).errors == []
    assert words_of(claim, "quoted") == [(10, 12, "on")]


def test_quoted_part_of_several_lines_comes_back_as_it_was(desk):
    claim = made.claim("one\ntwo", found_in=made.capture("He said: one\ntwo."))
    made.ascribe(claim, "He", mode="direct")

    assert Form(desk, claim).send(quoted="one\ntwo\n[...]\n").errors == []
    assert words_of(claim, "quoted") == [(9, 16, "one\ntwo")]
    assert Form(desk, claim).send(paraphrase="Numbers.").errors == []
    assert words_of(claim, "quoted") == [(9, 16, "one\ntwo")]


def test_a_claim_that_moves_to_another_capture_is_found_anew_there(desk):
    claim = made.claim()
    made.ascribe(claim, "The mayor", cue="said")
    other = made.capture("On Monday the mayor said that 41 bridges were closed.", of=claim.source)

    form = Form(desk, claim).send(capture=other)

    assert form.errors == []
    assert [(span.capture_id, span.start, span.exact) for span in claim.spans.all()] == [
        (other.pk, 10, "the mayor"),
        (other.pk, 20, "said"),
        (other.pk, 30, "41 bridges were closed"),
    ]


def test_words_of_a_summary_give_the_place_only(desk):
    capture = made.capture("Summary: the mayor closed bridges.", text_basis="summary")

    form = Form(desk).send(capture=capture, words="closed bridges")
    assert words_of(Claim.objects.get()) == [(19, 33, "closed bridges")]
    assert (
        "Still stands in the way of publication: A summary yields no quoted words; write a paraphrase." in form.messages
    )

    form = Form(desk, Claim.objects.get()).send(quoted="closed")
    assert form.errors == ["A summary by this archive holds nobody's quoted words; remove the quoted parts."]


def test_too_many_pastes_are_refused(desk):
    text = " ".join(f"word{number}." for number in range(101))

    form = Form(desk).send(capture=made.capture(text), words="\n[...]\n".join(text.split()))

    assert form.errors == ["101 stretches of words; a claim has at most 100. Record several claims."]


def test_a_paste_too_long_for_a_claim_is_refused(desk):
    form = Form(desk).send(capture=made.capture(), words="x" * 100_001)

    assert form.errors == ["100,001 characters are more than a claim can hold; paste at most 100,000."]


@pytest.mark.parametrize("field", ["words", "quoted", "paraphrase"])
def test_control_characters_are_refused_and_named(desk, field):
    form = Form(desk).send(capture=made.capture(), **{field: "41\x1b bridges"})

    assert form.errors == ["escape (U+001B) at position 2 cannot be kept in a text."]
    assert Claim.objects.count() == 0


def test_nul_is_refused_before_the_form_reads_it(desk):
    capture = made.capture()

    answer = desk.post(Form(desk).url, {"capture": capture.pk, "words": "41\0 bridges"})

    assert answer.status_code == 400
    assert Claim.objects.count() == 0


def test_a_claim_needs_a_capture(desk):
    form = Form(desk).send(words="41 bridges were closed")

    assert form.errors == ["This field is required."]
    assert form.values["words"] == "41 bridges were closed"


def test_a_stale_form_is_refused_and_keeps_what_was_typed(desk):
    claim = made.claim()
    first, second = Form(desk, claim), Form(desk, claim)
    first.send(paraphrase="Mine.")

    second.send(words="bridges were closed", paraphrase="Theirs.")

    assert "saved this record in the meantime" in " ".join(second.errors)
    assert second.values["words"] == "bridges were closed"
    assert words_of(claim) == [(20, 42, "41 bridges were closed")]
    claim.refresh_from_db()
    assert claim.paraphrase == "Mine."


def test_date_words_are_found_in_the_text(desk):
    capture = made.capture("On 3 March 2021 bridges were closed.")

    form = Form(desk).send(
        capture=capture,
        words="bridges were closed",
        about_edtf="2021-03-03",
        about_as_written="3 March 2021",
        about_basis="stated",
    )

    assert form.errors == []
    assert words_of(Claim.objects.get(), "date") == [(3, 15, "3 March 2021")]


@pytest.mark.parametrize(
    ("date", "refusal"),
    [
        ({"about_edtf": "2021-03-03"}, "A date needs its basis, and a basis needs its date."),
        ({"about_edtf": "2021", "about_basis": "inferred"}, "An inferred date says what it is inferred from."),
        ({"about_edtf": "3 March", "about_basis": "stated"}, "“3 March” is not"),
        ({"about_edtf": "9" * 5000, "about_basis": "stated"}, "Ensure this value has at most 40 characters"),
    ],
)
def test_dates_are_refused_with_what_is_wrong(desk, date, refusal):
    form = Form(desk).send(capture=made.capture(), words="41 bridges were closed", **date)

    assert [error for error in form.errors if error.startswith(refusal)]
    assert Claim.objects.count() == 0


def test_date_words_that_are_not_in_the_text_are_refused(desk):
    form = Form(desk).send(
        capture=made.capture(), words="41 bridges", about_edtf="2021", about_as_written="May 2021", about_basis="stated"
    )

    assert form.errors == ["Not in the capture's text: the text nowhere has ‘May 2021’."]
