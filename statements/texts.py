"""Texts as the archive takes them in: their normal form, what is refused, and what their language implies."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from langcodes import Language

_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_NAMES = {"\x00": "NUL", "\r": "carriage return", "\x0c": "form feed", "\x1b": "escape", "\x7f": "delete"}
_BOM = b"\xef\xbb\xbf"
_TAG = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*")
_LONGEST_TAG = 60
# ISO 15924 codes of the scripts whose letters are strongly right-to-left in Unicode (Bidi_Class R or AL).
_RTL_SCRIPTS = frozenset(
    """
    Adlm Arab Aran Armi Avst Chrs Cprt Elym Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat
    Nkoo Orkh Ougr Palm Perm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi
    """.split()  # noqa: SIM905 - forty quoted codes would be harder to read and to compare
)
# Right-to-left languages whose script the CLDR data behind langcodes does not tell: it answers Latin for them.
_RTL_LANGUAGES = frozenset({"acm", "acw", "afb", "aii", "ajp", "ars", "azb", "jpr", "jrb", "pbt", "prd", "yhd"})


class UnacceptableText(ValueError):
    """A text that the archive refuses, with a message a curator understands."""


def normalise(text: str) -> str:
    """The text in Unicode's NFC with every line end as a line feed; nothing is stripped.

    Offsets and hashes are taken after this and never before. It changes nothing when applied twice.
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def check(text: str) -> None:
    """Raise UnacceptableText for NUL, lone surrogates, and control characters other than tab and newline.

    The message names the first such character and its position, counted in code points from 0.
    Bidi controls and no-break spaces pass: they belong to the words of some texts.
    """
    found = _REFUSED.search(text)
    if found:
        raise UnacceptableText(f"{_name(found[0])} at position {found.start()} cannot be kept in a text.")


def accepted(text: str) -> str:
    """The text in its normal form, ready for offsets; UnacceptableText where check() refuses it."""
    normal = normalise(text)
    check(normal)
    return normal


def decode(raw: bytes) -> str:
    """The characters of UTF-8 bytes, with or without a byte order mark.

    Raises UnacceptableText naming the byte and its offset from the start of the file.
    """
    skipped = len(_BOM) if raw.startswith(_BOM) else 0
    try:
        return raw[skipped:].decode("utf-8")
    except UnicodeDecodeError as problem:
        at = problem.start + skipped
        raise UnacceptableText(f"This is not UTF-8: byte 0x{raw[at]:02X} at byte offset {at}.") from None


def sha256(text: str) -> str:
    """The SHA-256 (FIPS 180-4) of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph stands: (start, end) in code points, end exclusive, in order.

    Every line with something on it is a paragraph; white space at both its ends is left out.
    """
    stretches = []
    for line in re.finditer(r"[^\n]+", text):
        words = line[0].strip()
        if words:
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            stretches.append((start, start + len(words)))
    return stretches


@lru_cache(maxsize=1024)
def direction(language: str) -> Literal["ltr", "rtl"]:
    """The writing direction of a BCP 47 language, from its script; "ltr" where the language is not known."""
    if not is_language(language):
        return "ltr"
    tag = _language(language)
    if tag.script is None and tag.language in _RTL_LANGUAGES:
        return "rtl"
    return "rtl" if tag.maximize().script in _RTL_SCRIPTS else "ltr"


@lru_cache(maxsize=1024)
def is_language(tag: str) -> bool:
    """True for a valid BCP 47 language tag, such as "en", "az-Latn" or "zh-Hant"."""
    import langcodes  # costs 30 ms at import, and most commands never ask

    if len(tag) > _LONGEST_TAG or not _TAG.fullmatch(tag):
        return False
    return bool(langcodes.tag_is_valid(tag))


@lru_cache(maxsize=1024)
def language_name(tag: str) -> str:
    """The English name of a language, such as "Azerbaijani (Latin)"; the tag itself where there is none."""
    if not is_language(tag):
        return tag
    return _language(tag).display_name("en")


def _language(tag: str) -> "Language":
    import langcodes  # costs 30 ms at import, and most commands never ask

    return langcodes.get(tag)


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) == "Cs":
        return f"Half of a surrogate pair ({code})"
    known = _NAMES.get(character)
    return f"{known} ({code})" if known else f"A control character ({code})"
