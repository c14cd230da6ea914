"""How a document's people, bodies, works and dates are named in a sentence of the archive."""

from typing import Any

from statements import dates
from statements.choices import AgentKind, HolderKind, RecordKind, SourceKind

Document = dict[str, Any]

NOUNS = {
    SourceKind.ARTICLE: "article",
    SourceKind.POST: "post",
    SourceKind.OTHER: "publication",
}
WRITER_MISSING = "unsigned"


def noun(source: Document) -> str:
    """What kind of thing a source is, as a noun: article, press release, judgment."""
    kind = SourceKind(source["kind"])
    return NOUNS.get(kind, str(kind.label))


def with_article(word: str) -> str:
    """The word with `a` or `an`."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def joined(parts: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def capitalised(text: str) -> str:
    """The text with its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def agent_name(agent: Document, *, inside: bool) -> str:
    """An agent's name; `inside` a sentence with the article that English gives it."""
    name = str(agent["name"])
    return f"the {name}" if inside and agent["takes_the"] else name


def author_name(author: Document, *, inside: bool = False) -> str:
    """An author by the record's name, else by the words printed."""
    return agent_name(author["agent"], inside=inside) if author["agent"] else str(author["as_named"])


def writer(source: Document, *, inside: bool = False) -> str:
    """A source's writer: its authors, else its publisher, else `unsigned <kind>`; never an error."""
    if source["authors"]:
        return joined([author_name(author, inside=inside) for author in source["authors"]])
    if source["publisher"]:
        return agent_name(source["publisher"], inside=inside)
    if source["publisher_as_named"]:
        return str(source["publisher_as_named"])
    unsigned = f"{WRITER_MISSING} {noun(source)}"
    return with_article(unsigned) if inside else unsigned


def title(source: Document) -> str:
    """A source's title, a devised one in square brackets; empty where none is stated."""
    words = str(source["title"])
    return f"[{words}]" if words and source["title_devised"] else words


def label(source: Document) -> str:
    """A source in a list: its title, else what it is and by whom."""
    named = any((source["authors"], source["publisher"], source["publisher_as_named"]))
    return title(source) or (
        f"{noun(source)} by {writer(source, inside=True)}" if named else f"{WRITER_MISSING} {noun(source)}"
    )


def statement_label(statement: Document) -> str:
    """A statement in a list: its title, else who made it and when, else its address."""
    by = (
        joined([agent_name(speaker, inside=True) for speaker in statement["speakers"]]) if statement["speakers"] else ""
    )
    date = date_words(statement["said"])
    described = " ".join(filter(None, ["statement", by and f"by {by}", date and f"of {date}"]))
    return str(statement["title"]) or (described if by else f"statement {statement['ref']}")


def record_label(document: Document) -> str:
    """What a record that is no claim is called where it is listed; a titled statement with its speakers."""
    kind = document["record_kind"]
    if kind == RecordKind.SOURCE:
        return label(document)
    if kind == RecordKind.STATEMENT:
        speakers = [agent_name(speaker, inside=False) for speaker in document["speakers"]] if document["title"] else []
        return " · ".join(filter(None, [joined(speakers) if speakers else "", statement_label(document)]))
    return str(document.get("name", document["ref"]))


def date_words(date: Document | None) -> str:
    """A date in English words; empty where there is none."""
    return dates.words(date["edtf"]) if date and date["edtf"] else ""


def date_note(date: Document | None) -> str:
    """How a date is known, for pages: `not stated`, `inferred from ...`, `from metadata`, or empty when stated."""
    if not date or not date["edtf"]:
        return "not stated"
    if date["basis"] == "inferred":
        return f"inferred from {date['why']}"
    return "from metadata" if date["basis"] == "metadata" else ""


def citation(link: Document) -> str:
    """A link's cited work and place in it, as in `Black Garden, p. 172`; empty where neither is given."""
    work = link["cited_work"]
    name = link["cited_as"]
    if work:
        name = _short_title(work) or " of ".join(filter(None, [noun(work), date_words(work["published"])]))
    return ", ".join(filter(None, [name, link["locator"]]))


def _short_title(work: Document) -> str:
    """A title without what follows its first colon."""
    return title(work | {"title": str(work["title"]).split(": ")[0]})


def holder_name(holder: Document, link: Document, *, inside: bool) -> str:
    """Whom a link ascribes words to: the identified agent's name, else the words used, else the cited work."""
    if holder["agent"]:
        return agent_name(holder["agent"], inside=inside)
    if holder["as_named"]:
        return str(holder["as_named"])
    return citation(link) if holder["kind"] == HolderKind.WORK else ""


def possessive(holders: list[Document]) -> str:
    """`its` for one body, `their` for a person or for several."""
    return "its" if len(holders) == 1 and holders[0]["kind"] == AgentKind.BODY else "their"
