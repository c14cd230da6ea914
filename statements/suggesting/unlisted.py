"""Quotations that no cue of the lists tells of: partly quoted words behind any other verb."""

from collections.abc import Iterator

from statements.suggesting.cues import Cue, begun
from statements.suggesting.holders import Place
from statements.suggesting.said_of import SaidOf
from statements.suggesting.suggestion import Stretch, Suggestion

_FAR = 14
_NO_VERBS = (
    "no verbs in the present",
    "as",
    "prepositions",
    "possessives",
    "articles",
    "pronouns",
    "clause beginnings",
)
_NAMED = 6  # words of a name before a colon, or of it and its verb behind a quotation


class Unlisted(SaidOf):
    """A sentence read for quotations behind verbs that no list has."""

    def quoted(self, taken: set[int], made: list[Suggestion], holder: Stretch | None) -> Iterator[Suggestion]:
        """Also short ones: with the words behind a verb that no list has."""
        headline = self._headline()
        if headline and not taken & self.quoted_in(headline):
            taken.update(self.quoted_in(headline))
            yield headline
        for at, word in enumerate(self.words if self.language.cues else ()):
            if word.quotation and word.start not in taken and self.holders.speaks(at):
                suggestion = self._unlisted(at) or self._told_behind(at)
                if suggestion:
                    taken.update(self.quoted_in(suggestion))
                    yield suggestion
        yield from super().quoted(taken, made, holder)

    def _headline(self) -> Suggestion | None:
        """What a name before a colon says: `Ann Example: The bridge is “unsafe”`, `Closed again - Ann: “I knew it.”`"""
        colon = next((at for at in range(self.end) if self._is(at, ":")), 0)
        start = next((at + 1 for at in range(colon - 1, -1, -1) if self.words[at].is_dash), 0)
        name = self.words[start:colon]
        if not 0 < len(name) <= _NAMED or not all(word.is_word and word.is_capital for word in name):
            return None
        quoted = map(self._is_quotation, (colon + 1,) if start else range(colon + 2, self.end))
        made = self._made(None, (start, colon), [(colon + 1, self.end)], "a name before a colon")
        return made if any(quoted) else None

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
                stop = self._relative_ends(self.holders.before(verb), quotation, self.end)
                end = self._ended(verb + 2, stop) if that else self._object_ends(verb + 1, stop)
                return self._told_by(verb, (verb + 1 + that, max(end, quotation + 1)))
        return None

    def _told_behind(self, quotation: int) -> Suggestion | None:
        """What any verb closes, right behind its quotation: `“Go,” Ann urged.`, `“Go,” urged the mayor, “now.”`"""
        start = quotation + 1
        stop = next((at for at in range(start, self.end) if not self.words[at].is_word), self.end)
        if self.words[quotation].last not in ",?!" or not 1 < stop - start <= _NAMED:
            return None
        verb = stop - 1 if self._has_verb_form(stop - 1) else start
        holder = self.holders.before(verb, start) if verb > start else self._subject_of(verb, stop)
        if holder is None or holder[0] > start + (verb == start):
            return None
        goes_on = self._is(stop, ",") and self._is_quotation(stop + 1)
        places = [(quotation, start)] + ([(stop + 1, stop + 2)] if goes_on else [])
        cue = Cue("verbs of saying", verb, verb, verb + 1, verb + 1)
        return self._made(cue, holder, places, "any verb behind a quotation", goes_on=True)

    def _subject_of(self, verb: int, stop: int) -> Place | None:
        """Who stands behind a verb that opens a clause: `urged the mayor`, but not `directed by Ann`."""
        named = any(self._one_of(heading, verb + 1) for heading in ("articles", "pronouns"))
        named = named or (self._is_capital(verb + 1) and not self._one_of("circumstances", verb + 1))
        begins = self._has_verb_form(verb) and named
        return self.holders.after(verb + 1, stop) if begins else None

    def _has_verb_form(self, at: int) -> bool:
        small = self.words[at].text[0].islower()
        return small and self._one_of("verb forms", at) and not self._one_of("finite helpers", at)

    def _is_unlisted(self, at: int) -> bool:
        """Whether a verb stands here that no list has."""
        known = any(self._one_of(heading, at) for heading in ("that", "finite helpers"))
        known = known or any(cue.first <= at < cue.inner for cue in self.cues)
        acts = self._one_of("acting", at) and self._one_of("passive", at - 1)
        return (
            not known
            and self.words[at].text[0].islower()
            and (acts or self._one_of("verb forms", at) or self._does(at))
        )

    def _does(self, at: int) -> bool:
        """Whether a verb in the present stands here, behind a name: `Anna derides the “mess”`, no `Anna supporters`."""
        if any(self._one_of(heading, at) for heading in _NO_VERBS):
            return False
        named = at > 0 and self.words[at - 1].is_word and self._is_capital(at - 1)
        takes = any(self._one_of(heading, at + 1) for heading in ("articles", "that", "possessives", "pronouns"))
        return named and takes and self._one_of("verbs in the present", at)

    def _told_by(self, verb: int, said: Place) -> Suggestion | None:
        lead = begun(self.words, verb, self.language)
        cue = Cue("verbs with an object", lead, verb, verb + 1, verb + 1)
        holder = None if self._is_noun(cue) else self.holders.before(lead)
        return self._made(cue, holder, [said], "quoted behind a verb") if holder else None
