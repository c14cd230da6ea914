"""Records with many parts: their forms ask the database no more often than those of records with one of each."""

import desk
import made
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements.choices import HolderKind, RelationKind
from statements.desk.claims import Claim
from statements.desk.sources import Source

pytestmark = pytest.mark.django_db


def with_parts(many):
    """A claim with so many links, joint holders, doubts, figures, subjects and relations, each naming others."""
    claim = made.claim()
    for n in range(many):
        name = f"{many} {n}"
        said = made.statement(f"Statement {name}", speaker=made.agent(f"Speaker {name}"))
        link = made.ascribe(claim, made.agent(f"Holder {name}"), cue="said", statement=said)
        claim.claim_subjects.create(subject=made.subject(f"Subject {name}"))
        claim.doubts.create(kind=HolderKind.PERSON, agent=made.agent(f"Doubt {name}"), as_named="x", reason="Implied.")
        claim.figures.create(number=n + 1, as_written="4", low=4, high=4, measure="bridges")
        other = made.claim(f"Words {name}", found_in=made.capture(f"Words {name}"))
        claim.relations.create(kind=RelationKind.REPEATS, to=other, stated_by=made.source(f"Source {name}"))
    for n in range(many):
        link.holders.create(position=n + 2, kind=HolderKind.PERSON, agent=made.agent(f"Joint {many} {n}"), as_named="x")
    return claim


def queries(client, record, url=""):
    url = url or desk.address("change", record)
    client.get(url)  # what is read once and kept, such as content types
    with CaptureQueriesContext(connection) as counted:
        page = client.get(url).content.decode()
    return len(counted), page


def test_the_form_asks_as_often_for_thirty_parts_of_each_kind_as_for_one(client, curator):
    client.force_login(curator)
    few, _ = queries(client, with_parts(1))

    many, page = queries(client, with_parts(30))

    assert many == few
    for name in ("Holder", "Statement", "Subject", "Doubt", "Joint", "Source"):
        assert f"{name} 30 0 · " in page, name
        assert f"{name} 30 29 · " in page, name


@pytest.mark.parametrize(("make", "parts"), [(made.statement, "speakers"), (made.source, "authors")])
def test_the_forms_of_statements_and_sources_ask_as_often_for_thirty_agents_as_for_one(client, curator, make, parts):
    client.force_login(curator)
    record = make("Joint declaration")
    rows = getattr(record, parts)
    rows.all().delete()
    rows.create(agent=made.agent("Agent 0"), position=1)
    few, _ = queries(client, record)
    for n in range(1, 30):
        rows.create(agent=made.agent(f"Agent {n}"), position=n + 1)

    many, page = queries(client, record)

    assert many == few
    assert page.count(" selected>Agent ") == 30


def test_what_is_shown_of_a_row_is_its_own_record(client, curator):
    client.force_login(curator)
    claim = with_parts(3)

    page = client.get(desk.address("change", claim)).content.decode()

    for number, link in enumerate(claim.links.all()):
        chosen = page.split(f'name="links-{number}-holder_agent"')[1].split("</select>")[0]
        agent = link.holders.get(position=1).agent
        assert f'<option value="{agent.pk}" selected>{agent.name} · ' in " ".join(chosen.split())


def test_a_record_that_is_gone_is_not_shown_as_chosen(client, curator):
    client.force_login(curator)

    page = client.get(f"{desk.adding(Claim)}?capture=999999").content.decode()

    assert 'value="999999"' not in page


def source_with(many):
    """A source with so many claims, each with somebody of its own who said it."""
    said = [f"bridge {n} was closed" for n in range(many)]
    capture = made.capture(f"The mayor said: {', '.join(said)}.", of=made.source(f"Source {many}"))
    claims = [made.claim(words, found_in=capture) for words in said]
    for n, claim in enumerate(claims):
        made.ascribe(claim, made.agent(f"Speaker {many} {n}"))
    return Source.objects.get(pk=capture.source.pk), claims


def asked_by_acts(curator, publisher, many):
    """How many queries the page of each act on a source takes, on its way from a draft to a withdrawal."""
    source, claims = source_with(many)
    asked = {}
    for act, client in (("submit", curator), ("publish", publisher), ("withdraw", publisher)):
        asked[act], page = queries(client, source, desk.acting(act, source))
        assert all(claim.ref in page for claim in claims), act
        assert all(f"Speaker {many} {n} (paraphrase)" in page for n in range(many)), act
        desk.act(client, act, source)
        source.refresh_from_db()
    return asked


def test_the_pages_of_acts_ask_as_often_for_thirty_claims_as_for_two(curator, publisher):
    clients = Client(), Client()
    for client, user in zip(clients, (curator, publisher), strict=True):
        client.force_login(user)

    assert asked_by_acts(*clients, 30) == asked_by_acts(*clients, 2)
