"""What the public templates need to print documents: languages and directions, dates, names, marked text."""

from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from statements import choices, dates, spans, texts
from statements.record import naming
from statements.record import wording as words_of
from statements.surfaces.paths import path_to

register = template.Library()

VOCABULARIES = {
    "act": choices.Act,
    "claim_kind": choices.ClaimKind,
    "mode": choices.Mode,
    "source_kind": choices.SourceKind,
    "agent_kind": choices.AgentKind,
    "subject_kind": choices.SubjectKind,
    "display": choices.Display,
    "text_basis": choices.TextBasis,
    "method": choices.CaptureMethod,
    "qualifier": choices.Qualifier,
    "tie": choices.FigureTie,
}
OPENING_MARKS = "\"'“„‟‘‚‛«‹「『〝"
LONGEST_LINE = 400
COMPARED_FORMS = {  # the innermost first
    "differs": '<mark class="differs">{}</mark>',
    "quoted": '<span class="q">{}</span>',
    "skipped": '<span class="skipped">{}</span>',
}
PAGE_LANGUAGE = "en"  # every page says so of itself; a part in another language says its own

register.filter("language_name", texts.language_name)
register.filter("direction", texts.direction)
register.filter("source_label", naming.label)
register.filter("source_title", naming.title)
register.filter("source_noun", naming.noun)
register.filter("writer", naming.writer)
register.filter("record_title", naming.record_label)
register.filter("statement_label", naming.statement_label)
register.filter("capitalised", naming.capitalised)
register.filter("date_words", naming.date_words)


@register.simple_tag
def lang(language):
    """The attributes that tell a text's language and direction; the direction is the reader's to guess without one."""
    if not texts.is_language(language):
        return format_html('dir="{}"', "auto")
    if language == PAGE_LANGUAGE:
        return format_html('dir="{}"', "ltr")
    return format_html('lang="{}" dir="{}"', language, texts.direction(language))


@register.simple_tag(takes_context=True)
def nav_item(context, name, words):
    """An entry of the main navigation, marked where the visitor is."""
    target, path = path_to(name), context["request"].path if "request" in context else ""
    here = format_html(' aria-current="{}"', "page" if path == target else "true") if path.startswith(target) else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', target, here, words)


@register.filter
def said(claim):
    """When the originator said it; None where that is not stated, and for the writer's own voice."""
    return words_of.said(claim.origin)


@register.simple_tag
def tick(field, choice):
    """A value to tick, with how many claims it gives, or adds to what is ticked already; on one line, since there are
    many on a page."""
    sign = "+" if field.adds and not choice.is_on else ""
    number = (
        "" if choice.number is None else format_html('<span class="num"> {}{}</span>', sign, thousands(choice.number))
    )
    form = '<label class="check"><input type="checkbox" name="{}" value="{}"{}><bdi>{}</bdi>{}</label>'
    return format_html(form, field.name, choice.value, " checked" if choice.is_on else "", choice.label, number)


@register.simple_tag
def name_field(field):
    """Where the name of a further record can be typed, which the list of its kind suggests."""
    form = (
        '<label class="vh" for="{0}-name">{1}: a name</label><input type="text" id="{0}-name" name="{0}" dir="auto"'
        ' placeholder="A name" list="suggested-{2}" data-suggest="{3}?kind={2}" autocomplete="off">'
    )
    return format_html(form, field.name, field.label, field.kind, reverse("suggest"))


@register.filter
def thousands(number):
    """A number as pages print it: 1,234."""
    return f"{number:,}"


@register.filter
def estimated(number):
    """A number that is only known about: two figures, as in `about 12,000`; small ones as they are."""
    step = 10 ** max(len(str(number)) - 2, 0)
    return f"about {round(number / step) * step:,}"


@register.filter
def as_here(claim):
    """The originator's cue and what the source calls those whom a curator identified: pairs of a label and words."""
    found = [("cue", claim.origin["cue"])] if claim.origin and claim.origin["cue"] else []
    holders = claim.origin["holders"] if claim.origin else []
    called = dict.fromkeys(holder["as_named"] for holder in holders if holder["agent"])
    return found + [("here called", words) for words in called if words and not _is_said(words, claim.who)]


def _is_said(words, who):
    """Whether the words are in the name already shown, whatever article the source puts before them."""
    return words.removeprefix("The ").removeprefix("the ") in who


@register.filter
def address(document):
    """Where a record named inside a document can be read."""
    return path_to(document["record_kind"], document["ref"])


@register.filter
def contact(where, ref):
    """Where to write about a record: an e-mail address gets it as the subject, a web address is taken as it is."""
    return f"mailto:{where}?subject={quote(f'Correction: {ref}')}" if "@" in where and "/" not in where else where


@register.filter
def label(value, vocabulary):
    """The public word for a value of a closed vocabulary."""
    return VOCABULARIES[vocabulary](value).label


@register.filter
def dated(date):
    """A date in words with how it is known: `February 2022 (inferred from ...)`, or `not stated`."""
    words, note = naming.date_words(date), naming.date_note(date)
    return f"{words} ({note})" if words and note else words or note


@register.filter
def counted(number):
    """A number with its thousands parted: `12,000`."""
    return f"{number:,}"


@register.filter
def day(moment):
    """The day of an RFC 3339 time in words."""
    return dates.words(moment[:10])


@register.filter
def minute(moment):
    """An RFC 3339 time in words, UTC."""
    return f"{day(moment)}, {moment[11:16]} UTC"


@register.filter
def in_quotes(words):
    """Words as a quotation on one line, in quotation marks unless they bring their own; a long one is cut."""
    line = one_line(words)
    return line if line[:1] in OPENING_MARKS else f"“{line}”"


@register.filter
def one_line(words):
    """Words for a list; a long text is cut, which the attribution before it never is."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE].rsplit(' ', 1)[0]} [...]"


@register.simple_tag
def wording(claim):
    """A claim's words as they stand, its quoted parts marked, skipped words as [...]."""
    return format_html_join("", "{}", ((_words_piece(piece),) for piece in claim.wording))


@register.simple_tag
def compared(pieces):
    """Words as they stand, those marked that not every wording beside has; quoted and skipped ones as elsewhere."""
    return format_html_join("", "{}", ((_compared_piece(piece),) for piece in pieces))


@register.simple_tag
def paragraph_mark(paragraph):
    """The number of a paragraph, which is its own address."""
    form = '<a class="para" id="{0}" href="#{0}" aria-label="Paragraph {1}">¶{1}</a>'
    return format_html(form, paragraph.anchor, paragraph.number)


@register.simple_tag
def marked_text(paragraph):
    """A paragraph as it stands, each claim's words marked, and its number as a link where its words end."""
    return format_html_join("", "{}{}", ((_stretch(piece), _references(piece)) for piece in paragraph.pieces))


def _words_piece(piece):
    if piece.text == spans.SKIPPED and not piece.keys:
        return format_html('<span class="skipped">{}</span>', piece.text)
    return format_html('<span class="q">{}</span>', piece.text) if piece.keys else piece.text


def _compared_piece(piece):
    words = piece.text
    for key, form in COMPARED_FORMS.items():
        words = format_html(form, words) if key in piece.keys else words
    return words


def _stretch(piece):
    if not piece.marked:
        return piece.text
    orders = " ".join(f"k{marked.k}" for marked in piece.marked)
    depth = " mark--over" if len(piece.marked) > 1 else ""
    words = format_html('<span class="q">{}</span>', piece.text) if piece.is_quoted else piece.text
    mode = piece.marked[-1].claim.mode
    return format_html('<span class="mark mark--{}{} {}">{}</span>', mode, depth, orders, words)


def _references(piece):
    form = '<a class="ref k{2}" id="m-{0}{1}" href="#{0}" aria-label="Claim {3}: {4}">{3}</a>'
    return format_html_join("", form, (_reference(marked) for marked in piece.ending))


def _reference(marked):
    claim = marked.claim
    name = f"{claim.who}, {claim.mode_label}" if claim.links else "no attribution stated"
    return claim.ref, "" if marked.is_first else f"-{marked.k}", marked.k, marked.number, name
