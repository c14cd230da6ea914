"""Counting what belongs to the rows of a list, each in a query of its own, so that joins do not multiply rows."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_of(model, path):
    """How many records of `model` name the row through `path`; for annotate()."""
    found = model.objects.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)
