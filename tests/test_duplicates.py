import desk
import made
import pytest
from django.test import Client
from django.urls import reverse

from statements import publishing
from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.desk.sources import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(curator):
    found = Client()
    found.force_login(curator)
    return found


def likely(client, record, **asked):
    answer = client.get(reverse(f"admin:statements_{record}_likely"), asked)
    return [found["label"] for found in answer.json()["likely"]]


@pytest.mark.parametrize(
    "typed", ["Xocalı Foundation", "xocali foundation", "  XOCALI   FOUNDATION ", "Foundation, Xocalı", "Фонд Ходжалы"]
)
def test_an_agent_is_found_by_any_of_its_names_however_written(client, typed):
    agent = made.agent("Xocalı Foundation")
    agent.names.create(name="Фонд Ходжалы", language="ru")
    made.agent("Xocalı Foundation of Science")

    assert likely(client, "agent", q=typed) == [f"Xocalı Foundation · body · {agent.ref}"]
    assert likely(client, "agent", q=typed, but=agent.pk) == []


@pytest.mark.parametrize(
    "typed",
    [
        "https://news.example/bridges/41",
        "http://www.news.example/bridges/41/",
        "news.example/bridges/41?utm_source=x&fbclid=y#top",
        "https://NEWS.example/bridges/41",
    ],
)
def test_a_source_is_found_by_its_address_whatever_only_tracks_readers(client, typed):
    source = made.source(url="https://www.news.example/bridges/41")
    made.source("Another", url="https://news.example/bridges/410")
    made.source("A third", url="https://news.example/bridges/41?page=2")

    (label,) = likely(client, "source", q=typed)

    assert source.ref in label


def test_a_claim_is_found_by_its_words_in_another_source(client):
    claim = made.claim("We shall open them again")

    assert [claim.ref in label for label in likely(client, "claim", q=" We shall open them again\n")] == [True]
    assert [claim.ref in label for label in likely(client, "claim", q="x\n[...]\nWe shall open them again")] == [True]
    assert likely(client, "claim", q="bridges") == []


@pytest.mark.parametrize("record", ["agent", "source", "claim"])
@pytest.mark.parametrize("typed", ["", " ", "-", "http://[", "a" * 7000, "%", "[...]", "x/y"])
def test_whatever_is_typed_gets_an_answer(client, record, typed):
    made.claim()

    assert likely(client, record, q=typed, but="x") == []


def test_a_merged_record_is_not_offered(client):
    right, wrong = made.agent("Ministry"), made.agent("The Ministry")
    for agent in (right, wrong):
        made.publish(agent, by="editor")
    publishing.merge(
        Agent.objects.get(pk=wrong.pk), into=Agent.objects.get(pk=right.pk), by=made.user("editor"), reason="Same."
    )

    assert likely(client, "agent", q="The Ministry") == [f"Ministry · body · {right.ref}"]


def test_the_same_is_said_after_a_save_and_nothing_kept_from_being_saved(client):
    known = made.agent("Foreign Ministry")
    page = client.get(desk.adding(Agent))

    saved = client.post(desk.adding(Agent), desk.typed_from(page) | NAMED, follow=True)

    assert Agent.objects.count() == 2
    said = [message for message in desk.messages(saved) if message.startswith("Perhaps")]
    assert len(said) == 1
    assert desk.address("change", known) in said[0]


NAMED = {
    "kind": "body",
    "names-TOTAL_FORMS": "1",
    "names-INITIAL_FORMS": "0",
    "names-0-name": "foreign ministry",
    "names-0-language": "en",
}


def test_a_source_and_a_claim_say_so_after_a_save_too(client):
    claim = made.claim("We shall open them again", found_in=made.capture(of=made.source(url="https://a.example/1")))
    again = made.claim(
        "We shall open them again", found_in=made.capture(of=made.source(url="https://www.a.example/1/"))
    )
    made.claim("We shall open them again", found_in=again.capture)
    said = []

    for record, changed in ((again.source, {"title": "New"}), (again, {"paraphrase": "New."})):
        url = desk.address("change", record)
        saved = client.post(url, desk.typed_from(client.get(url)) | changed, follow=True)
        said += [message for message in desk.messages(saved) if message.startswith("Perhaps")]

    assert (Source.objects.get(pk=again.source.pk).title, Claim.objects.get(pk=again.pk).paraphrase) == ("New", "New.")
    assert [
        desk.address("change", record) in text for record, text in zip((claim.source, claim), said, strict=True)
    ] == [
        True,
        True,
    ]
    assert [text.count("<a ") for text in said] == [1, 1]


def test_the_fields_say_where_to_ask(client):
    agent = made.agent()

    page = client.get(desk.address("change", agent)).content.decode()

    assert f'data-likely="/admin/statements/agent/likely/?but={agent.pk}"' in page
    assert 'data-likely="/admin/statements/source/likely/?but="' in client.get(desk.adding(Source)).content.decode()
    assert 'data-likely="/admin/statements/claim/likely/?but="' in client.get(desk.adding(Claim)).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_a_look_costs_the_same_whatever_it_finds(client, number, django_assert_max_num_queries):
    for _ in range(number):
        made.ascribe(made.claim("We shall open them again"), made.agent("Mayor"))
    client.get(reverse("admin:statements_claim_likely"))

    with django_assert_max_num_queries(16):
        likely(client, "claim", q="We shall open them again")
