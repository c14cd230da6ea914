"""A sentence read for what it says that somebody said."""

from collections.abc import Iterator
from dataclasses import replace

from statements.suggesting.cues import Cue, cues
from statements.suggesting.holders import Holders, Place
from statements.suggesting.languages import Language
from statements.suggesting.phrases import Phrases
from statements.suggesting.sentences import Sentence, Word
from statements.suggesting.suggestion import Mode, Stretch, Suggestion

_TRIMMED = ",;:–—-()"
_FEWEST_WORDS = 3
_FAR = 14
_FEWEST_QUOTED = 4


class Reading:
    """A sentence with its cues, read from left to right; `following` is the next one of its paragraph."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.words, self.paragraph, self.language = sentence.words, sentence.paragraph, language
        self.cues = cues(sentence.words, language)
        self.holders = (
            Phrases(sentence.words, language)
            if language.goes("nouns have capitals")
            else Holders(sentence.words, language)
        )
        self.following: Reading | None = None
        self.end = len(self.words)
        while self.end and self.words[self.end - 1].text in (".", "!", "?", "…"):
            self.end -= 1

    def suggestions(self) -> Iterator[Suggestion]:
        """What each cue of the sentence suggests."""
        known: Place | None = None
        for number, cue in enumerate(self.cues):
            place, suggestion = self._read(number, cue, known)
            known = place or known
            if suggestion:
                yield suggestion

    def _read(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if cue.kind == "before the holder":
            return self._source(cue, self.holders.source(cue.end, self.end))
        if cue.kind == "after the holder":
            return self._source(cue, self.holders.before(cue.first))
        if cue.kind == "without a holder":
            return known, self._made(cue, known, [(cue.end, self.end)], "the holder is the one before")
        if cue.kind == "nouns of saying":
            holder = self.holders.before(cue.first)
            return holder, self._made(cue, holder, [(cue.end, self._stop(number))], "a noun tells what was said")
        if cue.kind == "participles":
            holder = known or self.holders.first(cue.first)
            return holder, self._after(number, cue, holder)
        return self._verb(number, cue, known)

    def _source(self, cue: Cue, holder: Place | None) -> tuple[Place | None, Suggestion | None]:
        """`according to`: the holder beside it, and the rest of the sentence is said."""
        start = min(cue.first, holder[0]) if holder else cue.first
        end = max(cue.end, holder[1]) if holder else cue.end
        return holder, self._made(cue, holder, [(0, start), (end, self.end)], "a source is named")

    # Verbs: what is said stands before, after, or on both sides

    def _verb(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if self._is_noun(cue):
            return None, None
        low = self.cues[number - 1].end if number else 0
        stop = self._stop(number)
        holder = self.holders.before(cue.lead, low)
        if holder is None and cue.lead and self._one_of("clause beginnings", cue.lead - 1):
            holder = known or self.holders.first(cue.lead - 1)
        if cue.kind == "verbs with an object":
            return holder, self._after(number, cue, holder) if holder else None
        if self._is_quotation(cue.lead - 1) or (self._is(cue.lead - 1, ",") and self._ends_with_name(cue.end, stop)):
            holder = self.holders.after(cue.end, stop)
            return holder, self._before(number, cue, low, (cue.lead, holder[1] if holder else cue.end), holder)
        if holder and self._stands_between(holder, cue, stop):
            return holder, self._before(number, cue, low, (holder[0], cue.end), holder)
        if holder is None and cue.lead == cue.first:
            return None, None
        return holder, self._after(number, cue, holder)

    def _is_noun(self, cue: Cue) -> bool:
        """Whether a verb's form is a noun here: `the claims`, `of reports`."""
        return self._one_of("articles", cue.first - 1) or (
            self._one_of("prepositions", cue.first - 1) and cue.lead == cue.first
        )

    def _ends_with_name(self, start: int, stop: int) -> bool:
        """Whether nothing but a name stands here: `..., said the minister.`"""
        words = self.words[start:stop]
        verb = any(self._one_of("helping words", at) or self._one_of("that", at) for at in range(start, stop))
        named = bool(words) and words[0].is_word and not self._tells_circumstances(start, stop)
        return named and not verb and not any(word.quotation for word in words)

    def _stands_between(self, holder: Place, cue: Cue, stop: int) -> bool:
        """Whether `he said` closes or interrupts what is said, and does not open it."""
        if self._one_of("relatives", holder[0]) or not holder[0]:
            return False
        if self._is_quotation(holder[0] - 1):
            return True
        before = holder[0] - 1
        if not self._is(before, ",") and not (self._one_of("clause beginnings", before) and self._is(before - 1, ",")):
            return False
        return cue.end >= stop or self._is(cue.end, ",") or self._tells_circumstances(cue.end, stop)

    def _tells_circumstances(self, start: int, stop: int) -> bool:
        leads = self._one_of("circumstances", start) or self._one_of("prepositions", start)
        return leads and not any(self._one_of("that", at) or self._is_quotation(at) for at in range(start, stop))

    def _before(self, number: int, cue: Cue, low: int, between: Place, holder: Place | None) -> Suggestion | None:
        """What stands before its cue, and goes on behind it."""
        start, end = between
        pieces = [(low, start)]
        quoted = any(word.quotation for word in self.words[low:start])
        for at in range(end, self._stop(number)):
            if self._is_quotation(at) or (self._is(at, ",") and not quoted):
                pieces.append((at, self._stop(number)))
                break
        return self._made(cue, holder, pieces, "said before its cue", goes_on=True)

    def _after(self, number: int, cue: Cue, holder: Place | None) -> Suggestion | None:
        """What stands after its cue: from its `that`, its quotation or its colon on, else all."""
        start, stop = cue.end, self._stop(number)
        for at in range(start, min(stop, start + _FAR)):
            if self._one_of("that", at) and cue.kind != "verbs with an object":
                start = at + 1
                break
            if self._is(at, ":") or (self._is_quotation(at) and self._is(at - 1, ",")):
                start = at
                break
        return self._made(cue, holder, [(start, stop)], "said after its cue", goes_on=True)

    def _stop(self, number: int) -> int:
        """Where what a cue tells must end: before the next cue that has a clause of its own."""
        for following in self.cues[number + 1 :]:
            if following.kind == "participles" and self._is(following.lead - 1, ","):
                return following.lead - 1
            if following.kind == "before the holder" and self._is(following.lead - 1, ","):
                return following.lead - 1
            begun = self._clause_begun(following, self.cues[number].end)
            if begun:
                return begun
        return self.end

    def _clause_begun(self, cue: Cue, low: int) -> int | None:
        """Where `, but he said` begins, if a cue stands in a clause like that."""
        holder = self.holders.before(cue.lead, low) if cue.kind.startswith("verbs") else None
        start = holder[0] - 1 if holder else cue.lead - 1
        begins = self._one_of("clause beginnings", start) and self._is(start - 1, ",")
        return start - 1 if begins and start - 1 > low else None

    # Words

    def _one_of(self, heading: str, at: int) -> bool:
        return self.holders.is_one_of(heading, at)

    def _is(self, at: int, mark: str) -> bool:
        return 0 <= at < len(self.words) and self.words[at].text == mark

    def _is_quotation(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.words[at].quotation is not None

    def _trimmed(self, place: Place) -> Place | None:
        """A stretch without marks at its ends; None when nothing is left."""
        start, end = place
        while start < end and self.words[start].text in _TRIMMED:
            start += 1
        while end > start and self.words[end - 1].text in _TRIMMED:
            end -= 1
        return (start, end) if start < end else None

    # Sentences without a cue

    def reported(self, holder: Stretch) -> Iterator[Suggestion]:
        """The whole sentence, where its verbs stand in the mood of reported words, said by the last holder."""
        if any(self._one_of("reported mood", at) for at in range(self.end)):
            made = self._made(None, None, [(0, self.end)], "the verb's mood reports")
            if made:
                yield replace(made, holder=holder)

    def speaker(self, made: list[Suggestion]) -> Stretch | None:
        """Whose words may follow this sentence: the last holder, or who stands before a colon."""
        colon = next((at for at in range(len(self.words)) if self._is(at, ":")), None)
        if colon is not None and not made:
            first = self.holders.first(colon)
            return self._stretch(first) if first else None
        return next((suggestion.holder for suggestion in reversed(made) if suggestion.holder), None)

    def quoted_in(self, suggestion: Suggestion) -> set[int]:
        """Where the quotations begin that a suggestion leaves no need to suggest apart."""
        if suggestion.mode == "mixed" and self.language.goes("quoted parts apart"):
            return set()
        reading: Reading | None = self
        found: set[int] = set()
        while reading and reading.words[0].start < suggestion.content[-1][1]:
            found.update(word.start for word in reading.words if word.quotation and _holds(suggestion, word))
            reading = reading.following
        return found

    def quoted(self, taken: set[int], made: list[Suggestion], holder: Stretch | None) -> Iterator[Suggestion]:
        """Quotations that no cue took as a whole: somebody's words, so far as they are no titles."""
        for at, word in enumerate(self.words):
            if word.quotation and word.start not in taken and self.holders.speaks(at) and self._is_long(word):
                around = next((suggestion for suggestion in reversed(made) if _holds(suggestion, word)), None)
                cue, who = (around.cue, around.holder) if around else (None, holder)
                yield Suggestion(((word.start, word.end),), cue, who, "direct", "a quotation without a cue of its own")

    def _is_long(self, word: Word) -> bool:
        return self.language.goes("quoted parts apart") or word.text.count(" ") >= _FEWEST_QUOTED

    # Making the suggestion

    def _made(
        self, cue: Cue | None, holder: Place | None, places: list[Place], reading: str, *, goes_on: bool = False
    ) -> Suggestion | None:
        pieces = [place for place in map(self._trimmed, places) if place]
        said = [word for start, end in pieces for word in self.words[start:end]]
        if not any(word.quotation for word in said) and sum(word.is_word for word in said) < _FEWEST_WORDS:
            return None
        content = [self._stretch(piece) for piece in pieces]
        if goes_on and said[-1].quotation:
            for further, words in self._continued():
                content.append(further)
                said += words
        where = self._stretch(holder) if holder else None
        told = self._stretch((cue.first, cue.end)) if cue else None
        return Suggestion(tuple(content), told, where, _mode(said), reading)

    def _continued(self) -> Iterator[tuple[Stretch, list[Word]]]:
        """The sentences after this one that begin with a quotation and have no cue of their own."""
        reading = None if self.language.goes("quoted parts apart") else self.following
        while reading and reading.words[0].quotation and not reading.cues:
            yield reading._stretch((0, reading.end)), reading.words[: reading.end]
            reading = reading.following

    def _stretch(self, place: Place) -> Stretch:
        return self.words[place[0]].start, self.words[place[1] - 1].end


def _holds(suggestion: Suggestion, word: Word) -> bool:
    return any(start <= word.start and word.end <= end for start, end in suggestion.content)


def _mode(said: list[Word]) -> Mode:
    quoted = [word for word in said if word.quotation]
    if not quoted:
        return "indirect"
    return "mixed" if any(word.is_word for word in said) else "direct"
