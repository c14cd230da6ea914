import axe
import desk
import made
import pytest
from django.urls import reverse
from hands import Hands

from statements.desk.agents import Agent
from statements.desk.sources import Source
from statements.desk.statements import Statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def said(page):
    """Everything the browser complains of: refused by the content policy, failed scripts, console errors."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def at_desk(page, live_server, curator):
    """Opens an address of the desk as a curator who has logged in."""
    hands = Hands(page)
    hands.open(live_server.url + reverse("admin:login"))
    hands.log_in("curator")
    return lambda path: hands.open(live_server.url + path)


def test_pages_of_the_desk_break_no_content_policy(page, at_desk, said):
    claim = made.claim()
    source, agent = claim.capture.source, made.agent()
    paths = [reverse("admin:index"), desk.listing(Agent), desk.adding(Agent), desk.listing(Source), desk.adding(Source)]
    paths += [desk.address("change", record) for record in (agent, source, claim.capture, claim)]
    paths += [desk.acting("submit", source), desk.address("preview", source), desk.address("history", source)]
    paths += [desk.address("delete", agent)]

    for path in paths:
        assert at_desk(path).status == 200, path
        page.wait_for_load_state("networkidle")

    assert said == []


def test_speakers_change_places_from_the_keyboard(page, at_desk, said):
    statement = Statement.objects.create(title="Joint statement", created_by=made.user("curator"))
    for position, name in enumerate(("First", "Second", "Third"), start=1):
        statement.speakers.create(agent=made.agent(name), position=position)
    at_desk(desk.address("change", statement))

    page.get_by_role("button", name="Move Third up").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_label("Reason for this change").fill("As printed.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_url("**/statements/statement/")

    assert [speaker.agent.name for speaker in statement.speakers.all()] == ["Third", "First", "Second"]
    assert [speaker.position for speaker in statement.speakers.all()] == [1, 2, 3]
    assert said == []


def test_buttons_tell_what_they_moved_and_keep_the_focus(page, at_desk):
    source = made.source(author="")
    source.authors.create(as_named="Ada", position=1)
    source.authors.create(as_named="Ben", position=2)
    at_desk(desk.address("change", source))

    page.get_by_role("button", name="Move Ben up").focus()
    page.keyboard.press("Space")

    assert page.get_by_role("status").filter(has_text="Now").inner_text() == "Now 1 of 2."
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move Ben down"


def test_autocomplete_tells_namesakes_apart(page, at_desk, said):
    minister = made.agent("Ada Example", description="minister, 2019-2022")
    editor = made.agent("Ada Example", description="editor")
    at_desk(desk.adding(Source))

    page.locator(".field-publisher .select2-selection").click()
    page.locator(".select2-search__field").fill("ada")
    options = page.locator(".select2-results__option", has_text="Ada Example")
    options.nth(1).wait_for()

    assert options.all_inner_texts() == [
        f"Ada Example · editor · body · {editor.ref}",
        f"Ada Example · minister, 2019-2022 · body · {minister.ref}",
    ]
    assert said == []


def test_forms_have_no_critical_accessibility_faults(page, at_desk):
    source = made.source()
    found = []

    for path in (
        desk.address("change", source),
        desk.adding(Statement),
        desk.adding(Agent),
        desk.acting("submit", source),
    ):
        at_desk(path)
        found += [f"{path}: {fault['id']}" for fault in axe.violations(page) if fault["impact"] == "critical"]

    assert found == []
