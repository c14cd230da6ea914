"""One held source of an invented archive: its record, its capture, and its text with all claims in it."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from statements.choices import CaptureMethod, Display, SourceKind, SpanRole, TextBasis
from statements.desk.anchors import Span
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.sources import Source, SourceAuthor
from statements.invented import days
from statements.invented.batch import Batch
from statements.invented.cast import language_of, new_ref, with_children
from statements.invented.claims import Telling
from statements.invented.marks import Marks
from statements.invented.vocabulary import PLACES, Language
from statements.invented.writing import Writing

OWN_KINDS = {
    SourceKind.PRESS_RELEASE,
    SourceKind.JUDGMENT,
    SourceKind.RESOLUTION,
    SourceKind.POST,
    SourceKind.REPORT,
}
SPOKEN = {SourceKind.SPEECH, SourceKind.TRANSCRIPT, SourceKind.BROADCAST}
KINDS = (*SourceKind.values, *[SourceKind.ARTICLE.value] * 10, *[SourceKind.PRESS_RELEASE.value] * 4)
DISPLAYS, DISPLAY_SHARES = Display.values, (50, 85, 100)


@dataclass(frozen=True)
class Paper:
    """A source with its capture and claims, and the spans of dates of statements that stand in it."""

    source: Source
    capture: Capture
    claims: list[Claim]
    spans: list[Span]


def paper(batch: Batch, *, claims: int) -> Paper:
    """Write a source with so many claims."""
    chance = batch.chance
    language = language_of(chance)
    published = days.draw(chance, language, given=0.93, whole=0.85)
    source = _source(batch, language, published)
    capture = _capture(batch, source, language)
    writing, marks = Writing(language, chance), Marks()
    _head(writing, marks, source)
    telling = Telling(batch, capture, writing, marks)
    is_own = source.publisher is not None and source.kind in OWN_KINDS
    for _ in range(claims):
        _between(writing)
        batch.told.append(telling.tell(own=is_own and chance.random() < 0.85))
    _freeze(capture, writing.text)
    return _finished(batch, source, capture, telling.before, marks)


def _head(writing: Writing, marks: Marks, source: Source) -> None:
    """What the text opens with: that it is invented, its title, its date."""
    writing.write(f"{writing.language.note} ({source.pk})")
    writing.paragraph()
    if source.title and not source.title_devised:
        writing.write(source.title)
        writing.paragraph()
    if source.published_as_written:
        place = writing.write(source.published_as_written)
        marks.add(place, SpanRole.DATE, source_id=source.pk)
        writing.paragraph()


def _between(writing: Writing) -> None:
    drawn = writing.chance.random()
    if drawn < 0.25:
        writing.paragraph()
    else:
        writing.space()
    if drawn > 0.6:
        writing.filler()


def _source(batch: Batch, language: Language, published: days.Day) -> Source:
    chance, cast, key = batch.chance, batch.cast, batch.key(Source)
    kind, title = chance.choice(KINDS), chance.random()
    publisher = cast.any_body(chance) if chance.random() < 0.88 else None
    source = Source(
        id=key,
        ref=new_ref(chance, "source"),
        kind=kind,
        title=f"Invented source {key}: {Writing(language, chance).drawn(5)}" if title < 0.92 else "",
        title_devised=title < 0.07,
        publisher=publisher,
        publisher_as_named="" if publisher or chance.random() < 0.5 else "Invented Evening Post",
        place=chance.choice(PLACES) if chance.random() < 0.2 else "",
        language=language.code if chance.random() < 0.95 else "",
        url=f"https://example.org/invented/{key}" if chance.random() < 0.7 else "",
        archived_url=f"https://example.org/kept/{key}" if chance.random() < 0.3 else "",
        identifier=f"INV-{key}" if chance.random() < 0.15 else "",
        display=chance.choices(DISPLAYS, cum_weights=DISPLAY_SHARES)[0],
        rights="Invented, free to use." if chance.random() < 0.3 else "",
        **published.fields("published"),
        **cast.writer.fields,
    )
    return with_children(source, authors=_authors(batch, source), captures=[], spans=[])


def _authors(batch: Batch, source: Source) -> list[SourceAuthor]:
    chance = batch.chance
    number = chance.choices((0, 1, 2), cum_weights=(45, 90, 100))[0]
    agents = {agent.pk: agent for agent in (batch.cast.any_person(chance) for _ in range(number))}
    authors = [
        SourceAuthor(id=batch.key(SourceAuthor), source_id=source.pk, agent=agent, position=position)
        for position, agent in enumerate(agents.values(), start=1)
    ]
    if authors and chance.random() < 0.1:
        authors[0].agent, authors[0].as_named = None, "our invented reporter"
    return authors


def _capture(batch: Batch, source: Source, language: Language) -> Capture:
    """The capture before its text is known; what the text is decides what its claims can be."""
    chance = batch.chance
    return Capture(
        id=batch.key(Capture),
        ref=new_ref(chance, "capture"),
        source=source,
        number=1,
        captured_at=batch.cast.writer.at - datetime.timedelta(days=1),
        method=chance.choice((CaptureMethod.PASTED.value, CaptureMethod.IMPORTED.value)),
        from_url=source.url,
        language=language.code,
        **_basis(batch, source, language),
        **batch.cast.writer.fields,
    )


def _basis(batch: Batch, source: Source, language: Language) -> dict[str, Any]:
    drawn = batch.chance.random()
    if drawn < 0.05:
        return {"text_basis": TextBasis.SUMMARY.value}
    if drawn < 0.14:
        other = "ka" if language.code == "en" else "en"
        by = "Invented translators’ bureau"
        return {"text_basis": TextBasis.TRANSLATION.value, "translated_from": other, "translated_by": by}
    return {"text_basis": (TextBasis.TRANSCRIPTION if source.kind in SPOKEN else TextBasis.AS_PUBLISHED).value}


def _freeze(capture: Capture, text: str) -> None:
    capture.text = text
    capture.sha256 = capture.text_sha256 = hashlib.sha256(text.encode()).hexdigest()


def _finished(batch: Batch, source: Source, capture: Capture, claims: list[Claim], marks: Marks) -> Paper:
    """The paper with each record knowing its spans."""
    found = marks.spans(batch, capture)
    for claim in claims:
        claim._prefetched_objects_cache["spans"] = found.get(("claim_id", claim.pk), [])
    with_children(
        source,
        authors=source.authors.all(),
        captures=[capture],
        spans=found.get(("source_id", source.pk), []),
    )
    for statement in batch.statements:
        if spans := found.get(("statement_id", statement.pk)):
            with_children(statement, speakers=statement.speakers.all(), spans=spans)
    return Paper(source, capture, claims, [span for spans in found.values() for span in spans])
