"""Dated snapshots: the public package as it was on a day, made once, kept in a folder and never changed."""

import hashlib
import json
import re
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from statements import packages
from statements.record.revision import Revision
from statements.surfaces.package import Package
from statements.surfaces.zipped import zipped

ARCHIVE = "archive.zip"
SUM = f"{ARCHIVE}.sha256"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class AlreadyThere(Exception):
    """A snapshot of that day exists, and is never changed."""


@dataclass(frozen=True)
class Snapshot:
    """A snapshot by the day it was made on (UTC)."""

    name: str

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return _folder() / self.name

    @property
    def archive(self) -> Path:
        """The package as a zip."""
        return self.folder / ARCHIVE

    @property
    def manifest_bytes(self) -> bytes:
        """The manifest inside the package, which stands beside it too."""
        return (self.folder / packages.NAME).read_bytes()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The same, read."""
        found: dict[str, Any] = json.loads(self.manifest_bytes)
        return found

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the zip, in hexadecimal."""
        return (self.folder / SUM).read_text(encoding="ascii").split()[0]

    @cached_property
    def size(self) -> int:
        """Bytes of the zip."""
        return self.archive.stat().st_size

    @property
    def last_revision(self) -> int:
        """Number of the newest revision in it."""
        return int(self.manifest["last_revision"])

    @property
    def is_of_this_record(self) -> bool:
        """Whether the record still has the revision that was its newest then, with the same hash."""
        chain = Revision.objects.filter(number=self.last_revision).values_list("chain", flat=True).first()
        return chain is not None and bytes(chain).hex() == self.manifest["head"]


def newest_first() -> list[Snapshot]:
    """All snapshots."""
    folder = _folder()
    names = [path.name for path in folder.iterdir() if DAY.fullmatch(path.name)] if folder.is_dir() else []
    return [Snapshot(name) for name in sorted(names, reverse=True)]


def named(name: str) -> Snapshot | None:
    """The snapshot of a day; None where there is none."""
    found = Snapshot(name) if DAY.fullmatch(name) else None
    return found if found and found.archive.is_file() else None


def make(name: str) -> Snapshot:
    """Make the snapshot of this day (YYYY-MM-DD). Raises AlreadyThere, and then nothing has changed.

    It is written under another name first, so that visitors never meet half of one.
    """
    made = Snapshot(name)
    if made.folder.exists():
        raise AlreadyThere(f"A snapshot of {name} is there already, and snapshots are never changed.")
    _folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=_folder()) as unfinished:
        folder = Path(unfinished) / name
        folder.mkdir()
        _write(folder)
        folder.rename(made.folder)
    return made


def _write(folder: Path) -> None:
    digest, manifest = hashlib.sha256(), b""
    with (folder / ARCHIVE).open("wb") as file:
        package = Package()
        for block in zipped(package.files()):
            digest.update(block)
            file.write(block)
        manifest = package.manifest
    (folder / packages.NAME).write_bytes(manifest)
    (folder / SUM).write_text(f"{digest.hexdigest()}  {ARCHIVE}\n", encoding="ascii")
    for path in folder.iterdir():
        path.chmod(0o444)


def _folder() -> Path:
    return Path(settings.SNAPSHOTS_FOLDER)
