"""The text of captures that visitors may read, as the source's `display` says: all, paragraphs with claims, none."""

from collections.abc import Collection, Iterator

from statements import texts
from statements.choices import Display
from statements.record import content
from statements.record.documents import Document


def passages(capture: Document, marked: Collection[tuple[int, int]]) -> list[Document]:
    """The paragraphs of a published capture that may be shown; `marked` is where words of public claims stand."""
    display = capture["source"]["display"]
    if display == Display.NONE:
        return []
    text = content.text_of(capture["text_sha256"])
    if text is None:
        known = content.passages_of(capture["text_sha256"])
        return [passage for passage in known if _is_shown(passage["start"], passage["end"], display, marked)]
    return shown(text, display=display, marked=marked)


def shown(text: str, *, display: str, marked: Collection[tuple[int, int]]) -> list[Document]:
    """Paragraphs that may be shown, each `{"number", "start", "end", "text"}`; offsets count in the capture's text.

    `number` counts the paragraphs of the whole text from 1, so that a gap can be told.
    """
    if display == Display.NONE:
        return []
    return [
        {"number": number, "start": start, "end": end, "text": text[start:end]}
        for number, (start, end) in enumerate(texts.paragraphs(text), start=1)
        if _is_shown(start, end, display, marked)
    ]


def _is_shown(start: int, end: int, display: str, marked: Collection[tuple[int, int]]) -> bool:
    return display == Display.FULL or any(begin < end and finish > start for begin, finish in marked)


def marked(claim: Document) -> Iterator[tuple[int, int]]:
    """Where a claim's words stand in its capture."""
    return ((span["start"], span["end"]) for span in claim["words"])
