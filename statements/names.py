"""The one folding of words for search and sort, done here so that both databases find the same."""

import re
import sys
import unicodedata
from functools import lru_cache

# Accents and vowel points, which readers leave out. The vowel signs of Indic scripts and the voicing marks of
# kana are combining characters too, but letters to their readers: they stay.
_ACCENTS = (
    *range(0x0300, 0x0370),
    *range(0x0483, 0x048A),
    *range(0x0591, 0x05C8),
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06EE),
    0x0711,
    *range(0x0730, 0x074B),
    *range(0x0898, 0x0900),
    *range(0x1AB0, 0x1B00),
    *range(0x1DC0, 0x1E00),
    *range(0x20D0, 0x2100),
    *range(0xFE00, 0xFE10),
    *range(0xFE20, 0xFE30),
    *range(0xE0100, 0xE01F0),
)
_INVISIBLE = (
    0x00AD,
    0x061C,
    0x0640,  # tatweel only stretches an Arabic word
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
)
_LETTERS = {
    "ə": "e", "ǝ": "e", "ı": "i", "ȷ": "j", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "æ": "ae", "œ": "oe", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
}  # fmt: skip
_HYPHENS = "-‐‑‒–—―−⁃﹘﹣－־"
_APOSTROPHES = "‘’‚‛ʻʼʽʾʿˈ′`´‹›׳＇"
_QUOTES = "“”„‟″«»״〝〞＂"


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code))[0] == "M"


def _deletions() -> dict[int, str]:
    marks = {code: "" for code in _ACCENTS if _is_mark(code)}
    return marks | dict.fromkeys(_INVISIBLE, "")


def _digits() -> dict[int, str]:
    codes = range(0x80, 0x20000)
    return {code: str(unicodedata.digit(chr(code))) for code in codes if chr(code).isdecimal()}


# Before decomposing, because NFKD takes some apostrophes (´) for a space with an accent.
_PUNCTUATION = (
    dict.fromkeys(map(ord, _HYPHENS), " ")
    | dict.fromkeys(map(ord, _APOSTROPHES), "'")
    | dict.fromkeys(map(ord, _QUOTES), '"')
    | dict.fromkeys(_INVISIBLE, "")
)
_DELETED = _deletions()
_PLAIN = _DELETED | _digits() | {ord(letter): plain for letter, plain in _LETTERS.items()}
_INSIDE_WORD = re.compile(r"(?<=\w)['\"](?=\w)")

# Writing without spaces between words: each character is found on its own.
_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_MARKS = "".join(chr(code) for code in range(0x0300, min(0x20000, sys.maxunicode)) if _is_mark(code))
_MARKS_OUTSIDE = re.sub(f"[{_CJK}]", "", _MARKS)
_TOKEN = re.compile(f"[{_CJK}][{_MARKS}]*|(?>[^\\W_{_CJK}]+|[{_MARKS_OUTSIDE}]+)+")
_PLAIN_TOKEN = re.compile("[0-9a-z]+")


def fold(text: str) -> str:
    """The text as search and sort see it: without case, accents, vowel points and hyphens, in plain letters.

    Compatibility forms are unfolded (NFKD), letters that do not decompose are replaced (ə by e, ı by i, ø
    by o), Arabic letters lose tatweel, harakat and their variants, digits become 0-9, apostrophes and
    quotation marks inside words go ("O’Neil" is "oneil"), hyphens become spaces, and every run of white space
    one space. Taking the accent from й makes it и, as ё becomes е: harmless, because queries and texts are
    folded alike. The result is in NFC, and folding it again changes nothing.
    """
    if text.isascii():
        plain = text.lower().replace("-", " ").replace("`", "'")
    else:
        plain = _plain(_plain(text.translate(_PUNCTUATION)).translate(_PUNCTUATION))
    words = " ".join(_INSIDE_WORD.sub("", plain).split())
    return unicodedata.normalize("NFC", words)


def tokens(text: str) -> list[str]:
    """The folded words of a text in order: runs of letters and digits; ideographs and kana one by one."""
    folded = fold(text)
    return (_PLAIN_TOKEN if folded.isascii() else _TOKEN).findall(folded)


def placed_tokens(text: str) -> list[tuple[str, int, int]]:
    """The same words as `tokens` with where each stands in the text as it is: start and end, end exclusive.

    Accents and invisible characters behind a letter belong to its word.
    """
    letters, origins = [], []
    for at, character in enumerate(text):
        folded = _folded_character(character)
        letters.append(folded)
        origins += [at] * len(folded)
    plain = "".join(letters)
    dropped = [found.start() for found in _INSIDE_WORD.finditer(plain)]
    for at in reversed(dropped):
        del origins[at]
    words = _TOKEN.finditer(_INSIDE_WORD.sub("", plain))
    return [
        (unicodedata.normalize("NFC", word[0]), origins[word.start()], _end(text, origins[word.end() - 1] + 1))
        for word in words
    ]


def same(a: str, b: str) -> bool:
    """True when two names are the same words after folding, or without any word fold to the same marks."""
    words = tokens(a)
    return words == tokens(b) if words else fold(a) == fold(b)


@lru_cache(maxsize=4096)
def _folded_character(character: str) -> str:
    return _plain(_plain(character.translate(_PUNCTUATION)).translate(_PUNCTUATION))


def _end(text: str, end: int) -> int:
    """Where a word ends with all that folding takes from behind its last letter."""
    while end < len(text) and not _folded_character(text[end]):
        end += 1
    return end


def _plain(text: str) -> str:
    # Accents go before case folding too, which would turn the accent "iota below" into a letter.
    bare = unicodedata.normalize("NFKD", text).translate(_DELETED)
    return unicodedata.normalize("NFKD", bare.casefold()).translate(_PLAIN)
