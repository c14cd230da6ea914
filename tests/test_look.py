"""The site in a browser: accessible in light and dark, on wide and narrow screens, by keyboard, whatever it holds."""

import axe
import desk
import made
import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from visitor import address

from statements import example
from statements.catalogue.models import Page
from statements.choices import HolderKind, SpanRole
from statements.desk.claims import Claim
from statements.desk.sources import Source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"  # noqa: E501 - the text spacing of WCAG 1.4.12
WIDTHS = (1440, 390)
PARTS = 3  # of the pages, so that no process is kept by all of them
LISTS = ("/", "/claims/", "/statements/", "/sources/", "/agents/", "/subjects/", "/corrections/", "/about/")
BROWSING = ("/years/", "/years/?by=about", "/years/?by=moon", "/browse/", "/browse/?kind=event", "/browse/?sort=x")
LONG_NAME = "Permanent Interministerial Sample Commission for the Coordination of Upstream Rainwater Retention Measures"
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherungsanstalt"


@pytest.fixture
def archive(live_server, settings):
    """The example, and what strains a page: twenty claims in a paragraph, a claim of 300 words, very long names."""
    settings.ROOT_URLCONF = "broken_urls"
    for username in ("curator", "publisher"):
        get_user_model().objects.get_or_create(username=username)
    example.load()
    crowded, long = _crowded(), _long()
    return {"crowded": crowded, "long": long}


def _crowded():
    said = [f"bridge number {n} was closed" for n in range(20)]
    capture = made.capture(
        f"The commission said that {', that '.join(said)}.", of=made.source("Sample: Twenty bridges")
    )
    commission = made.agent(LONG_NAME, takes_the=True)
    claims = [made.claim(words, found_in=capture, paraphrase=f"{words.capitalize()}.") for words in said]
    for n, claim in enumerate(claims):
        made.ascribe(claim, commission if n % 2 else UNBROKEN)
    whole = made.claim(", that ".join(said), found_in=capture, paraphrase="All twenty were closed.")
    made.ascribe(whole, commission, cue="said")
    made.publish(*claims, whole)
    return capture.source


def _long():
    words = " ".join(["we closed the bridge of the town at once and opened it again, word for word,"] * 20)
    claim = made.claim(words, found_in=made.capture(f"“{words}”, it wrote.", of=made.source(f"Sample {UNBROKEN}")))
    link = made.ascribe(claim, *[f"{LONG_NAME} {n}" for n in range(3)], mode="mixed", cue="it wrote")
    link.holders.update(kind=HolderKind.UNNAMED)
    made.mark(claim, "word for word", role=SpanRole.QUOTED)
    made.publish(claim)
    return claim


def _paths(archive):
    """One address of each kind of page, and of each kind of record that looks different."""
    pages = Page.objects.all()
    public = pages.public()

    def of(kind, **fields):
        found = public.of_kind(kind).filter(**{f"document__{name}": value for name, value in fields.items()})
        return found.order_by("id")[0].get_absolute_url()

    longest = max(public.of_kind("claim"), key=lambda page: len(page.document["links"]))
    reassigned = next(page for page in public.of_kind("claim") if page.document["formerly"])
    paths = [
        *LISTS,
        *BROWSING,
        "/claims/?kind=x&y=1",
        "/claims/?mode=direct&kind=figure&language=hy",
        "/claims/?q=bridge&mode=direct",
    ]
    paths += [of("claim", language="ar"), longest.get_absolute_url(), reassigned.get_absolute_url()]
    paths += [f"{reassigned.get_absolute_url()}revisions/{n}/" for n in (1, 2)]
    paths += [
        of("source", language="ar"),
        of("source", held=False),
        of("source", display="passages"),
        address(archive["crowded"]),
    ]
    paths += [of(kind) for kind in ("statement", "capture", "agent", "subject")]
    town = of("subject", name="Sample Town, March 2021")
    paths += [f"{town}figures/{query}" for query in ("", "?measure=people+cut+off", "?measure=x")]
    joint = of("statement", title="Sample joint statement on the old bridge")
    paths += [f"{joint}wordings/", f"{joint}wordings/?source=x", f"{of('statement')}wordings/"]
    paths += [of("agent", name=name) for name in ("Foreign Ministry of Azerbaijan", "Sample Reporter Mara")]
    paths += [pages.filter(state=state).first().get_absolute_url() for state in ("withdrawn", "merged")]
    return [*paths, address(archive["long"]), "/claims/c-0000000000/", "/claims/?q=%00", "/broken/"]


def _judged(page):
    """What axe finds on a page that is open, at every width; in the dark only colours differ."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, only in (("light", axe.TAGS), ("dark", axe.OF_COLOURS)):
            for fault in axe.violations(page, scheme=scheme, only=only):
                found[width, scheme, fault["id"]] = [node["html"] for node in fault["nodes"]][:3]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_public_pages_have_no_accessibility_violations(live_server, archive, page, part):
    found, complaints = {}, []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    for path in _paths(archive)[part::PARTS]:
        page.goto(live_server.url + path)
        found |= {(path, *fault): nodes for fault, nodes in _judged(page).items()}

    assert found == {}
    assert [text for text in complaints if "the server responded with a status of" not in text] == []


def test_the_claim_form_has_no_accessibility_violations(live_server, archive, page, make_user):
    make_user("Curator", "reader")
    page.goto(live_server.url + reverse("admin:login"))
    page.get_by_label("Username").fill("reader")
    page.get_by_label("Password").fill("reader-of-the-desk")
    page.get_by_role("button", name="Log in").click()
    longest = max(Claim.objects.all(), key=lambda claim: claim.links.count())
    found = {}

    for path in (desk.adding(Claim), desk.address("change", longest)):
        page.goto(live_server.url + path)
        found |= {(path, *fault): nodes for fault, nodes in _judged(page).items()}

    assert found == {}


def test_pages_fit_the_narrowest_screen_with_wide_spacing(live_server, archive, browser):
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    wider = {}

    for path in _paths(archive):
        page.goto(live_server.url + path)
        page.add_style_tag(content=WCAG_SPACING)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wider[path] = width

    context.close()
    assert wider == {}


STOPS = """() => {
  const stops = 'a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]';
  const isSeen = node => node.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  return [...document.querySelectorAll(stops)].filter(isSeen).length;
}"""
FOCUSED = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect(), style = getComputedStyle(node);
  const all = [...document.querySelectorAll('*')];
  return {at: all.indexOf(node), outline: parseFloat(style.outlineWidth), line: style.outlineStyle,
          seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0};
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_the_keyboard_follows_reading_order_with_visible_focus(live_server, archive, page, width):
    """Every stop of a claim's page and of a source's page, from the skip link to the footer."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    source = Source.objects.get(title="Sample: Old bridge closed after the river rose")
    claim = Claim.objects.filter(capture__source=source).first()

    for record in (claim, source):
        page.goto(live_server.url + address(record))
        visited = []
        for _ in range(page.evaluate(STOPS)):
            page.keyboard.press("Tab")
            visited.append(page.evaluate(FOCUSED))

        assert [stop["at"] for stop in visited] == sorted({stop["at"] for stop in visited}), record
        assert [stop for stop in visited if not stop["seen"] or stop["outline"] < 2 or stop["line"] == "none"] == []


def test_a_claim_and_its_words_light_each_other_without_script(live_server, archive, browser):
    context = browser.new_context(java_script_enabled=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(live_server.url + address(archive["crowded"]))
    card = page.locator(".claim.k3")
    marks = page.locator(".mark.k3")
    plain = marks.first.evaluate("node => getComputedStyle(node).backgroundColor")

    card.hover()

    lit = marks.evaluate_all("nodes => nodes.map(node => getComputedStyle(node).backgroundColor)")
    assert len(lit) == 1
    assert set(lit) == {card.evaluate("node => getComputedStyle(node).backgroundColor")}
    assert plain not in lit
    context.close()
