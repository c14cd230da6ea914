"""Where a claim's record comes from, in PROV-O (W3C, 2013): its revisions, the acts that made them, its capture."""

from collections.abc import Iterator, Sequence

from statements.choices import Act
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces import jsonld
from statements.surfaces.jsonld import Node, address_of
from statements.surfaces.paths import address

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}
LEAVING = (Act.WITHDRAW, Act.MERGE)  # acts that end a text and make none


def provenance(document: Document, revisions: Sequence[Document]) -> Node:
    """The history of a claim as a graph: each revision an entity, each act an activity of this archive."""
    claim = AttributedClaim(document)
    return {"@context": CONTEXT, "@graph": [_claim(claim, revisions), _archive(), *_history(claim.ref, revisions)]}


def _claim(claim: AttributedClaim, revisions: Sequence[Document]) -> Node:
    return {
        "@id": address_of(claim.document),
        "@type": "prov:Entity",
        "rdfs:label": jsonld.tagged(claim.short, "en"),
        "dcterms:provenance": jsonld.tagged(claim.sentence, "en"),
        "prov:wasAttributedTo": _archive_id(),
        "prov:wasDerivedFrom": {
            "@id": address_of(claim.document["capture"]),
            "@type": "prov:Entity",
            "prov:generatedAtTime": _time(claim.document["capture"]["captured_at"]),
            "prov:hadPrimarySource": {"@id": address_of(claim.source)},
        },
        "dcterms:hasVersion": [{"@id": _revision(claim.ref, entry)} for entry in revisions if _made_text(entry)],
    }


def _archive() -> Node:
    archive = jsonld.archive()
    return {**_archive_id(), "@type": ["prov:Agent", "prov:Organization"], "rdfs:label": archive["name"]}


def _history(ref: str, revisions: Sequence[Document]) -> Iterator[Node]:
    """Each act, and what it made; the text before is what it used, or what a withdrawal ended."""
    before: Document | None = None
    for entry in revisions:
        yield _act(ref, entry, before)
        if _made_text(entry):
            yield _entity(ref, entry, before)
            before = entry


def _entity(ref: str, entry: Document, before: Document | None) -> Node:
    made = {
        "@id": _revision(ref, entry),
        "@type": "prov:Entity",
        "prov:specializationOf": {"@id": address("claim", ref)},
        "prov:generatedAtTime": _time(entry["at"]),
        "prov:wasGeneratedBy": {"@id": _act_id(ref, entry)},
    }
    return made | ({"prov:wasRevisionOf": {"@id": _revision(ref, before)}} if before else {})


def _act(ref: str, entry: Document, before: Document | None) -> Node:
    """What was done, when, why; a withdrawal makes nothing and invalidates what was there."""
    made: Node = {
        "@id": _act_id(ref, entry),
        "@type": "prov:Activity",
        "rdfs:label": jsonld.tagged(str(Act(entry["act"]).label), "en"),
        "prov:endedAtTime": _time(entry["at"]),
        "prov:wasAssociatedWith": _archive_id(),
    }
    made |= {"rdfs:comment": entry["reason"]} if entry["reason"] else {}
    if before:
        made["prov:used" if _made_text(entry) else "prov:invalidated"] = {"@id": _revision(ref, before)}
    return made


def _made_text(entry: Document) -> bool:
    return entry["act"] not in LEAVING


def _revision(ref: str, entry: Document) -> str:
    return address("claim_revision", ref, entry["n"])


def _act_id(ref: str, entry: Document) -> str:
    return f"{address('provenance', ref)}#act-{entry['n']}"


def _archive_id() -> Node:
    return {"@id": jsonld.archive()["url"]}


def _time(moment: str) -> Node:
    return {"@value": moment, "@type": "xsd:dateTime"}
