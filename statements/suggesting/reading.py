"""A text read for what it says that somebody said."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from statements.characters import cuts_either
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
        if reading.paragraph == following.paragraph or reading.is_left_open or following.goes_on_from(reading):
            reading.following = following
    suggested = _suggested(readings)
    joined = suggested if lists.goes("quoted parts apart") else _joined(text, suggested)
    found = {made for made in joined if not _cuts(text, made)}
    return sorted(found, key=lambda made: (made.content, made.cue or (0, 0), made.reading))


def _cuts(text: str, made: Suggestion) -> bool:
    """Whether a stretch of it would part a letter from its accent, and so could be no span."""
    stretches = (*made.content, made.cue, made.holder)
    return any(cuts_either(text, *stretch) for stretch in stretches if stretch)


def _reading(sentence: Sentence, language: Language) -> Reading:
    if language.goes("a comma before reported words"):
        return VerbSecondReading(sentence, language)
    if language.goes("the verb comes last"):
        return VerbLastReading(sentence, language)
    return SubjectFirstReading(sentence, language)


def _suggested(readings: list[Reading]) -> Iterator[Suggestion]:
    holder: Stretch | None = None
    heard = last = None  # the sentence that last told of the holder, and the one before this
    paragraph, taken = -1, set[int]()
    for reading in readings:
        made = list(reading.suggestions())
        if not made and holder and reading.paragraph == paragraph:
            made = list(reading.reported(holder))
        if reading.language.goes("the verb comes first"):  # and may have no subject: `وأضاف أن`
            made = [one if one.holder else replace(one, holder=holder) for one in made]
        taken.update(start for suggestion in made for start in reading.quoted_in(suggestion))
        if named := reading.speaker(made):
            holder, heard = named, reading
        is_known = reading.goes_to_last_holder or (heard is not None and heard in (last, reading))
        quoted = list(reading.quoted(taken, made, holder if is_known else None))
        if quoted and is_known:
            heard = reading
        made += quoted
        if not made:
            yield from own_figures(reading)
        if made:
            paragraph = reading.paragraph
        yield from made
        last = reading


def _joined(text: str, suggested: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions, with quotations made one that have no cue and nothing but white space between them."""
    last: Suggestion | None = None
    for made in suggested:
        if last and _goes_on(text, last, made):
            last = replace(last, content=last.content + made.content)
            continue
        if last:
            yield last
        last = made
    if last:
        yield last


def _goes_on(text: str, last: Suggestion, made: Suggestion) -> bool:
    if last.cue or made.cue or not last.mode == made.mode == "direct" or last.holder != made.holder:
        return False
    between = text[last.content[-1][1] : made.content[0][0]]
    return between.isspace()
