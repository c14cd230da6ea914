"""What is said of somebody or something: behind verbs with an object, in the passive, behind nouns of saying."""

from dataclasses import replace

from statements.suggesting.cues import Cue, begun
from statements.suggesting.holders import Place
from statements.suggesting.objects import Objects
from statements.suggesting.suggestion import Suggestion

_SOON = 3
_SEVERAL = ("several", "pronouns", "relatives", "stand for people")
TOLD_BY_NOUN = "a noun tells what was said"


class SaidOf(Objects):
    """A sentence read for what its verbs and nouns say of something."""

    def _is_noun(self, cue: Cue) -> bool:
        """Whether a verb's form is a noun or an infinitive here: `the claims`, `of reports`, `to support`."""
        if self._one_of("stand for people", cue.first - 1) and not self._one_of("several", cue.first):
            return False
        if cue.lead == cue.first:
            named = self._one_of("also nouns", cue.first) and not self._is_many(cue.first - 1)
            marked = self._one_of("articles", cue.first - 1) or self._one_of("prepositions", cue.first - 1)
            return named or marked or self._ends_name_of_thing(cue)
        return self._one_of("articles", cue.first - 1) or self._one_of("infinitives", cue.lead)

    def _is_many(self, at: int) -> bool:
        """Whether a word names several: `critics`, `they`, `some`."""
        if self._one_of("possessives", at):
            return False
        return any(self._one_of(heading, at) for heading in _SEVERAL)

    def _ends_name_of_thing(self, cue: Cue) -> bool:
        """Whether a form without an ending stands behind one thing: `the roll call`, but `the critics call`."""
        form, before = self.words[cue.first].lower, cue.first - 1
        single = self._one_of("articles", before - 1) and not self._one_of("several", before)
        plain = any(form + ending in self.language.cues for ending in self.language.endings["verbs in the present"])
        return cue.end - cue.first == 1 and single and plain and not self._one_of("verb forms", cue.first)

    def _passive(self, number: int, cue: Cue, subject: Place | None, stop: int) -> Suggestion | None:
        """`a plan backed by the senator`: said of what stands before; who `was quoted as saying` says it next."""
        following = self.cues[number + 1 : number + 2]
        if any(self._one_of("before a participle", after.lead - 1) for after in following):
            return None
        if subject and cue.lead == cue.first:
            subject = self.holders.last_name(subject[0] - 1, subject[1]), subject[1]
        start, stop = cue.end + 1, self._comma(cue.end, stop)
        told = next((at for at in range(start, stop) if self._tells_of(at)), stop)
        rest = [(told, self._object_ends(told, stop))] if told < stop else []
        said = [*([subject] if subject else []), *rest]
        return self._made(cue, self.holders.after(start, told), said, "said of it by somebody") if said else None

    def _said_apart(self, cue: Cue, stop: int) -> tuple[Place | None, Suggestion | None]:
        """What is quoted in `Dubbed “old,” the bridge`, `the bridge, called “old,”`, `Ann, proud of “her road,”`."""
        stop = self._object_ends(cue.end, self._clause_ends(cue.end, stop))
        if not any(map(self._is_quotation, range(cue.end, stop))):
            return None, None
        holder = self.holders.first(cue.lead) if cue.lead and cue.end - cue.first > 1 else None
        return holder, self._made(cue, holder, [(cue.end, stop)], "said of somebody or something")

    def _tells_of(self, at: int) -> bool:
        """Whether a name ends here, and what is said begins: `as a mess`, `to open it`, `of “lying”`."""
        if self._one_of("as", at) or self._one_of("infinitives", at):
            return True
        parts = self._one_of("prepositions", at) or self._one_of("joins within a name", at)
        return parts and self._is_quotation(at + 1)

    def _said_by(self, cue: Cue, stop: int) -> tuple[Place | None, Suggestion | None] | None:
        """What is quoted in `a plan, derided as “a mess” by the mayor`."""
        quoted = next((at for at in range(cue.end, cue.end + _SOON) if self._is_quotation(at)), None)
        apart = cue.lead > 0 and not self.words[cue.lead - 1].is_word
        if quoted is None or not apart or not self._one_of("by", quoted + 1):
            return None
        holder = self.holders.after(quoted + 2, self._comma(quoted, stop))
        return holder, self._made(cue, holder, [(cue.end, quoted + 1)], "said of it by somebody")

    def _as_noun(self, cue: Cue) -> Cue | None:
        """The noun that the words of a verb are behind whose it is: `his call for`, `her angry call for`."""
        own = self._one_of("possessives", cue.first - 1)
        near = self._one_of("possessives", cue.first - 2) and not self._is_many(cue.first - 1)
        words = tuple(word.lower for word in self.words[cue.first : cue.end])
        nouns = (entry for entry in self.language.cues[words[0]] if entry.kind == "nouns of saying")
        if not (own or near) or not any(entry.parts[0] == words for entry in nouns):
            return None
        return replace(cue, kind="nouns of saying", lead=cue.first, inner=cue.end)

    def _is_passive(self, cue: Cue) -> bool:
        """Whether something is said of the subject: `was called a disaster`, `is expected to open`."""
        if cue.end - cue.first > 1 or not any(self._one_of("passive", at) for at in range(cue.lead, cue.first)):
            return False
        told = self._one_of("infinitives", cue.end) and not self._names(cue.end + 1)
        return cue.kind == "verbs with an object" or told

    def _said_of_it(self, cue: Cue, subject: Place | None, stop: int) -> Suggestion | None:
        start = self.holders.behind_circumstance(cue.end) if cue.end < stop else stop
        stop = self._object_ends(start, stop)
        by = next((at for at in range(start, stop) if self._one_of("by", at)), stop)
        if by <= start or self._one_of("ends of an object", start):
            return None
        holder = self.holders.after(by + 1, stop) if by < stop else None
        return self._made(cue, holder, [*([subject] if subject else []), (start, by)], "said of it by somebody")

    def _noun(self, number: int, cue: Cue) -> tuple[Place | None, Suggestion | None]:
        """`the mayor's claim that`: what follows, up to where another clause begins."""
        # Behind `the claim by the mayor that` the holder stands within the cue.
        within = cue.inner < cue.end and self._one_of("from whom", cue.inner)
        holder = (cue.inner + 1, cue.end - 1) if within else self._owner(cue)
        quoted = holder is None and self._is_quotation(cue.end)
        that = self._one_of("that", cue.end - 1)
        stop = cue.end + 1 if quoted else self._ended(cue.end, self._stop(number))
        if not that:
            stop = self._subject_ends(cue.end, self._object_ends(cue.end, stop))
        told = that or self._one_of("infinitives", cue.end - 1)
        if holder is None and told and not any(map(self._is_quotation, range(cue.end, stop))):
            return None, None
        cue = self._without_to(cue)
        noun = replace(cue, end=cue.inner) if cue.inner < cue.end else cue
        return holder, self._made(noun, holder, [(cue.end, stop)], TOLD_BY_NOUN)

    def _subject_ends(self, start: int, stop: int) -> int:
        """Before the verb that stands right behind a quotation: `his description of her as a “liar” drew fire`."""
        quoted = (at for at in range(start, stop) if self._is_quotation(at) and self._one_of("verb forms", at + 1))
        return next(quoted, stop - 1) + 1

    def _owner(self, cue: Cue) -> Place | None:
        """Whose claim it is: `the mayor's claim that`, `the mayor voiced deep concern about`."""
        for at in range(cue.first - 1, max(-1, cue.first - 5), -1):
            if at >= cue.first - 2 and self._one_of("possessives", at):
                return self.holders.owner(at)
            if self._one_of("verbs before a noun of saying", at):
                return self.holders.before(begun(self.words, at, self.language))
            if not self.words[at].is_word:
                return None
        return None

    def _object(self, cue: Cue, holder: Place, stop: int) -> Suggestion | None:
        """`called the report a disaster`: up to a comma, or where another clause or a circumstance begins."""
        if any(other.first == cue.end and other.kind == "verbs of saying" for other in self.cues):
            return None
        if self._one_of("joins", cue.end) or self._one_of("finite helpers", cue.end):
            return None
        if (self._one_of("prepositions", cue.end) and not self._one_of("as", cue.end)) or self._serves_noun(cue):
            return None
        stop = self._main_clause(cue, holder, self._relative_ends(holder, cue.end + 1, stop))
        stop, cue = self._object_ends(cue.end, stop), self._without_to(cue)
        return self._made(cue, holder, [(self._spoken_from(cue.end, stop), stop)], "said of somebody or something")

    def _spoken_from(self, start: int, stop: int) -> int:
        """Where a quotation begins behind a comma or a colon, which is all that is said: `called out to her, “No.”`"""
        quoted = (at for at in range(start + 1, stop) if self._is_quotation(at) and self.words[at - 1].text in ",:")
        return next(quoted, start)

    def _without_to(self, cue: Cue) -> Cue:
        """`vowed` of `vowed to fight`: the rest is what is said."""
        named = self._names(cue.end) or self._is_capital(cue.end)
        return replace(cue, end=cue.end - (self._one_of("infinitives", cue.end - 1) and not named))

    def _serves_noun(self, cue: Cue) -> bool:
        """Whether a verb only serves the noun of saying that follows it."""
        near = range(cue.end, cue.end + 4)
        return self._one_of("verbs before a noun of saying", cue.first) and any(
            other.first in near for other in self.cues if other.kind == "nouns of saying"
        )
