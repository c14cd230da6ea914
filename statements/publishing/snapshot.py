"""Desk to document: what a record says, with a stub in place of every other record it names (see record.documents)."""

import datetime
from typing import Any

from statements.choices import RecordKind, SpanRole
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.figures import Figure, plain
from statements.desk.review import DeskRecord
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject
from statements.record.documents import Document, stub
from statements.record.revision import timestamp


def snapshot(record: DeskRecord) -> Document:
    """The document of a desk record as it stands now; every kind of record has one shape, which the record keeps."""
    made = MAKERS[type(record)](record)
    return {"record_kind": str(record.record_kind), "ref": record.ref, **made}


def date(record: Any, prefix: str) -> Document:
    """The three parts of a date with its bounds as ISO days, None where open."""
    parts = {part: getattr(record, f"{prefix}_{part}") for part in ("edtf", "as_written", "basis", "why")}
    return parts | {part: _day(getattr(record, f"{prefix}_{part}")) for part in ("earliest", "latest")}


def named(record: DeskRecord | None) -> Document | None:
    """The stub of a record that is named, or None."""
    return None if record is None else stub(str(record.record_kind), record.ref)


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _names(record: Agent | Subject) -> Document:
    found = sorted(record.names.all(), key=lambda name: (not name.preferred, name.pk))
    return {
        "name": found[0].name if found else "",
        "language": found[0].language if found else "",
        "names": [{"name": name.name, "language": name.language} for name in found],
    }


def agent_document(agent: Agent) -> Document:
    """An agent: kind, names by language, the preferred one first, and what tells it from namesakes."""
    return {"kind": agent.kind, "takes_the": agent.takes_the, "description": agent.description, **_names(agent)}


def subject_document(subject: Subject) -> Document:
    """A subject: kind, names by language and its date."""
    return {
        "kind": subject.kind,
        "description": subject.description,
        "about": date(subject, "about"),
        **_names(subject),
    }


def source_document(source: Source) -> Document:
    """A source: the bibliographic record, empty where not stated, and whether it is held."""
    fields = (
        "kind",
        "title",
        "title_devised",
        "publisher_as_named",
        "place",
        "language",
        "url",
        "archived_url",
        "identifier",
    )
    return {
        **{name: getattr(source, name) for name in (*fields, "display", "rights")},
        "authors": [{"agent": named(author.agent), "as_named": author.as_named} for author in source.authors.all()],
        "publisher": named(source.publisher),
        "published": date(source, "published"),
        "held": any(capture.pk for capture in source.captures.all()),
        "dates": [_span(span) for span in source.spans.all()],
    }


def capture_document(capture: Capture) -> Document:
    """A capture: hashes and how it was made; never its text, which the record keeps by SHA-256."""
    fields = ("number", "method", "from_url", "media_type", "sha256", "text_sha256", "text_basis", "language")
    return {
        **{name: getattr(capture, name) for name in (*fields, "translated_from", "translated_by")},
        "size": len(capture.received),
        "characters": len(capture.text),
        "captured_at": timestamp(capture.captured_at),
        "source": named(capture.source),
    }


def statement_document(statement: Statement) -> Document:
    """A statement: who spoke, when, on what occasion, first published where."""
    return {
        "title": statement.title,
        "occasion": statement.occasion,
        "place": statement.place,
        "said": date(statement, "said"),
        "speakers": [named(speaker.agent) for speaker in statement.speakers.all()],
        "first_published": named(statement.first_published),
        "dates": [_span(span) for span in statement.spans.all()],
    }


def claim_document(claim: Claim) -> Document:
    """A claim with its words, chain, doubts, figures and relations; links are numbered 1..n in their order."""
    found = sorted(claim.spans.all(), key=lambda span: (span.start, span.end))
    links = sorted(claim.links.all(), key=lambda link: (link.position, link.pk))
    return {
        "kind": claim.kind,
        "paraphrase": claim.paraphrase,
        "language": claim.language,
        "capture": named(claim.capture),
        "source": named(claim.capture.source),
        "about": date(claim, "about"),
        "part_of": claim.part_of.ref if claim.part_of else None,
        "words": [_span(span) for span in found if span.role == SpanRole.WORDS],
        "quoted": [_span(span) for span in found if span.role == SpanRole.QUOTED],
        "dates": [_span(span) for span in found if span.role == SpanRole.DATE],
        "links": [_link(link, position, found) for position, link in enumerate(links, start=1)],
        "doubts": [_doubt(doubt, found) for doubt in claim.doubts.all()],
        "figures": [_figure(figure, found) for figure in claim.figures.all()],
        "relations": [
            {
                "kind": relation.kind,
                "to": relation.to.ref,
                "stated_by": named(relation.stated_by),
                "locator": relation.locator,
            }
            for relation in claim.relations.all()
        ],
        "subjects": [named(tie.subject) for tie in sorted(claim.claim_subjects.all(), key=lambda tie: tie.pk)],
        "formerly": [],
    }


def _span(span: Span) -> Document:
    return {name: getattr(span, name) for name in ("start", "end", "exact", "prefix", "suffix")}


def _link(link: Link, position: int, found: list[Span]) -> Document:
    return {
        "position": position,
        **{name: getattr(link, name) for name in ("mode", "polarity", "cue", "locator", "cited_as")},
        "cue_spans": [_span(span) for span in found if span.role == SpanRole.CUE and span.link_id == link.pk],
        "holders": [_holder(holder, found) for holder in link.holders.all()],
        "statement": named(link.statement),
        "cited_work": named(link.cited_work),
        "said": date(link, "said"),
    }


def _holder(holder: Holder, found: list[Span]) -> Document:
    return {
        **{name: getattr(holder, name) for name in ("kind", "as_named", "reason", "count")},
        "agent": named(holder.agent),
        "spans": [_span(span) for span in found if span.holder_id == holder.pk],
    }


def _doubt(doubt: Doubt, found: list[Span]) -> Document:
    return {
        **{name: getattr(doubt, name) for name in ("after_position", "kind", "as_named", "reason", "cue")},
        "agent": named(doubt.agent),
        "spans": [_span(span) for span in found if span.doubt_id == doubt.pk],
    }


def _figure(figure: Figure, found: list[Span]) -> Document:
    tied = figure.tied_to
    return {
        **{
            name: getattr(figure, name)
            for name in ("number", "as_written", "qualifier", "qualifier_words", "measure", "unit", "tie")
        },
        "low": None if figure.low is None else plain(figure.low),
        "high": None if figure.high is None else plain(figure.high),
        "tied_to": {"claim": tied.claim.ref, "number": tied.number, "as_written": tied.as_written} if tied else None,
        "spans": [_span(span) for span in found if span.figure_id == figure.pk],
    }


MAKERS: dict[type[DeskRecord], Any] = {
    Agent: agent_document,
    Subject: subject_document,
    Source: source_document,
    Capture: capture_document,
    Statement: statement_document,
    Claim: claim_document,
}
KINDS: dict[str, type[DeskRecord]] = {
    RecordKind.AGENT: Agent,
    RecordKind.SUBJECT: Subject,
    RecordKind.SOURCE: Source,
    RecordKind.CAPTURE: Capture,
    RecordKind.STATEMENT: Statement,
    RecordKind.CLAIM: Claim,
}
