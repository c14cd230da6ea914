"""What a visitor does: open an address, read the page from top to bottom."""

import html
import re

from django.urls import reverse

BLOCKS = r"</?(?:p|li|dd|dt|h1|h2|title|blockquote|section|div|ol|ul|td|tr|table|input|label)\b[^>]*>"


def address(record):
    """Where a desk record can be read once it is published."""
    return reverse(str(record.record_kind), args=[record.ref])


def read(client, url, *, status=200):
    """The page at an address, squeezed."""
    response = client.get(url)
    assert response.status_code == status
    return squeezed(response.content.decode())


def squeezed(page):
    """Markup with white space as a browser shows it: one space inside text, none beside a tag that opens a block."""
    one_space = re.sub(r"\s+(>|\")", r"\1", re.sub(r"\s+", " ", page))
    return re.sub(rf"\s*({BLOCKS})\s*", r"\1", one_space)


def text_of(page):
    """The words of a page's body in reading order, tags gone, white space made one."""
    body = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def element(page, pattern):
    """The first thing in the page that a pattern's group finds."""
    found = re.search(pattern, page, re.S)
    return html.unescape(found[1].strip())
