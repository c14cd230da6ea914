"""The marking screen: the text with its claims, and the form of one that is saved as on its own page."""

import re
from html import unescape

import made
import pytest
from claim_form import Form
from django.contrib.messages import get_messages
from django.urls import reverse

from statements.desk.agents import Agent
from statements.desk.attributions import Link
from statements.desk.claims import Claim
from statements.desk.history import ChangeNote

pytestmark = pytest.mark.django_db

TEXT = "The bridge fell.\n\nThe ministry said: “41 bridges were closed.” The bridge was old.\n"


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


@pytest.fixture
def capture():
    return made.capture(TEXT)


class Screen(Form):
    """The form of the marking screen as a browser sends it; `words` are selected at the places given."""

    def __init__(self, client, source, claim=None, query=""):
        self.client = client
        keys = [source.pk, claim.pk] if claim else [source.pk]
        self.url = reverse(f"admin:statements_source_mark{'_claim' if claim else ''}", args=keys) + query
        self.reads = reverse(f"admin:statements_source_reads{'_claim' if claim else ''}", args=keys)
        self.read(client.get(self.url))

    def select(self, *words, field="words", text=TEXT, nth=0):
        places = []
        for one in words:
            start = [found.start() for found in re.finditer(re.escape(one), text)][nth]
            places.append(f"{start}-{start + len(one)}")
        self.values |= {field: "\n[...]\n".join(words), f"{field}-at": " ".join(places)}
        return self

    def told(self, **fields):
        """How the form would read, as plain words."""
        page = self.client.post(self.reads, self.values | fields).content.decode()
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def marks(response):
    """Marked stretches of the page: their words with the numbers of the claims that cover them."""
    found = re.findall(r'<span class="mark[^"]*" data-claims="([^"]+)">(.*?)</span>', response.content.decode())
    return [(numbers, unescape(words)) for numbers, words in found]


def test_the_text_shows_all_its_claims_drafts_included(desk, capture):
    made.claim("The bridge fell", found_in=capture)
    quoted = made.claim("41 bridges were closed", found_in=capture)
    made.ascribe(quoted, made.agent("Foreign Ministry"), mode="direct")
    made.claim(None, found_in=capture, paraphrase="Nothing of the text.")

    page = desk.get(reverse("admin:statements_source_mark", args=[capture.source.pk]))

    assert marks(page) == [("1", "The bridge fell"), ("2", "41 bridges were closed")]
    assert 'aria-label="Claim 2: Foreign Ministry (direct quotation), draft"' in page.content.decode()
    assert '<span class="vh" data-aside> Claim 2 begins: </span>' in page.content.decode()
    assert 'aria-label="Select paragraph 2"' in page.content.decode()
    assert "own voice: Nothing of the text." in page.content.decode()


def test_who_may_not_change_a_claim_reads_it_beside_the_text(client, contributor, capture):
    claim = made.claim("The bridge fell", found_in=capture, by="somebody else")
    client.force_login(contributor)

    screen = Screen(client, capture.source, claim)

    assert marks(screen.response) == [("1", "The bridge fell")]
    assert [name for name in ("_continue", 'data-act="claim"', 'class="mk-keys"') if name in screen.page] == []


def test_claims_that_nest_and_cross_are_all_named(desk, capture):
    made.claim("The bridge fell", found_in=capture)
    made.claim("bridge", found_in=capture)

    page = desk.get(reverse("admin:statements_source_mark", args=[capture.source.pk]))

    assert marks(page) == [("1", "The "), ("1 2", "bridge"), ("1", " fell")]


def test_words_are_recorded_where_they_were_selected(desk, capture):
    screen = Screen(desk, capture.source).select("bridge", nth=2)

    screen.send(paraphrase="It was old.")

    assert screen.errors == []
    assert [(span.start, span.exact) for span in Claim.objects.get().spans.all()] == [(67, "bridge")]


def test_several_selections_become_several_spans(desk, capture):
    Screen(desk, capture.source).select("The bridge fell", "The bridge was old").send(kind="event")

    assert [span.exact for span in Claim.objects.get().spans.all()] == ["The bridge fell", "The bridge was old"]


def test_a_selection_moves_words_that_were_recorded_elsewhere(desk, capture):
    claim = made.claim("bridge", found_in=capture)

    Screen(desk, capture.source, claim).select("bridge", nth=2).send()

    assert [span.start for span in claim.spans.all()] == [67]
    assert ChangeNote.objects.filter(who="curator", through="admin form").count() == 1


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("70-500", "70–500 is not a stretch of this text of 83 characters."),
        ("9-4", "9–4 is not a stretch of this text of 83 characters."),
        ("x-4", "The places of these words cannot be read: “x-4”. Select the words again, or paste them."),
        ("0-10 4-16", "“The bridge” and “bridge fell.” overlap; give each word once."),
        ("4-10", "“bridge” was selected in the text, but the field holds “The bridge [...] bridge fell.”. Select the "
         "words again, or paste them."),
        (" ".join(["1-2"] * 301),
         "The places of these words cannot be read: “1-2 1-2 1-2 1-2 1-2 1-2 1-2 1-2 1-2 1-2…”. Select the words "
         "again, or paste them."),
    ],
)  # fmt: skip
def test_places_that_cannot_be_are_refused_in_plain_words(desk, capture, at, why):
    screen = Screen(desk, capture.source)

    screen.send(**{"words": "The bridge\n[...]\nbridge fell.", "words-at": at})

    assert (screen.errors, Claim.objects.count()) == ([why], 0)


def test_half_a_character_is_refused(desk):
    capture = made.capture("It was 👩‍🚒 and a fi\u0302re.\n")
    screen = Screen(desk, capture.source)

    screen.send(**{"words": "👩", "words-at": "7-8"})

    assert screen.errors == ["7–8 cuts through a character at 8, in ‘It was 👩‍🚒 and a’."]


def test_a_quoted_part_lies_inside_the_words(desk, capture):
    screen = Screen(desk, capture.source).select("The bridge fell").select("old", field="quoted")

    screen.send()

    assert screen.errors == ["The quoted part “old” lies outside the claim's words."]


def test_the_next_claim_begins_with_the_chain_of_the_one_before(desk, capture):
    ministry = made.agent("Ministry")
    screen = Screen(desk, capture.source).select("41 bridges were closed")
    screen.row("links", 0, position=1, mode="indirect", holder_kind="body", holder_agent=ministry, cue="said")
    screen.values["_addanother"] = "1"
    answer = desk.post(screen.url, screen.values)

    following = Screen(desk, capture.source)

    assert answer.url.endswith(f"/mark/?saved=&capture={capture.pk}&after={Claim.objects.get().pk}")
    assert following.values["links-0-mode"] == "indirect"
    assert following.values["links-0-holder_agent"] == str(ministry.pk)
    assert 'data-number="2"' in following.page


def test_how_it_reads_is_told_and_nothing_stored(desk, capture):
    screen = Screen(desk, capture.source).select("41 bridges were closed")
    screen.row(
        "links", 0, position=1, mode="direct", holder_kind="body", holder_agent=made.agent("Ministry"), cue="said"
    )

    told = screen.told()

    assert told.startswith("Reads as: Ministry, as quoted by ")
    assert told.endswith("Before it can be published Words and chain: complete A second person’s review: waiting")
    assert (Claim.objects.count(), Link.objects.count()) == (0, 0)


def test_what_a_save_would_refuse_is_told_while_typing(desk, capture):
    screen = Screen(desk, capture.source).select("41 bridges were closed")
    screen.row("links", 0, position=1, mode="direct", holder_kind="body", cue="roared")

    told = screen.told()

    assert "Link 1: " in told
    assert "Not in the capture's text: the text nowhere has ‘roared’." in told
    assert "Say who: choose an agent, or give the words used." in told


def test_a_claim_deleted_meanwhile_leads_to_a_new_one(desk, capture):
    claim = made.claim("The bridge fell", found_in=capture)
    screen = Screen(desk, capture.source, claim)
    Claim.objects.all().delete()

    screen.send(paraphrase="Typed for nothing?")

    assert screen.answer.url == reverse("admin:statements_source_mark", args=[capture.source.pk])
    assert [str(message) for message in get_messages(screen.answer.wsgi_request)] == [
        "That claim was deleted in the meantime. What you typed for it is kept in this browser and offered below."
    ]


def test_a_second_save_is_refused_beside_the_text(desk, capture):
    claim = made.claim("The bridge fell", found_in=capture)
    screen = Screen(desk, capture.source, claim)
    claim.touch(by=made.user("bob"))

    screen.send(paraphrase="Mine.")

    assert screen.errors[0].startswith("bob saved this record in the meantime (")
    assert screen.values["paraphrase"] == "Mine."
    assert [words for _, words in marks(screen.response)] == ["The bridge fell"]


def test_what_was_selected_is_still_selected_after_a_refusal(desk, capture):
    screen = Screen(desk, capture.source).select("bridge", nth=2)

    screen.send(paraphrase="x" * 2001)

    assert len(screen.errors) == 1
    assert 'data-at="67-73"' in screen.page


def test_three_hundred_links_are_refused_and_counted(desk, capture):
    screen = Screen(desk, capture.source).select("The bridge fell")
    for number in range(300):
        screen.values |= {f"links-{number}-mode": "indirect", f"links-{number}-holder_as_named": "The"}
    screen.values["links-TOTAL_FORMS"] = "300"

    assert "300 links; a claim has at most 20. Nothing was saved." in screen.told()


def test_a_cited_source_has_no_text_to_mark(desk):
    source = made.source()

    answer = desk.get(reverse("admin:statements_source_mark", args=[source.pk]), follow=True)

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "This source is cited only: there is no text to mark claims in. Paste it, or upload it, first."
    ]


def test_a_claim_of_an_older_capture_is_shown_in_its_own_text(desk, capture):
    claim = made.claim("The bridge fell", found_in=capture)
    made.capture("Another text.", of=capture.source)

    assert "41 bridges" in Screen(desk, capture.source, claim).page
    assert "41 bridges" not in Screen(desk, capture.source).page
    assert "41 bridges" in Screen(desk, capture.source, query=f"?capture={capture.pk}").page


def test_questions_to_the_database_do_not_grow_with_claims(desk, capture, django_assert_max_num_queries):
    agent = made.agent("Ministry")
    for _ in range(30):
        made.ascribe(made.claim("The bridge fell", found_in=capture), agent)

    with django_assert_max_num_queries(60):
        desk.get(reverse("admin:statements_source_mark", args=[capture.source.pk]))


def test_cues_and_names_are_recorded_where_they_were_selected(desk):
    text = "It was said. The ministry said: “closed”, said the ministry.\n"
    capture = made.capture(text)
    screen = Screen(desk, capture.source).select("closed", text=text)
    screen.row("links", 0, position=1, mode="direct", holder_kind="unnamed", holder_as_named="The ministry", cue="said")
    screen.select("said", field="links-0-cue", text=text, nth=0)

    screen.send()

    link = Link.objects.get()
    assert screen.errors == []
    assert [(span.role, span.start) for span in link.spans.all()] == [("cue", 7)]


def test_a_cue_selected_elsewhere_alone_is_a_change(desk):
    text = "He said it, she said it: closed.\n"
    claim = made.claim("closed", found_in=made.capture(text))
    made.ascribe(claim, "He", cue="said")
    screen = Screen(desk, claim.capture.source, claim).select("said", field="links-0-cue", text=text, nth=1)

    screen.send()

    assert [(span.start, span.exact) for span in claim.spans.filter(role="cue")] == [(16, "said")]


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("0-400", "0–400 is not a stretch of this text of 83 characters."),
        ("4-10", "“bridge” was selected in the text, but “said” stands here. Select it again, or type it."),
        ("4", "The places of these words cannot be read: “4”. Select the words again, or paste them."),
    ],
)
def test_places_of_a_cue_that_cannot_be_are_refused(desk, capture, at, why):
    screen = Screen(desk, capture.source).select("41 bridges were closed")
    screen.row(
        "links", 0, position=1, mode="indirect", holder_kind="unnamed", holder_as_named="The ministry", cue="said"
    )

    screen.send(**{"links-0-cue-at": at})

    assert (screen.errors, Claim.objects.count()) == ([why], 0)


def test_a_holder_nobody_knows_yet_becomes_an_agent_with_the_claim(desk, capture):
    screen = Screen(desk, capture.source).select("41 bridges were closed")
    screen.row("links", 0, position=1, mode="indirect", holder_kind="body", holder_new="Ministry of Roads")

    screen.send()

    agent = Agent.objects.get()
    assert screen.errors == []
    assert (agent.name, agent.kind, agent.changed_by_name, agent.state) == (
        "Ministry of Roads",
        "body",
        "curator",
        "draft",
    )
    assert Link.objects.get().holders.get().agent == agent


def test_a_new_agent_is_not_stored_with_a_claim_that_is_refused(desk, capture):
    screen = Screen(desk, capture.source).select("41 bridges were closed")
    screen.row(
        "links", 0, position=1, mode="indirect", holder_kind="body", holder_new="Ministry of Roads", cue="roared"
    )

    screen.told()
    screen.send()

    assert (len(screen.errors), Agent.objects.count(), Claim.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"holder_new": "unknown"}, "Nobody is called that; leave it empty, and give the words used here."),
        ({"holder_new": "MINISTRY"}, "There is an agent of that name already (a-"),
        ({"holder_new": "Roads", "holder_kind": "generic"}, "Only a person or a body can be a new agent."),
    ],
)
def test_agents_that_cannot_be_added_are_refused_in_plain_words(desk, capture, fields, why):
    made.agent("Ministry")
    screen = Screen(desk, capture.source).select("41 bridges were closed")
    screen.row("links", 0, **{"position": 1, "mode": "indirect", "holder_kind": "body"} | fields)

    screen.send()

    assert [error[: len(why)] for error in screen.errors] == [why]
    assert (Agent.objects.count(), Claim.objects.count()) == (1, 0)
