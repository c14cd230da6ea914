"""The forms of a claim's parts and what they must hold together; each says in plain words why it refuses."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from statements.admin.claim_agents import NEW, new_agent, new_name_problems
from statements.admin.claim_pointing import CUE, DOUBTED_CUE, DOUBTED_HOLDER, FIGURE, HOLDER, Pointing
from statements.admin.forms import DeskFormSet, DeskPart, OrderedFormSet, OrderedPart
from statements.choices import IDENTIFIABLE_HOLDERS, Mode
from statements.desk.attributions import MAX_LINKS, Holder
from statements.desk.figures import Figure, plain
from statements.publishing import blockers

HOLDER_FIELDS = ("kind", "agent", "as_named", "reason", "count")
FIRST_HOLDER = tuple(f"holder_{name}" for name in HOLDER_FIELDS)
MAX_PARTS = 50
# Rows beyond this are counted and neither read nor shown again: somebody's script, not a curator's typing.
READ_BEYOND = 10
TIED = "The figure {} cannot be removed: {} in {} is tied to it."
# Where a form shows what a rule of the database says of a holder.
_PLACES = {
    "holder_kind_known": "kind",
    "holder_named": "as_named",
    "holder_agent_identifiable": "agent",
    "holder_only_unnamed_counted": "count",
}


class ClaimPart(Pointing, DeskPart):
    """A part of a claim; `claim.entry` holds what the claim's own form found, None where it could not."""

    def __init__(self, *args, claim=None, **options):
        super().__init__(*args, **options)
        self.claim = claim

    @property
    def entry(self):
        return getattr(self.claim, "entry", None)

    def clean(self):
        cleaned = super().clean()
        for name in self.anchored if self.entry else ():
            problem = self.entry.missing(cleaned.get(name) or "")
            if problem:
                self.add_error(name, problem)
        if self.entry:
            self.point(self.entry)
        return cleaned

    def check_holder(self, prefix=""):
        """Add the errors of a holder's fields, whose names begin with this prefix."""
        values = {name: self.cleaned_data.get(prefix + name) for name in HOLDER_FIELDS if prefix + name in self.fields}
        for name, message in holder_problems(values):
            if name in values and prefix + name in self.cleaned_data:
                self.add_error(prefix + name, message)


def holder_problems(values):
    """What is wrong with a holder's values, each with the field it is about."""
    agent, kind, as_named = values.get("agent"), values.get("kind"), values.get("as_named") or ""
    if agent and kind in IDENTIFIABLE_HOLDERS and agent.kind != kind:
        yield "kind", blockers.OTHER_KIND.format(agent, agent.kind, kind)
    if agent and as_named and not values.get("reason") and not blockers.is_name_of(as_named, agent):
        yield "reason", blockers.NOT_ITS_NAME.format(as_named, agent)


class FormSetOfClaim:
    """Hands the claim to every form, and refuses more rows than a claim can have."""

    most = MAX_PARTS

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "claim": self.instance}

    def full_clean(self):
        super().full_clean()
        if self.is_bound and any(error.code == "too_many_forms" for error in self._non_form_errors.as_data()):
            self._non_form_errors = self.error_class([self._too_many(self.management_form.cleaned_data["TOTAL_FORMS"])])

    def clean(self):
        super().clean()
        rows = len(self.kept())
        if rows > self.most:
            raise ValidationError(self._too_many(rows))
        if self.entry and not any(self.errors):
            self.check(self.entry)

    @property
    def entry(self):
        return getattr(self.instance, "entry", None)

    def _too_many(self, rows):
        return f"{rows} {self.model._meta.verbose_name}s; a claim has at most {self.most}. Nothing was saved."

    def check(self, entry):
        """Add the errors that concern several rows, or rows together with the claim."""


class PartFormSet(FormSetOfClaim, DeskFormSet):
    """Rows of a claim whose order is that of the page."""


class LinkForm(ClaimPart, OrderedPart):
    """A link together with its first holder."""

    anchored = {"cue": CUE, "holder_as_named": HOLDER}

    class Meta(OrderedPart.Meta):
        pass

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        holders = sorted(self.instance.holders.all(), key=_by_position) if self.instance.pk else []
        self.first = holders[0] if holders else None
        if self.first:
            self.initial |= {f"holder_{name}": getattr(self.first, name) for name in HOLDER_FIELDS if name != "agent"}
            self.initial["holder_agent"] = self.first.agent_id

    def clean(self):
        cleaned = super().clean()
        self.check_holder("holder_")
        if cleaned.get(NEW):
            self._check_new(cleaned)
        if not any(name in self.errors for name in (*FIRST_HOLDER, NEW)):
            self._check_rules()
        return cleaned

    def save(self, commit=True):
        link = super().save(commit=commit)
        if commit:
            holder = self._holder()
            holder.link = link
            if self.cleaned_data.get(NEW):
                language, by = self.entry.capture.language, self.entry.by
                holder.agent = new_agent(self.cleaned_data[NEW], kind=holder.kind, language=language, by=by)
            holder.save()
            self.first = holder
        return link

    def _check_new(self, cleaned):
        problems = list(new_name_problems(cleaned[NEW], by=getattr(self.entry, "by", None)))
        if cleaned.get("holder_agent"):
            problems.append("Choose an agent or name a new one, not both.")
        if cleaned.get("holder_kind") not in IDENTIFIABLE_HOLDERS:
            problems.append("Only a person or a body can be a new agent.")
        for problem in problems:
            self.add_error(NEW, problem)

    def owner(self, name):
        return self.first if name == "holder_as_named" else self.instance

    def _holder(self):
        holder = self.first or Holder()
        for name in HOLDER_FIELDS:
            value = self.cleaned_data.get(f"holder_{name}")
            setattr(holder, name, "" if value is None and name in ("as_named", "reason") else value)
        return holder

    def _check_rules(self):
        """What the model and the database would refuse of the holder, said beside its fields."""
        try:
            self._holder().clean_fields(exclude={"link", "position"})
        except ValidationError as problem:
            for name, messages in problem.message_dict.items():
                self.add_error(f"holder_{name}", messages)
            return
        for constraint in Holder._meta.constraints:
            if constraint.name in _PLACES and not (constraint.name == "holder_named" and self.cleaned_data.get(NEW)):
                try:
                    constraint.validate(Holder, self._holder())
                except ValidationError as problem:
                    self.add_error(f"holder_{_PLACES[constraint.name]}", problem.messages)


class LinkFormSet(FormSetOfClaim, OrderedFormSet):
    """The chain: its order, and what its modes ask of the claim's words."""

    most = MAX_LINKS

    def chain(self):
        """The forms of the links that stay, in the order they will have."""
        return sorted(self.kept(), key=_typed_position)

    def check(self, entry):
        entry.chain = self.chain()
        links = entry.chain
        if entry.is_sound:
            self._check_words(entry, links[-1].cleaned_data.get("mode") if links else Mode.NONE)
        for form in links:
            if form.cleaned_data.get("mode") == Mode.OWN:
                self._check_own(form, alone=len(links) == 1, publisher=entry.capture.source.publisher_id)

    def _check_words(self, entry, mode):
        if entry.quoted and mode not in (Mode.DIRECT, Mode.MIXED):
            self._refuse(entry, blockers.QUOTED_NEEDS_MODE)
        if mode == Mode.DIRECT and not entry.words and not entry.is_summary:
            self._refuse(entry, blockers.DIRECT_NEEDS_WORDS)
        if mode == Mode.MIXED and not entry.quoted and not entry.is_summary:
            self._refuse(entry, blockers.MIXED_NEEDS_QUOTED)

    def _refuse(self, entry, message):
        if entry.chain:
            entry.chain[-1].add_error("mode", message)
        else:
            raise ValidationError(message)

    def _check_own(self, form, *, alone, publisher):
        holder = form.cleaned_data.get("holder_agent")
        if not alone:
            form.add_error("mode", blockers.OWN_ALONE)
        elif publisher is None or holder is None or holder.pk != publisher:
            form.add_error("mode", blockers.OWN_PUBLISHED)


class DoubtForm(ClaimPart):
    """A step the source may imply; what it stands after is a link of the chain on this page."""

    anchored = {"cue": DOUBTED_CUE, "as_named": DOUBTED_HOLDER}

    def clean(self):
        cleaned = super().clean()
        if self.entry and self.entry.chain is not None:
            self.instance.chain_length = len(self.entry.chain)
        if cleaned.get("agent") and cleaned.get("kind") in IDENTIFIABLE_HOLDERS:
            self._check_kind(cleaned["agent"], cleaned["kind"])
        return cleaned

    def _check_kind(self, agent, kind):
        if agent.kind != kind:
            self.add_error("kind", blockers.OTHER_KIND.format(agent, agent.kind, kind))


class DoubtFormSet(PartFormSet):
    """Doubts, each after a link that stays."""

    def check(self, entry):
        for form in self.kept() if entry.chain is not None else ():
            if form.cleaned_data.get("after_position", 0) > len(entry.chain):
                form.add_error(
                    "after_position", f"The chain ends at {len(entry.chain)}; 0 is the writer, 1 the first link."
                )


class FigureForm(ClaimPart):
    """A figure; it can be tied to one of this page by the number in its heading, or to one of another claim."""

    anchored = {"as_written": FIGURE}
    tied_here = forms.IntegerField(
        label="figure # of this page",
        required=False,
        min_value=1,
        max_value=MAX_PARTS,
        help_text="To tie it to another figure on this page: its place here (the third is 3).",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.asked = ("", None)
        for name in ("low", "high"):
            if isinstance(self.initial.get(name), Decimal):
                self.initial[name] = Decimal(plain(self.initial[name]))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("tied_here") and cleaned.get("tied_to"):
            self.add_error("tied_here", "Tie it to a figure of this page or to one of another claim, not to both.")
        elif cleaned.get("tied_here"):
            self._keep_tie_for_later(cleaned)
        return cleaned

    def _keep_tie_for_later(self, cleaned):
        """The figure it is tied to may have no key yet; the formset ties them once all are stored."""
        self.asked = (cleaned.get("tie"), cleaned["tied_here"])
        if not cleaned.get("tie"):
            self.add_error("tie", "Say how it is tied to the other figure.")
        cleaned["tie"] = ""


class FigureFormSet(PartFormSet):
    """Figures numbered within their claim; numbers stay when others are removed, since other claims cite them."""

    def clean(self):
        """A figure stays as long as another that stays is tied to it, on this page or in another claim."""
        super().clean()
        leaving = {form.instance.pk: form.instance for form in self.initial_forms if self.is_removed(form)}
        if not leaving:
            return
        others = Figure.objects.filter(tied_to__in=leaving).exclude(claim=self.instance).select_related("claim")
        tied = [*(self._typed(form) for form in self.kept()), *((figure, figure.tied_to_id) for figure in others)]
        problems = [TIED.format(leaving[to], figure, figure.claim.ref) for figure, to in tied if to in leaving]
        if problems:
            raise ValidationError(problems)

    def _typed(self, form):
        typed = getattr(form, "cleaned_data", {}).get("tied_to")
        return form.instance, typed and typed.pk

    def check(self, entry):
        for form in self.kept():
            tied = form.cleaned_data.get("tied_to")
            if tied and tied.claim.capture.source_id != entry.capture.source_id:
                form.add_error("tied_to", "A figure is tied only to a figure of the same source.")
            if form.asked[1]:
                self._check_tie(form)

    def _check_tie(self, form):
        seen, other = [form], self._target(form)
        if other is None:
            form.add_error("tied_here", f"There is no figure {form.asked[1]} on this page.")
        elif other is form:
            form.add_error("tied_here", "A figure cannot be tied to itself.")
        while other is not None and other not in seen:
            seen.append(other)
            other = self._target(other) if other.asked[1] else None
        if other is form and len(seen) > 1:
            form.add_error("tied_here", "Figures cannot be tied in a circle.")

    def _target(self, form):
        number = form.asked[1]
        found = self.forms[number - 1] if number <= len(self.forms) else None
        return found if found in self.kept() else None

    def save_new(self, form, commit=True):
        taken = self.siblings().order_by("-number").values_list("number", flat=True).first() or 0
        form.instance.number = taken + 1
        return super().save_new(form, commit=commit)

    def delete_existing(self, obj, commit=True):
        """Later, all together: they may be tied to each other, or have been what others are tied to no more."""

    def save(self, commit=True):
        saved = super().save(commit=commit)
        if commit:
            Figure.objects.filter(pk__in=[figure.pk for figure in self.deleted_objects]).delete()
        for form in self.kept() if commit else ():
            if form.asked[1]:
                form.instance.tie, form.instance.tied_to = form.asked[0], self._target(form).instance
                form.instance.save()
        return saved


def _by_position(row):
    return row.position, row.pk


def _typed_position(form):
    position = form.cleaned_data.get("position")
    return position is None, position or 0
