"""A text read for what it says that somebody said."""

from collections.abc import Iterator
from itertools import pairwise

from statements.suggesting import languages
from statements.suggesting.figures import own_figures
from statements.suggesting.languages import Language
from statements.suggesting.readings import Reading
from statements.suggesting.sentences import Sentence, sentences
from statements.suggesting.subject_first import SubjectFirstReading
from statements.suggesting.suggestion import Stretch, Suggestion
from statements.suggesting.verb_last import VerbLastReading
from statements.suggesting.verb_second import VerbSecondReading


def suggestions(text: str, language: str) -> list[Suggestion]:
    """What a text may ascribe to somebody, in order; `language` is a BCP 47 tag.

    The text is expected in its normal form (see texts); offsets are its code points. Where a language has no lists,
    quotations are all that is found. Nothing is stored, and nothing is more than a proposal.
    """
    lists = languages.spoken(language)
    readings = [_reading(sentence, lists) for sentence in sentences(text, lists)]
    for reading, following in pairwise(readings):
        if reading.paragraph == following.paragraph:
            reading.following = following
    return sorted(set(_suggested(readings, lists)), key=lambda suggestion: suggestion.content)


def _reading(sentence: Sentence, language: Language) -> Reading:
    if language.goes("a comma before reported words"):
        return VerbSecondReading(sentence, language)
    if language.goes("the verb comes last"):
        return VerbLastReading(sentence, language)
    return SubjectFirstReading(sentence, language)


def _suggested(readings: list[Reading], language: Language) -> Iterator[Suggestion]:
    holder: Stretch | None = None
    paragraph, taken = -1, set[int]()
    for reading in readings:
        made = list(reading.suggestions())
        if not made and holder and reading.paragraph == paragraph:
            made = list(reading.reported(holder))
        taken.update(start for suggestion in made for start in reading.quoted_in(suggestion))
        holder = reading.speaker(made) or holder
        made += list(reading.quoted(taken, made, holder))
        if not made:
            yield from own_figures(reading)
        if made:
            paragraph = reading.paragraph
        yield from made
