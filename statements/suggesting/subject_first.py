"""Sentences of languages that need no comma before reported words, as English: the holder stands before the verb."""

from collections.abc import Iterator

from statements.suggesting.cues import Cue
from statements.suggesting.holders import Place
from statements.suggesting.readings import Reading
from statements.suggesting.suggestion import Stretch, Suggestion

_FAR = 14
_NEAR = 2


class SubjectFirstReading(Reading):
    """A sentence in which what is said stands before, after, or on both sides of `he said`."""

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
        low = self._low(number)
        stop = self._stop(number)
        holder = self.holders.before(cue.lead, low)
        if holder is None and cue.lead and self._one_of("clause beginnings", cue.lead - 1):
            holder = known or self.holders.first(cue.lead - 1)
        if self._one_of("by", cue.end):
            return self._passive(cue, holder, stop)
        if cue.kind == "verbs with an object":
            return holder, self._object(cue, holder, stop) if holder else None
        if self._is_quotation(cue.lead - 1) or (self._is(cue.lead - 1, ",") and self._ends_with_name(cue.end, stop)):
            holder = self.holders.after(cue.end, stop)
            return holder, self._before(cue, low, (cue.lead, holder[1] if holder else cue.end), stop, holder)
        if holder and self._stands_between(holder, cue, stop):
            return holder, self._before(cue, low, (holder[0], cue.end), stop, holder)
        if holder is None and cue.lead == cue.first:
            return None, None
        return holder, self._after(number, cue, holder)

    def _low(self, number: int) -> int:
        """Where the words of a cue may begin: behind the last cue that tells what is said."""
        earlier = (cue.end for cue in reversed(self.cues[:number]) if cue.kind == "verbs of saying")
        return next(earlier, 0)

    def _is_noun(self, cue: Cue) -> bool:
        """Whether a verb's form is a noun or an infinitive here: `the claims`, `of reports`, `to support`."""
        if cue.lead == cue.first:
            return self._one_of("articles", cue.first - 1) or self._one_of("prepositions", cue.first - 1)
        return self._one_of("articles", cue.first - 1) or self._one_of("infinitives", cue.lead)

    def _passive(self, cue: Cue, subject: Place | None, stop: int) -> tuple[Place | None, Suggestion | None]:
        """`a plan backed by the senator`: what is said is what stands before."""
        holder = self.holders.after(cue.end + 1, stop)
        return holder, self._made(cue, holder, [subject], "said of it by somebody") if subject else None

    def _object(self, cue: Cue, holder: Place, stop: int) -> Suggestion | None:
        """`called the report a disaster`: up to a comma, or where another clause or a circumstance begins."""
        for at in range(cue.end + 1, stop):
            if self.words[at].text in ",;:(" or self.words[at].is_dash or self._is_closed(at - 1) or self._parts(at):
                stop = at
                break
        return self._made(cue, holder, [(cue.end, stop)], "said of somebody or something")

    def _parts(self, at: int) -> bool:
        return self._one_of("ends of an object", at) or self._one_of("circumstances", at)

    def _is_closed(self, at: int) -> bool:
        """Whether a quotation ends here with the comma or stop of the sentence round it."""
        return self._is_quotation(at) and self.words[at].last in ",."

    def _ends_with_name(self, start: int, stop: int) -> bool:
        """Whether nothing but a name stands here: `..., said the minister.`"""
        words = self.words[start:stop]
        verb = any(self._one_of("helping words", at) or self._one_of("that", at) for at in range(start, stop))
        named = bool(words) and words[0].is_word and not self._tells_circumstances(start, stop)
        return named and not verb and not any(word.quotation for word in words)

    def _stands_between(self, holder: Place, cue: Cue, stop: int) -> bool:
        """Whether `he said` closes or interrupts what is said, and does not open it."""
        before = holder[0] - 1
        if before < 0 or self._one_of("relatives", holder[0]):
            return False
        if self._is_quotation(before):
            return True
        before -= self._one_of("clause beginnings", before)
        if not self._is(before, ","):
            return False
        return cue.end >= stop or self._is(cue.end, ",") or self._tells_circumstances(cue.end, stop)

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
        return self._made(cue, holder, [(start, self._closed(start, stop))], "said after its cue", goes_on=True)

    def _closed(self, start: int, stop: int) -> int:
        """Where what is said ends at the latest: its last quotation, when the sentence's comma stands inside it."""
        last = next((at for at in range(stop - 1, start - 1, -1) if self._is_quotation(at)), None)
        return last + 1 if last is not None and self.words[last].last == "," else stop

    def quoted(self, taken: set[int], made: list[Suggestion], holder: Stretch | None) -> Iterator[Suggestion]:
        """Also those with a verb before them that no list has: what stands behind it."""
        for at, word in enumerate(self.words):
            if word.quotation and word.start not in taken and self.holders.speaks(at):
                suggestion = self._unlisted(at)
                if suggestion:
                    taken.update(self.quoted_in(suggestion))
                    yield suggestion
        yield from super().quoted(taken, made, holder)

    def _unlisted(self, quotation: int) -> Suggestion | None:
        for at in range(quotation - 1, max(0, quotation - _FAR), -1):
            if not self.words[at].is_word:
                return None
            if self._one_of("verb forms", at) and self.words[at].text[0].islower() and not self._one_of("that", at):
                lead = at
                while self._one_of("helping words", lead - 1):
                    lead -= 1
                cue = Cue("verbs with an object", lead, at, at + 1, at + 1)
                holder = None if self._is_noun(cue) else self.holders.before(lead)
                return self._object(cue, holder, self.end) if holder else None
        return None

    def _told_from(self, start: int, stop: int) -> int:
        far = _FAR if self._tells_when(start) else _NEAR
        for at in range(start, min(stop, start + far)):
            if self._one_of("that", at):
                return at + 1
            if self._is(at, ":") or (self._is_quotation(at) and (self._is(at - 1, ",") or at == start)):
                return at
        return start

    def _tells_when(self, at: int) -> bool:
        return self._is(at, ",") or self._one_of("circumstances", at) or self._one_of("prepositions", at)
