"""What a language says who said something with: lists of words that a curator can read and lengthen.

The lists are the files of the folder `languages`, one a language; each explains itself.
"""

import configparser
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LISTS = Path(__file__).parent / "languages"
# What a list may hold, by its heading.
HEADINGS = (
    "quotation marks",
    "verbs of saying",
    "participles",
    "verbs with an object",
    "nouns of saying",
    "before the holder",
    "after the holder",
    "closing before the holder",
    "without a holder",
    "helping words",
    "that",
    "pronouns",
    "relatives",
    "as",
    "articles",
    "joins within a name",
    "prepositions",
    "circumstances",
    "asides",
    "acting",
    "before a participle",
    "infinitives",
    "verb forms",
    "clause beginnings",
    "ends of an object",
    "abbreviations",
    "passive",
    "by",
    "reported mood",
    "counted",
    "number words",
    "ways of the language",
)
_CUES = HEADINGS[1:9]
_GAP = "..."
_SMALL = ("helping words", "that", "pronouns", "articles", "prepositions", "clause beginnings")
_LOOKED_AT = 5000
WAYS = frozenset(
    {
        "a comma before reported words",
        "nouns have capitals",
        "ordinals have a full stop",
        "quoted parts apart",
        "the verb comes first",
        "the verb comes last",
    }
)


class BadList(ValueError):
    """A list of words that cannot be read; the message names its file and line."""


@dataclass(frozen=True)
class Entry:
    """A cue of a list: its words in order, in parts where others may stand between, and what it is."""

    kind: str
    parts: tuple[tuple[str, ...], ...]
    required: str = ""


@dataclass(frozen=True)
class Language:
    """The lists of one language."""

    code: str
    marks: tuple[tuple[str, str], ...]
    cues: dict[str, list[Entry]]
    words: dict[str, frozenset[str]]
    endings: dict[str, tuple[str, ...]]

    def has(self, heading: str, word: str) -> bool:
        """Whether a word, in lower case, stands under a heading of plain words, or has an ending that does ("-ly")."""
        return word in self.words[heading] or word.endswith(self.endings[heading])

    def goes(self, way: str) -> bool:
        """Whether the language has one of the WAYS."""
        return way in self.words["ways of the language"]


def lowered(word: str) -> str:
    """Lower case without the dot that Turkish İ would leave behind."""
    return word.replace("İ", "i").lower().replace("’", "'")


@cache
def codes() -> frozenset[str]:
    """The languages that have a list."""
    return frozenset(path.stem for path in LISTS.glob("*.txt"))


def spoken(tag: str) -> Language:
    """The lists for a BCP 47 language tag; where there are none, those that know quotation marks only (`und`)."""
    code = tag.split("-")[0].lower()
    return _ours(code if code in codes() else "und")


@cache
def _ours(code: str) -> Language:
    return read(code, [LISTS / f"{code}.txt"])


def read(code: str, files: list[Path]) -> Language:
    """A language from one or more lists, later ones adding to earlier ones. Raises BadList."""
    lines: dict[str, list[str]] = defaultdict(list)
    for path in files:
        for heading, found in _sections(path).items():
            lines[heading] += found
    marks = tuple((pair[0], pair[-1]) for pair in (line.split() for line in lines["quotation marks"]))
    cues: dict[str, list[Entry]] = defaultdict(list)
    for kind in _CUES:
        for line in lines[kind]:
            for entry in _entries(kind, line):
                cues[entry.parts[0][0]].append(entry)
    for entries in cues.values():
        entries.sort(key=lambda entry: -sum(len(part) for part in entry.parts) - bool(entry.required))
    words = {heading: frozenset(_words(lines[heading])) for heading in HEADINGS if heading not in _CUES}
    endings = {heading: tuple(word[1:] for word in found if word.startswith("-")) for heading, found in words.items()}
    return Language(code, marks, dict(cues), words, endings)


def _sections(path: Path) -> dict[str, list[str]]:
    parser = configparser.ConfigParser(
        allow_no_value=True, delimiters=("=",), comment_prefixes=("#",), inline_comment_prefixes=("#",), strict=False,
        interpolation=None, default_section="",
    )  # fmt: skip
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text(encoding="utf-8"), source=path.name)
    for heading in parser.sections():
        if heading not in HEADINGS:
            raise BadList(f"{path.name}: there is no heading [{heading}]. Headings are: {', '.join(HEADINGS)}.")
    return {heading: list(parser[heading]) for heading in parser.sections()}


def _words(lines: list[str]) -> list[str]:
    return [lowered(word.strip()) for line in lines for word in line.split(",") if word.strip()]


def _entries(kind: str, line: str) -> list[Entry]:
    return [_entry(kind, phrase) for phrase in _words([line])]


def _entry(kind: str, phrase: str) -> Entry:
    required = ""
    if phrase.endswith(")"):
        phrase, required = phrase[:-1].split("(")
    parts = tuple(tuple(part.split()) for part in phrase.split(_GAP))
    return Entry(kind, parts, required.strip())


def guessed(text: str) -> str:
    """The language whose small words stand most often in a text's beginning; `und` where none does."""
    words = [lowered(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text[:_LOOKED_AT])]
    counts = {code: sum(word in _small_words(code) for word in words) for code in sorted(codes())}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else "und"


@cache
def _small_words(code: str) -> frozenset[str]:
    return frozenset().union(*(_ours(code).words[heading] for heading in _SMALL))
