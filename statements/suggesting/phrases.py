"""Holders in a language that writes its nouns with capitals: a name is a run of words with capitals in it."""

from statements.suggesting.holders import LONGEST, Holders, Place

_ASIDE = 6  # words in brackets, or between an article and its noun


class Phrases(Holders):
    """The holders that stand in one sentence, told by the capitals of their nouns."""

    def before(self, end: int, low: int = 0) -> Place | None:
        """The holder that opens a clause and ends here: nothing where a preposition opens it."""
        if end > low and (self._is_pronoun(end - 1, end) or self.is_one_of("relatives", end - 1)):
            return (end - 1, end)
        if end > low and self.words[end - 1].text == ",":
            return self._with_apposition(end - 1, low)
        start = self._begun(end, low)
        if start < end and self.is_one_of("prepositions", start):
            return None
        place = self.after(start, end)
        return self._listed(place, low) if place and end - place[1] <= _ASIDE else None

    def ending(self, end: int) -> Place | None:
        """The holder right before a word like `zufolge`."""
        start = end
        while start and (start == end or self._joins(start - 1)):
            start -= 1
        return (start, end) if start < end else None

    def first(self, stop: int) -> Place | None:
        """The name or pronoun that a sentence begins with, after what leads up to it."""
        start = 0
        while start < stop and any(self.is_one_of(heading, start) for heading in ("asides", "prepositions")):
            start += 1
        return self.after(start, stop)

    def source(self, start: int, stop: int, *, opens: bool) -> Place | None:
        """The holder that follows `laut`."""
        return self.after(start, stop)

    def after(self, start: int, stop: int) -> Place | None:
        """The holder that begins here."""
        while start < stop and self.is_one_of("asides", start):
            start += 1
        if start < stop and self._is_pronoun(start, stop):
            return (start, start + 1)
        end = self._end(start, min(stop, start + LONGEST))
        return (start, end) if end > start else None

    def _with_apposition(self, end: int, low: int) -> Place | None:
        """`Der Leiter des Amtes, Alpha Beispiel,`"""
        comma = self._comma_before(end, low)
        place = self.after(self._begun(comma, low), end) if comma else None
        return place if place and place[1] == end else None

    def _begun(self, end: int, low: int) -> int:
        """Where the clause begins that ends here, without the small words that open it."""
        start = end
        while start > max(low, end - LONGEST) and not self._parts(start - 1):
            start -= 1
        while start < end and (self.is_one_of("asides", start) or self.is_one_of("clause beginnings", start)):
            start += 1
        return start

    def _parts(self, at: int) -> bool:
        word = self.words[at]
        if word.quotation:
            return not self._is_name(at)
        return word.text in (",", ";", ":", "?", "!") or word.is_dash or self.is_one_of("that", at)

    def _joins(self, at: int) -> bool:
        if self.words[at].quotation or not self.words[at].is_word:
            return False
        return self.words[at].is_capital or self.is_one_of("joins within a name", at) or self._describes(at)

    def _is_pronoun(self, at: int, stop: int) -> bool:
        noun_follows = at + 1 < stop and self.words[at + 1].is_capital
        return self.is_one_of("pronouns", at) and not noun_follows

    def _is_name(self, at: int) -> bool:
        return self.words[at].quotation is not None and not self.speaks(at)

    def _end(self, start: int, stop: int) -> int:
        """Where the run of words ends that make a name; `start` where none begins."""
        end, at, awaits_noun = start, start, True
        while at < stop:
            if awaits_noun and self._describes(at):
                at += 1
            elif self._is_noun(at, awaits_noun):
                at = end = at + 1
                awaits_noun = False
            elif not awaits_noun and self._goes_on(at, stop):
                at, awaits_noun = at + 1, True
            elif at > start and (further := self._aside_ends(at, stop, awaits_noun)):
                at, end = further, end if awaits_noun else further
            else:
                break
        return end

    def _is_noun(self, at: int, awaits_noun: bool) -> bool:
        word = self.words[at]
        if word.quotation:
            return self._is_name(at)
        return word.is_word and word.is_capital and (awaits_noun or not word.text[0].isdigit())

    def _goes_on(self, at: int, stop: int) -> bool:
        """Whether a name goes on behind its noun: `des Amtes`, or `Angaben libanesischer Kreise`."""
        noun_follows = at + 1 < stop and self.words[at + 1].is_capital
        return self.is_one_of("joins within a name", at) or (self.is_one_of("genitives", at) and noun_follows)

    def _describes(self, at: int) -> bool:
        """Whether a word may stand before a noun in a name: an article, an adjective."""
        word = self.words[at]
        if self.is_one_of("articles", at):
            return True
        return word.is_word and word.text[0].islower() and self.is_one_of("adjectives", at)

    def _aside_ends(self, at: int, stop: int, awaits_noun: bool) -> int | None:
        """Where `(SPD)`, the stop of an initial, an apposition, or `am Dienstag veröffentlichten` ends."""
        if awaits_noun:
            return self._inserted_ends(at, stop)
        mark = self.words[at].text
        if mark == "." and at + 1 < stop and self.words[at + 1].is_capital:
            return at + 1
        if mark == "(":
            return next((n + 1 for n in range(at, min(at + _ASIDE, stop)) if self.words[n].text == ")"), None)
        return self._apposition_ends(at + 1, stop) if mark == "," else None

    def _inserted_ends(self, at: int, stop: int) -> int | None:
        for n in range(at + 1, min(at + _ASIDE, stop - 1)):
            if self._describes(n) and self.words[n + 1].is_capital and not self.is_one_of("articles", n):
                return n
        return None

    def _apposition_ends(self, at: int, stop: int) -> int | None:
        if at >= stop or not (self.words[at].is_capital or self.is_one_of("articles", at)):
            return None
        end = self._end(at, stop)
        closed = end >= stop or self.words[end].text in (",", ".", ":")
        return end if end > at and closed else None
