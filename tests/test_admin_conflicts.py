import threading

import desk
import made
import pytest
from django.db import connection
from django.test import Client
from reversion.models import Revision

from statements.desk.agents import Agent
from statements.desk.statements import Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(make_user):
    """The one who opens the form first and saves last."""
    return logged_in(make_user("Curator", "alice"))


@pytest.fixture
def second(make_user):
    """The one who saves in the meantime."""
    return logged_in(make_user("Curator", "bob"))


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def opened(client, record):
    return desk.typed_from(client.get(desk.address("change", record)))


def save(client, record, typed):
    return client.post(desk.address("change", record), typed)


def shown(page):
    return [(difference.where, difference.now, difference.typed) for difference in page.context["differences"]]


def test_second_save_is_refused_and_shows_both_versions(first, second):
    agent = made.agent(description="before")
    typed = opened(first, agent)
    save(second, agent, opened(second, agent) | {"description": "by Bob"})

    page = save(first, agent, typed | {"description": "by Alice"})

    agent.refresh_from_db()
    assert (agent.description, agent.version, agent.changed_by_name) == ("by Bob", 1, "bob")
    assert shown(page) == [("Description", "by Bob", "by Alice")]
    assert desk.errors(page)[0].startswith("bob saved this record in the meantime (")
    assert 'value="by Alice"' in page.content.decode()


def test_what_was_typed_can_be_sent_again_after_both_were_shown(first, second):
    agent = made.agent()
    typed = opened(first, agent)
    save(second, agent, opened(second, agent) | {"description": "by Bob"})
    page = save(first, agent, typed | {"description": "by Alice"})

    response = save(first, agent, desk.typed_from(page))

    agent.refresh_from_db()
    assert response.status_code == 302
    assert (agent.description, agent.version, agent.changed_by_name) == ("by Alice", 2, "alice")
    assert [entry.user.username for entry in Revision.objects.order_by("pk")] == ["bob", "alice"]


def test_third_person_in_between_is_noticed_again(first, second):
    agent = made.agent()
    typed = opened(first, agent)
    save(second, agent, opened(second, agent) | {"description": "by Bob"})
    page = save(first, agent, typed | {"description": "by Alice"})
    save(second, agent, opened(second, agent) | {"description": "by Bob again"})

    page = save(first, agent, desk.typed_from(page))

    agent.refresh_from_db()
    assert agent.description == "by Bob again"
    assert shown(page) == [("Description", "by Bob again", "by Alice")]


def test_parts_of_both_versions_are_shown(first, second):
    agent = made.agent("Ministry")
    agent.names.create(name="Nazirlik", language="az")
    typed = opened(first, agent)
    save(second, agent, opened(second, agent) | {"names-1-name": "Xarici Nazirlik", "names-1-language": "az-Latn"})

    page = save(first, agent, typed | {"names-0-name": "Foreign Ministry"})

    assert shown(page) == [
        ("Name 1: Name", "Ministry", "Foreign Ministry"),
        ("Name 2: Name", "Xarici Nazirlik", "Nazirlik"),
        ("Name 2: Language", "az-Latn", "az"),
    ]
    assert set(agent.names.values_list("name", flat=True)) == {"Ministry", "Xarici Nazirlik"}


def test_part_added_in_the_meantime_is_shown_and_stays(first, second):
    agent = made.agent("Ministry")
    typed = opened(first, agent)
    new = {"names-TOTAL_FORMS": 2, "names-1-name": "Nazirlik", "names-1-language": "az"}
    save(second, agent, opened(second, agent) | new)

    page = save(first, agent, typed | {"description": "by Alice"})
    assert ("Name", "added in the meantime: Nazirlik", "not in your form; it stays") in shown(page)
    save(first, agent, desk.typed_from(page))

    assert set(agent.names.values_list("name", flat=True)) == {"Ministry", "Nazirlik"}


def test_part_removed_in_the_meantime_is_kept_in_the_form_and_saved_again(first, second):
    agent = made.agent("Ministry")
    agent.names.create(name="Nazirlik", language="az")
    typed = opened(first, agent)
    save(second, agent, opened(second, agent) | {"names-0-DELETE": "on"})

    page = save(first, agent, typed | {"names-0-name": "Foreign Ministry"})
    assert ("Name 2", "removed in the meantime", "still in your form; saving adds it again") in shown(page)
    response = save(first, agent, desk.typed_from(page))

    assert response.status_code == 302, desk.errors(response)
    assert set(agent.names.values_list("name", flat=True)) == {"Foreign Ministry", "Nazirlik"}


def test_part_removed_by_the_first_is_shown_as_removed(first, second):
    agent = made.agent("Ministry")
    agent.names.create(name="Nazirlik", language="az")
    typed = opened(first, agent)
    save(second, agent, opened(second, agent) | {"description": "by Bob"})

    page = save(first, agent, typed | {"names-1-DELETE": "on"})

    assert ("Name 2", "Nazirlik", "removed by you") in shown(page)
    assert agent.names.count() == 2


def test_chosen_records_are_shown_by_name(first, second):
    old, new = made.agent("Old speaker"), made.agent("New speaker")
    statement = made.statement(speaker=old)
    typed = opened(first, statement)
    save(second, statement, opened(second, statement) | {"title": "by Bob"})

    page = save(first, statement, typed | {"speakers-0-agent": new.pk})

    assert ("Speaker 1: Agent", f"Old speaker · body · {old.ref}", f"New speaker · body · {new.ref}") in shown(page)


@pytest.mark.parametrize("token", ["", "7", "-1", "x", "9" * 5000])
def test_form_without_a_true_token_is_refused(first, token):
    agent = made.agent()

    page = save(first, agent, opened(first, agent) | {"description": "x", "token": token})

    agent.refresh_from_db()
    assert page.status_code == 200
    assert (agent.description, agent.version) == ("", 0)


def test_publishing_in_the_meantime_does_not_let_an_old_form_through(first, second):
    agent = made.agent(description="before")
    typed = opened(first, agent)
    save(second, agent, opened(second, agent) | {"description": "by Bob"})
    made.publish(agent)

    page = save(first, agent, typed | {"description": "by Alice", "why": "Better"})

    agent.refresh_from_db()
    assert (agent.description, agent.has_changes) == ("by Bob", False)
    assert shown(page) == [("Description", "by Bob", "by Alice")]


def test_saving_something_else_of_the_same_kind_is_no_conflict(first, second):
    one, other = made.agent("One"), made.agent("Other")
    typed = opened(first, one)
    save(second, other, opened(second, other) | {"description": "by Bob"})

    assert save(first, one, typed | {"description": "by Alice"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_stored_and_one_is_told(make_user):
    clients = [logged_in(make_user("Curator", name)) for name in ("alice", "bob")]
    statement = Statement.objects.create(title="before")
    typed = [opened(client, statement) | {"title": f"by {n}"} for n, client in enumerate(clients)]
    pages, together = {}, threading.Barrier(2)

    def send(n):
        together.wait()
        try:
            pages[n] = save(clients[n], statement, typed[n])
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[n]) for n in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    statement.refresh_from_db()
    stored = next(n for n in pages if pages[n].status_code == 302)
    told = next(n for n in pages if pages[n].status_code == 200)
    assert (statement.title, statement.version) == (f"by {stored}", 1)
    assert shown(pages[told]) == [("Title", f"by {stored}", f"by {told}")]


def test_record_deleted_in_the_meantime_is_told(first, second):
    agent = made.agent()
    typed = opened(first, agent)
    second.post(desk.address("delete", agent), {"post": "yes"})

    page = first.post(desk.address("change", agent), typed, follow=True)

    assert Agent.objects.count() == 0
    assert "doesn’t exist. Perhaps it was deleted?" in desk.messages(page)[0]
