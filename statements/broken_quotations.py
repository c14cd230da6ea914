"""Quotations with an ellipsis or a [bracketed insertion] that stands for words of the text, or for none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from statements.characters import cuts_either, cuts_word
from statements.folding import Folded, differences

WINDOW = 2000
BREAK = re.compile(r"\[[^\[\]]{1,200}\]|\(…\)|…|\. \. \.(?: \.)?")

# More breaks than this in one quotation are a sign of a wrong paste, and would be slow to try.
_MOST_BREAKS = 20
_MOST_PLACES = 1000
_LETTER_NOTE = "a letter in brackets differs in case only"
_ELLIPSIS_NOTE = "an ellipsis stands for skipped words"
_INSERTION_NOTE = "an insertion in brackets is not in the source"

# The pieces (start, end) of one place, in order, and what differed there.
Place = tuple[tuple[tuple[int, int], ...], tuple[str, ...]]


@dataclass(frozen=True)
class _Break:
    """An ellipsis or a bracketed insertion in pasted words."""

    start: int
    end: int
    mark: str
    is_glued: bool

    @property
    def letter(self) -> str:
        """The T of "[T]he", which stands for the same letter in another case; else ""."""
        return self.mark[1] if self.is_glued and len(self.mark) == 3 and self.mark[1].isalpha() else ""

    @property
    def note(self) -> str:
        if self.letter:
            return _LETTER_NOTE
        return _INSERTION_NOTE if self.mark.strip("[]()…. ") else _ELLIPSIS_NOTE


@dataclass(frozen=True)
class _Run:
    """Pasted words to be found in one piece, with the breaks beside them that are taken as skipped words."""

    start: int
    end: int
    left: _Break | None
    right: _Break | None


class BrokenQuotation:
    """Pasted words with breaks, looked for run by run; the longest run first, so that few breaks skip anything."""

    def __init__(self, folded: Folded, wanted: str) -> None:
        self.folded, self.ours, self.wanted = folded, Folded(wanted), wanted
        self.words, self.text = self.ours.folded, folded.folded
        self.breaks = [self._break(found) for found in BREAK.finditer(self.words)]
        # A long quotation with one [sic] would never fit a fixed window.
        self.window = max(WINDOW, 2 * len(wanted))

    def _break(self, found: re.Match[str]) -> _Break:
        start, end = found.span()
        return _Break(start, end, found[0], self.words[end : end + 1].isalnum())

    def places(self) -> list[Place]:
        """The first _MOST_PLACES places, in order."""
        left: _Break | None = None
        if not 0 < len(self.breaks) <= _MOST_BREAKS or any(part not in self.text for part in self._parts(0)):
            return []
        while left is None or left.end < len(self.words):
            for run in self._runs(left):
                starts = self._starts(run) if run.start < run.end else ()
                founds = list(islice(filter(None, (self._complete(run, hit) for hit in starts)), _MOST_PLACES))
                if founds:
                    return founds
            # Only the last run can be blank: then the words begin with a break that skips what stands before them.
            if run.start < run.end or run.right is None:
                return []
            left = run.right
        return []

    def _runs(self, left: _Break | None) -> list[_Run]:
        """The runs that may follow a break, longest first; the last is what stands before the next break."""
        start = left.end if left else 0
        following = [mark for mark in self.breaks if mark.start >= start]
        runs = [self._run(start, left, right) for right in (None, *reversed(following))]
        # Dots alone would be found anywhere: a run of breaks without words is no reading of what was pasted.
        return [run for run in runs[:-1] if re.search(r"\w", self.words[run.start : run.end])] + runs[-1:]

    def _run(self, start: int, left: _Break | None, right: _Break | None) -> _Run:
        words = self.words[start : right.start if right else None]
        first = start + len(words) - len(words.lstrip(" "))
        return _Run(first, first + len(words.strip(" ")), left, right)

    def _starts(self, run: _Run) -> Iterator[tuple[int, int]]:
        """Where a first run stands with all later words near enough; jumps over stretches where one is missing."""
        hit = self._hit(run, 0, len(self.text))
        while hit:
            low = self._lowest_start(run, hit[1])
            if low is None:
                return
            if low <= hit[0]:
                yield hit
            hit = self._hit(run, max(low, hit[1]), len(self.text))

    def _lowest_start(self, run: _Run, at: int) -> int | None:
        if run.right is None:
            return at - self.window
        firsts = [self.text.find(part, at) for part in self._parts(run.right.end)]
        return None if -1 in firsts else max(firsts, default=at) - self.window

    def _parts(self, start: int) -> list[str]:
        parts = (part.strip(" ") for part in BREAK.split(self.words[start:]))
        return [part for part in parts if part]

    def _hit(self, run: _Run, at: int, stop: int) -> tuple[int, int] | None:
        """The first place of a run between two offsets that cuts no word where words are skipped."""
        words = self.words[run.start : run.end]
        found = self.text.find(words, at, stop)
        while found >= 0:
            start, end = self._start(run, found), found + len(words)
            if start is not None and start >= at and not self._breaks_word(run, start, end):
                return start, end
            found = self.text.find(words, found + 1, stop)
        return None

    def _start(self, run: _Run, found: int) -> int | None:
        """Where a run starts with the letter in brackets before it, in either case; None where that is missing."""
        letter = run.left.letter if run.left else ""
        if not letter:
            return found
        before = self.text[found - 1] if found else ""
        return found - 1 if before.casefold() == letter.casefold() else None

    def _breaks_word(self, run: _Run, start: int, end: int) -> bool:
        at_left = run.left is not None and cuts_word(self.text, start)
        return at_left or (run.right is not None and cuts_word(self.text, end))

    def _complete(self, run: _Run, hit: tuple[int, int]) -> Place | None:
        """The place whose first run is this one, when the later runs follow in order and near enough."""
        runs, hits = [run], [hit]
        while run.right and run.right.end < len(self.words):
            # A letter in brackets changes its word and skips nothing, unless another break stands before it.
            gapless = run.right.letter != "" and run.start < run.end
            following = self._next(run.right, hits[-1][1], hit[0] + self.window, gapless=gapless)
            if following is None:
                return None
            run, next_hit = following
            if next_hit:
                runs.append(run)
                hits.append(next_hit)
        return self._found(runs, hits)

    def _next(self, left: _Break, at: int, stop: int, *, gapless: bool) -> tuple[_Run, tuple[int, int] | None] | None:
        for run in self._runs(left):
            if run.start == run.end:
                return run, None
            hit = self._hit(run, at, stop)
            if hit and not (gapless and self.text[at : hit[0]].strip(" ")):
                return run, hit
        return None

    def _found(self, runs: list[_Run], hits: list[tuple[int, int]]) -> Place | None:
        stretches = [self.folded.original(*hit) for hit in hits]
        if stretches[-1][1] - stretches[0][0] > self.window:
            return None
        if any(cuts_either(self.folded.text, *stretch) for stretch in stretches):
            return None
        notes = dict.fromkeys(note for run, hit in zip(runs, hits, strict=True) for note in self._run_notes(run, hit))
        return _merged(self.folded.text, stretches), tuple(notes | dict.fromkeys(self._break_notes(runs)))

    def _run_notes(self, run: _Run, hit: tuple[int, int]) -> tuple[str, ...]:
        # Without the letter in brackets, which belongs to the hit and not to the run.
        start, end = self.folded.original(hit[1] - (run.end - run.start), hit[1])
        first, last = self.ours.original(run.start, run.end)
        return differences(self.folded.text[start:end], self.wanted[first:last])

    def _break_notes(self, runs: list[_Run]) -> Iterator[str]:
        for mark in self.breaks:
            if not any(run.start <= mark.start < run.end for run in runs):
                yield mark.note


def _merged(text: str, stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The stretches, with those made one that have nothing or only white space between them."""
    merged = [stretches[0]]
    for start, end in stretches[1:]:
        if text[merged[-1][1] : start].strip():
            merged.append((start, end))
        else:
            merged[-1] = (merged[-1][0], end)
    return tuple(merged)
