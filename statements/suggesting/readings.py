"""One cue read in its sentence: what is said, and by whom."""

from collections.abc import Iterator

from statements.suggesting.cues import Cue, cues
from statements.suggesting.holders import Holders, Place
from statements.suggesting.languages import Language
from statements.suggesting.sentences import Sentence, Word
from statements.suggesting.suggestion import Mode, Stretch, Suggestion

_TRIMMED = ",;:–—-()"
_SHORT = 3


class Reading:
    """A sentence with its cues, read from left to right."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.words, self.sentence, self.language = sentence.words, sentence, language
        self.cues = cues(sentence.words, language)
        self.holders = Holders(sentence.words, language)
        self.end = len(self.words)
        while self.end and self.words[self.end - 1].text in (".", "!", "?", "…"):
            self.end -= 1

    def suggestions(self) -> Iterator[Suggestion]:
        """What each cue of the sentence suggests."""
        for number, cue in enumerate(self.cues):
            following = self.cues[number + 1] if number + 1 < len(self.cues) else None
            suggestion = self._read(cue, following)
            if suggestion:
                yield suggestion

    def _read(self, cue: Cue, following: Cue | None) -> Suggestion | None:
        if cue.kind == "before the holder":
            return self._source_before(cue)
        if cue.kind == "after the holder":
            return self._source_after(cue)
        if cue.kind == "nouns of saying":
            return self._noun(cue)
        return self._verb(cue, following)

    # "according to": the holder beside it, the rest of the sentence is said

    def _source_before(self, cue: Cue) -> Suggestion | None:
        holder = self.holders.after(cue.end, self.end)
        return self._around(cue, cue.first, holder[1] if holder else cue.end, holder, "a source is named")

    def _source_after(self, cue: Cue) -> Suggestion | None:
        holder = self.holders.before(cue.first)
        return self._around(cue, holder[0] if holder else cue.first, cue.end, holder, "a source is named")

    def _around(self, cue: Cue, start: int, end: int, holder: Place | None, reading: str) -> Suggestion | None:
        pieces = [self._trimmed(0, start), self._trimmed(end, self.end)]
        return self._made(cue, holder, [piece for piece in pieces if piece], reading)

    def _noun(self, cue: Cue) -> Suggestion | None:
        """`his claim that ...`: said is what follows."""
        holder = self.holders.before(cue.first)
        said = self._trimmed(cue.end, self.end)
        return self._made(cue, holder, [said] if said else [], "a noun tells what was said")

    # Verbs: what is said stands before, after, or on both sides

    def _verb(self, cue: Cue, following: Cue | None) -> Suggestion | None:
        holder = self.holders.before(cue.lead)
        start = holder[0] if holder else cue.lead
        stop = self._stop(cue, following)
        left = self._trimmed(0, start)
        if self._closes(start):
            inverted = None if holder else self.holders.after(cue.inner, stop)
            end = inverted[1] if inverted else cue.end
            right = self._quoted_right(end, stop)
            if self.words[start - 1].quotation or self._quotes(left) or right or self._says_no_more(end, stop):
                pieces = [piece for piece in (left, right) if piece]
                return self._made(cue, holder or inverted, pieces, "said before its cue", go_on=True)
        said = self._right(cue.end, stop)
        return self._made(cue, holder, [said] if said else [], "said after its cue", go_on=True)

    def _closes(self, at: int) -> bool:
        """Whether what may be said ends right before a place: with a quotation or a comma."""
        return at > 0 and (self.words[at - 1].quotation is not None or self.words[at - 1].text == ",")

    def _quotes(self, place: Place | None) -> bool:
        return place is not None and any(word.quotation for word in self.words[place[0] : place[1]])

    def _stop(self, cue: Cue, following: Cue | None) -> int:
        return self.end

    def _quoted_right(self, at: int, stop: int) -> Place | None:
        """What goes on behind an interrupting cue: a quotation after a comma, or plain words after one."""
        while at < stop and self.words[at].text != "," and not self.words[at].quotation:
            at += 1
        return self._trimmed(at, stop)

    def _says_no_more(self, at: int, stop: int) -> bool:
        return at >= stop or not self.words[at].is_word or self._is("circumstances", at)

    def _right(self, at: int, stop: int) -> Place | None:
        """What is said after a verb: from its `that`, its quotation or its colon on, else all."""
        for number in range(at, min(stop, at + 12)):
            if self._is("that", number):
                return self._trimmed(number + 1, stop)
            if self.words[number].quotation or self.words[number].text == ":":
                return self._trimmed(number, stop)
        return self._trimmed(at, stop)

    # Making the suggestion

    def _is(self, heading: str, at: int) -> bool:
        return at < len(self.words) and self.language.has(heading, self.words[at].lower)

    def _trimmed(self, start: int, end: int) -> Place | None:
        """A stretch without marks and joining words at its ends; None when nothing is left."""
        while start < end and self.words[start].text in _TRIMMED:
            start += 1
        while end > start and self.words[end - 1].text in _TRIMMED:
            end -= 1
        return (start, end) if start < end else None

    def _made(
        self, cue: Cue, holder: Place | None, pieces: list[Place], reading: str, *, go_on: bool = False
    ) -> Suggestion | None:
        if not pieces:
            return None
        said = [word for start, end in pieces for word in self.words[start:end]]
        if not any(word.quotation for word in said) and sum(word.is_word for word in said) < _SHORT:
            return None
        content = [self._stretch(piece) for piece in pieces]
        if go_on and said[-1].quotation:
            content += list(self._continued())
        where = self._stretch(holder) if holder else None
        return Suggestion(tuple(content), self._stretch((cue.first, cue.end)), where, _mode(said), reading)

    def _continued(self) -> Iterator[Stretch]:
        """The sentences after this one in its paragraph that are quotations and nothing else."""
        following = self.sentence.following
        while following and following.is_quotation:
            yield following.words[0].start, following.words[-1].end
            following = following.following

    def _stretch(self, place: Place) -> Stretch:
        return self.words[place[0]].start, self.words[place[1] - 1].end


def _mode(said: list[Word]) -> Mode:
    quoted = [word for word in said if word.quotation]
    if not quoted:
        return "indirect"
    return "mixed" if any(word.is_word for word in said) else "direct"
