"""Quotations that their writer interrupts between dashes, within the marks: `«Да, — сказал министр, — это так»`."""

import re
from dataclasses import replace
from itertools import pairwise

from statements.suggesting.cues import cues
from statements.suggesting.holders import Holders, Place
from statements.suggesting.languages import Language
from statements.suggesting.sentences import Word, words_of
from statements.suggesting.suggestion import Stretch, Suggestion

_DASH = re.compile(r"(?<=[,.!?…])\s+[—–-]\s+")
_MOST = 12  # words between the dashes


def interrupted(quotation: Word, language: Language) -> Suggestion | None:
    """What is quoted on both sides of who says it, or before; None where no verb of saying stands between dashes."""
    end = len(quotation.text)
    dashes = [dash.span() for dash in _DASH.finditer(quotation.text)]
    for (before, start), (stop, behind) in pairwise([*dashes, (end, end)]):
        words = _words(quotation, start, stop)
        found = cues(words, language) if len(words) <= _MOST else []
        cue = next((cue for cue in found if cue.kind == "verbs of saying"), None)
        if cue is None:
            continue
        holders = Holders(words, language)
        holder = holders.before(cue.lead) or holders.after(cue.end, len(words))
        first, last = (quotation.start, quotation.start + before), (quotation.start + behind, quotation.end)
        content = (first, last) if behind < end else (first,)
        who = holder and _stretch(words, holder)
        return Suggestion(content, _stretch(words, (cue.lead, cue.end)), who, "direct", "said around its cue")
    return None


def _words(quotation: Word, start: int, stop: int) -> list[Word]:
    """The words of a stretch of a quotation, where they stand in the text."""
    found = (word for word in words_of(quotation.text, start, stop) if word.is_word)
    return [replace(word, start=word.start + quotation.start, end=word.end + quotation.start) for word in found]


def _stretch(words: list[Word], place: Place) -> Stretch:
    return words[place[0]].start, words[place[1] - 1].end
