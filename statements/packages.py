"""Packages in folders: a manifest with rows, bytes and SHA-256 of each file, so that a changed one is noticed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = 1
NAME = "manifest.json"
BLOCK = 1024 * 1024
TIMES = ("generated_at",)  # what differs between two packages of the same archive, and is in no sum
Manifest = dict[str, Any]


class BrokenPackage(Exception):
    """A package that is not whole; `problems` name each file that is missing or changed, or what cannot be read."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class Entry:
    """A file of a package; `rows` is None where it has none to count, else without the header."""

    path: str
    rows: int | None
    bytes: int
    sha256: str


def encoded(about: Manifest, files: list[Entry]) -> bytes:
    """The manifest as it stands in the package, with a sum of its own over everything but its time."""
    told = {"format": FORMAT, **about, "files": [asdict(entry) for entry in files]}
    return _printed(told | {"sha256": _sum(told)})


def read(folder: Path) -> Manifest:
    """The manifest of a package in a folder. Raises BrokenPackage where it is missing, changed or of another format."""
    try:
        raw = (folder / NAME).read_bytes()
        found: Manifest = json.loads(raw)
    except FileNotFoundError:
        raise BrokenPackage([f"{folder} is no package: it has no {NAME}."]) from None
    except ValueError:
        raise BrokenPackage([f"{NAME} cannot be read; it was changed or cut."]) from None
    version = found.get("format") if isinstance(found, dict) else None
    if version != FORMAT:
        raise BrokenPackage([f"The package has the format {version!r}; this version of the archive reads {FORMAT}."])
    told = {name: value for name, value in found.items() if name != "sha256"}
    if found.get("sha256") != _sum(told) or _printed(found) != raw:
        raise BrokenPackage([f"{NAME} was changed: it does not match its own sum."])
    return found


def check(folder: Path) -> Manifest:
    """The manifest of a package of which every file is there, unchanged. Raises BrokenPackage naming all others."""
    manifest = read(folder)
    if problems := list(_problems(folder, [Entry(**entry) for entry in manifest["files"]])):
        raise BrokenPackage(problems)
    return manifest


def _problems(folder: Path, entries: list[Entry]) -> Iterator[str]:
    for entry in entries:
        path = folder / entry.path
        if PurePosixPath(entry.path).is_absolute() or ".." in PurePosixPath(entry.path).parts:
            yield f"{entry.path} leads out of the package."
        elif not path.is_file():
            yield f"{entry.path} is missing."
        elif path.stat().st_size != entry.bytes:
            yield f"{entry.path} was changed: it has {path.stat().st_size:,} bytes and not {entry.bytes:,}."
        elif _sum_of(path) != entry.sha256:
            yield f"{entry.path} was changed: it does not match its SHA-256."


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sum(told: Manifest) -> str:
    lasting = {name: value for name, value in told.items() if name not in TIMES}
    return hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def _printed(manifest: Manifest) -> bytes:
    return f"{json.dumps(manifest, indent=1, ensure_ascii=False)}\n".encode()
