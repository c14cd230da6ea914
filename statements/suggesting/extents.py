"""Where what somebody said begins and ends in a sentence whose holder stands before the verb."""

from statements.suggesting.cues import Cue
from statements.suggesting.holders import Place
from statements.suggesting.readings import Reading

_NEAR, _FAR = 4, 24
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
        quoted = next((at for at in range(start, stop) if self._is_quotation(at)), start)
        return quoted if self._is(quoted - 1, ":") else start

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
        other = self._one_of("articles", behind) or self._opens_clause(behind) or acted
        return last + 1 if other else stop

    def _main_clause(self, cue: Cue, holder: Place | None, stop: int) -> int:
        """Where the main clause begins behind a cue that stands in the clause before it: `While he said so, ...`."""
        begun = min(holder[0], cue.lead) if holder else cue.lead
        ends = (at for at in range(cue.end + 1, stop) if self._parted(at))
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
        return self._comma(start, stop)

    def _ended(self, start: int, stop: int) -> int:
        """Where another clause begins behind what is said, unless a quotation stands in that clause."""
        last = max((at for at in range(start, stop) if self._is_quotation(at)), default=start)
        if last == start and self._is_quotation(start) and self._one_of("opens a subordinate clause", start + 1):
            return start + 1
        for at in range(start + 1, stop):
            if self._joins_verb(at) or (at >= last and self._parts_clause(start, at, stop)):
                return at
        return stop

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
        joins = self._one_of("clause beginnings", at) and not self._one_of("that", at)
        return joins and any(at + 1 in (cue.lead, cue.first) for cue in self.cues)

    def _opens_clause(self, at: int) -> bool:
        return any(self._one_of(heading, at) for heading in OTHER_CLAUSES)

    def _comma(self, start: int, stop: int) -> int:
        return next((at for at in range(start, stop) if self._is(at, ",")), stop)

    def _names(self, at: int) -> bool:
        return self._one_of("articles", at) or self._one_of("pronouns", at)

    def _tells_circumstances(self, start: int, stop: int) -> bool:
        leads = self._one_of("circumstances", start) or self._one_of("prepositions", start)
        return leads and not any(self._one_of("that", at) or self._is_quotation(at) for at in range(start, stop))
