"""Dates as precise as they are known: EDTF (ISO 8601-2:2019) level 0 and 1, their bounds, words, field."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
else:
    _TextField = models.CharField

LONGEST = 40
EXAMPLES = (
    "1992, 1992-02, 1992-02-25, 1992-02-XX, 199X, 1992? (uncertain), 1992~ (about), "
    "1991-10/.. (from then on) or 1992-02-25/1992-02-26"
)

# The edtf library reads the same strings (a test compares the two), but takes 5 ms for each: too long for a list
# of claims. It also takes level 2, pads unknown ends by ten years and knows no calendar before a date is used.
_DATE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<mark>[?~%])?"
)
_CALENDAR = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MARKED = {"": "{}", "?": "{} (uncertain)", "~": "about {}", "%": "about {} (uncertain)"}


class DateProblem(ValueError):
    """A text that is not a date of EDTF level 0 or 1, with a message that says what to write instead."""


@dataclass(frozen=True)
class Bounds:
    """The first and the last day that a date can mean; None where it is open or not known."""

    earliest: datetime.date | None
    latest: datetime.date | None


@dataclass(frozen=True)
class _Date:
    """One date, or one end of an interval, in its written parts: "199X", "02", "XX", or "" for none."""

    year: str
    month: str
    day: str
    mark: str

    @property
    def is_season(self) -> bool:
        return self.month.isdecimal() and int(self.month) in _SEASONS

    @property
    def has_gaps(self) -> bool:
        return "X" in self.year + self.month + self.day

    @property
    def is_plain(self) -> bool:
        return not (self.mark or self.has_gaps or self.is_season)


def bounds(edtf: str) -> Bounds:
    """The days that a date lies between, both included.

    Uncertain and approximate dates get the bounds of the date itself, without padding. `..` and an empty end
    of an interval are both None. Seasons are the northern ones by whole months; the winter of a year may be
    its first two months or the one that begins in its December, so its bounds cover both.
    Raises DateProblem for everything else: level 2, times, years outside 0001-9999, free text.
    """
    if len(edtf) > LONGEST:
        raise DateProblem(f"A date has at most {LONGEST} characters; this one has {len(edtf):,}.")
    return _bounds(edtf)


def words(edtf: str) -> str:
    """The date in English for a page: "25 February 1992", "the 1990s", "from October 1991 on".

    Raises DateProblem where bounds() does.
    """
    bounds(edtf)
    if "/" not in edtf:
        return _date_words(_read(edtf))
    first, last = edtf.split("/")
    if last in ("..", ""):
        return f"from {_date_words(_read(first))}" + (" on" if last else ", end unknown")
    if first in ("..", ""):
        return f"until {_date_words(_read(last))}" + ("" if first else ", start unknown")
    return _interval_words(_read(first), _read(last))


def calendar_parts(edtf: str) -> tuple[str, ...]:
    """Year, or year and month, or year, month and day of one date without marks or gaps; empty for any other.

    These are the dates that ISO 8601-1, RIS and CSL can say too.
    """
    found = _CALENDAR.fullmatch(edtf)
    return tuple(part for part in found.groups() if part) if found else ()


class EdtfField(_TextField):
    """A column that holds a date as EDTF text, "" where there is none, and refuses what bounds() refuses.

    White space around a value is taken off; nothing else about it is changed or guessed.
    """

    description = "A date (EDTF level 0 or 1)"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if kwargs.get("max_length") == LONGEST:
            del kwargs["max_length"]
        return name, path, args, kwargs

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.strip() if isinstance(text, str) else text

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value:
            _validate(value)


def _validate(value: str) -> None:
    try:
        bounds(value)
    except DateProblem as problem:
        raise ValidationError(str(problem), code="edtf") from problem


@lru_cache(maxsize=10_000)
def _bounds(edtf: str) -> Bounds:
    if not edtf.strip():
        raise DateProblem(f"The date is blank. Write {EXAMPLES}.")
    return _interval_bounds(edtf) if "/" in edtf else _date_bounds(_read(edtf))


def _interval_bounds(edtf: str) -> Bounds:
    ends = edtf.split("/")
    if len(ends) != 2 or not any(end.strip(".") for end in ends):
        raise DateProblem(f"“{edtf}” is not an interval. Write two dates with a / between, or .. for one of them.")
    first, last = (_end_bounds(end) for end in ends)
    if first.earliest and last.latest and first.earliest > last.latest:
        raise DateProblem(f"“{edtf}” ends before it begins.")
    return Bounds(first.earliest, last.latest)


def _end_bounds(end: str) -> Bounds:
    if end in ("", ".."):
        return Bounds(None, None)
    date = _read(end)
    if date.has_gaps:
        raise DateProblem(f"“{end}” cannot be the end of an interval: write a month or a year without X.")
    return _date_bounds(date)


def _read(edtf: str) -> _Date:
    found = _DATE.fullmatch(edtf)
    if not found:
        raise DateProblem(f"“{edtf}” is not a date that can be read. Write {EXAMPLES}.")
    date = _Date(*(part or "" for part in found.group("year", "month", "day", "mark")))
    _check_parts(date, edtf)
    return date


def _check_parts(date: _Date, edtf: str) -> None:
    if int(date.year.replace("X", "0")) == 0:
        raise DateProblem(f"“{edtf}” has no year between 0001 and 9999.")
    if "X" in date.year and date.month:
        raise DateProblem(f"“{edtf}” gives a month of a year that is not known. Write the year alone.")
    if date.month == "XX" and date.day not in ("", "XX"):
        raise DateProblem(f"“{edtf}” gives a day of a month that is not known. Write XX for the day as well.")
    if date.is_season and (date.day or date.mark):
        raise DateProblem(f"“{edtf}” adds a day or a mark to a season. Write the season alone: 1992-21.")
    if date.month.isdecimal() and not date.is_season and not 1 <= int(date.month) <= 12:
        raise DateProblem(f"“{edtf}” has no month 01-12 (or season 21-24).")
    if date.day.isdecimal() and not 1 <= int(date.day) <= _month_length(int(date.year), int(date.month)):
        raise DateProblem(f"“{edtf}” is not in the calendar: {_month_words(date)} has no such day.")


def _date_bounds(date: _Date) -> Bounds:
    first, last = int(date.year.replace("X", "0")), int(date.year.replace("X", "9"))
    if date.is_season:
        return _season_bounds(first, int(date.month))
    if not date.month.isdecimal():
        return Bounds(datetime.date(first, 1, 1), datetime.date(last, 12, 31))
    month = int(date.month)
    if date.day.isdecimal():
        day = datetime.date(first, month, int(date.day))
        return Bounds(day, day)
    return Bounds(datetime.date(first, month, 1), datetime.date(first, month, _month_length(first, month)))


def _season_bounds(year: int, season: int) -> Bounds:
    if season == 24:
        last = datetime.date(year + 1, 2, _month_length(year + 1, 2)) if year < 9999 else datetime.date.max
        return Bounds(datetime.date(year, 1, 1), last)
    first = 3 * (season - 20)
    last_day = _month_length(year, first + 2)
    return Bounds(datetime.date(year, first, 1), datetime.date(year, first + 2, last_day))


def _month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _date_words(date: _Date) -> str:
    return _MARKED[date.mark].format(_bare_words(date))


def _bare_words(date: _Date) -> str:
    if "X" in date.year:
        return _year_gap_words(date.year)
    if date.is_season:
        return f"{_SEASONS[int(date.month)]} {int(date.year)}"
    if date.month == "XX":
        return f"a {'day' if date.day else 'month'} in {int(date.year)}"
    if date.day == "XX":
        return f"a day in {_month_words(date)}"
    if date.day:
        return f"{int(date.day)} {_month_words(date)}"
    return _month_words(date) if date.month else str(int(date.year))


def _year_gap_words(year: str) -> str:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    # "The 1900s" would be read as a century by some and as ten years by others.
    if year.endswith("XX") or first % 100 == 0:
        return f"between {first} and {last}"
    return f"the {first}s"


def _month_words(date: _Date) -> str:
    return f"{_month_name(date)} {int(date.year)}"


def _month_name(date: _Date) -> str:
    # Not calendar.month_name: that follows the locale of the process, and pages are in English.
    names = "January February March April May June July August September October November December"
    return names.split()[int(date.month) - 1]


def _interval_words(first: _Date, last: _Date) -> str:
    if first == last:
        return _date_words(first)
    # Spaces keep a mark on one end from being read as belonging to both.
    dash = "–" if first.is_plain and last.is_plain else " – "
    return f"{_shortened(first, last)}{dash}{_date_words(last)}"


def _shortened(first: _Date, last: _Date) -> str:
    same_year = first.is_plain and last.is_plain and first.year == last.year
    if same_year and first.day and last.day:
        same_month = first.month == last.month
        return str(int(first.day)) if same_month else f"{int(first.day)} {_month_name(first)}"
    if same_year and first.month and last.month and not (first.day or last.day):
        return _month_name(first)
    return _date_words(first)
