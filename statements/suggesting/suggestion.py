"""A suggestion: words of a text that somebody may be said to have said."""

from dataclasses import dataclass
from typing import Literal

Stretch = tuple[int, int]
Mode = Literal["direct", "mixed", "indirect", "none"]


@dataclass(frozen=True)
class Suggestion:
    """Content that a text seems to ascribe to a holder; offsets are code points, ends exclusive.

    `content` are its pieces in order: words that only say who spoke are left out. `reading` says in a few words for a
    curator by which rule it was found. Mode `none` is a figure that the text gives in its own voice.
    """

    content: tuple[Stretch, ...]
    cue: Stretch | None
    holder: Stretch | None
    mode: Mode
    reading: str
