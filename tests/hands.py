"""Somebody who has only a keyboard: every press is counted, and a paste is one."""

from urllib.parse import urlsplit

MOST_TABS = 120
BEGUN = "() => new Promise(done => window.django?.jQuery ? django.jQuery(done) : done())"


class Hands:
    """Presses keys in a page, and finds the way with Tab as people do who see where the focus is."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, words):
        self.page.keyboard.type(words)
        self.presses += len(words)

    def paste(self, words):
        self.page.keyboard.insert_text(words)
        self.presses += 1

    def tab_to(self, target, *, back=False):
        """Press Tab until the element that a selector names, or one inside it, has the focus."""
        inside = "target => !!document.activeElement.closest(target)"
        for _ in range(MOST_TABS):
            if self.page.evaluate(inside, target):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"{target} was not reached in {self.page.url}")

    def log_in(self, username):
        """Fill in the form for logging in, once the page has put the focus there: keys pressed before are lost."""
        self.page.locator("[name=username]:focus").wait_for()
        self.type(username)
        self.press("Tab")
        self.type(f"{username}-of-the-desk")
        self.onward("Enter")

    def open(self, address):
        """Go to an address; wait until the scripts of its page have begun, as people do who see its buttons."""
        answer = self.page.goto(address, wait_until="load")
        self.page.evaluate(BEGUN)
        return answer

    def onward(self, *keys):
        """Press keys of which the last leads to another page; wait for it, and for its scripts."""
        self.press(*keys[:-1])
        with self.page.expect_navigation(wait_until="load"):
            self.press(keys[-1])
        self.page.evaluate(BEGUN)

    @property
    def path(self):
        return urlsplit(self.page.url).path


def find(hands, words):
    """Select words of the text by typing them."""
    hands.press("/")
    hands.type(words)
    hands.press("Escape")
