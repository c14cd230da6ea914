"""What a citation of a record says, whatever its format: speaker, source and archive, each in a place of its own."""

from dataclasses import dataclass

from django.conf import settings

from statements import dates
from statements.choices import Mode, RecordKind, SourceKind
from statements.record import naming
from statements.record.documents import Document
from statements.record.wording import AttributedClaim, said
from statements.surfaces.chain import said_by
from statements.surfaces.paths import address


@dataclass(frozen=True)
class Citation:
    """One revision of a claim, a statement or a source, to be cited.

    `credit` is the attribution in one sentence, never empty, and `authors` those who are said to have said it, none
    where nobody is. `kind` is `claim`, `statement` or a kind of source; `genre` says it in words. `container` and
    `container_authors` are the source it was found in; `publisher` is the archive, and of a source its own publisher.
    `date` belongs to what is cited, `recorded` (an ISO day) to the revision; `here` is the archive's address of it,
    and `published_at` where a source itself was published, if that is known.
    """

    kind: str
    record: str
    ref: str
    revision: int
    recorded: str
    title: str
    credit: str
    genre: str
    here: str
    authors: list[str]
    publisher: str
    date: Document | None
    language: str
    published_at: str = ""
    found_in: str = ""
    container: str = ""
    container_authors: tuple[str, ...] = ()
    abstract: str = ""

    @property
    def key(self) -> str:
        """What the entry is called in a bibliography."""
        return f"{self.ref}.{self.revision}"

    @property
    def edtf(self) -> str:
        """The date as EDTF; empty where none is stated."""
        return str(self.date["edtf"]) if self.date else ""

    @property
    def day(self) -> tuple[str, ...]:
        """Year, month and day as far as they are known; empty for a date that says less plainly."""
        return dates.calendar_parts(self.edtf)

    @property
    def url(self) -> str:
        """Where it can be read."""
        return self.published_at or self.here

    @property
    def accessed(self) -> str:
        """The day of the revision, where the address is this archive's; of another nobody here knows when."""
        return "" if self.published_at else self.recorded

    @property
    def archive(self) -> str:
        """The archive that holds it."""
        return settings.SITE_NAME

    @property
    def place(self) -> str:
        """Where in the archive it stands, with the revision and its day."""
        place = f"{self.record} {self.ref}, revision {self.revision}, {dates.words(self.recorded)}"
        return f"{self.archive}, {place}"

    @property
    def text(self) -> str:
        """The citation as a reader copies it."""
        return f"{self.credit}. {self.place}, {self.here}"

    @property
    def note(self) -> str:
        """What no field of a format has room for: the attribution first, then source, date and place in the archive."""
        date, note = naming.date_words(self.date), naming.date_note(self.date)
        dated = f"Date: {date}{f' ({note})' if note else ''}" if date and (note or not self.day) else ""
        found = f"Found in {self.found_in}" if self.found_in else ""
        return ". ".join(part for part in (self.credit, found, dated, f"{self.place}, {self.here}") if part)


def claim_citation(document: Document, revision: Document) -> Citation:
    """The citation of a claim as it stood at a revision, an entry of its history. Raises BrokenAttribution."""
    claim = AttributedClaim(document)
    stated = said(claim.origin)
    own_date = claim.source["published"] if claim.mode in (Mode.OWN, Mode.NONE) else None
    return Citation(
        kind=RecordKind.CLAIM.value,
        record=RecordKind.CLAIM.value,
        ref=claim.ref,
        revision=revision["n"],
        recorded=revision["at"][:10],
        title=claim.short,
        credit=claim.sentence,
        genre=claim.mode_label,
        here=address("claim_revision", claim.ref, revision["n"]),
        authors=[naming.holder_name(holder, claim.links[-1], inside=False) for holder in said_by(claim)],
        publisher=settings.SITE_NAME,
        date=stated or own_date,
        language=claim.language,
        found_in=_described(claim.source),
        container=naming.label(claim.source),
        container_authors=tuple(_writers(claim.source)),
        abstract=str(claim),
    )


def statement_citation(document: Document, revision: Document) -> Citation:
    """The citation of a statement: its speakers, its date, and where it was first published."""
    first = document["first_published"]
    return Citation(
        kind=RecordKind.STATEMENT.value,
        record=RecordKind.STATEMENT.value,
        ref=document["ref"],
        revision=revision["n"],
        recorded=revision["at"][:10],
        title=naming.capitalised(naming.statement_label(document)),
        credit=naming.capitalised(_dated(naming.record_label(document), document["said"])),
        genre="statement",
        here=address("statement", document["ref"]),
        authors=[naming.agent_name(speaker, inside=False) for speaker in document["speakers"]],
        publisher=settings.SITE_NAME,
        date=document["said"],
        language="",
        found_in=_described(first) if first else "",
        container=naming.label(first) if first else "",
        container_authors=tuple(_writers(first)) if first else (),
    )


def source_citation(document: Document, revision: Document) -> Citation:
    """The citation of a source itself, and of its record here."""
    publisher = document["publisher"]
    return Citation(
        kind=document["kind"],
        record=RecordKind.SOURCE.value,
        ref=document["ref"],
        revision=revision["n"],
        recorded=revision["at"][:10],
        title=naming.capitalised(naming.label(document)),
        credit=naming.capitalised(_dated(_named(document), document["published"])),
        genre=str(SourceKind(document["kind"]).label),
        here=address("source", document["ref"]),
        published_at=document["url"],
        authors=[naming.author_name(author) for author in document["authors"]],
        publisher=naming.agent_name(publisher, inside=False) if publisher else document["publisher_as_named"],
        date=document["published"],
        language=document["language"],
    )


CITATIONS = {
    RecordKind.CLAIM: claim_citation,
    RecordKind.STATEMENT: statement_citation,
    RecordKind.SOURCE: source_citation,
}


def _writers(source: Document) -> list[str]:
    """Who wrote a source; nobody where that is not stated, since `unsigned` is no name."""
    is_stated = source["authors"] or source["publisher"] or source["publisher_as_named"]
    authors = [naming.author_name(author) for author in source["authors"]]
    return authors or ([naming.writer(source)] if is_stated else [])


def _named(source: Document) -> str:
    """A source with its kind and its writer: `Bridges closed, article by Ada Example`."""
    label = naming.label(source)
    return f"{label}, {naming.noun(source)} by {naming.writer(source, inside=True)}" if naming.title(source) else label


def _described(source: Document) -> str:
    """A source in a note: what it is, by whom, of which date, at which address; without what is not stated."""
    return ", ".join(filter(None, [_dated(_named(source), source["published"]), source["url"]]))


def _dated(words: str, date: Document) -> str:
    """The words with the date, unless they say it already."""
    told = naming.date_words(date)
    return f"{words}, {told}" if told and told not in words else words
