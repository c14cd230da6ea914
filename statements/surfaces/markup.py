"""XML made with the standard library, in which no character stands that XML 1.0 cannot hold."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root(name: str, /, **attributes: str) -> Element:
    """The element that holds a document; in names of attributes the first `_` stands for a colon."""
    return Element(name, _attributes(attributes))


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """A new last child of an element; what XML cannot hold is replaced by U+FFFD."""
    made = SubElement(parent, name, _attributes(attributes))
    made.text = writable(text) or None
    return made


def writable(text: str) -> str:
    """The text with U+FFFD in place of every character that is not one of XML 1.0 (section 2.2)."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def answer(document: Element, content_type: str) -> HttpResponse:
    """A document as UTF-8 with its declaration."""
    written = tostring(document, encoding="utf-8", xml_declaration=True)
    return HttpResponse(written, content_type=f"{content_type}; charset=utf-8")


def _attributes(given: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", ":", 1): writable(value) for name, value in given.items()}
