"""A text cut into paragraphs, sentences and words, with each quotation standing as one word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from statements import texts
from statements.suggesting.languages import Language
from statements.suggesting.lists import lowered
from statements.suggesting.quotations import Quotation, quotations

# Letters and digits, with accents and vowel signs where a text keeps these apart from their letter.
_LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670])*"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|{_LETTERS}(?:[.'’\-‑/&]{_LETTERS})*|\.\.\.|--|''|[^\w\s]|_")
STOPS = frozenset(".!?…։؟۔。！？") | {"..."}
_NEAR, _FAR = 5, 14
# What is longer than this is a list or a table, and would only be slow to read as one sentence.
_LONGEST = 200
# Marks of other scripts, read as the ones that this house knows.
_HYPHEN = "\u2010"  # within a word such as U.S.-born, where it parts nothing
_LIKE = {"،": ",", "՝": ",", "؛": ";", "，": ",", "：": ":"}
MARKS = " \"'”“„»’‘‚«.,!?…"
_CLOSING = " \"'”“»’‘«"
_DASHES = frozenset("–—-") | {"--"}


@dataclass(frozen=True)
class Word:
    """A word, a mark, or a whole quotation; `lower` is the word in lower case, and `“` for a quotation."""

    start: int
    end: int
    text: str
    lower: str
    quotation: Quotation | None = None

    @property
    def is_word(self) -> bool:
        return self.quotation is None and self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or self.text[0].isdigit()

    @property
    def may_begin(self) -> bool:
        """Whether a sentence may begin with it: a quotation, or a word that is not in small letters."""
        return self.quotation is not None or self.text == "(" or (self.text[0].isalnum() and not self.text[0].islower())

    @property
    def last(self) -> str:
        """The last character inside a quotation, which is often the stop or comma of the sentence round it."""
        return self.text.rstrip(_CLOSING)[-1:]

    @property
    def is_dash(self) -> bool:
        return self.text in _DASHES


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence, its stop among them, and the number of its paragraph."""

    words: list[Word]
    paragraph: int


def sentences(text: str, language: Language) -> list[Sentence]:
    """The text's sentences in order."""
    stretches = texts.paragraphs(text)
    quoted = quotations(text, stretches, language.marks)
    found: list[Sentence] = []
    for number, ((start, end), within) in enumerate(zip(stretches, quoted, strict=True)):
        words = list(_words(text, start, end, within))
        found += [Sentence(part, number) for part in _parted(words, language)]
    return found


def _words(text: str, start: int, end: int, within: list[Quotation]) -> Iterator[Word]:
    at = start
    for quotation in within:
        yield from words_of(text, at, quotation.start)
        yield Word(quotation.start, quotation.end, text[quotation.start : quotation.end], "“", quotation)
        at = quotation.end
    yield from words_of(text, at, end)


def words_of(text: str, start: int, end: int) -> Iterator[Word]:
    """The words and marks of a stretch without quotations."""
    for found in _TOKEN.finditer(text, start, end):
        word = _LIKE.get(found[0], found[0])
        if (
            word == "-"
            and not text[found.start() - 1 : found.start()].isspace()
            and not text[found.end() : found.end() + 1].isspace()
        ):
            word = _HYPHEN
        yield Word(found.start(), found.end(), word, lowered(word))


def _parted(words: list[Word], language: Language) -> Iterator[list[Word]]:
    begun = 0
    for number in range(len(words)):
        after = words[number + 1] if number + 1 < len(words) else None
        if after is None or number - begun >= _LONGEST or _ends(words, number, after, language):
            yield words[begun : number + 1]
            begun = number + 1


def _ends(words: list[Word], number: int, after: Word, language: Language) -> bool:
    """Whether a sentence ends with this word."""
    word = words[number]
    if word.quotation:
        return (
            word.last in STOPS
            and (after.is_capital or after.quotation is not None)
            and not _is_said_by(words, number + 1, language)
        )
    if word.text == ")" and number and words[number - 1].text in STOPS:
        return after.may_begin
    if word.text not in STOPS or not after.may_begin:
        return False
    before = words[number - 1] if number else word
    return word.text != "." or before.quotation is not None or _stops(before, word, after, language)


def _is_said_by(words: list[Word], start: int, language: Language) -> bool:
    """Whether a few words that only tell who spoke come next: `"Really?" Anna Example, the mayor, asked.`"""
    if _opens_sentence(words[start], language):
        return False
    asks = words[start - 1].last in "?!"
    for at in range(start, min(start + (_FAR if asks else _NEAR), len(words) - 1)):
        kinds = {entry.kind for entry in language.cues.get(words[at].lower, ())}
        if "verbs of saying" in kinds:
            return at > start and _closes(words, at + 1, asks, language)
        if not words[at].is_word and not (asks and words[at].text == ","):
            return False
    return False


def _opens_sentence(word: Word, language: Language) -> bool:
    """Whether a small word has a capital letter, as only at a sentence's beginning: `The`, `She`, but not `I`."""
    small = any(language.has(heading, word.lower) for heading in ("articles", "pronouns", "clause beginnings"))
    return small and word.text[0].isupper() and len(word.text) > 1


def _closes(words: list[Word], start: int, asks: bool, language: Language) -> bool:
    """Whether nothing is said behind `she asked`: at most, behind a question, who was asked, and when or where."""
    for at in range(start, min(start + _NEAR, len(words))):
        if words[at].text in (",", "."):
            opens_another = words[at].text == "," and words[at + 1 : at + 2] and words[at + 1].quotation
            return asks or (at == start and not opens_another)
        if asks and any(language.has(heading, words[at].lower) for heading in ("circumstances", "prepositions")):
            return not any(language.has("that", word.lower) or word.text == ":" for word in words[at : at + _FAR])
        if not words[at].is_word or language.has("that", words[at].lower) or language.has("pronouns", words[at].lower):
            return False
    return False


def _stops(before: Word, stop: Word, after: Word, language: Language) -> bool:
    """Whether a full stop ends a sentence, and not an abbreviation, an initial or an ordinal."""
    if after.start == stop.end:
        return False
    if before.end < stop.start:
        return True
    if before.text.isdigit():
        return len(before.text) > 2 or not language.goes("ordinals have a full stop")
    if "." in before.text and after.quotation:
        return False
    initial = len(before.text) == 1 and before.text.isupper()
    return not initial and not language.has("abbreviations", before.lower)
