"""The form of a claim: words are pasted and found in the capture; what differs is told, what is unclear is asked."""

from dataclasses import dataclass, field
from functools import cached_property, partial

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, Q

from statements import quoting, spans
from statements.admin.claim_fields import PastesField, selected, shown_at
from statements.admin.claim_words import (
    Reading,
    Search,
    Stretch,
    blocks,
    candidates,
    find_inside,
    lines_or_blocks,
    look_for,
    nearest,
    not_found,
    overlapping,
    short,
    shown_blocks,
    shown_lines,
)
from statements.admin.forms import DeskForm
from statements.choices import Mode, SpanRole, TextBasis
from statements.desk.anchors import MAX_SPANS, Span
from statements.desk.captures import Capture
from statements.publishing import blockers
from statements.quoting import Found

WORDS_HELP = (
    "Paste the claim's exact words; the server finds where they stand. Where the source interrupts them, paste each "
    "part and put a line with only [...] between two parts. Quotation marks, spaces and dashes may differ; what is "
    "recorded is always what the source has."
)
QUOTED_HELP = (
    "For direct and mixed quotations: the parts that the source itself puts in quotation marks, one a line, without "
    "the marks. A part of several lines needs a line with only [...] after it."
)
MOVED = "“{}” was selected in the text, but the field holds “{}”. Select the words again, or paste them."


@dataclass
class Entry:
    """What is being entered for a claim, for its parts to check against: the text and what was found in it."""

    capture: Capture
    anew: bool = False
    by: AbstractBaseUser | None = None
    words: list[Stretch] = field(default_factory=list)
    quoted: list[Stretch] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_sound: bool = True
    chain: list[forms.ModelForm] | None = None
    parts: list[forms.ModelForm] = field(default_factory=list)
    _places: dict[str, list[Found]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.capture.text

    @property
    def is_summary(self) -> bool:
        return self.capture.text_basis == TextBasis.SUMMARY

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.text)

    def places(self, words: str) -> list[Found]:
        """All places of a cue, name, figure or date; asked for at validation and again when they are stored."""
        if words not in self._places:
            self._places[words] = candidates(self.text, words)
        return self._places[words]

    def missing(self, words: str) -> str:
        """Why these words cannot be anchored; empty where they can, or where the text is a summary."""
        if not words or self.is_summary or self.places(words):
            return ""
        if quoting.find(self.text, words):
            return f"“{words}” stands only inside a longer number."
        return f"Not in the capture's text: {quoting.differing(self.text, words)}."

    def place(self, words: str, *, mode: str = "", kept: list[Stretch] = (), taken: list[Found] = ()) -> Found | None:
        """Where a cue, name, figure or date stands: where it stood, if it still does, else nearest to the words."""
        places = self.places(words) if words else []
        still = [place for place in places if sorted(place.pieces) == sorted(kept)]
        if still and not self.anew:
            return still[0]
        avoid = self.words if mode == Mode.DIRECT else self.quoted
        return nearest(self.text, places, near=self.words, avoid=avoid, taken=taken)


class ClaimForm(DeskForm):
    """A claim with its words and quoted parts; what was found is in `instance.entry`, for the inlines."""

    words = PastesField(label="Exact words", required=False, help_text=WORDS_HELP)
    quoted = PastesField(label="Quoted parts", required=False, help_text=QUOTED_HELP)
    anew = forms.BooleanField(
        label="Find everything anew",
        required=False,
        help_text="Tick to look again for words, cues, names and figures that are recorded at the wrong place.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.instance.entry = None
        self._show("words", SpanRole.WORDS, shown_blocks)
        self._show("quoted", SpanRole.QUOTED, shown_lines)
        self.kept_capture = self.instance.capture_id
        for name, rows in (("words", 5), ("quoted", 2), ("paraphrase", 2)):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = rows

    def clean(self):
        cleaned = super().clean()
        capture = cleaned.get("capture")
        if capture is not None:
            self.instance.entry = Entry(
                capture, anew=cleaned.get("anew", False), by=getattr(self.request, "user", None)
            )
            self._find(self.instance.entry, cleaned)
            self._limit(self.instance.entry)
            problem = self.instance.entry.missing(cleaned.get("about_as_written") or "")
            if problem:
                self.add_error("about_as_written", problem)
        return cleaned

    def _find(self, entry, cleaned):
        if "words" in cleaned:
            found = self._search(entry, "words", partial(quoting.find, entry.text), blocks)
            self._tell("words", found, entry)
            entry.words = sorted(found.pieces)
        if entry.is_summary and str(cleaned.get("quoted") or "").strip():
            self.add_error("quoted", blockers.SUMMARY_QUOTES)
        elif entry.is_sound and "quoted" in cleaned:
            found = self._search(entry, "quoted", partial(find_inside, entry.text, entry.words), lines_or_blocks)
            self._tell("quoted", found, entry)
            entry.quoted = sorted(found.pieces)

    def _search(self, entry, name, find, cut) -> Search:
        pasted = self.cleaned_data[name]
        if pasted.at:
            return self._selected(entry, name, pasted)
        role = SpanRole.WORDS if name == "words" else SpanRole.QUOTED
        recorded = [] if entry.anew or entry.capture.pk != self.kept_capture else self._recorded(role)
        stretches = [(span.start, span.end) for span in recorded if not span.needs_anchor]
        if role == SpanRole.QUOTED:
            stretches = [part for part in stretches if _lies_in(part, entry.words)]
        refusal = partial(_refusal, entry.text, role)
        return look_for(entry.text, cut(pasted.text), find, refusal=refusal, recorded=stretches, chosen=pasted.chosen)

    def _selected(self, entry, name, pasted):
        """Words that were selected in the text stand where they were selected, or are refused."""
        try:
            found = Search(sorted(selected(pasted.at)))
            for start, end in found.pieces:
                spans.anchor(entry.text, start, end)
        except (spans.SpanProblem, forms.ValidationError) as problem:
            return Search(problems=getattr(problem, "messages", [str(problem)]))
        there = [entry.text[start:end] for start, end in found.pieces]
        if _letters(pasted.text) != _letters("\n".join(there)):
            found.problems.append(MOVED.format(short(" … ".join(there)), short(pasted.text)))
        if name == "quoted":
            outside = [part for part in found.pieces if not _lies_in(part, entry.words)]
            found.problems += [blockers.QUOTED_OUTSIDE.format(short(entry.text[slice(*part)])) for part in outside]
        found.problems += overlapping(entry.text, found.pieces)
        return found

    def _tell(self, name, found, entry):
        entry.notes += found.notes
        entry.is_sound = entry.is_sound and not found.problems and not found.questions
        for problem in found.problems:
            self.add_error(name, problem)
        for question in found.questions:
            places = len(question.places)
            self.add_error(name, f"“{short(question.pasted)}” stands at {places} places; choose below which is meant.")
        self.fields[name].widget.ask(found.questions, entry.reading)

    def _limit(self, entry):
        stretches = len(entry.words) + len(entry.quoted)
        if stretches > MAX_SPANS:
            self.add_error(
                "words", f"{stretches} stretches of words; a claim has at most {MAX_SPANS}. Record several claims."
            )

    def _show(self, name, role, join):
        recorded = self._recorded(role)
        self.initial.setdefault(name, join([span.exact for span in recorded]))
        if name in self.fields and not any(span.needs_anchor for span in recorded):
            self.fields[name].recorded_at = shown_at((span.start, span.end) for span in recorded)

    def _recorded(self, role):
        if not self.instance.pk:
            return []
        stands = Q(capture=F("claim__capture")) | Q(needs_anchor=True)
        return list(Span.objects.filter(stands, claim=self.instance).of_role(role))


def _lies_in(part, stretches):
    return any(start <= part[0] and part[1] <= end for start, end in stretches)


def _letters(pasted):
    """What pastes say, without white space and what stands between them."""
    return "".join("".join(lines_or_blocks(pasted)).split())


def _refusal(text, role, paste):
    if role == SpanRole.QUOTED and quoting.find(text, paste):
        return blockers.QUOTED_OUTSIDE.format(short(paste))
    return not_found(text, paste)
