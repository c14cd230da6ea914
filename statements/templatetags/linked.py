"""Linked data inside a page."""

import json

from django import template
from django.utils.html import format_html

register = template.Library()


class DataBlock:
    """JSON as it stands in a script element. `<` never stands in it as such, so that no text can end the element.

    Browsers do not run a script of a type that is no script's, so that the content policy need not allow it.
    """

    escapes = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})

    def __init__(self, node):
        self.node = node

    def __html__(self):
        return json.dumps(self.node, ensure_ascii=False, separators=(",", ":")).translate(self.escapes)


@register.simple_tag
def linked_data(node):
    """A node of linked data as a data block."""
    return format_html('<script type="application/ld+json">{}</script>', DataBlock(node))
