"""How an object is made and described: each member is said once, for the JSON itself and for its schema."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
DEFINITIONS = "#/$defs/"


@dataclass(frozen=True)
class Member:
    """One member of an object: its name, what it means, its schema, and how it is taken from what is told."""

    name: str
    meaning: str
    schema: Schema
    of: Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """A kind of object. Every member is always there; what is not stated is empty or null."""

    name: str
    meaning: str
    members: tuple[Member, ...]

    def of(self, told: Any) -> dict[str, Any]:
        """The object that tells this."""
        return {member.name: member.of(told) for member in self.members}

    @property
    def schema(self) -> Schema:
        """Its JSON Schema (2020-12), which names other shapes by reference."""
        return {
            "type": "object",
            "description": self.meaning,
            "properties": {member.name: member.schema | {"description": member.meaning} for member in self.members},
            "required": [member.name for member in self.members],
        }

    @property
    def reference(self) -> Schema:
        """How another schema names it."""
        return {"$ref": f"{DEFINITIONS}{self.name}"}


def copied(name: str, meaning: str, schema: Schema = TEXT) -> Member:
    """A member taken as it is from a document."""
    return Member(name, meaning, schema, itemgetter(name))


def one(name: str, meaning: str, shape: Shape, of: Callable[[Any], Any] | None = None) -> Member:
    """A member that is an object of another shape."""
    found = of or itemgetter(name)
    return Member(name, meaning, shape.reference, lambda told: shape.of(found(told)))


def one_or_null(name: str, meaning: str, shape: Shape, of: Callable[[Any], Any] | None = None) -> Member:
    """A member that is an object of another shape, or null where there is none."""
    found = of or itemgetter(name)

    def made(told: Any) -> dict[str, Any] | None:
        inner = found(told)
        return None if inner is None else shape.of(inner)

    return Member(name, meaning, or_null(shape.reference), made)


def several(name: str, meaning: str, shape: Shape, of: Callable[[Any], Iterable[Any]] | None = None) -> Member:
    """A member that is a list of objects of another shape."""
    found = of or itemgetter(name)
    return Member(name, meaning, list_of(shape), lambda told: [shape.of(inner) for inner in found(told)])


def through(attribute: str, members: Iterable[Member]) -> tuple[Member, ...]:
    """The same members, taken from an attribute of what is told."""
    reach = attrgetter(attribute)
    return tuple(replace(member, of=_after(reach, member.of)) for member in members)


def list_of(shape: Shape) -> Schema:
    """The schema of a list of objects."""
    return {"type": "array", "items": shape.reference}


def or_null(schema: Schema) -> Schema:
    """The schema of something that may be missing."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(values: Iterable[str], *, or_empty: bool = False) -> Schema:
    """The schema of a word of a closed vocabulary; empty where not stated, if it may be."""
    return {"type": "string", "enum": [*values, *([""] if or_empty else [])]}


def _after(reach: Callable[[Any], Any], of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda told: of(reach(told))
