"""The census counts what the database would, and follows every act without being read anew."""

import datetime

import made
import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from finding import asked, copies

from statements import publishing
from statements.catalogue import census, facets
from statements.catalogue.claim_filters import ClaimFilterSet
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow
from statements.choices import ClaimKind
from statements.desk.claims import Claim
from statements.desk.sources import Source

pytestmark = pytest.mark.django_db


def counted(name, **params):
    """The values of a facet with their numbers."""
    found = facets.facet(claims_for(asked(**params)), name, most=100)
    return {value.value: value.number for value in found.values}


def many():
    """Claims of three speakers, two sources and several kinds and dates."""
    speakers = [made.agent(f"Speaker {n}", kind="person") for n in range(3)]
    subjects = [made.subject("Exampletown, 3 March 2021"), made.subject("Sampleton", kind="place", edtf="")]
    publisher = made.agent("Example Daily")
    captures = [
        made.capture(of=made.source("Held", publisher=publisher, language="en")),
        made.capture(of=made.source("Book", author="", kind="book", publisher=publisher, published_edtf="1999/2001",
                                    published_basis="stated")),
    ]  # fmt: skip
    said = [("1992-02", "stated"), ("1991-10/..", "stated"), ("1990/1993", "stated"), ("", "")]
    for n in range(12):
        claim = made.claim(found_in=captures[n % 2], paraphrase=f"Claim {n}.", kind=ClaimKind.values[n % 4])
        if n % 3:
            date, basis = said[n % 4]
            made.ascribe(claim, speakers[n % 3], mode="direct" if n % 2 else "indirect", said_edtf=date,
                         said_basis=basis)  # fmt: skip
        if n % 4 == 1:
            made.ascribe(claim, speakers[0], "an official", mode="indirect")
        claim.claim_subjects.create(subject=subjects[n % 2])
        if n % 5 == 0:
            claim.claim_subjects.create(subject=subjects[1 - n % 2])
        made.publish(claim)
    return speakers, subjects, captures


def test_every_count_is_what_asking_for_the_value_gives():
    speakers, subjects, _ = many()

    queries = [
        {},
        {"kind": ["event", "figure"]},
        {"mode": "direct"},
        {"origin": speakers[1].ref},
        {"q": "bridges"},
        {"subject": subjects[0].ref, "kind": "event"},
        {"said_from": "1992", "said_to": "1992"},
    ]
    for params in queries:
        for name in facets.FACETS:
            given = params.get(name, [])
            given = [given] if isinstance(given, str) else given
            found = facets.facet(claims_for(asked(**params)), name, most=100)
            alone = claims_for(asked(**params | {name: given})).count if given else 0
            for value in found.values:
                together = claims_for(asked(**params | {name: [*given, value.value]})).rows.count()
                expected = value.number + alone if found.adds and not value.is_on else value.number
                if value.is_on:
                    together = claims_for(asked(**params | {name: [value.value]})).rows.count()
                assert (params, name, value.value, together) == (params, name, value.value, expected)
            assert found.more == 0


def test_years_count_what_asking_for_them_gives():
    many()

    found = facets.years(claims_for(asked(mode=["direct", "indirect"])))

    assert [year.value for year in found] == ["1993", "1992", "1991", "1990"]
    for year in found:
        rows = claims_for(asked(mode=["direct", "indirect"], said_from=year.value, said_to=year.value)).rows
        assert (year.value, rows.count()) == (year.value, year.number)


def test_every_filter_means_the_same_to_the_census_as_to_the_database():
    speakers, subjects, captures = many()
    values = {
        "holder": speakers[1].ref, "relay": speakers[2].ref, "origin": speakers[0].ref, "agent": speakers[1].ref,
        "source": captures[0].source.ref, "publisher": captures[0].source.publisher.ref, "statement": "s-0000000000",
        "subject": subjects[1].ref, "kind": "event", "mode": "none", "source_kind": "book", "language": "en",
        "said_from": "1992-02-10", "said_to": "1991", "about_from": "1900", "about_to": "2100",
        "published_from": "2000", "published_to": "2000", "held": "yes",
    }  # fmt: skip
    assert set(values) | {"q"} == set(ClaimFilterSet.base_filters)

    for name, value in values.items():
        selection = claims_for(asked(**{name: value}))
        in_database = set(selection.filters.qs.values_list("page_id", flat=True))
        assert (name, set(map(int, selection.census.ids[selection.meant]))) == (name, in_database)


def test_what_no_claim_names_is_none_of_them():
    many()

    assert claims_for(asked(origin="a-0000000000")).count == 0
    assert claims_for(asked(language="zh")).count == 0
    assert claims_for(asked(said_from="1992", origin="a-0000000000")).page().claims == []


def test_malformed_query_counts_nothing():
    many()

    selection = claims_for(asked(kind="nonsense"))

    assert (selection.count, selection.page().claims) == (0, [])
    assert counted("mode", kind="nonsense") == {}
    assert facets.years(selection) == []


def test_joint_holders_are_counted_each():
    one, two = made.agent("One"), made.agent("Two")
    claim = made.claim()
    made.ascribe(claim, one, two, mode="direct")
    made.publish(claim)

    assert counted("origin") == {one.ref: 1, two.ref: 1}
    assert counted("holder") == {one.ref: 1, two.ref: 1}
    assert counted("relay") == {}


def test_open_dates_touch_every_year_on_their_side():
    for date in ("1991-10/..", "../1992", "1993", ""):
        claim = made.claim(paraphrase=f"Said {date}.")
        made.ascribe(claim, "an official", said_edtf=date, said_basis="stated" if date else "")
        made.publish(claim)

    years = {year.value: year.number for year in facets.years(claims_for(asked()))}

    assert years == {"1993": 2, "1992": 2, "1991": 2}


def published(number=1):
    claims = [made.claim(paraphrase=f"Claim {n}.") for n in range(number)]
    for claim in claims:
        made.publish(claim)
    return claims


def as_read():
    """What a census that is read anew says, by claim."""
    census.forget()
    return told(census.now())


def told(found):
    """A census in words: of each id its columns and what it names."""
    names = {}
    for role, named in found.named.items():
        for place, code in zip(named.places, named.codes, strict=True):
            names.setdefault(int(found.ids[place]), set()).add((role, int(named.values[code])))
    return {
        int(number): ({name: int(column[place]) for name, column in found.columns.items()}, names.get(int(number)))
        for place, number in enumerate(found.ids)
    }


def test_census_follows_every_act():
    first, second, third = published(3)
    for record in (first, second, third):
        record.refresh_from_db()
    agent = made.agent("A body")
    kept = census.now()

    made.ascribe(second, agent, mode="direct")
    second.touch(by=made.user("curator"))
    made.publish(second, reason="Ascribed.")
    assert told(census.now()) == as_read()

    publishing.withdraw([first], by=made.user("publisher"), reason="Wrong.")
    assert told(census.now()) == as_read()
    assert counted("mode") == {"direct": 1, "none": 1}

    publishing.restore([first], by=made.user("publisher"), reason="Right after all.")
    assert told(census.now()) == as_read()

    source = Source.objects.get(pk=third.capture.source_id)
    source.kind = "book"
    source.save()
    source.touch(by=made.user("curator"))
    made.publish(source, reason="A book.")
    assert told(census.now()) == as_read()
    assert counted("source_kind")["book"] == 1

    published(2)
    assert told(census.now()) == as_read()
    assert len(kept.ids) == 3


@pytest.mark.parametrize("number", [1, 30])
def test_following_costs_the_same_queries_whatever_was_published(number):
    published(1)
    census.now()
    published(number)

    with CaptureQueriesContext(connection) as asked_of:
        census.now()
    with CaptureQueriesContext(connection) as asked_again:
        census.now()

    assert (len(asked_of), len(asked_again)) == (4, 1)


def test_census_of_another_past_is_read_anew():
    claim = published(1)[0]
    census.now()
    Claim.objects.filter(pk=claim.pk).update(revision=1)
    copies(ClaimRow.objects.first(), 4)

    assert claims_for(asked()).count == 5


def test_days_count_from_year_one():
    claim = made.claim()
    made.ascribe(claim, "an official", said_edtf="0001-01-01/9999-12-31", said_basis="stated")
    made.publish(claim)

    found = census.now()

    assert int(found.columns["said_from"][0]) == datetime.date.min.toordinal()
    assert int(found.columns["said_to"][0]) == datetime.date.max.toordinal()
    assert found.count_spans(np.arange(1), "said") == ((1, 9999, 1),)
