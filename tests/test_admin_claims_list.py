import made
import pytest
from claim_form import Form
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from statements.desk.claims import Claim
from statements.desk.figures import Figure

pytestmark = pytest.mark.django_db

LIST = "/admin/statements/claim/"
LOOKUP = "/admin/statements/claim/lookup/"


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def listed(desk, **query):
    return [claim.ref for claim in desk.get(LIST, query).context["cl"].result_list]


def ascribed(holder="The mayor", **link):
    claim = made.claim()
    made.ascribe(claim, holder, **link)
    return claim


def test_list_names_the_holder_beside_the_words(desk):
    ascribed(made.agent("Ministry of Works"), mode="direct")
    made.claim(paraphrase="")

    page = desk.get(LIST).content.decode()

    assert "Ministry of Works (direct quotation): 41 bridges were closed." in page
    assert "the article’s own voice: “41 bridges were closed”" in page


def queries(desk):
    with CaptureQueriesContext(connection) as counted:
        desk.get(LIST)
    return len(counted)


def test_list_takes_the_same_queries_for_one_claim_and_for_thirty(desk):
    made.ascribe(made.claim(), made.agent(), "an official", cue="said")
    desk.get(LIST)
    before = queries(desk)
    for _ in range(29):
        made.ascribe(made.claim(), made.agent(), "an official", cue="said")

    assert queries(desk) == before


def test_list_is_filtered_by_the_mode_of_the_last_link(desk):
    own, direct = made.claim(), ascribed(mode="direct")
    made.ascribe(direct, "Ann", mode="mixed")

    assert listed(desk, mode="none") == [own.ref]
    assert listed(desk, mode="mixed") == [direct.ref]
    assert listed(desk, mode="direct") == []


def test_list_is_filtered_by_source_kind_and_state(desk):
    one, two = made.claim(kind="figure"), made.claim()

    assert listed(desk, source=one.source.ref) == [one.ref]
    assert listed(desk, kind__exact="figure") == [one.ref]
    assert listed(desk, state__exact="draft") == [two.ref, one.ref]
    assert listed(desk, state__exact="published") == []


def test_list_is_searched_by_words_paraphrase_holder_and_address(desk):
    one = ascribed(made.agent("Хоҷалы Хоҷалы"))
    two = made.claim("We shall open them again", paraphrase="Reopening.")
    three = ascribed("The mayor")

    assert listed(desk, q="хоҷалы") == [one.ref]
    assert listed(desk, q="reopening") == [two.ref]
    assert listed(desk, q="shall open") == [two.ref]
    assert listed(desk, q="The mayor") == [three.ref]
    assert listed(desk, q=two.ref.upper()) == [two.ref]


@pytest.mark.parametrize("query", [{"mode": "x"}, {"source": "x" * 5000}, {"q": "x " * 2000}, {"source": "o-"}])
def test_strange_filters_list_nothing(desk, query):
    made.claim()

    assert listed(desk, **query) == []


def found(desk, field, term="", **query):
    asked = {"app_label": "statements", "model_name": field[0], "field_name": field[1], "term": term, **query}
    return [result["text"] for result in desk.get(LOOKUP, asked).json()["results"]]


def test_claims_are_chosen_by_their_words_and_shown_with_their_holder(desk):
    claim = ascribed(made.agent("Ministry of Works"))
    made.claim("she added", paraphrase="Something else.")

    assert found(desk, ("claim", "part_of"), "41 bridges") == [
        f"Ministry of Works (paraphrase): 41 bridges were closed. · {claim.ref}"
    ]


def test_figures_are_chosen_within_the_source(desk):
    here, there = made.claim(), made.claim()
    for claim in (here, there):
        Figure.objects.create(claim=claim, as_written="41", low=41, high=41, measure="closed")

    assert found(desk, ("figure", "tied_to"), "41", source=here.source.pk) == [f"41 closed · {here.ref} 1"]
    assert len(found(desk, ("figure", "tied_to"), "41")) == 2
    for no_source in ("9" * 50, "x"):
        assert found(desk, ("figure", "tied_to"), "41", source=no_source) == []
    assert f"source={here.source.pk}" in Form(desk, here).page


def test_figures_are_edited_only_with_their_claim(desk):
    figure = Figure.objects.create(claim=made.claim(), as_written="41", low=41, high=41, measure="closed")

    assert (
        desk.post(reverse("admin:statements_figure_change", args=[figure.pk]), {"as_written": "42"}).status_code == 403
    )
    assert desk.get(reverse("admin:statements_figure_add")).status_code == 403
    assert desk.post(reverse("admin:statements_figure_delete", args=[figure.pk]), {"post": "yes"}).status_code == 403


def test_the_next_claim_begins_with_the_capture_and_chain_of_the_one_before(desk):
    ministry = made.agent("Ministry of Works")
    claim = made.claim()
    made.ascribe(claim, ministry, "The mayor", cue="said")

    form = Form(desk, claim)
    answer = desk.post(form.url, form.values | {"_addanother": "1"})
    following = Form(desk, query=f"?{answer.url.partition('?')[2]}")

    assert answer.url == f"/admin/statements/claim/add/?capture={claim.capture_id}&after={claim.pk}"
    typed = {
        name: following.values[name] for name in ("capture", "links-0-holder_agent", "links-0-cue", "joint-0-as_named")
    }
    assert typed == {
        "capture": str(claim.capture_id),
        "links-0-holder_agent": str(ministry.pk),
        "links-0-cue": "said",
        "joint-0-as_named": "The mayor",
    }

    following.row("joint", 0, as_named="she").send(words="We shall open them again")
    assert following.errors == []
    assert [str(holder) for holder in Claim.objects.last().links.get().holders.all()] == ["Ministry of Works", "she"]


@pytest.mark.parametrize("query", ["?after=x", f"?after={'9' * 40}", "?capture=x&after=0", "?about_basis=x&ref=c-1"])
def test_a_malformed_beginning_is_an_empty_form(desk, query):
    assert Form(desk, query=query).response.status_code == 200


def test_contributors_edit_only_their_own_drafts(client, contributor):
    client.force_login(contributor)
    theirs = made.claim()

    made.ascribe(theirs, "The mayor", cue="said")
    made.ascribe(theirs, "Ann", "Bob", mode="mixed")

    page = client.get(reverse("admin:statements_claim_change", args=[theirs.pk]))
    assert [
        name for name in ("words", "links-0-cue", "joint-0-as_named") if f'name="{name}"' in page.content.decode()
    ] == []
    for shown in ("41 bridges were closed", "unnamed (an official, 17 countries) (“The mayor”)", "Bob"):
        assert shown in page.content.decode()
    assert client.post(reverse("admin:statements_claim_change", args=[theirs.pk]), {}).status_code == 403
    assert Form(client).send(capture=theirs.capture, words="We shall open").errors == []
