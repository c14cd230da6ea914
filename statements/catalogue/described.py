"""The tables described for programs: CSV on the Web (W3C 2015) and Frictionless Data Package, from the same columns."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from statements import refs
from statements.catalogue.columns import Column
from statements.catalogue.long_tables import BY_NAME, Table

Described = dict[str, Any]

CSVW_TYPES: dict[str, Any] = {
    "id": {"base": "string", "format": refs.PATTERN},
    "url": "anyURI",
    "number": "nonNegativeInteger",
    "decimal": "decimal",
    "timestamp": "dateTime",
    "language": {"base": "string", "format": "[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*"},
    "sha256": {"base": "string", "format": "[0-9a-f]{64}"},
}
FRICTIONLESS_TYPES = {"number": "integer", "decimal": "number", "timestamp": "datetime"}
PATTERNS = {"id": refs.PATTERN, "sha256": "[0-9a-f]{64}"}


def csvw(tables: Iterable[Table], *, about: Described, url_of: Callable[[str], str]) -> Described:
    """A table group for the CSV files at `url_of` their names; references only between files that are described.

    Columns that may be empty are no foreign keys: readers do not agree on whether an empty one refers to nothing.
    """
    found = list(tables)
    names = {table.name for table in found}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **about,
        "tables": [_csvw_table(table, url_of, names) for table in found],
    }


def data_package(tables: Iterable[Table], *, about: Described, file_of: Callable[[str], Described]) -> Described:
    """A tabular data package; `file_of` says what is known of a table's file besides its columns."""
    return {"profile": "tabular-data-package", **about, "resources": [_resource(table, file_of) for table in tables]}


def printed(found: Described) -> bytes:
    """A description as it stands in its file."""
    return f"{json.dumps(found, indent=1, ensure_ascii=False)}\n".encode()


def _csvw_table(table: Table, url_of: Callable[[str], str], names: Iterable[str]) -> Described:
    references = [
        {
            "columnReference": column,
            "reference": {"resource": url_of(other), "columnReference": BY_NAME[other].key[0]},
        }
        for column, other in table.names.items()
        if other in names
    ]
    return {
        "url": url_of(table.name),
        "dc:title": table.name,
        "dc:description": table.meaning,
        "tableSchema": {
            "columns": [_csvw_column(column, is_key=column.name in table.key) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _csvw_column(column: Column, *, is_key: bool) -> Described:
    words = "|".join(column.values)
    datatype = {"base": "string", "format": words} if words else CSVW_TYPES.get(column.type, "string")
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": datatype,
        **({"required": True} if is_key else {}),
    }


def _resource(table: Table, file_of: Callable[[str], Described]) -> Described:
    references = [
        {"fields": column, "reference": {"resource": other, "fields": BY_NAME[other].key[0]}}
        for column, other in {**table.names, **table.may_name}.items()
    ]
    return {
        "name": table.name,
        "profile": "tabular-data-resource",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **file_of(table.name),
        "schema": {
            "fields": [_field(column, is_key=column.name in table.key) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": references} if references else {}),
        },
    }


def _field(column: Column, *, is_key: bool) -> Described:
    constraints: Described = {"required": True} if is_key else {}
    if column.values:
        constraints["enum"] = [str(value) for value in column.values]
    if column.type in PATTERNS:
        constraints["pattern"] = PATTERNS[column.type]
    return {
        "name": column.name,
        "type": FRICTIONLESS_TYPES.get(column.type, "string"),
        "description": column.meaning,
        **({"constraints": constraints} if constraints else {}),
    }
