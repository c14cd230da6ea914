"""Files of texts to read: a text, or JSON lines with a `text` each; gzip where the name ends in `.gz`."""

import gzip
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from statements import texts
from statements.suggesting import languages

Row = Mapping[str, Any]


class BadFile(ValueError):
    """A file that cannot be read; the message names the line where there is one."""


def load(path: str) -> str:
    """The file's characters, exactly as they are. Raises BadFile where it is missing, broken, or not UTF-8."""
    try:
        raw = Path(path).read_bytes()
        return texts.decode(gzip.decompress(raw) if path.endswith(".gz") else raw)
    except (OSError, EOFError) as problem:
        raise BadFile(f"{path} cannot be read: {getattr(problem, 'strerror', None) or problem}.") from None
    except texts.UnacceptableText as problem:
        raise BadFile(f"{path}, line {_line_of(path)}: {problem}") from None


def _line_of(path: str) -> int:
    """The line of the first byte that is not UTF-8."""
    raw = Path(path).read_bytes()
    raw = gzip.decompress(raw) if path.endswith(".gz") else raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        return raw.count(b"\n", 0, problem.start) + 1
    return 1


def is_json_lines(content: str) -> bool:
    """Whether a file's content is JSON lines: its first mark is that of a JSON object."""
    return content.lstrip().startswith("{")


def rows(content: str, check: Callable[[Row], str]) -> list[Row]:
    """The objects of JSON lines, each with a `text`; `check` says what else is wrong with one, or "".

    Raises BadFile naming the first line with a problem.
    """
    found = []
    for number, line in enumerate(content.rstrip().split("\n"), start=1):
        row, problem = _row(line)
        problem = problem or check(row)
        if problem:
            raise BadFile(f"line {number}: {problem}")
        found.append(row)
    return found


def _row(line: str) -> tuple[Row, str]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        return {}, f"this is not JSON ({problem})."
    if not isinstance(row, dict):
        return {}, "this is not a JSON object."
    if not isinstance(row.get("text"), str):
        return {}, "`text` is missing, or is not a string."
    if not isinstance(row.get("lang", ""), str | None):
        return {}, "`lang` is not a string."
    return row, ""


def language(row: Row) -> str:
    """The language that a row names, or the one that its text seems to be in."""
    return row.get("lang") or languages.guessed(row["text"])
