"""Why there is no answer, as an object: RFC 9457, with the name of each parameter that was refused."""

import re
from typing import Any

from statements.surfaces.shapes import NUMBER, TEXT, Member, Shape, copied, several

_NAMED = re.compile(r"(?P<parameter>[^\s:]{1,60}): (?P<reason>.+)", re.DOTALL)


def _parts(error: str) -> dict[str, str]:
    found = _NAMED.fullmatch(error)
    return found.groupdict() if found else {"parameter": "", "reason": error}


def _of_record(name: str, meaning: str) -> Member:
    return Member(name, f"{meaning}; else empty.", TEXT, lambda told: told.get(name, ""))


def _detail(told: dict[str, Any]) -> str:
    return "\n".join(told["errors"])


ERROR = Shape(
    "error",
    "One thing that is wrong.",
    (
        copied("parameter", "The parameter that cannot be answered; empty where it is none."),
        copied("reason", "Why, in a sentence."),
    ),
)
PROBLEM = Shape(
    "problem",
    "Why there is no answer (RFC 9457).",
    (
        Member("type", "Always `about:blank`: the status says what kind it is.", TEXT, lambda told: "about:blank"),
        copied("title", "The status in words."),
        copied("status", "The HTTP status.", NUMBER),
        Member("detail", "All reasons as text.", TEXT, _detail),
        several("errors", "Each reason by itself.", ERROR, lambda told: map(_parts, told["errors"])),
        _of_record("id", "The ref of a record that was withdrawn, or merged into another"),
        _of_record("at", "When, UTC"),
        _of_record("reason", "The public reason"),
        _of_record("url", "Where the record is that it was merged into"),
    ),
)
