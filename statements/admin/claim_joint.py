"""Further holders of a link, who speak jointly with its first; no form stands inside another, so they name the link."""

from django import forms
from django.db.models import F

from statements.admin import conflicts
from statements.admin.choosing import ReadAtOnce
from statements.admin.claim_parts import ClaimPart, FormSetOfClaim
from statements.admin.claim_pointing import HOLDER
from statements.admin.forms import ASIDE, LAST
from statements.desk.attributions import MAX_LINKS, Holder


class JointHolderForm(ClaimPart):
    """A holder after the first, with the number of the link it belongs to."""

    anchored = {"as_named": HOLDER}
    link_number = forms.IntegerField(
        label="speaks jointly on link",
        min_value=1,
        max_value=MAX_LINKS,
        help_text="The number of the link in the chain above. Left as it is, it stays with its link when links move.",
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            self.initial.setdefault("link_number", self.instance.link.position)

    def clean(self):
        cleaned = super().clean()
        self.check_holder()
        return cleaned

    @property
    def follows_its_link(self):
        """Whether it stays with the link it has."""
        return bool(self.instance.pk) and "link_number" not in self.changed_data


class JointHolderFormSet(FormSetOfClaim, ReadAtOnce, forms.BaseModelFormSet):
    """The holders of a claim's links but the first of each; what admin asks of an inline's formset, without its key."""

    def __init__(self, data=None, files=None, instance=None, save_as_new=False, prefix=None, queryset=None, **options):
        self.instance, self.gone = instance, []
        prefix = prefix or self.get_default_prefix()
        queryset = self.siblings()
        if data is not None:
            data, self.gone = conflicts.rebased(
                data, prefix, {str(key) for key in queryset.values_list("pk", flat=True)}
            )
        super().__init__(data, files, prefix=prefix, queryset=queryset, **options)

    @classmethod
    def get_default_prefix(cls):
        return "joint"

    def _construct_form(self, i, **options):
        form = super()._construct_form(i, **options)
        form.is_gone = i in self.gone
        return form

    def siblings(self):
        """All stored holders after the first of their link, in the order of the chain."""
        if not self.instance.pk:
            return Holder.objects.none()
        holders = Holder.objects.filter(link__claim=self.instance).order_by("link__position", "position", "pk")
        first = {}
        for key, link in holders.values_list("pk", "link_id"):
            first.setdefault(link, key)
        return holders.exclude(pk__in=first.values()).select_related("link", "agent").prefetch_related("spans")

    def kept(self):
        """The forms whose rows are to stay, in the order of the page."""
        rows = [form for form in self.forms if form.has_changed() or form.instance.pk]
        return [form for form in rows if not self.is_removed(form)]

    def is_removed(self, form):
        """Whether the row was ticked for deletion."""
        return bool(self.can_delete and self._should_delete_form(form))

    def check(self, entry):
        for form in self.kept() if entry.chain is not None else ():
            number = form.cleaned_data.get("link_number", 0)
            if not form.follows_its_link and number > len(entry.chain):
                form.add_error("link_number", f"The chain has no link {number}.")

    def save(self, commit=True):
        if not commit:
            raise ValueError("Joint holders are stored with their links.")
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        if self.has_changed():
            self._remove([form.instance for form in self.forms if form.instance.pk and self.is_removed(form)])
            self._store()
            self._number()
        return self.new_objects + [holder for holder, _ in self.changed_objects]

    def _remove(self, holders):
        for holder in Holder.objects.filter(pk__in=[holder.pk for holder in holders]):
            self.deleted_objects.append(Holder.objects.get(pk=holder.pk))
            holder.delete()

    def _store(self):
        # Out of the way of all others, until each has its place.
        for place, form in enumerate(self._stored(), start=LAST + 1):
            holder, is_new = form.instance, not form.instance.pk
            if not form.follows_its_link:
                holder.link = self.instance.entry.chain[form.cleaned_data["link_number"] - 1].instance
                holder.position = place
            if is_new or form.has_changed():
                form.save()
                (self.new_objects if is_new else self.changed_objects).append(
                    holder if is_new else (holder, form.changed_data)
                )

    def _stored(self):
        """The forms that stay and whose link stays: a removed link took its holders along."""
        links = set(self.instance.links.values_list("pk", flat=True))
        return [form for form in self.kept() if not form.follows_its_link or form.instance.link_id in links]

    def _number(self):
        for link in self.instance.links.prefetch_related("holders"):
            holders = sorted(link.holders.all(), key=lambda holder: (holder.position, holder.pk))
            if [holder.position for holder in holders] != list(range(1, len(holders) + 1)):
                link.holders.update(position=F("position") + ASIDE)
                for position, holder in enumerate(holders, start=1):
                    holder.position = position
                    holder.save(update_fields=["position"])
