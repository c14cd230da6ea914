"""Sentences of languages that need no comma before reported words, as English: the holder stands before the verb."""

from collections.abc import Iterator

from statements.suggesting.cues import Cue
from statements.suggesting.holders import LONGEST, Place
from statements.suggesting.readings import Reading
from statements.suggesting.suggestion import Stretch, Suggestion

_FAR = 24
_NEAR = 4


class SubjectFirstReading(Reading):
    """A sentence in which what is said stands before, after, or on both sides of `he said`."""

    def suggestions(self) -> Iterator[Suggestion]:
        """What each cue suggests; inside what somebody says, only a report with its `that` or a quotation."""
        made = list(super().suggestions())
        thats = {word.end for at, word in enumerate(self.words) if self._one_of("that", at)}
        for suggestion in made:
            start = suggestion.content[0][0]
            if suggestion.mode == "direct" or {start - 1, start - 2} & thats or not _is_inside(suggestion, made):
                yield suggestion

    def _participle(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if self._one_of("passive", cue.first - 1) or (cue.lead < cue.first and self._one_of("passive", cue.lead)):
            return self._verb(number, cue, known)
        if not (self._is(cue.lead - 1, ",") or self._one_of("before a participle", cue.lead - 1)):
            return None, None
        holder = known or self.holders.first(cue.first)
        return holder, self._after(number, cue, holder)

    def _verb(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if self._is_noun(cue):
            return None, None
        low, stop = self._low(number), self._stop(number)
        holder = self.holders.before(cue.lead, low)
        if self._one_of("by", cue.end):
            return holder, self._passive(number, cue, holder, stop)
        if cue.kind != "verbs with an object":
            if self._is_inverted(cue, stop):
                holder = self.holders.after(cue.end, stop)
                return holder, self._before(cue, low, (cue.lead, holder[1] if holder else cue.end), stop, holder)
            if holder and self._stands_between(holder, cue, stop):
                return holder, self._before(cue, low, (holder[0], cue.end), stop, holder)
        holder = holder or known or self.holders.first(cue.lead)
        if cue.kind == "verbs with an object":
            return holder, self._object(cue, holder, stop) if holder else None
        return holder, self._after(number, cue, holder) if holder or cue.lead < cue.first else None

    def _is_inverted(self, cue: Cue, stop: int) -> bool:
        """Whether what is said stands right before its verb: `..., said the minister.`"""
        if self._is(cue.lead - 1, ","):
            return self._ends_with_name(cue.end, stop)
        return self._is_quotation(cue.lead - 1)

    def _low(self, number: int) -> int:
        """Where the words of a cue may begin: behind the last cue that tells what is said."""
        earlier = (cue.end for cue in reversed(self.cues[:number]) if cue.kind == "verbs of saying")
        return next(earlier, 0)

    def _is_noun(self, cue: Cue) -> bool:
        """Whether a verb's form is a noun or an infinitive here: `the claims`, `of reports`, `to support`."""
        if cue.lead == cue.first:
            return self._one_of("articles", cue.first - 1) or self._one_of("prepositions", cue.first - 1)
        return self._one_of("articles", cue.first - 1) or self._one_of("infinitives", cue.lead)

    def _passive(self, number: int, cue: Cue, subject: Place | None, stop: int) -> Suggestion | None:
        """`a plan backed by the senator`: said of what stands before; who `was quoted as saying` says it next."""
        following = self.cues[number + 1 : number + 2]
        if subject is None or any(self._one_of("before a participle", after.lead - 1) for after in following):
            return None
        return self._made(cue, self.holders.after(cue.end + 1, stop), [subject], "said of it by somebody")

    def _noun(self, number: int, cue: Cue) -> tuple[Place | None, Suggestion | None]:
        """`the mayor's claim that`: what follows, up to where another clause begins."""
        owner = next((at for at in (cue.first - 1, cue.first - 2) if self._one_of("possessives", at)), None)
        if owner is None:
            return None, None
        holder = self.holders.before(owner + 1) or (owner, owner + 1)
        stop = self._ended(cue.end, self._stop(number))
        return holder, self._made(cue, holder, [(cue.end, stop)], "a noun tells what was said")

    def _object(self, cue: Cue, holder: Place, stop: int) -> Suggestion | None:
        """`called the report a disaster`: up to a comma, or where another clause or a circumstance begins."""
        if self._one_of("prepositions", cue.end):
            return None
        for at in range(cue.end + 1, stop):
            if self.words[at].text in ",;:(" or self.words[at].is_dash or self._is_closed(at - 1) or self._parts(at):
                stop = at
                break
        return self._made(cue, holder, [(cue.end, stop)], "said of somebody or something")

    def _parts(self, at: int) -> bool:
        return self._one_of("ends of an object", at) or self._one_of("circumstances", at) or self._joins_verb(at)

    def _is_closed(self, at: int) -> bool:
        """Whether a quotation ends here with the comma or stop of the sentence round it."""
        return self._is_quotation(at) and self.words[at].last in ",."

    def _ends_with_name(self, start: int, stop: int) -> bool:
        """Whether nothing but a name stands here: `..., said the minister.`"""
        words = self.words[start:stop]
        if len(words) > LONGEST:
            return False
        told = next((at for at in range(start, stop) if self._is(at - 1, ",") and self._one_of("relatives", at)), stop)
        verb = any(self._one_of("helping words", at) or self._one_of("that", at) for at in range(start, told))
        named = bool(words) and words[0].is_word and not self._tells_circumstances(start, stop)
        return named and not verb and not any(word.quotation for word in words)

    def _stands_between(self, holder: Place, cue: Cue, stop: int) -> bool:
        """Whether `he said` closes or interrupts what is said, and does not open it."""
        before = holder[0] - 1
        if before < 0 or self._one_of("relatives", holder[0]):
            return False
        closes = cue.end >= stop or self._is(cue.end, ",") or self._tells_circumstances(cue.end, stop)
        if self._is_quotation(before):
            return closes or self.holders.speaks(before)
        before -= self._one_of("clause beginnings", before)
        if not self._is(before, ","):
            return False
        return closes

    def _tells_circumstances(self, start: int, stop: int) -> bool:
        leads = self._one_of("circumstances", start) or self._one_of("prepositions", start)
        return leads and not any(self._one_of("that", at) or self._is_quotation(at) for at in range(start, stop))

    def _before(self, cue: Cue, low: int, between: Place, stop: int, holder: Place | None) -> Suggestion | None:
        """What stands before its cue, and goes on behind it."""
        start, end = between
        pieces = [(low, start)]
        quoted = any(word.quotation for word in self.words[low:start])
        for at in range(end, stop):
            if self._is_quotation(at) or (self._is(at, ",") and not quoted):
                pieces.append((at, stop))
                break
        return self._made(cue, holder, pieces, "said before its cue", goes_on=True)

    def _after(self, number: int, cue: Cue, holder: Place | None) -> Suggestion | None:
        """What stands after its cue: behind its `that`, from its quotation or colon on, else all."""
        stop = self._stop(number)
        if holder and self._one_of("relatives", holder[0]) and self._is(holder[0] - 1, ","):
            stop = next((at for at in range(cue.end + _NEAR, stop) if self._is(at, ",")), stop)
        start = self._told_from(cue.end, stop)
        stop = self._ended(start, self._closed(start, stop))
        return self._made(cue, holder, [(start, stop)], "said after its cue", goes_on=True)

    def _ended(self, start: int, stop: int) -> int:
        """Where another clause begins behind what is said, unless a quotation stands in that clause."""
        last = max((at for at in range(start, stop) if self._is_quotation(at)), default=start)
        for at in range(max(last, start + _NEAR), stop):
            if (self._is(at, ",") and self._opens_clause(at + 1)) or self._joins_verb(at):
                return at
            if self.words[at].is_dash and not any(self.words[further].is_dash for further in range(at + 1, stop)):
                return at
        return stop

    def _joins_verb(self, at: int) -> bool:
        """Whether `and` is followed by another verb of the same holder."""
        return self._one_of("clause beginnings", at) and any(at + 1 in (cue.lead, cue.first) for cue in self.cues)

    def _opens_clause(self, at: int) -> bool:
        headings = ("acting", "ends of an object", "circumstances", "relatives")
        return any(self._one_of(heading, at) for heading in headings)

    def _closed(self, start: int, stop: int) -> int:
        """Where what is said ends at the latest: its last quotation, when the sentence's comma stands inside it."""
        last = next((at for at in range(stop - 1, start - 1, -1) if self._is_quotation(at)), None)
        if last is None or self.words[last].last != ",":
            return stop
        return last + 1 if self._one_of("articles", last + 1) or self._opens_clause(last + 1) else stop

    def _told_from(self, start: int, stop: int) -> int:
        far = _FAR if self._tells_when(start) else _NEAR
        for at in range(start, min(stop, start + far)):
            if self._one_of("that", at):
                return at + 1
            if self._is(at, ":") or (self._is_quotation(at) and (self._is(at - 1, ",") or at == start)):
                return at
        return next((at for at in range(start, stop) if self._is(at - 1, ":") and self._is_quotation(at)), start)

    def _tells_when(self, at: int) -> bool:
        return self._is(at, ",") or self._one_of("circumstances", at) or self._one_of("prepositions", at)

    def quoted(self, taken: set[int], made: list[Suggestion], holder: Stretch | None) -> Iterator[Suggestion]:
        """Also short ones: with the words behind a verb that no list has, or with the clause they stand in."""
        for at, word in enumerate(self.words if self.language.cues else ()):
            if word.quotation and word.start not in taken and self.holders.speaks(at):
                suggestion = self._unlisted(at) or self._clause(at)
                if suggestion:
                    taken.update(self.quoted_in(suggestion))
                    yield suggestion
        yield from super().quoted(taken, made, holder)

    def _unlisted(self, quotation: int) -> Suggestion | None:
        for at in range(quotation - 1, max(0, quotation - _FAR), -1):
            if not self.words[at].is_word:
                return None
            if self._one_of("verb forms", at) and self.words[at].text[0].islower() and not self._one_of("that", at):
                cue = Cue("verbs with an object", at, at, at + 1, at + 1)
                holder = None if self._is_noun(cue) else self.holders.before(at)
                return self._object(cue, holder, self.end) if holder else None
        return None

    def _clause(self, quotation: int) -> Suggestion | None:
        """The clause that a few quoted words stand in; nothing for a sentence's length of them."""
        if self._is_long(self.words[quotation]):
            return None
        start, end = quotation, quotation + 1
        while start and not self._ends_clause(start - 1):
            start -= 1
        while end < self.end and not self._ends_clause(end):
            end += 1
        return self._made(None, self.holders.first(quotation), [(start, end)], "a clause with quoted words")

    def _ends_clause(self, at: int) -> bool:
        return self.words[at].text in (",", ";", ":") or self.words[at].is_dash or self._is_closed(at)


def _is_inside(suggestion: Suggestion, others: list[Suggestion]) -> bool:
    """Whether a suggestion's cue stands in what another one says is said."""
    start, end = suggestion.cue or suggestion.content[0]
    return any(
        first <= start and end <= last
        for other in others
        for first, last in other.content
        if other.cue != suggestion.cue
    )
