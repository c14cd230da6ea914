"""The parts that a person or body plays in claims: what it said, relayed and wrote, the newest of each, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from statements.catalogue.filters import claims_for
from statements.catalogue.years import Years, counted
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces.timeline import Timeline, Track

NEWEST = 10


@dataclass(frozen=True)
class Role:
    """A part and how the claims list finds it; `date` is the date by which its years are counted."""

    title: str
    label: str
    parameter: str
    date: str
    hint: str = ""
    empty: str = ""


SAID = Role("Said", "Said", "origin", "said", empty="No source held here attributes a claim to this speaker.")
RELAYED = Role("Relayed", "Relayed", "relay", "said", "Words of others that reach this archive through this speaker.")
WROTE = Role(
    "Wrote, with no attribution stated",
    "Wrote",
    "mode=none&agent",
    "published",
    "Claims that the sources put down to nobody else, by the year in which the source was published.",
)


@dataclass(frozen=True)
class Part:
    """The claims of an agent in one role: the newest, and how many there are by year."""

    role: Role
    query: str
    years: Years
    claims: list[AttributedClaim]


def parts_of(ref: str) -> list[Part]:
    """What an agent said, relayed and wrote, in this order; two queries of the database for each."""
    return [_part(role, f"{role.parameter}={ref}") for role in (SAID, RELAYED, WROTE)]


def timeline_of(parts: Iterable[Part]) -> Timeline:
    """The years of all parts together."""
    return Timeline([Track(part.role.label, part.query, part.role.date, part.years) for part in parts])


def called(ref: str, parts: Iterable[Part]) -> list[str]:
    """What the sources of these claims call an agent, in their own words, each once."""
    holders = [
        holder
        for part in parts
        for claim in part.claims
        for link in claim.links
        for holder in link["holders"]
        if holder["as_named"] and _is(ref, holder["agent"])
    ]
    return list(dict.fromkeys(str(holder["as_named"]) for holder in holders))


def _part(role: Role, query: str) -> Part:
    selection = claims_for(QueryDict(query))
    years = counted(selection.census, selection.meant, role.date)
    return Part(role, query, years, [AttributedClaim(row.page.document) for row in selection.page(NEWEST).claims])


def _is(ref: str, agent: Document | None) -> bool:
    return agent is not None and agent["ref"] == ref
