"""Claims by year: each number is what the list behind it shows, and the picture and the table say the same."""

import html
import re

import made
import pytest
from finding import asked
from hypothesis import given
from hypothesis import strategies as st
from visitor import address, read, text_of

from statements.catalogue.filters import claims_for
from statements.catalogue.years import MOST_PERIODS, Years, by_year, step_for
from statements.surfaces.timeline import Timeline, Track

DATES = ["1991", "1991-02-03", "1991-12/1992-01", "199X", "2001-05/..", "../1993", "1995?", ""]
years = st.one_of(st.none(), st.integers(1, 9999))
ordered = st.tuples(years, years).map(lambda pair: pair if None in pair else tuple(sorted(pair)))
spans = st.lists(st.builds(lambda pair, number: (*pair, number), ordered, st.integers(1, 50)), max_size=12)


def said_on(edtf, speaker, **fields):
    """A published claim of a speaker with this date, its subject matter dated alike."""
    about = {"about_edtf": edtf, "about_basis": "stated" if edtf else ""}
    claim = made.claim(paraphrase=f"Said on {edtf or 'no day'}.", **about, **fields)
    date = {"said_edtf": edtf, "said_basis": "stated"} if edtf else {}
    made.ascribe(claim, speaker, statement=made.statement(f"Act of {edtf}", speaker=speaker, **date))
    made.publish(claim)
    return claim


@pytest.fixture
def speaker():
    """A body with a claim for every form of date, beside another that must not be counted."""
    other = made.agent("Other Body")
    said_on("1991", other)
    body = made.agent("Sample Body")
    for edtf in DATES:
        said_on(edtf, body)
    made.ascribe(made.claim(paraphrase="A draft."), body)
    return body


@pytest.mark.django_db
@pytest.mark.parametrize("date", ["said", "about"])
def test_every_number_is_what_the_list_shows(speaker, date):
    query = f"origin={speaker.ref}"

    counted = by_year(query, date=date)

    assert (counted.total, counted.undated, counted.lasting) == (8, 1, 4)
    assert counted.extent == (1990, 2001)
    for step in (1, 10):
        for period in counted.periods(step):
            bounds = {f"{date}_from": f"{period.first:04}", f"{date}_to": f"{period.last:04}"}
            assert period.number == claims_for(asked(origin=speaker.ref, **bounds)).count, period
    listed = {period.first for period in counted.periods()}
    for year in {*range(1990, 2002)} - listed:
        assert claims_for(asked(origin=speaker.ref, **{f"{date}_from": str(year), f"{date}_to": str(year)})).count == 0


@pytest.mark.django_db
def test_years_are_counted_in_one_query(speaker, django_assert_num_queries):
    by_year()  # reads the census
    with django_assert_num_queries(1):
        by_year(f"origin={speaker.ref}")


@pytest.mark.django_db
def test_a_malformed_query_counts_nothing(speaker):
    assert by_year("origin=nobody").spans == ()
    assert by_year("nonsense=1").spans == ()


@given(spans, st.sampled_from([1, 10, 100]))
def test_periods_of_any_length_find_every_dated_claim_that_the_extent_holds(found, step):
    counted = Years(tuple(found))

    first, last = counted.extent or (1, 1)
    within = counted.within(first, last)
    assert within == counted.total - counted.undated
    if last - first < 300:
        assert sum(period.number for period in counted.periods(step)) >= within


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_years_are_put_together_so_that_few_periods_are_left(one, other):
    first, last = sorted((one, other))
    step = step_for(first, last)

    assert last // step - first // step < MOST_PERIODS


@given(st.lists(spans, min_size=1, max_size=3))
def test_a_timeline_draws_every_period_once_inside_the_picture(tracks):
    timeline = Timeline([Track(f"Track {n}", "", "said", Years(tuple(found))) for n, found in enumerate(tracks)])

    table = timeline.table if timeline else []
    drawn = sum(len(row.stems) for row in timeline.rows)
    assert drawn == sum(1 for _, cells in table for cell in cells if cell.number)
    for row in timeline.rows:
        assert all(0 < float(stem.x.rstrip("%")) < 100 and 0 < stem.top < row.y for stem in row.stems)
    if timeline:
        assert 1 <= len(timeline.ticks) <= 6
        assert all(0 < float(x.rstrip("%")) < 100 for x, _ in timeline.ticks)


@pytest.mark.django_db
def test_the_page_of_a_speaker_shows_its_years_each_leading_to_its_claims(client, speaker):
    page = read(client, address(speaker))

    body = re.search(r'<section class="section" id="years">(.*?)</section>', page, re.S)[1]
    links = re.findall(r'<td class="num"><a href="([^"]*)">(\d+)</a>', body)
    assert len(links) == 11  # 1990 to 1999, and 2001
    for link, number in links:
        assert read(client, html.unescape(link)).count('<li class="row">') == int(number)
    assert "No date 1" in text_of(page)
    assert "4 claims have a date that spans several years" in text_of(page)


@pytest.mark.django_db
def test_the_picture_says_in_words_what_it_shows(client, speaker):
    page = read(client, address(speaker))

    told = re.search(r'role="img" aria-label="(.*?)"', page)[1]
    assert told == ("Claims by year, 1990 to 2001; Said: most in 1991: 5 claims. The table below holds the same data.")
    assert "A gap means no source held here, not silence." in text_of(page)


@pytest.mark.django_db
def test_own_words_are_counted_by_the_year_of_publication(client):
    writer = made.agent("Writer Body")
    source = made.source("Bridges", author="", publisher=writer, published_edtf="1987", published_basis="stated")
    made.publish(made.claim(found_in=made.capture(of=source)))

    page = read(client, address(writer))

    link = re.search(r'<th scope="row">1987</th><td class="num"><a href="([^"]*)">1</a>', page)[1]
    assert html.unescape(link) == (f"/claims/?mode=none&agent={writer.ref}&published_from=1987&published_to=1987")
    assert "Wrote: the year in which the source was published." in page


@pytest.mark.django_db
def test_a_speaker_without_dates_has_no_picture(client):
    body = made.agent("Undated Body")
    said_on("", body)

    page = read(client, address(body))

    assert "<svg" not in page
    assert "Said on no day." in page
