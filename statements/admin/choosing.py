"""Choosing a record in a form: what all rows of a formset show is read at once."""

from functools import partial

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect

from statements.admin.keys import key_of


class RecordChoice(forms.ModelChoiceField):
    """A choice of a desk record whose label tells namesakes apart; `label_from` makes it."""

    label_from = staticmethod(str)

    def label_from_instance(self, obj):
        return self.label_from(obj)


class RecordSelect(AutocompleteSelect):
    """The stock autocomplete, except that a key that no record can have selects nothing instead of failing.

    Each row of a formset has a copy of it. `rows` gives the keys that all of them show; `known`, which is one for all
    copies, has the records once they were read.
    """

    def __init__(self, field, admin_site, **options):
        super().__init__(field, admin_site, **options)
        self.known, self.rows = {}, list

    def optgroups(self, name, value, attr=None):
        chosen = [record for record in map(self._record, _keys(value)) if record]
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for record in chosen:
            label = self.choices.field.label_from_instance(record)
            options.append(self.create_option(name, record.pk, label, True, len(options)))
        return [(None, options, 0)]

    def _record(self, key):
        if key not in self.known:
            wanted = {key, *_keys(self.rows())}
            allowed = self.choices.queryset.filter(pk__in=wanted).values("pk")
            labelled = self.admin_site.get_model_admin(self.choices.queryset.model).get_queryset(None)
            self.known |= dict.fromkeys(wanted) | {record.pk: record for record in labelled.filter(pk__in=allowed)}
        return self.known[key]


def _keys(values):
    return [key for key in map(key_of, map(str, values)) if key]


class ReadAtOnce:
    """A formset whose choices of records read what its rows show in one go."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)  # admin wraps it
            if isinstance(widget, RecordSelect):
                widget.rows = partial(self._shown, name)

    def _shown(self, name):
        return [form[name].value() for form in self.forms if name in form.fields]
