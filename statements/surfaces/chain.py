"""The stated attribution as pages draw it: who, called what, in which statement or work, from the originator down."""

from dataclasses import dataclass

from statements.choices import HolderKind, Polarity
from statements.record import naming
from statements.record.documents import Document
from statements.record.wording import AttributedClaim, Step

UNIDENTIFIED = {
    HolderKind.UNNAMED: "not named in the source",
    HolderKind.GENERIC: "nobody in particular",
    HolderKind.WORK: "a work; the source does not say whose words it gives",
}
NOBODY = (HolderKind.GENERIC, HolderKind.WORK)


@dataclass(frozen=True)
class Name:
    """One person or body of a step: the name to show, its record, and what the source calls it where that differs."""

    text: str
    agent: Document | None = None
    as_named: str = ""
    reason: str = ""
    note: str = ""

    @property
    def other_scripts(self) -> list[Document]:
        """The names of the record besides the one shown."""
        return [name for name in self.agent["names"] if name["name"] != self.text] if self.agent else []


@dataclass(frozen=True)
class Rung:
    """One step of the diagram; `mode` is how the step below it gives these words."""

    step: Step
    names: list[Name]

    @property
    def link(self) -> Document | None:
        """The link behind it; None for the source's writer."""
        return self.step.link


def chain(claim: AttributedClaim) -> list[Rung]:
    """The steps of a claim's attribution from the originator down to the source's writer."""
    return [Rung(step, names(step, claim.source)) for step in claim.steps]


def said_by(claim: AttributedClaim) -> list[Document]:
    """The holders who are said to have said it, as the author of a citation is named.

    Nobody for the writer's own voice, where any step says that it was not said, and where the words are put down to
    nobody in particular or to a work.
    """
    return named_holders(claim.origin) if claim.origin and claim.polarity == Polarity.DID else []


def named_holders(link: Document) -> list[Document]:
    """The holders of a link who are somebody: people and bodies, identified or not."""
    return [holder for holder in link["holders"] if holder["kind"] not in NOBODY]


def names(step: Step, source: Document) -> list[Name]:
    """Who stands on a step: the link's holders, or the source's writer."""
    if step.link is None:
        return writers(source)
    return [_holder(holder, step.link) for holder in step.link["holders"]]


def writers(source: Document) -> list[Name]:
    """A source's writer as names: its authors, else its publisher, else `unsigned <kind>`."""
    if source["authors"]:
        return [_author(author) for author in source["authors"]]
    return [Name(naming.writer(source), agent=source["publisher"])]


def _author(author: Document) -> Name:
    text = naming.author_name(author)
    return Name(text, agent=author["agent"], as_named=_if_other(author["as_named"], text))


def _holder(holder: Document, link: Document) -> Name:
    text = naming.holder_name(holder, link, inside=False)
    note = UNIDENTIFIED.get(holder["kind"], "")
    if holder["count"]:
        note = f"{note}; {holder['count']:,} of them"
    return Name(text, holder["agent"], as_named=_if_other(holder["as_named"], text), reason=holder["reason"], note=note)


def _if_other(as_named: str, text: str) -> str:
    return as_named if as_named != text else ""
