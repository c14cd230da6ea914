"""Files of texts to read: a text, or JSON lines with a `text` each; gzip where the name ends in `.gz`."""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from statements import texts

Row = Mapping[str, Any]
_UNREADABLE = re.compile("[\udc80-\udcff]")  # what surrogateescape makes of bytes that are not UTF-8


class BadFile(ValueError):
    """A file that cannot be read; the message names the line where there is one."""


def load(path: str) -> str:
    """The file's characters, exactly as they are. Raises BadFile where it is missing, broken, or not UTF-8."""
    raw = _bytes(path)
    try:
        return texts.decode(raw)
    except texts.UnacceptableText as problem:
        readable = _UNREADABLE.split(raw.decode("utf-8", errors="surrogateescape"))[0]
        line = readable.count("\n") + 1
        raise BadFile(f"{path}, line {line}: {problem}") from None


def _bytes(path: str) -> bytes:
    try:
        raw = Path(path).read_bytes()
        return gzip.decompress(raw) if path.endswith(".gz") else raw
    except (OSError, EOFError, zlib.error) as problem:
        raise BadFile(f"{path} cannot be read: {getattr(problem, 'strerror', None) or problem}.") from None


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
