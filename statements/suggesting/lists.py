"""The lists of words that suggestions look for: one file a language, which a curator can read and lengthen.

A line in [brackets] is a heading; below it stand entries, parted by commas or lines; what follows # is a note.
"""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

CUE_HEADINGS = (
    "verbs of saying",
    "participles",
    "verbs with an object",
    "nouns of saying",
    "before the holder",
    "after the holder",
    "closing before the holder",
    "without a holder",
)
WORD_HEADINGS = (
    "that",
    "as",
    "by",
    "passive",
    "verbs before a noun of saying",
    "infinitives",
    "helping words",
    "no helping words",
    "finite helpers",
    "verb forms",
    "verbs in the present",
    "no verbs in the present",
    "acting",
    "before a participle",
    "pronouns",
    "relatives",
    "articles",
    "adjectives",
    "stand for people",
    "several",
    "possessives",
    "genitives",
    "joins within a name",
    "prepositions",
    "circumstances",
    "asides",
    "clause beginnings",
    "ends of an object",
    "tell somebody",
    "is asked",
    "clauses follow",
    "also nouns",
    "from whom",
    "joins",
    "go on",
    "conceding",
    "opens a subordinate clause",
    "abbreviations",
    "reported mood",
    "counted",
    "number words",
)
MARKS, WAYS_HEADING = "quotation marks", "ways of the language"
HEADINGS = (MARKS, WAYS_HEADING, *CUE_HEADINGS, *WORD_HEADINGS)
WAYS = (
    "a comma before reported words",
    "nouns have capitals",
    "ordinals have a full stop",
    "quoted parts apart",
    "the verb comes first",
    "the verb comes last",
)
_VOWEL_SIGNS = re.compile("[\u0640\u064b-\u065f\u0670]")
_CUE = re.compile(r"[^().]+(\.\.\.[^().]+)*(\([^().]+\))?")


class BadList(ValueError):
    """A list that cannot be read; the message names its file and line."""


def read(paths: list[Path]) -> dict[str, list[str]]:
    """The entries under each heading, in lower case, of one or more lists, later ones adding to earlier ones."""
    entries: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        heading = ""
        for number, line in enumerate(_text(path).splitlines(), start=1):
            line = line.split("#")[0].strip()
            problem = ""
            if line.startswith("[") and line.endswith("]"):
                heading = line[1:-1].strip()
                problem = "" if heading in HEADINGS else f"there is no heading {line}: {', '.join(HEADINGS)}."
            elif line:
                found = [line] if heading == MARKS else [lowered(part.strip()) for part in line.split(",")]
                entries[heading] += filter(None, found)
                problem = _problem(heading, found)
            if problem:
                raise BadList(f"{path.name}, line {number}: {problem}")
    return entries


def lowered(word: str) -> str:
    """Lower case in NFC, without the dot that Turkish İ would leave behind and without Arabic vowel signs."""
    word = word.replace("İ", "i").lower().replace("’", "'")
    return word if word.isascii() else _VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", word))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadList(f"{path.name} cannot be read: {problem}.") from None


def _problem(heading: str, entries: list[str]) -> str:
    if not heading:
        return "a heading in [brackets] must stand before the first entry."
    if heading == MARKS and len(entries[0].split()) != 2:
        return f"‘{entries[0]}’ must be an opening and a closing mark with a space between them."
    if heading == WAYS_HEADING:
        return next((f"‘{entry}’ is none of these: {', '.join(WAYS)}." for entry in entries if entry not in WAYS), "")
    if heading in CUE_HEADINGS:
        wrong = (entry for entry in entries if entry and not _CUE.fullmatch(entry))
        return next((f"‘{entry}’ cannot be read as a cue." for entry in wrong), "")
    return ""
