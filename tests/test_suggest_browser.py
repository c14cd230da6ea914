"""The list beside a field is filled while a name is typed, in a browser with our content policy."""

import made
import pytest
from finding import ministry_of_many_names
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Letter by letter without a pause, however slow the machine that presses keys.
TYPED_AT_ONCE = """(field, words) => Array.from(words).forEach(letter => {
    field.value += letter;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
})"""


@pytest.fixture
def said(page):
    """Everything the browser complains of."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def options(page, field):
    return field.evaluate("field => Array.from(field.list.options).map(option => [option.value, option.label])")


@pytest.fixture
def agents(page, live_server):
    ministry_of_many_names()
    claim = made.claim()
    made.ascribe(claim, made.agent("Ada Example"))
    made.publish(claim)
    page.goto(f"{live_server.url}/agents/")
    return page.get_by_label("Words in speakers")


def test_names_are_suggested_while_one_is_typed(page, agents, said):
    with page.expect_response("**/suggest.json*"):
        agents.press_sequentially("xarici isl", delay=10)
    expect(page.locator("#suggested option")).to_have_count(1)

    assert options(page, agents) == [
        [
            "Azərbaycan Xarici İşlər Nazirliyi",
            "Foreign Ministry of Azerbaijan (body), named Azərbaycan Xarici İşlər Nazirliyi (xarici isl)",
        ]
    ]
    assert agents.evaluate("field => document.activeElement === field")
    assert said == []


def test_typing_fast_asks_once_and_an_empty_field_asks_nothing(page, agents, said):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggest.json" in request.url else None)

    with page.expect_response("**/suggest.json*"):
        agents.evaluate(TYPED_AT_ONCE, "example")
    expect(page.locator("#suggested option")).to_have_count(1)
    agents.fill("")
    expect(page.locator("#suggested option")).to_have_count(0)

    assert len(asked) == 1
    assert asked[0].endswith("/suggest.json?kind=agent&q=example")
    assert said == []


def test_the_field_finds_what_was_chosen_by_keyboard_alone(page, agents, said):
    with page.expect_response("**/suggest.json*"):
        agents.press_sequentially("ada", delay=5)
    agents.fill("Ada Example")
    agents.press("Enter")
    page.wait_for_url("**/agents/?q=Ada+Example")

    assert page.get_by_role("status").inner_text() == "1 speaker found"
    assert said == []
