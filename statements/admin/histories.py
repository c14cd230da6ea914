"""A record's history at the desk: every change set that touched it, field by field, newest first."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.template.response import TemplateResponse

from statements.admin.compared import FieldChange, field_changes
from statements.choices import ChangeKind
from statements.desk import past
from statements.desk.history import RecordChange

PER_PAGE = 20


@dataclass(frozen=True)
class Entry:
    """What one change set did to a record."""

    change: RecordChange
    differences: list[FieldChange]
    is_first_kept: bool

    @property
    def note(self):
        """Who made it and through what; nothing for change sets from before that was kept."""
        return getattr(self.change.revision, "note", None)


class Histories:
    """Shows the history of a record in place of the stock list of log entries."""

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        changes = RecordChange.objects.filter(ref=record.ref).order_by("-pk")
        page = Paginator(changes, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {record}",
            "opts": self.opts,
            "original": record,
            "page": page,
            "entries": entries(page),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/history.html", context)


def entries(page: Page) -> list[Entry]:
    """The changes of a page with what each changed; so many queries whatever their number."""
    keys = [change.pk for change in page.object_list]
    changes = RecordChange.objects.filter(pk__in=keys).select_related("revision__note").order_by("-pk")
    pairs = past.pairs(changes)
    shown = [pair[1:] if _is_shown(*pair) else (None, None) for pair in pairs]
    return [
        Entry(pair[0], differences, is_first_kept=pair[0].what == ChangeKind.CHANGED and pair[1] is None)
        for pair, differences in zip(pairs, field_changes(shown), strict=True)
    ]


def _is_shown(change, before, after):
    """Whether there is something to compare: a change of which nothing earlier was kept would look like an addition."""
    return change.what in (ChangeKind.ADDED, ChangeKind.DELETED) or before is not None
