"""The one place where a document becomes words: no claim leaves it without its attribution (DESIGN section 1)."""

from dataclasses import dataclass
from typing import Any

from statements import spans
from statements.choices import HolderKind, Mode, Polarity, TextBasis
from statements.record import naming
from statements.record.naming import Document

RELAY_VERBS = {Mode.DIRECT: "as quoted by", Mode.MIXED: "as partly quoted by", Mode.INDIRECT: "as reported by"}
ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"  # for plain text of another direction
MODE_LABELS = {mode.value: str(mode.label) for mode in Mode}


class BrokenAttribution(ValueError):
    """The chain of a claim is missing or broken, so that its words must not be shown."""


@dataclass(frozen=True)
class Step:
    """One step of the chain as a diagram shows it, from the originator to the archive's own copy."""

    role: str
    mode: str
    names: list[Document]
    link: Document | None = None
    citation: str = ""

    @property
    def said(self) -> Document | None:
        """The date on which it was said: the statement's, else the link's own."""
        return said(self.link) if self.link else None


class AttributedClaim:
    """A claim's words together with the attribution its source states; made from a claim document.

    `sentence` is never empty, and `str()` already carries it. Raises BrokenAttribution when the chain is missing or
    broken, so that no surface can show a claim without it.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        try:
            self._check()
        except (KeyError, TypeError) as problem:
            raise BrokenAttribution(
                f"The attribution of {document.get('ref', 'a claim')} is incomplete: {problem!r}"
            ) from problem

    def __str__(self) -> str:
        date = self.date_words
        return f"{self.sentence}: {self.text}" + (f" ({date})" if date else "")

    @property
    def ref(self) -> str:
        """The claim's address."""
        return str(self.document["ref"])

    @property
    def source(self) -> Document:
        """The source it was found in."""
        found: Document = self.document["source"]
        return found

    @property
    def links(self) -> list[Document]:
        """The chain, nearest to the writer first; empty for the writer's own voice."""
        found: list[Document] = self.document["links"]
        return found

    @property
    def origin(self) -> Document | None:
        """The last link; None for the writer's own voice."""
        return self.links[-1] if self.links else None

    @property
    def mode(self) -> str:
        """The mode of the last link; `none` without links."""
        return str(self.links[-1]["mode"]) if self.links else Mode.NONE.value

    @property
    def mode_label(self) -> str:
        """The mode in words; own voice is named as whose it is."""
        return MODE_LABELS[self.mode]

    @property
    def voice(self) -> str:
        """Whose voice a claim without links is: `the article's own voice`."""
        return f"the {naming.noun(self.source)}’s own voice"

    @property
    def polarity(self) -> str:
        """`not` where any link denies, else empty for own voice or `did`."""
        if not self.links:
            return ""
        return (
            Polarity.NOT.value if any(link["polarity"] == Polarity.NOT for link in self.links) else Polarity.DID.value
        )

    @property
    def is_denied(self) -> bool:
        """Whether the source says that the originator did not say this."""
        return bool(self.links) and self.links[-1]["polarity"] == Polarity.NOT

    @property
    def is_generic(self) -> bool:
        """Whether it is put down to nobody in particular, so that it is `attributed to` them."""
        return bool(self.links) and all(holder["kind"] == HolderKind.GENERIC for holder in self.links[-1]["holders"])

    @property
    def sentence(self) -> str:
        """The whole attribution in one sentence, from the originator to the writer; never empty."""
        return self._sentence(cited=True)

    @property
    def short(self) -> str:
        """The attribution for titles and lists, without works and pages."""
        return self._sentence(cited=False)

    @property
    def who(self) -> str:
        """The originator as a list row names it."""
        return naming.capitalised(_names(self.links[-1], inside=False)) if self.links else "No attribution stated"

    @property
    def relays(self) -> list[str]:
        """The steps between the originator and the reader: `as quoted by Thomas de Waal (Black Garden, p. 172)`, ..."""
        if not self.links:
            return [f"{naming.capitalised(naming.writer(self.source))}, in {self.voice}"]
        return [self._own_publication()] if self.mode == Mode.OWN else self._relays(cited=True)

    @property
    def verbatim(self) -> str:
        """The source's words, ` [...] ` where words are skipped; empty for a paraphrase or a summary's text."""
        return "" if self.is_summary else spans.join(_spans(self.document["words"]))

    @property
    def quoted(self) -> str:
        """The parts that the source itself gives as the holder's words."""
        return "" if self.is_summary else spans.join(_spans(self.document["quoted"]))

    @property
    def is_summary(self) -> bool:
        """Whether the text it was found in is a summary by this archive, which yields no words of the source."""
        return bool(self.document["capture"]["text_basis"] == TextBasis.SUMMARY)

    @property
    def text(self) -> str:
        """The words to show where there is room for one line: the paraphrase, else the source's words."""
        return str(self.document["paraphrase"]) or self.verbatim

    @property
    def headline(self) -> str:
        """The attribution and then the claim in one line; the source's words where there is no paraphrase, isolated."""
        words = self.document["paraphrase"] or f"“{ISOLATED.format(self.verbatim)}”"
        return f"{self.short}: {words}"

    @property
    def language(self) -> str:
        """The language of the source's words."""
        return str(self.document["language"] or self.document["capture"]["language"] or self.source["language"])

    @property
    def date_words(self) -> str:
        """When it was said, else when the source was published, in words; empty where neither is known."""
        return naming.date_words(said(self.origin)) or naming.date_words(self.source["published"])

    @property
    def wording(self) -> list[spans.Piece]:
        """The verbatim words in pieces; a piece with a key is quoted as the holder's own. Skips stand as pieces."""
        marks = [(span["start"], span["end"], "quoted") for span in self.document["quoted"]]
        made: list[spans.Piece] = []
        before: Document | None = None
        for span in [] if self.is_summary else self.document["words"]:
            if before:
                gap = spans.join(_spans([before, span]))[len(before["exact"]) : -len(span["exact"])]
                made += [spans.Piece(gap, before["end"], ())] if gap else []
            made += spans.pieces(span["exact"], marks, offset=span["start"])
            before = span
        return made

    @property
    def steps(self) -> list[Step]:
        """The chain from the originator down to the source's writer."""
        writer = [{"writer": True, "name": naming.writer(self.source)}]
        if not self.links:
            return [Step("In the voice of", Mode.NONE, writer)]
        made = [
            Step("Attributed to", self.mode, self.links[-1]["holders"], self.links[-1], naming.citation(self.links[-1]))
        ]
        if self.mode == Mode.OWN:
            return [
                Step(
                    "Own publication of",
                    self.mode,
                    self.links[-1]["holders"],
                    self.links[-1],
                    naming.citation(self.links[-1]),
                )
            ]
        for nearer, link in reversed(list(zip(self.links, self.links[1:], strict=False))):
            made.append(
                Step(_verb(link).capitalize(), nearer["mode"], nearer["holders"], nearer, naming.citation(nearer))
            )
        return [*made, Step(_verb(self.links[0]).capitalize(), "", writer)]

    @property
    def doubts(self) -> list[str]:
        """Steps the source may imply but does not state, in words; never part of the chain."""
        return [self._doubt(doubt) for doubt in self.document["doubts"]]

    def _check(self) -> None:
        naming.writer(self.source)
        if not isinstance(self.document["links"], list):
            raise BrokenAttribution("A claim says which chain it has, even when it is empty.")
        for position, link in enumerate(self.links, start=1):
            _check_link(link, position)
        if len(self.links) > 1 and any(link["mode"] == Mode.OWN for link in self.links):
            raise BrokenAttribution("An own publication has no other link.")
        if not self.text:
            raise BrokenAttribution(f"{self.ref} has neither words nor a paraphrase.")

    def _sentence(self, *, cited: bool) -> str:
        if not self.links:
            return f"{naming.capitalised(naming.writer(self.source))}, in {self.voice}"
        if self.mode == Mode.OWN:
            return f"{self.who}, {self._own_publication()}"
        generic = self.is_generic
        origin = f"{'attributed to ' if generic else ''}{_cited(self.links[-1], inside=generic, cited=cited)}"
        denied = ", who is said not to have said this" if self.is_denied else ""
        return ", ".join([naming.capitalised(origin) + denied, *self._relays(cited=cited)])

    def _relays(self, *, cited: bool) -> list[str]:
        made = []
        for nearer, link in reversed(list(zip(self.links, self.links[1:], strict=False))):
            denied = ", who is said not to have said so" if nearer["polarity"] == Polarity.NOT else ""
            made.append(f"{_verb(link)} {_cited(nearer, inside=True, cited=cited)}{denied}")
        return [*made, f"{_verb(self.links[0])} {naming.writer(self.source, inside=True)}"]

    def _own_publication(self) -> str:
        link = self.links[-1]
        thing = "statement" if link["statement"] else naming.noun(self.source)
        date = naming.date_words(said(link)) or naming.date_words(self.source["published"])
        return f"in {naming.possessive(link['holders'])} own {thing}" + (f" of {date}" if date else "")

    def _doubt(self, doubt: Document) -> str:
        position = doubt["after_position"]
        before = (
            naming.writer(self.source, inside=True) if position == 0 else _names(self.links[position - 1], inside=True)
        )
        who = naming.agent_name(doubt["agent"], inside=True) if doubt["agent"] else doubt["as_named"]
        cue = f" (cue “{doubt['cue']}”)" if doubt["cue"] else ""
        return f"Not stated, but may be implied: that {before} relays {who}{cue}. {doubt['reason']}"


def said(link: Document | None) -> Document | None:
    """When a link's holder said it: the statement's date, else the link's own; None where neither is given."""
    if link is None:
        return None
    date: dict[str, Any] = link["statement"]["said"] if link["statement"] else link["said"]
    return date if date["edtf"] else None


def _check_link(link: Document, position: int) -> None:
    if link["position"] != position:
        raise BrokenAttribution(f"Link {position} is missing or out of order.")
    if link["mode"] not in Mode.values or link["mode"] == Mode.NONE:
        raise BrokenAttribution(f"Link {position} has no mode.")
    if not link["holders"] or not all(naming.holder_name(holder, link, inside=False) for holder in link["holders"]):
        raise BrokenAttribution(f"Link {position} names nobody.")


def _names(link: Document, *, inside: bool) -> str:
    holders = link["holders"]
    return naming.joined([naming.holder_name(holder, link, inside=inside or n > 0) for n, holder in enumerate(holders)])


def _cited(link: Document, *, inside: bool, cited: bool) -> str:
    names = _names(link, inside=inside)
    citation = naming.citation(link) if cited else ""
    return f"{names} ({citation})" if citation and citation != names else names


def _verb(link: Document) -> str:
    return RELAY_VERBS[Mode(link["mode"])]


def _spans(documents: list[Document]) -> list[spans.Span]:
    return [
        spans.Span(**{name: span[name] for name in ("start", "end", "exact", "prefix", "suffix")}) for span in documents
    ]
