"""What a claim is filtered and counted by, packed into a few bytes, so that a million claims fit into memory.

`fixed` is one row of FIXED; `named` holds eight bytes for each record, and for the language, that the claim names:
the role in the highest byte, below it the 50 bits of the ref, or of the language tag its hash.
"""

import datetime
import hashlib

import numpy as np

from statements import refs
from statements.catalogue.rows import HOLDER, ORIGIN, RELAY, WRITER, mentions, said_date
from statements.choices import ClaimKind, Mode, RecordKind, SourceKind
from statements.record.documents import Document
from statements.record.wording import AttributedClaim

KINDS = tuple(ClaimKind.values)
MODES = tuple(Mode.values)
SOURCE_KINDS = tuple(SourceKind.values)
HELD = ("yes", "no")
CHOICES = {"kind": KINDS, "mode": MODES, "source_kind": SOURCE_KINDS, "held": HELD}

LANGUAGE, SOURCE, PUBLISHER, SUBJECT, STATEMENT = "language", "source", "publisher", "subject", "statement"
ROLES = (LANGUAGE, SOURCE, PUBLISHER, WRITER, HOLDER, RELAY, ORIGIN, SUBJECT, STATEMENT)
ROLE_CODES = {role: code for code, role in enumerate(ROLES, start=1)}
KIND_OF_ROLE = {
    SOURCE: RecordKind.SOURCE,
    SUBJECT: RecordKind.SUBJECT,
    STATEMENT: RecordKind.STATEMENT,
} | dict.fromkeys((PUBLISHER, WRITER, HOLDER, RELAY, ORIGIN), RecordKind.AGENT)

# Days count from 1 January of year 1. An open side reaches as far as the type; a date that is not stated ends before
# it begins, so that it lies on or after no day, and on or before none.
EARLIEST, LATEST = -(2**31), 2**31 - 1
DATES = ("said", "about", "source")
FIXED = np.dtype(
    [("page", "<i8"), *((name, "u1") for name in CHOICES)]
    + [(f"{prefix}_{end}", "<i4") for prefix in DATES for end in ("from", "to")]
    + [("count", "<u2")]
)
NAMED = np.dtype("<u8")
ROLE_SHIFT = 56
VALUE_MASK = (1 << ROLE_SHIFT) - 1
_NUMBERS = {letter: number for number, letter in enumerate(refs.ALPHABET)}


def packed(page_id: int, document: Document) -> tuple[bytes, bytes]:
    """A claim's `fixed` and `named` bytes."""
    claim = AttributedClaim(document)
    named = sorted({_entry(role, ref_number(ref)) for ref, role in mentions(document) if role in KIND_OF_ROLE})
    if claim.language:
        named.append(_entry(LANGUAGE, tag_number(claim.language)))
    fixed = np.zeros(1, FIXED)
    fixed["page"], fixed["count"] = page_id, len(named)
    chosen = (document["kind"], claim.mode, claim.source["kind"], "yes" if claim.source["held"] else "no")
    for (name, known), value in zip(CHOICES.items(), chosen, strict=True):
        fixed[name] = known.index(value)
    for prefix, date in zip(DATES, (said_date(claim), document["about"], claim.source["published"]), strict=True):
        fixed[f"{prefix}_from"], fixed[f"{prefix}_to"] = _span(date)
    return fixed.tobytes(), np.array(named, NAMED).tobytes()


def ref_number(ref: str) -> int:
    """The 50 bits of a ref, without the letter of its kind."""
    number = 0
    for letter in ref[2:]:
        number = number << 5 | _NUMBERS[letter]
    return number


def ref_of(kind: str, number: int) -> str:
    """The ref of a kind of record that has these 50 bits."""
    letters = (refs.ALPHABET[number >> 5 * place & 31] for place in reversed(range(refs.LENGTH)))
    return f"{refs.PREFIXES[kind]}-{''.join(letters)}"


def tag_number(tag: str) -> int:
    """56 bits that stand for a language tag."""
    return int.from_bytes(hashlib.blake2b(tag.encode(), digest_size=7).digest())


def _entry(role: str, number: int) -> int:
    return ROLE_CODES[role] << ROLE_SHIFT | number


def _span(date: Document | None) -> tuple[int, int]:
    if not date or not date["edtf"]:
        return LATEST, EARLIEST
    return _day(date["earliest"], EARLIEST), _day(date["latest"], LATEST)


def _day(day: str | None, open_side: int) -> int:
    return datetime.date.fromisoformat(day).toordinal() if day else open_side
