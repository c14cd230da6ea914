"""Records as linked data in the words of schema.org: a claim with its whole attribution, and never a verdict on it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from statements import dates, texts
from statements.choices import AgentKind, ClaimKind, Mode, Polarity, SourceKind, SubjectKind
from statements.record import naming
from statements.record.documents import Document
from statements.record.wording import AttributedClaim, said
from statements.surfaces.chain import named_holders, said_by
from statements.surfaces.paths import address

Node = dict[str, Any]

CONTEXT = "https://schema.org"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
AGENT_TYPES = {AgentKind.PERSON: "Person", AgentKind.BODY: "Organization"}
SUBJECT_TYPES = {SubjectKind.EVENT: "Event", SubjectKind.PLACE: "Place", SubjectKind.INSTRUMENT: "Legislation"}
SOURCE_TYPES = {
    SourceKind.ARTICLE: "NewsArticle",
    SourceKind.BOOK: "Book",
    SourceKind.POST: "SocialMediaPosting",
    SourceKind.REPORT: "Report",
    SourceKind.WEB_PAGE: "WebPage",
}
NOT_SEEN = "Cited only: named by a source held here, not seen by this archive."


def published(node: Node, revisions: Sequence[Document]) -> Node:
    """A node as a document of its own: who made this description of it, when, under which licence."""
    newest = revisions[-1]
    return {
        "@context": CONTEXT,
        **node,
        "version": newest["n"],
        "sdPublisher": archive(),
        "sdDatePublished": newest["at"],
        "sdLicense": {"@type": "CreativeWork", "name": settings.SITE_DATA_LICENCE},
    }


def claim_node(document: Document) -> Node:
    """A claim: its words beside the attribution (`creditText`), where it appears, and on whose words that is based.

    `author` is the originator; nobody where none is stated. Raises BrokenAttribution without a chain.
    """
    claim = AttributedClaim(document)
    is_quotation = claim.mode == Mode.DIRECT and bool(claim.verbatim)
    return _stated(
        {
            "@type": ["Claim", "Quotation"] if is_quotation else "Claim",
            "@id": address_of(document),
            "url": address_of(document),
            "identifier": document["ref"],
            "name": tagged(claim.short, "en"),
            "creditText": tagged(claim.sentence, "en"),
            "text": tagged(claim.verbatim, claim.language),
            "abstract": tagged(document["paraphrase"], "en"),
            "inLanguage": claim.language,
            "author": [_holder(holder, claim.origin, claim) for holder in said_by(claim) if claim.origin],
            "dateCreated": date(said(claim.origin)),
            "temporalCoverage": document["about"]["edtf"],
            "about": [subject_node(subject) for subject in document["subjects"]],
            "keywords": [_term(Mode(claim.mode)), _term(ClaimKind(document["kind"]))],
            "isPartOf": {"@type": "Claim", "@id": address("claim", document["part_of"])} if document["part_of"] else "",
            "appearance": source_node(claim.source),
            "isBasedOn": _based_on(claim, 0),
        }
    )


def statement_node(document: Document) -> Node:
    """A statement: who made it, when, on what occasion, first published where."""
    return _stated(
        {
            "@type": "CreativeWork",
            "@id": address_of(document),
            "identifier": document["ref"],
            "genre": "statement",
            "name": document["title"] or tagged(naming.statement_label(document), "en"),
            "author": [agent_node(speaker) for speaker in document["speakers"]],
            "dateCreated": date(document["said"]),
            "description": document["occasion"],
            "locationCreated": {"@type": "Place", "name": document["place"]} if document["place"] else "",
            "isPartOf": source_node(document["first_published"]) if document["first_published"] else "",
        }
    )


def source_node(document: Document) -> Node:
    """A source: its bibliographic record, without what is not stated."""
    kind = SourceKind(document["kind"])
    title = naming.title(document)
    return _stated(
        {
            "@type": SOURCE_TYPES.get(kind, "CreativeWork"),
            "@id": address_of(document),
            "identifier": [document["ref"], *filter(None, [document["identifier"]])],
            "genre": str(kind.label),
            "name": tagged(title, document["language"]) if title else tagged(naming.label(document), "en"),
            "author": [_author(author, document) for author in document["authors"]],
            "publisher": _publisher(document),
            "datePublished": date(document["published"]),
            "inLanguage": document["language"],
            "url": document["url"],
            "archivedAt": document["archived_url"],
            "disambiguatingDescription": "" if document["held"] else tagged(NOT_SEEN, "en"),
        }
    )


def agent_node(document: Document) -> Node:
    """A person or body with its names in every script, the preferred one first."""
    others = [name for name in document["names"] if name["name"] != document["name"]]
    return _stated(
        {
            "@type": AGENT_TYPES[AgentKind(document["kind"])],
            "@id": address_of(document),
            "name": tagged(document["name"], document["language"]),
            "alternateName": [tagged(name["name"], name["language"]) for name in others],
            "disambiguatingDescription": document.get("description", ""),
        }
    )


def subject_node(document: Document) -> Node:
    """An event, place, legal instrument or topic that claims are about."""
    return {
        "@type": SUBJECT_TYPES.get(SubjectKind(document["kind"]), "Thing"),
        "@id": address_of(document),
        "name": tagged(document["name"], document["language"]),
    }


def archive() -> Node:
    """This archive as the body that publishes the data."""
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"}


def tagged(text: str, language: str) -> Any:
    """A text with its language and, where it runs from right to left, its direction (JSON-LD 1.1).

    As it is where no language is known, or no text.
    """
    if not text or not texts.is_language(language):
        return text
    direction = {"@direction": "rtl"} if texts.direction(language) == "rtl" else {}
    return {"@value": text, "@language": language, **direction}


def date(found: Document | None) -> Any:
    """A date in ISO 8601-1 where that can say it, else as EDTF with its type; empty where there is none."""
    edtf = found["edtf"] if found else ""
    return edtf if not edtf or dates.calendar_parts(edtf) else {"@value": edtf, "@type": EDTF}


def address_of(document: Document) -> str:
    """The permanent address of a record, which is also the name of what it describes."""
    return address(document["record_kind"], document["ref"])


def _stated(node: Node) -> Node:
    """A node without what is not stated."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}


def _based_on(claim: AttributedClaim, at: int) -> Node | None:
    """What the words were taken from, link by link outward; ends where a step says that it was not said."""
    if at == len(claim.links) or claim.links[at]["polarity"] == Polarity.NOT:
        return None
    link = claim.links[at]
    works = [
        make(link[name]) for name, make in (("statement", statement_node), ("cited_work", source_node)) if link[name]
    ]
    return _stated(
        {
            "@type": "CreativeWork",
            "author": [_holder(holder, link, claim) for holder in named_holders(link)],
            "keywords": _term(Mode(link["mode"])),
            "dateCreated": date(said(link)),
            "isPartOf": works,
            "pagination": link["locator"],
            "isBasedOn": _based_on(claim, at + 1),
        }
    )


def _holder(holder: Document, link: Document, claim: AttributedClaim) -> Node:
    if holder["agent"]:
        return agent_node(holder["agent"])
    return {"name": tagged(naming.holder_name(holder, link, inside=False), claim.source["language"])}


def _author(author: Document, source: Document) -> Node:
    return agent_node(author["agent"]) if author["agent"] else {"name": tagged(author["as_named"], source["language"])}


def _publisher(source: Document) -> Node | None:
    if source["publisher"]:
        return agent_node(source["publisher"])
    name = tagged(source["publisher_as_named"], source["language"])
    return {"@type": "Organization", "name": name} if name else None


def _term(word: Mode | ClaimKind) -> Node:
    """A word of the archive's own vocabularies, which its page about itself explains."""
    return {
        "@type": "DefinedTerm",
        "termCode": word.value,
        "name": str(word.label),
        "inDefinedTermSet": address("about"),
    }
