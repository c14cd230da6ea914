"""Sentences of languages whose verb comes last, as Turkish: the holder first, then what is said, then the cue."""

from statements.suggesting.cues import Cue
from statements.suggesting.holders import Place
from statements.suggesting.readings import Reading
from statements.suggesting.suggestion import Suggestion


class VerbLastReading(Reading):
    """A sentence whose holder stands before a comma or a quotation, and whose cue closes what is said."""

    def _verb(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        low = self.cues[number - 1].end if number else 0
        if self._one_of("that", cue.end):
            holder = self.holders.before(cue.lead, low)
            return holder, self._made(cue, holder, [(cue.end + 1, self.end)], "said after its cue", goes_on=True)
        quoted = [at for at in range(low, cue.first) if self._is_quotation(at) and self.holders.speaks(at)]
        if quoted:
            end = quoted[-1] + 1
            holder = self._named_before(quoted[0], low) or self.holders.after(end, cue.first)
            holder = holder or self.holders.after(cue.end, self.end)
            return holder or known, self._made(cue, holder, [(quoted[0], end)], "said before its cue", goes_on=True)
        told = self._told_from(low, cue.first)
        holder = self._named_before(told, low)
        return holder or known, self._made(cue, holder, [(told, cue.first)], "said before its cue")

    def _named_before(self, told: int, low: int) -> Place | None:
        """The name that opens the sentence up to its first comma, else who stands right before what is told."""
        end = told - 1 if self._is(told - 1, ",") else told
        opens = not low and not self._one_of("asides", 0)
        return self.holders.before(self._comma(low, end) if opens else end, low)

    def _told_from(self, low: int, stop: int) -> int:
        """Where what is said begins: behind the first comma, else behind the name that opens the sentence."""
        comma = self._comma(low, stop)
        if comma < stop:
            return comma + 1
        name = self.holders.first(stop) if low == 0 else None
        return name[1] if name and name[0] == 0 else low

    def _closing(self, cue: Cue) -> tuple[Place | None, Suggestion | None]:
        """`"..." diyen bakan`: the holder behind the cue, its words right before."""
        holder = self.holders.after(cue.end, self._comma(cue.end, self.end))
        quoted = [(cue.first - 1, cue.first)] if self._is_quotation(cue.first - 1) else []
        return holder, self._made(cue, holder, quoted, "said before its cue")
