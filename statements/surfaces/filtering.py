"""The filter form of the claims list and its chips: every parameter of a query can be seen, and taken off."""

from dataclasses import dataclass

from django.http import QueryDict

from statements import refs, texts
from statements.catalogue.models import Page
from statements.choices import ClaimKind, Mode, SourceKind
from statements.record import naming

LABELS = {
    "q": "Words",
    "holder": "Nearest to the writer",
    "relay": "Relayed by",
    "origin": "Said by",
    "agent": "Named",
    "source": "Source",
    "statement": "Statement",
    "subject": "Subject",
    "kind": "Kind",
    "mode": "How it is attributed",
    "source_kind": "Kind of source",
    "language": "Language",
    "said_from": "Said from",
    "said_to": "Said until",
    "about_from": "About from",
    "about_to": "About until",
    "published_from": "Published from",
    "published_to": "Published until",
    "held": "Source held",
}
CHOICES = {
    "mode": list(Mode.choices),
    "kind": list(ClaimKind.choices),
    "source_kind": list(SourceKind.choices),
    "held": [("yes", "yes, a capture is kept"), ("no", "no, cited only")],
}
DATES = {
    "Said": ("said_from", "said_to"),
    "About": ("about_from", "about_to"),
    "Source published": ("published_from", "published_to"),
}
REFS = ("origin", "holder", "relay", "agent", "source", "statement", "subject")
SORTS = {
    "-added": "newest in the archive",
    "said": "when said, oldest first",
    "-said": "when said, newest first",
    "text": "order in the source",
}
BEST_MATCH = "best match"
UNASKED = "best match to words, else newest"


@dataclass(frozen=True)
class Choice:
    """A value that can be ticked."""

    value: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class Field:
    """One parameter of the form with what is in it: ticked choices, or the first value typed and the others."""

    name: str
    label: str
    choices: tuple[Choice, ...] = ()
    value: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chip:
    """An active filter in words, and the query string without it."""

    label: str
    query: str


def fields(params: QueryDict, *, sort: str) -> dict[str, object]:
    """The form's fields, by group: words, ticked lists, dates in pairs, addresses of records, order.

    `sort` is the order in use. The first choice asks for none, so that words typed now bring the best match first.
    """
    has_words = any(query.strip() for query in params.getlist("q"))
    sorts = {"": BEST_MATCH} | SORTS if has_words else {"": UNASKED} | SORTS
    chosen = "" if sort == "relevance" or not (has_words or params.get("sort")) else sort
    return {
        "q": _typed("q", params),
        "ticked": [_ticked(name, params) for name in ("mode", "kind")],
        "more_ticked": [_ticked(name, params) for name in ("source_kind", "held")],
        "language": _typed("language", params),
        "dates": [(label, [_typed(name, params) for name in pair]) for label, pair in DATES.items()],
        "refs": [_typed(name, params) for name in REFS],
        "sorts": [Choice(value, label, chosen == value) for value, label in sorts.items()],
    }


def chips(active: list[tuple[str, str, str]]) -> list[Chip]:
    """Active filters in words, records by their names of today; one query for all."""
    meant = [ref for name, value, _ in active if name in REFS and (ref := refs.canonical(value.strip()))]
    pages = Page.objects.public().filter(ref__in=meant) if meant else []
    names = {page.ref: naming.record_label(page.document) for page in pages}
    return [Chip(f"{LABELS[name]}: {_words(name, value, names)}", query) for name, value, query in active]


def _words(name: str, value: str, names: dict[str, str]) -> str:
    if name in REFS:
        return names.get(refs.canonical(value.strip()) or "", value)
    if name == "language":
        return texts.language_name(value.strip())
    return str(dict(CHOICES.get(name, [])).get(value, value))


def _ticked(name: str, params: QueryDict) -> Field:
    given = params.getlist(name)
    return Field(name, LABELS[name], tuple(Choice(value, str(label), value in given) for value, label in CHOICES[name]))


def _typed(name: str, params: QueryDict) -> Field:
    first, *others = [value for value in params.getlist(name) if value.strip()] or [""]
    return Field(name, LABELS[name], value=first, others=tuple(others))
