"""Sentences of languages that need no comma before reported words, as English: the holder stands before the verb."""

from collections.abc import Iterator
from dataclasses import replace

from statements.suggesting.cues import Cue, begun
from statements.suggesting.extents import Extents
from statements.suggesting.holders import LONGEST, Place
from statements.suggesting.sentences import MARKS
from statements.suggesting.suggestion import Stretch, Suggestion


_SOON, _FAR = 6, 14


class SubjectFirstReading(Extents):
    """A sentence in which what is said stands before, after, or on both sides of `he said`."""

    def suggestions(self) -> Iterator[Suggestion]:
        """What each cue suggests; inside what somebody says, only a report with its `that` or a quotation."""
        made = list(super().suggestions())
        thats = {word.end for at, word in enumerate(self.words) if self._one_of("that", at)}
        for suggestion in made:
            start = suggestion.content[0][0]
            if suggestion.mode == "direct" or {start - 1, start - 2} & thats or not _is_inside(suggestion, made):
                yield suggestion

    def _source(self, cue: Cue, holder: Place | None) -> tuple[Place | None, Suggestion | None]:
        """`according to`: the main clause beside it, and what goes on with it behind the source."""
        if holder is None or (cue.end - cue.first == 1 and cue.first > 0):
            return None, None
        before, behind = (
            (self._main_clause_begins(cue.first), cue.first),
            (holder[1], self._closed(holder[1], self.end)),
        )
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

    def _names(self, at: int) -> bool:
        return self._one_of("articles", at) or self._one_of("pronouns", at)

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
        """Whether a quotation stands close behind a cue, and so is likely to be what it tells."""
        return any(self._is_quotation(at) for at in range(cue.end, cue.end + _SOON))

    def _tells(self, at: int) -> bool:
        """Whether what is said begins here beyond doubt: with `that`, or a quotation behind its comma or colon."""
        return self._one_of("that", at) or (self.words[at].text in ",:" and self._is_quotation(at + 1))

    def _verb(self, number: int, cue: Cue, known: Place | None) -> tuple[Place | None, Suggestion | None]:
        if self._one_of("that", cue.end) and self._one_of("possessives", cue.lead - 1):
            return self._noun(number, replace(cue, inner=cue.end + 1, end=cue.end + 1))
        if self._is_noun(cue):
            return self._infinitive(number, cue, known)
        if self._is_asked(cue):
            return None, None
        low, stop = self._low(number), self._stop(number)
        holder = self.holders.before(cue.lead, low)
        if self._one_of("by", cue.end):
            return holder, self._passive(number, cue, holder, stop)
        if self._is_passive(cue):
            return None, self._said_of_it(cue, holder, stop)
        if cue.kind == "verbs with an object" and not holder and not known and self._is(cue.lead - 1, ","):
            return None, None
        made = self._said_before(cue, low, stop, holder) if cue.kind != "verbs with an object" else None
        return made or self._said_behind(number, cue, stop, holder or known or self.holders.first(cue.lead))

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
        if self._is(cue.lead - 1, ","):
            return self._ends_with_name(cue.end, stop)
        if not self._is_quotation(cue.lead - 1) or self._one_of("that", cue.end):
            return False
        return not self.holders.told_of(cue.lead)

    def _low(self, number: int) -> int:
        """Where the words of a cue may begin: behind the last cue that tells what is said."""
        told = (cue for cue in reversed(self.cues[:number]) if cue.kind == "verbs of saying")
        return next((cue.end for cue in told if not self._is_asked(cue)), 0)

    def _is_asked(self, cue: Cue) -> bool:
        """Whether a clause says what somebody was asked: `Asked if she knew, ...`, `Anna, asked about it, ...`."""
        opens = cue.lead == 0 or self._is(cue.lead - 1, ",") or self._one_of("opens a subordinate clause", cue.lead - 1)
        asks = self._one_of("clause beginnings", cue.end) or cue.end - cue.first > 1
        return opens and asks and self._one_of("is asked", cue.first)

    def _is_noun(self, cue: Cue) -> bool:
        """Whether a verb's form is a noun or an infinitive here: `the claims`, `of reports`, `to support`."""
        if self._one_of("stand for people", cue.first - 1) and not self.words[cue.first].lower.endswith("s"):
            return False
        if cue.lead == cue.first:
            if self._ends_name_of_thing(cue) or (
                self._one_of("also nouns", cue.first) and not self._is_many(cue.first - 1)
            ):
                return True
            return self._one_of("articles", cue.first - 1) or self._one_of("prepositions", cue.first - 1)
        return self._one_of("articles", cue.first - 1) or self._one_of("infinitives", cue.lead)

    def _is_many(self, at: int) -> bool:
        """Whether a word names several: `critics`, `they`, `some`."""
        if self._one_of("possessives", at):
            return False
        several = at >= 0 and self.words[at].lower.endswith("s")
        return several or any(self._one_of(heading, at) for heading in ("pronouns", "relatives", "stand for people"))

    def _ends_name_of_thing(self, cue: Cue) -> bool:
        """Whether a form without an ending stands behind one thing: `the roll call`, but `the critics call`."""
        form, before = self.words[cue.first].lower, cue.first - 1
        single = self._one_of("articles", before - 1) and not self.words[before].lower.endswith("s")
        return cue.end - cue.first == 1 and single and f"{form}s" in self.language.cues and form[-1] != "d"

    def _passive(self, number: int, cue: Cue, subject: Place | None, stop: int) -> Suggestion | None:
        """`a plan backed by the senator`: said of what stands before; who `was quoted as saying` says it next."""
        following = self.cues[number + 1 : number + 2]
        if subject is None or any(self._one_of("before a participle", after.lead - 1) for after in following):
            return None
        if cue.lead == cue.first:
            subject = self.holders.last_name(*subject), subject[1]
        start, stop = cue.end + 1, self._comma(cue.end, stop)
        told = next(
            (at for at in range(start, stop) if self._one_of("as", at) or self._one_of("infinitives", at)), stop
        )
        rest = [(told, self._object_ends(told, stop))] if told < stop else []
        return self._made(cue, self.holders.after(start, told), [subject, *rest], "said of it by somebody")

    def _is_passive(self, cue: Cue) -> bool:
        """Whether something is said of the subject: `was called a disaster`, `is expected to open`."""
        if cue.end - cue.first > 1 or not any(self._one_of("passive", at) for at in range(cue.lead, cue.first)):
            return False
        return cue.kind == "verbs with an object" or self._one_of("infinitives", cue.end)

    def _quoted_as(self, number: int, cue: Cue) -> Place | None:
        """Who says what follows: `quoted the mayor as saying`."""
        following = next(iter(self.cues[number + 1 : number + 2]), None)
        if cue.kind != "verbs with an object" or following is None or following.kind != "participles":
            return None
        end = following.lead - 1
        return (cue.end, end) if self._one_of("as", end) and end > cue.end else None

    def _said_of_it(self, cue: Cue, subject: Place | None, stop: int) -> Suggestion | None:
        stop = self._object_ends(cue.end, stop)
        by = next((at for at in range(cue.end, stop) if self._one_of("by", at)), stop)
        holder = self.holders.after(by + 1, stop) if by < stop else None
        return self._made(cue, holder, [*([subject] if subject else []), (cue.end, by)], "said of it by somebody")

    def _noun(self, number: int, cue: Cue) -> tuple[Place | None, Suggestion | None]:
        """`the mayor's claim that`: what follows, up to where another clause begins."""
        holder = self._owner(cue) if cue.inner == cue.end else self._named_between(cue)
        if holder is None and not self._is_quotation(cue.end):
            return None, None
        stop = self._ended(cue.end, self._stop(number)) if holder else cue.end + 1
        if not self._one_of("that", cue.end - 1):
            stop = self._object_ends(cue.end, stop)
        cue = self._without_to(cue)
        noun = replace(cue, end=cue.inner) if cue.inner < cue.end else cue
        return holder, self._made(noun, holder, [(cue.end, stop)], "a noun tells what was said")

    def _named_between(self, cue: Cue) -> Place | None:
        """Whose claim it is in `the claim by the mayor that`."""
        return (cue.inner + 1, cue.end - 1)

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
        closes = self._closes(cue.end, holder[0], stop)
        if self._one_of("as", before) and self._is_quotation(before - 1):
            return closes
        if self._is_quotation(before):
            told = self._one_of("that", cue.end) or self._one_of("pronouns", cue.end)
            return closes or (self.holders.speaks(before) and not told)
        before -= self._one_of("clause beginnings", before)
        return closes and self._is(before, ",")

    def _closes(self, at: int, before: int, stop: int) -> bool:
        """Whether nothing is said from here on that does not go on with what stands before a place."""
        parted = self._is(at, ",") and not self._opens_speech(at + 1, before)
        return at >= stop or parted or self._tells_circumstances(at, stop)

    def _opens_speech(self, at: int, before: int) -> bool:
        """Whether a quoted sentence begins here, and none stands before a place: `When asked, she replied, "No."`"""
        if not self._is_quotation(at) or any(word.quotation for word in self.words[:before]):
            return False
        return self.words[at].text.strip(MARKS)[:1].isupper()

    def _tells_circumstances(self, start: int, stop: int) -> bool:
        leads = self._one_of("circumstances", start) or self._one_of("prepositions", start)
        return leads and not any(self._one_of("that", at) or self._is_quotation(at) for at in range(start, stop))

    def _before(self, cue: Cue, low: int, between: Place, stop: int, holder: Place | None) -> Suggestion | None:
        """What stands before its cue, and goes on behind it."""
        start, end = between
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
        places = [*left_out, (start, self._comma(start, stop) if left_out else stop)]
        return self._made(cue, holder, places, "said after its cue", goes_on=True)

    def _left_out(self, holder: Place | None, verb: int) -> list[Place]:
        """What a verb without a subject is said of, before its holder: `which`, in `which he said was a mistake`."""
        if holder is None or not self._one_of("finite helpers", verb) or not self._one_of("relatives", holder[0] - 1):
            return []
        return [(holder[0] - 1, holder[0])]

    def quoted(self, taken: set[int], made: list[Suggestion], holder: Stretch | None) -> Iterator[Suggestion]:
        """Also short ones: with the words behind a verb that no list has."""
        for at, word in enumerate(self.words if self.language.cues else ()):
            if word.quotation and word.start not in taken and self.holders.speaks(at):
                suggestion = self._unlisted(at)
                if suggestion:
                    taken.update(self.quoted_in(suggestion))
                    yield suggestion
        yield from super().quoted(taken, made, holder)

    def _unlisted(self, quotation: int) -> Suggestion | None:
        """What is quoted behind the nearest verb that no list has: directly, or within its clause or its object."""
        at = quotation - 2 if self._is(quotation - 1, ",") else quotation - 1
        if self._is_unlisted(at):
            return self._told_by(at, (quotation, quotation + 1))
        for verb in range(quotation - 2, max(-1, quotation - _FAR), -1):
            if not (self.words[verb + 1].is_word or self._is_quotation(verb + 1)):
                return None
            if self._is_unlisted(verb):
                that = self._one_of("that", verb + 1)
                end = self._ended(verb + 2, self.end) if that else self._object_ends(verb + 1, self.end)
                return self._told_by(verb, (verb + 1 + that, max(end, quotation + 1)))
        return None

    def _is_unlisted(self, at: int) -> bool:
        """Whether a verb stands here that no list has."""
        known = any(self._one_of(heading, at) for heading in ("that", "finite helpers"))
        acts = self._one_of("acting", at) and self._one_of("passive", at - 1)
        return not known and self.words[at].text[0].islower() and (acts or self._one_of("verb forms", at))

    def _told_by(self, verb: int, said: Place) -> Suggestion | None:
        lead = begun(self.words, verb, self.language)
        cue = Cue("verbs with an object", lead, verb, verb + 1, verb + 1)
        holder = None if self._is_noun(cue) else self.holders.before(lead)
        return self._made(cue, holder, [said], "quoted behind a verb") if holder else None


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
