"""Merging two records at the desk, with everything that moves shown first, and undoing a merge."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.text import capfirst

from statements.admin.claim_choices import NO_SUCH_RECORD
from statements.admin.keys import key_of
from statements.admin.proposing import ReasonForm, answer, may_propose, record_field
from statements.catalogue.models import Page
from statements.choices import DeskState
from statements.desk.agents import Agent
from statements.desk.attributions import Holder, Link
from statements.desk.proposals import Merge
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.publishing.merging import Merger
from statements.publishing.pointers import TABLES, owner_of, pointing_at
from statements.publishing.unmerging import Undoing, stays

MOST_SHOWN = 50
CHOSEN_BY = {Agent: (Holder, "agent"), Source: (Link, "cited_work"), Statement: (Link, "statement")}


class MergeForm(ReasonForm):
    """The record that stays, and why the two are one."""

    def __init__(self, *args, desk_site, kind, **options):
        super().__init__(*args, **options)
        model, name = CHOSEN_BY[kind]
        self.fields["into"] = record_field(
            desk_site,
            model._meta.get_field(name),
            label="The record that stays",
            required=True,
            help_text="Whatever names this record will name that one, and this address will lead there.",
            error_messages={"required": "Choose the record that stays.", "invalid_choice": NO_SUCH_RECORD},
        )
        self.order_fields(["into", "reason"])


class Merging:
    """Adds merging and its undoing to the admin of a kind of record that can be entered twice."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<path:object_id>/merge/", self.admin_site.admin_view(self.merge_view), name=f"{name}_merge"),
            path("<path:object_id>/undo/<int:merge>/", self.admin_site.admin_view(self.undo_view), name=f"{name}_undo"),
            *super().get_urls(),
        ]

    def act_links(self, request, record):
        links = super().act_links(request, record)
        if not may_propose(request):
            return links
        if record.state == DeskState.PUBLISHED:
            links.append(("Merge into another …", self.desk_url("merge", record.pk)))
        standing = Merge.objects.filter(undone_at=None)
        for merge in [*standing.filter(into=record.ref), *standing.filter(ref=record.ref)]:
            links.append((f"Undo the merge of {merge.ref} …", self.desk_url("undo", record.pk, merge.pk)))
        return links

    def merge_view(self, request, object_id):
        """Choose the record that stays, look at what moves, and propose it."""
        record = self._record(request, object_id)
        typed = request.POST or (request.GET if "into" in request.GET else None)
        form = MergeForm(typed, desk_site=self.admin_site, kind=self.model)
        into = form.cleaned_data.get("into") if form.is_bound and form.is_valid() else None
        return self._answer(
            request,
            form=form,
            record=record,
            records=[record, *([into] if into else [])],
            choose=lambda cleaned: Merger(record, cleaned["into"]),
            shown=shown,
            context={"title": f"Merge {record} into another", "part": "admin/desk/_moves.html"},
        )

    def undo_view(self, request, object_id, merge):
        """Look at what goes back and what stays, and propose the undoing."""
        record = self._record(request, object_id)
        found = Merge.objects.filter(pk=merge, record_kind=str(record.record_kind)).first()
        if found is None or record.ref not in (found.ref, found.into):
            raise Http404("No such merge.")
        choice = Undoing(found)
        return self._answer(
            request,
            form=ReasonForm(request.POST or {"reason": ""}),
            record=record,
            records=choice.records(),
            choose=lambda cleaned: choice,
            shown=shown_undoing,
            context={"title": choice.title, "part": "admin/desk/_goes_back.html"},
        )

    def _record(self, request, object_id):
        record = self.get_queryset(request).filter(pk=key_of(object_id)).first()
        if record is None:
            raise Http404("No such record.")
        if not may_propose(request):
            raise PermissionDenied
        return record

    def _answer(self, request, *, record, context, **more):
        return answer(self, request, template="admin/desk/merge.html", context=context | {"original": record}, **more)


def shown(choice):
    """Everything that moves with a record, by what it is; the names gained; how many public pages name it."""
    duplicate, into = choice.duplicate, choice.into
    if duplicate is None or into is None:
        return {"into": into}
    known = set(into.names.values_list("name", "language")) if isinstance(into, Agent) else set()
    names = duplicate.names.all() if isinstance(duplicate, Agent) else []
    return {
        "duplicate": duplicate,
        "into": into,
        "groups": _groups((part, owner_of(part)) for part, _ in pointing_at(duplicate)),
        "names": [name for name in names if (name.name, name.language) not in known],
        "mentions": Page.objects.public().embedding(duplicate.ref).count(),
    }


def shown_undoing(choice):
    """What goes back to a record that was merged, by what it is, and what stays since it was changed."""
    merge = choice.merge
    found = [(table, key) for table, key, *_ in merge.moved] if merge else []
    parts = {
        table: TABLES[table].objects.in_bulk([key for other, key in found if other == table]) for table, _ in found
    }
    rows = [(parts[table][key], owner_of(parts[table][key])) for table, key in found if key in parts[table]]
    return {"merge": merge, "groups": _groups(rows), "stays": stays(merge) if merge else []}


def _groups(rows):
    """Parts with their records by what they are: noun, number, and the first of the records with their address."""
    groups = {}
    for part, owner in rows:
        groups.setdefault(type(part), []).append(owner)
    return [
        (
            capfirst(kind._meta.verbose_name_plural),
            len(owners),
            [_told(owner) for owner in list({owner.ref: owner for owner in owners}.values())[:MOST_SHOWN]],
        )
        for kind, owners in groups.items()
    ]


def _told(record):
    """A record as one line of a table: what it is called, its form at the desk, and where it stands."""
    label = str(record) if record.ref in str(record) else f"{record} ({record.ref})"
    url = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    return {"ref": record.ref, "label": label, "url": url, "state": record.get_state_display()}
