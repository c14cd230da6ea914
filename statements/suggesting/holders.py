"""Whose words they are: the name, the title or the pronoun before or after a cue.

Places are numbers of words; a holder is (first, end), end exclusive.
"""

from statements.suggesting.languages import Language
from statements.suggesting.sentences import Word

Place = tuple[int, int]
_LONGEST = 45


class Holders:
    """The holders that stand in one sentence."""

    def __init__(self, words: list[Word], language: Language) -> None:
        self.words, self.language = words, language

    def before(self, end: int, low: int = 0) -> Place | None:
        """The holder that ends here, at the earliest from `low`: with what is said of it between commas."""
        low = max(low, end - _LONGEST)
        if end <= low:
            return None
        if self._is("pronouns", end - 1):
            return (end - 1, end)
        if self.words[end - 1].text == ",":
            return self._with_apposition(end, low)
        return self._named(self._clause(end, low), end)

    def after(self, start: int, stop: int) -> Place | None:
        """The holder that begins here: with what follows a comma in it, up to a circumstance or a quotation."""
        while start < stop and not self.words[start].is_word:
            start += 1
        end = start
        while end < min(stop, start + _LONGEST) and not self._ends_name(end, start):
            end += 1
        while end > start and not self.words[end - 1].is_word and self.words[end - 1].text not in ')”"':
            end -= 1
        if self._is("pronouns", start):
            return (start, start + 1)
        return (start, end) if end > start else None

    def _ends_name(self, at: int, start: int) -> bool:
        word = self.words[at]
        if word.text == ",":
            return not self._apposes(at)
        if word.quotation:
            return self.words[at - 1].text == ","
        if word.text in ".;:?!" or word.is_dash:
            return True
        return at > start and (self._is("circumstances", at) or self._is("that", at))

    def _apposes(self, comma: int) -> bool:
        """Whether what follows a comma tells more of the name before it."""
        if comma + 1 >= len(self.words):
            return False
        after = self.words[comma + 1]
        if after.quotation or self._is("circumstances", comma + 1) or self._is("that", comma + 1):
            return False
        return not self._is("clause beginnings", comma + 1) and not self._is("pronouns", comma + 1)

    def _with_apposition(self, end: int, low: int) -> Place | None:
        """A name with what stands after it between commas: `Ban, the secretary general,`."""
        comma = self._comma_before(end - 1, low)
        if comma is None:
            return None
        place = self._named(self._clause(comma, low), comma)
        further = self._comma_before(comma, low)
        if further is not None and place and place[0] == further + 1:
            longer = self._named(self._clause(further, low), further)
            place = longer or place
        return (place[0], end - 1) if place else None

    def _comma_before(self, at: int, low: int) -> int | None:
        for number in range(at - 1, low - 1, -1):
            if self.words[number].quotation:
                return None
            if self.words[number].text == ",":
                return number
        return None

    def _clause(self, end: int, low: int) -> int:
        """Where the stretch of words begins that ends here."""
        at = end
        while at > low and not self._parts(at - 1, at == end):
            at -= 1
        return at

    def _parts(self, at: int, at_the_name: bool) -> bool:
        word = self.words[at]
        if word.quotation or word.text in ",;:?!" or word.is_dash:
            return not at_the_name or word.quotation is None
        return self._is("that", at) or self._is("clause beginnings", at)

    def _named(self, start: int, end: int) -> Place | None:
        """The stretch without what leads up to the name: prepositions with their words, and circumstances."""
        while start < end and (self._is("circumstances", start) or not self.words[start].is_word):
            if self.words[start].quotation:
                break
            start += 1
        if start < end and self._is("prepositions", start):
            start = self._last_name(start, end)
        return (start, end) if start < end and any(word.is_word for word in self.words[start:end]) else None

    def _last_name(self, start: int, end: int) -> int:
        """Where the last name of a stretch begins: with an article or a capital letter."""
        at = end - 1
        while at > start and not self._is("articles", at) and not self._is("prepositions", at - 1):
            if self.words[at].is_capital and not self.words[at - 1].is_capital and not self._is("articles", at - 1):
                break
            at -= 1
        return at

    def _is(self, heading: str, at: int) -> bool:
        return at < len(self.words) and self.language.has(heading, self.words[at].lower)
