"""What the desk's own templates need: a text with its claims marked."""

import json

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.filter
def as_json(values):
    """Values for a script to read from an attribute, where the template escapes them."""
    return json.dumps(values)


@register.simple_tag
def desk_text(paragraph, mark_url):
    """A paragraph as it stands, its claims marked, with a link to the form of each where its words end.

    What is not the source's own words is `data-aside`: scripts that count characters leave it out.
    """
    parts = ((_begins(piece), _stretch(piece), _links(piece, mark_url)) for piece in paragraph.pieces)
    return format_html_join("", "{}{}{}", parts)


def _begins(piece):
    begin = '<span class="vh" data-aside> Claim {} begins: </span>'
    return format_html_join("", begin, ((marked.number,) for marked in piece.starting))


def _stretch(piece):
    words = format_html('<span class="q">{}</span>', piece.text) if piece.is_quoted else piece.text
    words = format_html('<span class="cue">{}</span>', words) if piece.is_cue else words
    for proposal in piece.proposed:
        words = format_html('<span class="sug" data-proposed="{}">{}</span>', proposal.number, words)
    if not piece.marked:
        return words
    depth = " mark--over" if len(piece.marked) > 1 else ""
    numbers = " ".join(str(marked.number) for marked in piece.marked)
    form = '<span class="mark mark--{}{}" data-claims="{}">{}</span>'
    return format_html(form, piece.marked[-1].claim.mode, depth, numbers, words)


def _links(piece, mark_url):
    form = '<a class="ref" data-aside id="claim-{0}" href="{1}{2}/" aria-label="Claim {0}: {3}, {4}">{0}</a>'
    rows = ((m.number, mark_url, m.claim.pk, m.holders, m.claim.get_state_display()) for m in piece.ending)
    return format_html_join("", form, rows)
