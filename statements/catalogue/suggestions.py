"""Names while they are typed, and what a typed name means: agents, subjects and sources, by names in every script."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from statements import names, refs
from statements.catalogue.findable import LONGEST_START, SuggestedName, folded
from statements.catalogue.models import Mention
from statements.catalogue.rows import AGENT_ROLES
from statements.choices import RecordKind

MOST = 10
MOST_LOOKED_AT = 200  # beginnings that match; several may be of one record
MOST_LISTED = 1_000  # names that a long list is narrowed to
MOST_TYPED = 200  # characters
MOST_NAMED = 6  # of a kind, in a list that is sent with a page
NEWEST_MENTIONS = 3_000  # among which the most named are counted
ROLES: dict[str, tuple[str, ...]] = {
    RecordKind.AGENT: AGENT_ROLES,
    RecordKind.SUBJECT: ("subject",),
    RecordKind.SOURCE: ("source",),
}
_WITH_REF = re.compile(r"(?P<label>.*) · (?P<ref>[aot]-\w{10})", re.DOTALL)
_LABEL = re.compile(r"(?P<name>.*) \([^()]+\)(?:, named (?P<other>.*))?", re.DOTALL)
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Suggestion:
    """A record that may be meant; `name` is the name that matched, `label` tells whose it is and what that is."""

    ref: str
    kind: str
    name: str
    label: str


def suggest(kind: str, typed: str) -> list[Suggestion]:
    """At most MOST records of a kind with a word that begins what is typed, however it is written; one query.

    Raises ValueError where nothing can be looked for; the message says why.
    """
    start = _start(typed)
    found: dict[str, Suggestion] = {}
    for row in _beginning(start).filter(kind=kind).order_by("start", "page_id", "part")[:MOST_LOOKED_AT]:
        if len(found) < MOST:
            found.setdefault(row.ref, Suggestion(row.ref, row.kind, row.name, row.label))
    return _told_apart(found.values())


def refs_beginning(kind: str, typed: str) -> list[str]:
    """The refs of records of a kind with a word that begins what is typed, at most MOST_LISTED; one query.

    Raises ValueError where nothing can be looked for.
    """
    rows = _beginning(_start(typed)).filter(kind=kind).order_by("start", "page_id", "part")
    return list(dict.fromkeys(rows.values_list("ref", flat=True)[:MOST_LISTED]))


def most_named() -> dict[str, list[str]]:
    """Labels of the agents, subjects and sources that the newest claims name most; two queries."""
    roles = [role for of_kind in ROLES.values() for role in of_kind]
    newest = Mention.objects.filter(role__in=roles).order_by("-id").values_list("ref", flat=True)
    counts = Counter(newest[:NEWEST_MENTIONS])
    rows = SuggestedName.objects.filter(page__ref__in=list(counts), part=0).values_list("kind", "ref", "label")
    found = sorted(rows, key=lambda row: (-counts[row[1]], row[1]))
    return {kind: [label for of, _, label in found if of == kind][:MOST_NAMED] for kind in ROLES}


def ref_named(kind: str) -> Callable[[str], str]:
    """A check for an address, a suggested label or a whole name of one record; gives its ref, after at most one query.

    The check raises ValueError, naming the candidates, where no record or more than one is called so.
    """

    def clean(value: str) -> str:
        ref = refs.canonical(value.strip())
        if ref is not None and refs.kind_of(ref) == kind:
            return ref
        meant = named(kind, value)
        if len(meant) == 1:
            return meant[0].ref
        if not meant:
            raise ValueError(f"no {kind} is called “{value.strip()[:40]}”, and it is not the address of one.")
        candidates = ", ".join(f"{one.name} ({one.ref})" for one in meant[:MOST])
        raise ValueError(f"“{value.strip()[:40]}” may be {candidates}; give the address of one.")

    return clean


def named(kind: str, typed: str) -> list[Suggestion]:
    """The records of a kind that are called exactly what is typed, or suggested so, letter forms and accents aside."""
    apart = _WITH_REF.fullmatch(typed.strip())
    text = apart["label"] if apart else typed.strip()
    label = _LABEL.fullmatch(text)
    spelled = {folded(text), *(folded(part or "") for part in (label.groups() if label else ()))} - {""}
    rows = SuggestedName.objects.filter(kind=kind, is_whole=True, start__in=spelled).order_by("page_id", "part")
    found: dict[str, Suggestion] = {}
    for row in rows[:MOST_LOOKED_AT]:
        is_meant = names.same(row.name, text) or names.same(row.label, text)
        if is_meant and (not apart or row.ref == apart["ref"]):
            found.setdefault(row.ref, Suggestion(row.ref, row.kind, row.name, row.label))
    return list(found.values())


def _start(typed: str) -> str:
    if len(typed) > MOST_TYPED:
        raise ValueError(f"is longer than {MOST_TYPED} characters.")
    if not (start := folded(typed)):
        raise ValueError("holds no word to look for.")
    return start


def _beginning(start: str) -> QuerySet[SuggestedName]:
    """Names with a word from which on they begin so; each database has its own way to ask its index that."""
    if connection.vendor == "sqlite":
        return SuggestedName.objects.filter(start__gte=start, start__lt=start + _LAST)
    return SuggestedName.objects.filter(start__startswith=start[:LONGEST_START])


def _told_apart(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Suggestions whose labels are their own; of namesakes each bears its ref."""
    listed = list(found)
    times = Counter(one.label for one in listed)
    return [
        Suggestion(one.ref, one.kind, one.name, f"{one.label} · {one.ref}") if times[one.label] > 1 else one
        for one in listed
    ]
