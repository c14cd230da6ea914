"""The public package: all tables with their descriptions, what may be read of captures, and the record that proves it.

Files come one after the other, each in blocks, so that memory stays flat whatever the archive holds; the same archive
gives the same bytes, the time in the manifest aside.
"""

import hashlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from statements import packages
from statements.catalogue import codebook, columns, described, public_record
from statements.catalogue.current import second
from statements.catalogue.long_tables import FOLDER, PASSAGES, TABLES, has_passages
from statements.catalogue.models import ClaimRow, Page
from statements.choices import Display, RecordKind
from statements.packages import Entry
from statements.record.content import Content
from statements.record.documents import Document
from statements.record.moment import one_moment
from statements.record.revision import canonical, head
from statements.surfaces.csv_files import PLAIN, Block, encoded, in_blocks
from statements.surfaces.exports import claim_file

RECORD = "record.jsonl"
FEW = 20  # captures at once, whose texts may be long
PUBLIC, PRIVATE = "public", "private"


@dataclass
class File:
    """A file of a package: its path and its content in blocks, which say how many rows they hold where it has any."""

    path: str
    blocks: Iterable[Block]
    has_rows: bool = True


@dataclass
class Package:
    """The files of a package in their order; each must be read to its end before the next one.

    `more` are files of a package of another kind than the public one.
    """

    kind: str = PUBLIC
    more: Iterable[File] = ()
    entries: list[Entry] = field(default_factory=list)
    manifest: bytes = b""  # once all files were read

    def files(self) -> Generator[tuple[str, Iterator[bytes]], None, None]:
        """Path and blocks of every file, as the archive stands at one moment; the manifest comes last.

        Close it when it is left before its end, so that the database is free again.
        """
        with one_moment():
            about = _about(self.kind)
            for file in chain(_tables(), _record(), _captures(), self.more):
                yield file.path, self._measured(file)
            for file in _descriptions({entry.path: entry for entry in self.entries}):
                yield file.path, self._measured(file)
            self.manifest = packages.encoded(about, self.entries)
            yield packages.NAME, iter([self.manifest])

    def write(self, folder: Path) -> list[Entry]:
        """Write all files into a folder, which is made; say which they are."""
        for path, blocks in self.files():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                file.writelines(blocks)
        return self.entries

    def _measured(self, file: File) -> Iterator[bytes]:
        digest, size, rows = hashlib.sha256(), 0, 0
        for block in file.blocks:
            digest.update(block.text)
            size += len(block.text)
            rows += block.rows
            yield block.text
        self.entries.append(Entry(file.path, rows if file.has_rows else None, size, digest.hexdigest()))


def _about(kind: str) -> dict[str, Any]:
    number, value = head()
    return {
        "kind": kind,
        "software": settings.VERSION,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "licence": settings.SITE_DATA_LICENCE,
        "generated_at": second(timezone.now()),
        "last_revision": number,
        "head": value.hex(),
    }


def whole(path: str, content: bytes) -> File:
    """A file that has no rows, at once."""
    return File(path, [Block(content, 0)], has_rows=False)


def _tables() -> Iterator[File]:
    for table in TABLES:
        blocks = encoded(columns.names(table.columns), table.rows())
        if table.columns is columns.CLAIM_COLUMNS:
            blocks = claim_file(ClaimRow.objects.order_by("-page_id"), PLAIN)
        yield File(f"{table.name}.csv", blocks)


def _record() -> Iterator[File]:
    """The canonical bytes of every revision, one a line: line n is revision n, empty where it is not shown."""
    yield File(RECORD, in_blocks(b"", (revision.content + b"\n" for revision in public_record.revisions())))


def _captures() -> Iterator[File]:
    """Bytes and texts under their SHA-256, once each, where visitors may have the whole of them, else paragraphs."""
    seen: set[bytes] = set()
    for page in Page.objects.public().of_kind(RecordKind.CAPTURE).iterator(chunk_size=FEW):
        if has_passages(page):
            yield whole(f"{FOLDER}/{page.ref}{PASSAGES}", canonical(page.passages))
        if page.document["source"]["display"] == Display.FULL:
            yield from _contents(page.document, seen)


def _contents(capture: Document, seen: set[bytes]) -> Iterator[File]:
    for sha256 in (capture["sha256"], capture["text_sha256"]):
        key = bytes.fromhex(sha256)
        kept = None if key in seen else Content.objects.filter(pk=sha256).values_list("content", flat=True).first()
        seen.add(key)
        if kept is not None:
            yield whole(f"{FOLDER}/{sha256}", bytes(kept))


def _descriptions(entries: dict[str, Entry]) -> Iterator[File]:
    yield whole("codebook.md", codebook.markdown().encode())
    yield whole("csv-metadata.json", described.printed(_csvw()))
    yield whole("datapackage.json", described.printed(_data_package(entries)))


def csvw_about() -> dict[str, Any]:
    """What CSV on the Web says of all tables together."""
    return {"dc:title": settings.SITE_NAME, "dc:source": settings.SITE_URL, "dc:license": settings.SITE_DATA_LICENCE}


def _csvw() -> dict[str, Any]:
    return described.csvw(TABLES, about=csvw_about(), url_of="{}.csv".format)


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
