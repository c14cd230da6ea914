import datetime
import subprocess
import sys
import time

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.writer import MigrationWriter
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from statements import dates
from statements.dates import Bounds, DateProblem, EdtfField

ACCEPTED = [
    ("1992", "1992-01-01", "1992-12-31", "1992"),
    ("1992-02", "1992-02-01", "1992-02-29", "February 1992"),
    ("1993-02", "1993-02-01", "1993-02-28", "February 1993"),
    ("1992-02-25", "1992-02-25", "1992-02-25", "25 February 1992"),
    ("1992-02-29", "1992-02-29", "1992-02-29", "29 February 1992"),
    ("1992-02-XX", "1992-02-01", "1992-02-29", "a day in February 1992"),
    ("1992-XX-XX", "1992-01-01", "1992-12-31", "a day in 1992"),
    ("1992-XX", "1992-01-01", "1992-12-31", "a month in 1992"),
    ("199X", "1990-01-01", "1999-12-31", "the 1990s"),
    ("190X", "1900-01-01", "1909-12-31", "between 1900 and 1909"),
    ("19XX", "1900-01-01", "1999-12-31", "between 1900 and 1999"),
    ("1992?", "1992-01-01", "1992-12-31", "1992 (uncertain)"),
    ("1992~", "1992-01-01", "1992-12-31", "about 1992"),
    ("1992%", "1992-01-01", "1992-12-31", "about 1992 (uncertain)"),
    ("1992-02-25~", "1992-02-25", "1992-02-25", "about 25 February 1992"),
    ("199X~", "1990-01-01", "1999-12-31", "about the 1990s"),
    ("1992-21", "1992-03-01", "1992-05-31", "spring 1992"),
    ("1992-22", "1992-06-01", "1992-08-31", "summer 1992"),
    ("1992-23", "1992-09-01", "1992-11-30", "autumn 1992"),
    ("1992-24", "1992-01-01", "1993-02-28", "winter 1992"),
    ("1991-24", "1991-01-01", "1992-02-29", "winter 1991"),
    ("9999-24", "9999-01-01", "9999-12-31", "winter 9999"),
    ("1991-10/..", "1991-10-01", None, "from October 1991 on"),
    ("../1992", None, "1992-12-31", "until 1992"),
    ("/1992", None, "1992-12-31", "until 1992, start unknown"),
    ("1992/", "1992-01-01", None, "from 1992, end unknown"),
    ("1991/1994", "1991-01-01", "1994-12-31", "1991–1994"),
    ("1992/1992", "1992-01-01", "1992-12-31", "1992"),
    ("1991-10/1991-12", "1991-10-01", "1991-12-31", "October–December 1991"),
    ("1991-10/1992-02", "1991-10-01", "1992-02-29", "October 1991–February 1992"),
    ("1992-02-25/1992-02-26", "1992-02-25", "1992-02-26", "25–26 February 1992"),
    ("2020-09-27/2020-11-10", "2020-09-27", "2020-11-10", "27 September–10 November 2020"),
    ("1991-12-27/1992-01-02", "1991-12-27", "1992-01-02", "27 December 1991–2 January 1992"),
    ("1992/1992-02-26", "1992-01-01", "1992-02-26", "1992–26 February 1992"),
    ("1992-06/1992", "1992-06-01", "1992-12-31", "June 1992–1992"),
    ("1992~/1994", "1992-01-01", "1994-12-31", "about 1992 – 1994"),
    ("1992/1994?", "1992-01-01", "1994-12-31", "1992 – 1994 (uncertain)"),
    ("1992-21/1992-22", "1992-03-01", "1992-08-31", "spring 1992 – summer 1992"),
    ("0001", "0001-01-01", "0001-12-31", "1"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "31 December 9999"),
]

REFUSED = [
    ("", "The date is blank."),
    ("  \t", "The date is blank."),
    ("1993-02-29", "“1993-02-29” is not in the calendar: February 1993 has no such day."),
    ("1992-02-30/1992-03", "“1992-02-30” is not in the calendar: February 1992 has no such day."),
    ("1992-02-00", "“1992-02-00” is not in the calendar: February 1992 has no such day."),
    ("1992-13", "“1992-13” has no month 01-12 (or season 21-24)."),
    ("1992-00", "“1992-00” has no month 01-12 (or season 21-24)."),
    ("1992-25", "“1992-25” has no month 01-12 (or season 21-24)."),
    ("1992-21-05", "“1992-21-05” adds a day or a mark to a season."),
    ("1992-21~", "“1992-21~” adds a day or a mark to a season."),
    ("0000", "“0000” has no year between 0001 and 9999."),
    ("0000-01-01", "“0000-01-01” has no year between 0001 and 9999."),
    ("000X", "“000X” has no year between 0001 and 9999."),
    ("199X-02", "“199X-02” gives a month of a year that is not known."),
    ("1992-XX-25", "“1992-XX-25” gives a day of a month that is not known."),
    ("1992/1991", "“1992/1991” ends before it begins."),
    ("1992-02-26/1992-02-25", "“1992-02-26/1992-02-25” ends before it begins."),
    ("../..", "“../..” is not an interval."),
    ("/", "“/” is not an interval."),
    ("../", "“../” is not an interval."),
    ("1992/1993/1994", "“1992/1993/1994” is not an interval."),
    ("1992-02-XX/..", "“1992-02-XX” cannot be the end of an interval"),
    ("9" * 5000, "A date has at most 40 characters; this one has 5,000."),
    *(
        (text, f"“{text}” is not a date that can be read.")
        for text in [
            "..", "XXXX", "199x", "19X2", "-0005", "Y12000", "12000", "992", "1992-2-3", "25.02.1992", "02/25",
            "1992-02-25T10:00", "1992-02-25 ", "1992\n", "about 1992", "unknown", "[1992..1994]", "{1992,1994}",
            "1992?-02", "1992??", "~1992", "1992-02-25Z", "١٩٩٢", "1992\x00", "1992–1994",
        ]
        if "/" not in text
    ),
]  # fmt: skip


def day(text):
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("edtf", "earliest", "latest", "words"), ACCEPTED)
def test_bounds_are_the_first_and_last_day_a_date_can_mean(edtf, earliest, latest, words):
    assert dates.bounds(edtf) == Bounds(day(earliest), day(latest))


@pytest.mark.parametrize(("edtf", "earliest", "latest", "words"), ACCEPTED)
def test_words_are_what_a_page_prints(edtf, earliest, latest, words):
    assert dates.words(edtf) == words


@pytest.mark.parametrize("edtf", [edtf for edtf, *_ in ACCEPTED])
def test_the_edtf_library_reads_everything_that_bounds_accepts(edtf):
    assert parse_edtf(edtf) is not None


@pytest.mark.parametrize(("edtf", "message"), REFUSED)
@pytest.mark.parametrize("ask", [dates.bounds, dates.words])
def test_what_is_no_date_is_refused_in_plain_words(ask, edtf, message):
    with pytest.raises(DateProblem) as problem:
        ask(edtf)

    assert str(problem.value).startswith(message)


def test_a_free_text_is_told_how_dates_are_written():
    with pytest.raises(DateProblem) as problem:
        dates.bounds("last spring")

    assert str(problem.value) == (
        "“last spring” is not a date that can be read. Write 1992, 1992-02, 1992-02-25, 1992-02-XX, 199X, "
        "1992? (uncertain), 1992~ (about), 1991-10/.. (from then on) or 1992-02-25/1992-02-26."
    )


def test_a_million_digits_are_refused_at_once():
    started = time.perf_counter()

    with pytest.raises(DateProblem):
        dates.bounds("1" * 1_000_000)

    assert time.perf_counter() - started < 0.1


@given(st.dates())
def test_every_day_of_the_calendar_goes_through_unchanged(date):
    assert dates.bounds(date.isoformat()) == Bounds(date, date)
    assert dates.words(date.isoformat()) == f"{date.day} {date:%B} {date.year}"


@given(st.dates(), st.dates())
def test_an_interval_reaches_from_its_first_day_to_its_last(one, other):
    first, last = sorted((one, other))

    assert dates.bounds(f"{first}/{last}") == Bounds(first, last)


@given(st.text(alphabet="0129X-/.?~% ", max_size=24))
def test_what_is_accepted_has_words_and_bounds_in_order_and_is_edtf(text):
    try:
        found = dates.bounds(text)
    except DateProblem:
        return

    assert found.earliest or found.latest
    assert not (found.earliest and found.latest) or found.earliest <= found.latest
    assert dates.words(text)
    assert parse_edtf(text) is not None


def test_a_thousand_dates_take_less_than_half_a_second():
    started = time.perf_counter()

    for number in range(1000):
        dates.words(f"{1000 + number}-02-2{number % 8}")

    assert time.perf_counter() - started < 0.5


def test_the_edtf_library_is_not_loaded_for_a_date():
    code = "import sys; from statements import dates; dates.bounds('1992'); sys.exit('edtf' in sys.modules)"

    finished = subprocess.run([sys.executable, "-c", code], check=False)

    assert finished.returncode == 0


def test_the_field_takes_off_the_white_space_around_a_date():
    assert EdtfField().clean(" 1992-02 \n", None) == "1992-02"
    assert EdtfField().get_prep_value(" 1992-02 ") == "1992-02"


def test_the_field_lets_a_blank_pass_where_it_may():
    assert EdtfField(blank=True).clean("", None) == ""
    assert EdtfField(blank=True).clean("   ", None) == ""


def test_the_field_refuses_a_blank_where_it_may_not():
    with pytest.raises(ValidationError) as problem:
        EdtfField().clean(" ", None)

    assert problem.value.code == "blank"


def test_the_field_says_what_is_wrong_with_a_date():
    with pytest.raises(ValidationError) as problem:
        EdtfField().clean("1992-02-30", None)

    assert problem.value.messages == ["“1992-02-30” is not in the calendar: February 1992 has no such day."]
    assert problem.value.code == "edtf"


def test_the_field_goes_into_a_migration_by_its_path():
    written, imports = MigrationWriter.serialize(EdtfField(blank=True))

    assert written == "statements.dates.EdtfField(blank=True)"
    assert imports == {"import statements.dates"}


def test_the_field_is_made_anew_from_its_deconstruction():
    for field in (EdtfField(blank=True), EdtfField(max_length=90)):
        _, path, args, kwargs = field.deconstruct()
        assert path == "statements.dates.EdtfField"
        assert EdtfField(*args, **kwargs).max_length == field.max_length


def test_the_field_is_a_text_column_of_40_characters():
    assert isinstance(EdtfField(), models.CharField)
    assert EdtfField().max_length == 40
