"""Review: the queue, the comparison with what visitors read, comments, and sending back."""

from datetime import timedelta

import desk
import made
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from statements import publishing
from statements.choices import DeskState, SpanRole
from statements.desk.claims import Claim
from statements.desk.comments import Comment, say
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db
QUEUE = "admin:review_queue"


@pytest.fixture
def curating(curator):
    return logged_in(curator)


@pytest.fixture
def reviewing(publisher):
    return logged_in(publisher)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def send(*records, by="curator", reason="Ready."):
    publishing.submit(records, by=made.user(by), reason=reason)


def queue(client, query=""):
    page = client.get(reverse(QUEUE) + query)
    return [(group.heading, [(row.record, row.sent_by, row.comments) for row in group.rows]) for group in groups(page)]


def groups(page):
    return page.context["groups"]


def review(client, record):
    return client.get(desk.address("review", record))


def changes(page):
    return [(change.where, change.before, change.after) for change in page.context["comparison"].changes]


def test_the_queue_tells_what_waits_since_when_and_by_whom(curating, reviewing):
    claim, agent, draft = made.claim(), made.agent(), made.agent("A draft")
    send(agent, by="bob")
    send(claim.capture.source, claim.capture, claim)
    Comment.objects.filter(ref=agent.ref).update(at=timezone.now() - timedelta(days=3))
    say(claim, "Is this the right cue?", by=made.user("bob"))

    page = reviewing.get(reverse(QUEUE))

    source = claim.capture.source
    assert queue(reviewing) == [
        ("Of no single source", [(agent, "bob", 0)]),
        (str(source), [(source, "curator", 0), (claim.capture, "curator", 0), (claim, "curator", 1)]),
    ]
    assert groups(page)[0].rows[0].record == agent
    assert "3 days" in page.content.decode().replace("\xa0", " ")
    assert draft.ref not in page.content.decode()
    assert groups(page)[1].publish_url == desk.acting("publish", source).replace(",", "%2C")
    assert groups(curating.get(reverse(QUEUE)))[1].publish_url == ""


def test_the_queue_leaves_out_on_request_what_one_may_not_review(reviewing):
    own, others = made.agent("Own"), made.agent("Others'")
    send(own, others)
    type(own).objects.filter(pk=own.pk).update(changed_by_name="publisher")

    assert [rows for _, rows in queue(reviewing, "?whose=others")] == [[(others, "curator", 0)]]
    assert len(queue(reviewing, "?whose=anybody")[0][1]) == 2


def test_the_queue_costs_the_same_for_one_record_and_for_thirty(reviewing, django_assert_max_num_queries):
    def add(number):
        for n in range(number):
            claim = made.claim(found_in=made.capture(of=made.source(f"Report {Claim.objects.count()} {n}")))
            made.ascribe(claim, made.agent(f"Body {n}"), cue="said")
            send(claim.capture.source, claim.capture, claim)

    add(1)
    with django_assert_max_num_queries(20) as few:
        reviewing.get(reverse(QUEUE))
    add(29)
    with django_assert_max_num_queries(len(few)):
        assert len(groups(reviewing.get(reverse(QUEUE)))) == 30


@pytest.mark.parametrize("page", ["0", "x", "99999999999999999999999", "-1"])
def test_odd_pages_of_the_queue_are_answered_with_a_page(reviewing, page):
    assert reviewing.get(reverse(QUEUE), {"p": page}).status_code == 200


def test_the_comparison_shows_words_chain_and_figures_beside_the_published_ones(curating):
    claim, ministry = made.claim(), made.agent()
    made.ascribe(claim, ministry, cue="said")
    figure = claim.figures.create(number=1, as_written="41", low=41, high=41, measure="bridges")
    made.mark(claim, "41", role=SpanRole.FIGURE, figure=figure)
    made.publish(claim)
    claim.refresh_from_db()
    claim.spans.filter(role="words").delete()
    made.mark(claim, "that 41 bridges were closed")
    claim.links.get().holders.update(as_named="The mayor", reason="the only one named")
    claim.figures.update(measure="closed bridges")
    claim.touch(by=made.user("curator"))

    page = review(curating, claim)

    assert changes(page) == [
        (
            "Chain, from the originator",
            "Attributed to Foreign Ministry of Exampleland, cue “said”\nAs reported by Ada Example",
            "Attributed to Foreign Ministry of Exampleland (here “The mayor”: the only one named), cue “said”\n"
            "As reported by Ada Example",
        ),
        ("Figures", "1. “41”: 41 bridges", "1. “41”: 41 closed bridges"),
    ]
    body = page.content.decode()
    assert '<mark class="differs">that</mark> 41 bridges were closed' in body
    assert body.count("Foreign Ministry of Exampleland") >= 4  # each wording beside its attribution


def test_what_was_never_published_is_shown_whole(curating):
    claim = made.claim()
    made.ascribe(claim, "an official", cue="said")

    page = review(curating, claim)

    assert ("Attribution", "", "An official, as reported by Ada Example") in changes(page)
    assert "Nothing: it was never published, or is withdrawn." in page.content.decode()


def test_every_kind_of_record_has_its_comparison(curating):
    ministry, subject = made.agent(), made.subject()
    claim, statement = made.claim(), made.statement(speaker=ministry)
    records = (ministry, subject, claim, claim.capture, claim.capture.source, statement)
    drafts = [len(changes(review(curating, record))) for record in records]
    made.publish(*records)

    assert min(drafts) > 0
    assert [changes(review(curating, record)) for record in records] == [[]] * 6


def test_a_claim_that_cannot_be_shown_yet_says_why(curating):
    claim = made.claim(words="", paraphrase="")

    page = review(curating, claim)

    assert page.status_code == 200
    assert f"{claim.ref} has neither words nor a paraphrase." in page.content.decode()


def test_the_page_of_a_review_names_what_stands_in_the_way(reviewing):
    agent = made.agent()
    send(agent)
    type(agent).objects.update(changed_by_name="publisher")

    problems = review(reviewing, agent).context["problems"]

    assert problems == [f"{agent} was written or last changed by you; a second person publishes it."]


def test_a_comment_is_kept_with_who_and_when_and_outlives_both(curating, curator):
    agent = made.agent()

    page = curating.post(desk.address("review", agent), {"text": " Which ministry?\nSay so. "}, follow=True)

    assert [(said.by_name, said.text, said.kind) for said in page.context["comments"]] == [
        ("curator", "Which ministry?\nSay so.", "comment")
    ]
    curator.delete()
    agent.delete()
    assert Comment.objects.get().by_name == "curator"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "A comment says something."),
        (" \n ", "A comment says something."),
        ("x" * 2001, "Ensure this value has at most 2000 characters (it has 2001)."),
        ("bell \x07", "cannot be kept in a text."),
    ],
)
def test_a_comment_that_is_empty_or_too_long_is_refused_and_kept_in_the_form(curating, text, said):
    agent = made.agent()

    page = curating.post(desk.address("review", agent), {"text": text})

    assert said in page.context["form"].errors["text"][0]
    assert page.context["form"]["text"].value() == text
    assert Comment.objects.count() == 0


def test_the_database_refuses_comments_by_nobody_and_without_words():
    agent = made.agent()
    right = {"record_kind": "agent", "ref": agent.ref, "by_name": "alice", "text": "x"}

    for wrong in ({"by_name": ""}, {"text": ""}, {"text": "x" * 2001}, {"kind": "shout"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.bulk_create([Comment(**right | wrong)])
    Comment.objects.create(**right | {"kind": "submit", "text": ""})


def test_a_record_is_sent_back_with_a_reason_and_can_be_sent_again(curating, reviewing):
    agent = made.agent()
    send(agent)

    page = desk.act(reviewing, "send_back", agent, reason="Which ministry?")

    agent.refresh_from_db()
    assert desk.messages(page) == [f"{agent} was sent back."]
    assert (agent.state, agent.submitted, agent.changed_by_name) == (DeskState.DRAFT, False, "curator")
    said = [(comment.kind, comment.by_name, comment.text) for comment in Comment.objects.of(agent)]
    assert said == [("submit", "curator", "Ready."), ("send_back", "publisher", "Which ministry?")]
    assert "Which ministry?" in review(curating, agent).content.decode()
    desk.act(curating, "submit", agent)
    agent.refresh_from_db()
    assert agent.state == DeskState.IN_REVIEW


def test_sending_back_a_change_leaves_what_visitors_read(reviewing):
    agent = made.agent()
    made.publish(agent)
    agent.refresh_from_db()
    agent.touch(by=made.user("curator"))
    send(agent)

    desk.act(reviewing, "send_back", agent, reason="Not yet.")

    agent.refresh_from_db()
    assert (agent.state, agent.has_changes, agent.submitted) == (DeskState.PUBLISHED, True, False)
    assert Revision.objects.count() == 1


def test_sending_back_needs_a_reason_and_something_that_waits(reviewing):
    agent, draft = made.agent(), made.agent("A draft")
    send(agent)

    silent = desk.act(reviewing, "send_back", agent, reason=" ")
    early = desk.act(reviewing, "send_back", draft)

    agent.refresh_from_db()
    assert silent.context["form"].errors["reason"] == ["Give a reason; whoever wrote it will read it."]
    assert early.context["problems"] == [f"{draft} is not waiting for review."]
    assert agent.state == DeskState.IN_REVIEW
    with pytest.raises(publishing.Blocked, match="Give a reason"):
        publishing.send_back([agent], by=made.user("publisher"), reason="")


def test_of_two_reviewers_the_second_is_told(reviewing):
    agent = made.agent()
    send(agent)
    url = desk.acting("publish", agent)
    page = reviewing.get(url)
    desk.act(reviewing, "send_back", agent, reason="Not yet.")

    answer = reviewing.post(url, {"ids": agent.pk, "seen": page.context["seen"], "reason": "Fine."})

    assert answer.context["problems"] == [f"{agent} is not waiting for review."]
    assert Revision.objects.count() == 0


def test_all_that_waits_of_a_source_is_published_as_one_act(reviewing):
    capture = made.capture()
    claims = [made.claim(found_in=capture), made.claim("We shall open them again", found_in=capture)]
    send(capture.source, capture, *claims)
    other = made.agent("Elsewhere")
    send(other)

    url = next(group.publish_url for group in groups(reviewing.get(reverse(QUEUE))) if group.publish_url)
    page = reviewing.get(url)
    reviewing.post(url, {"ids": page.context["ids"], "seen": page.context["seen"], "reason": "First publication."})

    assert [rows for _, rows in queue(reviewing)] == [[(other, "curator", 0)]]
    assert len(set(Revision.objects.values_list("at", flat=True))) == 1


def test_a_record_that_was_deleted_has_no_review(curating):
    agent = made.agent()
    url = desk.address("review", agent)
    agent.delete()

    assert curating.get(url).status_code == 404
    assert curating.post(url, {"text": "x"}).status_code == 404
