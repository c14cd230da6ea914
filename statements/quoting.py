"""Finding pasted words in a text, however they were typed, and telling where they leave it.

Offsets are Unicode code points, ends exclusive. Texts are expected in their normal form (see texts).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from statements.broken_quotations import BREAK, WINDOW, BrokenQuotation
from statements.characters import cuts_either
from statements.folding import Folded, differences

_LONGEST_OVERLAPPING = 200
_SHOWN = 40


@dataclass(frozen=True)
class Found:
    """A place where pasted words stand: its pieces (start, end) in order, and what differed, in plain words."""

    pieces: tuple[tuple[int, int], ...]
    notes: tuple[str, ...]


def find(text: str, words: str) -> list[Found]:
    """The places where pasted words stand in the text, in order; [] when they do not.

    Exact places come alone, without notes. Failing those, places where only quotation marks, white space, dashes,
    the dots of an ellipsis or invisible characters differ. Failing those too, an ellipsis or a [bracketed
    insertion] that does not stand in the text may stand for skipped words: then several pieces lie within WINDOW
    characters, no word cut. White space around the words is ignored; capitals must match. Places may overlap,
    unless the words are longer than 200 characters.
    """
    wanted = _pasted(words)
    if not wanted:
        return []
    exact = [
        Found(((start, start + len(wanted)),), ())
        for start in _places(text, wanted)
        if not cuts_either(text, start, start + len(wanted))
    ]
    if exact:
        return exact
    folded = Folded(text)
    return _find_alike(folded, wanted) or [Found(*place) for place in BrokenQuotation(folded, wanted).places()]


def differing(text: str, words: str) -> str:
    """One sentence on where pasted words leave the text, for a message when find() gives nothing.

    The part of the words that is looked at is the first between breaks (… or [...]) that the text does not have.
    """
    wanted = _pasted(words)
    if not wanted:
        return "there are no words to look for"
    folded = Folded(text)
    ours = Folded(wanted)
    if ours.folded.strip(" ") in folded.folded:
        return "the words are in the text, but begin or end inside a character"
    start = 0
    for mark in (*BREAK.finditer(ours.folded), None):
        words = ours.folded[start : mark.start() if mark else None].strip(" ")
        if words not in folded.folded:
            return _difference(folded, words)
        start = mark.end() if mark else start
    return f"each part is in the text, but not in this order within {WINDOW:,} characters"


def _pasted(words: str) -> str:
    """Words as texts have them, without the white space that a paste brings along."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _places(text: str, words: str) -> Iterator[int]:
    # Long words that repeat themselves would be compared anew at every character.
    step = 1 if len(words) <= _LONGEST_OVERLAPPING else len(words)
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + step)


def _find_alike(folded: Folded, wanted: str) -> list[Found]:
    words = Folded(wanted).folded.strip(" ")
    founds = []
    for at in _places(folded.folded, words) if words else ():
        start, end = folded.original(at, at + len(words))
        if not cuts_either(folded.text, start, end):
            founds.append(Found(((start, end),), differences(folded.text[start:end], wanted)))
    return founds


def _difference(folded: Folded, words: str) -> str:
    """Where folded words that the text does not have leave it."""
    length = _longest_prefix(folded.folded, words)
    at = folded.folded.find(words[:length]) + length
    while length and words[length - 1].isalnum() and (words[length].isalnum() or folded.folded[at : at + 1].isalnum()):
        length, at = length - 1, at - 1
    said = words[:length].strip(" ")
    mine = _next_words(words[length:])
    if not said:
        return f"the text nowhere has ‘{mine}’"
    theirs = _next_words(folded.folded[at : at + _SHOWN])
    instead = f"has ‘{theirs}’" if theirs else "ends"
    return f"found up to ‘{_ending(said)}’; then the text {instead} where you have ‘{mine}’"


def _longest_prefix(text: str, words: str) -> int:
    """How much of the words' beginning stands somewhere in the text, by halving."""
    found, missing = 0, len(words)
    while missing - found > 1:
        middle = (found + missing) // 2
        if words[:middle] in text:
            found = middle
        else:
            missing = middle
    return found


def _ending(text: str) -> str:
    return text if len(text) <= _SHOWN else "…" + text[-_SHOWN:]


def _next_words(text: str) -> str:
    return " ".join(text[:_SHOWN].split(" ")[:4]).strip(" ")
