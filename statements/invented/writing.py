"""A text while it is being written, so that every word of it is known by its place from the first moment."""

from random import Random

from statements.invented import words
from statements.invented.vocabulary import Language

Place = tuple[int, int]


class Writing:
    """A text that grows; what is written gives the place where it stands: start and end, end exclusive."""

    def __init__(self, language: Language, chance: Random) -> None:
        self.language, self.chance = language, chance
        self._parts: list[str] = []
        self.length = 0

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, words: str) -> Place:
        """Put words at the end."""
        start = self.length
        self._parts.append(words)
        self.length += len(words)
        return start, self.length

    def between(self, place: Place) -> str:
        """What stands at a place."""
        return self.text[slice(*place)]

    def space(self) -> None:
        """Put a space, in languages that part their words."""
        self.write(self.language.space)

    def filler(self) -> None:
        """A sentence that is no claim's."""
        self.write(self.drawn(self.chance.randint(6, 12)) + self.language.stop + self.language.space)

    def paragraph(self) -> None:
        """Begin a new one."""
        self.write("\n\n")

    def drawn(self, number: int) -> str:
        """So many words of the language."""
        return self.language.space.join(words.draw(self.chance, self.language, number))
