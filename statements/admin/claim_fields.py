"""The field into which words of a capture are pasted, with a choice beside it where they stand more than once."""

import re
from dataclasses import dataclass, field

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator

from statements.admin.claim_words import Question, Reading
from statements.admin.forms import accepted

LONGEST_PASTE = 100_000
LONGEST_OFFSET = 10
MOST_PLACES = 300
NO_PLACES = "The places of these words cannot be read: “{}”. Select the words again, or paste them."
_STRETCH = re.compile(r"([0-9]{1,10})-([0-9]{1,10})")


@dataclass(frozen=True)
class Pasted:
    """What a curator pasted, and the start they chose for the paste of each number.

    `at` holds where the words were selected in the text, as `12-30 41-50` in code points; empty where they were typed.
    """

    text: str = ""
    chosen: dict[int, int] = field(default_factory=dict)
    at: str = ""

    def __str__(self):
        return self.text


class PastesWidget(AdminTextareaWidget):
    """A large text field; for each question a set of radio buttons below it, one for each place."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.questions: list[Question] = []
        self.reading: Reading | None = None

    def ask(self, questions, reading):
        """Show a choice for each question when the form is shown again."""
        self.questions, self.reading = questions, reading

    def value_from_datadict(self, data, files, name):
        prefix = f"{name}-place-"
        numbers = [key.removeprefix(prefix) for key in data if key.startswith(prefix)]
        chosen = {int(n): int(data[prefix + n]) for n in numbers if _is_offset(n) and _is_offset(data[prefix + n])}
        return Pasted(data.get(name, ""), chosen, data.get(f"{name}-at", ""))

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def format_value(self, value):
        return super().format_value(str(value) if value is not None else None)

    def render(self, name, value, attrs=None, renderer=None):
        typed = value if isinstance(value, Pasted) else None
        chosen = typed.chosen if typed else {}
        attrs = {**(attrs or {}), **({"data-at": typed.at} if typed else {})}
        groups = format_html_join(
            "",
            "{}",
            ((self._group(name, question, chosen.get(question.number), attrs),) for question in self.questions),
        )
        return format_html('<div class="pastes">{}{}</div>', super().render(name, value, attrs, renderer), groups)

    def _group(self, name, question, chosen, attrs):
        places = [
            (place.pieces[0][0], self.reading.where(place.pieces[0][0], place.pieces[-1][1]))
            for place in question.places
        ]
        identifier = f"{attrs.get('id', name)}-place-{question.number}"
        radios = forms.RadioSelect(choices=places).render(f"{name}-place-{question.number}", chosen, {"id": identifier})
        pasted = Truncator(" ".join(question.pasted.split())).chars(80)
        return format_html("<fieldset><legend>Which “{}” is meant?</legend>{}</fieldset>", pasted, radios)


class PastesField(forms.Field):
    """Words as pasted: line ends as the archive keeps them, nothing stripped, control characters refused."""

    widget = PastesWidget

    @property
    def recorded_at(self):
        """Where the recorded words stand; shown to scripts, for a selection to be added to them."""
        return self.widget.attrs.get("data-at", "")

    @recorded_at.setter
    def recorded_at(self, at):
        self.widget.attrs["data-at"] = at

    def to_python(self, value):
        pasted = value if isinstance(value, Pasted) else Pasted(value or "")
        if len(pasted.text) > LONGEST_PASTE:
            raise forms.ValidationError(
                f"{len(pasted.text):,} characters are more than a claim can hold; paste at most {LONGEST_PASTE:,}."
            )
        return Pasted(accepted(pasted.text), pasted.chosen, pasted.at)

    def has_changed(self, initial, data):
        at = data.at if isinstance(data, Pasted) else ""
        return _comparable(initial) != _comparable(data) or bool(at and at != self.recorded_at)


def _comparable(value):
    return str(value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def selected(at: str) -> list[tuple[int, int]]:
    """The stretches of a selection, `12-30 41-50`; a form error for anything else."""
    pairs = [_STRETCH.fullmatch(pair) for pair in at.split()]
    if not all(pairs) or len(pairs) > MOST_PLACES:
        raise forms.ValidationError(NO_PLACES.format(Truncator(at).chars(40)))
    return [(int(pair[1]), int(pair[2])) for pair in pairs]


def shown_at(stretches) -> str:
    """Stretches as selected() reads them."""
    return " ".join(f"{start}-{end}" for start, end in stretches)


def _is_offset(text):
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_OFFSET
