"""Two people at one record: what the archive has now, beside what the second one typed (DESIGN rule 10)."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

LONGEST_SHOWN = 300
LONGEST_FORM = 2_000


@dataclass(frozen=True)
class Difference:
    """One field of a record or its part, in both versions."""

    where: str
    now: str
    typed: str


def message(record, token):
    """Why the save was refused, naming who saved in the meantime."""
    if token is None:
        return (
            "This form does not say which version of the record it changes; compare it with the record and save again."
        )
    when = date_format(timezone.localtime(record.changed_at), "j F Y, H:i:s")
    who = record.changed_by_name or "somebody else"
    return (
        f"{who} saved this record in the meantime ({when}). Nothing of yours was stored. Both versions stand below; "
        "what you typed is still in the form. Change it as needed and save again: your version then replaces theirs."
    )


def differences(form, formsets):
    """Every field that differs between the archive's version and what was typed, parts included."""
    found = [_difference("", form, name) for name in form.changed_data]
    for formset in formsets:
        found += _rows(formset)
    return found


def rebased(typed, prefix, kept):
    """The typed rows, stored ones first, and the numbers of those that somebody removed in the meantime.

    A row is stored if its `id` is among `kept`. One that was removed has no id from here on: saving adds it again.
    """
    try:
        total, initial = (int(typed[f"{prefix}-{name}_FORMS"]) for name in ("TOTAL", "INITIAL"))
    except (KeyError, ValueError):
        return typed, []
    if not 0 <= initial <= total <= LONGEST_FORM:
        return typed, []
    keys = [typed.get(f"{prefix}-{number}-id", "") for number in range(total)]
    order = sorted(range(total), key=lambda number: keys[number] not in kept)
    stored = sum(key in kept for key in keys)
    if stored == initial and order == list(range(total)):
        return typed, []
    rows = _renumbered(typed, prefix, {old: new for new, old in enumerate(order)})
    rows[f"{prefix}-INITIAL_FORMS"] = str(stored)
    gone = [new for new, old in enumerate(order) if new >= stored and keys[old]]
    for number in gone:
        rows[f"{prefix}-{number}-id"] = ""
    return rows, gone


def _renumbered(typed, prefix, numbers):
    rows, stem = typed.copy(), f"{prefix}-"
    moved = {}
    for key in [key for key in typed if key.startswith(stem)]:
        number, _, rest = key.removeprefix(stem).partition("-")
        if number.isdecimal() and int(number) in numbers:
            moved[f"{stem}{numbers[int(number)]}-{rest}"] = rows.pop(key)
    for key, values in moved.items():
        rows.setlist(key, values)
    return rows


def _rows(formset):
    noun = str(formset.model._meta.verbose_name).capitalize()
    shown = set()
    for number, form in enumerate(formset.forms, start=1):
        shown.add(form.instance.pk)
        yield from _row(f"{noun} {number}", form, removed=formset.is_removed(form))
    for row in formset.get_queryset():
        if row.pk not in shown:
            yield Difference(noun, f"added in the meantime: {row}", "not in your form; it stays")


def _row(where, form, *, removed):
    if removed:
        yield Difference(where, str(form.instance) if form.instance.pk else "(none)", "removed by you")
    elif form.is_gone:
        yield Difference(where, "removed in the meantime", "still in your form; saving adds it again")
    else:
        yield from (_difference(f"{where}: ", form, name) for name in form.changed_data)


def _difference(where, form, name):
    bound = form[name]
    return Difference(
        where + str(bound.label), shown(form.fields[name], bound.initial), shown(form.fields[name], bound.data)
    )


def shown(field, value):
    """A field's value in words, short enough to compare; what cannot be read is shown as typed."""
    if value in (None, "", []):
        return "(empty)"
    if isinstance(value, bool) or value == "on":
        return "yes" if value else "no"
    if hasattr(field, "label_from_instance"):
        return _record(field, value)
    return Truncator(_choice(field, value)).chars(LONGEST_SHOWN)


def _record(field, value):
    key = getattr(value, "pk", value)
    try:
        return field.label_from_instance(field.queryset.get(pk=key))
    except (field.queryset.model.DoesNotExist, ValueError, TypeError):
        return str(key)


def _choice(field, value):
    labels = {
        str(key): str(label) for key, label in getattr(field, "choices", ()) if not isinstance(label, list | tuple)
    }
    return labels.get(str(value), str(value))
