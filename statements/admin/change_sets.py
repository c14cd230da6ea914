"""All change sets of the desk, and one with everything it did: the place to bring back what it left."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from reversion.models import Revision

from statements.admin.acts import seen_token
from statements.admin.compared import FieldChange, field_changes
from statements.admin.forms import LONGEST_REASON, LineField
from statements.admin.histories import entries
from statements.admin.keys import key_of
from statements.admin.pages import DeskPages
from statements.admin.rights import EDIT_ANY, may_edit
from statements.desk import past, restoring
from statements.desk.history import RecordChange
from statements.desk.review import Stale
from statements.publishing.snapshot import KINDS

PER_PAGE = 50
MOST = 200
TOO_MANY = f"This change set has more than {MOST} records, too many to restore at once; restore them one by one."


class RestoreForm(forms.Form):
    """Asks why a change set is restored."""

    why = LineField(
        label="Reason for this change",
        max_length=LONGEST_REASON,
        required=False,
        help_text="Kept in the desk's history, not shown to visitors. Required once a record has been published.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True)
class Outlook:
    """What restoring would do to one record: nothing, where it is as it was then."""

    label: str
    link: str
    differences: list[FieldChange]
    is_lost: bool


class ChangeSets(DeskPages):
    """The pages of the history that belong to no single record."""

    def urls(self):
        return [
            self.at("changes/", self.list_view, "change_sets"),
            self.at("changes/<str:key>/", self.detail_view, "change_set"),
        ]

    def list_view(self, request):
        """All change sets, newest first."""
        found = Revision.objects.filter(note__isnull=False, changes__isnull=False).select_related("note")
        page = Paginator(found.annotate(records=Count("changes")).order_by("-pk"), PER_PAGE).get_page(
            request.GET.get("p")
        )
        return self.answer(request, "change_sets", title="All changes of the desk", page=page)

    def detail_view(self, request, key):
        """What one change set did to each record; sent back, it restores them all."""
        revision = Revision.objects.filter(pk=key_of(key), note__isnull=False).select_related("note").first()
        changes = RecordChange.objects.filter(revision=revision).order_by("pk")
        if revision is None or not changes:
            raise Http404("No such change set.")
        form, problems = RestoreForm(request.POST or None), []
        if request.method == "POST" and form.is_valid():
            problems = self._restored(request, changes, form.cleaned_data["why"])
            if not problems:
                return HttpResponseRedirect(reverse("admin:change_set", args=[revision.pk]))
        return self._show(request, revision, changes, form=form, problems=problems)

    def _restored(self, request, changes, why):
        """Restore them; the sentences that stand in the way, if any."""
        if len(changes) > MOST:
            return [TOO_MANY]
        if not self._may_restore(request, changes):
            raise PermissionDenied
        seen = dict(token.rpartition(".")[::2] for token in request.POST.getlist("seen"))
        try:
            records = restoring.restore(
                changes, by=request.user, why=why, seen={ref: key_of(version) for ref, version in seen.items()}
            )
        except restoring.CannotRestore as problem:
            return problem.reasons
        except Stale as problem:
            return [str(problem)]
        names = ", ".join(str(record) for record in records[:5])
        more = f" and {len(records) - 5} more" if len(records) > 5 else ""
        messages.success(request, f"Restored at the desk: {names}{more}. Visitors see it once it is published.")
        return []

    def _may_restore(self, request, changes):
        there = restoring.standing(changes)
        return all(self._may(request.user, change, there.get(change.ref)) for change in changes)

    def _may(self, user, change, record):
        if record is not None:
            return user.has_perm(f"statements.change_{change.record_kind}") and may_edit(user, record)
        return user.has_perm(EDIT_ANY) and user.has_perm(f"statements.add_{change.record_kind}")

    def _show(self, request, revision, changes, *, form, problems):
        page = Paginator(changes, PER_PAGE).get_page(request.GET.get("p"))
        shown = RecordChange.objects.filter(pk__in=[change.pk for change in page.object_list]).order_by("pk")
        is_small = page.paginator.count <= MOST
        context = {
            "title": f"Change set {revision.pk}",
            "revision": revision,
            "page": page,
            "entries": [(entry, self._link(entry.change)) for entry in reversed(entries(page))],
            "outlooks": self._outlooks(shown),
            "form": form if is_small and self._may_restore(request, changes) else None,
            "seen": [seen_token(record) for record in restoring.standing(changes).values()] if is_small else [],
            "problems": problems or [error for errors in form.errors.values() for error in errors],
        }
        return self.answer(request, "change_set", **context)

    def _outlooks(self, changes):
        """What restoring would change in each of these records."""
        there = restoring.standing(changes)
        pairs = [(change, past.then(change, *found)) for change, *found in past.pairs(changes)]
        now = [past.present(there[change.ref]) if change.ref in there else None for change, _ in pairs]
        differing = field_changes(
            [(today, then if then else today) for today, (_, then) in zip(now, pairs, strict=True)]
        )
        return [
            Outlook(change.label, self._link(change), differences, is_lost=then is None)
            for (change, then), differences in zip(pairs, differing, strict=True)
            if differences or then is None
        ]

    def _link(self, change):
        """The address of a changed record's form; empty where it may be deleted."""
        model = KINDS[change.record_kind]
        return reverse(f"admin:statements_{model._meta.model_name}_change", args=[change.key])
