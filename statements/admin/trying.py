"""What a claim's form would become: it is saved as it stands, read as visitors would, and taken back."""

from dataclasses import dataclass, field

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms.formsets import all_valid

from statements.admin import refusals
from statements.admin.claim_anchors import record_spans
from statements.admin.claims import in_the_way, reading
from statements.desk.claims import Claim
from statements.desk.review import Stale
from statements.publishing import blockers


@dataclass
class Outlook:
    """How a claim would read, what a save would refuse, and what would still stand in the way of publication."""

    sentence: str = ""
    words: str = ""
    refused: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)


def outlook(desk, request, claim):
    """What saving the form in `request` would come to; nothing is stored. `claim` is None for a new one."""
    try:
        with transaction.atomic():
            found = _saved(desk, request, claim)
            transaction.set_rollback(True)
            return found
    except (ValidationError, Stale, IntegrityError) as problem:
        return Outlook(refused=refusals.words(problem))


def _saved(desk, request, claim):
    fields = flatten_fieldsets(desk.get_fieldsets(request, claim))
    form = desk.get_form(request, claim, change=claim is not None, fields=fields)(request.POST, instance=claim)
    form.fields["why"].required = False  # asked for when it is saved
    formsets, _ = desk._create_formsets(request, form.instance, change=claim is not None)
    is_sound = form.is_valid()
    if not (all_valid(formsets) and is_sound):
        return Outlook(refused=[*_errors("", form), *(error for rows in formsets for error in _row_errors(rows))])
    stored = form.save(commit=False)
    desk.save_model(request, stored, form, claim is not None)
    for rows in formsets:
        rows.save()
    record_spans(stored, stored.entry)
    found = Claim.objects.get(pk=stored.pk)
    if not found.paraphrase and not stored.entry.words:
        return Outlook(refused=[blockers.NO_CONTENT])
    sentence, words = reading(found)
    return Outlook(sentence, words, blocked=in_the_way(found))


def _row_errors(rows):
    noun = str(rows.model._meta.verbose_name).capitalize()
    yield from (str(error) for error in rows.non_form_errors())
    for number, form in enumerate(rows.forms, start=1):
        yield from _errors(f"{noun} {number}: ", form)


def _errors(where, form):
    for name, errors in form.errors.items():
        label = f"{form[name].label}: " if name in form.fields else ""
        yield from (f"{where}{label}{error}" for error in errors)
