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

    A quotation that a paragraph leaves open counts where the next paragraph opens with the same mark or closes it, or
    where it begins a sentence and its mark can only open; else its mark is passed over.
    """
    paragraphs = [_Paragraph(text, start, end, marks) for start, end in stretches]
    found: list[list[Quotation]] = []
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        left_open = found[-1][-1] if found and found[-1] and found[-1][-1].goes_on else None
        found.append(paragraph.quotations(following, text[left_open.start] if left_open else ""))
    return found


class _Paragraph:
    """One paragraph with the places of its marks."""

    def __init__(self, text: str, start: int, end: int, marks: tuple[tuple[str, str], ...]) -> None:
        self.text, self.start, self.end, self.marks = text, start, end, marks
        self.closings_of: dict[str, list[str]] = {}
        for opening, closing in marks:
            self.closings_of.setdefault(opening, []).append(closing)
        self.closings: dict[str, list[int]] = {}

    def quotations(self, following: "_Paragraph | None", left_open: str) -> list[Quotation]:
        """Those of this paragraph, when the one before left a quotation open with a mark."""
        openings = re.compile("|".join(re.escape(mark) for mark in sorted(self.closings_of, key=len, reverse=True)))
        closed = self.closes(left_open) if left_open else None
        found: list[Quotation] = [Quotation(self.start, closed)] if closed else []
        at = closed or self.start
        while mark := openings.search(self.text, at, self.end):
            at = mark.end()
            if not self._opens(mark):
                continue
            end = self._closed(mark[0], at)
            if end:
                found.append(Quotation(mark.start(), end))
                at = end
            else:
                goes_on = following is not None and (following.reopens(mark[0]) or bool(following.closes(mark[0])))
                if goes_on or self._begins_sentence(mark):
                    found.append(Quotation(mark.start(), self.end, goes_on=goes_on))
                    break
        return found

    def reopens(self, opening: str) -> bool:
        """Whether the paragraph opens with a mark."""
        return self.text.startswith(opening, self.start)

    def closes(self, opening: str) -> int | None:
        """Where it closes a quotation that the paragraph before opened: before any other opens in it."""
        end = None if self.reopens(opening) else self._closed(opening, self.start)
        return end if end and opening not in self.text[self.start : end - 1] else None

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
