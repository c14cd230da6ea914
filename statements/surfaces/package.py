"""The public package: all tables with their descriptions, what may be read of captures, and the record that proves it.

Files come one after the other, each in blocks, so that memory stays flat whatever the archive holds; the same archive
gives the same bytes, the time in the manifest aside.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from statements import manifests
from statements.catalogue import codebook, columns, described, long_tables, public_record
from statements.catalogue.current import second
from statements.catalogue.long_tables import FOLDER, TABLES
from statements.catalogue.models import Page
from statements.choices import Display, RecordKind
from statements.manifests import Entry
from statements.reading import one_moment
from statements.record.content import Content
from statements.record.revision import head
from statements.surfaces.csv_files import BLOCK, encoded

RECORD = "record.jsonl"
PUBLIC = "public"


@dataclass
class Counted:
    """Rows that are counted while they are read."""

    rows: Iterable[Any]
    number: int = 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.number += 1
            yield row


@dataclass
class File:
    """A file of a package: its path, its content in blocks, and its rows where it has any to count."""

    path: str
    blocks: Iterable[bytes]
    rows: Counted | None = None


@dataclass
class Package:
    """The files of a package in their order; each must be read to its end before the next one.

    `more` are files of a package of another kind than the public one.
    """

    kind: str = PUBLIC
    more: Iterable[File] = ()
    entries: list[Entry] = field(default_factory=list)

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Path and blocks of every file, as the archive stands at one moment; the manifest comes last."""
        with one_moment():
            about = _about(self.kind)
            for file in (*_tables(), _record(), *_captures(), *self.more):
                yield file.path, self._measured(file)
            for file in _descriptions({entry.path: entry for entry in self.entries}):
                yield file.path, self._measured(file)
            yield manifests.NAME, iter([manifests.encoded(about, self.entries)])

    def write(self, folder: Path) -> list[Entry]:
        """Write all files into a folder, which is made; say which they are."""
        for path, blocks in self.files():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                file.writelines(blocks)
        return self.entries

    def _measured(self, file: File) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        for block in file.blocks:
            digest.update(block)
            size += len(block)
            yield block
        rows = None if file.rows is None else file.rows.number
        self.entries.append(Entry(file.path, rows, size, digest.hexdigest()))


def _about(kind: str) -> dict[str, Any]:
    number, chain = head()
    return {
        "kind": kind,
        "software": settings.VERSION,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "licence": settings.SITE_DATA_LICENCE,
        "generated_at": second(timezone.now()),
        "last_revision": number,
        "head": chain.hex(),
    }


def _tables() -> Iterator[File]:
    for table in TABLES:
        rows = Counted(table.rows())
        yield File(f"{table.name}.csv", encoded(columns.names(table.columns), rows), rows)


def _record() -> File:
    """The canonical bytes of every revision, one a line: line n is revision n, empty where it is not shown."""
    rows = Counted(public_record.revisions())
    return File(RECORD, _joined(revision.content + b"\n" for revision in rows), rows)


def _joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    block: list[bytes] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line)
        if size > BLOCK:
            yield b"".join(block)
            block, size = [], 0
    yield b"".join(block)


def _captures() -> Iterator[File]:
    """Bytes and texts under their SHA-256, once each, where visitors may have the whole of them."""
    seen: set[bytes] = set()
    pages = Page.objects.public().of_kind(RecordKind.CAPTURE).filter(document__source__display=Display.FULL)
    for document in pages.values_list("document", flat=True).iterator(chunk_size=long_tables.CHUNK):
        for sha256 in (document["sha256"], document["text_sha256"]):
            key = bytes.fromhex(sha256)
            kept = None if key in seen else Content.objects.filter(pk=sha256).values_list("content", flat=True).first()
            seen.add(key)
            if kept is not None:
                yield File(f"{FOLDER}/{sha256}", [bytes(kept)])


def _descriptions(entries: dict[str, Entry]) -> Iterator[File]:
    yield File("codebook.md", [codebook.markdown().encode()])
    yield File("csv-metadata.json", [_printed(_csvw())])
    yield File("datapackage.json", [_printed(_data_package(entries))])


def _csvw() -> dict[str, Any]:
    about = {"dc:title": settings.SITE_NAME, "dc:source": settings.SITE_URL, "dc:license": settings.SITE_DATA_LICENCE}
    return described.csvw(TABLES, about=about, url_of="{}.csv".format)


def _data_package(entries: dict[str, Entry]) -> dict[str, Any]:
    def of_file(name: str) -> dict[str, Any]:
        entry = entries[f"{name}.csv"]
        return {"path": entry.path, "bytes": entry.bytes, "hash": f"sha256:{entry.sha256}"}

    licence = settings.SITE_DATA_LICENCE
    about = {
        "name": "statement-archive",
        "title": settings.SITE_NAME,
        "homepage": settings.SITE_URL,
        "licenses": [{"name": licence.replace(" ", "-"), "title": licence}],
    }
    return described.data_package(TABLES, about=about, file_of=of_file)


def _printed(told: dict[str, Any]) -> bytes:
    return f"{json.dumps(told, indent=1, ensure_ascii=False)}\n".encode()
