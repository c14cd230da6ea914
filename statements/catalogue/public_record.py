"""The record as far as visitors may read it: every revision's hashes, and the bytes of those that are shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from statements.catalogue.models import Page
from statements.choices import Act
from statements.record.revision import Revision

CHUNK = 500
TOMBSTONES = (Act.WITHDRAW, Act.MERGE)


@dataclass(frozen=True)
class PublicRevision:
    """A revision with its content, or without it where it was erased or its record is not shown any more."""

    revision: Revision
    is_shown: bool

    @property
    def content(self) -> bytes:
        """The canonical bytes; empty where they are not shown."""
        return bytes(self.revision.content or b"") if self.is_shown else b""

    @property
    def nonce(self) -> str:
        """The nonce in hexadecimal; empty where the content is not shown, so that nobody can guess it."""
        return bytes(self.revision.nonce or b"").hex() if self.is_shown else ""

    @property
    def reason(self) -> str:
        """The public reason; empty where the content is not shown."""
        return str(self.revision.envelope["reason"]) if self.content else ""


def revisions() -> Iterator[PublicRevision]:
    """All revisions in the order of the record; memory stays flat."""
    last = 0
    while found := list(Revision.objects.in_order().filter(number__gt=last)[:CHUNK]):
        public = shown(revision.ref for revision in found)
        for revision in found:
            yield PublicRevision(revision, is_shown(revision.act, is_public=revision.ref in public))
        last = found[-1].number


def shown(refs: Iterator[str]) -> set[str]:
    """Those of these records that visitors may read; one query."""
    return set(Page.objects.public().filter(ref__in=set(refs)).values_list("ref", flat=True))


def is_shown(act: str, *, is_public: bool) -> bool:
    """Whether visitors may read a revision: all of a public record, else only what a tombstone says."""
    return is_public or act in TOMBSTONES
