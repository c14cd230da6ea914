"""Cues, names and figures that were selected in the text: the place pointed at goes before the nearest one."""

from django import forms

from statements import spans
from statements.admin.claim_fields import selected
from statements.choices import SpanRole
from statements.quoting import Found

CUE, HOLDER = (SpanRole.CUE, "link_id"), (SpanRole.HOLDER, "holder_id")
DOUBTED_CUE, DOUBTED_HOLDER = (SpanRole.CUE, "doubt_id"), (SpanRole.HOLDER, "doubt_id")
FIGURE = (SpanRole.FIGURE, "figure_id")
POINTED_ELSEWHERE = "“{}” was selected in the text, but “{}” stands here. Select it again, or type it."


class Pointing:
    """A form whose words may have been selected: `anchored` tells of which field in which role, and whose.

    A script sends the place beside the field, as `cue-at` beside `cue`; `pointed` holds those that were found sound.
    """

    anchored = {}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.pointed = {}

    @property
    def changed_data(self):
        return list(dict.fromkeys([*super().changed_data, *(name for name in self.anchored if self._at(name))]))

    def point(self, entry):
        """Check what was selected against the entry's text, and let the entry know of this form."""
        for name in self.anchored:
            if self._at(name):
                self._check(entry, name, self.cleaned_data.get(name) or "")
        entry.parts.append(self)

    def owner(self, name):
        """The record that words of this field belong to once it is stored."""
        return self.instance

    def _at(self, name):
        return self.data.get(f"{self.add_prefix(name)}-at", "") if self.is_bound else ""

    def _check(self, entry, name, words):
        try:
            places = selected(self._at(name))
            for start, end in places:
                spans.anchor(entry.text, start, end)
        except (spans.SpanProblem, forms.ValidationError) as problem:
            self.add_error(name, getattr(problem, "messages", [str(problem)]))
            return
        there = "".join(entry.text[start:end] for start, end in places)
        if "".join(there.split()) != "".join(words.split()):
            self.add_error(name, POINTED_ELSEWHERE.format(there, words))
        elif places:
            self.pointed[name] = Found(tuple(sorted(places)), ())


def pointed_places(entry):
    """The places that curators pointed at, by role and the key of the part they belong to; parts have to be stored."""
    return {
        (role, part, form.owner(name).pk): place
        for form in entry.parts
        for name, place in form.pointed.items()
        for role, part in [form.anchored[name]]
        if form.owner(name) is not None
    }
