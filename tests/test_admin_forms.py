import html

import desk
import made
import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from reversion.models import Revision, Version

from statements.choices import DeskState
from statements.desk.agents import Agent, AgentName
from statements.desk.past import past
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject

pytestmark = pytest.mark.django_db

NAMES = {"names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0}
NEW_AGENT = NAMES | {"kind": "body", "names-0-name": "Ministry", "names-0-language": "en", "names-0-preferred": "on"}
NEW_STATEMENT = {"title": "On the bridges", "speakers-TOTAL_FORMS": 0, "speakers-INITIAL_FORMS": 0}


@pytest.fixture
def at_desk(client, curator):
    client.force_login(curator)
    return client


def change(client, record, **typed):
    """Open a record's form, type into it and save."""
    url = desk.address("change", record)
    return client.post(url, desk.typed_from(client.get(url)) | typed)


def test_new_record_notes_who_made_it(at_desk, curator):
    response = at_desk.post(desk.adding(Agent), NEW_AGENT)

    agent = Agent.objects.get()
    assert response.status_code == 302
    assert (agent.created_by, agent.changed_by, agent.changed_by_name) == (curator, curator, "curator")
    assert (agent.state, agent.version, str(agent)) == (DeskState.DRAFT, 0, "Ministry")


def test_change_moves_the_version_and_notes_who(at_desk, curator):
    agent = made.agent()

    change(at_desk, agent, description="Of Exampleland")

    agent.refresh_from_db()
    assert (agent.description, agent.version, agent.changed_by) == ("Of Exampleland", 1, curator)


def test_save_without_a_change_changes_nothing(at_desk):
    agent = made.agent()
    before = Agent.objects.values().get()

    change(at_desk, agent, why="Only looked")

    assert Agent.objects.values().get() == before
    assert Revision.objects.count() == 0


def test_change_of_a_part_alone_is_a_change_of_the_record(at_desk):
    agent = made.agent()

    change(at_desk, agent, **{"names-0-name": "Foreign Office"})

    agent.refresh_from_db()
    assert (str(agent), agent.version) == ("Foreign Office", 1)


def test_history_holds_the_record_and_its_parts_with_who_and_why(at_desk, curator):
    agent = made.agent()

    change(
        at_desk, agent, description="Of Exampleland", why="Told from its namesake", **{"names-0-name": "Foreign Office"}
    )

    entry = Revision.objects.get()
    record, *parts = past(Version.objects.get(revision=entry)).rows
    assert (entry.user, entry.comment) == (curator, "Told from its namesake")
    assert (entry.note.who, entry.note.through) == ("curator", "admin form")
    assert (record.model, [part.model for part in parts]) == (Agent, [AgentName])
    assert (record.fields["description"], record.fields["version"]) == ("Of Exampleland", 1)
    assert parts[0].fields["name"] == "Foreign Office"
    assert LogEntry.objects.get().get_change_message() == "Changed Description. Changed Name for name “Foreign Office”."


def test_published_record_needs_a_reason_to_change(at_desk):
    agent = made.agent()
    made.publish(agent)

    refused = change(at_desk, agent, description="x")

    agent.refresh_from_db()
    assert desk.errors(refused) == ["It has been published: say why it changes."]
    assert (agent.description, agent.has_changes) == ("", False)
    change(at_desk, agent, description="x", why="Namesake")
    agent.refresh_from_db()
    assert (agent.description, agent.state, agent.has_changes) == ("x", DeskState.PUBLISHED, True)


def test_change_takes_a_record_out_of_review_and_says_so(at_desk):
    agent = made.agent()
    desk.act(at_desk, "submit", agent)

    url = desk.address("change", agent)
    page = at_desk.post(url, desk.typed_from(at_desk.get(url)) | {"description": "x"}, follow=True)

    agent.refresh_from_db()
    assert agent.state == DeskState.DRAFT
    assert "It was in review. Being changed, it is a draft again: send it once more." in desk.messages(page)


def test_agent_without_a_name_is_refused(at_desk):
    response = at_desk.post(desk.adding(Agent), NAMES | {"kind": "body"})

    assert Agent.objects.count() == 0
    assert response.status_code == 200
    assert desk.errors(response) != []


def test_nobody_is_called_unknown(at_desk):
    response = at_desk.post(desk.adding(Agent), NEW_AGENT | {"names-0-name": "Unknown"})

    assert desk.errors(response) == ["Nobody is recorded under this name; use an unnamed holder on the link instead."]
    assert Agent.objects.count() == 0


def test_preferred_name_moves_from_one_to_another_in_one_save(at_desk):
    agent = made.agent("Old name")
    agent.names.create(name="New name", language="az")

    response = change(at_desk, agent, **{"names-0-preferred": "", "names-1-preferred": "on"})

    assert response.status_code == 302, desk.errors(response)
    assert list(agent.names.order_by("pk").values_list("name", "preferred")) == [
        ("Old name", False),
        ("New name", True),
    ]


def test_two_preferred_names_are_refused(at_desk):
    agent = made.agent("Old name")
    agent.names.create(name="New name", language="az")

    response = change(at_desk, agent, **{"names-1-preferred": "on"})

    assert desk.errors(response) == ["Only one name can be the form used on pages."]
    assert list(agent.names.order_by("pk").values_list("preferred", flat=True)) == [True, False]


def test_last_name_is_not_removed(at_desk):
    agent = made.agent()

    response = change(at_desk, agent, **{"names-0-DELETE": "on"})

    assert "Give at least one name." in desk.errors(response)
    assert agent.names.count() == 1


def test_same_name_twice_is_refused(at_desk):
    agent = made.agent("Ministry")
    agent.names.create(name="Office", language="en")

    response = change(at_desk, agent, **{"names-1-name": "Ministry"})

    assert response.status_code == 200
    assert desk.errors(response) != []
    assert set(agent.names.values_list("name", flat=True)) == {"Ministry", "Office"}


def test_speakers_change_places_in_one_save(at_desk):
    statement = Statement.objects.create(title="Joint")
    for position, name in enumerate(("First", "Second", "Third"), start=1):
        statement.speakers.create(agent=made.agent(name), position=position)

    response = change(at_desk, statement, **{"speakers-0-position": 3, "speakers-2-position": 1})

    assert response.status_code == 302, desk.errors(response)
    assert [(row.position, str(row)) for row in statement.speakers.all()] == [(1, "Third"), (2, "Second"), (3, "First")]


def test_places_close_up_when_a_row_is_removed(at_desk):
    source = made.source(author="")
    for position, name in enumerate(("Ada", "Ben", "Cem"), start=1):
        source.authors.create(as_named=name, position=position)

    change(at_desk, source, **{"authors-0-DELETE": "on"})

    assert [(row.position, str(row)) for row in source.authors.all()] == [(1, "Ben"), (2, "Cem")]


def test_new_row_takes_the_place_typed(at_desk):
    source = made.source(author="Ada")

    response = change(
        at_desk,
        source,
        **{"authors-TOTAL_FORMS": 2, "authors-0-position": 2, "authors-1-as_named": "Ben", "authors-1-position": 1},
    )

    assert response.status_code == 302, desk.errors(response)
    assert [(row.position, str(row)) for row in source.authors.all()] == [(1, "Ben"), (2, "Ada")]


def test_rows_sent_out_of_order_are_saved_once(at_desk):
    source = made.source(author="Ada")
    url = desk.address("change", source)
    typed = desk.typed_from(at_desk.get(url))
    moved = {key.replace("authors-0", "authors-1"): value for key, value in typed.items() if "authors-0" in key}
    rest = {key: value for key, value in typed.items() if "authors-0" not in key}

    new = {"authors-TOTAL_FORMS": 2, "authors-0-as_named": "Ben", "authors-0-position": 1, "authors-1-position": 2}
    response = at_desk.post(url, rest | moved | new)

    assert response.status_code == 302, desk.errors(response)
    assert [(row.position, str(row)) for row in source.authors.all()] == [(1, "Ben"), (2, "Ada")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said_edtf": "31 February"}, "“31 February” is not a date that can be read."),
        ({"said_edtf": "1992"}, "A date needs its basis, and a basis needs its date."),
        ({"said_edtf": "1992", "said_basis": "inferred"}, "An inferred date says what it is inferred from."),
        (
            {"said_edtf": "9" * 5000, "said_basis": "stated"},
            "Ensure this value has at most 40 characters (it has 5000).",
        ),
    ],
)
def test_dates_are_refused_in_plain_words(at_desk, typed, said):
    response = at_desk.post(desk.adding(Statement), NEW_STATEMENT | typed)

    assert response.status_code == 200
    assert any(error.startswith(said) for error in desk.errors(response)), desk.errors(response)
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("typed", ["\x07bell", "esc\x1b[1m"])
def test_control_characters_are_refused_by_name(at_desk, typed):
    response = at_desk.post(desk.adding(Statement), NEW_STATEMENT | {"title": typed})

    assert "cannot be kept in a text." in desk.errors(response)[0]
    assert Statement.objects.count() == 0


def test_nul_is_refused_before_any_form_reads_it(at_desk):
    response = at_desk.post(desk.adding(Statement), NEW_STATEMENT | {"title": "a\0b"})

    assert response.status_code == 400
    assert "“title” holds NUL or half a character, which no text can have." in html.unescape(response.content.decode())
    assert Statement.objects.count() == 0


def test_half_characters_are_refused_and_never_stored(at_desk):
    body = b"speakers-TOTAL_FORMS=0&speakers-INITIAL_FORMS=0&title=a%ED%A0%80b"

    response = at_desk.post(desk.adding(Statement), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 400
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "-1", "1e5", "٣", "10000"])
def test_odd_numbers_are_refused(at_desk, number):
    statement = Statement.objects.create(title="x")
    statement.speakers.create(agent=made.agent())

    response = change(at_desk, statement, **{"speakers-0-position": number})

    assert response.status_code in (200, 302)
    assert statement.speakers.get().position == 1


@pytest.mark.parametrize("key", ["9" * 5000, "9" * 25, "x", "-1", "1'"])
def test_odd_keys_are_refused(at_desk, key):
    agent = made.agent()
    named = {"speakers-TOTAL_FORMS": 1, "speakers-0-agent": key}

    assert at_desk.post(desk.adding(Statement), NEW_STATEMENT | named).status_code == 200
    assert at_desk.get(f"{desk.listing(Agent)}{key}/change/").status_code == 302
    assert at_desk.get(f"{desk.listing(Agent)}{key}/delete/").status_code in (302, 404)
    assert at_desk.get(f"{desk.listing(Agent)}{key}/preview/").status_code == 404
    assert at_desk.get(f"{desk.listing(Agent)}act/submit/?ids={key}").status_code == 404
    chosen = {"action": "submit_records", "_selected_action": [key]}
    assert at_desk.post(desk.listing(Agent), chosen).status_code == 404
    change(at_desk, agent, **{"names-0-id": key})
    assert Statement.objects.count() == 0


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "x", "1000000"])
def test_odd_counts_of_rows_are_refused(at_desk, number):
    response = at_desk.post(desk.adding(Agent), NEW_AGENT | {"names-TOTAL_FORMS": number})

    assert response.status_code == 200
    assert Agent.objects.count() == 0


def test_what_a_model_refuses_at_save_is_a_form_error(at_desk, monkeypatch):
    def refuse(self, *args, **options):
        raise ValidationError({"kind": "Not like this."})

    monkeypatch.setattr(AgentName, "save", refuse)

    response = at_desk.post(desk.adding(Agent), NEW_AGENT | {"description": "kept as typed"})

    assert desk.errors(response) == ["Not like this."]
    assert 'value="kept as typed"' in response.content.decode()
    assert (Agent.objects.count(), LogEntry.objects.count(), Revision.objects.count()) == (0, 0, 0)


def test_white_space_round_a_line_goes_and_inner_space_stays(at_desk):
    at_desk.post(desk.adding(Statement), NEW_STATEMENT | {"title": "  On\u00a0the  bridges "})

    assert Statement.objects.get().title == "On\u00a0the  bridges"


def test_subject_keeps_its_date_in_parts(at_desk):
    typed = NAMES | {"kind": "event", "names-0-name": "Exampletown, 3 March 2021"}
    date = {"about_edtf": "2021-03-03", "about_as_written": "last Wednesday", "about_basis": "stated"}

    response = at_desk.post(desk.adding(Subject), typed | date)

    assert response.status_code == 302, desk.errors(response)
    subject = Subject.objects.get()
    assert (subject.about_edtf, subject.about_as_written, str(subject.about_latest)) == (
        "2021-03-03",
        "last Wednesday",
        "2021-03-03",
    )


def test_devised_title_needs_words(at_desk):
    rows = {f"{name}-{part}_FORMS": 0 for name in ("authors", "captures") for part in ("TOTAL", "INITIAL")}

    response = at_desk.post(desk.adding(Source), rows | {"kind": "article", "display": "none", "title_devised": "on"})

    assert desk.errors(response) == ["A devised title has words; untick the box where there is no title."]
    assert Source.objects.count() == 0


def test_the_languages_of_the_site_are_offered_and_any_other_can_be_typed(at_desk, settings):
    settings.SITE_LANGUAGES = ["az", "hy"]

    page = at_desk.get(desk.adding(Source)).content.decode()

    assert '<option value="az">Azerbaijani</option><option value="hy">Armenian</option></datalist>' in page
    assert 'list="id_language-offered"' in page
