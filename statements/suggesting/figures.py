"""Figures that a text gives in its own voice: a number beside something that is counted."""

from collections.abc import Iterator

from statements.suggesting.readings import Reading
from statements.suggesting.suggestion import Suggestion

_NEAR = 4


def own_figures(reading: Reading) -> Iterator[Suggestion]:
    """The whole sentence, where a number counts what the language's list of counted things names."""
    words = reading.words
    for at in range(reading.end):
        if words[at].text[0].isdigit() or reading.language.has("number words", words[at].lower):
            counted = words[at + 1 : at + 1 + _NEAR]
            if any(reading.language.has("counted", word.lower) for word in counted):
                stretch = (words[0].start, words[reading.end - 1].end)
                yield Suggestion((stretch,), None, None, "none", "a figure in the text's own voice")
                return
