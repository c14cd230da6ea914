import desk
import made
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.desk.agents import Agent
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject

pytestmark = pytest.mark.django_db

MODELS = [Agent, Subject, Source, Statement, Capture]


@pytest.fixture
def at_desk(client, curator):
    client.force_login(curator)
    return client


def fill(number):
    for n in range(number):
        agent = made.agent(f"Agent {n}")
        agent.names.create(name=f"Nazir {n}", language="az")
        made.subject(f"Place {n}")
        source = made.source(f"Source {n}", publisher=agent)
        claim = made.claim(found_in=made.capture(of=source))
        made.ascribe(claim, agent, cue="said", statement=made.statement(f"Statement {n}", speaker=agent))


def queries(client, url):
    client.get(url)  # what is read once and kept, such as content types
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("query", ["", "?q=a"])
def test_list_asks_as_often_for_thirty_rows_as_for_one(at_desk, model, query):
    fill(1)
    one = queries(at_desk, desk.listing(model) + query)
    fill(29)

    assert queries(at_desk, desk.listing(model) + query) == one
    assert one <= 12


@pytest.mark.parametrize(("model", "field"), [("source", "publisher"), ("statement", "first_published")])
def test_autocomplete_asks_as_often_for_many_as_for_one(at_desk, model, field):
    url = f"{reverse('admin:autocomplete')}?app_label=statements&model_name={model}&field_name={field}&term="
    fill(1)
    one = queries(at_desk, url)
    fill(15)

    assert queries(at_desk, url) == one


def found(client, model, term):
    page = client.get(desk.listing(model), {"q": term})
    return {str(record) for record in page.context["cl"].result_list}


@pytest.mark.parametrize("term", ["xocali", "Xocalı", "XOCALI rayon", "rayon xoc"])
def test_names_are_found_however_they_are_typed(at_desk, term):
    made.agent("Xocalı rayonu")
    made.agent("Another")

    assert found(at_desk, Agent, term) == {"Xocalı rayonu"}


def test_record_is_found_by_its_address_in_capitals_too(at_desk):
    agent = made.agent("Wanted")
    made.agent("Another")

    assert found(at_desk, Agent, agent.ref.upper()) == {"Wanted"}


def test_sources_are_found_by_author_publisher_and_address(at_desk):
    made.source("Wanted", author="Ada", publisher=made.agent("Xəbər"), url="https://news.example/41")
    made.source("Another", author="Ben")

    for term in ("ada", "xeber", "news.example/41", "wanted ada"):
        assert found(at_desk, Source, term) == {"Wanted"}, term


def test_statements_are_found_by_their_speaker(at_desk):
    made.statement("Wanted", speaker=made.agent("Ministry"))
    made.statement("Another")

    assert found(at_desk, Statement, "ministry") == {"Wanted"}


@pytest.mark.parametrize("term", ["a " * 1500, "a" * 7000, '"', "'", "%", "_", "\\", "(", "*", "\u202e", "🙂"])
def test_odd_searches_are_answered(at_desk, term):
    made.agent("Ministry")

    for model in (*MODELS, Claim):
        assert at_desk.get(desk.listing(model), {"q": term}).status_code == 200


def test_long_search_says_what_was_left_out(at_desk):
    page = at_desk.get(desk.listing(Agent), {"q": "a " * 30})

    assert desk.messages(page) == ["Only the first 20 words were searched for."]


@pytest.mark.parametrize(
    "query",
    [
        "ref__regex=(a%2B)%2B$",
        "state__regex=a",
        "created_by__password__startswith=md5",
        "names__name__regex=x",
        "pk__gt=0",
    ],
)
def test_lookups_that_no_filter_offers_are_refused(at_desk, query):
    made.agent()

    assert at_desk.get(f"{desk.listing(Agent)}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["state__exact=bogus", "changed_at__gte=yesterday", "p=x", "o=99.x", "held=maybe", "p=999999"]
)
def test_odd_values_of_filters_never_fail(at_desk, query):
    made.source()

    assert at_desk.get(f"{desk.listing(Source)}?{query}").status_code in (200, 302)


def test_filters_find_what_waits_and_what_changed(at_desk):
    draft, waiting, changed = (made.agent(name) for name in ("Draft", "Waiting", "Changed"))
    made.publish(changed)
    desk.act(at_desk, "submit", waiting)
    url = desk.address("change", changed)
    at_desk.post(url, desk.typed_from(at_desk.get(url)) | {"description": "x", "why": "y"})

    def listed(query):
        return [str(record) for record in at_desk.get(desk.listing(Agent) + query).context["cl"].result_list]

    assert listed("?state__exact=draft") == ["Draft"]
    assert listed("?state__exact=in_review") == ["Waiting"]
    assert listed("?has_changes__exact=1") == ["Changed"]
    page = at_desk.get(desk.listing(Agent)).content.decode()
    assert "published, unpublished changes" in page
    assert str(draft.ref) in page


def test_held_and_cited_only_sources_are_told_apart(at_desk):
    made.capture(of=made.source("Held"))
    made.source("Cited")

    def listed(query):
        return [str(record) for record in at_desk.get(desk.listing(Source) + query).context["cl"].result_list]

    assert (listed("?held=yes"), listed("?held=no")) == (["Held"], ["Cited"])


def test_namesakes_have_different_labels(at_desk):
    minister, editor = made.agent("Ada", description="minister"), made.agent("Ada", description="editor")
    url = f"{reverse('admin:autocomplete')}?app_label=statements&model_name=source&field_name=publisher&term=ada"

    labels = {result["text"] for result in at_desk.get(url).json()["results"]}

    assert labels == {f"Ada · minister · body · {minister.ref}", f"Ada · editor · body · {editor.ref}"}


def test_every_foreign_key_of_the_desk_is_chosen_by_autocomplete():
    from django.contrib import admin

    missing = []
    for model, desk_admin in admin.site._registry.items():
        if model._meta.app_label != "statements":
            continue
        for shown in (desk_admin, *desk_admin.inlines):
            listed = [name for _, part in (getattr(shown, "fieldsets", None) or ()) for name in part["fields"]]
            listed += getattr(shown, "fields", None) or ()
            keys = [field.name for field in shown.model._meta.fields if field.many_to_one and field.name in listed]
            chosen = (*shown.autocomplete_fields, *shown.readonly_fields)
            missing += [
                f"{shown.__name__ if isinstance(shown, type) else shown}.{key}" for key in keys if key not in chosen
            ]
    assert missing == []
