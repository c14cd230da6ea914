"""Holders in a language that writes its nouns with capitals: a name is a run of words with capitals in it."""

from statements.suggesting.holders import LONGEST, Holders, Place

_ADJECTIVES = ("e", "en", "er", "es", "em")


class Phrases(Holders):
    """The holders that stand in one sentence, told by the capitals of their nouns."""

    def before(self, end: int, low: int = 0) -> Place | None:
        """The holder that opens a clause and ends here: nothing where a preposition opens it."""
        start = self._clause(end, max(low, end - LONGEST))
        while start < end and self.is_one_of("asides", start) and not self.words[start].text.isupper():
            start += 1
        if start < end and self.is_one_of("prepositions", start):
            return None
        place = self.after(start, end)
        return place if place and place[1] - start >= (end - start) // 2 else None

    def ending(self, end: int) -> Place | None:
        """The holder right before a word like `zufolge`."""
        start = end
        while start and self._joins(start - 1, start == end):
            start -= 1
        return (start, end) if start < end else None

    def _joins(self, at: int, is_last: bool) -> bool:
        word = self.words[at]
        if is_last or (word.is_capital and word.is_word) or word.quotation:
            return True
        return self.is_one_of("articles", at) or self.is_one_of("joins within a name", at) or self._describes(at)

    def source(self, start: int, stop: int) -> Place | None:
        """The holder that follows `laut`."""
        return self.after(start, stop)

    def after(self, start: int, stop: int) -> Place | None:
        """The holder that begins here."""
        while start < stop and not (self.words[start].is_word or self.words[start].quotation):
            start += 1
        if start < stop and self.is_one_of("pronouns", start) and not self._noun_follows(start, stop):
            return (start, start + 1)
        end = self._end(start, min(stop, start + LONGEST))
        return (start, end) if end > start else None

    def _noun_follows(self, at: int, stop: int) -> bool:
        return at + 1 < stop and self.words[at + 1].is_capital

    def _end(self, start: int, stop: int) -> int:
        """Where the run of words ends that make a name; `start` where none begins."""
        end, at, open_ended = start, start, True
        while at < stop:
            word = self.words[at]
            if word.quotation or (word.is_word and word.is_capital):
                at = end = at + 1
                open_ended = False
            elif word.is_word and (self._describes(at) if open_ended else self.is_one_of("joins within a name", at)):
                at, open_ended = at + 1, True
            elif end > start and (further := self._aside_ends(at, stop)):
                at = end = further
            else:
                break
        return end

    def _describes(self, at: int) -> bool:
        """Whether a word may stand before a noun in a name: an article, an adjective."""
        word = self.words[at]
        return word.is_word and (
            self.is_one_of("articles", at) or (word.lower.endswith(_ADJECTIVES) and not self.is_one_of("that", at))
        )

    def _aside_ends(self, at: int, stop: int) -> int | None:
        """Where a stop of an initial, `(SPD)`, or an apposition between commas ends that goes on with a name."""
        mark = self.words[at].text
        if mark == "." and at + 1 < stop and self.words[at + 1].is_capital:
            return at + 1
        if mark == "(":
            return next((n + 1 for n in range(at, min(at + 6, stop)) if self.words[n].text == ")"), None)
        if mark != "," or at + 1 >= stop or not self.words[at + 1].is_word or self.is_one_of("that", at + 1):
            return None
        end = self._end(at + 1, stop)
        named = self.words[at + 1].is_capital or self.is_one_of("articles", at + 1)
        closed = end >= stop or self.words[end].text in (",", ".")
        return end if named and end > at + 1 and closed else None
