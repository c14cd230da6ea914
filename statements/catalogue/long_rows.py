"""Pure functions from documents to rows of the long tables: what a record has several of, each with its own number."""

from collections.abc import Iterable, Iterator
from typing import Any

from statements.choices import SpanRole
from statements.record import naming
from statements.record.documents import Document
from statements.record.wording import AttributedClaim, said

Values = dict[str, Any]

SPAN_PARTS = ("start", "end", "exact")
FIGURE_PARTS = ("number", "as_written", "qualifier", "qualifier_words", "measure", "unit", "tie")


def figures(document: Document) -> Iterator[Values]:
    """The quantities inside a claim; ends are decimals as text, empty where open."""
    for figure in document["figures"]:
        other = figure["tied_to"] or {"claim": "", "number": None, "as_written": ""}
        yield {
            **{name: figure[name] for name in FIGURE_PARTS},
            **{end: figure[end] or "" for end in ("low", "high")},
            "tied_claim_id": other["claim"],
            "tied_number": other["number"],
            "tied_as_written": other["as_written"],
            "source_id": document["source"]["ref"],
        }


def links(document: Document) -> Iterator[Values]:
    """The steps of a claim's chain, nearest to the writer first; none for the writer's own voice."""
    for link in document["links"]:
        date = said(link) or link["said"]
        yield {
            "position": link["position"],
            "link_mode": link["mode"],
            "link_polarity": link["polarity"],
            **{name: link[name] for name in ("cue", "cited_as", "locator")},
            "holder_ids": "; ".join(holder["agent"]["ref"] if holder["agent"] else "" for holder in link["holders"]),
            "holder_names": "; ".join(naming.holder_name(holder, link, inside=False) for holder in link["holders"]),
            "statement_id": _ref(link["statement"]),
            "cited_work_id": _ref(link["cited_work"]),
            **{f"said_{part}": date[part] for part in ("edtf", "as_written", "basis", "why")},
        }


def holders(document: Document) -> Iterator[Values]:
    """Whom each link ascribes the words to."""
    for link in document["links"]:
        for position, holder in enumerate(link["holders"], start=1):
            yield {
                "link_position": link["position"],
                "position": position,
                **_whom(holder),
                "name": naming.holder_name(holder, link, inside=False),
                "count": holder["count"],
            }


def doubts(document: Document) -> Iterator[Values]:
    """Steps that the source may imply but does not state."""
    in_words = AttributedClaim(document).doubts
    for number, (doubt, sentence) in enumerate(zip(document["doubts"], in_words, strict=True), start=1):
        yield {
            "number": number,
            "after_position": doubt["after_position"],
            **_whom(doubt),
            "name": naming.agent_name(doubt["agent"], inside=False) if doubt["agent"] else doubt["as_named"],
            "cue": doubt["cue"],
            "in_words": sentence,
        }


def relations(document: Document) -> Iterator[Values]:
    """How a claim stands to others, as named sources say."""
    for number, relation in enumerate(document["relations"], start=1):
        yield {
            "number": number,
            "kind": relation["kind"],
            "to_claim_id": relation["to"],
            "stated_by_id": relation["stated_by"]["ref"],
            "stated_by": naming.label(relation["stated_by"]),
            "locator": relation["locator"],
        }


def spans(document: Document) -> Iterator[Values]:
    """Where a claim's words, and those its parts rest on, stand in its capture's text."""
    for number, (role, part, span) in enumerate(_spans(document), start=1):
        yield {
            "number": number,
            "role": role.value,
            **dict.fromkeys(("link_position", "holder_position", "doubt_number", "figure_number")),
            **part,
            **{name: span[name] for name in SPAN_PARTS},
            "capture_id": document["capture"]["ref"],
        }


def claim_subjects(document: Document) -> Iterator[Values]:
    """What a claim is about."""
    for position, subject in enumerate(document["subjects"], start=1):
        yield {"position": position, "subject_id": subject["ref"], "subject_name": subject["name"]}


def source_authors(document: Document) -> Iterator[Values]:
    """The authors of a source, in the order printed."""
    for position, author in enumerate(document["authors"], start=1):
        yield {
            "source_id": document["ref"],
            "position": position,
            "agent_id": _ref(author["agent"]),
            "name": naming.author_name(author),
            "as_named": author["as_named"],
        }


def statement_speakers(document: Document) -> Iterator[Values]:
    """Who made a statement."""
    for position, speaker in enumerate(document["speakers"], start=1):
        yield {
            "statement_id": document["ref"],
            "position": position,
            "agent_id": speaker["ref"],
            "name": speaker["name"],
        }


def names(document: Document) -> Iterator[Values]:
    """The names of an agent or subject, the form used on pages first."""
    for position, name in enumerate(document["names"], start=1):
        yield {f"{document['record_kind']}_id": document["ref"], "position": position, **name}


def _ref(named: Document | None) -> str:
    return str(named["ref"]) if named else ""


def _whom(part: Document) -> Values:
    return {name: part[name] for name in ("kind", "as_named", "reason")} | {"agent_id": _ref(part["agent"])}


def _spans(document: Document) -> Iterator[tuple[SpanRole, Values, Document]]:
    """All spans of a claim with their role, and with the part of the claim that they belong to."""
    for role, name in ((SpanRole.WORDS, "words"), (SpanRole.QUOTED, "quoted"), (SpanRole.DATE, "dates")):
        yield from _each(role, document[name], {})
    for link in document["links"]:
        place = {"link_position": link["position"]}
        yield from _each(SpanRole.CUE, link["cue_spans"], place)
        for position, holder in enumerate(link["holders"], start=1):
            yield from _each(SpanRole.HOLDER, holder["spans"], place | {"holder_position": position})
    for number, doubt in enumerate(document["doubts"], start=1):
        for span in doubt["spans"]:
            role = SpanRole.CUE if span["exact"] == doubt["cue"] else SpanRole.HOLDER
            yield role, {"doubt_number": number}, span
    for figure in document["figures"]:
        yield from _each(SpanRole.FIGURE, figure["spans"], {"figure_number": figure["number"]})


def _each(role: SpanRole, found: Iterable[Document], place: Values) -> Iterator[tuple[SpanRole, Values, Document]]:
    return ((role, place, span) for span in found)
