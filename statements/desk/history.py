"""Every desk change of a record and its parts as one change set: who, when, why and what.

A change set is a revision of django-reversion, and a record in it one version, which holds the record and its parts.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_save, pre_delete
from django.utils import timezone
from reversion.models import Revision, Version

from statements.choices import ChangeKind
from statements.desk import changing
from statements.desk.agents import Agent, AgentName
from statements.desk.anchors import Span
from statements.desk.attributions import Doubt, Holder, Link
from statements.desk.captures import Capture
from statements.desk.claims import Claim, ClaimSubject
from statements.desk.figures import Figure
from statements.desk.relations import Relation
from statements.desk.sources import Source, SourceAuthor
from statements.desk.statements import Statement, StatementSpeaker
from statements.desk.subjects import Subject, SubjectName

# The parts of each record, and of each part: those that others point at come first.
PARTS: dict[type[models.Model], list[str]] = {
    Agent: ["names"],
    Subject: ["names"],
    Source: ["authors", "spans"],
    Capture: [],
    Statement: ["speakers", "spans"],
    Claim: ["links", "doubts", "figures", "relations", "claim_subjects", "spans"],
    Link: ["holders"],
}
RECORDS = (Agent, Subject, Source, Capture, Statement, Claim)  # those that others name come first
OWNERS: dict[type[models.Model], tuple[str, ...]] = {
    AgentName: ("agent",),
    SubjectName: ("subject",),
    SourceAuthor: ("source",),
    StatementSpeaker: ("statement",),
    Link: ("claim",),
    Holder: ("link",),
    Doubt: ("claim",),
    Figure: ("claim",),
    Relation: ("claim",),
    ClaimSubject: ("claim",),
    Span: ("claim", "statement", "source"),
}
LARGE = ("text", "file_bytes")  # of a capture, which never change: kept in its deletion only
LONGEST_LABEL = 300


class WholeTimes(DjangoJSONEncoder):
    """Django's own JSON, but for times, of which it would keep milliseconds only."""

    def default(self, o):
        return o.isoformat() if isinstance(o, datetime.datetime) else super().default(o)


class ChangeNote(models.Model):
    """Who made a change set and through what, as text, so that it outlives the account."""

    revision = models.OneToOneField("reversion.Revision", models.CASCADE, related_name="note")
    who = models.CharField(max_length=150)
    through = models.CharField(max_length=100, help_text="The form, action, import or command that made the change.")

    class Meta:
        verbose_name = "change"

    def __str__(self):
        return f"{self.through} by {self.who}"


class RecordChange(models.Model):
    """What a change set did to one record.

    `version` holds the record and its parts as they were after it, of a deletion as they were before; none where the
    record only moved on.
    """

    revision = models.ForeignKey("reversion.Revision", models.CASCADE, related_name="changes")
    version = models.OneToOneField("reversion.Version", models.CASCADE, null=True, related_name="change")
    what = models.CharField(max_length=7, choices=ChangeKind)
    record_kind = models.CharField(max_length=10)
    key = models.PositiveBigIntegerField()
    ref = models.CharField(max_length=12, db_index=True)
    label = models.CharField(max_length=LONGEST_LABEL)

    class Meta:
        verbose_name = "change of a record"
        constraints = [
            models.UniqueConstraint(
                name="record_change_once",
                fields=["revision", "ref"],
                violation_error_message="A change set has one entry for a record.",
            ),
            models.CheckConstraint(
                name="record_change_kept",
                condition=Q(what=ChangeKind.MOVED, version__isnull=True)
                | (Q(what__in=[ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.DELETED]) & Q(version__isnull=False)),
                violation_error_message="A change keeps what the record became.",
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.get_what_display()}"


@contextmanager
def change_set(*, by, through: str, why: str = "") -> Iterator[None]:
    """All desk changes made inside are one entry of the history; nested ones join the outer. Rolls back as one."""
    if changing.noted() is not None:
        yield
        return
    begun = timezone.now()
    with transaction.atomic(), changing.begun() as noted:
        yield
        if not transaction.get_rollback():
            _keep(noted, by=by, at=begun, through=through, why=why)


def parts_of(record: models.Model) -> Iterator[models.Model]:
    """The parts of a record, each after those it points at."""
    for name in PARTS.get(type(record), ()):
        found = getattr(record, name).all()
        for part in found if found.model._meta.ordering else sorted(found, key=lambda part: part.pk or 0):
            yield part
            yield from parts_of(part)


def read(kind: type[models.Model], keys) -> models.QuerySet:
    """Records of a kind with their parts, in few queries whatever their number."""
    found = kind.objects.filter(pk__in=keys).order_by("pk")
    if kind is Capture:
        return found.select_related("source").defer(*LARGE)
    nested = [f"{name}__holders" for name in PARTS[kind] if name == "links"]
    return found.prefetch_related(*PARTS[kind], *nested)


def serialized(record: models.Model, *, whole: bool = False) -> str:
    """A record and its parts in Django's own JSON; of a capture the bytes only where it is to be `whole`."""
    fields = None
    if isinstance(record, Capture) and not whole:
        fields = [field.name for field in record._meta.concrete_fields if field.name not in LARGE]
    return serializers.serialize("json", [record, *parts_of(record)], fields=fields, cls=WholeTimes)


def register() -> None:
    """Note every save and every deletion of a record or its parts; called once, when the models are loaded."""
    for kind in RECORDS:
        post_save.connect(_saved, sender=kind)
        pre_delete.connect(_deleted, sender=kind)
    for part in OWNERS:
        post_save.connect(_part_changed, sender=part)
        pre_delete.connect(_part_changed, sender=part)  # its owner may go with it


def _saved(sender, instance, created, **kwargs) -> None:
    changing.note(instance)
    if created and (noted := changing.noted()) is not None:
        noted.added.add((sender, instance.pk))


def _deleted(sender, instance, **kwargs) -> None:
    noted = changing.noted()
    if noted is not None:
        noted.deleted[sender, instance.pk] = (
            _change(instance, ChangeKind.DELETED),
            _version(instance, serialized(instance, whole=True)),
        )


def _part_changed(sender, instance, **kwargs) -> None:
    if changing.noted() is None:
        return
    owner = next(filter(None, (getattr(instance, name) for name in OWNERS[sender])))
    changing.note(owner.claim if isinstance(owner, Link) else owner)


def _keep(noted: changing.Noted, *, by, at, through: str, why: str) -> None:
    """Store what was noted; nothing where nothing changed."""
    kept = [*_contents(noted), *noted.deleted.values(), *_moves(noted)]
    if not kept:
        return
    revision = Revision.objects.create(date_created=at, user=by if by and by.pk else None, comment=why)
    ChangeNote.objects.create(revision=revision, who=by.get_username() if by else through, through=through)
    versions = [version for _, version in kept if version is not None]
    for version in versions:
        version.revision = revision
    Version.objects.bulk_create(versions)
    for change, version in kept:
        change.revision, change.version = revision, version
    RecordChange.objects.bulk_create(change for change, _ in kept)


def _contents(noted: changing.Noted) -> Iterator[tuple[RecordChange, Version]]:
    for kind in RECORDS:
        keys = [key for model, key in noted.changed if model is kind and (model, key) not in noted.deleted]
        for record in read(kind, keys) if keys else ():
            is_new = (kind, record.pk) in noted.added
            change = _change(record, ChangeKind.ADDED if is_new else ChangeKind.CHANGED)
            yield change, _version(record, serialized(record))


def _moves(noted: changing.Noted) -> Iterator[tuple[RecordChange, None]]:
    for key, record in noted.moved.items():
        if key not in noted.changed and key not in noted.deleted:
            yield _change(record, ChangeKind.MOVED), None


def _change(record: Any, what: ChangeKind) -> RecordChange:
    return RecordChange(
        what=what,
        record_kind=str(record.record_kind),
        key=record.pk,
        ref=record.ref,
        label=str(record)[:LONGEST_LABEL],
    )


def _version(record: models.Model, kept: str) -> Version:
    return Version(
        object_id=str(record.pk),
        content_type=ContentType.objects.get_for_model(record),
        db="default",
        format="json",
        serialized_data=kept,
        object_repr=str(record),
    )
