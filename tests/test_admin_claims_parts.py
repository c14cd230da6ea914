import made
import pytest
from claim_form import Form

from statements.desk.claims import Claim
from statements.desk.figures import Figure

pytestmark = pytest.mark.django_db

DEAD = "In 1613 it began. Some 613 people, including 63 children and 106 women, were injured; 63 were not found."


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def start(
    desk,
    text=DEAD,
    words="Some 613 people, including 63 children and 106 women, were injured; 63 were not found",
    **fields,
):
    form = Form(desk)
    form.values |= {"capture": str(made.capture(text, **fields).pk), "words": words}
    return form


def figure(form, number, written, **fields):
    return form.row(
        "figures", number, **{"as_written": written, "low": written, "high": written, "measure": "injured", **fields}
    )


def test_figures_with_ties_of_the_same_page_are_saved_in_one_go(desk):
    form = start(desk)
    figure(form, 0, "613", qualifier="about", qualifier_words="Some", unit="people")
    figure(form, 1, "63", tie="part_of", tied_here=1)
    figure(form, 2, "106", tie="part_of", tied_here=1)
    figure(form, 3, "63", measure="not found", tie="out_of", tied_here=1)

    assert form.send().errors == []

    claim = Claim.objects.get()
    assert [(f.number, f.as_written, f.tie, str(f.tied_to or "")) for f in claim.figures.all()] == [
        (1, "613", "", ""),
        (2, "63", "part_of", "613 (injured)"),
        (3, "106", "part_of", "613 (injured)"),
        (4, "63", "out_of", "613 (injured)"),
    ]
    assert [(span.start, span.exact) for span in claim.spans.of_role("figure")] == [
        (23, "613"),
        (45, "63"),
        (61, "106"),
        (86, "63"),
    ]


def test_a_figure_is_tied_to_one_of_another_claim_of_the_source_only(desk):
    same = made.claim("613", found_in=made.capture(DEAD))
    far = made.claim("613", found_in=made.capture(DEAD))
    near_figure = Figure.objects.create(claim=same, as_written="613", low=613, high=613, measure="injured")
    far_figure = Figure.objects.create(claim=far, as_written="613", low=613, high=613, measure="injured")
    form = Form(desk)
    form.values |= {"capture": str(same.capture.pk), "words": "63 children"}

    figure(form, 0, "63", tie="part_of", tied_to=far_figure)
    assert form.send().errors == ["A figure is tied only to a figure of the same source."]

    figure(form, 0, "63", tie="part_of", tied_to=near_figure)
    assert form.send().errors == []
    assert Figure.objects.get(as_written="63").tied_to == near_figure


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"tie": "part_of"}, "A tie names both how and to which figure."),
        ({"tied_here": 1}, "Say how it is tied to the other figure."),
        ({"tie": "part_of", "tied_here": 1}, "A figure cannot be tied to itself."),
        ({"tie": "part_of", "tied_here": 9}, "There is no figure 9 on this page."),
        ({"low": "7", "high": "5"}, "The lower number is above the higher one."),
        ({"low": "", "high": ""}, "Give the number: low and high alike for a single one."),
        ({"low": "9" * 5000}, "Ensure that there are no more than"),
        ({"low": "NaN"}, "Enter a number."),
        ({"low": "1e400"}, "Ensure that there are no more than"),
        ({"measure": ""}, "This field is required."),
        ({"as_written": "614"}, "Not in the capture's text: the text nowhere has ‘614’."),
        ({"as_written": "13"}, "“13” stands only inside a longer number."),
    ],
)
def test_a_figure_is_refused_with_the_reason(desk, fields, refusal):
    form = figure(start(desk), 0, "613", **fields).send()

    assert [error for error in form.errors if error.startswith(refusal)], form.errors
    assert Claim.objects.count() == 0


def test_figures_tied_in_a_circle_are_refused(desk):
    form = start(desk)
    figure(form, 0, "613", tie="part_of", tied_here=2)
    figure(form, 1, "63", tie="part_of", tied_here=1)

    assert "Figures cannot be tied in a circle." in form.send().errors


def test_a_figure_to_which_others_are_tied_is_not_removed(desk):
    form = start(desk)
    figure(form, 0, "613")
    figure(form, 1, "63", tie="part_of", tied_here=1).send()
    claim = Claim.objects.get()

    form = Form(desk, claim).row("figures", 0, DELETE="on").send()

    said = f"The figure 613 (injured) cannot be removed: 63 (injured) in {claim.ref} is tied to it."
    assert form.errors == [said]
    assert claim.figures.count() == 2


def test_figures_keep_their_numbers_when_others_are_removed(desk):
    form = start(desk)
    for number, written in enumerate(["613", "63", "106"]):
        figure(form, number, written)
    form.send()
    claim = Claim.objects.get()

    form = Form(desk, claim).row("figures", 0, DELETE="on")
    figure(form, 3, "63", measure="lost")
    assert form.send().errors == []

    assert [(f.number, f.as_written) for f in claim.figures.all()] == [(2, "63"), (3, "106"), (4, "63")]


def test_measures_in_use_are_offered(desk):
    figure(start(desk), 0, "613", measure="hurt & injured").send()

    page = Form(desk).page

    assert '<option value="hurt &amp; injured"></option>' in page
    assert 'list="figures-offered"' in page


def test_a_doubt_is_saved_with_its_cue_and_never_enters_the_chain(desk):
    ministry = made.agent("Ministry of Works")
    text = "The court found 41 bridges closed. The ministry recalled it."
    form = start(desk, text, "41 bridges closed")
    form.row("links", 0, mode="indirect", holder_kind="unnamed", holder_as_named="The court", cue="found")
    form.row(
        "doubts",
        0,
        after_position=0,
        agent=ministry,
        as_named="The ministry",
        cue="recalled",
        reason="The next sentence.",
    )

    assert form.send().errors == []

    claim = Claim.objects.get()
    assert claim.links.count() == 1
    doubt = claim.doubts.get()
    assert [(span.role, span.exact) for span in doubt.spans.all()] == [("holder", "The ministry"), ("cue", "recalled")]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"reason": ""}, "A doubt says what it rests on."),
        ({"as_named": ""}, "Say who: choose an agent, or give the words used."),
        ({"after_position": 2}, "The chain ends at 1; 0 is the writer, 1 the first link."),
        ({"cue": "recaled"}, "Not in the capture's text: the text nowhere has ‘recaled’."),
    ],
)
def test_a_doubt_is_refused_with_the_reason(desk, fields, refusal):
    form = start(desk, "The court found 41 bridges closed. The ministry recalled it.", "41 bridges closed")
    form.row("links", 0, mode="indirect", holder_kind="unnamed", holder_as_named="The court")
    doubt = {"after_position": 0, "kind": "unnamed", "as_named": "The ministry", "cue": "recalled", "reason": "Next."}

    form.row("doubts", 0, **{**doubt, **fields}).send()

    assert refusal in form.errors
    assert Claim.objects.count() == 0


def test_a_doubt_can_follow_a_link_that_is_added_with_it(desk):
    claim = made.claim(found_in=made.capture("The court and the council found that 41 bridges were closed."))
    made.ascribe(claim, "The court")
    form = Form(desk, claim).row("links", 1, mode="indirect", holder_kind="unnamed", holder_as_named="the council")

    form.row("doubts", 0, after_position=2, kind="unnamed", as_named="the council", reason="Both.").send()

    assert form.errors == []
    assert claim.doubts.get().after_position == 2


def test_a_relation_names_its_source_and_another_claim(desk):
    claim, other = made.claim(), made.claim()
    form = Form(desk, claim).row("relations", 0, kind="disputes", to=other).send()
    assert form.errors == ["This field is required."]

    form = Form(desk, claim).row("relations", 0, kind="disputes", to=claim, stated_by=claim.source).send()
    assert form.errors == ["A claim has no relation to itself."]

    form = Form(desk, claim).row("relations", 0, kind="disputes", to=other, stated_by=claim.source).send()
    assert form.errors == []
    assert [(relation.kind, relation.to, relation.stated_by) for relation in claim.relations.all()] == [
        ("disputes", other, claim.source)
    ]


def test_subjects_are_named_once(desk):
    subject = made.subject()
    form = start(desk).row("claim_subjects", 0, subject=subject)
    assert form.send().errors == []
    claim = Claim.objects.get()
    assert list(claim.subjects.all()) == [subject]

    form = Form(desk, claim).row("claim_subjects", 1, subject=subject).send()
    assert form.errors[0] == "Please correct the duplicate data for subject."
    assert claim.subjects.count() == 1


def test_a_claim_is_not_part_of_itself(desk):
    claim = made.claim()
    part = made.claim(part_of=claim)

    assert Form(desk, claim).send(part_of=claim).errors == [
        "A claim cannot be part of itself, not even through others."
    ]
    assert Form(desk, claim).send(part_of=part).errors == ["A claim cannot be part of itself, not even through others."]
