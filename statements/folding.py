"""Texts with what typing changes made alike: quotation marks, spaces, dashes, dots, and what is invisible."""

import re
from bisect import bisect_right

_QUOTES = "\"'“”„‟‘’‚‛«»‹›″′`´ʼ〝〞＂＇「」『』"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_SPACES = " \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008" \
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # fmt: skip
_INVISIBLE = "\xad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"

# A text never contains NUL, so it can stand for what nobody sees.
_DOTS = r"\.{3}[.…]*|\.{0,2}…[.…]*"
_RUN = re.compile(rf"[ \x00]{{2,}}|\x00|-[-\x00]+|{_DOTS}")
_DIFFERENCES = (
    ("quotation marks differ", re.compile(f"[{re.escape(_QUOTES)}]")),
    ("spaces differ", re.compile(f"[{_SPACES}]+")),
    ("dashes differ", re.compile(f"[{re.escape(_DASHES)}]+")),
    ("dots of an ellipsis differ", re.compile(_DOTS)),
    ("invisible characters differ", re.compile(f"[{_INVISIBLE}]")),
)


class Folded:
    """A text with its quotation marks, spaces, dashes and dots made alike, and the way back to its offsets.

    Runs of spaces, of dashes and of three or more dots become one character, what is invisible goes. Kept as one
    string and the few places where its length changes, so that str.find can search megabytes at once.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        kept: list[str] = []
        # From folded offset _ours[i] on, the character at folded offset n is the text's _theirs[i] + n - _ours[i].
        self._ours, self._theirs = [0], [0]
        alike, done, length = _alike(text), 0, 0
        for run in _RUN.finditer(alike):
            one = _one_for(run[0])
            kept += (alike[done : run.start()], one)
            length += run.start() - done
            self._ours += (length, length + len(one))
            self._theirs += (run.start(), run.end())
            length, done = length + len(one), run.end()
        kept.append(alike[done:])
        self.folded = "".join(kept)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text of a stretch of the folded one that is not empty."""
        i, j = bisect_right(self._ours, start) - 1, bisect_right(self._ours, end - 1) - 1
        # Odd places are the runs, each standing for more than one character of the text; even ones follow them.
        stop = self._theirs[j + 1] if j % 2 else self._theirs[j] + end - self._ours[j]
        return self._theirs[i] + start - self._ours[i], stop


def differences(there: str, wanted: str) -> tuple[str, ...]:
    """In what two stretches differ that are alike when folded, in plain words."""
    return tuple(note for note, pattern in _DIFFERENCES if pattern.findall(there) != pattern.findall(wanted))


def _alike(text: str) -> str:
    """The text, as long as it was, with one quotation mark, one dash, one space, and NUL for what is invisible."""
    for characters, one in ((_QUOTES, "'"), (_DASHES, "-"), (_SPACES, " "), (_INVISIBLE, "\x00")):
        for character in characters:
            if character != one:
                text = text.replace(character, one)
    return text


def _one_for(run: str) -> str:
    if run[0] in "-.…":
        return "-" if run[0] == "-" else "…"
    return " " if " " in run else ""
