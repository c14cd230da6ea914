"""Where a claim's words, and what its parts name, stand in the text of its capture."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.text import Truncator

from statements import quoting, texts
from statements.quoting import Found

# A line of its own between two pastes: the words between them are not part of the claim.
SKIP = "[...]"
MOST_CHOICES = 40
_SKIP_LINE = re.compile(r"^[ \t]*\[(?:\.\.\.|…)\][ \t]*$", re.MULTILINE)
_AROUND = 40
_SHOWN = 80
_NUMBER_SIGNS = ".,'’"

Stretch = tuple[int, int]


def blocks(pasted: str) -> list[str]:
    """The pastes of one field: what stands between lines that hold only `[...]`, without the blank ones."""
    return [block for block in _SKIP_LINE.split(pasted) if block.strip()]


def lines_or_blocks(pasted: str) -> list[str]:
    """One paste a line; where a line holds only `[...]`, the pastes are what stands between such lines."""
    found = blocks(pasted) if _SKIP_LINE.search(pasted) else pasted.split("\n")
    return [block for block in found if block.strip()]


def shown_blocks(recorded: Sequence[str]) -> str:
    """Recorded words as blocks() reads them."""
    return f"\n{SKIP}\n".join(recorded)


def shown_lines(recorded: Sequence[str]) -> str:
    """Recorded words as lines_or_blocks() reads them."""
    broken = any("\n" in words for words in recorded)
    return shown_blocks([*recorded, ""]) if broken else "\n".join(recorded)


class Reading:
    """A text with its paragraphs counted, so that a place in it can be told to a curator."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [start for start, _ in texts.paragraphs(text)]

    def paragraph(self, at: int) -> int:
        """The number of the paragraph an offset lies in, from 1."""
        return max(bisect_right(self._starts, at), 1)

    def where(self, start: int, end: int) -> str:
        """`¶5: … Some ‹613› individuals …`: a place on one line, with a few words of its paragraph on both sides."""
        before = self.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
        after = self.text[end : end + _AROUND].partition("\n")[0]
        if len(before) == _AROUND:
            before = "… " + before.partition(" ")[2]
        if len(after) == _AROUND:
            after = after.rpartition(" ")[0] + " …"
        return f"¶{self.paragraph(start)}: {_one_line(before)}‹{short(self.text[start:end])}›{_one_line(after)}"


@dataclass(frozen=True)
class Question:
    """A paste that stands at several places, for the curator to choose one."""

    number: int
    pasted: str
    places: tuple[Found, ...]


@dataclass
class Search:
    """What came of looking for pastes: stretches found, what differed, questions for the curator, and problems."""

    pieces: list[Stretch] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def look_for(
    text: str,
    pastes: Iterable[str],
    find: Callable[[str], list[Found]],
    *,
    refusal: Callable[[str], str],
    recorded: Sequence[Stretch] = (),
    chosen: Mapping[int, int] | None = None,
) -> Search:
    """Find each paste; one whose words are recorded already stays where it is, one that stands twice is asked about.

    `chosen` holds the start that a curator chose for the paste of each number; `refusal` says why a paste was not
    found. No place is guessed.
    """
    search, known = Search(), list(recorded)
    for number, paste in enumerate(pastes):
        kept = next((stretch for stretch in known if text[slice(*stretch)] == paste.strip()), None)
        if kept:
            known.remove(kept)
            _take(search, Found((kept,), ()), text, paste)
        else:
            places = find(paste)
            search.problems += [] if places else [refusal(paste)]
            _ask(search, number, paste, places, text, (chosen or {}).get(number))
    search.problems += overlapping(text, search.pieces)
    return search


def _ask(search: Search, number: int, paste: str, places: list[Found], text: str, chosen: int | None) -> None:
    picked = [place for place in places if place.pieces[0][0] == chosen] if len(places) > 1 else places
    if picked:
        _take(search, picked[0], text, paste)
    elif len(places) > MOST_CHOICES:
        search.problems.append(f"“{short(paste)}” stands at {len(places):,} places; paste more of the words around it.")
    elif places:
        search.questions.append(Question(number, paste, tuple(places)))


def _take(search: Search, place: Found, text: str, paste: str) -> None:
    search.pieces += place.pieces
    if place.notes:
        found = f" {SKIP} ".join(text[start:end] for start, end in place.pieces)
        search.notes.append(f"“{short(paste)}” is recorded as the source has it: “{found}” ({'; '.join(place.notes)}).")


def overlapping(text: str, pieces: list[Stretch]) -> Iterator[str]:
    """A sentence for each two stretches that share words."""
    ordered = sorted(pieces)
    for before, after in pairwise(ordered):
        if after[0] < before[1]:
            yield f"“{short(text[slice(*before)])}” and “{short(text[slice(*after)])}” overlap; give each word once."


def not_found(text: str, paste: str) -> str:
    """Why a paste was not found in the text, with the words that differ."""
    return f"Not found: “{short(paste)}”: {quoting.differing(text, paste)}."


def find_inside(text: str, stretches: Sequence[Stretch], paste: str) -> list[Found]:
    """The places of a paste that lie within one of the stretches."""
    found = []
    for start, end in stretches:
        for place in quoting.find(text[start:end], paste):
            found.append(Found(tuple((start + a, start + b) for a, b in place.pieces), place.notes))
    return found


def candidates(text: str, words: str) -> list[Found]:
    """The places where a cue, name, figure or date stands, its first letter large or small; none inside a number."""
    places = quoting.find(text, words)
    swapped = words.strip()[:1].swapcase() + words.strip()[1:]
    if swapped != words.strip():
        places = places + quoting.find(text, swapped)
    return [place for place in places if not _cuts_number(text, place)]


def nearest(
    text: str,
    places: Sequence[Found],
    *,
    near: Sequence[Stretch],
    avoid: Sequence[Stretch] = (),
    taken: Iterable[Found] = (),
) -> Found | None:
    """The place closest to a claim's words, or inside them; None when there is none.

    Whole words come before parts of words, what nobody has taken before what somebody has, and what lies outside
    the stretches to avoid (words quoted as somebody's own, which hold no cue of the source) before what lies inside.
    """
    held = {place.pieces for place in taken}

    def rank(place: Found) -> tuple[bool, bool, bool, int, int]:
        start, end = place.pieces[0][0], place.pieces[-1][1]
        inside = any(start < stop and begin < end for begin, stop in avoid)
        away = min((max(begin - end, start - stop, 0) for begin, stop in near), default=0)
        return _cuts_word(text, place), place.pieces in held, inside, away, start

    return min(places, key=rank, default=None)


def _cuts_word(text: str, place: Found) -> bool:
    return any(
        _both(str.isalnum, text, start) or _both(str.isalnum, text, end)
        for start, end in (place.pieces[0], place.pieces[-1])
    )


def _cuts_number(text: str, place: Found) -> bool:
    """Whether it is a part of a longer number: the 13 of 613, the 275 of 1,275."""
    start, end = place.pieces[0][0], place.pieces[-1][1]
    if _both(str.isdecimal, text, start) or _both(str.isdecimal, text, end):
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (text[start].isdecimal() and len(before) == 2 and before[0].isdecimal() and before[1] in _NUMBER_SIGNS) or (
        text[end - 1].isdecimal() and len(after) == 2 and after[0] in _NUMBER_SIGNS and after[1].isdecimal()
    )


def _both(test: Callable[[str], bool], text: str, at: int) -> bool:
    return 0 < at < len(text) and test(text[at - 1]) and test(text[at])


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def short(text: str) -> str:
    """Words on one line and cut to what a message can show."""
    return Truncator(_one_line(text).strip()).chars(_SHOWN)
