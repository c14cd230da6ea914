"""Two versions of a desk record as a curator compares them: field by field, its parts too, changed words marked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from statements import differences, spans
from statements.choices import SpanRole
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.attributions import Holder, Link
from statements.desk.captures import Capture
from statements.desk.figures import plain
from statements.desk.history import LARGE, OWNERS, RecordChange
from statements.desk.past import Past
from statements.desk.review import DeskRecord
from statements.desk.subjects import Subject

MOST_EFFORT = 60_000
MARKED = "differs"
EMPTY = "(empty)"
DERIVED = {"prefix", "suffix", *LARGE}


@dataclass(frozen=True)
class FieldChange:
    """One field of a record or its part, before and after."""

    where: str
    before: str
    after: str

    @cached_property
    def pieces(self) -> tuple[list[spans.Piece], list[spans.Piece]]:
        """Both texts in pieces; those with a key are words that the other does not have there."""
        return marked(self.before, self.after)


def marked(before: str, after: str) -> tuple[list[spans.Piece], list[spans.Piece]]:
    """Two texts in pieces, the words keyed that only one has; all of them where only marks or capitals differ."""
    texts = [before, after]
    found = [[(0, len(text))] if text else [] for text in texts]
    if before and after and differences.effort(texts) <= MOST_EFFORT:
        differing = differences.differing(texts)
        found = differing if any(differing) or before == after else found
    pairs = zip(texts, found, strict=True)
    one, other = (spans.pieces(text, [(start, end, MARKED) for start, end in places]) for text, places in pairs)
    return one, other


def field_changes(pairs: Iterable[tuple[Past | None, Past | None]]) -> list[list[FieldChange]]:
    """For each pair of versions the fields that differ, the records they name in words, read once for all pairs."""
    found = list(pairs)
    names = _Names(version for pair in found for version in pair if version is not None)
    return [[change for change in _changes(*pair, names) if change.before != change.after] for pair in found]


def _changes(before: Past | None, after: Past | None, names: "_Names") -> Iterator[FieldChange]:
    old = before.record.content if before else {}
    new = after.record.content if after else {}
    model = (after or before).record.model if after or before else None
    for field in _fields(model) if model else ():
        label = _label(field)
        yield FieldChange(label, names.shown(field, old.get(field.name)), names.shown(field, new.get(field.name)))
    yield from _part_changes(before, after, names)
    yield from _places(before, after)


def _part_changes(before: Past | None, after: Past | None, names: "_Names") -> Iterator[FieldChange]:
    old, new = _parts(before), _parts(after)
    for key in dict.fromkeys([*new, *old]):
        where = f"{str(key[0]._meta.verbose_name).capitalize()} {(new.get(key) or old[key])[0]}"
        if key in old and key in new:
            for field in _fields(key[0]):
                texts = (names.shown(field, side[key][1].get(field.name)) for side in (old, new))
                yield FieldChange(f"{where}: {_label(field)}", *texts)
        else:
            yield FieldChange(where, names.summed(key[0], old.get(key)), names.summed(key[0], new.get(key)))


def _parts(version: Past | None):
    """The parts by model and key, each with its place among its like and its fields; spans left aside."""
    found, counted = {}, Counter()
    for row in version.parts if version else ():
        if row.model is Span:
            continue
        if row.model is Link:
            counted[Holder] = 0  # holders come right after their link
        counted[row.model] += 1
        number = str(counted[row.model])
        found[row.model, row.key] = f"{number} of link {counted[Link]}" if row.model is Holder else number, row.fields
    return found


def _places(before: Past | None, after: Past | None) -> Iterator[FieldChange]:
    """The words that are anchored in the text, by role; where they are the same, their places."""
    for role in SpanRole:
        old, new = _spans(before, role), _spans(after, role)
        texts = [spans_words(found) for found in (old, new)]
        if texts[0] == texts[1]:
            texts = ["; ".join(f"{span['exact']} ({_place(span)})" for span in found) for found in (old, new)]
        yield FieldChange(f"In the text: {role.label}", *texts)


def _spans(version: Past | None, role: SpanRole) -> list[dict]:
    rows = [row.fields for row in version.parts if row.model is Span] if version else []
    return sorted((row for row in rows if row["role"] == role), key=lambda row: (row["start"], row["end"]))


def spans_words(found: Iterable[dict]) -> str:
    """The words of spans, parted where text between them is left out."""
    return " [...] ".join(span["exact"] for span in found)


def _place(span: dict) -> str:
    return f"{span['start']}–{span['end']}" + (", to be found again" if span["needs_anchor"] else "")


def _fields(model: type[models.Model]) -> list[models.Field]:
    owners = OWNERS.get(model, ())
    fields = [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]
    return [field for field in fields if field.name not in DERIVED and field.name not in owners]


def _label(field: models.Field) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


class _Names:
    """The names of all records that some versions point at, read in one query for each kind."""

    def __init__(self, versions: Iterable[Past]) -> None:
        wanted: dict[type[models.Model], set[int]] = {}
        for row in (row for version in versions for row in version.rows):
            for field in _fields(row.model):
                if isinstance(field, models.ForeignKey) and row.fields.get(field.name) is not None:
                    wanted.setdefault(field.remote_field.model, set()).add(row.fields[field.name])
        self.found = {(model, key): label for model, keys in wanted.items() for key, label in _named(model, keys)}

    def shown(self, field: models.Field, value) -> str:
        """A value in words; empty where there is none."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(field, models.ForeignKey):
            return self.found.get((field.remote_field.model, value), f"a deleted {field.remote_field.model.__name__}")
        if isinstance(field, models.DecimalField):
            return plain(value)
        return str(dict(field.flatchoices).get(value, value))

    def summed(self, model: type[models.Model], part) -> str:
        """A whole part in one line; empty where it is not there."""
        if part is None:
            return ""
        told = [(_label(field), self.shown(field, part[1].get(field.name))) for field in _fields(model)]
        return "; ".join(f"{label}: {text}" for label, text in told if text and text != "no")


def _named(model: type[models.Model], keys: set[int]) -> Iterator[tuple[int, str]]:
    found = model._base_manager.filter(pk__in=keys)
    if model in (Agent, Subject):
        found = found.prefetch_related("names")
    if model is Capture:
        found = found.select_related("source").defer(*LARGE)
    there = {record.pk: record for record in found}
    yield from ((key, _told(record)) for key, record in there.items())
    if issubclass(model, DeskRecord):
        gone = RecordChange.objects.filter(record_kind=model.record_kind, key__in=keys - there.keys()).order_by("pk")
        yield from {change.key: f"{change.label} ({change.ref}, deleted)" for change in gone}.items()


def _told(record: models.Model) -> str:
    ref = getattr(record, "ref", "")
    return str(record) if not ref or ref in str(record) else f"{record} ({ref})"
