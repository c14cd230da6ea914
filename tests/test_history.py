"""The desk's history: every change of a record and its parts as one change set, shown field by field and restorable."""

import desk
import made
import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import CASCADE
from django.test import Client
from django.urls import reverse
from reversion.models import Revision as ChangeSet

from statements import publishing
from statements.catalogue import compare
from statements.choices import DeskState, SpanRole
from statements.desk import history
from statements.desk.agents import Agent
from statements.desk.attributions import Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.dismissals import Dismissal
from statements.desk.history import RecordChange, change_set
from statements.record import verify
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client, curator):
    client.force_login(curator)
    return client


def change(client, record, **typed):
    url = desk.address("change", record)
    answer = client.post(url, desk.typed_from(client.get(url)) | typed)
    assert answer.status_code == 302, desk.errors(answer)
    return ChangeSet.objects.order_by("-pk").first()


def entries(client, record):
    return client.get(desk.address("history", record)).context["entries"]


def rows(entry):
    return [(row.where, row.before, row.after) for row in entry.differences]


def page_of(change_set):
    return reverse("admin:change_set", args=[change_set.pk])


def restore(client, change_set, *, why="It was right before."):
    page = client.get(page_of(change_set))
    return client.post(page_of(change_set), {"seen": page.context["seen"], "why": why}, follow=True)


def scripted(**noted):
    return change_set(by=made.user("importer"), **({"through": "a script", "why": "By rule."} | noted))


def test_every_part_of_a_record_is_in_its_history():
    """A table that goes with a record is a part that the history keeps and restores, or stands here."""
    not_content = {Dismissal}  # what not to suggest over a text is no content of its source
    records = {*history.RECORDS, Link, Holder}
    parts = {
        model
        for model in apps.get_app_config("statements").get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.remote_field.on_delete is CASCADE and field.related_model in records
    }

    assert parts - not_content == set(history.OWNERS)
    followed = {model._meta.get_field(name).related_model for model, names in history.PARTS.items() for name in names}
    assert followed == set(history.OWNERS)


def test_a_change_of_a_record_and_its_part_is_one_entry_with_both_versions(at_desk):
    agent = made.agent("Ministry")

    change(at_desk, agent, description="Of Exampleland", why="Namesake", **{"names-0-name": "Foreign Ministry"})

    change(at_desk, agent, description="Of Exampletown", **{"names-0-name": "Foreign Office"})
    newest, oldest = entries(at_desk, agent)
    assert rows(newest) == [
        ("Description", "Of Exampleland", "Of Exampletown"),
        ("Name 1: Name", "Foreign Ministry", "Foreign Office"),
    ]
    assert (oldest.note.who, oldest.note.through, oldest.change.revision.comment) == (
        "curator",
        "admin form",
        "Namesake",
    )
    assert oldest.is_first_kept


def test_words_that_came_and_went_are_marked(at_desk):
    agent = made.agent(description="the old ministry of Exampleland")
    change(at_desk, agent, description="the old ministry of Exampletown")
    change(at_desk, agent, description="the new ministry of Exampletown")

    page = at_desk.get(desk.address("history", agent)).content.decode()

    assert "the <del>old</del> ministry of Exampletown" in page
    assert "the <ins>new</ins> ministry of Exampletown" in page


def test_parts_added_and_removed_are_told_whole(at_desk):
    agent = made.agent("Ministry")
    change(at_desk, agent, description="x")
    new = {"names-TOTAL_FORMS": 2, "names-1-name": "Nazirlik", "names-1-language": "az"}
    change(at_desk, agent, **new)

    change(at_desk, agent, **{"names-1-DELETE": "on"})

    assert [rows(entry) for entry in entries(at_desk, agent)[:2]] == [
        [("Name 2", "Name: Nazirlik; Language: az", "")],
        [("Name 2", "", "Name: Nazirlik; Language: az")],
    ]


def test_a_number_reads_as_it_was_typed_in_the_form_and_in_the_history(at_desk):
    """Stored with three places, 613 would read as 613.000, which is more in half the world."""
    words = "613 bridges"
    claim = made.claim(words, found_in=made.capture(words))
    made.ascribe(claim, made.agent())
    with change_set(by=None, through="test"):
        claim.figures.create(number=1, as_written="613", low=613, high=613, measure="bridges")

    page = at_desk.get(desk.address("change", claim))
    change(at_desk, claim, **{"figures-0-low": "612.5"})

    assert 'name="figures-0-low" value="613"' in page.content.decode()
    assert ("Figure 1: Low", "613", "612.5") in rows(entries(at_desk, claim)[0])


def test_scripts_stand_in_the_history_under_their_own_name(at_desk):
    claim = made.claim()
    with scripted():
        made.ascribe(claim, "an official", cue="said")

    with scripted(through="import_claims", why="claims.csv"):
        claim.links.get().delete()

    newest, oldest = entries(at_desk, claim)
    assert [(entry.note.who, entry.note.through) for entry in (newest, oldest)] == [
        ("importer", "import_claims"),
        ("importer", "a script"),
    ]
    assert rows(newest) == [
        ("Link 1", "Position: 1; Mode: paraphrase; Polarity: did say; Cue: said", ""),
        ("Holder 1 of link 1", "Kind: unnamed (an official, 17 countries); As named: an official; Position: 1", ""),
        ("In the text: cue", "said", ""),
    ]
    assert "Import_claims: claims.csv" in at_desk.get(desk.address("history", claim)).content.decode()


def test_bulk_actions_stand_in_the_history(at_desk):
    claim = made.claim()
    made.capture("Updated. " + made.TEXT, of=claim.capture.source)
    chosen = {"action": "move_to_newest_capture", "_selected_action": [claim.pk]}

    at_desk.post(desk.listing(Claim), chosen)

    assert [(entry.note.who, entry.note.through) for entry in entries(at_desk, claim)] == [("curator", "re-anchoring")]


def test_acts_stand_in_the_history_without_changing_content(at_desk):
    agent = made.agent()

    publishing.submit([agent], by=made.user("curator"), reason="Look at it.")
    publishing.publish([agent], by=made.user("publisher"), reason="First.")

    found = entries(at_desk, agent)
    assert [(entry.note.who, entry.note.through, entry.differences) for entry in found] == [
        ("publisher", "publish", []),
        ("curator", "send to review", []),
    ]


def test_who_made_a_change_survives_the_account(at_desk, curator):
    agent = made.agent()
    change(at_desk, agent, description="x")
    reader = get_user_model().objects.create_superuser("reader")

    curator.delete()

    client = Client()
    client.force_login(reader)
    assert [entry.note.who for entry in entries(client, agent)] == ["curator"]


def test_what_is_rolled_back_is_in_no_history():
    agent = made.agent()

    with transaction.atomic(), scripted():
        agent.touch(by=made.user("curator"))
        transaction.set_rollback(True)

    assert (ChangeSet.objects.count(), RecordChange.objects.count()) == (0, 0)


def test_a_change_set_has_one_entry_for_a_record_and_keeps_what_changed():
    agent = made.agent()
    with scripted():
        agent.touch(by=made.user("curator"))
    kept = RecordChange.objects.get()

    for fields in ({"version": None, "what": "changed"}, {"version": kept.version, "what": "moved"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecordChange.objects.filter(pk=kept.pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordChange.objects.create(revision=kept.revision, what="moved", key=1, ref=agent.ref)


def test_restoring_brings_back_a_record_and_its_parts_as_a_change_of_its_own(at_desk):
    agent = made.agent("Ministry")
    agent.names.create(name="Nazirlik", language="az")
    right = change(at_desk, agent, description="right")
    change(at_desk, agent, description="wrong", **{"names-0-name": "Wrong", "names-1-DELETE": "on"})

    page = restore(at_desk, right)

    agent.refresh_from_db()
    assert desk.messages(page) == ["Restored at the desk: Ministry. Visitors see it once it is published."]
    assert (agent.description, agent.version) == ("right", 3)
    assert list(agent.names.order_by("pk").values_list("name", "preferred")) == [
        ("Ministry", True),
        ("Nazirlik", False),
    ]
    newest = entries(at_desk, agent)[0]
    assert (newest.note.through, newest.change.revision.comment) == ("restoration", "It was right before.")


def test_restoring_a_claim_brings_back_chain_words_and_figures(at_desk):
    claim = made.claim()
    with scripted() as _:
        link = made.ascribe(claim, made.agent(), "an official", cue="said")
        whole = claim.figures.create(number=1, as_written="41", low=41, high=41, measure="bridges")
        claim.figures.create(number=2, as_written="41", low=41, high=41, measure="x", tie="part_of", tied_to=whole)
        made.mark(claim, "41", role=SpanRole.FIGURE, figure=whole)
    before = content(claim)
    right = ChangeSet.objects.get()
    with scripted():
        link.delete()
        for figure in claim.figures.order_by("-number"):
            figure.delete()
        claim.spans.all().delete()
        claim.paraphrase = "Something else."
        claim.save()

    restore(at_desk, right)

    assert content(claim) == before


def content(claim):
    """All that a claim says, its parts by their keys."""
    found = Claim.objects.get(pk=claim.pk)
    parts = [found.links, found.figures, found.spans, found.doubts, found.relations]
    rows = [list(part.order_by("pk").values()) for part in parts]
    holders = [list(link.holders.order_by("pk").values()) for link in found.links.all()]
    return found.paraphrase, found.capture_id, rows, holders


def test_restoring_a_published_record_changes_the_desk_only_and_needs_a_reason(at_desk):
    agent = made.agent()
    right = change(at_desk, agent, description="right")
    made.publish(agent)
    change(at_desk, agent, description="wrong", why="Typing.")

    refused = restore(at_desk, right, why=" ")
    restore(at_desk, right)

    agent.refresh_from_db()
    assert refused.context["problems"] == ["It has been published: say why it changes."]
    assert (agent.description, agent.state, agent.has_changes) == ("right", DeskState.PUBLISHED, True)
    assert Revision.objects.count() == 1
    assert [*verify.problems(), *compare.differences()] == []


def test_restoring_the_change_set_of_an_act_gives_what_was_published(at_desk):
    agent = made.agent()
    change(at_desk, agent, description="published")
    made.publish(agent)
    act = ChangeSet.objects.order_by("-pk").first()
    change(at_desk, agent, description="later", why="Newer.")

    restore(at_desk, act)

    agent.refresh_from_db()
    assert agent.description == "published"


def test_a_whole_change_set_is_restored_or_nothing_of_it(at_desk):
    claim, agent = made.claim(), made.agent()
    with scripted():
        for record in (claim, agent):
            record.touch(by=made.user("curator"))
    right = ChangeSet.objects.get()
    with scripted():
        Claim.objects.filter(pk=claim.pk).update(paraphrase="Changed.")
        Agent.objects.filter(pk=agent.pk).update(description="Changed.", state="merged", revision=1)
        claim.touch(by=made.user("curator"))

    page = restore(at_desk, right)

    assert page.status_code == 403  # a record that was merged is changed by nobody
    assert Claim.objects.get().paraphrase == "Changed."


def test_a_deleted_draft_comes_back_with_its_parts_and_at_its_address(at_desk):
    claim = made.claim()
    made.ascribe(claim, "an official", cue="said")
    before, ref = content(claim), claim.ref

    at_desk.post(desk.address("delete", claim), {"post": "yes"})
    deletion = ChangeSet.objects.order_by("-pk").first()
    restore(at_desk, deletion)

    assert content(claim) == before
    assert Claim.objects.get().ref == ref
    assert [(entry.change.what, entry.note.through) for entry in entries(at_desk, claim)] == [
        ("added", "restoration"),
        ("deleted", "admin form"),
    ]


def test_a_deleted_capture_comes_back_with_its_bytes(at_desk):
    capture = made.capture("Bytes.", file_bytes=b"\xef\xbb\xbfBytes.")
    kept = Capture.objects.values().get()

    at_desk.post(desk.address("delete", capture), {"post": "yes"})
    assert Capture.objects.count() == 0
    restore(at_desk, ChangeSet.objects.order_by("-pk").first())

    back = Capture.objects.values().get()
    moved = {"version", "changed_at", "changed_by_id", "changed_by_name"}
    assert {name: value for name, value in back.items() if name not in moved} == {
        name: value for name, value in kept.items() if name not in moved
    }


def test_a_record_whose_parent_was_deleted_says_what_to_restore_first(at_desk):
    claim = made.claim()
    capture = claim.capture
    for record in (claim, capture):
        at_desk.post(desk.address("delete", record), {"post": "yes"})
    of_capture, of_claim = ChangeSet.objects.order_by("-pk")

    refused = restore(at_desk, of_claim)
    restore(at_desk, of_capture)
    restore(at_desk, of_claim)

    assert refused.context["problems"] == [
        f"Claim {claim.ref} names Capture 1 of Bridges closed ({capture.ref}), which was deleted since; "
        "restore that first."
    ]
    assert Claim.objects.get().capture == capture


def test_what_others_name_is_not_removed_by_a_restoration(at_desk):
    claim = made.claim()
    with scripted():
        claim.touch(by=made.user("curator"))
    without = ChangeSet.objects.get()
    whole = claim.figures.create(number=1, as_written="41", low=41, high=41, measure="bridges")
    other = made.claim(found_in=claim.capture)
    other.figures.create(number=1, as_written="41", low=41, high=41, measure="x", tie="part_of", tied_to=whole)

    page = restore(at_desk, without)

    assert page.context["problems"] == ["Others name what this would remove: 41 (x)."]
    assert claim.figures.count() == 1


def test_a_restoration_over_somebody_elses_save_is_refused(at_desk):
    agent = made.agent()
    right = change(at_desk, agent, description="right")
    change(at_desk, agent, description="wrong")
    page = at_desk.get(page_of(right))
    change(at_desk, agent, description="newer")

    answer = at_desk.post(page_of(right), {"seen": page.context["seen"], "why": "x"})

    agent.refresh_from_db()
    assert answer.context["problems"] == [f"{agent} was saved by somebody else in the meantime; look again."]
    assert agent.description == "newer"


def test_there_is_nothing_to_restore_where_everything_is_as_it_was(at_desk):
    agent = made.agent()
    newest = change(at_desk, agent, description="right")

    page = restore(at_desk, newest)

    assert page.context["problems"] == ["Everything is as it was then; there is nothing to restore."]
    assert ChangeSet.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "c-1.", ".", "9" * 5000, "a-0000000000.-1"])
def test_odd_tokens_restore_nothing(at_desk, token):
    agent = made.agent()
    right = change(at_desk, agent, description="right")
    change(at_desk, agent, description="wrong")

    answer = at_desk.post(page_of(right), {"seen": token, "why": "x"})

    agent.refresh_from_db()
    assert (answer.status_code, agent.description) == (200, "wrong")


@pytest.mark.parametrize("key", ["x", "0", "9" * 30, "-1"])
def test_change_sets_that_do_not_exist_are_not_found(at_desk, key):
    assert at_desk.get(f"/admin/changes/{key}/").status_code == 404


def test_a_reason_that_is_too_long_is_refused(at_desk):
    agent = made.agent()
    right = change(at_desk, agent, description="right")
    change(at_desk, agent, description="wrong")

    page = restore(at_desk, right, why="x" * 501)

    agent.refresh_from_db()
    assert page.context["problems"] == ["Ensure this value has at most 500 characters (it has 501)."]
    assert agent.description == "wrong"


def test_the_list_of_all_changes_leads_to_each(at_desk):
    agent = made.agent()
    found = change(at_desk, agent, description="x", why="Namesake")

    page = at_desk.get(reverse("admin:change_sets")).content.decode()

    assert f'href="{page_of(found)}"' in page
    assert "Admin form: Namesake" in page


def test_the_history_costs_the_same_for_few_changes_and_for_many(at_desk, django_assert_max_num_queries):
    claim = made.claim()
    made.ascribe(claim, made.agent(), cue="said")

    def add(number):
        for _ in range(number):
            with scripted():
                claim.touch(by=made.user("curator"))

    add(2)
    with django_assert_max_num_queries(25) as few:
        at_desk.get(desk.address("history", claim))
    add(17)
    with django_assert_max_num_queries(len(few)):
        at_desk.get(desk.address("history", claim))
