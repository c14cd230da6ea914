"""The claim form as a browser without scripts sees it: what the page holds is sent back, with what a test types."""

from html.parser import HTMLParser

from django.contrib.messages import get_messages
from django.urls import reverse

ADD = "admin:statements_claim_add"


class Fields(HTMLParser):
    """The names and values that a browser would send from the form of a page."""

    def __init__(self, page):
        super().__init__()
        self.values, self._area, self._select, self.errors, self._error = {}, None, None, [], 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name and attrs.get("type") not in ("submit", "checkbox", "radio", "file"):
            self.values[name] = attrs.get("value", "")
        elif tag == "input" and name and "checked" in attrs:
            self.values[name] = attrs.get("value", "on")
        elif tag == "textarea":
            self._area, self.values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in attrs or self._select not in self.values):
            self.values[self._select] = attrs.get("value", "")
        elif tag == "ul" and "errorlist" in attrs.get("class", ""):
            self._error = 1

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "ul":
            self._error = 0

    def handle_data(self, data):
        if self._area:
            self.values[self._area] += data
        elif self._error and data.strip():
            self.errors.append(data.strip())


class Form:
    """One claim's form: read from the site, filled in, sent back."""

    def __init__(self, client, claim=None, query=""):
        self.client = client
        self.url = reverse("admin:statements_claim_change", args=[claim.pk]) if claim else reverse(ADD) + query
        self.read(client.get(self.url))

    def read(self, response):
        self.response = response
        self.page = response.content.decode()
        found = Fields(self.page)
        self.blank = {name: value for name, value in found.values.items() if "__prefix__" in name}
        self.values = {name: value for name, value in found.values.items() if name not in self.blank}
        self.errors = found.errors
        return self

    def row(self, prefix, number, **fields):
        """Type into one row of an inline; rows the page does not have yet are added as a script would."""
        total = int(self.values[f"{prefix}-TOTAL_FORMS"])
        blank = {name: value for name, value in self.blank.items() if name.startswith(f"{prefix}-")}
        for new in range(total, number + 1):
            self.values |= {name.replace("__prefix__", str(new)): value for name, value in blank.items()}
        self.values[f"{prefix}-TOTAL_FORMS"] = str(max(total, number + 1))
        self.values |= {f"{prefix}-{number}-{name}": _typed(value) for name, value in fields.items()}
        return self

    def send(self, **fields):
        """Send the form; the response is the form again where it was refused, else the redirect."""
        self.values |= {name: _typed(value) for name, value in fields.items()} | {"_continue": "1"}
        self.answer = self.client.post(self.url, self.values)
        if self.answer.status_code == 200:
            self.read(self.answer)
            self.messages = []
        else:
            self.errors = []
            self.messages = [str(message) for message in get_messages(self.answer.wsgi_request)]
        return self


def _typed(value):
    return str(getattr(value, "pk", "" if value is None else value))
