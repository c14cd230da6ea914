"""What publishing a record would change, beside what visitors read now: words, chain, figures and every other field."""

from collections.abc import Iterator

from statements import differences, spans
from statements.admin.compared import MOST_EFFORT, FieldChange
from statements.catalogue.changes import NOT_SHOWN, label, shown
from statements.catalogue.models import Page
from statements.choices import FigureTie, Qualifier
from statements.publishing.preview import preview
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces.chain import chain
from statements.surfaces.wordings import pieces

# Told in a form of their own.
CLAIM_FIELDS = ("links", "doubts", "figures", "words", "quoted", "paraphrase", "source")


class Comparison:
    """A record as visitors read it, if they do, and as they would if it were published now.

    Raises BrokenAttribution for a claim whose chain or words cannot be shown yet.
    """

    def __init__(self, record) -> None:
        page = Page.objects.public().filter(ref=record.ref).first()
        self.before: Document | None = page.document if page else None
        self.after: Document = preview(record)
        self.is_claim = self.after["record_kind"] == "claim"
        self.claims = [AttributedClaim(found) if found and self.is_claim else None for found in self._both()]

    @property
    def sides(self) -> list[tuple[str, AttributedClaim | None, list[spans.Piece]]]:
        """For a claim: a heading, the claim and its words in pieces, now and after publication."""
        if not self.is_claim:
            return []
        cut = [
            pieces(claim, places) if claim else [] for claim, places in zip(self.claims, self._differing(), strict=True)
        ]
        return list(zip(("Visitors read now", "After publication"), self.claims, cut, strict=True))

    @property
    def changes(self) -> list[FieldChange]:
        """Every other field that would differ; for a record that nobody reads yet, every field that says something."""
        return [change for change in self._fields() if change.before != change.after]

    def _both(self) -> tuple[Document | None, Document]:
        return self.before, self.after

    def _differing(self) -> list[list[differences.Stretch]]:
        before, after = self.claims
        if before is None or after is None:
            return [[], []]
        texts = [before.verbatim, after.verbatim]
        return differences.differing(texts) if differences.effort(texts) <= MOST_EFFORT else [[], []]

    def _fields(self) -> Iterator[FieldChange]:
        if self.is_claim:
            for where, told in CLAIM_PARTS:
                yield FieldChange(where, *(told(claim) if claim else "" for claim in self.claims))
        for name in self.after:
            if name not in (*NOT_SHOWN, *(CLAIM_FIELDS if self.is_claim else ())):
                yield FieldChange(
                    label(name).capitalize(), *(shown(name, document) if document else "" for document in self._both())
                )


def _attribution(claim: AttributedClaim) -> str:
    return claim.sentence


def _chain(claim: AttributedClaim) -> str:
    """One step a line, from the originator down to the source's writer."""
    return "\n".join(_rung(rung) for rung in chain(claim))


def _rung(rung) -> str:
    names = ", ".join(_name(name) for name in rung.names)
    cue = f"cue “{rung.link['cue']}”" if rung.link and rung.link["cue"] else ""
    said = [shown("said", {"said": rung.step.said})] if rung.step.said else []
    return ", ".join(filter(None, [f"{rung.step.role} {names}", cue, rung.step.citation, *said]))


def _name(name) -> str:
    called = f" (here “{name.as_named}”{': ' + name.reason if name.reason else ''})" if name.as_named else ""
    return f"{name.text}{called}"


def _doubts(claim: AttributedClaim) -> str:
    return "\n".join(claim.doubts)


def _paraphrase(claim: AttributedClaim) -> str:
    return str(claim.document["paraphrase"])


def _figures(claim: AttributedClaim) -> str:
    """One figure a line: as written, as read, what is counted, and its tie."""
    return "\n".join(_figure(figure) for figure in claim.document["figures"])


def _figure(figure: Document) -> str:
    low, high = figure["low"] or "open", figure["high"] or "open"
    read = low if low == high else f"{low} to {high}"
    qualifier = f"{Qualifier(figure['qualifier']).label} " if figure["qualifier"] else ""
    unit = f" ({figure['unit']})" if figure["unit"] else ""
    tied = figure["tied_to"]
    tie = f", {FigureTie(figure['tie']).label} {tied['as_written']}" if tied else ""
    written = " ".join(filter(None, [figure["qualifier_words"], figure["as_written"]]))
    return f"{figure['number']}. “{written}”: {qualifier}{read} {figure['measure']}{unit}{tie}"


CLAIM_PARTS = (
    ("Attribution", _attribution),
    ("Chain, from the originator", _chain),
    ("Doubts", _doubts),
    ("Paraphrase", _paraphrase),
    ("Figures", _figures),
)
