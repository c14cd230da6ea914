"""A sentence read for what it says that somebody said."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace

from statements.suggesting.cues import Cue, cues, helps
from statements.suggesting.holders import Holders, Place
from statements.suggesting.interrupted import interrupted
from statements.suggesting.languages import Language
from statements.suggesting.phrases import Phrases
from statements.suggesting.sentences import STOPS, Sentence, Word
from statements.suggesting.suggestion import Mode, Stretch, Suggestion

_TRIMMED = ",;:–—-()"
_FEWEST_WORDS = 2
_CUES_AHEAD = 9
_FEWEST_QUOTED = 4
_FEWEST_UNPARTED = 10  # characters, in scripts that put no spaces between words


class Reading(ABC):
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
        self._subjects: dict[int, Place | None] = {}
        self._begins: dict[int, int | None] = {}
        self.end = len(self.words)
        while self.end and self.words[self.end - 1].text in STOPS:
            self.end -= 1

    @property
    def is_left_open(self) -> bool:
        """Whether it ends in a quotation that the next paragraph reopens, or in a colon."""
        quotation = self.words[-1].quotation
        return self.words[-1].text == ":" or (quotation is not None and quotation.goes_on)

    def goes_on_from(self, last: "Reading") -> bool:
        """Whether it is nothing but quoted, and so goes on with a quotation of the paragraph before."""
        asked = any(word.last == "?" for word in last.words if word.quotation)
        return not asked and self._is_quoted

    @property
    def goes_to_last_holder(self) -> bool:
        """Whether its quotations are of whoever spoke last, however long ago; parts of a sentence may be anybody's."""
        return self._is_quoted or not self.language.goes("quoted parts apart")

    @property
    def _is_quoted(self) -> bool:
        return all(word.quotation for word in self.words[: self.end])

    def suggestions(self) -> Iterator[Suggestion]:
        """What each cue of the sentence suggests."""
        known: Place | None = None
        for number, cue in enumerate(self.cues):
            place, suggestion = self._read(number, cue, known)
            if cue.quotes and suggestion and suggestion.mode != "direct":
                continue
            known = known if cue.kind == "nouns of saying" and known else place or known
            if suggestion:
                yield suggestion

    def _read(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if cue.kind == "before the holder":
            return self._source(cue, self.holders.source(cue.end, self.end, opens=cue.first == 0))
        if cue.kind == "after the holder":
            return self._source(cue, self.holders.ending(cue.first))
        if cue.kind == "without a holder":
            return known, self._made(cue, known, [(cue.end, self.end)], "the holder is the one before")
        if cue.kind == "closing before the holder":
            return self._closing(cue)
        if cue.kind == "nouns of saying":
            return self._noun(number, cue)
        if cue.kind == "participles":
            return self._participle(number, cue, known)
        return self._verb(number, cue, known)

    def _source(self, cue: Cue, holder: Place | None) -> tuple[Place | None, Suggestion | None]:
        """`according to`: the holder beside it, and the rest of the sentence is said."""
        start = min(cue.first, holder[0]) if holder else cue.first
        end = max(cue.end, holder[1]) if holder else cue.end
        return holder, self._made(cue, holder, [(0, start), (end, self.end)], "a source is named")

    @abstractmethod
    def _verb(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        """What a verb of saying tells; languages differ in where they put it."""

    def _participle(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        """What `, saying` tells; nothing where a language has no such form."""
        return None, None

    def _noun(self, number: int, cue: Cue) -> tuple[Place | None, Suggestion | None]:
        """What `his claim that` tells; nothing where a language has no such form."""
        return None, None

    def _is_noun(self, cue: Cue) -> bool:
        """Whether a verb's form is none here; not asked in a language whose lists have no such forms."""
        return False

    def _closing(self, cue: Cue) -> tuple[Place | None, Suggestion | None]:
        """What `..., so the minister` tells; nothing where a language has no such form."""
        return None, None

    def _stop(self, number: int) -> int:
        """Where what a cue tells must end: before the next cue that has a clause of its own."""
        low = self._led_up_to(self.cues[number].end)
        for following in self.cues[number + 1 : number + _CUES_AHEAD]:
            if self._goes_on_with(following, self.cues[number].end):
                continue
            begun = self._begun(following, low)
            if begun:
                return begun
        return self.end

    def _goes_on_with(self, cue: Cue, at: int) -> bool:
        """Whether a cue is the verb of what is said, interrupted up to a comma: `The talks, he said, focused on it`."""
        return cue.kind.startswith("verbs") and cue.lead == at + 1 and self._is(at, ",")

    def _led_up_to(self, at: int) -> int:
        """Behind the clause that leads up to what is told: `that, unlike her, he`, `that while he knew it, he`."""
        clause = at + 1
        if not self._one_of("that", at) or not (self._is(clause, ",") or self._one_of("conceding", clause)):
            return at
        return next((comma + 1 for comma in range(clause + 1, self.end) if self._parted(comma)), at)

    def _subject(self, cue: Cue) -> Place | None:
        """The holder before a cue, looked for once: each cue looks at those ahead of it."""
        if cue.lead not in self._subjects:
            self._subjects[cue.lead] = self.holders.before(cue.lead)
        return self._subjects[cue.lead]

    def _begun(self, cue: Cue, low: int) -> int | None:
        """Where the clause of a cue begins, not before a place, if the cue stands in one of its own."""
        if cue.first not in self._begins:
            self._begins[cue.first] = self._clause_begins(cue)
        start = self._begins[cue.first]
        return start + self._is_quotation(start) if start is not None and start >= low else None

    def _clause_begins(self, cue: Cue) -> int | None:
        """The mark before `, saying`, `, according to`, `, but he said`; None where no such clause begins."""
        start = cue.lead - 1
        verb_of_another = any(self._one_of("infinitives", at) for at in range(cue.lead, cue.first))
        if self._one_of("by", cue.end) or verb_of_another or self._is_noun(cue):
            return None
        if cue.kind == "participles" and self._one_of("before a participle", start):
            start -= 1
        if cue.kind.startswith("verbs") and not self._parted(start):
            holder = self._subject(cue)
            start = holder[0] - 1 if holder else start
            if self._one_of("clause beginnings", start) or self._one_of("relatives", start):
                start -= 1
                if holder and self._joins_quotation(start):
                    return start
            elif not holder or not (
                self._is(start, ";") or self._tells_apart(holder[0]) or self._closes_clause(cue.end)
            ):
                return None
        return start if self._parted(start) or self._is(start, ";") else None

    def _joins_quotation(self, at: int) -> bool:
        """Whether a quotation ends here, to which `and` joins a clause with a holder of its own."""
        return self._is_quotation(at) and self._one_of("joins", at + 1)

    def _tells_apart(self, at: int) -> bool:
        """Whether a pronoun, or a relative whose clause nothing goes on behind, tells something of its own."""
        if not self._one_of("relatives", at):
            return self._one_of("pronouns", at)
        return not any(self._parted(verb - 1) and self._one_of("finite helpers", verb) for verb in range(at, self.end))

    def _closes_clause(self, at: int) -> bool:
        return at >= self.end or self._is(at, ",")

    # Words

    def _one_of(self, heading: str, at: int) -> bool:
        return self.holders.is_one_of(heading, at)

    def _helps(self, at: int) -> bool:
        return helps(self.words[at], self.language)

    def _is(self, at: int, mark: str) -> bool:
        return 0 <= at < len(self.words) and self.words[at].text == mark

    def _comma(self, start: int, stop: int) -> int:
        """Where the first comma of a stretch stands; its end, where it has none."""
        return next((at for at in range(start, stop) if self._is(at, ",")), stop)

    def _is_capital(self, at: int) -> bool:
        return at < len(self.words) and self.words[at].is_capital

    def _parted(self, at: int) -> bool:
        """Whether a comma stands here, or a quotation that holds it: `the “Morning Talk,” adding`."""
        return self._is(at, ",") or (self._is_quotation(at) and self.words[at].last == ",")

    def _is_quotation(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.words[at].quotation is not None

    def _trimmed(self, place: Place) -> Place | None:
        """A stretch without marks at its ends; None when nothing is left."""
        start, end = place
        while start < end and self.words[start].text in _TRIMMED:
            start += 1
        while end > start and self.words[end - 1].text in _TRIMMED and not self._closes_bracket(start, end - 1):
            end -= 1
        return (start, end) if start < end else None

    def _closes_bracket(self, start: int, at: int) -> bool:
        """Whether a bracket closes here that opens behind `start`: it is no mark round a stretch."""
        return self._is(at, ")") and any(self._is(before, "(") for before in range(start + 1, at))

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
            if not word.quotation or word.start in taken:
                continue
            if parted := interrupted(word, self.language):
                yield parted
            elif self._stands_alone(at):
                around = next((suggestion for suggestion in reversed(made) if _holds(suggestion, word)), None)
                cue, who = (around.cue, around.holder) if around else (None, holder)
                yield Suggestion(((word.start, word.end),), cue, who, "direct", "a quotation without a cue of its own")

    def _stands_alone(self, at: int) -> bool:
        if self._is(at - 1, ":") and not self.language.goes("quoted parts apart"):
            return True
        return self.holders.speaks(at) and (self._is(at - 1, ":") or self._is_long(self.words[at]))

    def _is_long(self, word: Word) -> bool:
        unparted = " " not in word.text and len(word.text) >= _FEWEST_UNPARTED and not word.text.isascii()
        return self.language.goes("quoted parts apart") or word.text.count(" ") >= _FEWEST_QUOTED or unparted

    # Making the suggestion

    def _made(
        self, cue: Cue | None, holder: Place | None, places: list[Place], reading: str, *, goes_on: bool = False
    ) -> Suggestion | None:
        pieces = [place for place in map(self._trimmed, places) if place]
        said = [word for start, end in pieces for word in self.words[start:end]]
        fewest = 1 if cue and cue.kind == "verbs with an object" else _FEWEST_WORDS
        content = [self._stretch(piece) for piece in pieces]
        if goes_on and (said[-1].quotation if said else self._is(len(self.words) - 1, ":")):
            for further, words in self._continued():
                content.append(further)
                said += words
        if not any(word.quotation for word in said) and sum(map(self._tells_more, said)) < fewest:
            return None
        where = self._stretch(holder) if holder else None
        told = self._stretch((cue.lead if cue.kind.startswith("verbs") else cue.first, cue.end)) if cue else None
        return Suggestion(tuple(content), told, where, _mode(said), reading)

    def _tells_more(self, word: Word) -> bool:
        """Whether it is a word that by itself says what is meant: no `who`, of whom something is said."""
        return word.is_word and not self.language.has("relatives", word.lower)

    def _continued(self) -> Iterator[tuple[Stretch, list[Word]]]:
        """The sentences after this one that begin with a quotation and have no cue of their own."""
        apart = self.language.goes("quoted parts apart")
        reading: Reading = self
        while reading.following and (reading.is_left_open or not apart):
            reading = reading.following
            if not reading.words[0].quotation or reading.cues:
                return
            yield reading._stretch((0, reading.end)), reading.words[: reading.end]

    def _stretch(self, place: Place) -> Stretch:
        return self.words[place[0]].start, self.words[place[1] - 1].end


def _holds(suggestion: Suggestion, word: Word) -> bool:
    return any(start <= word.start and word.end <= end for start, end in suggestion.content)


def _mode(said: list[Word]) -> Mode:
    quoted = [word for word in said if word.quotation]
    if not quoted:
        return "indirect"
    return "mixed" if any(word.is_word for word in said) else "direct"
