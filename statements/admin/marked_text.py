"""A capture's text with all its claims marked as the desk holds them, drafts included."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from statements import spans, texts
from statements.admin.claim_choices import claim_label, holders_of
from statements.admin.proposals import Proposal, proposals
from statements.choices import DeskState, SpanRole
from statements.desk.anchors import Span
from statements.desk.captures import Capture
from statements.desk.claims import Claim

QUOTED, PROPOSED, CUE = " quoted", " proposed", "cue"


@dataclass(frozen=True)
class MarkedClaim:
    """A claim with its number in the text; `words` are the stretches where it stands."""

    claim: Claim
    number: int
    words: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]

    @property
    def holders(self) -> str:
        """Who is said to have said it, with the mode, or whose voice it is."""
        return holders_of(self.claim)

    @property
    def label(self) -> str:
        """The claim on one line, never without its holder."""
        return claim_label(self.claim)

    @property
    def extent(self) -> int:
        """How far apart its first and last words stand; the innermost of several claims has the smallest."""
        return self.words[-1][1] - self.words[0][0]


@dataclass(frozen=True)
class MarkedPiece:
    """A stretch with the claims over it, innermost last, and those whose words begin or end with it."""

    text: str
    marked: tuple[MarkedClaim, ...]
    is_quoted: bool
    is_cue: bool
    proposed: tuple[Proposal, ...]
    starting: tuple[MarkedClaim, ...]
    ending: tuple[MarkedClaim, ...]


@dataclass(frozen=True)
class MarkedParagraph:
    """A paragraph as the capture has it: its number in the text, where it starts, its pieces, and what begins in it."""

    number: int
    start: int
    pieces: tuple[MarkedPiece, ...]
    proposals: tuple[Proposal, ...]


class MarkedText:
    """The paragraphs of a capture with its claims; `unplaced` are the claims that have no words in it."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        found = sorted(self._claims(), key=lambda claim: (_first(claim), claim.pk))
        self.claims = [
            MarkedClaim(claim, number, _stretches(claim, SpanRole.WORDS), _stretches(claim, SpanRole.QUOTED))
            for number, claim in enumerate(found, start=1)
        ]
        self.proposals = proposals(capture, [stretch for marked in self.claims for stretch in marked.words])
        self.unplaced = [marked for marked in self.claims if not marked.words]

    def number(self, claim: Claim) -> int:
        """A claim's number here; for a new one the next."""
        return next((marked.number for marked in self.claims if marked.claim.pk == claim.pk), len(self.claims) + 1)

    def place_of(self, claim: Claim) -> int:
        """Where the words of a claim begin; 0 where it has none here."""
        return next((marked.words[0][0] for marked in self.claims if marked.claim == claim and marked.words), 0)

    def end_of(self, key: str) -> int:
        """Where the words of the claim with this key end; 0 for no claim here."""
        return next((marked.words[-1][1] for marked in self.claims if str(marked.claim.pk) == key and marked.words), 0)

    @cached_property
    def paragraphs(self) -> list[MarkedParagraph]:
        """All paragraphs of the text, in order."""
        places = texts.paragraphs(self.capture.text)
        inside = _by_place(places, [(marked, marked.words) for marked in self.claims])
        proposed = _by_place(places, [(one, one.content) for one in self.proposals])
        return [
            MarkedParagraph(
                number,
                start,
                tuple(_pieces(self.capture.text[start:end], start, inside[number - 1], proposed[number - 1])),
                tuple(one for one in proposed[number - 1] if one.content[0][0] >= start),
            )
            for number, (start, end) in enumerate(places, start=1)
        ]

    def _claims(self) -> list[Claim]:
        roles = Span.objects.filter(role__in=[SpanRole.WORDS, SpanRole.QUOTED], needs_anchor=False).order_by("start")
        found = list(
            Claim.objects.filter(capture=self.capture)
            .exclude(state=DeskState.MERGED)
            .prefetch_related(Prefetch("spans", roles, to_attr="placed"), "links__holders__agent__names")
        )
        for claim in found:
            claim.capture = self.capture
            claim.words_shown = [span for span in claim.placed if span.role == SpanRole.WORDS]
        return found


def _first(claim: Claim) -> tuple[bool, int]:
    return (False, claim.words_shown[0].start) if claim.words_shown else (True, 0)


def _stretches(claim: Claim, role: str) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in claim.placed if span.role == role)


def _by_place(places: list[tuple[int, int]], marks: list[tuple[Any, tuple[tuple[int, int], ...]]]) -> list[list[Any]]:
    """What is marked in each paragraph."""
    inside: list[list[Any]] = [[] for _ in places]
    for marked, words in marks:
        for at in sorted(_covered(places, words)):
            inside[at].append(marked)
    return inside


def _covered(places: list[tuple[int, int]], words: tuple[tuple[int, int], ...]) -> set[int]:
    """Which paragraphs hold some of the words."""
    found: set[int] = set()
    for start, end in words:
        first = bisect_right(places, start, key=lambda place: place[1])
        found |= set(range(first, bisect_left(places, end, key=lambda place: place[0])))
    return found


def _pieces(text: str, start: int, inside: list[MarkedClaim], proposed: list[Proposal]) -> list[MarkedPiece]:
    by_key = {str(marked.number): marked for marked in inside}
    offered = {f"{one.number}{PROPOSED}": one for one in proposed}
    marks = [(*stretch, key) for key, marked in by_key.items() for stretch in marked.words]
    marks += [(*stretch, key + QUOTED) for key, marked in by_key.items() for stretch in marked.quoted]
    marks += [(*stretch, key) for key, one in offered.items() for stretch in one.content]
    marks += [(*one.suggestion.cue, CUE) for one in proposed if one.suggestion.cue]
    keyed = by_key | offered
    return [_piece(piece, keyed, start, start + len(text)) for piece in spans.pieces(text, marks, offset=start)]


def _piece(piece: spans.Piece, keyed: dict[str, MarkedClaim | Proposal], first: int, last: int) -> MarkedPiece:
    over = [keyed[key] for key in piece.keys if key in keyed]
    covering = sorted((one for one in over if isinstance(one, MarkedClaim)), key=lambda marked: -marked.extent)
    reached = piece.start + len(piece.text)
    return MarkedPiece(
        piece.text,
        tuple(covering),
        is_cue=CUE in piece.keys,
        proposed=tuple(one for one in over if isinstance(one, Proposal)),
        is_quoted=any(key.endswith(QUOTED) for key in piece.keys),
        starting=tuple(marked for marked in covering if max(marked.words[0][0], first) == piece.start),
        ending=tuple(marked for marked in reversed(covering) if min(marked.words[-1][1], last) == reached),
    )
