"""Every rule of the desk, broken through the model and through SQL; what a database can refuse, it refuses."""

import made
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from statements import publishing
from statements.catalogue.models import Page
from statements.choices import AgentKind, HolderKind, Mode, RelationKind, SpanRole
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.relations import Relation
from statements.desk.review import Approval, Stale
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db


def sql_refuses(statement, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(record, message):
    """The rule refuses the record in words, and the database refuses it when the words are not asked for."""
    with pytest.raises(ValidationError) as problem:
        record.full_clean()
    assert message in str(problem.value)
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        record.save()


# Rule 1: spans


def test_a_span_that_is_not_the_captures_text_there_is_refused():
    claim = made.claim(words=None)

    span = Span(claim=claim, capture=claim.capture, start=0, end=9, exact="The major")

    refused(span, "The major")


def test_a_span_outside_the_text_is_refused():
    claim = made.claim(words=None)

    refused(Span(claim=claim, capture=claim.capture, start=10_000, end=10_003, exact="abc"), "10")


def test_a_span_in_the_capture_of_another_claim_is_refused():
    claim, other = made.claim(words=None), made.capture("The mayor said so.")

    refused(Span(claim=claim, capture=other, start=0, end=9, exact="The mayor"), "own capture")


def test_sql_cannot_make_a_span_longer_than_its_words_or_empty_or_ownerless():
    made.claim()

    sql_refuses('UPDATE statements_span SET "end" = "end" + 1')
    sql_refuses('UPDATE statements_span SET "end" = start')
    sql_refuses("UPDATE statements_span SET claim_id = NULL")
    sql_refuses("UPDATE statements_span SET role = 'cue'")


def test_the_same_words_are_recorded_once():
    claim = made.claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        made.mark(claim, "41 bridges were closed")


def test_spans_count_code_points_and_may_nest_and_cross():
    capture = made.capture("🕊️ Барыш — said “peace, 🤝 now”, he added.")
    claim = made.claim("“peace, 🤝 now”", found_in=capture)

    made.mark(claim, "peace, 🤝", role=SpanRole.QUOTED)
    made.mark(claim, "🤝 now”, he", role=SpanRole.QUOTED)

    assert [capture.text[span.start : span.end] == span.exact for span in claim.spans.all()] == [True] * 3


# Rule 2: quoted words


def ready(claim):
    return publishing.submit([claim], by=made.user("curator"), reason="Ready.")


@pytest.mark.parametrize(
    ("mode", "quoted", "reason"),
    [
        (Mode.MIXED, (), "A mixed quotation needs its quoted parts"),
        (Mode.INDIRECT, ("bridges",), "neither direct nor mixed"),
        (Mode.MIXED, ("open them again",), "lies outside the claim's words"),
    ],
)
def test_quoted_parts_belong_to_mixed_or_direct_words(mode, quoted, reason):
    claim = made.claim()
    made.ascribe(claim, "an official", mode=mode)
    for words in quoted:
        made.mark(claim, words, role=SpanRole.QUOTED)

    with pytest.raises(publishing.Blocked, match=reason):
        ready(claim)


def test_a_direct_quotation_without_words_is_blocked():
    claim = made.claim(words=None)
    made.ascribe(claim, "an official", mode=Mode.DIRECT)

    with pytest.raises(publishing.Blocked, match="needs its words"):
        ready(claim)


def test_a_summary_yields_no_quoted_words():
    capture = made.capture("Bridges were “closed”, it says.", text_basis="summary")
    claim = made.claim("“closed”", found_in=capture, paraphrase="Bridges were closed.")
    made.ascribe(claim, "an official", mode=Mode.MIXED)
    made.mark(claim, "closed", role=SpanRole.QUOTED)

    with pytest.raises(publishing.Blocked, match="holds nobody's quoted words"):
        ready(claim)


def test_words_that_moved_under_a_claim_block_publication():
    claim = made.claim()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE statements_capture SET text = %s", ["x" + made.TEXT])

    with pytest.raises(publishing.Blocked, match="does not stand at"):
        ready(claim)


# Rule 3: links


def test_two_links_cannot_stand_at_one_place():
    claim = made.claim()
    made.ascribe(claim, "an official")

    refused(Link(claim=claim, position=1, mode=Mode.DIRECT), "same place of the chain")


def test_links_are_counted_from_one_and_have_a_mode_and_a_polarity():
    claim = made.claim()
    made.ascribe(claim, "an official")

    refused(Link(claim=claim, position=0, mode=Mode.DIRECT), "counted from 1")
    refused(Link(claim=claim, position=2, mode="none"), "not a valid choice")
    sql_refuses("UPDATE statements_link SET polarity = 'may'")


def test_links_are_numbered_without_gaps_in_the_snapshot():
    claim = made.claim()
    first, second = made.ascribe(claim, "an official"), made.ascribe(claim, "a driver")
    Link.objects.filter(pk=first.pk).update(position=20)
    Link.objects.filter(pk=second.pk).update(position=7)

    made.publish(claim)

    links = Page.objects.get(ref=claim.ref).document["links"]
    assert [(link["position"], link["holders"][0]["as_named"]) for link in links] == [
        (1, "a driver"),
        (2, "an official"),
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": HolderKind.UNNAMED}, "Say who"),
        ({"kind": HolderKind.PERSON, "as_named": "x", "count": 3}, "Only unnamed holders are counted"),
        ({"kind": HolderKind.UNNAMED, "as_named": "x", "count": 0}, "Only unnamed holders are counted"),
        ({"kind": "crowd", "as_named": "x"}, "not a valid choice"),
    ],
)
def test_a_holder_is_somebody(fields, message):
    link = made.ascribe(made.claim(), "an official")

    refused(Holder(link=link, position=2, **fields), message)


@pytest.mark.parametrize("kind", [HolderKind.UNNAMED, HolderKind.GENERIC, HolderKind.WORK])
def test_only_people_and_bodies_are_identified(kind):
    link = made.ascribe(made.claim(), "an official")

    refused(Holder(link=link, position=2, kind=kind, agent=made.agent(), as_named="x"), "Only a person or a body")


def test_words_read_as_somebody_need_the_reason():
    claim = made.claim()
    link = made.ascribe(claim, made.agent())
    link.holders.update(as_named="Baku")

    with pytest.raises(publishing.Blocked, match="“Baku” is not a name of Foreign Ministry of Exampleland; say why"):
        ready(claim)


def test_a_link_that_names_nobody_is_blocked():
    claim = made.claim()
    made.ascribe(claim)

    with pytest.raises(publishing.Blocked, match="Link 1: it names nobody"):
        ready(claim)


def test_a_statement_by_somebody_else_is_blocked():
    claim = made.claim()
    made.ascribe(claim, made.agent("Court"), statement=made.statement(speaker=made.agent("Ministry")))

    with pytest.raises(publishing.Blocked, match="is by somebody else"):
        ready(claim)


def test_an_own_publication_is_the_only_link_and_of_the_publisher():
    ministry, court = made.agent("Ministry"), made.agent("Court")
    claim = made.claim(found_in=made.capture(of=made.source(publisher=court)))
    made.ascribe(claim, ministry, mode=Mode.OWN)
    made.ascribe(claim, court, mode=Mode.DIRECT)

    with pytest.raises(publishing.Blocked) as blocked:
        ready(claim)

    assert [reason.split(": ", 1)[1] for reason in blocked.value.reasons] == [
        "An own publication is the only link of its chain; several steps are a quotation or a paraphrase.",
        "An own publication is published by its holder; the source's publisher is somebody else or not stated.",
    ]


def test_a_cited_work_is_named_once_and_a_date_stands_at_one_place():
    claim = made.claim()

    refused(Link(claim=claim, position=1, mode="direct", cited_work=made.source("Book"), cited_as="a book"), "not both")
    dated = Link(
        claim=claim, position=1, mode="direct", statement=made.statement(), said_edtf="1992", said_basis="stated"
    )
    refused(dated, "belongs to the statement")


def test_a_doubt_gives_its_reason():
    refused(Doubt(claim=made.claim(), as_named="the ministry", kind=HolderKind.UNNAMED), "what it rests on")


# Rule 4: dates


@pytest.mark.parametrize(
    "edtf", ["yesterday", "1992-02-30", "3 May 1992", "1992-05-03T10:00", "1994/1991", "9" * 5000, "{1992,1993}"]
)
def test_a_date_that_is_not_edtf_is_refused(edtf):
    with pytest.raises(ValidationError):
        Statement(said_edtf=edtf, said_basis="stated").full_clean()
    with pytest.raises(ValidationError), transaction.atomic():
        Statement.objects.create(said_edtf=edtf, said_basis="stated")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"said_edtf": "1992"}, "needs its basis"),
        ({"said_basis": "stated"}, "needs its basis"),
        ({"said_edtf": "1992", "said_basis": "inferred"}, "inferred from"),
    ],
)
def test_a_date_says_how_it_is_known(fields, message):
    refused(Statement(**fields), message)


def test_sql_cannot_turn_a_date_round():
    made.statement(said_edtf="1992", said_basis="stated")

    sql_refuses("UPDATE statements_statement SET said_latest = '1991-01-01'")


def test_bounds_follow_the_date_and_open_ends_are_null():
    said = made.statement(said_edtf="1991-10/..", said_basis="stated")

    assert (str(said.said_earliest), said.said_latest) == ("1991-10-01", None)


def test_publishing_a_source_publishes_its_capture_with_it_and_a_named_one_keeps_its_text():
    source, named = made.source("Report"), made.source("Draft, only named")
    first, other = made.capture(of=source), made.capture("CANARY", of=named)
    claim = made.claim(found_in=made.capture())
    made.ascribe(claim, made.agent(), cited_work=named)

    made.publish(source)
    made.publish(claim)

    assert Page.objects.get(ref=first.ref).is_public
    assert not Page.objects.filter(ref=other.ref).exists()


# Captures, names, figures, relations, parts


def test_a_capture_is_never_edited():
    capture = made.capture()

    for field, value in (("text", "Other words."), ("text_sha256", "0" * 64), ("text_basis", "summary")):
        changed = Capture.objects.get(pk=capture.pk)
        setattr(changed, field, value)
        with pytest.raises(ValidationError, match="never edited"):
            changed.save()


def test_a_translation_says_from_what_and_by_whom():
    refused(Capture(source=made.source(), text="Text.", text_basis="translation"), "by whom")
    refused(Capture(source=made.source(), text="Text.", translated_by="A. Example"), "translator")


def test_the_same_text_has_the_same_sums_and_captures_are_counted():
    source = made.source()
    first, second = made.capture(of=source), made.capture(of=source)

    assert (first.number, second.number, first.sha256 == second.sha256) == (1, 2, True)


@pytest.mark.parametrize("name", ["Anonymous", "unknown", "UNKNOWN "])
def test_nobody_is_called_anonymous(name):
    agent = Agent.objects.create(kind=AgentKind.PERSON)

    with pytest.raises(ValidationError, match="unnamed holder"):
        agent.names.model(agent=agent, name=name).full_clean()


def test_an_agent_has_one_form_for_pages():
    agent = made.agent()

    refused(agent.names.model(agent=agent, name="Other", preferred=True), "Only one name")


def test_a_devised_title_has_words():
    refused(Source(title="", title_devised=True), "devised title has words")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"low": 5, "high": 3}, "above the higher one"),
        ({}, "Give the number"),
        ({"low": 5, "tie": "part_of"}, "both how and to which"),
    ],
)
def test_a_figure_is_whole(fields, message):
    refused(Figure(claim=made.claim(), as_written="5", measure="bridges", **fields), message)


def test_a_figure_of_another_source_cannot_be_tied():
    tied = Figure.objects.create(claim=made.claim(), as_written="41", measure="bridges", low=41, high=41)

    figure = Figure(claim=made.claim(), as_written="41", measure="bridges", low=41, high=41, tie="out_of", tied_to=tied)

    with pytest.raises(ValidationError, match="same source"):
        figure.full_clean()


def test_a_figure_that_the_text_does_not_have_is_blocked():
    claim = made.claim()
    Figure.objects.create(claim=claim, as_written="42", measure="bridges", low=42, high=42)

    with pytest.raises(publishing.Blocked, match="“42” was not found in the text"):
        ready(claim)


def test_a_relation_names_its_source_and_another_claim():
    claim, other = made.claim(), made.claim()

    with pytest.raises(ValidationError, match="stated_by"):
        Relation(claim=claim, to=other, kind=RelationKind.DISPUTES).full_clean()
    refused(
        Relation(claim=claim, to=claim, kind=RelationKind.DISPUTES, stated_by=made.source()), "no relation to itself"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(claim=claim, to=other, kind=RelationKind.DISPUTES)


def test_a_relation_to_a_claim_that_is_not_public_is_blocked():
    claim, other = made.claim(), made.claim()
    Relation.objects.create(claim=claim, to=other, kind=RelationKind.DISPUTES, stated_by=made.source())

    with pytest.raises(publishing.Blocked, match=f"disputes {other.ref}, which is not public"):
        ready(claim)


def test_a_claim_is_not_part_of_itself():
    claim = made.claim()
    part = made.claim(part_of=claim)
    claim.part_of = part

    with pytest.raises(ValidationError, match="part of itself"):
        claim.full_clean()
    sql_refuses("UPDATE statements_claim SET part_of_id = id")


def test_an_event_without_a_date_is_blocked():
    claim = made.claim()
    claim.claim_subjects.create(subject=made.subject(edtf=""))

    with pytest.raises(publishing.Blocked, match="its date is missing"):
        made.publish(claim)


# Rules 7 to 12: states, people, texts, addresses


def test_only_publishing_makes_a_record_public():
    made.claim()

    sql_refuses("UPDATE statements_claim SET state = 'published'")
    sql_refuses("UPDATE statements_claim SET state = 'shown'")


def test_a_published_record_is_never_deleted():
    claim = made.claim()
    made.publish(claim)
    claim.refresh_from_db()

    with pytest.raises(ValidationError, match="withdraw it"):
        claim.delete()
    with pytest.raises(ValidationError, match="withdraw it"):
        Claim.objects.all().delete()


def test_nobody_publishes_what_they_wrote_or_last_changed(settings):
    claim = made.claim(by="curator")
    ready(claim)

    with pytest.raises(publishing.Blocked, match="a second person publishes it"):
        publishing.publish([claim], by=made.user("curator"), reason="Mine.")
    claim.touch(by=made.user("publisher"))
    ready(claim)
    with pytest.raises(publishing.Blocked, match="a second person publishes it"):
        publishing.publish([claim], by=made.user("publisher"), reason="Changed by me.")

    settings.REQUIRE_SECOND_PERSON = False
    publishing.publish([claim], by=made.user("publisher"), reason="Alone.")
    approval = Approval.objects.get(ref=claim.ref)
    assert (approval.changed_by_name, approval.approved_by_name, approval.two_required) == (
        "publisher",
        "publisher",
        False,
    )


def test_sql_cannot_forge_a_second_person():
    made.publish(made.claim())

    sql_refuses("UPDATE statements_approval SET changed_by_name = approved_by_name")
    sql_refuses("UPDATE statements_approval SET approved_by_name = ''")


def test_an_edit_of_a_published_record_changes_the_desk_only_until_it_is_published_again(client):
    claim = made.claim(paraphrase="First words.")
    made.publish(claim)
    claim.refresh_from_db()

    claim.paraphrase = "Second words."
    claim.save()
    claim.touch(by=made.user("curator"))

    assert "First words." in client.get("/claims.csv").getvalue().decode()
    assert "Second words." not in client.get("/claims.csv").getvalue().decode()
    made.publish(claim, reason="Corrected.")
    assert "Second words." in client.get("/claims.csv").getvalue().decode()


def test_a_change_after_submission_needs_a_new_submission():
    claim = made.claim()
    ready(claim)
    claim.refresh_from_db()

    claim.touch(by=made.user("curator"))

    with pytest.raises(publishing.Blocked, match="is not waiting for review"):
        publishing.publish([claim], by=made.user("publisher"), reason="Now.")


def test_a_statement_that_claims_name_cannot_be_withdrawn():
    ministry = made.agent()
    said = made.statement(speaker=ministry)
    claim = made.claim()
    made.ascribe(claim, ministry, statement=said)
    made.publish(claim)
    said.refresh_from_db()

    with pytest.raises(publishing.Blocked, match=f"is named by {claim.ref}; change or withdraw that first"):
        publishing.withdraw([said], by=made.user("publisher"), reason="No.")


def test_a_statement_stays_while_a_claim_that_is_also_part_of_another_names_it():
    ministry = made.agent()
    said, whole = made.statement(speaker=ministry), made.claim()
    made.publish(whole)
    part = made.claim(part_of=Claim.objects.get(pk=whole.pk))
    made.ascribe(part, ministry, statement=said)
    made.publish(part)
    said.refresh_from_db()

    with pytest.raises(publishing.Blocked, match=f"is named by {part.ref}"):
        publishing.withdraw([said], by=made.user("publisher"), reason="No.")


def test_a_claim_of_a_withdrawn_source_cannot_be_published_or_restored():
    claim = made.claim()
    made.publish(claim)
    other = made.claim(found_in=claim.capture)
    publishing.withdraw([claim.capture.source], by=made.user("publisher"), reason="Asked.")

    with pytest.raises(publishing.Blocked, match="which is withdrawn"):
        made.publish(other)
    with pytest.raises(publishing.Blocked, match="which is withdrawn"):
        publishing.restore([claim], by=made.user("publisher"), reason="Back.")


@pytest.mark.parametrize("act", [publishing.publish, publishing.withdraw, publishing.restore])
def test_every_public_act_needs_a_reason(act):
    with pytest.raises(publishing.Blocked, match="Give a reason"):
        act([made.claim()], by=made.user("publisher"), reason="  ")


def test_a_refused_act_changes_nothing():
    good, bad = made.claim(), made.claim(words=None, paraphrase="")
    ready(good)
    Claim.objects.filter(pk=bad.pk).update(state="in_review")

    with pytest.raises(publishing.Blocked, match="neither words of the source nor a paraphrase"):
        publishing.publish([good, bad], by=made.user("publisher"), reason="Both.")

    assert Revision.objects.count() == 0
    assert Claim.objects.get(pk=good.pk).state == "in_review"


def test_the_second_of_two_saves_is_refused():
    claim = made.claim()
    mine, theirs = Claim.objects.get(pk=claim.pk), Claim.objects.get(pk=claim.pk)

    theirs.touch(by=made.user("curator"))

    with pytest.raises(Stale):
        mine.touch(by=made.user("publisher"))


@pytest.mark.parametrize("text", ["NUL \0", "half \ud800", "bell \a", "escape \x1b", "delete \x7f", "c1 \x85"])
def test_text_that_cannot_be_kept_is_refused_and_named(text):
    with pytest.raises(ValidationError) as problem:
        made.claim(words=None, paraphrase=text)
    assert "paraphrase" in problem.value.message_dict
    with pytest.raises(ValidationError), transaction.atomic():
        made.capture(text)


def test_text_is_normalised_before_it_is_counted():
    capture = made.capture("Xocali\u0301\r\nnext\rlast\n")

    assert capture.text == "Xocalí\nnext\nlast\n"
    assert capture.sha256 == capture.text_sha256


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(ValidationError, match="longer than 5,000,000"):
        made.capture("a" * 5_000_001)


def test_sql_cannot_give_a_record_an_address_of_another_kind():
    made.claim()

    sql_refuses("UPDATE statements_claim SET ref = 's-0123456789'")
    sql_refuses("UPDATE statements_claim SET ref = 'c-0'")
