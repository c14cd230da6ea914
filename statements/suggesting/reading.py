"""A text read for what it says that somebody said."""

from itertools import pairwise

from statements.suggesting import languages
from statements.suggesting.readings import Reading
from statements.suggesting.sentences import sentences
from statements.suggesting.suggestion import Suggestion


def suggestions(text: str, language: str) -> list[Suggestion]:
    """What a text may ascribe to somebody, in order; `language` is a BCP 47 tag.

    The text is expected in its normal form (see texts); offsets are its code points. Where a language has no lists,
    quotations are all that is found. Nothing is stored, and nothing is more than a proposal.
    """
    lists = languages.spoken(language)
    readings = [Reading(sentence, lists) for sentence in sentences(text, lists)]
    for reading, following in pairwise(readings):
        if reading.paragraph == following.paragraph:
            reading.following = following
    found = {made for reading in readings for made in reading.suggestions()}
    return sorted(found, key=lambda suggestion: suggestion.content)
