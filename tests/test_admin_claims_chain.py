import made
import pytest
from claim_form import Form

from statements.admin.claim_choices import NO_SUCH_RECORD
from statements.choices import AgentKind
from statements.desk.attributions import Holder, Link
from statements.desk.claims import Claim

pytestmark = pytest.mark.django_db

MAYOR = {"holder_as_named": "The mayor"}
CHAIN = "The ministry said that Ann had written: “41 bridges were closed.” Bob had said so first."


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


@pytest.fixture
def ministry(db):
    return made.agent("Ministry of Works")


def start(desk, text=made.TEXT, words="41 bridges were closed", **capture):
    form = Form(desk)
    form.values |= {"capture": str(made.capture(text, **capture).pk), "words": words}
    return form


def chain_of(claim):
    return [
        (link.position, link.mode, link.cue, [holder.as_named or str(holder.agent) for holder in link.holders.all()])
        for link in claim.links.all()
    ]


def test_link_with_its_first_holder_is_saved_and_anchored(desk, ministry):
    form = start(desk)
    form.row(
        "links",
        0,
        mode="indirect",
        holder_agent=ministry,
        holder_as_named="The mayor",
        holder_reason="He speaks for it.",
        cue="said",
    )

    assert form.send().errors == []

    claim = Claim.objects.get()
    holder = Holder.objects.get()
    assert (holder.kind, holder.agent, holder.as_named, holder.reason) == (
        "body",
        ministry,
        "The mayor",
        "He speaks for it.",
    )
    assert [(span.role, span.start, span.exact) for span in claim.spans.all()] == [
        ("holder", 0, "The mayor"),
        ("cue", 10, "said"),
        ("words", 20, "41 bridges were closed"),
    ]
    assert "Reads as: Ministry of Works, as reported by Ada Example: 41 bridges were closed" in form.messages
    assert "¶1: ‹The mayor› said that 41 bridges were closed." in Form(desk, claim).page


def test_a_row_left_as_it_was_is_no_link(desk):
    form = start(desk).send()

    assert form.errors == []
    assert Link.objects.count() == 0
    assert "No link at all means that the claim is in the writer&#x27;s own voice." in Form(desk).page


def test_chain_is_numbered_in_the_order_of_the_page(desk):
    form = start(desk, CHAIN)
    for number, (name, cue) in enumerate([("The ministry", "said"), ("Ann", "had written"), ("Bob", "had said")]):
        form.row("links", number, mode="indirect", holder_kind="unnamed", holder_as_named=name, cue=cue)

    assert form.send().errors == []

    assert chain_of(Claim.objects.get()) == [
        (1, "indirect", "said", ["The ministry"]),
        (2, "indirect", "had written", ["Ann"]),
        (3, "indirect", "had said", ["Bob"]),
    ]


@pytest.fixture
def chained(db):
    claim = made.claim(found_in=made.capture(CHAIN))
    for name, cue in [("The ministry", "said"), ("Ann", "had written"), ("Bob", "had said")]:
        made.ascribe(claim, name, cue=cue)
    return claim


def test_links_change_places_and_keep_their_spans(desk, chained):
    Form(desk, chained).send(paraphrase="First.")
    before = {span.pk for span in chained.spans.all()}
    form = Form(desk, chained)
    for number, position in enumerate([3, 1, 2]):
        form.row("links", number, position=position)

    assert form.send().errors == []

    assert [(position, named) for position, _, _, named in chain_of(chained)] == [
        (1, ["Ann"]),
        (2, ["Bob"]),
        (3, ["The ministry"]),
    ]
    assert {span.pk for span in chained.spans.all()} == before


def test_a_new_link_goes_where_its_position_says(desk, chained):
    form = Form(desk, chained)
    form.row("links", 0, position=1).row("links", 1, position=3).row("links", 2, position=4)
    form.row("links", 3, mode="indirect", holder_kind="generic", holder_as_named="Ann", position=2)

    assert form.send().errors == []

    assert [named for _, _, _, named in chain_of(chained)] == [["The ministry"], ["Ann"], ["Ann"], ["Bob"]]
    assert [position for position, _, _, _ in chain_of(chained)] == [1, 2, 3, 4]


def test_a_removed_link_takes_its_holders_and_spans_along(desk, chained):
    Form(desk, chained).send(paraphrase="First.")
    form = Form(desk, chained).row("links", 1, DELETE="on")

    assert form.send().errors == []

    assert chain_of(chained) == [(1, "indirect", "said", ["The ministry"]), (2, "indirect", "had said", ["Bob"])]
    assert Holder.objects.count() == 2
    assert [span.exact for span in chained.spans.all()] == [
        "The ministry",
        "said",
        "41 bridges were closed",
        "Bob",
        "had said",
    ]


def test_more_links_than_a_chain_has_are_refused(desk):
    form = start(desk)
    for number in range(300):
        form.row("links", number, mode="indirect", holder_kind="unnamed", holder_as_named="The mayor")

    form.send()

    assert "300 links; a claim has at most 20. Nothing was saved." in form.errors
    assert Claim.objects.count() == 0


JOINT = (
    "So far the parliaments of 17 countries, as well as 24 states, the first organisation and the second one "
    "have called it a crime, the statement added."
)


def test_joint_holders_speak_on_one_link_two_of_them_unnamed_with_a_count(desk, ministry):
    first, second = made.agent("First Organisation"), made.agent("Second Organisation")
    form = start(desk, JOINT, "a crime")
    form.row(
        "links",
        0,
        mode="indirect",
        holder_agent=ministry,
        holder_as_named="the statement",
        holder_reason="Its own.",
        cue="added",
    )
    form.row(
        "links",
        1,
        mode="indirect",
        holder_kind="unnamed",
        holder_as_named="the parliaments of 17 countries",
        holder_count=17,
        cue="called",
    )
    form.row("joint", 0, link_number=2, kind="unnamed", as_named="24 states", count=24)
    form.row("joint", 1, link_number=2, kind="body", agent=first, as_named="the first organisation", reason="By name.")
    form.row("joint", 2, link_number=2, kind="body", agent=second)

    assert form.send().errors == []

    claim = Claim.objects.get()
    assert [(holder.position, str(holder), holder.count) for holder in claim.links.last().holders.all()] == [
        (1, "the parliaments of 17 countries", 17),
        (2, "24 states", 24),
        (3, "the first organisation", None),
        (4, "Second Organisation", None),
    ]
    assert [span.exact for span in claim.spans.of_role("holder")] == [
        "the parliaments of 17 countries",
        "24 states",
        "the first organisation",
        "the statement",
    ]
    assert form.messages[0] == (
        "Reads as: The parliaments of 17 countries, 24 states, First Organisation and Second Organisation, "
        "as reported by Ministry of Works, as reported by Ada Example: a crime"
    )


def joint(desk):
    claim = made.claim(found_in=made.capture("Ann, Bob and Cid said, with Dora, that 41 bridges were closed."))
    made.ascribe(claim, "Ann", "Bob", "Cid", cue="said")
    made.ascribe(claim, "Dora")
    return claim


def test_joint_holders_stay_with_their_link_when_it_moves(desk):
    claim = joint(desk)
    form = Form(desk, claim).row("links", 0, position=2).row("links", 1, position=1)

    assert form.send().errors == []

    assert [named for _, _, _, named in chain_of(claim)] == [["Dora"], ["Ann", "Bob", "Cid"]]


def test_a_joint_holder_can_move_to_another_link(desk):
    claim = joint(desk)
    form = Form(desk, claim).row("joint", 0, link_number=2)

    assert form.send().errors == []

    assert [named for _, _, _, named in chain_of(claim)] == [["Ann", "Cid"], ["Dora", "Bob"]]
    assert [holder.position for holder in Holder.objects.order_by("link__position", "position")] == [1, 2, 1, 2]


def test_joint_holders_go_with_their_link_or_alone(desk):
    claim = joint(desk)
    Form(desk, claim).row("joint", 0, DELETE="on").send()
    assert [named for _, _, _, named in chain_of(claim)] == [["Ann", "Cid"], ["Dora"]]

    form = Form(desk, claim).row("links", 0, DELETE="on").row("joint", 0, as_named="Ann").send()
    assert form.errors == []
    assert [named for _, _, _, named in chain_of(claim)] == [["Dora"]]


def test_a_joint_holder_of_no_link_is_refused(desk):
    form = start(desk).row("joint", 0, link_number=1, kind="unnamed", as_named="The mayor").send()
    assert form.errors == ["The chain has no link 1."]

    form = start(desk).row("joint", 0, kind="unnamed", as_named="The mayor").send()
    assert form.errors == ["This field is required."]


@pytest.mark.parametrize(
    ("link", "refusal"),
    [
        ({}, "Say who: choose an agent, or give the words used."),
        ({"holder_kind": "unnamed", "holder_count": 0, **MAYOR}, "Only unnamed holders are counted, from 1."),
        ({"holder_kind": "person", "holder_count": 3, **MAYOR}, "Only unnamed holders are counted, from 1."),
        ({"holder_as_named": "The mayors"}, "Not in the capture's text: found up to ‘The’; then the text has ‘mayor"),
        ({**MAYOR, "cue": "sad"}, "Not in the capture's text: the text nowhere has ‘sad’."),
        ({**MAYOR, "mode": ""}, "This field is required."),
        ({**MAYOR, "mode": "none"}, "Select a valid choice. none is not one of the available choices."),
        ({**MAYOR, "holder_agent": "9" * 5000}, NO_SUCH_RECORD),
        ({**MAYOR, "holder_agent": "9" * 30}, NO_SUCH_RECORD),
        ({**MAYOR, "holder_agent": "a-0000000000"}, NO_SUCH_RECORD),
        ({**MAYOR, "position": "9" * 5000}, "Enter a whole number."),
        ({**MAYOR, "holder_kind": "unnamed", "holder_count": "9" * 5000}, "Enter a whole number."),
        ({**MAYOR, "holder_kind": "unnamed", "holder_count": "9" * 30}, "Ensure this value is less than or equal to"),
        ({**MAYOR, "holder_kind": "nobody"}, "Select a valid choice. nobody is not one of the available choices."),
        ({**MAYOR, "cue": "x" * 201}, "Ensure this value has at most 200 characters (it has 201)."),
        ({**MAYOR, "mode": "mixed"}, "A mixed quotation needs its quoted parts; mark them, or call it a paraphrase."),
        ({**MAYOR, "said_edtf": "2021-02-30", "said_basis": "stated"}, "“2021-02-30”"),
        ({**MAYOR, "said_edtf": "2021"}, "A date needs its basis, and a basis needs its date."),
        ({**MAYOR, "said_edtf": "2021", "said_basis": "inferred"}, "An inferred date says what it is inferred from."),
    ],
)
def test_a_link_is_refused_with_the_reason(desk, link, refusal):
    form = start(desk).row("links", 0, **{"mode": "indirect", **link}).send()

    assert [error for error in form.errors if error.startswith(refusal)], form.errors
    assert form.values["words"] == "41 bridges were closed"
    assert Claim.objects.count() == 0


def test_only_persons_and_bodies_are_identified(desk, ministry):
    for kind in ("unnamed", "generic", "work"):
        form = start(desk).row("links", 0, mode="indirect", holder_kind=kind, holder_agent=ministry).send()
        assert form.errors == ["Only a person or a body can be identified; other holders have no agent."]

    form = start(desk).row("links", 0, mode="indirect", holder_kind="person", holder_agent=ministry).send()
    assert form.errors == ["Ministry of Works is recorded as a body, the holder as a person."]


def test_words_that_are_no_name_of_the_agent_need_a_reason(desk, ministry):
    ministry.names.create(name="The Mayor", language="en")
    named = start(desk).row("links", 0, mode="indirect", holder_agent=ministry, holder_as_named="The mayor")
    assert named.send().errors == []

    form = start(desk).row("links", 0, mode="indirect", holder_agent=ministry, holder_as_named="she").send()
    assert form.errors == ["“she” is not a name of Ministry of Works; say why it is read so."]


def test_direct_quotation_needs_words(desk, ministry):
    form = start(desk, words="").row("links", 0, mode="direct", holder_agent=ministry).send(paraphrase="Closed.")

    assert form.errors == ["A direct quotation needs its words as they stand in the source."]


def test_quoted_parts_need_a_quotation(desk, ministry):
    form = start(desk).row("links", 0, mode="indirect", holder_agent=ministry).send(quoted="closed")
    assert form.errors == ["Quoted parts are marked, but the last link is neither direct nor mixed."]

    form = start(desk).send(quoted="closed")
    assert form.errors == ["Quoted parts are marked, but the last link is neither direct nor mixed."]


def test_own_publication_is_the_only_link_and_published_by_its_holder(desk, ministry):
    other = made.agent("Another Body")
    source = made.source(publisher=ministry, kind="press_release")
    form = start(desk, of=source).row("links", 0, mode="own", holder_agent=other).send()
    assert form.errors == [
        "An own publication is published by its holder; the source's publisher is somebody else or not stated."
    ]

    form = start(desk, of=source).row("links", 0, mode="own", holder_agent=ministry)
    form.row("links", 1, mode="indirect", holder_agent=other).send()
    assert form.errors == [
        "An own publication is the only link of its chain; several steps are a quotation or a paraphrase."
    ]

    form = start(desk, of=source).row("links", 0, mode="own", holder_agent=ministry).send()
    assert form.errors == []
    assert form.messages[0] == "Reads as: Ministry of Works, in its own press release: 41 bridges were closed"


def test_work_is_cited_by_its_record_or_by_words(desk, ministry):
    book = made.source("Bridges", author=None, kind="book")

    form = (
        start(desk).row("links", 0, mode="indirect", holder_agent=ministry, cited_work=book, cited_as="Bridges").send()
    )

    assert form.errors == ["Name the cited work by its record or by words, not both."]


def test_statement_by_somebody_else_is_stored_and_warned_about(desk, ministry):
    said = made.statement(speaker=made.agent("Another Body"))

    form = start(desk).row("links", 0, mode="indirect", holder_agent=ministry, statement=said).send()

    assert form.errors == []
    assert (
        "Still stands in the way of publication: Link 1: the statement “Statement on the bridges” is by somebody else."
        in form.messages
    )


def test_records_are_chosen_by_address_where_scripts_are_off(desk, ministry):
    person = made.agent("Ann Example", kind=AgentKind.PERSON)
    form = start(desk)
    form.row("links", 0, **{"mode": "indirect", "holder_agent-address": ministry.ref.upper()})
    form.row("links", 1, **{"mode": "indirect", "holder_kind": "person", "holder_agent-address": "ann example"})

    assert form.send().errors == []
    assert [holder.agent for holder in Holder.objects.order_by("link__position")] == [ministry, person]


def test_an_address_of_nothing_is_refused_and_kept(desk):
    form = start(desk).row("links", 0, **{"mode": "indirect", "holder_agent-address": "a-0000000000"}).send()

    assert form.errors[0] == "There is no such record. Choose one from the list, or give its address."


def test_cue_is_found_beside_the_words_and_not_within_them(desk):
    text = "He said little. They met. She said: “He said that all said so.” Others said no."

    form = start(desk, text, "He said that all said so.")
    form.row("links", 0, mode="direct", holder_kind="unnamed", holder_as_named="she", cue="said").send()

    assert form.errors == []
    claim = Claim.objects.get()
    assert [(span.role, span.start) for span in claim.spans.exclude(role="words")] == [("holder", 26), ("cue", 30)]


def test_in_a_summary_nothing_has_to_be_found(desk, ministry):
    form = start(desk, "A summary of it.", "", text_basis="summary")

    form.row("links", 0, mode="indirect", holder_agent=ministry, cue="stressed").send(paraphrase="Closed.")

    assert form.errors == []
    assert Claim.objects.get().spans.count() == 0
