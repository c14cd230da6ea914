"""Dates of every form that the archive knows, stated, inferred, from metadata, or not given at all."""

from dataclasses import dataclass
from random import Random
from typing import Any

from statements import dates
from statements.choices import DateBasis
from statements.invented.vocabulary import ENGLISH, WHY, Language

FIRST, LAST = 1950, 2022
DAY = "{y}-{m:02}-{d:02}"
FORMS = (
    "{y}", "{y}-{m:02}", "{y}-{m:02}-XX", "{y}-XX", "{y}-XX-XX", "{t}X", "{c}XX", "{y}?", "{y}~", "{y}%",
    "{y}-{m:02}?", "{y}-{m:02}-{d:02}?", "{y}-{m:02}-{d:02}~", "{y}-{s}", "{y}-{m:02}/..", "../{y}", "{y}/", "/{y}",
    "{y}-{m:02}-{d:02}/{z}-{m:02}-{d:02}", "{y}-{m:02}/{z}-{m:02}", "{y}/{z}~",
)  # fmt: skip
BASES = (DateBasis.STATED.value, DateBasis.INFERRED.value, DateBasis.METADATA.value)


@dataclass(frozen=True)
class Day:
    """A date in its parts; `as_written` is empty unless the text states it."""

    edtf: str = ""
    as_written: str = ""
    basis: str = ""
    why: str = ""

    def fields(self, prefix: str) -> dict[str, Any]:
        """The values of a desk record's date, its bounds among them."""
        bounds = dates.bounds(self.edtf) if self.edtf else None
        return {
            f"{prefix}_edtf": self.edtf,
            f"{prefix}_as_written": self.as_written,
            f"{prefix}_basis": self.basis,
            f"{prefix}_why": self.why,
            f"{prefix}_earliest": bounds.earliest if bounds else None,
            f"{prefix}_latest": bounds.latest if bounds else None,
        }


NOT_STATED = Day()


def draw(chance: Random, language: Language, *, given: float = 0.9, whole: float = 0.6) -> Day:
    """A date: not stated but in `given` of all cases, a plain day in `whole` of the rest."""
    if chance.random() >= given:
        return NOT_STATED
    edtf = _edtf(chance, DAY if chance.random() < whole else chance.choice(FORMS))
    basis = chance.choices(BASES, cum_weights=(75, 88, 100))[0]
    if basis == BASES[1]:
        return Day(edtf, basis=basis, why=chance.choice(WHY))
    return Day(edtf, written(edtf, language) if basis == BASES[0] else "", basis)


def written(edtf: str, language: Language) -> str:
    """A date as a text in this language has it."""
    if language is ENGLISH:
        return dates.words(edtf)
    return ".".join(reversed(edtf.split("-"))) if edtf.replace("-", "").isdecimal() else edtf


def _edtf(chance: Random, form: str) -> str:
    year = chance.randint(FIRST, LAST)
    return form.format(
        y=year,
        z=year + 1,
        t=year // 10,
        c=year // 100,
        m=chance.randint(1, 12),
        d=chance.randint(1, 28),
        s=chance.randint(21, 24),
    )
