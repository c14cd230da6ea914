"""A claim as a Web Annotation (W3C, 2017): the claim with its attribution, tied to the words in its source."""

from collections.abc import Sequence

from django.conf import settings

from statements.choices import Display, TextBasis
from statements.record.documents import Document
from statements.record.wording import AttributedClaim
from statements.surfaces.jsonld import Node, address_of
from statements.surfaces.paths import address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation(document: Document, revisions: Sequence[Document]) -> Node:
    """The annotation of a claim: one target for each stretch of its words, or the whole source where none are kept."""
    claim = AttributedClaim(document)
    spans = [] if claim.is_summary else document["words"]
    return {
        "@context": CONTEXT,
        "id": address("annotation", claim.ref),
        "type": "Annotation",
        "motivation": "describing",
        "creator": {"type": "Organization", "name": settings.SITE_NAME, "homepage": f"{settings.SITE_URL}/"},
        "created": revisions[0]["at"],
        "modified": revisions[-1]["at"],
        "body": [
            {"type": "SpecificResource", "source": address_of(document), "purpose": "identifying"},
            _told(claim),
        ],
        "target": [_target(claim) | {"selector": _selectors(claim, span)} for span in spans] or _target(claim),
    }


def _told(claim: AttributedClaim) -> Node:
    """What the claim says, after the attribution that belongs to it."""
    return {
        "type": "TextualBody",
        "value": str(claim),
        "format": "text/plain",
        "language": "en",
        "textDirection": "ltr",
        "purpose": "describing",
    }


def _target(claim: AttributedClaim) -> Node:
    """The source as it was when it was captured; with its copy here where everybody may have that.

    A text that was transcribed, translated or summarised stands nowhere in the source as published, so that its
    page in this archive is annotated.
    """
    capture = claim.document["capture"]
    is_as_published = capture["text_basis"] == TextBasis.AS_PUBLISHED
    copies = [address("capture_file", capture["ref"])] if claim.source["display"] == Display.FULL else []
    copies += [claim.source["archived_url"]] if claim.source["archived_url"] else []
    state = {"type": "TimeState", "sourceDate": capture["captured_at"]} | ({"cached": copies} if copies else {})
    return {
        "type": "SpecificResource",
        "source": (claim.source["url"] if is_as_published else "") or address_of(claim.source),
        "state": state,
    }


def _selectors(claim: AttributedClaim, span: Document) -> list[Node]:
    """Two ways to find the same words; offsets count code points of the capture's text from 0, the end exclusive.

    What stands before and after belongs to the source alone, and is told where visitors may read its whole text.
    """
    is_readable = claim.source["display"] == Display.FULL
    context = {name: span[name] for name in ("prefix", "suffix") if is_readable and span[name]}
    return [
        {"type": "TextQuoteSelector", "exact": span["exact"], **context},
        {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]},
    ]
