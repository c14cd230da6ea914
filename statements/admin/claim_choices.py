"""Choosing other records in the form of a claim: by search as one types, or by address where scripts are off."""

from urllib.parse import urlencode

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from statements.admin.choosing import RecordSelect
from statements.admin.keys import key_of
from statements.choices import SpanRole
from statements.desk.agents import Agent
from statements.desk.anchors import Span
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.subjects import Subject
from statements.record import naming

LOOKUP_URL = "statements_claim_lookup"
NO_SUCH_RECORD = "There is no such record. Choose one from the list, or give its address."
SHOWN = 80


def claim_label(claim: Claim) -> str:
    """`Foreign Ministry (paraphrase): 41 bridges were closed`: a claim on one line, never without its holder."""
    return f"{holders_of(claim)}: {words_of(claim)}"


def with_labels(found, *, at=""):
    """Claims, or what has a claim `at` a field, read with what their labels need, in as many queries for all."""
    words = Prefetch(f"{at}spans", Span.objects.of_role(SpanRole.WORDS), to_attr="words_shown")
    found = found.select_related(f"{at}capture__source").defer(f"{at}capture__text", f"{at}capture__file_bytes")
    return found.prefetch_related(words, f"{at}links__holders__agent__names")


def holders_of(claim: Claim) -> str:
    """Who the last link names with its mode, or whose voice it is; reads only what was prefetched."""
    links = sorted(claim.links.all(), key=lambda link: (link.position, link.pk))
    if not links:
        return f"the {naming.noun({'kind': claim.capture.source.kind})}’s own voice"
    named = [holder.agent.name if holder.agent else holder.as_named for holder in links[-1].holders.all()]
    return f"{naming.joined(named) if named else 'nobody named yet'} ({links[-1].get_mode_display()})"


def words_of(claim: Claim) -> str:
    """The beginning of the paraphrase, else of the words; reads only what was prefetched, where it was."""
    found = getattr(claim, "words_shown", None)
    words = [span.exact for span in (claim.spans.of_role(SpanRole.WORDS) if found is None else found)]
    said = claim.paraphrase or (f"“{' [...] '.join(words)}”" if words else "no words yet")
    return Truncator(" ".join(said.split())).chars(SHOWN)


def find_by_address(model, typed: str):
    """The record that an address names, of agents and subjects also a name; None where it names none, or several."""
    if model is Figure:
        ref, _, number = typed.partition(" ")
        return Figure.objects.filter(claim__ref=ref.lower(), number=key_of(number.strip())).first()
    found = list(model._default_manager.filter(ref=typed.lower()))
    if not found and model in (Agent, Subject):
        found = list(model._default_manager.filter(names__name__iexact=typed).distinct()[:2])
    return found[0] if len(found) == 1 else None


class Lookup(RecordSelect):
    """A record found by typing; where scripts are off, by its address in a field that other browsers do not show."""

    def __init__(self, field, admin_site, *, limits=None, **options):
        super().__init__(field, admin_site, **options)
        self.limits = limits or {}

    def get_url(self):
        limits = f"?{urlencode(self.limits)}" if self.limits else ""
        return reverse(f"{self.admin_site.name}:{LOOKUP_URL}") + limits

    def value_from_datadict(self, data, files, name):
        typed = data.get(f"{name}-address", "").strip()
        if not typed:
            return super().value_from_datadict(data, files, name)
        found = find_by_address(self.field.remote_field.model, typed)
        return str(found.pk) if found else typed

    def render(self, name, value, attrs=None, renderer=None):
        selected = super().render(name, value, attrs, renderer)
        return format_html(
            '{}<noscript><label>or its address <input type="text" name="{}-address"></label></noscript>', selected, name
        )


class LookupView(AutocompleteJsonView):
    """Answers the search of a Lookup; figures are those of one source where the form knows it."""

    def get_queryset(self):
        found = super().get_queryset()
        source = self.request.GET.get("source", "")
        if not source or not issubclass(found.model, Figure):
            return found
        return found.filter(claim__capture__source=key_of(source))  # nothing where it is no key

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": self.model_admin.label(obj)}
