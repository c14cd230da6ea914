"""What can be asked of claims: every filter of `/claims/`, said once to the database and once to the census."""

import datetime
from collections.abc import Iterable

from django.db.models import Q

from statements.catalogue import keys, matching, parameters, suggestions
from statements.catalogue.census import Census, Mask
from statements.catalogue.models import Mention
from statements.catalogue.parameters import AnyOf, StrictFilterSet, any_of
from statements.catalogue.rows import AGENT_ROLES, HOLDER, ORIGIN, RELAY
from statements.catalogue.search import Query
from statements.choices import RecordKind


def named(meaning: str, kind: str, *roles: str) -> AnyOf:
    """A filter by records that a claim names in one of these roles; each given by its ref or by what it is called."""

    def condition(refs: list[str]) -> Q:
        return Q(page_id__in=Mention.objects.filter(ref__in=refs, role__in=roles).values("page_id"))

    def mask(census: Census, refs: list[str]) -> Mask:
        return census.naming(map(keys.ref_number, refs), *roles)

    clean_one = suggestions.ref_named(kind) if kind in suggestions.ROLES else parameters.ref_of(kind)
    return AnyOf(meaning, condition, mask, clean_one=clean_one)


def choice(meaning: str, name: str, column: str, values: Iterable[str]) -> AnyOf:
    """A filter by a column that holds one of few words."""
    return AnyOf(
        meaning,
        lambda chosen: Q(**{f"{column}__in": chosen}),
        lambda census, chosen: census.choosing(name, chosen),
        clean_one=parameters.choice_of(values),
        form={"type": "string", "enum": list(values)},
    )


def since(meaning: str, prefix: str, edtf: str) -> AnyOf:
    """A filter for dates that do not end before the day on which the given one begins."""

    def condition(days: list[datetime.date]) -> Q:
        later = (Q(**{f"{prefix}_to__gte": day}) | Q(**{f"{prefix}_to__isnull": True}) for day in days)
        return any_of(later) & ~Q(**{edtf: ""})

    def mask(census: Census, days: list[datetime.date]) -> Mask:
        return census.since(prefix, min(days).toordinal())

    return AnyOf(meaning, condition, mask, clean_one=parameters.first_day, form=parameters.EDTF)


def until(meaning: str, prefix: str, edtf: str) -> AnyOf:
    """A filter for dates that do not begin after the day on which the given one ends."""

    def condition(days: list[datetime.date]) -> Q:
        earlier = (Q(**{f"{prefix}_from__lte": day}) | Q(**{f"{prefix}_from__isnull": True}) for day in days)
        return any_of(earlier) & ~Q(**{edtf: ""})

    def mask(census: Census, days: list[datetime.date]) -> Mask:
        return census.until(prefix, max(days).toordinal())

    return AnyOf(meaning, condition, mask, clean_one=parameters.last_day, form=parameters.EDTF)


def words(queries: list[Query]) -> Q:
    """The rows that hold what any of the queries asks for."""
    return Q(matching.Matches(queries))


class ClaimFilterSet(StrictFilterSet):
    """Every filter of `/claims/`; the names are the parameters of DESIGN section 3."""

    q = AnyOf(
        'Words, "phrases", prefix*, -without, in the claim, its paraphrase, the title of its source and the names of'
        " those it names; all must hold; accents and letter forms do not matter.",
        words,
        clean_one=parameters.query,
    )
    holder = named("Agent of link 1, nearest to the writer.", RecordKind.AGENT, HOLDER)
    relay = named("Agent of any link but the last.", RecordKind.AGENT, RELAY)
    origin = named("Agent of the last link, who is said to have said it.", RecordKind.AGENT, ORIGIN)
    agent = named("Agent in any of these places, or the source's writer.", RecordKind.AGENT, *AGENT_ROLES)
    source = named("The source it was found in.", RecordKind.SOURCE, keys.SOURCE)
    publisher = named("Agent that published the source.", RecordKind.AGENT, keys.PUBLISHER)
    statement = named("The statement in which any link's holder said it.", RecordKind.STATEMENT, keys.STATEMENT)
    subject = named("What it is about.", RecordKind.SUBJECT, keys.SUBJECT)
    kind = choice("What sort of content it is.", "kind", "kind", keys.KINDS)
    mode = choice("Mode of the last link; none is the writer's own voice.", "mode", "mode", keys.MODES)
    source_kind = choice("What kind of source it is.", "source_kind", "source_kind", keys.SOURCE_KINDS)
    language = AnyOf(
        "Language of the words.",
        lambda tags: Q(language__in=tags),
        lambda census, tags: census.naming(map(keys.tag_number, tags), keys.LANGUAGE),
        clean_one=parameters.language,
        form=parameters.TAG,
    )
    said_from = since("Said on or after this EDTF date.", "said", "said_edtf")
    said_to = until("Said on or before this EDTF date.", "said", "said_edtf")
    about_from = since("About this EDTF date or later.", "about", "about_edtf")
    about_to = until("About this EDTF date or earlier.", "about", "about_edtf")
    published_from = since("Source published on or after this EDTF date.", "source", "source_published_edtf")
    published_to = until("Source published on or before this EDTF date.", "source", "source_published_edtf")
    held = choice("Whether the archive has a capture of the source.", "held", "source_held", keys.HELD)

    def mask(self, census: Census, *, without: Iterable[str] = ()) -> Mask:
        """The claims that all filters keep but `q`, and but the ones named; for a valid query."""
        found = census.all()
        for name, kept in self.filters.items():
            if kept.mask and name not in without and (values := self.form.cleaned_data.get(name)):
                found &= kept.mask(census, values)
        return found
