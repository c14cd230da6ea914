"""Where words stand in a text: anchoring, checking, finding and moving them, and cutting a text into marked pieces.

Offsets are Unicode code points, ends exclusive. Texts are expected in their normal form (see texts).
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

CONTEXT = 32
WINDOW = 2000
SKIPPED = " [...] "

# More breaks than this in one quotation are a sign of a wrong paste, and would be slow to try.
_MOST_BREAKS = 20
_MOST_PLACES = 1000
_LONGEST_OVERLAPPING = 200
_SHOWN = 40

_QUOTES = "\"'“”„‟‘’‚‛«»‹›″′`´ʼ〝〞＂＇「」『』"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_SPACES = " \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008" \
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # fmt: skip
_INVISIBLE = "\xad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"

# A text never contains NUL, so it can stand for what nobody sees.
_DOTS = r"\.{3}[.…]*|\.{0,2}…[.…]*"
_RUN = re.compile(rf"[ \x00]{{2,}}|\x00|-[-\x00]+|{_DOTS}")
_BREAK = re.compile(r"\[[^\[\]]{1,200}\]|\(…\)|…|\. \. \.(?: \.)?")
_DIFFERENCES = (
    ("quotation marks differ", re.compile(f"[{re.escape(_QUOTES)}]")),
    ("spaces differ", re.compile(f"[{_SPACES}]+")),
    ("dashes differ", re.compile(f"[{re.escape(_DASHES)}]+")),
    ("dots of an ellipsis differ", re.compile(_DOTS)),
    ("invisible characters differ", re.compile(f"[{_INVISIBLE}]")),
)
# Scripts that write words without spaces between them.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LETTER_NOTE = "a letter in brackets differs in case only"
_ELLIPSIS_NOTE = "an ellipsis stands for skipped words"
_INSERTION_NOTE = "an insertion in brackets is not in the source"


class SpanProblem(ValueError):
    """Words that do not stand where they should, with a message a curator understands."""


@dataclass(frozen=True)
class Span:
    """A stretch of a text with its words and up to CONTEXT characters on each side, so that it can be found again."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True)
class Found:
    """A place where pasted words stand: its pieces (start, end) in order, and what differed, in plain words."""

    pieces: tuple[tuple[int, int], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, where it starts in the whole text, and the keys of all marks that cover it."""

    text: str
    start: int
    keys: tuple[str, ...]


def anchor(text: str, start: int, end: int) -> Span:
    """The span from start to end of the text.

    Raises SpanProblem when it is empty or outside the text, or when it would cut a character as readers see it
    (a letter from its accent, an emoji from its variant; Unicode Standard Annex 29).
    """
    if not 0 <= start < end <= len(text):
        raise SpanProblem(f"{start}–{end} is not a stretch of this text of {len(text):,} characters.")
    for at in (start, end):
        if _cuts_character(text, at):
            shown = text[max(0, at - 8) : at + 8]
            raise SpanProblem(f"{start}–{end} cuts through a character at {at}, in ‘{shown}’.")
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Span(start, end, text[start:end], prefix, suffix)


def check(text: str, span: Span) -> None:
    """Raise SpanProblem, showing both, unless the span's words are the text's between its start and end."""
    if not 0 <= span.start < span.end <= len(text):
        raise SpanProblem(
            f"‘{_shorten(span.exact)}’ cannot stand at {span.start}–{span.end} of a text of {len(text):,} characters."
        )
    there = text[span.start : span.end]
    if there != span.exact:
        at = _first_difference(there, span.exact)
        raise SpanProblem(
            f"At {span.start}–{span.end} the text has ‘{_shorten(there, at)}’, not ‘{_shorten(span.exact, at)}’."
        )


def find(text: str, words: str) -> list[Found]:
    """The places where pasted words stand in the text, in order; [] when they do not.

    Exact places come alone, without notes. Failing those, places where only quotation marks, white space, dashes,
    the dots of an ellipsis or invisible characters differ. Failing those too, an ellipsis or a [bracketed
    insertion] that does not stand in the text may stand for skipped words: then several pieces lie within WINDOW
    characters, no word cut. White space around the words is ignored; capitals must match. Places may overlap,
    unless the words are longer than 200 characters.
    """
    wanted = _pasted(words)
    if not wanted:
        return []
    exact = [
        Found(((start, start + len(wanted)),), ())
        for start in _places(text, wanted)
        if not _cuts_either(text, start, start + len(wanted))
    ]
    if exact:
        return exact
    folded = _Folded(text)
    return _find_alike(folded, wanted) or _BrokenQuotation(folded, wanted).places()


def differing(text: str, words: str) -> str:
    """One sentence on where pasted words leave the text, for a message when find() gives nothing.

    The part of the words that is looked at is the first between breaks (… or [...]) that the text does not have.
    """
    wanted = _pasted(words)
    if not wanted:
        return "there are no words to look for"
    folded = _Folded(text)
    ours = _Folded(wanted)
    if ours.folded.strip(" ") in folded.folded:
        return "the words are in the text, but begin or end inside a character"
    start = 0
    for mark in (*_BREAK.finditer(ours.folded), None):
        words = ours.folded[start : mark.start() if mark else None].strip(" ")
        if words not in folded.folded:
            return _difference(folded, words)
        start = mark.end() if mark else start
    return f"each part is in the text, but not in this order within {WINDOW:,} characters"


def reanchor(span: Span, new_text: str) -> Span | None:
    """The same words in another text, found by quote and context; None when absent or ambiguous, never a guess.

    Where the words stand more than once, the place must match both prefix and suffix at least as well as every
    other, one of them better, and half of the context in all (after W3C Web Annotation's TextQuoteSelector).
    """
    places = _reanchor_places(span, new_text)
    if not places or len(places) > _MOST_PLACES:
        return None
    start = places[0] if len(places) == 1 else _best_place(span, new_text, places)
    if start is None or _cuts_either(new_text, start, start + len(span.exact)):
        return None
    return anchor(new_text, start, start + len(span.exact))


def nearest(founds: Sequence[Found], at: int) -> Found:
    """The place closest to an offset, the earlier of two as close; SpanProblem when there is none."""
    if not founds:
        raise SpanProblem("The words were not found, so no place is nearest.")
    return min(founds, key=lambda found: max(found.pieces[0][0] - at, at - found.pieces[-1][1], 0))


def pieces(text: str, marks: Iterable[tuple[int, int, str]], *, offset: int = 0) -> list[Piece]:
    """The text cut where marks (start, end, key) begin and end, each piece naming all marks that cover it.

    `offset` is where this text begins in the whole that marks and pieces count in. Marks may nest, cross, and lie
    partly or wholly outside. Keys come in order of mark start, longer marks first, each once. Neighbouring pieces
    never have the same keys, and their texts together are the text.
    """
    stop = offset + len(text)
    ordered = sorted(marks, key=lambda mark: (mark[0], -mark[1]))
    inside = [(max(start, offset), min(end, stop), key) for start, end, key in ordered]
    inside = [mark for mark in inside if mark[0] < mark[1]]
    cuts = sorted({offset, stop, *(mark[0] for mark in inside), *(mark[1] for mark in inside)})
    stretches: list[Piece] = []
    for start, end, keys in _covered(inside, cuts):
        if stretches and stretches[-1].keys == keys:
            last = stretches.pop()
            start = last.start
        stretches.append(Piece(text[start - offset : end - offset], start, keys))
    return stretches


def join(spans: Sequence[Span]) -> str:
    """The words of several spans of one text in their order there, with " [...] " only where words are skipped.

    Spans that touch are joined as they are, and spans with only white space between them by that white space.
    """
    said, reached = "", None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if reached is not None and span.start > reached:
            said += _between(span, span.start - reached)
        said += span.exact[max(0, (reached or 0) - span.start) :]
        reached = max(reached or 0, span.end)
    return said


class _Folded:
    """A text with its quotation marks, spaces, dashes and dots made alike, and the way back to its offsets.

    Runs of spaces, of dashes and of three or more dots become one character, what is invisible goes. Kept as one
    string and the few places where its length changes, so that str.find can search megabytes at once.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        kept: list[str] = []
        # From folded offset _ours[i] on, the character at folded offset n is the text's _theirs[i] + n - _ours[i].
        self._ours, self._theirs = [0], [0]
        alike, done, length = _alike(text), 0, 0
        for run in _RUN.finditer(alike):
            one = _one_for(run[0])
            kept += (alike[done : run.start()], one)
            length += run.start() - done
            self._ours += (length, length + len(one))
            self._theirs += (run.start(), run.end())
            length, done = length + len(one), run.end()
        kept.append(alike[done:])
        self.folded = "".join(kept)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text of a stretch of the folded one that is not empty."""
        i, j = bisect_right(self._ours, start) - 1, bisect_right(self._ours, end - 1) - 1
        # Odd places are the runs, each standing for more than one character of the text; even ones follow them.
        stop = self._theirs[j + 1] if j % 2 else self._theirs[j] + end - self._ours[j]
        return self._theirs[i] + start - self._ours[i], stop


def _alike(text: str) -> str:
    """The text, as long as it was, with one quotation mark, one dash, one space, and NUL for what is invisible."""
    for characters, one in ((_QUOTES, "'"), (_DASHES, "-"), (_SPACES, " "), (_INVISIBLE, "\x00")):
        for character in characters:
            if character != one:
                text = text.replace(character, one)
    return text


def _one_for(run: str) -> str:
    if run[0] in "-.…":
        return "-" if run[0] == "-" else "…"
    return " " if " " in run else ""


def _pasted(words: str) -> str:
    """Words as texts have them, without the white space that a paste brings along."""
    return unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _places(text: str, words: str) -> Iterator[int]:
    # Long words that repeat themselves would be compared anew at every character.
    step = 1 if len(words) <= _LONGEST_OVERLAPPING else len(words)
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + step)


def _cuts_character(text: str, at: int) -> bool:
    if not 0 < at < len(text) or text[at - 1] in "\n\t":
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M" or after == "\u200d" or _continues_emoji(after):
        return True
    if before == "\u200d":
        # Persian ends some abbreviations with a joiner: before a space or a full stop it joins nothing.
        return unicodedata.category(after)[0] not in "ZPC"
    return _is_regional(before) and _is_regional(after) and _regionals_before(text, at) % 2 == 1


def _cuts_either(text: str, start: int, end: int) -> bool:
    return _cuts_character(text, start) or _cuts_character(text, end)


def _continues_emoji(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regionals_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_regional(text[start - 1]):
        start -= 1
    return at - start


def _differences(there: str, wanted: str) -> tuple[str, ...]:
    return tuple(note for note, pattern in _DIFFERENCES if pattern.findall(there) != pattern.findall(wanted))


def _find_alike(folded: _Folded, wanted: str) -> list[Found]:
    words = _Folded(wanted).folded.strip(" ")
    founds = []
    for at in _places(folded.folded, words) if words else ():
        start, end = folded.original(at, at + len(words))
        if not _cuts_either(folded.text, start, end):
            founds.append(Found(((start, end),), _differences(folded.text[start:end], wanted)))
    return founds


def _shorten(text: str, at: int = 0) -> str:
    """A part of the text for a message: one line, around an offset."""
    start = max(0, at - _SHOWN // 2)
    shown = " ".join(text[start : start + _SHOWN].split())
    return ("…" if start else "") + shown + ("…" if len(text) > start + _SHOWN else "")


def _first_difference(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _between(span: Span, gap: int) -> str:
    known = span.prefix[-gap:] if gap <= len(span.prefix) else ""
    return known if known.isspace() else SKIPPED


def _covered(marks: Sequence[tuple[int, int, str]], cuts: Sequence[int]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each stretch between neighbouring cuts, with the keys of the marks over it; marks sorted by start."""
    active: list[tuple[int, int, str]] = []
    coming = 0
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark[1] > start]
        while coming < len(marks) and marks[coming][0] <= start:
            active.append(marks[coming])
            coming += 1
        yield start, end, tuple(dict.fromkeys(key for _, _, key in active))


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


class _BrokenQuotation:
    """Pasted words with breaks, looked for run by run; the longest run first, so that few breaks skip anything."""

    def __init__(self, folded: _Folded, wanted: str) -> None:
        self.folded, self.ours, self.wanted = folded, _Folded(wanted), wanted
        self.words, self.text = self.ours.folded, folded.folded
        self.breaks = [self._break(found) for found in _BREAK.finditer(self.words)]
        # A long quotation with one [sic] would never fit a fixed window.
        self.window = max(WINDOW, 2 * len(wanted))

    def _break(self, found: re.Match[str]) -> _Break:
        start, end = found.span()
        return _Break(start, end, found[0], self.words[end : end + 1].isalnum())

    def places(self) -> list[Found]:
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
        parts = (part.strip(" ") for part in _BREAK.split(self.words[start:]))
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
        at_left = run.left is not None and _cuts_word(self.text, start)
        return at_left or (run.right is not None and _cuts_word(self.text, end))

    def _complete(self, run: _Run, hit: tuple[int, int]) -> Found | None:
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

    def _found(self, runs: list[_Run], hits: list[tuple[int, int]]) -> Found | None:
        stretches = [self.folded.original(*hit) for hit in hits]
        if stretches[-1][1] - stretches[0][0] > self.window:
            return None
        if any(_cuts_either(self.folded.text, *stretch) for stretch in stretches):
            return None
        notes = dict.fromkeys(note for run, hit in zip(runs, hits, strict=True) for note in self._run_notes(run, hit))
        return Found(_merged(self.folded.text, stretches), tuple(notes | dict.fromkeys(self._break_notes(runs))))

    def _run_notes(self, run: _Run, hit: tuple[int, int]) -> tuple[str, ...]:
        # Without the letter in brackets, which belongs to the hit and not to the run.
        start, end = self.folded.original(hit[1] - (run.end - run.start), hit[1])
        first, last = self.ours.original(run.start, run.end)
        return _differences(self.folded.text[start:end], self.wanted[first:last])

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


def _cuts_word(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return before.isalnum() and after.isalnum() and not (_UNPARTED.match(before) or _UNPARTED.match(after))


def _difference(folded: _Folded, words: str) -> str:
    """Where folded words that the text does not have leave it."""
    length = _longest_prefix(folded.folded, words)
    at = folded.folded.find(words[:length]) + length
    while length and words[length - 1].isalnum() and (words[length].isalnum() or folded.folded[at : at + 1].isalnum()):
        length, at = length - 1, at - 1
    said = words[:length].strip(" ")
    mine = _next_words(words[length:])
    if not said:
        return f"the text nowhere has ‘{mine}’"
    theirs = _next_words(folded.folded[at : at + _SHOWN])
    instead = f"has ‘{theirs}’" if theirs else "ends"
    return f"found up to ‘{_ending(said)}’; then the text {instead} where you have ‘{mine}’"


def _longest_prefix(text: str, words: str) -> int:
    """How much of the words' beginning stands somewhere in the text, by halving."""
    found, missing = 0, len(words)
    while missing - found > 1:
        middle = (found + missing) // 2
        if words[:middle] in text:
            found = middle
        else:
            missing = middle
    return found


def _ending(text: str) -> str:
    return text if len(text) <= _SHOWN else "…" + text[-_SHOWN:]


def _next_words(text: str) -> str:
    return " ".join(text[:_SHOWN].split(" ")[:4]).strip(" ")


def _reanchor_places(span: Span, new_text: str) -> list[int]:
    """Where the words stand: only the one place with the whole context, if there is one; [] if there are more."""
    whole = span.prefix + span.exact + span.suffix
    with_context = list(islice(_overlapping(new_text, whole), 2))
    if len(with_context) == 1:
        return [with_context[0] + len(span.prefix)]
    return [] if with_context else list(islice(_overlapping(new_text, span.exact), _MOST_PLACES + 1))


def _overlapping(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _best_place(span: Span, text: str, places: Sequence[int]) -> int | None:
    scores = {place: _context_score(span, text, place) for place in places}
    best = max(places, key=lambda place: sum(scores[place]))
    before, after = scores[best]
    others = [score for place, score in scores.items() if place != best]
    beaten = all(score != (before, after) and score[0] <= before and score[1] <= after for score in others)
    enough = 2 * (before + after) >= len(span.prefix) + len(span.suffix)
    return best if beaten and enough else None


def _context_score(span: Span, text: str, at: int) -> tuple[int, int]:
    """How many characters next to the words agree with the span's prefix, and with its suffix."""
    end = at + len(span.exact)
    before = text[max(0, at - CONTEXT) : at]
    return _first_difference(before[::-1], span.prefix[::-1]), _first_difference(text[end : end + CONTEXT], span.suffix)
