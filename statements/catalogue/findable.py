"""What records other than claims are found by: their names, and the text of captures that visitors may read."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.db import models

from statements import names, texts
from statements.catalogue import search
from statements.catalogue.models import Page
from statements.choices import AgentKind, RecordKind, SubjectKind
from statements.record import naming
from statements.record.documents import Document

LONGEST_STRETCH = 6_000  # characters of a paragraph that are looked at together; a longer one goes on in the next
OVERLAP = 600  # characters that two stretches of one paragraph share, so that phrases at their border are found
MOST_WORDS = 5_000  # of a text in one row, which leaves room for the names of its source
MOST_BYTES = 100_000
LONGEST_START = 120  # characters of a name that suggestions are found by
MOST_STARTS = 12  # words of a name at which a suggestion may begin


class FindableText(models.Model):
    """Folded words under which a public record is found: its names (part 0), or a stretch of a capture's text.

    `ref` and `kind` are of the record to show: a capture's text leads to its source, and is repeated beside the names
    of that source, so that words of both are found together. `shown` holds the paragraphs as they may be read, in the
    order of `search_names`; empty for names.
    """

    id = models.BigAutoField(primary_key=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="findable_texts")
    part = models.PositiveIntegerField()
    ref = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    shown = models.JSONField()
    search_words = models.TextField()
    search_names = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(name="findable_text_once", fields=["page", "part"])]
        indexes = [models.Index(name="findable_text_newest", fields=["kind", "-page", "part"])]

    def __str__(self) -> str:
        return f"Text {self.part} of {self.page_id}, to find {self.ref}"


class SuggestedName(models.Model):
    """A name of a public agent, subject or source, folded from one of its words on; `part` numbers them.

    `label` is what is suggested: the record's name, its kind, and the name that matched where that is another.
    """

    id = models.BigAutoField(primary_key=True)
    page = models.ForeignKey(Page, models.CASCADE, related_name="suggested_names")
    part = models.PositiveIntegerField()
    ref = models.CharField(max_length=12)
    kind = models.CharField(max_length=10)
    start = models.CharField(max_length=LONGEST_START)
    is_whole = models.BooleanField()
    label = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(name="suggested_name_once", fields=["page", "part"])]
        indexes = [
            models.Index(
                name="suggested_name_start",
                fields=["kind", "start"],
                opclasses=["varchar_ops", "varchar_pattern_ops"],  # for beginnings, on PostgreSQL; SQLite needs none
            )
        ]

    def __str__(self) -> str:
        return f"{self.start} for {self.ref}"


def texts_of(page: Page) -> list[FindableText]:
    """The words under which a public page is found; for a capture only where its `passages` are set."""
    if not page.is_public:
        return []
    if page.kind == RecordKind.CAPTURE:
        return list(_capture_texts(page))
    if page.kind not in WORDS:
        return []
    words, others = WORDS[page.kind](page.document)
    return [_text(page, 0, page.document, words=words, others=others)]


def names_of(page: Page) -> list[SuggestedName]:
    """The beginnings under which a public agent, subject or source is suggested."""
    if not page.is_public or page.kind not in KIND_LABELS:
        return []
    name, others = _names(page.document)
    label = f"{name} ({KIND_LABELS[page.kind](page.document)})"
    labels = {name: label} | {other: f"{label}, named {other}" for other in others if other != name}
    starts = ((start, at == 0, of) for other, of in labels.items() for at, start in enumerate(_starts(other)))
    return [
        SuggestedName(
            page_id=page.id, part=part, ref=page.ref, kind=page.kind, start=start, is_whole=is_whole, label=label
        )
        for part, (start, is_whole, label) in enumerate(starts)
    ]


def folded(name: str) -> str:
    """A name as suggestions know it: its folded words, of a very long one the first."""
    return " ".join(names.tokens(name))[:LONGEST_START].strip()


def _starts(name: str) -> Iterator[str]:
    words = names.tokens(name)
    for at in range(min(len(words), MOST_STARTS)):
        yield " ".join(words[at:])[:LONGEST_START].strip()


def _text(page: Page, part: int, record: Document, **parts: Any) -> FindableText:
    return FindableText(
        page_id=page.id,
        part=part,
        ref=record["ref"],
        kind=record["record_kind"],
        shown=parts.get("shown", []),
        search_words=search.indexed(parts["words"]),
        search_names=search.indexed([*parts.get("shown", []), *parts["others"]]),
    )


def _capture_texts(page: Page) -> Iterator[FindableText]:
    source = page.document["source"]
    words, others = _source_words(source)
    for part, shown in enumerate(_groups(passage["text"] for passage in page.passages or [])):
        yield _text(page, part, source, words=words, others=others, shown=shown)


def _groups(paragraphs: Iterable[str]) -> Iterator[list[str]]:
    """Stretches of text in groups that an index takes whole; of equal ones in a group one, and none without a word."""
    group: dict[str, str] = {}
    words = size = 0
    for stretch in (stretch for paragraph in paragraphs for stretch in _stretches(paragraph)):
        tokens = names.tokens(stretch)
        plain = " ".join(tokens)
        if group and (words + len(tokens) > MOST_WORDS or size + len(plain.encode()) > MOST_BYTES):
            yield list(group.values())
            group, words, size = {}, 0, 0
        if tokens and plain not in group:
            group[plain] = stretch
            words, size = words + len(tokens), size + len(plain.encode())
    if group:
        yield list(group.values())


def _stretches(paragraph: str) -> Iterator[str]:
    start = 0
    while len(paragraph) - start > LONGEST_STRETCH:
        space = paragraph.rfind(" ", start + LONGEST_STRETCH // 2, start + LONGEST_STRETCH)
        end = space if space > 0 else start + LONGEST_STRETCH
        yield paragraph[start:end]
        again = paragraph.rfind(" ", start, end - OVERLAP)
        start = again + 1 if again > start else end - OVERLAP
    yield paragraph[start:]


def _source_words(source: Document) -> tuple[list[str], list[str]]:
    writers = [(author["as_named"], author["agent"]) for author in source["authors"]]
    writers.append((source["publisher_as_named"], source["publisher"]))
    others = [name for as_named, agent in writers for name in (as_named, *(_all(agent) if agent else []))]
    return [naming.title(source)], [*others, urlsplit(source["url"]).hostname or ""]


def _statement_words(statement: Document) -> tuple[list[str], list[str]]:
    speakers = [name for speaker in statement["speakers"] for name in _all(speaker)]
    return [statement["title"], statement["occasion"], statement["place"]], speakers


def _named_words(document: Document) -> tuple[list[str], list[str]]:
    return [document["name"], *_all(document)], []


def _all(named: Document) -> list[str]:
    return [name["name"] for name in named["names"]]


def _names(document: Document) -> tuple[str, list[str]]:
    """What a record is called on its page, and its other names, those of another direction kept apart by isolates."""
    if document["record_kind"] == RecordKind.SOURCE:
        return naming.label(document), []
    shown = [
        f"\u2068{name['name']}\u2069" if texts.direction(name["language"]) == "rtl" else name["name"]
        for name in document["names"]
        if name["name"] != document["name"]
    ]
    return document["name"], shown


WORDS: dict[str, Callable[[Document], tuple[list[str], list[str]]]] = {
    RecordKind.AGENT: _named_words,
    RecordKind.SUBJECT: _named_words,
    RecordKind.STATEMENT: _statement_words,
    RecordKind.SOURCE: _source_words,
}
KIND_LABELS: dict[str, Callable[[Document], str]] = {
    RecordKind.AGENT: lambda document: str(AgentKind(document["kind"]).label),
    RecordKind.SUBJECT: lambda document: str(SubjectKind(document["kind"]).label),
    RecordKind.SOURCE: naming.noun,
}
