"""Suggestions while a name is typed, and what a typed name means."""

import json
from urllib.parse import urlencode

import made
import pytest
from django.template.loader import render_to_string
from finding import ministry_of_many_names

from statements import publishing
from statements.catalogue.suggestions import most_named, ref_named, suggest
from statements.choices import AgentKind

pytestmark = pytest.mark.django_db
LABEL = "Foreign Ministry of Azerbaijan (body)"


def asked(client, **params):
    return client.get("/suggest.json?" + urlencode(params))


def labels(kind, typed):
    return [suggestion.label for suggestion in suggest(kind, typed)]


def public(*agents, source=None):
    """Agents that a published claim names."""
    claim = made.claim("41 bridges", found_in=made.capture(of=source or made.source()))
    for agent in agents:
        made.ascribe(claim, agent)
    made.publish(claim)
    return claim


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("f", ""),
        ("FOREIGN min", ""),
        ("azerb", ""),
        ("xarici isl", "Azərbaycan Xarici İşlər Nazirliyi"),
        ("ИНОСТР", "Министерство иностранных дел"),
        ("Արտ", "Արտաքին գործերի նախարարություն"),
        ("الخ", "\u2068وزارة الخارجية\u2069"),
        ("部", "外交部"),
        ("  min", ""),
        ("of-azer", ""),
    ],
)
def test_agents_are_suggested_by_the_beginning_of_any_word_of_any_name(typed, name):
    ministry_of_many_names()

    assert labels("agent", typed)[0] == (f"{LABEL}, named {name}" if name else LABEL)


@pytest.mark.parametrize("typed", ["reign", "ministry azer", "交外"])
def test_what_no_word_begins_with_is_not_suggested(typed):
    ministry_of_many_names()

    assert labels("agent", typed) == []


def test_answer_names_ref_label_and_kind_and_may_be_kept_for_a_minute(client, django_assert_num_queries):
    ministry = ministry_of_many_names().links.get().holders.get().agent

    with django_assert_num_queries(1):
        response = asked(client, kind="agent", q="min")

    assert response.json() == {
        "suggestions": [
            {"ref": ministry.ref, "kind": "agent", "name": "Foreign Ministry of Azerbaijan", "label": LABEL}
        ]
    }
    assert response["Cache-Control"] == "public, max-age=60"
    assert client.post("/suggest.json?kind=agent&q=min").status_code == 405


def test_subjects_and_sources_are_suggested_each_by_their_own(client):
    claim = made.claim("41 bridges", found_in=made.capture(of=made.source("Keys of the town")))
    claim.claim_subjects.create(subject=made.subject("Town hall, 3 March 2021"))
    made.publish(claim)

    assert labels("source", "town") == ["Keys of the town (article)"]
    assert labels("subject", "town") == ["Town hall, 3 March 2021 (event)"]
    assert labels("agent", "town") == []


def test_at_most_ten_are_suggested_and_namesakes_bear_their_refs():
    twins = [made.agent("Ada Twin", kind=AgentKind.PERSON) for _ in range(2)]
    public(*twins, *[made.agent(f"Body {n}") for n in range(20)])

    assert len(labels("agent", "body")) == 10
    assert labels("agent", "twin") == [f"Ada Twin (person) · {twin.ref}" for twin in twins]


def test_drafts_withdrawn_and_merged_records_are_never_suggested():
    draft, right, wrong = made.agent("Canary"), made.agent("Bridge Office"), made.agent("Ferry Office")
    claim = public(right, wrong, source=made.source("Keys"))
    assert labels("agent", "canary") == []
    assert len(labels("agent", "office")) == 2
    for agent in (right, wrong):
        agent.refresh_from_db()

    publishing.merge(wrong, into=right, by=made.user("publisher"), reason="One, entered twice.")
    assert labels("agent", "ferry") == ["Bridge Office (body), named Ferry Office"]
    source = claim.capture.source
    source.refresh_from_db()
    publishing.withdraw([source], by=made.user("publisher"), reason="Asked for.")

    assert labels("source", "keys") == []
    assert draft.state == "draft"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("q=a", "kind: “” is not one of agent, subject, source."),
        ("kind=claim&q=a", "kind: “claim” is not one of agent, subject, source."),
        ("kind=agent", "q: holds no word to look for."),
        ("kind=agent&q=%22%20-*", "q: holds no word to look for."),
        ("kind=agent&q=" + "x" * 201, "q: is longer than 200 characters."),
        ("kind=agent&q=a&q=b", "q: can be given only once."),
        ("kind=agent&kind=agent&q=a", "kind: can be given only once."),
        ("kind=agent&q=a&limit=1000", "limit: there is no such parameter."),
    ],
)
def test_malformed_questions_are_refused_and_name_the_parameter(client, query, problem):
    response = client.get(f"/suggest.json?{query}")

    assert (response.status_code, json.loads(response.content)["detail"]) == (400, problem)


@pytest.mark.parametrize(
    "typed", ["%", "_", "a%", ".*", "\\", "'", "a'; DROP TABLE x --", "א a", "\U0010ffff", "é" * 150]
)
def test_any_text_is_answered(client, typed):
    public(made.agent("Anna"))

    assert asked(client, kind="agent", q=typed).status_code in (200, 400)
    assert labels("agent", "a_") == ["Anna (body)"]  # the sign is no letter, and stands for none
    assert labels("agent", "a%n") == []


@pytest.mark.parametrize(
    "typed",
    [
        "Foreign Ministry of Azerbaijan",
        "foreign ministry OF azerbaijan ",
        LABEL,
        f"{LABEL}, named 外交部",
        "azerbaycan xarici isler nazirliyi",
        f"{LABEL}, named \u2068وزارة الخارجية\u2069",
        "外交部",
    ],
)
def test_a_typed_name_means_its_only_bearer(typed, django_assert_num_queries):
    ministry = ministry_of_many_names().links.get().holders.get().agent

    with django_assert_num_queries(1):
        assert ref_named("agent")(typed) == ministry.ref
    with django_assert_num_queries(0):
        assert ref_named("agent")(f" {ministry.ref.upper()}") == ministry.ref


def test_a_name_of_several_or_of_nobody_is_said_with_the_candidates():
    twins = [made.agent("Ada Twin", kind=AgentKind.PERSON) for _ in range(2)]
    public(*twins)

    assert ref_named("agent")(f"Ada Twin (person) · {twins[1].ref}") == twins[1].ref
    with pytest.raises(ValueError, match="may be") as several:
        ref_named("agent")("ada twin")
    assert str(several.value) == (
        f"“ada twin” may be Ada Twin ({twins[0].ref}), Ada Twin ({twins[1].ref}); give the address of one."
    )
    for typed in ("Ada", "", "*", twins[0].ref.replace("a-", "t-"), "Bridges closed", f"Bob · {twins[0].ref}"):
        with pytest.raises(ValueError, match="no agent is called") as nobody:
            ref_named("agent")(typed)
        assert str(nobody.value).startswith(f"no agent is called “{typed}”")


def test_the_most_named_stand_in_the_list_that_needs_no_script(django_assert_num_queries):
    often, once = made.agent("Often"), made.agent("Once & <b>never</b>")
    for _ in range(2):
        claim = made.claim("41 bridges")
        made.ascribe(claim, often)
        claim.claim_subjects.create(subject=made.subject("Town"))
        made.publish(claim)
    public(once)
    made.agent("Canary")

    with django_assert_num_queries(2):
        found = most_named()

    assert found["agent"][:2] == ["Often (body)", "Once & <b>never</b> (body)"]
    assert len(found["source"]) == 3
    page = render_to_string("statements/_suggested.html", {"suggested": found})
    assert '<datalist id="suggested-agent">' in page
    assert '<option value="Once &amp; &lt;b&gt;never&lt;/b&gt; (body)"></option>' in page
    assert "Canary" not in page
