import axe
import desk
import made
import pytest
from django.urls import reverse
from hands import Hands

from statements import publishing
from statements.desk.comments import say
from statements.desk.history import RecordChange, change_set
from statements.desk.preview_links import make_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_desk(page, live_server, publisher):
    """Opens an address of the desk as a publisher who has logged in."""
    hands = Hands(page)
    hands.open(live_server.url + reverse("admin:login"))
    hands.log_in("publisher")
    return lambda path: hands.open(live_server.url + path)


@pytest.fixture
def claim():
    """A published claim with changes that wait for review, a comment and a preview link."""
    claim = made.claim()
    made.ascribe(claim, made.agent(), cue="said")
    made.publish(claim)
    claim.refresh_from_db()
    for words in ("One bridge was closed.", "Two bridges were closed."):
        with change_set(by=made.user("curator"), through="test", why="Counted again."):
            claim.paraphrase = words
            claim.save()
            claim.touch(by=made.user("curator"))
    publishing.submit([claim], by=made.user("curator"), reason="Ready.")
    say(claim, "Which bridge?", by=made.user("bob"))
    return claim


def violations(page, *, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    found = axe.violations(page, scheme=scheme)
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    return [fault["id"] for fault in found] + (["wider than the screen"] if wide else [])


LONG = pytest.mark.long


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(390, "dark"), *(pytest.param(*look, marks=LONG) for look in ((390, "light"), (1440, "light"), (1440, "dark")))],
)
def test_pages_of_the_review_have_no_violations_and_break_no_content_policy(page, at_desk, claim, width, scheme):
    _, secret = make_link(claim, by=made.user("curator"), reader="Editor", days=3)
    paths = [reverse(f"admin:{name}") for name in ("index", "review_queue", "change_sets")]
    paths += [reverse("admin:change_set", args=[change_set_of(claim)]), reverse("admin:desk_list", args=["waiting"])]
    paths += [desk.address(name, claim) for name in ("review", "history", "links")]
    paths += [desk.acting("send_back", claim), f"/preview/{secret}/"]
    said, complaints, faults = [], [], {}
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)

    for path in paths:
        assert at_desk(path).status == 200, path
        complaints += said
        faults[path] = violations(page, width=width, scheme=scheme)
        said.clear()  # axe brings styles of its own, of which the browser complains

    assert complaints == []
    assert faults == {path: [] for path in paths}


def change_set_of(claim):
    """The first change set that changed the claim, which can be restored."""
    return RecordChange.objects.filter(ref=claim.ref, version__isnull=False).order_by("pk")[0].revision_id
