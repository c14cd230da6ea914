"""Where a text's quotations begin and end, in all styles of quotation marks."""

import re
from bisect import bisect_left
from dataclasses import dataclass

_ONLY_OPENING = frozenset("“„«")
_WORD_BEFORE = re.compile(r"[\w.,!?…;:%)\]]")


@dataclass(frozen=True)
class Quotation:
    """A quotation with its marks; `goes_on` where the next paragraph reopens it instead of its being closed."""

    start: int
    end: int
    goes_on: bool = False


def quotations(
    text: str, stretches: list[tuple[int, int]], marks: tuple[tuple[str, str], ...]
) -> list[list[Quotation]]:
    """The outermost quotations of each paragraph, in order.

    A quotation that a paragraph leaves open counts where the next paragraph opens with the same mark, or where it
    begins a sentence and its mark can only open; else its mark is passed over.
    """
    found = []
    for number, (start, end) in enumerate(stretches):
        next_start = stretches[number + 1][0] if number + 1 < len(stretches) else len(text)
        found.append(_Paragraph(text, start, end, marks).quotations(text[next_start : next_start + 2]))
    return found


class _Paragraph:
    """One paragraph with the places of its marks."""

    def __init__(self, text: str, start: int, end: int, marks: tuple[tuple[str, str], ...]) -> None:
        self.text, self.start, self.end, self.marks = text, start, end, marks
        self.closings_of: dict[str, list[str]] = {}
        for opening, closing in marks:
            self.closings_of.setdefault(opening, []).append(closing)
        self.closings: dict[str, list[int]] = {}

    def quotations(self, following: str) -> list[Quotation]:
        """Those of this paragraph, when the next one begins with these characters."""
        openings = re.compile("|".join(re.escape(mark) for mark in sorted(self.closings_of, key=len, reverse=True)))
        found: list[Quotation] = []
        at = self.start
        while mark := openings.search(self.text, at, self.end):
            at = mark.end()
            if not self._opens(mark):
                continue
            end = self._closed(mark[0], at)
            if end:
                found.append(Quotation(mark.start(), end))
                at = end
            elif following.startswith(mark[0]) or self._begins_sentence(mark):
                found.append(Quotation(mark.start(), self.end, goes_on=following.startswith(mark[0])))
                break
        return found

    def _opens(self, mark: re.Match[str]) -> bool:
        before = self.text[mark.start() - 1] if mark.start() > self.start else " "
        after = self.text[mark.end()] if mark.end() < self.end else " "
        # French puts a space inside its marks, and what is cut away at a beginning may stand as “ ...
        return (not after.isspace() or mark[0] in "«“") and not (
            before.isalnum() or (before in ".,!?…" and mark[0] not in "„«“")
        )

    def _begins_sentence(self, mark: re.Match[str]) -> bool:
        before = self.text[max(self.start, mark.start() - 2) : mark.start()].strip()
        return mark[0] in _ONLY_OPENING and (not before or before[-1] in ".:!?")

    def _closed(self, opening: str, at: int) -> int | None:
        """Where a quotation ends that opens right before: at the nearest of its closing marks."""
        ends = (self._closed_by(opening, closing, at) for closing in self.closings_of[opening])
        return min((end for end in ends if end), default=None)

    def _closed_by(self, opening: str, closing: str, at: int) -> int | None:
        places = self.closings.get(closing)
        if places is None:
            places = self.closings[closing] = self._places(closing)
        nested = self._nested(opening, closing, at, places)
        first = bisect_left(places, at + 1)
        return nested or (places[first] + len(closing) if first < len(places) else None)

    def _nested(self, opening: str, closing: str, at: int, places: list[int]) -> int | None:
        """Where a quotation ends that holds others in the same marks; None where they do not come out even."""
        if opening == closing:
            return None
        depth, first = 1, bisect_left(places, at + 1)
        for place in places[first : first + 8]:
            depth += self.text.count(opening, at, place) - 1
            if depth == 0:
                return place + len(closing)
            at = place + len(closing)
        return None

    def _places(self, closing: str) -> list[int]:
        """Where a mark can close: behind a word or a stop, and before none."""
        found, at = [], self.text.find(closing, self.start, self.end)
        while at >= 0:
            after = self.text[at + len(closing) : at + len(closing) + 1]
            before = closing not in "'’" or _WORD_BEFORE.match(self.text[at - 1 : at])
            if before and (closing == "”" or not after.isalnum() or at + len(closing) >= self.end):
                found.append(at)
            at = self.text.find(closing, at + len(closing), self.end)
        return found
