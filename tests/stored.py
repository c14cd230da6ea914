"""What is stored, in a form in which two states can be compared."""

import json

from statements.catalogue import current
from statements.catalogue.models import Page


def catalogue():
    """All that is public, by table: what is stored, but for keys that the database gives."""
    return {
        model.__name__: sorted(map(_plain, model._default_manager.values_list(*_fields(model))))
        for model in [Page, *(model for model, _ in current.DERIVED)]
    }


def _plain(row):
    return json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)


def _fields(model):
    given = [field.attname for field in model._meta.concrete_fields if field.get_internal_type() == "BigAutoField"]
    return [field.attname for field in model._meta.concrete_fields if field.attname not in given]
