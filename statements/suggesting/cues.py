"""The cues of a sentence: words that say that somebody said something, found by the lists of its language."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from statements.suggesting.languages import Entry, Language
from statements.suggesting.sentences import Word

_WIDEST_GAP, _WIDEST_NAME = 25, 9
_NEAR, _FAR = 4, 6
_QUOTED = "“"


@dataclass(frozen=True)
class Cue:
    """A cue by the numbers of its words: from `first` to before `end`, and `inner` where its first part ends.

    `lead` and `end` take in the helping words beside it ("has later"). `quotes` tells that it is a cue only of
    quotations.
    """

    kind: str
    lead: int
    first: int
    inner: int
    end: int
    quotes: bool = False


def cues(words: list[Word], language: Language) -> list[Cue]:
    """The cues of a sentence from left to right; none begins within the first part of another."""
    found: list[Cue] = []
    at = 0
    while at < len(words):
        cue = next(_cues_at(words, at, language), None)
        if cue:
            found.append(cue)
        at = cue.inner if cue else at + 1
    return found


def _cues_at(words: list[Word], at: int, language: Language) -> Iterator[Cue]:
    if _is_a_name(words, at):
        return
    for entry in language.cues.get(words[at].lower, ()):
        first = _ends_first(words, at, entry, language)
        inner, end = first or at, first and _matched(words, first, entry, language)
        if end and entry.kind.startswith("verbs") and _is_adverb(words, end, language) and _closes(words, end + 1):
            end += 1
        near = _FAR if entry.kind == "before the holder" else _NEAR
        if end and (not entry.required or _follows(words, inner, near, entry.required)):
            yield Cue(entry.kind, begun(words, at, language), at, inner, end, entry.required == _QUOTED)


def _is_a_name(words: list[Word], at: int) -> bool:
    """Whether a capital letter within a sentence tells a name: `the Post`, `the State Department`."""
    return at > 0 and words[at].text[0].isupper() and words[at - 1].is_word and not words[at - 1].is_capital


def _ends_first(words: list[Word], at: int, entry: Entry, language: Language) -> int | None:
    """Where the first part of an entry ends that begins here, if it does: an adverb may stand in a verb's."""
    rest = entry.parts[0][1:]
    if rest and entry.kind.startswith("verbs") and _is_adverb(words, at + 1, language):
        return at + 2 + len(rest) if _stands(words, at + 2, rest) else None
    return at + len(entry.parts[0]) if _stands(words, at, entry.parts[0]) else None


def _is_adverb(words: list[Word], at: int, language: Language) -> bool:
    """Whether a word is a helping one by its ending: no name, such as `Kelly`, and no noun, such as `ally`."""
    if at >= len(words) or words[at].is_capital or words[at].lower in language.words["no helping words"]:
        return False
    return words[at].lower.endswith(language.endings["helping words"])


def _closes(words: list[Word], at: int) -> bool:
    return at >= len(words) or words[at].text in (",", ".")


def _matched(words: list[Word], at: int, entry: Entry, language: Language) -> int | None:
    """Where an entry's words end whose first part ends here; None where the others do not stand here."""
    if entry.kind == "nouns of saying" and len(entry.parts) > 1:
        return _ends_behind_holder(words, at, language)
    for part in entry.parts[1:]:
        places = range(at, min(at + _WIDEST_GAP, len(words)))
        ends = (place + len(part) for place in places if _stands(words, place, part))
        # What is parted from a verb ("teilte ... mit") stands at the end of its clause.
        at = next((end for end in ends if end == len(words) or not words[end].is_word), 0)
        if not at:
            return None
    return at


def _ends_behind_holder(words: list[Word], at: int, language: Language) -> int | None:
    """Where `that` ends behind `the claim`, if its holder, a time or `is` stands between: `by the mayor`, `in May`."""
    if at + 1 >= len(words):
        return None
    if language.has("passive", words[at].lower) and language.has("that", words[at + 1].lower):
        return at + 2
    if not any(language.has(heading, words[at].lower) for heading in ("from whom", "prepositions")):
        return None
    for end in range(at + 2, min(at + _WIDEST_NAME, len(words))):
        if language.has("that", words[end].lower):
            return end + 1
        if not (words[end].is_word or words[end].text == ".") or language.has("finite helpers", words[end].lower):
            return None
    return None


def _stands(words: list[Word], at: int, part: tuple[str, ...]) -> bool:
    return [word.lower for word in words[at : at + len(part)]] == list(part)


def _follows(words: list[Word], at: int, near: int, required: str) -> bool:
    """Whether a word stands within the next few, no comma between; `*` stands for any beginning of it."""
    if required == _QUOTED:
        return True
    following = [word.lower for word in takewhile(lambda word: word.text != ",", words[at : at + near])]
    if required.startswith("*"):
        return any(word.endswith(required[1:]) for word in following)
    return required in following


def begun(words: list[Word], at: int, language: Language) -> int:
    """Where the helping words begin that stand right before a place."""
    while at and helps(words[at - 1], language):
        at -= 1
    return at


def helps(word: Word, language: Language) -> bool:
    """Whether a word stands under the helping words."""
    return word.lower in language.words["helping words"] or _is_adverb([word], 0, language)
