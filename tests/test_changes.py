import made
import pytest

from statements.catalogue.changes import Change, changes
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db


def documents(record):
    return [revision.document for revision in Revision.objects.of(record.ref)]


def amend(record, **fields):
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    record.touch(by=made.user("curator"))
    made.publish(record, reason="Corrected.")


def test_a_changed_paraphrase_is_shown_with_its_attribution_on_both_sides():
    claim = made.claim(paraphrase="Bridges were closed.")
    made.publish(claim)
    amend(claim, paraphrase="41 bridges were closed.")

    voice = "Ada Example, in the article’s own voice"
    assert changes(*documents(claim)) == [
        Change("paraphrase", f"{voice}: Bridges were closed.", f"{voice}: 41 bridges were closed.")
    ]


def test_a_reassignment_shows_both_chains():
    claim = made.claim()
    link = made.ascribe(claim, made.agent("Ministry"))
    made.publish(claim)
    link.holders.update(agent=made.agent("Court"))
    amend(claim)

    assert changes(*documents(claim)) == [
        Change("attribution", "Ministry, as reported by Ada Example", "Court, as reported by Ada Example")
    ]
    assert Revision.objects.of(claim.ref).last().act == "reassign"


def test_a_change_of_a_cue_is_told_although_the_sentence_stays():
    claim = made.claim()
    link = made.ascribe(claim, made.agent("Ministry"), cue="said")
    made.publish(claim)
    link.spans.all().delete()
    link.cue = ""
    link.save()
    amend(claim)

    sentence = "Ministry, as reported by Ada Example"
    assert changes(*documents(claim)) == [Change("attribution", f"{sentence} (cue “said”)", f"{sentence} (no cue)")]


def test_a_renamed_agent_changes_its_own_record_and_not_the_claims_that_name_it():
    ministry = made.agent("Ministry")
    claim = made.claim()
    made.ascribe(claim, ministry)
    made.publish(claim)
    ministry.refresh_from_db()
    ministry.names.update(name="Department")
    amend(ministry)
    amend(claim, kind="cause")

    assert [change.field for change in changes(*documents(ministry))] == ["name", "names"]
    assert changes(*documents(claim)) == [Change("kind", "event", "cause")]


def test_dates_and_sources_are_shown_in_words():
    source = made.source()
    made.publish(source)
    amend(source, published_edtf="2021-03", published_basis="inferred", published_why="the text", place="Exampletown")

    assert changes(*documents(source)) == [
        Change("place", "", "Exampletown"),
        Change("date of publication", "(not stated)", "March 2021 (inferred from the text)"),
    ]


def test_two_revisions_that_say_the_same_differ_in_nothing():
    claim = made.claim()
    made.publish(claim)
    amend(claim)

    assert changes(*documents(claim)) == []
