"""The marking screen in a real browser: from paste to published with the keyboard only, and what is never lost."""

import sys
import time

import article
import axe
import desk
import made
import marking_by_keyboard
import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from hands import Hands, find
from playwright.sync_api import expect

from statements.desk.claims import Claim
from statements.desk.dismissals import Dismissal
from statements.desk.sources import Source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "It fell.\n\nA 👩‍🚒 said: “Cafe\u0301 and 🌉 bridge were closed,” it was said.\n\nوقال الوزير إن الجسر قد أغلق.\n"
)


@pytest.fixture
def said(page):
    """Everything the browser complains of: refused by the content policy, failed scripts, console errors."""
    found = []
    page.on("console", lambda message: found.append(message.text) if complains(message) else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def complains(message):
    return message.type in ("error", "warning") and not message.location["url"].endswith("/favicon.ico")


@pytest.fixture
def hands(page):
    return Hands(page)


@pytest.fixture
def log_in(page, live_server, hands):
    """Logs somebody in from the keyboard, and opens addresses."""

    def enter(username):
        hands.open(live_server.url + reverse("admin:login"))
        hands.log_in(username)
        return lambda path: hands.open(live_server.url + path)

    return enter


def marking(source, claim=None):
    keys = [source.pk, claim.pk] if claim else [source.pk]
    return reverse(f"admin:statements_source_mark{'_claim' if claim else ''}", args=keys)


@pytest.mark.skipif(not article.ARTICLE.exists(), reason="the article is not part of the project")
def test_an_article_goes_from_paste_to_published_with_the_keyboard_only(
    page, hands, log_in, curator, publisher, live_server, said, capsys
):
    started = time.monotonic()
    open_page = log_in("curator")
    open_page(desk.adding(Source))
    marking_by_keyboard.enter_source(hands)
    marking_by_keyboard.mark_claims(hands)
    marking_by_keyboard.send_to_review(hands)
    written = hands.presses
    marking_by_keyboard.log_out(hands)
    open_page = log_in("publisher")
    open_page(desk.acting("publish", Source.objects.get()))
    hands.tab_to("textarea")
    hands.type("First publication.")
    hands.press("Tab")
    hands.onward("Enter")
    seconds = time.monotonic() - started

    with capsys.disabled():
        sys.stdout.write(
            f"\nPaste to published, 6 claims: {hands.presses} key presses ({written} until review), {seconds:.1f} s\n"
        )
    assert said == []
    assert marking_by_keyboard.read_in_public(page, live_server) == [
        "Baku, as reported by Vafa Ismayilova",
        "Foreign Ministry of Azerbaijan, as quoted by Vafa Ismayilova",
        "Foreign Ministry of Azerbaijan, as reported by Vafa Ismayilova",
        "Vafa Ismayilova, in the article’s own voice",
        "Foreign Ministry of Azerbaijan, as partly quoted by Vafa Ismayilova",
        "Serzh Sargsyan, as quoted by Thomas de Waal (p. 172), as quoted by Foreign Ministry of Azerbaijan, as "
        "reported by Vafa Ismayilova",
    ]


@pytest.fixture
def source():
    """A source whose text came with CRLF line ends, and holds emoji, a combining mark and Arabic."""
    return made.capture(TEXT.replace("\n", "\r\n")).source


def held(page, name):
    return page.evaluate("name => document.forms.claim_form.elements[name]?.value", name)


def test_places_are_counted_in_code_points(page, hands, log_in, curator, source):
    log_in("curator")(marking(source))
    text = source.captures.get().text
    words = ["👩‍🚒", "Café", "🌉", "bridge were", "الوزير"]

    for one in words:
        find(hands, one)
        hands.press("c")
    find(hands, "It fell")
    hands.press("c", "u")
    hands.onward("Control+Enter")

    spans = Claim.objects.get().spans.order_by("start")
    assert [(span.start, span.exact) for span in spans] == [(text.index(one), one) for one in words]


def test_half_an_emoji_is_taken_whole(page, hands, log_in, curator, source):
    log_in("curator")(marking(source))
    page.evaluate(
        """() => {
          const node = document.querySelectorAll("[data-start]")[1].firstChild;
          getSelection().setBaseAndExtent(node, node.data.indexOf("👩") + 1, node, node.data.indexOf("🚒") + 1);
        }"""
    )

    hands.press("c")

    assert (held(page, "words"), held(page, "words-at")) == ("👩‍🚒", "12-15")


def test_what_was_typed_outlives_an_ended_session(page, context, hands, log_in, curator, source):
    log_in("curator")(marking(source))
    find(hands, "bridge were closed")
    hands.press("c", "p")
    Session.objects.all().delete()
    hands.type("Typed after the session ended.")
    ended = page.get_by_role("alert").filter(has_text="Your session has ended")
    ended.wait_for()
    hands.press("Control+Enter")
    assert held(page, "paraphrase") == "Typed after the session ended."

    other = Hands(context.new_page())
    other.open(page.url)
    other.log_in("curator")
    hands.onward("Control+Enter")

    assert Claim.objects.get().paraphrase == "Typed after the session ended."


def test_what_was_typed_outlives_a_crash_with_its_links_and_places(page, context, hands, log_in, curator, source):
    log_in("curator")(marking(source))
    find(hands, "bridge were closed")
    hands.press("c", "p")
    hands.type("Typed before the crash.")
    find_and_attribute(hands)
    address = page.url
    page.close()

    again = Hands(context.new_page())
    again.open(address)
    again.tab_to("[data-act=restore]")
    again.press("Enter")
    again.onward("Control+Enter")

    claim, text = Claim.objects.get(), source.captures.get().text
    link = claim.links.get()
    assert (claim.paraphrase, link.cue, link.holders.get().as_named) == ("Typed before the crash.", "said", "A")
    assert [(span.role, span.start) for span in link.spans.all()] == [("cue", text.rindex("said"))]
    assert again.page.locator("[data-act=restore]").count() == 0


def test_what_was_typed_outlives_the_claim_it_was_typed_for(page, hands, log_in, curator, source):
    claim = made.claim("It fell", found_in=source.captures.get(), paraphrase="")
    made.ascribe(claim, "A")
    log_in("curator")(marking(source, claim))
    hands.press("p")
    hands.type("It came down.")
    Claim.objects.get().delete()

    hands.onward("Control+Enter")
    hands.tab_to("[data-act=restore]")
    hands.press("Enter")
    hands.onward("Control+Enter")

    again = Claim.objects.get()
    assert (again.paraphrase, again.spans.get(role="words").exact) == ("It came down.", "It fell")
    assert again.links.get().holders.get().as_named == "A"


def find_and_attribute(hands):
    hands.press("Escape")
    find(hands, "said")
    hands.press("v", "3")
    find(hands, "A ")
    hands.press("h")
    hands.tab_to("[name$=holder_kind]")
    hands.type("unnamed")


def test_leaving_is_warned_about_and_a_draft_offered_only_once_its_page_is_gone(
    page, context, hands, log_in, curator, source
):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_page = log_in("curator")
    open_page(marking(source))
    hands.press("p")
    hands.type("Not saved.")
    assert page.title().startswith("● Mark claims")
    assert page.locator("#unsaved").inner_text() == "● Unsaved: 1 field in claim 1"
    other = context.new_page()
    other.goto(page.url)
    assert other.locator("[data-act=restore]").count() == 0

    open_page(reverse("admin:index"))
    other.reload()

    assert asked == ["beforeunload"]
    other.locator("[data-act=restore]").click()
    assert held(other, "paraphrase") == "Not saved."


def test_suggestions_are_dismissed_and_taken_back_from_the_keyboard(page, hands, log_in, curator):
    source = made.capture("The ministry said that the bridge was closed. “It is old,” the mayor said.").source
    log_in("curator")(marking(source))

    with page.expect_response("**/dismiss/"):
        hands.press("d")
    page.locator("#proposed", has_text="1").wait_for()
    assert Dismissal.objects.count() == 1
    with page.expect_response("**/dismiss/"):
        hands.press("u")
    page.locator("#proposed", has_text="2").wait_for()

    assert Dismissal.objects.count() == 0


def test_links_are_moved_from_the_keyboard(page, hands, log_in, curator, source):
    log_in("curator")(marking(source))
    for who in ("first", "second"):
        hands.press("Escape", "l")
        hands.tab_to("[name$=holder_as_named]")
        hands.type(who)

    hands.press("Alt+ArrowUp")

    named = page.locator("#links-group .inline-related:not(.empty-form) [name$=holder_as_named]")
    for place, who in enumerate(("", "second", "first")):
        expect(named.nth(place)).to_have_value(who)
    assert page.evaluate("document.activeElement.value") == "second"
    assert [held(page, f"links-{number}-position") for number in range(3)] == ["1", "3", "2"]


def test_keys_work_once_the_screen_shows_them_however_late_the_scripts_of_the_admin_begin(
    page, log_in, curator, source, live_server
):
    open_page = log_in("curator")
    open_page(reverse("admin:index"))
    page.add_init_script("const soon = setTimeout; setTimeout = (act, wait = 0) => soon(act, wait + 500)")
    page.goto(live_server.url + marking(source))
    page.locator(".mk-scripted").wait_for()

    page.keyboard.press("l")

    expect(page.locator("#links-group .inline-related:not(.empty-form)")).to_have_count(2)


def test_letters_do_nothing_once_keys_are_off(page, hands, log_in, curator, source):
    log_in("curator")(marking(source))
    find(hands, "bridge")
    page.get_by_role("button", name="Keys are on").focus()
    hands.press("Enter")

    hands.press("c")
    assert held(page, "words") == ""
    page.get_by_role("button", name="Claim C").click()

    assert held(page, "words") == "bridge"


def test_the_screen_has_no_serious_accessibility_faults(page, hands, log_in, curator, said):
    source = made.capture("The ministry said that the bridge was closed. “It is old,” the mayor said. 41 fell.").source
    made.ascribe(made.claim("It is old", found_in=source.captures.get()), made.agent("Ministry"), mode="direct")
    log_in("curator")(marking(source))
    find(hands, "41 fell")
    hands.press("c")
    page.locator(".mk-reads b").wait_for()
    complaints, found = list(said), []

    for scheme in ("light", "dark"):
        serious = [fault for fault in axe.violations(page, scheme=scheme) if fault["impact"] in ("critical", "serious")]
        found += [(scheme, fault["id"], node["target"]) for fault in serious for node in fault["nodes"]]

    assert (found, complaints) == ([], [])
