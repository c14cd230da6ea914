"""Restoring the public package into an empty database: the record, the catalogue made from it, and the desk's records.

Drafts, history and curators are in no public package, nor texts that visitors may not have.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from statements import bulk_rows
from statements.catalogue import rows, write
from statements.catalogue.long_tables import PASSAGES
from statements.catalogue.models import Page
from statements.choices import RecordKind
from statements.desk.captures import Capture
from statements.packages import BrokenPackage
from statements.publishing.desk_records import date_spans, desk_records, places
from statements.publishing.plan import ORDER
from statements.record import content, verify
from statements.record.content import Content
from statements.record.documents import Document
from statements.record.revision import Revision, lock

Item = TypeVar("Item")

CHUNK, FEW = 500, 20  # rows at once, and rows that may hold a text or a file of megabytes
NAMED = 10  # problems that are named before the others are only counted
GAP = "\N{LIGHT SHADE}"  # stands in a capture's text for a character that the package does not have
csv.field_size_limit(2**31 - 1)  # a cell may hold a whole text


class NotEmpty(Exception):
    """The database holds something; what, in words."""


def restore(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Restore a package whose files were checked, in one transaction.

    Raises NotEmpty for a database that holds records, BrokenPackage where the record does not prove itself; then
    nothing has changed.
    """
    with transaction.atomic():
        lock()
        refuse_unless_empty([*ORDER, Revision, Content])
        store(_revisions(folder))
        store(_contents(folder), at_once=FEW)
        refuse_broken_record()
        write.rebuild()
        for kind in ORDER:
            store(_desk(kind.record_kind), at_once=FEW if kind is Capture else CHUNK)
        store(_date_spans())
        bulk_rows.count_on(apps.get_app_config("statements").get_models())


def refuse_unless_empty(models: Iterable[type[Model]]) -> None:
    """Raise NotEmpty where one of these tables has rows."""
    held = [
        f"{number:,} {model._meta.verbose_name_plural}"
        for model in models
        if (number := model._default_manager.count())
    ]
    if held:
        raise NotEmpty(f"The database is not empty: it holds {', '.join(held)}. Restore into a new one.")


def refuse_broken_record() -> None:
    """Raise BrokenPackage where the record does not follow from its own bytes."""
    problems = list(islice(verify.problems(), NAMED + 1))
    if problems:
        raise BrokenPackage([*problems[:NAMED], *(["and more"] if len(problems) > NAMED else [])])


def _revisions(folder: Path) -> Iterator[Revision]:
    with (folder / "record.jsonl").open("rb") as lines:
        for row, line in zip(_rows(folder, "revisions"), lines, strict=True):
            canonical = line.removesuffix(b"\n")
            yield Revision(
                number=int(row["number"]),
                ref=row["record_id"],
                kind=row["kind"],
                n=int(row["revision"]),
                act=row["act"],
                at=datetime.fromisoformat(row["at"]),
                content=canonical or None,
                nonce=bytes.fromhex(row["nonce"]) if canonical else None,
                leaf=bytes.fromhex(row["leaf"]),
                chain=bytes.fromhex(row["chain"]),
            )


def _contents(folder: Path) -> Iterator[Content]:
    """What is kept under the sums of captures, without bytes where the package has none, as after an erasure."""
    files: dict[str, tuple[int, list[str]]] = {}
    for row in _rows(folder, "captures"):
        files.setdefault(row["sha256"], (int(row["size"]), []))[1].append(row["file"])
        files.setdefault(row["text_sha256"], (int(row["text_size"]), []))[1].append(row["text_file"])
    for sha256, (size, found) in files.items():
        paths = [folder / file for file in dict.fromkeys(found) if file]
        whole = [path for path in paths if not path.name.endswith(PASSAGES)]
        yield Content(
            sha256=sha256,
            size=size,
            content=whole[0].read_bytes() if whole else None,
            passages=_passages(paths) if paths and not whole else None,
        )


def _passages(paths: Iterable[Path]) -> list[Document]:
    """The paragraphs of a text that captures of it show, each once, in the order of the text."""
    found = {passage["number"]: passage for path in paths for passage in json.loads(path.read_bytes())}
    return [found[number] for number in sorted(found)]


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def store(found: Iterable[Model], *, at_once: int = CHUNK) -> None:
    """Store new rows, so many at once, each with the key it has."""
    for chunk in _chunks(found, at_once):
        by_model: dict[type[Model], list[Model]] = {}
        for made in chunk:
            by_model.setdefault(type(made), []).append(made)
        for model, objects in by_model.items():
            bulk_rows.rows(model, objects).insert()


def _desk(kind: str) -> Iterator[Model]:
    """The desk's records of one kind and their parts."""
    pages = Page.objects.public().filter(kind=kind).order_by("id").defer("passages")
    for chunk in _chunks(pages.iterator(chunk_size=CHUNK), CHUNK):
        ids = _ids_of(chunk)
        for page in chunk:
            for made in desk_records(page, ids):
                yield _with_text(made, page) if isinstance(made, Capture) else made


def _ids_of(pages: Iterable[Page]) -> dict[str, int]:
    """The keys of the public records that these pages name, other claims included."""
    refs = {ref for page in pages for ref, _ in rows.mentions(page.document)}
    figures = [figure for page in pages for figure in page.document.get("figures", ())]
    refs |= {figure["tied_to"]["claim"] for figure in figures if figure["tied_to"]}
    return dict(Page.objects.public().filter(ref__in=refs).values_list("ref", "id"))


def _with_text(capture: Capture, page: Page) -> Capture:
    """The capture with its bytes and text, or with as much of the text as its claims show."""
    document = page.document
    text = content.text_of(document["text_sha256"])
    capture.text = _shown_text(page) if text is None else text
    if text is not None and document["sha256"] != document["text_sha256"]:
        capture.file_bytes = Content.objects.values_list("content", flat=True).get(pk=document["sha256"])
    return capture


def _shown_text(page: Page) -> str:
    """A text of the same length in which known paragraphs and spans stand at their places, and gaps elsewhere."""
    text = [GAP] * page.document["characters"]
    for passage in content.passages_of(page.document["text_sha256"]):
        text[passage["start"] : passage["end"]] = passage["text"]
    claims = Page.objects.public().mentioning(page.ref, "capture").filter(kind=RecordKind.CLAIM)
    for document in claims.values_list("document", flat=True).iterator(chunk_size=CHUNK):
        for _, _, span in places(document, 0):
            around = f"{span['prefix']}{span['exact']}{span['suffix']}"
            begin = span["start"] - len(span["prefix"])
            text[begin : begin + len(around)] = around
    return "".join(text)


def _date_spans() -> Iterator[Model]:
    """Where the dates of sources and statements stand: in the first capture that has them at that place."""
    for kind, role in ((RecordKind.SOURCE, "source_id"), (RecordKind.STATEMENT, "statement_id")):
        for page in Page.objects.public().filter(kind=kind).order_by("id").iterator(chunk_size=CHUNK):
            if page.document["dates"]:
                yield from _spans_of_date(page, role)


def _spans_of_date(page: Page, owner: str) -> list[Model]:
    captures = Capture.objects.filter(source_id=page.id)
    if page.kind == RecordKind.STATEMENT:
        claims = Page.objects.public().mentioning(page.ref, "statement").filter(kind=RecordKind.CLAIM)
        captures = Capture.objects.filter(claims__in=claims.values("id")).distinct()
    for capture in captures.order_by("pk"):
        if found := list(date_spans(page, capture, {owner: page.id})):
            return found
    return []


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, size)):
        yield chunk
