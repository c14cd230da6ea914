"""The filter form of the claims list and its chips: every parameter of a query can be seen, counted, and taken off."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from statements import refs, texts
from statements.catalogue import facets, suggestions
from statements.catalogue.facets import Facet, FacetValue
from statements.catalogue.filters import ClaimSelection
from statements.catalogue.models import Page
from statements.choices import ClaimKind, Mode, RecordKind, SourceKind
from statements.record import naming

LABELS = {
    "q": "Words",
    "holder": "Nearest to the writer",
    "relay": "Relayed by",
    "origin": "Said by",
    "agent": "Named",
    "source": "Source",
    "publisher": "Publisher",
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
VOCABULARIES = {
    "mode": list(Mode.choices),
    "kind": list(ClaimKind.choices),
    "source_kind": list(SourceKind.choices),
    "held": [("yes", "yes, a capture is kept"), ("no", "no, cited only")],
}
SAID = ("said_from", "said_to")
DATES = {
    "About": ("about_from", "about_to"),
    "Source published": ("published_from", "published_to"),
}
REFS = ("origin", "holder", "relay", "agent", "subject", "source", "publisher", "statement")
SUGGESTED: dict[str, str] = {
    **dict.fromkeys(("origin", "holder", "relay", "agent", "publisher"), RecordKind.AGENT),
    "subject": RecordKind.SUBJECT,
    "source": RecordKind.SOURCE,
}
UNCOUNTED = ("agent", "statement")
YEARS_SHOWN = 8
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
    """A value that can be ticked, and how many claims it gives; None where that is not counted."""

    value: str
    label: str
    is_on: bool
    number: int | None = None


@dataclass(frozen=True)
class Field:
    """One parameter of the form with what is in it: choices to tick, or the first value typed and the others.

    `more` says how many other values there are; `adds` that numbers are of claims that a further tick adds.
    """

    name: str
    label: str
    choices: tuple[Choice, ...] = ()
    value: str = ""
    others: tuple[str, ...] = ()
    more: int = 0
    adds: bool = False

    @property
    def kind(self) -> str:
        """What kind of record it names; empty where it names none that can be suggested."""
        return SUGGESTED.get(self.name, "")


@dataclass(frozen=True)
class Chip:
    """An active filter in words, and the query string without it."""

    label: str
    query: str


@dataclass(frozen=True)
class Year:
    """A year in which something was said, how many claims asking for it gives, and the query string that asks."""

    year: str
    number: int
    query: str


class FilterForm:
    """The form of a selection: each parameter with its values of today, counted, and the selection's chips.

    One query of the database for all names.
    """

    def __init__(self, selection: ClaimSelection) -> None:
        self.selection, self.params = selection, selection.params
        self.counted = {} if selection.errors else {name: facets.facet(selection, name) for name in facets.FACETS}
        asked = [value for name, value, _ in selection.active if name in REFS]
        shown = [value.value for name in REFS if name in self.counted for value in self.counted[name].values]
        self.names = names_of([*asked, *shown])

    @property
    def chips(self) -> list[Chip]:
        """Active filters in words, records by their names of today."""
        return [
            Chip(f"{LABELS[name]}: {words_for(name, value, self.names)}", query)
            for name, value, query in self.selection.active
        ]

    @property
    def suggested(self) -> dict[str, list[str]]:
        """What is suggested before anything is typed: labels by kind of record, made once for each publication."""
        memo = self.selection.census.memo
        if "suggested" not in memo:
            memo["suggested"] = suggestions.most_named()
        found: dict[str, list[str]] = memo["suggested"]
        return found

    @property
    def q(self) -> Field:
        """The words."""
        return typed("q", self.params)

    @property
    def first(self) -> list[Field]:
        """What most visitors narrow by."""
        return [self._ticked(name) for name in ("mode", "kind", "origin", "subject")]

    @property
    def more(self) -> list[Field]:
        """The other lists that can be ticked."""
        return [
            self._ticked(name)
            for name in ("holder", "relay", "source", "publisher", "source_kind", facets.LANGUAGE, "held")
        ]

    @property
    def said(self) -> list[Field]:
        """From when until when it was said."""
        return [typed(name, self.params) for name in SAID]

    @property
    def years(self) -> list[Year]:
        """The newest years in which something was said."""
        return year_links(self.selection, most=YEARS_SHOWN)

    @property
    def dates(self) -> list[tuple[str, list[Field]]]:
        """The other pairs of dates."""
        return [(label, [typed(name, self.params) for name in pair]) for label, pair in DATES.items()]

    @property
    def refs(self) -> list[Field]:
        """Records that can be named but are not counted."""
        return [typed(name, self.params) for name in UNCOUNTED]

    @property
    def sorts(self) -> list[Choice]:
        """The orders. The first asks for none, so that words typed now bring the best match first."""
        has_words = any(query.strip() for query in self.params.getlist("q"))
        sorts = {"": BEST_MATCH} | SORTS if has_words else {"": UNASKED} | SORTS
        sort = self.selection.sort
        chosen = "" if sort == "relevance" or not (has_words or self.params.get("sort")) else sort
        return [Choice(value, label, chosen == value) for value, label in sorts.items()]

    def _ticked(self, name: str) -> Field:
        if name in self.counted:
            return ticked(self.counted[name], self.names)
        given = [value for value in self.params.getlist(name) if value.strip()]
        return Field(name, LABELS[name], tuple(Choice(value, value, is_on=True) for value in dict.fromkeys(given)))


def ticked(facet: Facet, names: dict[str, str]) -> Field:
    """A facet as choices to tick, in words."""
    choices = tuple(
        Choice(value.value, words_for(facet.name, value.value, names), value.is_on, value.number)
        for value in facet.values
    )
    return Field(facet.name, LABELS[facet.name], choices, more=facet.more, adds=facet.adds)


def typed(name: str, params: QueryDict) -> Field:
    """A parameter that is typed, with what was."""
    first, *others = [value for value in params.getlist(name) if value.strip()] or [""]
    return Field(name, LABELS[name], value=first, others=tuple(others))


def year_links(selection: ClaimSelection, *, most: int | None = None) -> list[Year]:
    """The newest years in which something was said, as links that ask for one in place of other years."""
    return [] if selection.errors else [_year(selection.params, found) for found in facets.years(selection)[:most]]


def names_of(given: Iterable[str]) -> dict[str, str]:
    """What public records are called today, by their refs, as typed or not; one query."""
    meant = {ref for value in given if (ref := refs.canonical(value.strip()))}
    pages = Page.objects.public().filter(ref__in=meant) if meant else []
    return {page.ref: naming.record_label(page.document) for page in pages}


def words_for(name: str, value: str, names: dict[str, str]) -> str:
    """A value of a parameter in words."""
    if name in REFS:
        return names.get(refs.canonical(value.strip()) or "", value)
    if name == facets.LANGUAGE:
        return texts.language_name(value.strip())
    return str(dict(VOCABULARIES.get(name, [])).get(value, value))


def _year(params: QueryDict, found: FacetValue) -> Year:
    asked = params.copy()
    asked.pop("after", None)
    for name in SAID:
        asked.setlist(name, [found.value])
    return Year(found.value, found.number, asked.urlencode())
