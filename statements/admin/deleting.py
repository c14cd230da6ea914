"""Deleting drafts: what goes along, and which records stand in the way because they name one."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import PROTECT, RESTRICT, F
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import capfirst

from statements.admin import refusals
from statements.admin.keys import key_of
from statements.admin.labels import records_of
from statements.desk.history import OWNERS, RECORDS, change_set

NEVER_DELETED = "{record} was published, and what was published is never deleted; withdraw it instead."
MOST_NAMED = 20
MORE_NAME_IT = f"and others: these are the first {MOST_NAMED}"


class Deletions:
    """Deleting at the desk: never what was published, each deletion a change set, and parts go with their record."""

    def delete_view(self, request, object_id, extra_context=None):
        found = self.get_queryset(request).filter(pk=key_of(unquote(object_id))).first()
        if found is not None and found.revision and self.has_view_permission(request, found):
            self.message_user(request, NEVER_DELETED.format(record=found), messages.ERROR)
            return HttpResponseRedirect(self.change_url(found))
        try:
            with change_set(by=request.user, through="admin form", why="deleted"):
                return super().delete_view(request, object_id, extra_context)
        except (ValidationError, IntegrityError) as problem:
            self.message_user(request, " ".join(refusals.words(problem)), messages.ERROR)
            return HttpResponseRedirect(self.change_url(found))

    def delete_queryset(self, request, queryset):
        with change_set(by=request.user, through="admin action", why="deleted"):
            for record in queryset:
                record.delete()

    def get_deleted_objects(self, objs, request):
        """What is shown before records are deleted; so many queries whatever their parts, and whoever names them.

        Parts go with their record: they are counted, and need no right of their own.
        """
        records = list(objs)
        published = [NEVER_DELETED.format(record=record) for record in records if record.revision]
        named = self._naming(request, [record for record in records if not record.revision])
        counts = {self.opts.verbose_name_plural: len(records)} | counted_parts(self.model, records)
        may = all(self.has_delete_permission(request, record) for record in records)
        missing = set() if published or may else {self.opts.verbose_name}
        return [_listed(self, record) for record in records], counts, missing, [*named, *published]

    def _naming(self, request, records):
        keys = naming(self.model, records)
        found = records_of(self.admin_site, request, keys[:MOST_NAMED]).values()
        listed = [_listed(self.admin_site.get_model_admin(type(record)), record) for record in found]
        return [*listed, MORE_NAME_IT] if len(keys) > MOST_NAMED else listed


def counted_parts(kind, records):
    """How many parts of each kind go along with these records, by what they are called."""
    counts = {}
    for part in OWNERS:
        for path in _paths(part, kind):
            number = part.objects.filter(**{f"{path}__in": records}).count()
            counts |= {part._meta.verbose_name_plural: number} if number else {}
    return counts


def naming(kind, records):
    """Which records, as (kind, key), keep these from being deleted by naming one; a few more than are shown.

    What a record's own parts name in it goes with it: 63 of its 613.
    """
    found = {}
    for model, field in _protecting(kind):
        rows = model.objects.filter(**{f"{field}__in": records})
        for owner in RECORDS:
            for key in ["pk"] if model is owner else _paths(model, owner):
                others = rows.exclude(**{key: F(field)}) if owner is kind else rows
                keys = others.exclude(**{key: None}).order_by(key).values_list(key, flat=True).distinct()
                found |= dict.fromkeys((str(owner.record_kind), one) for one in keys[: MOST_NAMED + 1])
    return list(found)


def _protecting(kind):
    """Fields that keep a record of this kind from being deleted, of itself or of a part: of which table, and which."""
    targets = {kind: ""} | {part: f"__{path}" for part in OWNERS for path in _paths(part, kind)}
    for target, path in targets.items():
        for relation in target._meta.get_fields(include_hidden=True):
            if relation.auto_created and not relation.concrete and relation.on_delete in (PROTECT, RESTRICT):
                yield relation.related_model, f"{relation.field.name}{path}"


def _paths(part, kind):
    """How a part names the record it belongs to, as in queries: directly, or through another part."""
    for name in OWNERS.get(part, ()):
        owner = part._meta.get_field(name).related_model
        if owner is kind:
            yield name
        else:
            yield from (f"{name}__{rest}" for rest in _paths(owner, kind))


def _listed(desk, record):
    return format_html("{}: {}", capfirst(record._meta.verbose_name), desk.linked(record, desk.label(record)))
