"""The append-only record: one gap-free order of revisions, each an immutable snapshot, chained by SHA-256."""

import datetime
import hashlib
import json
import secrets
from collections.abc import Iterable
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

_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)
_PLAIN_KINDS = frozenset((str, bool, type(None)))
_LARGEST = 2**53 - 1  # the largest integer that RFC 8785 can write


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
        indexes = [
            models.Index(name="revision_kind_number", fields=["kind", "number"]),
            models.Index(name="revision_act_number", fields=["act", "number"]),  # corrections are few among many
        ]

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
    # The standard library writes such values in the same bytes many times faster; the order of other keys, floats
    # and what has no canonical form are left to the package.
    return _PLAIN.encode(value).encode() if _is_plain(value) else rfc8785.dumps(value)


def _is_plain(value: Any) -> bool:
    """Whether a value holds nothing but texts, small integers, booleans, None, lists, and dicts under ASCII keys."""
    waiting = [value]
    for part in waiting:
        kind = type(part)
        if kind is dict:
            if not all(type(key) is str and key.isascii() for key in part):
                return False
            waiting += part.values()
        elif kind is list:
            waiting += part
        elif kind not in _PLAIN_KINDS and not isinstance(part, str) and not (kind is int and abs(part) <= _LARGEST):
            return False
    return True


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
        made = unchained(document, number=self.number + 1, act=act, n=n, at=self.at, reason=self.reason)
        (made.chain,) = self.chained([bytes(made.leaf)])
        made.save(force_insert=True)
        return made

    def chained(self, leaves: Iterable[bytes]) -> list[bytes]:
        """The chain values of the next revisions, by their leaves; storing them is the caller's."""
        values = []
        for leaf in leaves:
            self.number += 1
            self.chain = hash_chain(self.chain, leaf)
            values.append(self.chain)
        return values


def unchained(
    document: dict[str, Any], *, number: int, act: str, n: int, at: datetime.datetime, reason: str
) -> Revision:
    """The revision that a snapshot becomes, hashed but not stored; its place in the chain is `Appender`'s to give."""
    envelope = {
        "version": FORMAT,
        "number": number,
        "ref": document["ref"],
        "kind": document["record_kind"],
        "revision": n,
        "act": act,
        "at": timestamp(at),
        "reason": reason,
        "record": document,
    }
    content, nonce = canonical(envelope), secrets.token_bytes(16)
    return Revision(
        number=number,
        ref=document["ref"],
        kind=document["record_kind"],
        n=n,
        act=act,
        at=at,
        content=content,
        nonce=nonce,
        leaf=hash_leaf(nonce, content),
    )


def hash_leaf(nonce: bytes, content: bytes) -> bytes:
    """SHA-256 of 16 random bytes and the canonical bytes; the nonce keeps an erased content from being guessed."""
    return hashlib.sha256(nonce + content).digest()


def hash_chain(before: bytes, leaf: bytes) -> bytes:
    """SHA-256 of the chain value before and the leaf."""
    return hashlib.sha256(before + leaf).digest()


def timestamp(at: datetime.datetime) -> str:
    """RFC 3339 in UTC with microseconds, as the canonical bytes hold it."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
