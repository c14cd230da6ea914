"""Where what somebody said begins and ends in a sentence whose holder stands before the verb."""

from statements.suggesting.cues import Cue
from statements.suggesting.holders import Place
from statements.suggesting.readings import Reading

_NEAR, _FAR = 4, 24
_LISTENERS = 8
OTHER_CLAUSES = ("acting", "ends of an object", "circumstances", "relatives")


class Extents(Reading):
    """A sentence with the places where a clause or a quotation in it ends."""

    def _told_from(self, start: int, stop: int) -> int:
        far = _FAR if self._tells_when(start) or self._one_of("tell somebody", start - 1) else _NEAR
        for at in range(start, min(stop, start + far)):
            if self._one_of("that", at):
                return at + 1
            if self._is(at, ":") or (self._is_quotation(at) and (self._is(at - 1, ",") or at == start)):
                return at
        if self._one_of("circumstances", start) and self._is_capital(start):
            start += 1
        if self._one_of("tell somebody", start - 1):
            listened = range(start + 1, min(stop, start + _LISTENERS))
            start = next((at for at in listened if self._follows_listener(at)), start)
        quoted = next((at for at in range(start, stop) if self._is_quotation(at)), start)
        return quoted if self._is(quoted - 1, ":") else start

    def _follows_listener(self, at: int) -> bool:
        """Whether a clause begins here behind who was told: `told the crowd she`, `told CNN on Monday the`."""
        timed = self._one_of("circumstances", at - 1) and self._is_capital(at - 1)
        return self._opens_with_pronoun(at) or (timed and self._names(at))

    def _is_clause(self, start: int, stop: int) -> bool:
        """Whether what is said has a verb of its own, or is a quotation, and does not only name something."""
        return any(
            self._is_quotation(at)
            or self._one_of("finite helpers", at)
            or self._one_of("pronouns", at)
            or (self._one_of("acting", at) and self.words[at - 1].is_capital)
            for at in range(start, stop)
        )

    def _tells_when(self, at: int) -> bool:
        return self._is(at, ",") or self._one_of("circumstances", at) or self._one_of("prepositions", at)

    def _closed(self, start: int, stop: int) -> int:
        """Where what is said ends at the latest: its last quotation, when the sentence's comma stands inside it."""
        last = next((at for at in range(stop - 1, start - 1, -1) if self._is_quotation(at)), None)
        if last is None or self.words[last].last != ",":
            return stop
        behind = last + 1 + self._one_of("helping words", last + 1)
        acted = self._one_of("clause beginnings", behind) and self._one_of("verb forms", behind + 1)
        verb = self._one_of("finite helpers", last + 1) or self._one_of("verb forms", behind)
        other = self._one_of("articles", behind) or self._opens_clause(behind) or acted or verb
        return last + 1 if other and not self._resumes(start, last, stop) else stop

    def _main_clause(self, cue: Cue, holder: Place | None, stop: int) -> int:
        """Where the main clause begins behind a cue that stands in the clause before it: `While he said so, ...`."""
        begun = min(holder[0], cue.lead) if holder else cue.lead
        ends = (at for at in range(cue.end + (not self._is_quotation(cue.end)), stop) if self._parted(at))
        leads = holder is not None and holder[0] >= cue.end
        end = next(ends, stop) if leads or self._is_subordinate(begun) else stop
        return stop if self._is_quotation(end + 1) else end + self._is_quotation(end)

    def _is_subordinate(self, begun: int) -> bool:
        """Whether a holder and its cue stand before the main clause: `Since May, when he asked for it, ...`."""
        if self._one_of("opens a subordinate clause", 0) and not any(self._is(at, ",") for at in range(begun)):
            return True
        return self._one_of("opens a subordinate clause", begun - 1) and self._is(begun - 2, ",")

    def _relative_ends(self, holder: Place | None, start: int, stop: int) -> int:
        """Where a clause ends that is told of a holder between commas: `the mayor, who said so, ...`."""
        if holder is None or not self._one_of("relatives", holder[0]):
            return stop
        return self._clause_ends(start, stop)

    def _clause_ends(self, start: int, stop: int) -> int:
        """Where a clause ends that a comma ends, also one in its quotation: `which he called “old,” has gone`."""
        return next((at + self._is_quotation(at) for at in range(start, stop) if self._parted(at)), stop)

    def _ended(self, start: int, stop: int) -> int:
        """Where another clause begins behind what is said, unless a quotation stands in that clause."""
        begun = max(start, self._led_up_to(start - 1)) + 1
        stop = next((at for at in range(begun, stop) if self._joins_verb(at) or self._tells_where(at)), stop)
        last = max((at for at in range(start, stop) if self._is_quotation(at)), default=start)
        if last == start and self._is_quotation(start) and self._one_of("opens a subordinate clause", start + 1):
            return start + 1
        return next((at for at in range(max(begun, last), stop) if self._parts_clause(start, at, stop)), stop)

    def _parts_clause(self, start: int, at: int, stop: int) -> bool:
        """Whether a comma or a dash parts what is said from the clause behind it."""
        if self._is(at, ","):
            goes_on = self._one_of("go on", at + 1) and (
                self._one_of("clauses follow", start - 1) or self._is_clause(start, at)
            )
            return self._opens_clause(at + 1) and not goes_on and not self._resumes(start, at, stop)
        return self._is_lone_dash(start, at, stop)

    def _is_lone_dash(self, start: int, at: int, stop: int) -> bool:
        """Whether a dash stands here that is neither the first nor the second of a pair."""
        dashes = [dash for dash in range(start, stop) if self.words[dash].is_dash]
        return at in dashes and at == dashes[-1] and len(dashes) % 2 == 1

    def _resumes(self, start: int, comma: int, stop: int) -> bool:
        """Whether a clause between commas is followed by the verb it parts from its subject."""
        told = self._one_of("relatives", comma + 1) and not self._is_clause(start, comma)
        if told and self._comma(comma + 1, stop) < stop:
            return True
        return any(self._is(at - 1, ",") and self._one_of("finite helpers", at) for at in range(comma + 2, stop))

    def _joins_verb(self, at: int) -> bool:
        """Whether `and` is followed by another verb of the same holder."""
        if not self._one_of("clause beginnings", at) or self._one_of("that", at):
            return False
        return any(at + 1 in (cue.lead, cue.first) and not self._goes_with_infinitive(at, cue) for cue in self.cues)

    def _goes_with_infinitive(self, at: int, cue: Cue) -> bool:
        """Whether a form goes on with an infinitive, and not with its verb: `called on her to stop and say`."""
        told = next((other for other in reversed(self.cues) if other.end <= at), None)
        if told is None or self.words[told.first].lower[-1] not in "sdg":
            return False
        plain = f"{self.words[cue.first].lower}s" in self.language.cues
        return plain and any(self._one_of("infinitives", before) for before in range(told.end, at))

    def _opens_clause(self, at: int) -> bool:
        return any(self._one_of(heading, at) for heading in OTHER_CLAUSES)

    def _tells_where(self, at: int) -> bool:
        """Whether it is told behind a quotation where it was said: `in a statement`, `in a joint letter`."""
        if not (self._is_quotation(at - 1) and self._one_of("circumstances", at)):
            return False
        return any(self._one_of("before a participle", noun) for noun in (at + 2, at + 3))

    def _opens_with_pronoun(self, at: int) -> bool:
        """Whether a pronoun stands here, also one joined with its verb: `he`, `he's`."""
        return at < len(self.words) and self.language.has("pronouns", self.words[at].lower.partition("'")[0])

    def _names(self, at: int) -> bool:
        return self._one_of("articles", at) or self._one_of("pronouns", at)

    def _tells_circumstances(self, start: int, stop: int) -> bool:
        leads = self._one_of("circumstances", start) or self._one_of("prepositions", start)
        return leads and not any(self._one_of("that", at) or self._is_quotation(at) for at in range(start, stop))
