"""A language as suggestions know it: its lists, ready for looking up."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from statements.suggesting import lists
from statements.suggesting.lists import lowered

LISTS = Path(__file__).parent / "languages"
NONE = "und"  # BCP 47: undetermined
_SMALL = ("helping words", "that", "pronouns", "articles", "prepositions", "clause beginnings")
_LOOKED_AT = 5000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True)
class Entry:
    """A cue of a list: its words, in parts where others may stand between, and one that must follow; its heading."""

    kind: str
    parts: tuple[tuple[str, ...], ...]
    required: str


@dataclass(frozen=True)
class Language:
    """The lists of one language. `cues` go by their first word."""

    code: str
    marks: tuple[tuple[str, str], ...]
    ways: frozenset[str]
    cues: dict[str, list[Entry]]
    words: dict[str, frozenset[str]]
    endings: dict[str, tuple[str, ...]]

    def has(self, heading: str, word: str) -> bool:
        """Whether a word, in lower case, stands under a heading, or ends as one of its entries says ("-ly")."""
        return word in self.words[heading] or word.endswith(self.endings[heading])

    def goes(self, way: str) -> bool:
        """Whether the language has one of the WAYS of lists."""
        return way in self.ways


def codes() -> list[str]:
    """The languages that have a list."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.txt")})


def spoken(tag: str) -> Language:
    """The lists for a BCP 47 language tag; where it has none, one that knows quotation marks only.

    Lists of the folder `CUE_LISTS` add to ours, and a change to one is seen at once. Raises lists.BadList.
    """
    code = tag.split("-")[0].lower()
    code = code if code in codes() else NONE
    paths = [path for folder in _folders() if (path := folder / f"{code}.txt").is_file()]
    return _read(code, tuple((path, path.stat().st_mtime_ns) for path in paths))


def guessed(text: str) -> str:
    """The language whose small words stand most often in a text's beginning; `und` where none does."""
    words = [lowered(word) for word in _WORD.findall(text[:_LOOKED_AT])]
    small = {code: frozenset[str]().union(*(spoken(code).words[heading] for heading in _SMALL)) for code in codes()}
    counts = {code: sum(word in small[code] for word in words) for code in small}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else NONE


def _folders() -> list[Path]:
    return [LISTS, *([Path(settings.CUE_LISTS)] if settings.CUE_LISTS else [])]


@lru_cache(maxsize=32)
def _read(code: str, stamped: tuple[tuple[Path, int], ...]) -> Language:
    entries = lists.read([path for path, _ in stamped])
    marks = tuple((line.split()[0], line.split()[1]) for line in entries[lists.MARKS])
    words = {heading: frozenset(entries[heading]) for heading in lists.WORD_HEADINGS}
    endings = {heading: tuple(word[1:] for word in found if word.startswith("-")) for heading, found in words.items()}
    return Language(code, marks, frozenset(entries[lists.WAYS_HEADING]), _cues(entries), words, endings)


def _cues(entries: dict[str, list[str]]) -> dict[str, list[Entry]]:
    """The cues by their first word, longer ones first."""
    cues: dict[str, list[Entry]] = defaultdict(list)
    for kind in lists.CUE_HEADINGS:
        for phrase in entries[kind]:
            entry = _entry(kind, phrase)
            cues[entry.parts[0][0]].append(entry)
            *noun, last = entry.parts[0]
            if kind == "nouns of saying" and noun and last in entries["that"]:
                cues[noun[0]].append(Entry(kind, (tuple(noun), (last,)), ""))
    for found in cues.values():
        found.sort(key=lambda entry: (-sum(map(len, entry.parts)) - bool(entry.required), -len(entry.parts)))
    return dict(cues)


def _entry(kind: str, phrase: str) -> Entry:
    phrase, _, required = phrase.rstrip(")").partition("(")
    return Entry(kind, tuple(tuple(part.split()) for part in phrase.split("...")), required.strip())
