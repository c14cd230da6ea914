"""Sentences of languages that part reported words by a comma or a colon, as German and Russian do."""

from statements.suggesting.cues import Cue
from statements.suggesting.holders import Place
from statements.suggesting.readings import Reading
from statements.suggesting.suggestion import Suggestion

_FAR_HELP = 14


class VerbSecondReading(Reading):
    """A sentence whose reported words are told by commas."""

    def _closing(self, cue: Cue) -> tuple[Place | None, Suggestion | None]:
        """`„...“, so der Minister`: behind the comma a holder and nothing else."""
        holder = self.holders.after(cue.end, self.end) if self._closes(cue.first) else None
        if holder is None or not (
            holder[1] == self.end or self._one_of("circumstances", holder[1]) or self._is(holder[1], ",")
        ):
            return None, None
        rest = (holder[1], self.end)
        places = [(0, cue.first)] + ([rest] if self._quotes(rest) else [])
        return holder, self._made(cue, holder, places, "said before its cue", goes_on=True)

    def _closes(self, at: int) -> bool:
        return at > 1 and (self._is(at - 1, ",") or self._is_quotation(at - 1) or self.words[at - 1].is_dash)

    def _verb(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        low = self.cues[number - 1].end if number else 0
        stop = self._stop(number)
        finite = self._finite(cue, low)
        start = self._clause_start(finite, low)
        if self._one_of("as", start):
            return self._parenthesis(cue, start)
        holder = self._holder(cue, finite, low, stop)
        if self._joined(finite):
            holder, low = known or self.holders.first(finite - 1) or holder, finite
        if cue.kind == "verbs with an object":
            return holder, self._object(cue, holder, low, stop)
        behind = self._behind(max(cue.end, holder[1] if holder else 0), stop)
        named_before = holder is not None and holder[1] == finite - 1
        if start == finite and finite > low and not named_before and not self._tells(behind, stop):
            places = [(low, finite)] + ([(behind, stop)] if behind and self._is_quotation(behind) else [])
            return holder, self._made(cue, holder, places, "said before its cue", goes_on=True)
        if behind:
            return holder, self._made(cue, holder, [(behind, stop)], "said after its cue", goes_on=True)
        return holder, self._object(cue, holder, low, stop) if self._quotes((low, stop)) else None

    def _holder(self, cue: Cue, finite: int, low: int, stop: int) -> Place | None:
        """The holder on either side of the verb; behind `von` where it is in the passive."""
        if self._one_of("passive", finite) and finite < cue.first:
            return self.holders.within("by", low, cue.first)
        behind = max(finite + 1, cue.inner if finite == cue.first else 0)
        if self._one_of("pronouns", behind):
            return (behind, behind + 1)
        if self.language.goes("the verb comes first"):
            return self.holders.after(behind, stop)
        return self.holders.before(finite, low) or self.holders.after(behind, stop)

    def _joined(self, finite: int) -> bool:
        """Whether a verb stands right behind `und`, and so has the subject of the verb before it."""
        return self._one_of("joins", finite - 1) and not self._one_of("passive", finite)

    def _clause_begins(self, cue: Cue) -> int | None:
        finite = self._finite(cue, 0)
        return finite - 1 if self._joined(finite) else super()._clause_begins(cue)

    def _finite(self, cue: Cue, low: int) -> int:
        """Where the verb stands that has the holder beside it: `hat` of `hat ... angekündigt`."""
        for at in range(cue.first - 1, max(low, cue.first - _FAR_HELP) - 1, -1):
            if self.words[at].text == "," or self.words[at].quotation:
                break
            if self._one_of("helping words", at):
                return at
        return cue.first

    def _clause_start(self, at: int, low: int) -> int:
        while (
            at > low
            and self.words[at - 1].text not in (",", ":", ";", "(")
            and not self._is_quotation(at - 1)
            and not self.words[at - 1].is_dash
        ):
            at -= 1
        return at

    def _parenthesis(self, cue: Cue, start: int) -> tuple[Place | None, Suggestion | None]:
        """`wie die Polizei mitteilte`: all but this clause is said."""
        end = cue.end
        while end < self.end and self.words[end].is_word:
            end += 1
        inside = (start + 1, cue.first) if cue.first > start + 1 else (cue.end, end)
        holder = self.holders.after(*inside)
        return holder, self._made(cue, holder, [(0, start), (end, self.end)], "said around its cue", goes_on=True)

    def _behind(self, start: int, stop: int) -> int | None:
        """Where reported words begin behind a verb: at a comma, a colon, a quotation, or `dass`."""
        for at in range(start, stop):
            if self._is_quotation(at) or self.words[at].text in (",", ":") or self._one_of("that", at):
                return at + 1 if self.words[at].text in (",", ":") else at
        return None

    def _tells(self, behind: int | None, stop: int) -> bool:
        if behind is None or behind >= stop:
            return False
        return self._one_of("that", behind) or (self._is(behind - 1, ":"))

    def _quotes(self, place: Place) -> bool:
        return any(word.quotation for word in self.words[place[0] : place[1]])

    def _object(self, cue: Cue, holder: Place | None, low: int, stop: int) -> Suggestion | None:
        """`nannte den Bericht eine „Ente“`: the quotations, or else the whole sentence without its holder and cue."""
        quoted = [(at, at + 1) for at in range(low, stop) if self._is_quotation(at)]
        return self._made(cue, holder, quoted or [(low, stop)], "said of somebody or something")
