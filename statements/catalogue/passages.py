"""The text of captures that visitors may read: all of it, the paragraphs with claims, or none (`display` of the source)."""

from collections.abc import Iterable

from statements import texts
from statements.choices import Display
from statements.record import content
from statements.record.documents import Document


def passages(capture: Document, claims: Iterable[Document]) -> list[Document]:
    """Paragraphs that may be shown, each `{"number", "start", "end", "text"}`; offsets count in the capture's text.

    `number` counts the paragraphs of the whole text from 1, so that a gap can be told.
    """
    display = capture["source"]["display"]
    text = None if display == Display.NONE else content.text_of(capture["text_sha256"])
    if text is None:
        return []
    marked = [(span["start"], span["end"]) for claim in claims for span in claim["words"]]
    return [
        {"number": number, "start": start, "end": end, "text": text[start:end]}
        for number, (start, end) in enumerate(texts.paragraphs(text), start=1)
        if display == Display.FULL or any(begin < end and finish > start for begin, finish in marked)
    ]
