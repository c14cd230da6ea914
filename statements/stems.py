"""Words cut to their stems (Snowball), so that `bridges` finds `bridge` in the languages that have such rules.

A stem is written as a token that no text holds: `·en·bridg`. So it never meets a word of another language.
"""

import re
import threading
from functools import cache, lru_cache
from typing import Protocol

import snowballstemmer

from statements import names

MARK = "·"
# Languages by script, so that a word is only cut by rules for letters that it has.
ALGORITHMS = {
    "latin": {
        "en": "english",
        "de": "german",
        "fr": "french",
        "tr": "turkish",
        "es": "spanish",
        "it": "italian",
        "nl": "dutch",
        "pt": "portuguese",
    },
    "cyrillic": {"ru": "russian"},
    "armenian": {"hy": "armenian"},
    "arabic": {"ar": "arabic"},
}
_SCRIPTS = {
    "latin": re.compile("[a-z\u00df-\u024f\u1e00-\u1eff'’]+"),
    "cyrillic": re.compile("[\u0400-\u052f]+"),
    "armenian": re.compile("[\u0531-\u0587]+"),
    "arabic": re.compile("[\u0600-\u06ff]+"),
}
_SCRIPT_OF = {language: script for script, languages in ALGORITHMS.items() for language in languages}
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST, LONGEST = 3, 60  # letters of a word that is cut at all; what is longer is no word of a language
_stemming = threading.Lock()  # Snowball's classes keep the word they work on in themselves


class Stemmer(Protocol):
    """What Snowball's classes for each language share."""

    def stemWord(self, word: str) -> str:
        """The stem of a word in lower case."""


def in_text(text: str, language: str) -> list[str]:
    """The stems of a text's words, each once; none where its language has no rules here."""
    spoken = language.split("-")[0].lower()
    if spoken not in _SCRIPT_OF:
        return []
    found = (_stem(word, spoken) for word in _WORD.findall(_lowered(text, spoken)))
    return list(dict.fromkeys(filter(None, found)))


def of_word(word: str) -> tuple[str, ...]:
    """The stems that a word has in every language whose letters it is written in."""
    scripts = (script for script, letters in _SCRIPTS.items() if letters.fullmatch(_lowered(word, "")))
    languages = (language for script in scripts for language in ALGORITHMS[script])
    return tuple(dict.fromkeys(filter(None, (_stem(_lowered(word, language), language) for language in languages))))


def _lowered(text: str, language: str) -> str:
    """Lower case as Turkish has it for Turkish: İ to i, I to ı."""
    return text.replace("İ", "i").replace("I", "ı").lower() if language == "tr" else text.replace("İ", "i").lower()


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    if not SHORTEST <= len(word) <= LONGEST or not _SCRIPTS[_SCRIPT_OF[language]].fullmatch(word):
        return ""
    with _stemming:
        stem = "".join(names.tokens(_stemmer(language).stemWord(word)))
    return f"{MARK}{language}{MARK}{stem}" if stem else ""


@cache
def _stemmer(language: str) -> Stemmer:
    stemmer: Stemmer = snowballstemmer.stemmer(ALGORITHMS[_SCRIPT_OF[language]][language])
    return stemmer
