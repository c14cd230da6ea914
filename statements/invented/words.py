"""Words and ranks after Zipf: a few very common, most of them rare, drawn from a seeded source of chance."""

from functools import lru_cache
from itertools import accumulate
from random import Random

from statements.invented.vocabulary import ENGLISH, Language

# After Mandelbrot, the share of rank r is in proportion to 1 / (r + SHIFT): no word stands in every claim.
SHIFT = 5
MOST_ENGLISH, MOST_OTHERS = 30_000, 8_000
Syllables = tuple[int, ...]


@lru_cache(maxsize=64)
def shares(size: int) -> list[float]:
    """The summed shares of ranks 0 to size - 1, for drawing by halving."""
    return list(accumulate(1 / (rank + SHIFT) for rank in range(size)))


def rank(chance: Random, size: int) -> int:
    """One rank of 0 to size - 1, small ones most often."""
    return chance.choices(range(size), cum_weights=shares(size))[0]


@lru_cache(maxsize=16)
def ranked(language: Language) -> list[str]:
    """All words of a language, the commonest first: ordinary ones, then made-up ones."""
    size = MOST_ENGLISH if language is ENGLISH else MOST_OTHERS
    made = (spelt(syllables(number), language) for number in range(size - len(language.common)))
    return [*language.common, *made]


def draw(chance: Random, language: Language, number: int) -> list[str]:
    """So many words of a language, one independent of the other."""
    known = ranked(language)
    return chance.choices(known, cum_weights=shares(len(known)), k=number)


def syllables(number: int) -> Syllables:
    """The syllables of the made-up word of a number: two, or three once all words of two are used."""
    if number < 96**2:
        return divmod(number, 96)
    first, rest = divmod(number - 96**2, 96**2)
    return (first % 96, *divmod(rest, 96))


def spelt(sounds: Syllables, language: Language) -> str:
    """A made-up word in the script of a language."""
    return "".join(_syllable(sound, language) for sound in sounds)


def name(sounds: Syllables, language: Language) -> str:
    """The same with a capital letter, where the script has them."""
    return spelt(sounds, language).capitalize()


def _syllable(sound: int, language: Language) -> str:
    consonant, vowel = divmod(sound, 6)
    if not language.space:  # one sign is a syllable already
        return language.consonants[consonant][vowel]
    return language.consonants[consonant] + language.vowels[vowel]
