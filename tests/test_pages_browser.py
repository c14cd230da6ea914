"""The public pages in a browser: accessible in light and dark, on wide and narrow screens, without sideways scroll."""

import made
import pytest
import varied
from axe_playwright_python.sync_playwright import Axe
from visitor import address

from statements import publishing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WCAG_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"  # noqa: E501 - the text spacing of WCAG 1.4.12


@pytest.fixture
def urls(live_server):
    archive = varied.archive()
    withdrawn = made.claim(found_in=made.capture())
    made.publish(withdrawn)
    publishing.withdraw([withdrawn], by=made.user("publisher"), reason="Recorded twice.")
    records = [archive.chain, archive.none, archive.joint, archive.arabic, archive.statement, archive.article]
    records += [archive.arabic_source, archive.book, archive.ministry, archive.subject, archive.capture, withdrawn]
    paths = ["/", "/claims/", "/claims/?kind=x&y=1", "/statements/", "/sources/", "/agents/", "/subjects/", "/about/"]
    paths += ["/claims/c-0000000000/", f"{address(archive.chain)}revisions/1/", f"/claims/?origin={archive.bo.ref}"]
    return [live_server.url + path for path in [*paths, *map(address, records)]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_have_no_accessibility_violations(urls, browser, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found, complaints = {}, []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    for url in urls:
        page.goto(url)
        violations = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        found |= {(url, violation["id"]): [node["html"] for node in violation["nodes"]][:3] for violation in violations}

    page.close()
    assert found == {}
    assert [text for text in complaints if "404" not in text and "410" not in text] == []


def test_pages_fit_the_narrowest_screen_with_wide_spacing(urls, browser):
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    wider = {}

    for url in urls:
        page.goto(url)
        page.add_style_tag(content=WCAG_SPACING)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wider[url] = width

    context.close()
    assert wider == {}


def test_a_claim_and_its_words_light_each_other_without_script(live_server, browser):
    archive = varied.archive()
    context = browser.new_context(java_script_enabled=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(live_server.url + address(archive.article))
    card = page.locator(f'[id="{archive.chain.ref}"]')
    marks = page.locator(f'.passage:has([id="{archive.chain.ref}"]) .mark[data-k~="2"]')
    plain = marks.first.evaluate("node => getComputedStyle(node).backgroundColor")

    card.hover()

    lit = marks.evaluate_all("nodes => nodes.map(node => getComputedStyle(node).backgroundColor)")
    assert len(lit) == 2
    assert set(lit) == {card.evaluate("node => getComputedStyle(node).backgroundColor")}
    assert plain not in lit
    context.close()
