"""What changed between two revisions, in words; a claim's words never appear without their attribution."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from statements.choices import RecordKind
from statements.record import naming
from statements.record.documents import Document
from statements.record.revision import canonical
from statements.record.wording import AttributedClaim

CONTENT = ("figures", "about", "dates")  # what a claim says, beside its words
LABELS = {
    "links": "attribution",
    "words": "words",
    "quoted": "quoted parts",
    "paraphrase": "paraphrase",
    "part_of": "part of",
    "about": "date it is about",
    "title_devised": "title",
    "takes_the": "name in a sentence",
    "said": "date",
    "published": "date of publication",
    "url": "address",
    "archived_url": "archived at",
    "first_published": "first published in",
    "publisher_as_named": "publisher as named",
}
NOT_SHOWN = ("ref", "record_kind", "formerly")
MULTIPLE = "; "


@dataclass(frozen=True)
class Change:
    """One field that differs: its label, what it said before and what it says now; either may be empty."""

    field: str
    before: str
    after: str


def changes(before: Document, after: Document) -> list[Change]:
    """The fields in which two documents of one record differ, names of other records left aside.

    A record's own names count; that another record was renamed does not. Neither of the two may be a tombstone.
    """
    fields = [name for name in after if name not in NOT_SHOWN and _bare(before.get(name)) != _bare(after[name])]
    if after["record_kind"] == RecordKind.CLAIM:
        return list(_claim_changes(before, after, fields))
    return [Change(label(name), shown(name, before), shown(name, after)) for name in fields]


def label(name: str) -> str:
    """A field of a document in a reader's words."""
    return LABELS.get(name, name.replace("_", " "))


def _claim_changes(before: Document, after: Document, fields: list[str]) -> Iterator[Change]:
    old, new = AttributedClaim(before), AttributedClaim(after)
    for name in fields:
        if name == "links":
            yield Change(label(name), *_different(old.sentence, new.sentence, before[name], after[name]))
        elif name == "words":
            yield Change(label(name), _said(old, old.verbatim), _said(new, new.verbatim))
        elif name == "quoted":
            yield Change(label(name), _said(old, old.quoted), _said(new, new.quoted))
        elif name == "paraphrase":
            yield Change(label(name), _said(old, before[name]), _said(new, after[name]))
        elif name in CONTENT:
            yield Change(label(name), _said(old, shown(name, before)), _said(new, shown(name, after)))
        else:
            yield Change(label(name), shown(name, before), shown(name, after))
    if len(after["formerly"]) > len(before["formerly"]) and (source := after["formerly"][-1].get("stated_by")):
        where = ", ".join(filter(None, [naming.label(source), after["formerly"][-1].get("locator", "")]))
        yield Change("source of the correction", "", where)


def _different(old: str, new: str, before: list[Document], after: list[Document]) -> tuple[str, str]:
    """Two sentences, or, where they read the same, what the chains hold besides (cues, reasons, places)."""
    if old != new:
        return old, new
    return f"{old} ({_details(before)})", f"{new} ({_details(after)})"


def _details(links: list[Document]) -> str:
    return MULTIPLE.join(
        " ".join(filter(None, [f"cue “{link['cue']}”" if link["cue"] else "no cue", link["locator"], _reasons(link)]))
        for link in links
    )


def _reasons(link: Document) -> str:
    named = [
        f"named “{holder['as_named']}” {holder['reason']}".strip() for holder in link["holders"] if holder["as_named"]
    ]
    return ", ".join(named)


def _said(claim: AttributedClaim, words: str) -> str:
    return f"{claim.short}: {words}" if words else ""


def shown(name: str, document: Document) -> str:
    """A value as text: dates and names in words, lists joined, everything else as it is."""
    return _text(document.get(name))


def _text(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return MULTIPLE.join(filter(None, map(_text, value)))
    if not isinstance(value, dict):
        return str(value)
    return _record_text(value)


def _record_text(value: Document) -> str:
    if "edtf" in value:
        note = naming.date_note(value)
        return " ".join(filter(None, [naming.date_words(value), f"({note})" if note else ""]))
    if value.get("record_kind") == RecordKind.SOURCE:
        return naming.label(value)
    for key in ("name", "title", "as_written", "as_named", "exact", "ref"):
        if value.get(key):
            return str(value[key])
    agent = value.get("agent")
    return _text(agent) if agent else MULTIPLE.join(filter(None, map(_text, value.values())))


def _bare(value: Any) -> bytes:
    """A value to compare by: other records by their address, not by today's name."""
    return canonical(_without_names(value))


def _without_names(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_names(part) for part in value]
    if isinstance(value, dict):
        if "record_kind" in value and "ref" in value:
            return value["ref"]
        return {key: _without_names(part) for key, part in value.items()}
    return value
