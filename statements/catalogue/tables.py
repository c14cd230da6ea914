"""The smaller public tables as rows: statements, sources, agents and subjects, each with its counts, newest first."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count

from statements.catalogue import columns
from statements.catalogue.columns import Column
from statements.catalogue.models import ClaimRow, Mention, Page
from statements.catalogue.rows import ORIGIN, RELAY, WRITER
from statements.choices import RecordKind
from statements.record import naming
from statements.record.documents import Document

CHUNK = 500
Values = dict[str, Any]
Counts = dict[str, dict[str, int]]
COUNTED = ("claims", "reporting_sources", "captures", "said", "relayed", "wrote")


def rows(kind: str) -> Iterator[list[Any]]:
    """All rows of one table in the order of its columns, read in pieces so that memory stays flat."""
    names = columns.names(COLUMNS[kind])
    last = None
    while True:
        pages = Page.objects.public().of_kind(kind)
        found = list((pages if last is None else pages.filter(id__lt=last))[:CHUNK])
        if not found:
            return
        counts = _counts(kind, [page.ref for page in found])
        for page in found:
            values = MAKERS[kind](page.document, counts.get(page.ref, {})) | _of_page(page)
            yield [values[name] for name in names]
        last = found[-1].id


def values_of(page: Page) -> Values:
    """The values of one public record, without the numbers that are counted over others."""
    return MAKERS[page.kind](page.document, {}) | _of_page(page)


def _of_page(page: Page) -> Values:
    return {
        f"{page.kind}_id": page.ref,
        f"{page.kind}_url": f"{settings.SITE_URL}{page.get_absolute_url()}",
        "revision": page.revision,
        "updated_at": page.updated_at,
    }


def _statement(document: Document, counts: dict[str, int]) -> Values:
    first = document["first_published"]
    return {
        "title": document["title"],
        "speaker_ids": "; ".join(speaker["ref"] for speaker in document["speakers"]),
        "speaker_names": "; ".join(speaker["name"] for speaker in document["speakers"]),
        **_date("said", document["said"]),
        "occasion": document["occasion"],
        "first_published_source_id": first["ref"] if first else "",
        "claims": counts.get("statement", 0),
        "reporting_sources": counts.get("sources", 0),
    }


def _source(document: Document, counts: dict[str, int]) -> Values:
    return {
        "title": naming.title(document),
        "kind": document["kind"],
        "authors": "; ".join(naming.author_name(author) for author in document["authors"]),
        "publisher": document["publisher"]["name"] if document["publisher"] else document["publisher_as_named"],
        **_date("published", document["published"]),
        **{name: document[name] for name in ("language", "url", "archived_url", "display")},
        "held": "yes" if document["held"] else "no",
        "captures": counts.get("captures", 0),
        "claims": counts.get("source", 0),
    }


def _agent(document: Document, counts: dict[str, int]) -> Values:
    others = [name["name"] for name in document["names"] if name["name"] != document["name"]]
    return {
        "kind": document["kind"],
        "name": document["name"],
        "other_names": "; ".join(others),
        "said": counts.get(ORIGIN, 0),
        "relayed": counts.get(RELAY, 0),
        "wrote": counts.get(WRITER, 0),
    }


def _subject(document: Document, counts: dict[str, int]) -> Values:
    return {
        "kind": document["kind"],
        "name": document["name"],
        "about_edtf": document["about"]["edtf"],
        "claims": counts.get("subject", 0),
    }


def _date(prefix: str, date: Document) -> Values:
    return {f"{prefix}_{part}": date[part] for part in ("edtf", "as_written", "basis")}


def _counts(kind: str, refs: list[str]) -> Counts:
    """Numbers of claims by ref and role, and what else a table counts."""
    found: Counts = {ref: {} for ref in refs}
    named = Mention.objects.filter(ref__in=refs, page__kind=RecordKind.CLAIM).values("ref", "role")
    for ref, role, number in named.annotate(number=Count("id")).values_list("ref", "role", "number"):
        found[ref][role] = number
    if kind == RecordKind.SOURCE:
        captures = Mention.objects.filter(ref__in=refs, role="source", page__kind=RecordKind.CAPTURE).values("ref")
        for ref, number in captures.annotate(number=Count("id")).values_list("ref", "number"):
            found[ref]["captures"] = number
    if kind == RecordKind.STATEMENT:
        _count_sources(found)
    return found


def _count_sources(found: Counts) -> None:
    """In how many sources each statement is reported, by any link that names it."""
    named = Mention.objects.filter(ref__in=found, role="statement").values_list("ref", "page_id")
    sources = dict(ClaimRow.objects.filter(page_id__in={page for _, page in named}).values_list("page_id", "source_id"))
    reporting: dict[str, set[str]] = {}
    for ref, page in named:
        reporting.setdefault(ref, set()).add(sources[page])
    for ref, of_statement in reporting.items():
        found[ref]["sources"] = len(of_statement)


COLUMNS: dict[str, tuple[Column, ...]] = {
    RecordKind.STATEMENT: columns.STATEMENT_COLUMNS,
    RecordKind.SOURCE: columns.SOURCE_COLUMNS,
    RecordKind.AGENT: columns.AGENT_COLUMNS,
    RecordKind.SUBJECT: columns.SUBJECT_COLUMNS,
}
MAKERS: dict[str, Callable[[Document, dict[str, int]], Values]] = {
    RecordKind.STATEMENT: _statement,
    RecordKind.SOURCE: _source,
    RecordKind.AGENT: _agent,
    RecordKind.SUBJECT: _subject,
}
