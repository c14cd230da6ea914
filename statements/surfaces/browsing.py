"""All values of one facet of a selection of claims, for lists too long to stand beside the claims."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statements.catalogue import facets
from statements.catalogue.filters import ClaimSelection, claims_for
from statements.surfaces.filtering import LABELS, FilterForm, names_of, ticked, year_links

YEAR = "year"
MOST = 300
NAME = "name"


@dataclass(frozen=True)
class Link:
    """A value in words, how many claims asking for it gives or adds, and the query string that asks for it."""

    label: str
    number: int | None
    query: str
    is_on: bool = False


@require_safe
def claims_by(request: HttpRequest, facet: str) -> HttpResponse:
    """The values of one facet by number of claims, the commonest MOST; `name` keeps those that are called so."""
    if facet != YEAR and facet not in facets.FACETS:
        raise Http404
    selection = claims_for(request.GET, also=(NAME,))
    links, more, adds = _years(selection) if facet == YEAR else _values(selection, facet)
    context = {
        "selection": selection,
        "facet": facet,
        "label": "Year said" if facet == YEAR else LABELS[facet],
        "links": links,
        "more": more,
        "adds": adds,
        "form": FilterForm(selection),
    }
    return render(request, "statements/claims_by.html", context)


def _years(selection: ClaimSelection) -> tuple[list[Link], int, bool]:
    return [Link(year.year, year.number, year.query) for year in year_links(selection)], 0, False


def _values(selection: ClaimSelection, name: str) -> tuple[list[Link], int, bool]:
    if selection.errors:
        return [], 0, False
    found = facets.facet(selection, name, most=MOST)
    field = ticked(found, names_of(value.value for value in found.values))
    links = [
        Link(choice.label, choice.number, _asking(selection.params, name, choice.value, on=choice.is_on), choice.is_on)
        for choice in field.choices
    ]
    return links, found.more, found.adds


def _asking(params: QueryDict, name: str, value: str, *, on: bool) -> str:
    """The query string with this value too, or without it where it is asked for already."""
    asked = params.copy()
    for gone in ("after", NAME):
        asked.pop(gone, None)
    values = asked.getlist(name)
    asked.setlist(name, [kept for kept in values if kept != value] if on else [*values, value])
    return asked.urlencode()
