"""Records of several kinds with what their labels need."""

from statements.desk.history import RECORDS


def records_of(site, request, wanted):
    """Records by (kind, key), with what their labels need; so many queries whatever their number."""
    found = {}
    for kind in RECORDS:
        keys = [key for name, key in wanted if name == kind.record_kind]
        if keys:
            for record in site.get_model_admin(kind).get_queryset(request).filter(pk__in=keys):
                found[str(kind.record_kind), record.pk] = record
    return found
