"""What differs between two states of the record: which records became public, changed, or are not public any more."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Max, Min, Q

from statements.catalogue import public_record
from statements.catalogue.current import second
from statements.record.revision import Revision

CHUNK = 200
ADDED, AMENDED, WITHDRAWN = "added", "amended", "withdrawn"


def changes(earlier: int, later: int) -> Iterator[list[Any]]:
    """One row for each record that differs after revision `later` from what it was after `earlier`, by its address."""
    touched = Revision.objects.filter(number__gt=earlier, number__lte=later).order_by("ref").values_list("ref")
    found = touched.annotate(first=Min("n"), last=Max("n")).iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield from _rows(chunk)


def _rows(chunk: list[tuple[str, int, int]]) -> Iterator[list[Any]]:
    """The rows of some records, by ref and the numbers of their first and last revision between the two states."""
    wanted = Q(pk__in=[])
    for ref, first, last in chunk:
        wanted |= Q(ref=ref, n__in=[first - 1, last])
    by_place = {(revision.ref, revision.n): revision for revision in Revision.objects.filter(wanted)}
    public = public_record.shown(ref for ref, _, _ in chunk)
    for ref, first, last in chunk:
        before, after = by_place.get((ref, first - 1)), by_place[ref, last]
        if change := _change(before, after):
            shown = public_record.PublicRevision(after, public_record.is_shown(after.act, is_public=ref in public))
            yield [
                *(change, ref, f"{settings.SITE_URL}/{after.kind}s/{ref}/", after.kind),
                *(before.n if before else None, after.n, after.number, second(after.at), after.act, shown.reason),
            ]


def _change(before: Revision | None, after: Revision) -> str:
    """What visitors of the later state find that those of the earlier did not; empty where neither finds anything."""
    was = before is not None and before.act not in public_record.TOMBSTONES
    found = {(False, True): ADDED, (True, True): AMENDED, (True, False): WITHDRAWN}
    return found.get((was, after.act not in public_record.TOMBSTONES), "")
