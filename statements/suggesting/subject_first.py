"""Sentences of languages that need no comma before reported words, as English: the holder stands before the verb."""

from collections.abc import Iterator
from dataclasses import replace

from statements.suggesting.cues import Cue
from statements.suggesting.holders import LONGEST, Place
from statements.suggesting.said_of import TOLD_BY_NOUN
from statements.suggesting.sentences import MARKS
from statements.suggesting.suggestion import Suggestion
from statements.suggesting.unlisted import Unlisted

_SOON = 12
_NAMED = 6  # words of who is told something


class SubjectFirstReading(Unlisted):
    """A sentence in which what is said stands before, after, or on both sides of `he said`."""

    def suggestions(self) -> Iterator[Suggestion]:
        """What each cue suggests; inside what somebody says, only a report with its `that` or a quotation."""
        made = list(super().suggestions())
        thats = {word.end for at, word in enumerate(self.words) if self._one_of("that", at)}
        nouns_first = sorted(made, key=lambda one: one.reading == TOLD_BY_NOUN, reverse=True)
        nearest = {suggestion.content: suggestion for suggestion in nouns_first}
        made = [suggestion for suggestion in made if nearest[suggestion.content] is suggestion]
        headline = self._headline()
        for suggestion in made:
            start = suggestion.content[0][0]
            if headline and _tells_beyond(suggestion, headline):
                continue
            if suggestion.mode == "direct" or {start - 1, start - 2} & thats or not _is_inside(suggestion, made):
                yield suggestion

    def _source(self, cue: Cue, holder: Place | None) -> tuple[Place | None, Suggestion | None]:
        """`according to`: the main clause beside it, and what goes on with it behind the source."""
        if holder is None or (cue.end - cue.first == 1 and cue.first > 0):
            return None, None
        described = self._one_of("relatives", holder[1] + 1)
        start = self._comma(holder[1] + 1, self.end) if described else holder[1]
        before = (self._main_clause_begins(cue.first), cue.first)
        behind = (start, self._closed(holder[1], self.end))
        places = [before, behind] if cue.first == 0 or self._goes_on_at(cue.first, holder[1] + 1) else [before]
        return holder, self._made(cue, holder, places, "a source is named")

    def _goes_on_at(self, end: int, at: int) -> bool:
        """Whether a clause that a source interrupts goes on at a place: with a quotation or with its verb."""
        verb = any(self._one_of("finite helpers", before) for before in range(end))
        return self._is_quotation(at) or (not verb and not self._opens_clause(at))

    def _main_clause_begins(self, stop: int) -> int:
        """Behind what leads up to it: `Though it is old, the bridge`, `Boasting 12 arches, the bridge`."""
        if not self._one_of("acting", 0) and not any(self._one_of("conceding", at) for at in (0, 1)):
            return 0
        for comma in range(stop):
            if self._is(comma, ",") and (self.words[comma + 1].is_capital or self._names(comma + 1)):
                return comma + 1
        return 0

    def _participle(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if self._one_of("passive", cue.first - 1) or (cue.lead < cue.first and self._one_of("passive", cue.lead)):
            return self._verb(number, cue, known)
        parted = self._parted(cue.lead - 1) or self._one_of("before a participle", cue.lead - 1)
        leads = not known and not self._has_begun(cue.lead)
        parted = parted or (leads and cue.lead == 0)
        holder = known or self.holders.first(self.end if leads else cue.first)
        made = self._after(number, cue, holder)
        return (holder, made) if parted or self._tells(cue.end) or self._quotes_soon(cue) else (None, None)

    def _has_begun(self, end: int) -> bool:
        """Whether the main clause has begun before a place: `citing the report, the mayor` leads up to it."""
        return any(self._parted(at) or self._one_of("finite helpers", at) for at in range(end))

    def _infinitive(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        """`used his speech to call it “a mess”`: only what is quoted."""
        if not self._one_of("infinitives", cue.lead) or cue.lead == cue.first or not self._quotes_soon(cue):
            return None, None
        return self._said_behind(number, cue, self._stop(number), known or self.holders.first(cue.lead))

    def _quotes_soon(self, cue: Cue) -> bool:
        """Whether a quotation stands behind a cue with no mark between, and so is likely to be what it tells."""
        ahead = range(cue.end, min(cue.end + _SOON, self.end))
        quoted = next((at for at in ahead if self._is_quotation(at)), None)
        return quoted is not None and not any(self.words[at].text in ",;:" for at in range(cue.end, quoted - 1))

    def _tells(self, at: int) -> bool:
        """Whether what is said begins here beyond doubt: with `that`, or a quotation behind its comma or colon."""
        return self._one_of("that", at) or (self.words[at].text in ",:" and self._is_quotation(at + 1))

    def _verb(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if self._one_of("that", cue.end) and self._one_of("possessives", cue.lead - 1):
            return self._noun(number, replace(cue, inner=cue.end + 1, end=cue.end + 1))
        if noun := self._as_noun(cue):
            return self._noun(number, noun)
        if self._is_noun(cue):
            return self._infinitive(number, cue, known)
        if self._is_asked(cue):
            return None, None
        low, stop = self._low(number), self._stop(number)
        holder = self.holders.before(cue.lead, low) or self._described(cue, known)
        if self._one_of("by", cue.end):
            return holder, self._passive(number, cue, holder, stop)
        if self._is_passive(cue):
            return None, self._said_of_it(cue, holder, stop)
        if cue.kind == "verbs with an object" and (by := self._said_by(cue, stop)):
            return by
        apart = cue.lead == 0 or self._is(cue.lead - 1, ",")
        if cue.kind == "verbs with an object" and apart and not holder and not known:
            return self._said_apart(cue, stop)
        low = self._opened(number)
        tells = cue.kind != "verbs with an object" or self._closes_quotation(cue, holder)
        made = self._said_before(cue, low, stop, holder) if tells else None
        return made or self._said_behind(number, cue, stop, holder or known or self.holders.first(cue.lead))

    def _described(self, cue: Cue, known: Place | None) -> Place | None:
        """Whose verb stands behind a clause that tells of them: `the mayor, who knew it, said`."""
        end = cue.lead - self._one_of("asides", cue.lead - 1)
        described = known is not None and self._one_of("relatives", known[0]) and self._parted(end - 1)
        return self.holders.before(end) if described else None

    def _closes_quotation(self, cue: Cue, holder: Place | None) -> bool:
        """Whether a quotation ends right before a verb and its holder: `“Go,” she urged`."""
        before = (holder[0] if holder else cue.lead) - 1
        return self._is_quotation(before) and self.words[before].last in ",?!"

    def _said_before(
        self, cue: Cue, low: int, stop: int, holder: Place | None
    ) -> tuple[Place | None, Suggestion | None] | None:
        """What is said before `said the minister` or `the minister said`; None where it is said behind."""
        named = holder is not None and holder[1] - holder[0] > 1 and self._is_quotation(holder[0] - 1)
        if not named and self._is_inverted(cue, stop):
            holder = self.holders.after(cue.end, stop)
            return holder, self._before(cue, low, (cue.lead, holder[1] if holder else cue.end), stop, holder)
        if holder and self._stands_between(holder, cue, stop):
            start = holder[0] - self._one_of("as", holder[0] - 1)
            return holder, self._before(cue, low, (start, cue.end), stop, holder)
        return None

    def _said_behind(
        self, number: int, cue: Cue, stop: int, holder: Place | None
    ) -> tuple[Place | None, Suggestion | None]:
        if quoted := self._quoted_as(number, cue):
            return quoted, None
        if cue.kind == "verbs with an object":
            return holder, self._object(cue, holder, stop) if holder else None
        told = (holder or cue.lead < cue.first) and not self._serves_noun(cue)
        return holder, self._after(number, cue, holder) if told else None

    def _is_inverted(self, cue: Cue, stop: int) -> bool:
        """Whether what is said stands right before its verb: `..., said the minister.`"""
        if self._one_of("tell somebody", cue.first):
            return False
        if self._is(cue.lead - 1, ","):
            return self._ends_with_name(cue.end, stop) and not self._follows_relative(cue.lead - 1)
        if not self._is_quotation(cue.lead - 1) or self._one_of("that", cue.end):
            return False
        return not self.holders.told_of(cue.lead)

    def _follows_relative(self, comma: int) -> bool:
        """Whether a comma ends what is told of a subject, whose verb follows: `The mayor, who left, said no more`."""
        opened = next((at for at in range(comma - 1, 0, -1) if self._parted(at)), 0)
        verb = any(self._one_of("finite helpers", at) or self._is_quotation(at) for at in range(opened))
        return self._one_of("relatives", opened + 1) and not verb

    def _low(self, number: int) -> int:
        """Where the words of a cue may begin: behind the last cue that tells what is said."""
        told = (cue for cue in reversed(self.cues[:number]) if cue.kind == "verbs of saying")
        return next((cue.end for cue in told if not self._is_asked(cue)), 0)

    def _opened(self, number: int) -> int:
        """Where what is said before a cue begins: with the cues that it holds, `She thinks it is safe, he said`."""
        low = self._low(number)
        earlier = (cue for cue in self.cues[:number] if cue.kind == "verbs of saying" and cue.end <= low)
        parted = any(self._parts_speech(at) for at in range(low, self.cues[number].lead))
        return low if parted or any(map(self._has_own_clause, earlier)) else 0

    def _parts_speech(self, at: int) -> bool:
        return self._is(at, ";") or (self._parted(at) and self._one_of("clause beginnings", at + 1))

    def _has_own_clause(self, cue: Cue) -> bool:
        """Whether a cue has a clause of its own, or its words behind a colon: no later cue tells of it."""
        return self._begun(cue, 0) is not None or self._closes_clause(cue.end) or self._is(cue.end, ":")

    def _is_asked(self, cue: Cue) -> bool:
        """Whether a clause says what somebody was asked: `Asked if she knew, ...`, `Anna, asked about it, ...`."""
        opens = cue.lead == 0 or self._is(cue.lead - 1, ",") or self._one_of("opens a subordinate clause", cue.lead - 1)
        asks = self._one_of("clause beginnings", cue.end) or cue.end - cue.first > 1
        return opens and asks and self._one_of("is asked", cue.first)

    def _quoted_as(self, number: int, cue: Cue) -> Place | None:
        """Who says what follows: `quoted the mayor as saying`."""
        following = next(iter(self.cues[number + 1 : number + 2]), None)
        if cue.kind != "verbs with an object" or following is None or following.kind != "participles":
            return None
        end = following.lead - 1
        return (cue.end, end) if self._one_of("as", end) and end > cue.end else None

    def _ends_with_name(self, start: int, stop: int) -> bool:
        """Whether nothing but a name stands here: `..., said the minister.`"""
        words = self.words[start:stop]
        if len(words) > LONGEST:
            return False
        told = next((at for at in range(start, stop) if self._is(at - 1, ",") and self._one_of("relatives", at)), stop)
        verb = any(self._one_of("that", at) or self._helps(at) for at in range(start, told))
        named = bool(words) and words[0].is_word and not self._tells_circumstances(start, stop)
        return named and not verb and not any(word.quotation for word in words)

    def _stands_between(self, holder: Place, cue: Cue, stop: int) -> bool:
        """Whether `he said` closes or interrupts what is said, and does not open it."""
        before = holder[0] - 1
        if before < 0 or self._one_of("relatives", holder[0]):
            return False
        closes = self._closes(cue.end, holder[0], stop)
        if self._one_of("as", before) and self._is_quotation(before - 1):
            return closes
        if self._is_quotation(before):
            told = self._one_of("that", cue.end) or self._opens_with_pronoun(cue.end) or self._answers(cue.end)
            said = self.holders.speaks(before) or self._is_interrupted(before, cue.end, stop)
            return closes or (said and not told)
        before -= self._one_of("as", before)
        return closes and self._is(before, ",") and not self._one_of("acting", holder[0])

    def _is_interrupted(self, quotation: int, at: int, stop: int) -> bool:
        """Whether a quotation goes on in small letters in the next one: `“This,” she wrote in May, “is new.”`"""
        further = next((n for n in range(at, stop) if self._is_quotation(n)), None)
        if further is None or self.words[quotation].last != "," or not self._is(further - 1, ","):
            return False
        return self.words[further].text.strip(MARKS)[:1].islower()

    def _closes(self, at: int, before: int, stop: int) -> bool:
        """Whether nothing is said from here on that does not go on with what stands before a place."""
        at = self._behind_told(at)
        parted = self._is(at, ",") and not self._opens_speech(at + 1, before)
        return at >= stop or parted or self._tells_circumstances(at, stop)

    def _behind_told(self, at: int) -> int:
        """Behind who is told, where that closes a clause: `..., Ann told clients in a report`, `Ann told me, ...`."""
        if not self._one_of("tell somebody", at - 1):
            return at
        for end in range(at + 1, min(at + _NAMED, self.end) + 1):
            if end == self.end or self._is(end, ",") or self._tells_circumstances(end, self.end):
                return end
            if not self.words[end].is_word or self._one_of("that", end) or self._one_of("finite helpers", end):
                break
        return at

    def _opens_speech(self, at: int, before: int) -> bool:
        """Whether a quoted sentence begins here, and none stands before a place: `When asked, she replied, "No."`"""
        if not self._is_quotation(at) or (any(word.quotation for word in self.words[:before]) and not self._leads_up()):
            return False
        return self.words[at].text.strip(MARKS)[:1].isupper()

    def _answers(self, at: int) -> bool:
        """Whether a quoted sentence begins behind a mark here, and the sentence has begun with what it answers."""
        marked = self._is(at, ",") or self._is(at, ":")
        return marked and self._opens_speech(at + 1, at) and self._leads_up()

    def _leads_up(self) -> bool:
        """Whether a sentence begins with what leads up to its main clause: `When he left, she said`."""
        return any(self._one_of(heading, 0) for heading in ("opens a subordinate clause", "is asked", "acting"))

    def _before(self, cue: Cue, low: int, between: Place, stop: int, holder: Place | None) -> Suggestion | None:
        """What stands before its cue, and goes on behind it."""
        start, end = between
        if self._is(start - 1, ",") and self._one_of("relatives", start - 2):
            low = start - 2
        low = next((at + 1 for at in range(start - 1, low, -1) if self._is(at, ":") and self._is_capital(at + 1)), low)
        pieces = [(low, start)]
        said = [word for word in self.words[low:start] if word.text != ","]
        quoted = bool(said) and all(word.quotation for word in said)
        for at in range(end, stop):
            parted = self._is(at, ",") and not quoted and not self._one_of("relatives", at + 1)
            if parted or (self._is_quotation(at) and self.holders.speaks(at)):
                pieces.append((at, stop))
                break
            if any(at == other.first for other in self.cues):
                break
        return self._made(cue, holder, pieces, "said before its cue", goes_on=True)

    def _after(self, number: int, cue: Cue, holder: Place | None) -> Suggestion | None:
        """What stands after its cue: behind its `that`, from its quotation or colon on, else all."""
        stop = self._relative_ends(holder, cue.end + 1, self._stop(number))
        start = self._told_from(cue.end, stop)
        stop = self._ended(start, self._closed(start, self._main_clause(cue, holder, stop)))
        if start == cue.end and not self._is_clause(start, stop):
            if self._tells_circumstances(start, stop):
                return None
            stop = stop if self._one_of("clauses follow", cue.first) else self._object_ends(start, stop)
        left_out = self._left_out(holder, start)
        if left_out:
            stop = self._clause_ends(start, stop)
        places = [*left_out, (start, stop)]
        return self._made(cue, holder, places, "said after its cue", goes_on=True)

    def _left_out(self, holder: Place | None, verb: int) -> list[Place]:
        """What a verb without a subject is said of, before its holder: `which`, in `which he said was a mistake`."""
        if holder is None or not self._one_of("finite helpers", verb) or not self._one_of("relatives", holder[0] - 1):
            return []
        return [(holder[0] - 1, holder[0])]


def _is_inside(suggestion: Suggestion, others: list[Suggestion]) -> bool:
    """Whether a suggestion's cue stands in what another one says is said."""
    start, end = suggestion.cue or suggestion.content[0]
    return any(
        first <= start and end <= last
        for other in others
        for first, last in other.content
        if other.cue != suggestion.cue and not _encloses(suggestion, other)
    )


def _encloses(suggestion: Suggestion, other: Suggestion) -> bool:
    return other.cue is not None and suggestion.content[0][0] <= other.cue[0] < suggestion.content[-1][1]


def _tells_beyond(suggestion: Suggestion, headline: Suggestion) -> bool:
    """Whether a cue before a name would tell what the name says behind its colon."""
    before = suggestion.cue and headline.holder and suggestion.cue[1] <= headline.holder[0]
    return bool(before) and suggestion.content[-1][1] > headline.content[0][0]
