"""Whose words they are: the name, the title or the pronoun before or after a cue.

Places are numbers of words, (first, end), end exclusive.
"""

from statements.suggesting.languages import Language
from statements.suggesting.lists import lowered
from statements.suggesting.sentences import MARKS, Word

Place = tuple[int, int]
LONGEST = 45
_ITEM = 4  # words of one holder in a list of them
_IN_TITLES = ("articles", "prepositions", "joins within a name", "clause beginnings")
_NO_NOUNS = ("verb forms", "verbs in the present", "finite helpers", "helping words", "articles", "joins", "relatives")
_PARTING = frozenset(",;:?!([]")


class Holders:
    """The holders that stand in one sentence."""

    def __init__(self, words: list[Word], language: Language) -> None:
        self.words, self.language = words, language

    def is_one_of(self, heading: str, at: int) -> bool:
        """Whether the word at a place stands under a heading; a heading may have entries of two words."""
        if not 0 <= at < len(self.words):
            return False
        word = self.words[at].lower
        both = f"{word} {self.words[at + 1].lower}" if at + 1 < len(self.words) else word
        return self.language.has(heading, word) or both in self.language.words[heading]

    def speaks(self, at: int) -> bool:
        """Whether a quotation seems to be somebody's words, and not a title or a name: small words stand in it."""
        words = (word.strip(MARKS) for word in self.words[at].text.split())
        small = (lowered(word) for word in words if word[:1].isalpha() and not word[0].isupper())
        return any(not any(self.language.has(heading, word) for heading in _IN_TITLES) for word in small)

    def before(self, end: int, low: int = 0) -> Place | None:
        """The holder that ends here, not beginning before `low`: with the apposition that may follow its name."""
        low, verb = max(low, end - LONGEST), end
        if not self.is_one_of("clause beginnings", end - 1):
            end = self._without_circumstance(end, low)
        if end <= low or self.is_one_of("clause beginnings", end - 1):
            return None
        if self.is_one_of("pronouns", end - 1) or self.is_one_of("relatives", end - 1):
            return (end - 1, end)
        end = self._before_time(end, low)
        if self.words[end - 1].text == ",":
            return self._with_apposition(end - 1, low)
        place = self.told_of(end, low) or self._named(self._clause(end, low), end)
        return place if place is None or self._interrupts(verb) else self._listed(place, low)

    def told_of(self, end: int, low: int = 0) -> Place | None:
        """The name before a clause about it that ends here in a quotation: `the mayor, who called it “safe,”`."""
        if not self.words[end - 1].quotation or self.words[end - 1].last != ",":
            return None
        comma = next((at - 1 for at in range(end - 1, low, -1) if self.is_one_of("relatives", at)), low)
        return self._named(self._clause(comma, low), comma) if comma > low and self.words[comma].text == "," else None

    def within(self, heading: str, start: int, stop: int) -> Place | None:
        """The holder behind the first word of a heading: `by`, where the verb is in the passive."""
        for at in range(start, stop):
            if self.is_one_of(heading, at):
                return self.after(at + 1, stop)
        return None

    def ending(self, end: int) -> Place | None:
        """The holder right before a word like `zufolge`."""
        return self.before(end)

    def source(self, start: int, stop: int, *, opens: bool) -> Place | None:
        """The holder that follows `according to`, up to a comma; past it for an apposition, unless it opens all."""
        end = start
        while end < stop and not (self.words[end].text in ",;:" or self.words[end].is_dash):
            end += 1
            if end < stop and not opens and self.words[end].text == "," and self.is_one_of("articles", end + 1):
                end += 1
        return (start, self._list_ends(end, stop)) if end > start else None

    def after(self, start: int, stop: int) -> Place | None:
        """The holder that begins here, up to a circumstance, a clause or a quotation."""
        while start < stop and (not self.words[start].is_word or self.is_one_of("asides", start)):
            start += 1
        if start < stop and self.is_one_of("pronouns", start):
            return (start, start + 1)
        if self.is_one_of("that", start):
            return None
        end = start
        while end < min(stop, start + LONGEST) and not self._ends_name(end, start):
            end += 1
        while end > start and self.words[end - 1].text in ",–-—(":
            end -= 1
        return (start, end) if end > start else None

    def owner(self, at: int) -> Place:
        """Who has the possessive at a place: `his`, or the name with its title that ends in `'s`."""
        if self.words[at].lower.endswith(self.language.endings["possessives"]):
            return (self.last_name(max(-1, at - LONGEST), at + 1), at + 1)
        return (at, at + 1)

    def first(self, stop: int) -> Place | None:
        """The name or pronoun that a sentence begins with, after what leads up to it."""
        lead = next((at for at in range(stop) if not self.is_one_of("asides", at)), 0)
        passive = self.is_one_of("verb forms", lead) and self.is_one_of("prepositions", lead + 1)
        begun = self._after_lead(stop) if self._leads(lead) or self._acts(lead) or passive else lead
        for start in range(begun, min(stop, begun + LONGEST)):
            if self.is_one_of("pronouns", start):
                return (start, start + 1)
            if self.words[start].is_word and self.words[start].is_capital and not self._leads_up(start):
                return (start, self._name_ends(start, stop))
        return None

    def _name_ends(self, start: int, stop: int) -> int:
        """The end of capitals, also past a noun among them: `Ohio voter Ann Example`, `The Example campaign also`."""
        end = start + 1 + self.is_one_of("articles", start)
        while end < stop and (self.words[end].is_capital or self._is_of_name(end, start)):
            end += 1
        return end

    def _is_of_name(self, at: int, start: int) -> bool:
        """Whether a name goes on: with a stop, or a small word before its rest or, if it has an article, its verb."""
        if self.words[at].text == ".":
            return True
        if at + 1 >= len(self.words) or not self.words[at].text[0].islower() or self._leads_up(at):
            return False
        verb = any(self.is_one_of(heading, at + 1) for heading in ("helping words", "verb forms", "asides"))
        named = self.words[at + 1].is_capital or (verb and self.is_one_of("articles", start))
        return named and not any(self.is_one_of(heading, at) for heading in _NO_NOUNS)

    def _after_lead(self, stop: int) -> int:
        for at, word in enumerate(self.words[:stop]):
            if word.text == "," or (word.quotation and word.last == ","):
                return at + 1
        return 0

    def _leads_up(self, at: int) -> bool:
        return self._leads(at) or self.is_one_of("asides", at)

    def _leads(self, at: int) -> bool:
        return any(self.is_one_of(heading, at) for heading in ("prepositions", "circumstances", "clause beginnings"))

    def _ends_name(self, at: int, start: int) -> bool:
        word = self.words[at]
        if word.text == ",":
            return not self._apposes(at, start)
        if word.quotation:
            return self.words[at - 1].text == "," or at == start
        if word.text in (";", ":") or word.is_dash:
            return True
        if at == start:
            return False
        return self.is_one_of("circumstances", at) or self.is_one_of("that", at) or self.is_one_of("asides", at)

    def _apposes(self, comma: int, start: int) -> bool:
        """Whether what follows a comma tells more of the name that begins at a place before it."""
        if comma + 1 >= len(self.words) or self.words[comma + 1].quotation:
            return False
        headings = ("circumstances", "that", "clause beginnings", "pronouns", "relatives", "prepositions", "asides")
        told_already = any(word.text == "," for word in self.words[max(start, comma - 6) : comma])
        if any(self.is_one_of(heading, comma + 1) for heading in headings) or self._acts(comma + 1):
            return False
        return not told_already or self.words[comma - 1].is_capital

    def _acts(self, at: int) -> bool:
        """Whether a participle begins here: `speaking to reporters`."""
        return self.is_one_of("acting", at)

    def _without_circumstance(self, end: int, low: int) -> int:
        """The end of a name before the time that may stand between it and its verb: `Ban on Tuesday called`."""
        for start in range(max(low + 1, end - 3), end):
            parted = any(word.text == "," for word in self.words[start - 1 : end])
            clause = self.is_one_of("opens a subordinate clause", start)
            behind = self.behind_circumstance(start)
            named = any(word.is_capital for word in self.words[behind:end])
            if behind > start and self.words[start].is_word and not (parted or clause or named):
                return start
        return end

    def _before_time(self, end: int, low: int) -> int:
        """The end of what stands between commas before a time and its verb: `Ban, who knew it, last year called`."""
        for start in (end - 2, end - 1):
            if start > low and self._is_comma(start - 1) and self.behind_circumstance(start) == end:
                return start
        return end

    def behind_circumstance(self, at: int) -> int:
        """Where a circumstance of one or two words ends that begins at a place; the place, where none does."""
        if not self.is_one_of("circumstances", at):
            return at
        return at + 1 if self.language.has("circumstances", self.words[at].lower) else at + 2

    def _with_apposition(self, end: int, low: int) -> Place | None:
        """A name with what stands after it between commas: `Ban, the secretary general,`."""
        comma = self._comma_before(end, low)
        if comma is None:
            return None
        place = self._named(self._clause(comma, low), comma)
        if place is None:
            return None
        further = place[0] - 1
        first = self.words[place[0]].text
        told = not first[0].isupper() or ("-" in first and place[1] - place[0] < 3)  # `Ann Example, D-Ohio, who`
        if further > low and self._is_comma(further) and told:
            place = self._named(self._clause(further, low), further) or place
        return (place[0], end if self._apposes_name(comma) else comma)

    def _apposes_name(self, comma: int) -> bool:
        headings = ("relatives", "prepositions", "circumstances", "clause beginnings", "is asked")
        return not self._acts(comma + 1) and not any(self.is_one_of(heading, comma + 1) for heading in headings)

    def _comma_before(self, at: int, low: int) -> int | None:
        for number in range(at - 1, low - 1, -1):
            if self.words[number].quotation:
                return None
            if self.words[number].text == ",":
                return number
        return None

    def _clause(self, end: int, low: int) -> int:
        """Where the stretch of words begins that ends here."""
        at = end
        while at > low and not self._parts(at - 1):
            at = self._opened(at - 1, low) if self.words[at - 1].text == ")" else at - 1
        return at

    def _opened(self, at: int, low: int) -> int:
        """Where brackets open that close here, such as `(D)` behind a name; here, where they do not."""
        return next((n for n in range(at, max(low, at - 6) - 1, -1) if self.words[n].text == "("), at)

    def _parts(self, at: int) -> bool:
        word = self.words[at]
        if word.quotation:
            return (at > 0 and self.words[at - 1].text in (",", ":")) or word.last in ",.?!…"
        if word.text in _PARTING or word.is_dash:
            return True
        if self.is_one_of("joins", at):
            return at > 0 and self.words[at - 1].quotation is not None
        if self.is_one_of("relatives", at) and self.is_one_of("prepositions", at - 1):
            return True  # `a tape in which the mayor boasts`
        if self.is_one_of("circumstances", at) and self.is_one_of("opens a subordinate clause", at):
            return True
        return self.is_one_of("that", at) or self.is_one_of("clause beginnings", at)

    def _named(self, start: int, end: int) -> Place | None:
        """The stretch without what leads up to the name: prepositions with their words, and circumstances."""
        while start < end and (self._is_aside(start) or not (self.words[start].is_word or self.words[start].quotation)):
            start += 1
        behind = self.behind_circumstance(start) if start < end else start
        timed = behind - start == 2 or not self.is_one_of("prepositions", start)
        if behind < end and timed and (self.words[behind].is_capital or self.is_one_of("articles", behind)):
            start = behind  # `On Wednesday Ban`, `Yesterday the mayor`, but not `In a speech Ban`
        if start < end and self.is_one_of("prepositions", start):
            start = self.last_name(start, end)
        if end - start > 1 and self._is_object(start):
            start += 1
        return (start, end) if start < end and any(word.is_word for word in self.words[start:end]) else None

    def _interrupts(self, verb: int) -> bool:
        """Whether a comma soon ends what a verb's clause interrupts: `The bridge, Ann and Ben said on Monday, was`."""
        comma = next((at for at in range(verb + 1, verb + 2 * _ITEM) if self._is_comma(at)), None)
        if comma is None or (comma > verb + 2 and not self._leads(verb + 1)):
            return False
        return comma + 1 < len(self.words) and not self.words[comma + 1].quotation

    def _listed(self, place: Place, low: int) -> Place:
        """A holder with those before it in a list that opens its clause: `Ann, Ben and Cora`, `Ann, Ben, and Cora`."""
        start = place[0] - (self.is_one_of("joins", place[0] - 1) and self._is_comma(place[0] - 2))
        joined = any(self.is_one_of("joins", at) for at in range(start, place[1]))
        first = start
        while joined and first - 1 > low and self._is_comma(first - 1):
            item = self._clause(first - 1, low)
            if not self._is_item(item, first - 1):
                return place
            first = item
        return (first, place[1]) if first < start else place

    def _list_ends(self, comma: int, stop: int) -> int:
        """Where a list of holders ends that goes on behind a comma: `Ann, Ben and Cora`; the comma, where none does."""
        at = comma
        while at < stop and self._is_comma(at):
            end = next((n for n in range(at + 1, stop) if self._is_comma(n) or not self.words[n].is_word), stop)
            join = next((n for n in range(at + 1, end) if self.is_one_of("joins", n)), None)
            if join is not None and join <= at + 1 + _ITEM and self._is_item(join + 1, end):
                return end if join == at + 1 or self._is_item(at + 1, join) else comma
            if not self._is_item(at + 1, end):
                return comma
            at = end
        return comma

    def _is_comma(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.words[at].text == ","

    def _is_item(self, start: int, end: int) -> bool:
        """Whether a stretch may be one of a list of holders: `Ann Example`, `the police`; no `On Monday`, `Sadly`."""
        if self._leads_up(start) or self.is_one_of("helping words", start) or self._acts(start):
            return False
        item = range(start, end)
        if any(self.is_one_of(heading, at) for heading in ("verb forms", "finite helpers") for at in item):
            return False
        named = all(self.words[at].is_capital or self.is_one_of("joins within a name", at) for at in item)
        return 0 < len(item) <= _ITEM and (named or self.is_one_of("articles", start))

    def _is_object(self, at: int) -> bool:
        """Whether a relative stands here before the name of who does something: `which the mayor`."""
        subject = self.is_one_of("possessives", at) or self.is_one_of("finite helpers", at + 1)
        return self.is_one_of("relatives", at) and not subject

    def _is_aside(self, at: int) -> bool:
        return self.is_one_of("asides", at) or self.is_one_of("clause beginnings", at)

    def last_name(self, start: int, end: int) -> int:
        """Where the last name of a stretch begins: with an article or a capital letter."""
        at = self._opened(end - 1, start) if self.words[end - 1].text == ")" else end - 1
        while at > start + 1 and not self.is_one_of("articles", at):
            if self.words[at].is_capital and not self.words[at - 1].is_capital and self.words[at - 1].text != ".":
                break
            at -= 1
        return at
