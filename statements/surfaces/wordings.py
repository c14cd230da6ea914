"""One statement as each source words it: like claims side by side, the words marked in which they differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements import differences, likeness, spans, texts
from statements.catalogue import parameters
from statements.catalogue.models import Page
from statements.catalogue.reports import Report, claims_in, reports_of
from statements.choices import RecordKind, TextBasis
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces.addresses import record_page

MOST_SOURCES, MOST_CLAIMS, MOST_CHOICES = 4, 40, 100
MOST_EFFORT = 60_000
LETTERS_A_WORD = 5
DIFFERS, QUOTED, SKIPPED = "differs", "quoted", "skipped"


@dataclass(frozen=True)
class Column:
    """A source that is compared, with how many of its claims are shown of how many."""

    source: Document
    shown: int
    number: int


@dataclass(frozen=True)
class Choice:
    """A source that can be compared."""

    source: Document
    number: int
    is_on: bool


@dataclass(frozen=True)
class Cell:
    """A claim's words in pieces, the differing ones keyed, and where they were not compared, why."""

    claim: AttributedClaim
    pieces: list[spans.Piece]
    why_not: str = ""


class Comparison:
    """The claims of two to four sources: in rows those that are like, and by source those that stand alone."""

    def __init__(self, sources: Sequence[str], claims: Sequence[Document]) -> None:
        self.sources = list(sources)
        self.claims = {claim.ref: claim for claim in map(AttributedClaim, claims)}
        self.documents = {ref: self._document(ref) for ref in self.sources if self.shown(ref)}
        self.places = self._places()
        self.effort = MOST_EFFORT
        found = [[self.claims[one.key] for one in group] for group in likeness.groups(self._wordings())]
        found.sort(key=lambda group: min(self.places[claim.ref] for claim in group))
        self.rows = [self._row(group) for group in found if len(group) > 1]
        alone = [self._cells(group)[0] for group in found if len(group) == 1]
        self.alone = [
            (source, [cell for cell in alone if cell.claim.source["ref"] == ref])
            for ref, source in self.documents.items()
        ]

    @property
    def has_alone(self) -> bool:
        """Whether any claim has none like it."""
        return any(cells for _, cells in self.alone)

    def shown(self, source: str) -> int:
        """How many claims of a source are here."""
        return sum(claim.source["ref"] == source for claim in self.claims.values())

    def _wordings(self) -> list[likeness.Wording]:
        return [
            likeness.Wording(
                claim.ref,
                claim.source["ref"],
                _language(claim),
                claim.verbatim,
                claim.document["paraphrase"],
                frozenset(figure["measure"] for figure in claim.document["figures"]),
            )
            for claim in self.claims.values()
        ]

    def _places(self) -> dict[str, tuple[float, str]]:
        """How far into its source's claims each stands, from 0 to 1, so that no source gives the order."""
        found: dict[str, tuple[float, str]] = {}
        for source in self.sources:
            its_own = [ref for ref, claim in self.claims.items() if claim.source["ref"] == source]
            found |= {ref: (at / len(its_own), ref) for at, ref in enumerate(its_own)}
        return found

    def _document(self, ref: str) -> Document:
        return next(claim.source for claim in self.claims.values() if claim.source["ref"] == ref)

    def _row(self, group: list[AttributedClaim]) -> list[tuple[Document, Cell | None]]:
        by_source = {cell.claim.source["ref"]: cell for cell in self._cells(group)}
        return [(source, by_source.get(ref)) for ref, source in self.documents.items()]

    def _cells(self, group: list[AttributedClaim]) -> list[Cell]:
        """The words of like claims, those of one language held against each other as long as effort is left."""
        by_language: dict[str, list[AttributedClaim]] = {}
        for claim in group:
            by_language.setdefault(_language(claim), []).append(claim)
        found: dict[str, Cell] = {}
        for language, claims in by_language.items():
            words = [claim.verbatim for claim in claims]
            is_compared = bool(language) and len(claims) > 1
            affordable = is_compared and self._afford(words)
            marks = differences.differing(words) if affordable else [[] for _ in words]
            for claim, stretches in zip(claims, marks, strict=True):
                why_not = "" if affordable or len(group) == 1 else _why_not(claim, is_compared=is_compared)
                found[claim.ref] = Cell(claim, pieces(claim, stretches), why_not)
        return [found[claim.ref] for claim in group]

    def _afford(self, words: list[str]) -> bool:
        """Take what a comparison costs from what a page may cost; False where that is not enough."""
        needed = sum(map(len, words)) // LETTERS_A_WORD
        if needed <= self.effort:
            needed = differences.effort(words)
        if needed > self.effort:
            return False
        self.effort -= needed
        return True


@record_page(RecordKind.STATEMENT)
def wordings(request: HttpRequest, page: Page) -> HttpResponse:
    """A statement as two to four of the sources that report it word it."""
    reports = reports_of(page.ref)
    chosen, problem = chosen_of(reports, request.GET.getlist("source"))
    claims = claims_in(page.ref, chosen, most=MOST_CLAIMS) if len(chosen) > 1 else []
    comparison = Comparison(chosen, claims)
    offered = sorted(reports, key=lambda report: report.source not in chosen)[:MOST_CHOICES]
    named = Page.objects.public().filter(ref__in=[report.source for report in offered])
    sources = {found.ref: found.document for found in named}
    numbers = {report.source: report.number for report in reports}
    columns = [Column(sources[ref], comparison.shown(ref), numbers[ref]) for ref in chosen if ref in sources]
    context = {
        "statement": page.document,
        "problem": problem,
        "columns": columns,
        "comparison": comparison,
        "choices": [Choice(sources[one.source], one.number, one.source in chosen) for one in offered],
        "reporting": len(reports),
        "is_whole": len(chosen) == len(reports) and all(column.shown == column.number for column in columns),
        "most": MOST_SOURCES,
    }
    return render(request, "statements/wordings.html", context)


def chosen_of(reports: Sequence[Report], given: Sequence[str]) -> tuple[list[str], str]:
    """The sources to compare, in the order of the reports, and what is wrong with those asked for: then none.

    Unasked, those with the most claims.
    """
    asked = [value for value in given if value.strip()]
    if not asked:
        most = sorted(reports, key=lambda report: -report.number)[:MOST_SOURCES]
        return [report.source for report in reports if report in most], ""
    known = {report.source for report in reports}
    clean = parameters.ref_of(RecordKind.SOURCE)
    try:
        refs = {clean(value) for value in asked}
    except ValueError as problem:
        return [], f"source: {problem}"
    if strangers := sorted(refs - known):
        return [], f"source: {strangers[0]} does not report this statement in any claim held here."
    if not 2 <= len(refs) <= MOST_SOURCES:
        return [], f"source: name two to four sources to compare; {len(refs)} given."
    return [report.source for report in reports if report.source in refs], ""


def pieces(claim: AttributedClaim, differing: Sequence[differences.Stretch]) -> list[spans.Piece]:
    """A claim's words, cut where differing, quoted and skipped words begin and end."""
    marks = [(start, end, DIFFERS) for start, end in differing]
    at = 0
    for piece in claim.wording:
        is_gap = piece.text == spans.SKIPPED and not piece.keys
        if piece.keys or is_gap:
            marks.append((at, at + len(piece.text), QUOTED if piece.keys else SKIPPED))
        at += len(piece.text)
    return spans.pieces(claim.verbatim, marks)


def _language(claim: AttributedClaim) -> str:
    """The language in which words can be compared; empty for a translation, whose words are the translator's."""
    is_comparable = claim.verbatim and claim.document["capture"]["text_basis"] != TextBasis.TRANSLATION
    return claim.language.split("-")[0].lower() if is_comparable else ""


def _why_not(claim: AttributedClaim, *, is_compared: bool) -> str:
    if is_compared:
        return "Too long to be compared word by word here."
    if not claim.verbatim:
        return "No words of the source are recorded, so none are compared."
    if claim.document["capture"]["text_basis"] == TextBasis.TRANSLATION:
        capture = claim.document["capture"]
        return (
            f"Translated from {texts.language_name(capture['translated_from'])} by {capture['translated_by']}: "
            "its words are not compared."
        )
    language = texts.language_name(claim.language) if claim.language else "a language that can be told"
    return f"No other wording in this row is in {language} as published, so its words are not compared."
