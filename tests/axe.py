"""What axe-core, the common checker of accessibility, finds on a page that is open in the browser."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]

SETTLED = "() => Promise.all(document.getAnimations().map(change => change.finished.catch(() => null)))"
RUN = "options => axe.run(options).then(results => results.violations)"


def violations(page, *, scheme="light", only=TAGS):
    """The faults of an open page in a colour scheme, as axe tells them; colours have come to rest before."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.evaluate(SETTLED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations"]})
