"""The reading view: passages of a capture's text with claims marked in them, and beside each its attributed claims."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from statements import spans, texts
from statements.choices import Display
from statements.record.documents import Document
from statements.record.wording import AttributedClaim

QUOTED = " quoted"


@dataclass(frozen=True)
class Marked:
    """A claim marked in a passage: its number in the whole view and its order `k` in this passage."""

    claim: AttributedClaim
    number: int
    k: int
    is_first: bool

    @property
    def extent(self) -> int:
        """How far apart its first and last words stand; of claims over the same words the shortest is the innermost."""
        words = self.claim.document["words"]
        return int(max(span["end"] for span in words) - words[0]["start"])


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the claims that cover it, innermost last, and those whose words end with it."""

    text: str
    marked: tuple[Marked, ...] = ()
    is_quoted: bool = False
    ending: tuple[Marked, ...] = ()


@dataclass
class Paragraph:
    """One paragraph as the capture has it; `number` counts in the whole text."""

    number: int
    anchor: str
    pieces: list[Piece]


@dataclass
class Passage:
    """A row of the view: a paragraph with claims, and those after it that have none."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    is_after_gap: bool = False

    @property
    def cards(self) -> list[list[Marked]]:
        """The claims that start here, those with the same attribution together."""
        found: dict[str, list[Marked]] = {}
        for marked in self.marked:
            if marked.is_first:
                found.setdefault(marked.claim.sentence, []).append(marked)
        return list(found.values())


class Reading:
    """A capture's passages with the claims found in them; `unplaced` are the claims without words in the text shown.

    An excerpt tells the gaps between its passages only, not what stands before and after them.
    """

    def __init__(
        self, capture: Document, passages: Sequence[Document], claims: Iterable[Document], *, is_excerpt: bool = False
    ) -> None:
        self.capture, self.is_excerpt = capture, is_excerpt
        self.texts = list(passages)
        every = [AttributedClaim(document) for document in claims]
        self.covered = {claim.ref: self._covered(claim) for claim in every}
        self.claims = sorted((claim for claim in every if self.covered[claim.ref]), key=_place)
        self.unplaced = [claim for claim in every if not self.covered[claim.ref]]
        self.numbers = {claim.ref: number for number, claim in enumerate(self.claims, start=1)}

    @property
    def language(self) -> str:
        """The language of the text."""
        return str(self.capture["language"] or self.capture["source"]["language"])

    @property
    def direction(self) -> str:
        """The direction of the text: `ltr` or `rtl`."""
        return texts.direction(self.language)

    @property
    def modes(self) -> list[AttributedClaim]:
        """One claim for each mode that occurs, for the legend."""
        return list({claim.mode: claim for claim in self.claims}.values())

    @property
    def ends_in_gap(self) -> bool:
        """Whether text follows the last passage that is not shown."""
        if self.is_excerpt or not self.texts or self.capture["source"]["display"] == Display.FULL:
            return False
        return bool(self.texts[-1]["end"] + 1 < self.capture["characters"])

    @cached_property
    def passages(self) -> list[Passage]:
        """The rows of the view in the order of the text."""
        rows: list[Passage] = []
        inside = self._by_passage()
        for at, passage in enumerate(self.texts):
            follows = self.texts[at - 1]["number"] + 1 if at else passage["number"] if self.is_excerpt else 1
            gap = passage["number"] != follows
            if gap or not rows or inside[at]:
                rows.append(Passage(is_after_gap=gap))
            rows[-1].marked += inside[at]
            anchor = f"{self.capture['ref']}-p{passage['number']}"
            rows[-1].paragraphs.append(Paragraph(passage["number"], anchor, _pieces(passage, inside[at])))
        return rows

    def _covered(self, claim: AttributedClaim) -> list[int]:
        """Which passages hold words of a claim, by their place in the list; none for words of another capture."""
        if claim.document["capture"]["ref"] != self.capture["ref"]:
            return []
        found: set[int] = set()
        for span in claim.document["words"]:
            first = bisect_right(self.texts, span["start"], key=lambda passage: passage["end"])
            found |= set(range(first, bisect_left(self.texts, span["end"], key=lambda passage: passage["start"])))
        return sorted(found)

    def _by_passage(self) -> list[list[Marked]]:
        found: list[list[Marked]] = [[] for _ in self.texts]
        for claim in self.claims:
            places = self.covered[claim.ref]
            for at in places:
                found[at].append(Marked(claim, self.numbers[claim.ref], len(found[at]) + 1, is_first=at == places[0]))
        return found


def _place(claim: AttributedClaim) -> tuple[int, int]:
    words = claim.document["words"]
    return words[0]["start"], -max(span["end"] for span in words)


def _pieces(passage: Document, inside: list[Marked]) -> list[Piece]:
    by_ref = {marked.claim.ref: marked for marked in inside}
    start, end = passage["start"], passage["end"]
    marks, ends = [], {}
    for ref, marked in by_ref.items():
        words = [span for span in marked.claim.document["words"] if span["start"] < end and span["end"] > start]
        marks += [(span["start"], span["end"], ref) for span in words]
        marks += [(part["start"], part["end"], ref + QUOTED) for part in marked.claim.document["quoted"]]
        ends[ref] = min(end, max(span["end"] for span in words))
    return [_piece(piece, by_ref, ends) for piece in spans.pieces(passage["text"], marks, offset=start)]


def _piece(piece: spans.Piece, by_ref: dict[str, Marked], ends: dict[str, int]) -> Piece:
    covering = [by_ref[key] for key in piece.keys if key in by_ref]
    covering.sort(key=lambda marked: -marked.extent)
    reached = piece.start + len(piece.text)
    return Piece(
        piece.text,
        tuple(covering),
        is_quoted=any(key.endswith(QUOTED) for key in piece.keys),
        ending=tuple(marked for marked in reversed(covering) if ends[marked.claim.ref] == reached),
    )
