"""Bringing back what a change set left: a change of its own, through every check, that touches the desk only."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.python import Deserializer
from django.db import IntegrityError, models
from django.db.models import F, ProtectedError, RestrictedError

from statements.choices import ChangeKind, DeskState
from statements.desk import past
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.history import LARGE, RECORDS, RecordChange, change_set, parts_of, read
from statements.desk.past import Kept, Past
from statements.desk.review import DeskRecord, Stale

ASIDE = 20_000
FRESH = {"state": DeskState.DRAFT, "revision": 0, "submitted": False, "has_changes": False}
NOTHING_KEPT = "The history has nothing of {} from that time."
REDIRECTS = "{} was merged into another record; it can be changed no more."
DELETED = "{} names {} ({}), which was deleted since; restore that first."
GONE = "{} names a {} that is there no more."
NEEDS_REASON = "It has been published: say why it changes."
SAME = "Everything is as it was then; there is nothing to restore."
NAMED_ELSEWHERE = "Others name what this would remove: {}."


class CannotRestore(Exception):
    """A restoration that cannot be done; `reasons` are sentences, and nothing has changed."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


def restore(changes: models.QuerySet[RecordChange], *, by: Any, why: str, seen: dict[str, int]) -> list[DeskRecord]:
    """Make the records of a change set what they were after it; those it deleted, what they were before.

    `seen` are the versions that the curator looked at, by address: Stale where a record moved on from there. Raises
    CannotRestore with everything that stands in the way.
    """
    with change_set(by=by, through="restoration", why=why):
        there = _locked(changes)
        targets = {pair[0]: past.then(*pair) for pair in past.pairs(changes)}
        problems = list(_problems(targets, there, why))
        if problems:
            raise CannotRestore(problems)
        _refuse_stale(there, seen)
        ordered = sorted(targets, key=_order)
        changed = [change for change in ordered if _differs(there.get(change.ref), targets[change])]
        if not changed:
            raise CannotRestore([SAME])
        return _all_back([(change, targets[change], there.get(change.ref)) for change in changed], by=by)


def standing(changes: Sequence[RecordChange]) -> dict[str, DeskRecord]:
    """The records of these changes that are there now, by address, with their parts."""
    found: dict[str, DeskRecord] = {}
    for kind in RECORDS:
        keys = [change.key for change in changes if change.record_kind == kind.record_kind]
        found |= {record.ref: record for record in (read(kind, keys) if keys else ())}
    return found


def _locked(changes: Sequence[RecordChange]) -> dict[str, DeskRecord]:
    for kind in RECORDS:
        keys = [change.key for change in changes if change.record_kind == kind.record_kind]
        if keys:
            list(kind.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk").values_list("pk"))
    return standing(changes)


def _order(change: RecordChange) -> tuple[int, int]:
    return [str(kind.record_kind) for kind in RECORDS].index(change.record_kind), change.key


def _differs(record: DeskRecord | None, target: Past) -> bool:
    return record is None or not past.present(record).is_like(target)


def _refuse_stale(there: dict[str, DeskRecord], seen: dict[str, int]) -> None:
    for ref, record in there.items():
        if seen.get(ref) != record.version:
            raise Stale(f"{record} was saved by somebody else in the meantime; look again.")


def _problems(targets: dict[RecordChange, Past | None], there: dict[str, DeskRecord], why: str) -> Iterable[str]:
    for change, target in targets.items():
        if target is None:
            yield NOTHING_KEPT.format(change.label)
    for record in there.values():
        if record.state == DeskState.MERGED:
            yield REDIRECTS.format(record)
    if not why.strip() and any(record.revision for record in there.values()):
        yield NEEDS_REASON
    yield from _missing({change: target for change, target in targets.items() if target is not None})


def _missing(targets: dict[RecordChange, Past]) -> Iterable[str]:
    """What the records would name that is neither there nor comes back with them."""
    named: dict[type[models.Model], dict[int, RecordChange]] = {}
    for change, target in targets.items():
        for row in target.rows:
            for model, key in _named(row):
                named.setdefault(model, {}).setdefault(key, change)
    back = {(row.model, row.key) for target in targets.values() for row in target.rows}
    for model, keys in named.items():
        there = set(model._base_manager.filter(pk__in=list(keys)).values_list("pk", flat=True))
        for key, change in keys.items():
            if key not in there and (model, key) not in back:
                yield _gone(change, model, key)


def _named(row: Kept) -> Iterable[tuple[type[models.Model], int]]:
    for field in row.model._meta.concrete_fields:
        value = row.content.get(field.name)
        if isinstance(field, models.ForeignKey) and value is not None:
            yield field.remote_field.model, value


def _gone(change: RecordChange, model: type[models.Model], key: int) -> str:
    if issubclass(model, DeskRecord):
        last = RecordChange.objects.filter(record_kind=model.record_kind, key=key).order_by("-pk").first()
        if last:
            return DELETED.format(change.label, last.label, last.ref)
    return GONE.format(change.label, model._meta.verbose_name)


def _all_back(work: Sequence[tuple[RecordChange, Past, DeskRecord | None]], *, by: Any) -> list[DeskRecord]:
    """Bring all back, then check all; what they name in each other is there only then."""
    try:
        brought = [_back(target, record) for _, target, record in work]
        records = [_checked(record) for record in brought]
        for record in records:
            record.touch(by=by)
    except ValidationError as problem:
        raise CannotRestore([str(message) for message in problem.messages]) from problem
    except (ProtectedError, RestrictedError) as problem:
        raise CannotRestore([NAMED_ELSEWHERE.format(holding(problem))]) from problem
    except IntegrityError as problem:
        raise CannotRestore(["The database refused it; others hold what has to be unique."]) from problem
    return records


def holding(problem: ProtectedError | RestrictedError) -> str:
    """The first of those that keep what was to be deleted, by naming it."""
    found = problem.protected_objects if isinstance(problem, ProtectedError) else problem.restricted_objects
    return ", ".join(sorted(str(one) for one in list(found)[:5]))


def _back(target: Past, record: DeskRecord | None) -> DeskRecord:
    found = _anew(target) if record is None else _as_then(target, record)
    _parts_back(found, target)
    return found


def _anew(target: Past) -> DeskRecord:
    """A record that was deleted, as a draft."""
    record = _row(target.record)
    for name, value in FRESH.items():
        setattr(record, name, value)
    for name in ("created_by", "changed_by"):
        users = record._meta.get_field(name).remote_field.model
        if not users.objects.filter(pk=getattr(record, f"{name}_id")).exists():
            setattr(record, name, None)
    if isinstance(record, Capture) and "text" not in target.record.fields:
        _with_text(record)
    record.save(force_insert=True)
    return record


def _with_text(capture: Capture) -> None:
    """The capture's bytes, which its deletion kept."""
    deleted = RecordChange.objects.filter(ref=capture.ref, what=ChangeKind.DELETED).select_related("version").last()
    if deleted is None:
        raise CannotRestore([NOTHING_KEPT.format(capture.ref)])
    kept = _row(past.past(deleted.version).record)
    for name in LARGE:
        setattr(capture, name, getattr(kept, name))


def _as_then(target: Past, record: DeskRecord) -> DeskRecord:
    then = _row(target.record)
    for name in target.record.content:
        if name not in LARGE:
            attname = record._meta.get_field(name).attname
            setattr(record, attname, getattr(then, attname))
    record.save()
    return record


def _parts_back(record: DeskRecord, target: Past) -> None:
    """The parts of that time in place of today's; figures are changed where they are, since others are tied to them."""
    kept = {row.key for row in target.parts if row.model is Figure}
    figures = Figure.objects.filter(claim=record) if isinstance(record, Claim) else Figure.objects.none()
    figures.update(number=F("number") + ASIDE, tie="", tied_to=None)
    for part in reversed(list(parts_of(type(record).objects.get(pk=record.pk)))):
        if not (isinstance(part, Figure) and part.pk in kept):
            part.delete()
    there = set(figures.values_list("pk", flat=True))
    for row in target.parts:
        part = _row(row)
        _own(part, record)
        part.save(force_insert=not (row.model is Figure and row.key in there))


def _own(part: models.Model, record: DeskRecord) -> None:
    """Let a part know the record it belongs to, so that its checks need not read that again."""
    for field in part._meta.concrete_fields:
        owns = isinstance(field, models.ForeignKey) and field.remote_field.model is type(record)
        if owns and getattr(part, field.attname) == record.pk:
            setattr(part, field.name, record)


def _row(kept: Kept) -> Any:
    """The row as a model, not stored; a field that the model has no more is left out."""
    data = [{"model": kept.model._meta.label_lower, "pk": kept.key, "fields": kept.fields}]
    return next(iter(Deserializer(data, ignorenonexistent=True))).object


def _checked(record: DeskRecord) -> DeskRecord:
    """The record read again; ValidationError where it or one of its parts is not what a form would let through."""
    fresh = type(record).objects.get(pk=record.pk)
    for row in (fresh, *parts_of(fresh)):
        row.full_clean(exclude={field.name for field in row._meta.concrete_fields if not field.editable})
    return fresh
