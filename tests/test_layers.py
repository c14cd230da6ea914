"""The picture of docs/architecture.md, checked by reading the imports of every module."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "statements"
LEAVES = {
    "broken_quotations",
    "bulk_rows",
    "characters",
    "choices",
    "dates",
    "differences",
    "folding",
    "likeness",
    "names",
    "packages",
    "quoting",
    "refs",
    "spans",
    "stems",
    "texts",
}
MAY_IMPORT = {
    "leaves": set(),
    "desk": {"leaves"},
    "record": {"leaves"},
    "catalogue": {"leaves", "record"},
    "publishing": {"leaves", "desk", "record", "catalogue"},
    "surfaces": {"leaves", "record", "catalogue"},
    "suggesting": {"leaves"},
    "edges": {"leaves", "desk", "record", "catalogue", "publishing", "surfaces", "suggesting", "edges"},
}
# How Django discovers the rooms; they know all of them and nobody imports them.
EDGES = {
    "admin",
    "benchmark",
    "management",
    "templatetags",
    "migrations",
    "urls",
    "apps",
    "models",
    "example",
    "invented",
}


def room_of(name):
    """The room of a module by the part after `statements`."""
    if name in LEAVES:
        return "leaves"
    return "edges" if name in EDGES else name


def modules():
    return sorted(path for path in HOUSE.rglob("*.py") if path.parts[len(HOUSE.parts)] != "migrations")


def imported_rooms(path):
    """(line, room) of every import of ours, deferred ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module == "statements":
            names = [f"statements.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("statements."):
                yield node.lineno, room_of(name.split(".")[1])


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_imports_only_what_lies_below_it(path):
    own = room_of(path.relative_to(HOUSE).parts[0].removesuffix(".py"))
    if own == "__init__":
        own = "leaves"

    wrong = [(line, room) for line, room in imported_rooms(path) if room != own and room not in MAY_IMPORT[own]]

    assert wrong == []


def test_every_module_belongs_to_a_room_that_the_picture_knows():
    rooms = {room_of(path.relative_to(HOUSE).parts[0].removesuffix(".py")) for path in modules()}

    assert rooms - {"__init__"} <= set(MAY_IMPORT)
