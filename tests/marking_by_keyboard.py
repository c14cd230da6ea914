"""How a curator takes the real article through the marking screen with the keyboard, press by press."""

import csv
import io

import article
from hands import find

from statements.desk.claims import Claim


def enter_source(hands):
    hands.tab_to("[name=language]")
    hands.type("en")
    hands.tab_to("[name=text]")
    hands.paste(article.text())
    hands.tab_to("#authors-group .add-row")
    hands.press("Enter")
    hands.tab_to("[name=authors-0-as_named]")
    hands.type("Vafa Ismayilova")
    hands.tab_to("[name=_mark]")
    hands.onward("Enter")


def mark_claims(hands):
    hands.onward("a")  # Baku has said that ...
    hands.press("e")  # In a statement ... the Azerbaijani Foreign Ministry said: "..."
    name_new(hands, "Foreign Ministry of Azerbaijan", kind="body", reason="The ministry of that country.")
    hands.onward("Control+Enter")
    hands.press("e")  # The ministry stressed that ...
    name_known(hands, "foreign min", kind="body", reason="The ministry named before.")
    hands.onward("Control+Enter")
    mark_figure(hands)
    ask_about(hands, "constitute serious")
    hands.onward("a")  # read as before: the ministry
    mark_chain(hands)


def mark_figure(hands):
    find(hands, "Some 613")
    hands.press("Shift+ArrowDown", "c", "n")
    find(hands, "613")
    hands.press("f")
    find(hands, "some")
    hands.press("p")
    hands.type("613 people were killed.")
    hands.press("Tab")
    hands.type("figure")
    hands.tab_to("[name=figures-0-measure]")
    hands.type("killed")
    hands.onward("Control+Enter")


def mark_chain(hands):
    find(hands, "We were able to break that [stereotype]”")
    hands.press("c", "3")
    find(hands, "recalled")
    hands.press("v", "l")
    name_new(hands, "Thomas de Waal", kind="person")
    hands.tab_to("[name$=-locator]")
    hands.type("p. 172")
    hands.press("Escape")
    find(hands, "was quoted by")
    hands.press("v", "1", "l")
    name_new(hands, "Serzh Sargsyan", kind="person")
    hands.press("Escape")
    find(hands, "saying")
    hands.press("v", "1")
    hands.onward("Control+Enter")


def name_new(hands, name, *, kind, reason=""):
    """Name a new agent on the link in hand, with the reason why the words used mean it."""
    hands.press("Escape", "g")
    hands.tab_to("[name$=holder_new]")
    hands.type(name)
    say_kind(hands, kind, reason)


def name_known(hands, letters, *, kind, reason):
    """Choose an agent by letters of its name."""
    hands.press("Escape", "g", "Enter")
    hands.type(letters)
    hands.page.locator(".select2-results__option--highlighted", has_text="·").wait_for()
    hands.press("Enter")
    say_kind(hands, kind, reason)


def say_kind(hands, kind, reason):
    hands.tab_to("[name$=holder_kind]")
    hands.type(kind)
    if reason:
        hands.tab_to("[name$=holder_reason]")
        hands.type(reason)


def ask_about(hands, words):
    """Press the key for the next suggestion until it is the one about these words."""
    now = hands.page.locator(".sug--now")
    while words not in " ".join(now.all_inner_texts()):
        hands.press("j")


def send_to_review(hands):
    hands.onward("r")
    hands.tab_to("[type=submit].default")
    hands.onward("Enter")


def log_out(hands):
    hands.tab_to("#logout-form button")
    hands.onward("Enter")


def read_in_public(page, live_server):
    """The attribution of each claim, in the order of the text, as visitors find it."""
    claims = Claim.objects.filter(spans__role="words").order_by("spans__start").values_list("ref", flat=True)
    page.goto(live_server.url)
    export = "async ref => (await fetch(`/claims/${ref}.csv`)).text()"
    rows = [next(csv.DictReader(io.StringIO(page.evaluate(export, ref)))) for ref in claims]
    return [row["attribution"] for row in rows]
