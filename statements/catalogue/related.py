"""The claims that one claim names or that name it: asked by every claim page, and so compiled once."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from statements.catalogue.models import Mention, Page
from statements.catalogue.rows import NOT_EMBEDDED
from statements.choices import RecordKind
from statements.record.documents import Document

MOST_NAMING = 50  # claims that name one, shown on its page
ITSELF, NAMED = "\x00itself", "\x00named "  # stand in a compiled statement for refs, which hold no such sign


def related_claims(document: Document) -> tuple[list[Document], bool]:
    """Public claims that a claim is part of or stands in a relation to, and the newest of which it is so named.

    Tells also whether more name it than are given. One query, whose making takes longer than its answer: only its refs
    differ from claim to claim.
    """
    named = [ref for ref in (document["part_of"], *(tie["to"] for tie in document["relations"])) if ref]
    refs = {ITSELF: document["ref"]} | {f"{NAMED}{place}": ref for place, ref in enumerate(named)}
    connection = connections[Page.objects.db]
    statement, params = _compiled(connection.vendor, len(named), MOST_NAMING + 1)
    with connection.cursor() as cursor:
        cursor.execute(statement, [refs.get(param, param) for param in params])
        found = [json.loads(kept) for _, kept in cursor.fetchall()]
    naming = [other for other in found if other["ref"] not in named]
    if len(naming) > MOST_NAMING:
        found.remove(naming[0])  # the oldest
    return found, len(naming) > MOST_NAMING


@cache
def _compiled(vendor: str, named: int, most: int) -> tuple[str, tuple[Any, ...]]:
    """The statement for so many claims named, and its parameters."""
    rows = _rows(ITSELF, [f"{NAMED}{place}" for place in range(named)], most)
    statement, params = rows.query.sql_with_params()
    return statement, tuple(params)


def _rows(ref: str, named: Sequence[str], most: int) -> QuerySet[Any, Any]:
    """Each half by an index of its own: of both in one condition a database looks through all claims."""
    naming = Mention.objects.filter(ref=ref, role__in=NOT_EMBEDDED).order_by("-page_id").values("page_id")
    claims = Page.objects.public().filter(kind=RecordKind.CLAIM).values_list("id", "document")
    others = claims.exclude(ref__in=named).filter(id__in=naming[:most])
    return claims.filter(ref__in=named).union(others, all=True).order_by("id")
