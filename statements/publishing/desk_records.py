"""Document to desk: the desk records that would make these documents again, as far as the documents say.

The inverse of `snapshot`. A document has no drafts, no history and nobody's name; nor the text of its capture.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Model

from statements import names
from statements.catalogue.models import Page
from statements.choices import DeskState, RecordKind, SpanRole
from statements.desk.agents import Agent, AgentName
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim, ClaimSubject
from statements.desk.dated import PARTS
from statements.desk.figures import Figure
from statements.desk.named import LONGEST_FOLDED
from statements.desk.relations import Relation
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import Statement, StatementSpeaker
from statements.desk.subjects import Subject, SubjectName
from statements.record.documents import Document

ROOM = 2**16  # keys of one table that the parts of a record may use
Ids = Mapping[str, int]
Made = Iterator[Model]


def desk_records(page: Page, ids: Ids) -> Made:
    """The desk record of a public page with its parts; a capture has no text yet, and dates have no spans.

    Keys are functions of the page: that of a record is the page's own. `ids` are those of the records it names; what
    it names and is not there (a related claim that was withdrawn) is left out.
    """
    return MAKERS[page.kind](page, ids)


def key(page_id: int, number: int) -> int:
    """The key of a part by its number within its table and record, from 1."""
    return page_id * ROOM + number


def date_spans(page: Page, capture: Capture, owner: Mapping[str, int]) -> Made:
    """The spans of a statement's or source's date that stand in this capture's text."""
    for number, span in enumerate(page.document["dates"], start=1):
        if capture.text[span["start"] : span["end"]] == span["exact"]:
            # A claim's spans are counted from 1 under its own page, and no other record has its key.
            yield Span(id=key(page.id, number), capture_id=capture.pk, role=SpanRole.DATE, **span, **owner)


def _record(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "ref": page.ref,
        "state": DeskState.PUBLISHED,
        "revision": page.revision,
        "created_at": _time(page.revisions[0]["at"]),
        "changed_at": _time(page.revisions[-1]["at"]),
    }


def _agent(page: Page, ids: Ids) -> Made:
    yield Agent(**_record(page), **_fields(page.document, "kind", "takes_the", "description"))
    yield from (AgentName(agent_id=page.id, **name) for name in _names(page))


def _subject(page: Page, ids: Ids) -> Made:
    document = page.document
    about = _date("about", document["about"])
    yield Subject(**_record(page), **_fields(document, "kind", "description"), **about)
    yield from (SubjectName(subject_id=page.id, **name) for name in _names(page))


def _source(page: Page, ids: Ids) -> Made:
    document = page.document
    plain = ("kind", "title", "title_devised", "publisher_as_named", "place", "language", "url", "archived_url")
    yield Source(
        **_record(page),
        **_fields(document, *plain, "identifier", "display", "rights"),
        **_date("published", document["published"]),
        publisher_id=_id(document["publisher"], ids),
    )
    for number, author in enumerate(document["authors"], start=1):
        who = {"agent_id": _id(author["agent"], ids), "as_named": author["as_named"]}
        yield SourceAuthor(id=key(page.id, number), source_id=page.id, position=number, **who)


def _capture(page: Page, ids: Ids) -> Made:
    document = page.document
    plain = ("number", "method", "from_url", "media_type", "sha256", "text_sha256", "text_basis", "language")
    yield Capture(
        **_record(page),
        **_fields(document, *plain, "translated_from", "translated_by"),
        source_id=ids[document["source"]["ref"]],
        captured_at=_time(document["captured_at"]),
    )


def _statement(page: Page, ids: Ids) -> Made:
    document = page.document
    yield Statement(
        **_record(page),
        **_fields(document, "title", "occasion", "place"),
        **_date("said", document["said"]),
        first_published_id=_id(document["first_published"], ids),
    )
    for number, speaker in enumerate(document["speakers"], start=1):
        yield StatementSpeaker(
            id=key(page.id, number), statement_id=page.id, position=number, agent_id=ids[speaker["ref"]]
        )


def _claim(page: Page, ids: Ids) -> Made:
    document = page.document
    yield Claim(
        **_record(page),
        **_fields(document, "kind", "paraphrase", "language"),
        **_date("about", document["about"]),
        capture_id=ids[document["capture"]["ref"]],
        part_of_id=ids.get(document["part_of"]),
    )
    for number, subject in enumerate(document["subjects"], start=1):
        yield ClaimSubject(id=key(page.id, number), claim_id=page.id, subject_id=ids[subject["ref"]])
    yield from _chain(page, ids)
    for number, doubt in enumerate(document["doubts"], start=1):
        place = {"id": key(page.id, number), "claim_id": page.id, "agent_id": _id(doubt["agent"], ids)}
        yield Doubt(**place, **_fields(doubt, "after_position", "kind", "as_named", "reason", "cue"))
    yield from (_figure(page, figure, ids) for figure in document["figures"])
    yield from _relations(page, ids)
    yield from _spans(page, ids)


def _chain(page: Page, ids: Ids) -> Made:
    serial = 0
    for link in page.document["links"]:
        plain = ("position", "mode", "polarity", "cue", "locator", "cited_as")
        named = {"statement_id": _id(link["statement"], ids), "cited_work_id": _id(link["cited_work"], ids)}
        link_id = key(page.id, link["position"])
        yield Link(id=link_id, claim_id=page.id, **_fields(link, *plain), **named, **_date("said", link["said"]))
        for position, holder in enumerate(link["holders"], start=1):
            serial += 1
            place = {"id": key(page.id, serial), "link_id": link_id, "position": position}
            who = _fields(holder, "kind", "as_named", "reason", "count")
            yield Holder(**place, **who, agent_id=_id(holder["agent"], ids))


def _figure(page: Page, figure: Document, ids: Ids) -> Figure:
    plain = ("number", "as_written", "qualifier", "qualifier_words", "measure", "unit", "low", "high")
    other = figure["tied_to"]
    tied = key(ids[other["claim"]], other["number"]) if other and other["claim"] in ids else None
    tie = {"tie": figure["tie"] if tied else "", "tied_to_id": tied}
    return Figure(id=key(page.id, figure["number"]), claim_id=page.id, **_fields(figure, *plain), **tie)


def _relations(page: Page, ids: Ids) -> Made:
    for number, relation in enumerate(page.document["relations"], start=1):
        if relation["to"] in ids:
            ends = {
                "claim_id": page.id,
                "to_id": ids[relation["to"]],
                "stated_by_id": ids[relation["stated_by"]["ref"]],
            }
            yield Relation(id=key(page.id, number), **ends, **_fields(relation, "kind", "locator"))


def _spans(page: Page, ids: Ids) -> Made:
    of_claim = {"claim_id": page.id, "capture_id": ids[page.document["capture"]["ref"]]}
    for number, (role, part, span) in enumerate(places(page.document, page.id), start=1):
        yield Span(id=key(page.id, number), role=role, **of_claim, **part, **span)


def places(document: Document, page_id: int) -> Iterator[tuple[SpanRole, dict[str, int], Document]]:
    """Every span of a claim with its role and the part that it belongs to."""
    serial = 0
    for role, name in ((SpanRole.WORDS, "words"), (SpanRole.QUOTED, "quoted"), (SpanRole.DATE, "dates")):
        yield from ((role, {}, span) for span in document[name])
    for link in document["links"]:
        yield from ((SpanRole.CUE, {"link_id": key(page_id, link["position"])}, span) for span in link["cue_spans"])
        for holder in link["holders"]:
            serial += 1
            yield from ((SpanRole.HOLDER, {"holder_id": key(page_id, serial)}, span) for span in holder["spans"])
    for number, doubt in enumerate(document["doubts"], start=1):
        for span in doubt["spans"]:
            role = SpanRole.CUE if span["exact"] == doubt["cue"] else SpanRole.HOLDER
            yield role, {"doubt_id": key(page_id, number)}, span
    for figure in document["figures"]:
        place = {"figure_id": key(page_id, figure["number"])}
        yield from ((SpanRole.FIGURE, place, span) for span in figure["spans"])


def _names(page: Page) -> Iterator[dict[str, Any]]:
    for number, name in enumerate(page.document["names"], start=1):
        folded = names.fold(name["name"])[:LONGEST_FOLDED]
        yield {"id": key(page.id, number), **name, "preferred": number == 1, "folded": folded}


def _fields(document: Document, *wanted: str) -> dict[str, Any]:
    return {name: document[name] for name in wanted}


def _date(prefix: str, date: Document) -> dict[str, Any]:
    found = {f"{prefix}_{part}": date[part] for part in PARTS}
    for end in ("earliest", "latest"):
        day = date[end]
        found[f"{prefix}_{end}"] = datetime.date.fromisoformat(day) if day else None
    return found


def _id(named: Document | None, ids: Ids) -> int | None:
    return ids[named["ref"]] if named else None


def _time(at: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(at)


MAKERS: dict[str, Callable[[Page, Ids], Made]] = {
    RecordKind.AGENT: _agent,
    RecordKind.SUBJECT: _subject,
    RecordKind.SOURCE: _source,
    RecordKind.CAPTURE: _capture,
    RecordKind.STATEMENT: _statement,
    RecordKind.CLAIM: _claim,
}
