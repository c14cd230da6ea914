"""Checks the record by its own bytes: order, hashes, chain, triggers, captures' bytes."""

import hashlib
from collections.abc import Collection, Iterator

from statements.choices import RecordKind
from statements.record import triggers
from statements.record.content import Content
from statements.record.revision import GENESIS, Revision, hash_chain, hash_leaf, timestamp


def problems() -> Iterator[str]:
    """One line for each thing that is not as the record promises, naming the revision, capture or trigger."""
    yield from (f"trigger {name} is missing" for name in triggers.missing())
    kept = set(Content.objects.values_list("sha256", flat=True))
    chain, expected, counts = GENESIS, 1, dict[str, int]()
    for revision in Revision.objects.in_order().iterator(chunk_size=500):
        if revision.number != expected:
            yield f"revision {expected} is missing"
        counts[revision.ref] = counts.get(revision.ref, 0) + 1
        if revision.n != counts[revision.ref]:
            yield f"revision {revision.number}: {revision.ref} {revision.n} is out of order"
        yield from _revision_problems(revision, chain, kept)
        expected, chain = revision.number + 1, bytes(revision.chain)
    yield from _content_problems()


def _revision_problems(revision: Revision, chain: bytes, kept: Collection[str]) -> Iterator[str]:
    named = f"revision {revision.number} ({revision.ref} {revision.n})"
    if bytes(revision.chain) != hash_chain(chain, bytes(revision.leaf)):
        yield f"{named}: its chain value does not follow from the one before"
    if revision.content is None or revision.nonce is None:
        return
    if hash_leaf(bytes(revision.nonce), bytes(revision.content)) != bytes(revision.leaf):
        yield f"{named}: its content does not match its hash"
        return
    says, columns = revision.envelope, ("number", "ref", "kind", "act")
    same = all(says[name] == getattr(revision, name) for name in columns)
    if not same or says["revision"] != revision.n or says["at"] != timestamp(revision.at):
        yield f"{named}: its columns differ from its content"
    for name in ("sha256", "text_sha256") if says["kind"] == RecordKind.CAPTURE else ():
        if name in says["record"] and says["record"][name] not in kept:  # a tombstone has neither
            yield f"capture {revision.ref}: the content under its {name} is missing"


def _content_problems() -> Iterator[str]:
    for kept in Content.objects.order_by("sha256").iterator(chunk_size=20):
        if kept.content is None:
            continue
        found = bytes(kept.content)
        if hashlib.sha256(found).hexdigest() != kept.sha256 or len(found) != kept.size:
            yield f"capture content {kept.sha256} does not match its SHA-256"
