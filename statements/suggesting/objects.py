"""Where what is said of something ends, which has no clause of its own: an object."""

from statements.suggesting.extents import OTHER_CLAUSES, Extents

_CLAUSES = ("relatives", "that", "pronouns", "clause beginnings")
_AFTER_OBJECTS = (*OTHER_CLAUSES, "clause beginnings", "prepositions")
_BEHIND_VERBS = ("articles", "prepositions", "infinitives", "that", "pronouns")
_SOON = 8


class Objects(Extents):
    """A sentence with the places where an object in it ends."""

    def _object_ends(self, start: int, stop: int) -> int:
        """Where what is said of something ends: at the latest before a verb, unless a clause of its own has begun."""
        clause = False
        for at in range(start, stop):
            if at > start and self._ends_object(start, at, stop) and not self._quotes_because(at, stop):
                return at
            if at > start and not clause and self._is_verb(start, at):
                return next((comma for comma in range(at - 1, start, -1) if self._is(comma, ",")), at)
            clause = clause or any(self._one_of(heading, at) for heading in _CLAUSES)
        return stop

    def _quotes_because(self, at: int, stop: int) -> bool:
        """Whether a clause opens here that is quoted from: `called it a mess because it was “a mess.”`"""
        return self._one_of("ends of an object", at) and any(
            map(self._is_quotation, range(at + 1, min(stop, at + _SOON)))
        )

    def _quotes_ahead(self, at: int) -> bool:
        """Whether a quotation stands within the next few words, with no mark before it."""
        ahead = range(at + 1, min(self.end, at + _SOON))
        return self._is_quotation(next((word for word in ahead if not self.words[word].is_word), at))

    def _is_verb(self, start: int, at: int) -> bool:
        """Whether a clause's own verb stands here: a helping one, or a verb of saying that is no noun."""
        return self._one_of("finite helpers", at) or any(
            cue.first == at
            and cue.lead >= start
            and cue.kind == "verbs of saying"
            and not self._is_noun(cue)
            and not cue.quotes
            for cue in self.cues
        )

    def _ends_object(self, start: int, at: int, stop: int) -> bool:
        if self._is_closed(at - 1) and (self._is_quotation(at) or self._one_of("infinitives", at)):
            return False
        if self._is(at, ","):
            if self._is_closed(at - 1) or self._apposes(at + 1, stop):
                return True
            return self._parts_object(at + 1) and not self._goes_alike(start, at + 1)
        mark = self.words[at].text in ";:(" or self._is_lone_dash(start, at, stop)
        return mark or self._joins_clause(at) or self._is_closed(at - 1) or self._parts(at)

    def _parts_object(self, at: int) -> bool:
        """Whether what begins behind a comma is no more of an object."""
        return any(self._one_of(heading, at) for heading in _AFTER_OBJECTS)

    def _apposes(self, at: int, stop: int) -> bool:
        """Whether a comma is followed by more about what was named last, and not by another thing of a list."""
        return self._one_of("articles", at) and not any(self._one_of("clause beginnings", n) for n in range(at, stop))

    def _goes_alike(self, start: int, at: int) -> bool:
        """Whether what follows a comma goes on as before: `of lying, hiding and stealing`, `all, including mine`."""
        if self._one_of("acting", at):
            return self._one_of("go on", at) or any(
                self._one_of("acting", before) and self._one_of("prepositions", before - 1)
                for before in range(start + 1, at)
            )
        alike = at + 1 if self._one_of("joins", at) else at
        return self._one_of("acting", alike) or self._one_of("joins within a name", alike)

    def _joins_clause(self, at: int) -> bool:
        """Whether `and` is followed by another verb."""
        if not self._one_of("clause beginnings", at) or self._one_of("that", at):
            return False
        taken = self._is_quotation(at - 1) or any(self._one_of(heading, at + 2) for heading in _BEHIND_VERBS)
        acted = self._one_of("verb forms", at + 1) and taken
        return acted or self._one_of("finite helpers", at + 1) or self._one_of("relatives", at + 1)

    def _parts(self, at: int) -> bool:
        return (
            self._one_of("ends of an object", at)
            or (self._tells_time(at) and not self._quotes_ahead(at) and not self._infinitive_follows(at))
            or self._tells_where(at)
            or self._joins_verb(at)
        )

    def _tells_time(self, at: int) -> bool:
        """Whether a time begins here: `on Monday`, `last week`; `in a town` may be part of what is said."""
        placed = self.language.has("prepositions", self.words[at].lower)
        return self._one_of("circumstances", at) and not (placed and not self._is_capital(at + 1))

    def _infinitive_follows(self, at: int) -> bool:
        """Whether what somebody is to do goes on behind a time: `urged the mayor on Sunday to resign`."""
        return self._one_of("infinitives", self.holders.behind_circumstance(at))

    def _is_closed(self, at: int) -> bool:
        """Whether a quotation ends here with the comma or stop of the sentence round it."""
        return self._is_quotation(at) and self.words[at].last in ",."
