"""A claim's words in a list of what was found: cut round the words that were looked for, which are marked."""

from django import template
from django.utils.html import format_html, format_html_join

from statements.catalogue.snippets import snippet
from statements.templatetags.archive import OPENING_MARKS, in_quotes, one_line

register = template.Library()


@register.simple_tag
def found_line(words, terms):
    """Words on one line; as in every list where nothing was looked for."""
    return _marked(snippet(words, terms)) if terms else one_line(words)


@register.simple_tag
def found_quote(words, terms):
    """Words as a quotation on one line, in quotation marks unless they bring their own."""
    if not terms:
        return in_quotes(words)
    shown, own = snippet(words, terms), words.lstrip()[:1]
    if own not in OPENING_MARKS:
        return format_html("“{}”", _marked(shown))
    return format_html("{}{}", own if shown.is_cut_before else "", _marked(shown))


@register.simple_tag
def found_elsewhere(claim, terms):
    """The claim's words as a quotation where what was looked for stands in them and not in its paraphrase."""
    if not terms or snippet(claim.document["paraphrase"], terms).is_found:
        return ""
    return found_quote(claim.verbatim, terms) if snippet(claim.verbatim, terms).is_found else ""


def _marked(shown):
    pieces = (format_html("<mark>{}</mark>", piece.text) if piece.is_found else piece.text for piece in shown.pieces)
    return format_html_join("", "{}", ((piece,) for piece in pieces))
