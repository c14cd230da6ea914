"""The append-only record: one gap-free order of revisions, each an immutable snapshot, chained by SHA-256."""

import datetime
import hashlib
import json
import secrets
from typing import Any

import rfc8785
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from statements.choices import Act, RecordKind

FORMAT = 1
GENESIS = bytes(32)
LOCK = 0x5354_4154_454D


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Revisions in the order of the record."""

    def in_order(self) -> "RevisionQuerySet":
        """From the first to the newest."""
        return self.order_by("number")

    def of(self, ref: str) -> "RevisionQuerySet":
        """All revisions of one record, oldest first."""
        return self.filter(ref=ref).order_by("n")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The record is append-only.")


class Revision(models.Model):
    """One entry of the record: an act on one record with the snapshot it led to.

    `number` counts all entries without a gap, `n` those of one record. `content` is RFC 8785 canonical JSON (see
    `envelope`); leaf = SHA-256(nonce + content), chain = SHA-256(chain before + leaf). An erasure nulls content and
    nonce of one row and nothing else; triggers refuse every other change.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    ref = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=RecordKind)
    n = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act)
    at = models.DateTimeField()
    content = models.BinaryField(null=True)
    nonce = models.BinaryField(null=True, max_length=16)
    leaf = models.BinaryField(max_length=32)
    chain = models.BinaryField(max_length=32)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="revision_n_once", fields=["ref", "n"]),
            models.CheckConstraint(name="revision_counts_from_one", condition=Q(number__gte=1) & Q(n__gte=1)),
            models.CheckConstraint(
                name="revision_hashes_whole",
                condition=Q(Exact(Length("leaf"), 32)) & Q(Exact(Length("chain"), 32)),
            ),
            models.CheckConstraint(
                name="revision_erased_whole",
                condition=Q(content__isnull=True, nonce__isnull=True) | Q(content__isnull=False, nonce__isnull=False),
            ),
        ]
        indexes = [models.Index(name="revision_kind_number", fields=["kind", "number"])]

    def __str__(self) -> str:
        return f"Revision {self.number}: {self.ref} {self.n}"

    @property
    def envelope(self) -> dict[str, Any]:
        """What the bytes say: version, number, ref, kind, revision, act, at, reason, record. ValueError if erased."""
        if self.content is None:
            raise ValueError(f"{self} was erased.")
        found: dict[str, Any] = json.loads(bytes(self.content))
        return found

    @property
    def document(self) -> dict[str, Any]:
        """The snapshot, with the names of its day. ValueError if erased."""
        record: dict[str, Any] = self.envelope["record"]
        return record


def canonical(value: Any) -> bytes:
    """RFC 8785 canonical JSON of a value made of dicts, lists, strings, integers, booleans and None."""
    return rfc8785.dumps(value)


def lock() -> None:
    """Hold the record's order until the transaction ends; on SQLite the immediate transaction already does."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("The record is written inside a transaction.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def head() -> tuple[int, bytes]:
    """Number and chain value of the newest revision; (0, 32 zero bytes) for an empty record."""
    newest = Revision.objects.order_by("-number").values_list("number", "chain").first()
    return (newest[0], bytes(newest[1])) if newest else (0, GENESIS)


class Appender:
    """Appends revisions one after the other under the lock, which it takes; use inside one transaction."""

    def __init__(self, *, at: datetime.datetime, reason: str) -> None:
        lock()
        self.at, self.reason = at, reason
        self.number, self.chain = head()

    def append(self, document: dict[str, Any], *, act: str, n: int) -> Revision:
        """Store one snapshot (with at least `ref` and `record_kind`) as revision `n` of its record; return it."""
        self.number += 1
        content = canonical(self._envelope(document, act=act, n=n))
        nonce = secrets.token_bytes(16)
        leaf = hash_leaf(nonce, content)
        self.chain = hash_chain(self.chain, leaf)
        return Revision.objects.create(
            number=self.number,
            ref=document["ref"],
            kind=document["record_kind"],
            n=n,
            act=act,
            at=self.at,
            content=content,
            nonce=nonce,
            leaf=leaf,
            chain=self.chain,
        )

    def _envelope(self, document: dict[str, Any], *, act: str, n: int) -> dict[str, Any]:
        return {
            "version": FORMAT,
            "number": self.number,
            "ref": document["ref"],
            "kind": document["record_kind"],
            "revision": n,
            "act": act,
            "at": timestamp(self.at),
            "reason": self.reason,
            "record": document,
        }


def hash_leaf(nonce: bytes, content: bytes) -> bytes:
    """SHA-256 of 16 random bytes and the canonical bytes; the nonce keeps an erased content from being guessed."""
    return hashlib.sha256(nonce + content).digest()


def hash_chain(before: bytes, leaf: bytes) -> bytes:
    """SHA-256 of the chain value before and the leaf."""
    return hashlib.sha256(before + leaf).digest()


def timestamp(at: datetime.datetime) -> str:
    """RFC 3339 in UTC with microseconds, as the canonical bytes hold it."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
