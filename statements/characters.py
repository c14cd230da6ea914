"""Where a text may be cut: never inside a character as readers see it, and where words are skipped, not inside a word.

Offsets are Unicode code points. What readers see as one character follows Unicode Standard Annex 29.
"""

import re
import unicodedata

# Scripts that write words without spaces between them.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


def cuts_character(text: str, at: int) -> bool:
    """Whether a cut here parts a letter from its accent, an emoji from its variant, or the letters of a flag."""
    if not 0 < at < len(text) or text[at - 1] in "\n\t":
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M" or after == "\u200d" or _continues_emoji(after):
        return True
    if before == "\u200d":
        # Persian ends some abbreviations with a joiner: before a space or a full stop it joins nothing.
        return unicodedata.category(after)[0] not in "ZPC"
    return _is_regional(before) and _is_regional(after) and _regionals_before(text, at) % 2 == 1


def cuts_either(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends inside a character."""
    return cuts_character(text, start) or cuts_character(text, end)


def cuts_word(text: str, at: int) -> bool:
    """Whether a cut here lies between two letters or digits of scripts that part their words."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and not (_UNPARTED.match(before) or _UNPARTED.match(after))


def _continues_emoji(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regionals_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_regional(text[start - 1]):
        start -= 1
    return at - start
