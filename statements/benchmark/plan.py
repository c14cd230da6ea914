"""What a run measures, read from the options of the command; a bad one is named."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from statements.benchmark.figures import CSV, PARTS

SQLITE, POSTGRESQL = DATABASES = ("sqlite", "postgresql")
LARGEST = 10_000_000
NEEDED = {SQLITE: "sqlite3", POSTGRESQL: "psql"}


class UnusableOption(ValueError):
    """An option that asks for something that cannot be measured; the message names it."""


@dataclass(frozen=True)
class Plan:
    """What is measured, how often and where its archives are kept; sizes are in claims, the smallest first."""

    sizes: tuple[int, ...]
    databases: tuple[str, ...]
    parts: tuple[str, ...]
    folder: Path
    seed: int = 1
    rounds: int = 3
    reuse: bool = True
    peers: bool = True
    words: int = 7  # queries of each kind in a round
    requests: int = 20  # of each list in a round
    seconds: float = 3  # that one page is asked for in a round

    @property
    def smallest(self) -> int:
        """The size from which growth is measured."""
        return self.sizes[0]


def sizes(given: str) -> tuple[int, ...]:
    """Numbers of claims, the smallest first."""
    parts = _parts("--sizes", given)
    wrong = [part for part in parts if not (part.isascii() and part.isdecimal() and 10 <= int(part) <= LARGEST)]
    if wrong:
        raise UnusableOption(f"--sizes: “{wrong[0][:40]}” is not a number of claims from 10 to {LARGEST:,}.")
    return tuple(sorted({int(part) for part in parts}))


def databases(given: str) -> tuple[str, ...]:
    """Some of DATABASES."""
    return _chosen("--databases", given, DATABASES)


def parts(given: str) -> tuple[str, ...]:
    """Some of PARTS."""
    return _chosen("--rows", given, PARTS)


def positive(name: str, given: int, *, most: int) -> int:
    """A number from 1 to `most`."""
    if not 1 <= given <= most:
        raise UnusableOption(f"{name}: {given} is not a number from 1 to {most}.")
    return given


def require_programs(plan: Plan) -> None:
    """Raises UnusableOption where a program that a limit is measured with is not installed."""
    if CSV not in plan.parts:
        return
    for database in plan.databases:
        if not shutil.which(NEEDED[database]):
            raise UnusableOption(f"--rows: csv on {database} is measured beside {NEEDED[database]}, which is missing.")


def _chosen(name: str, given: str, known: tuple[str, ...]) -> tuple[str, ...]:
    chosen = _parts(name, given)
    for value in chosen:
        if value not in known:
            raise UnusableOption(f"{name}: “{value[:40]}” is not one of {', '.join(known)}.")
    return tuple(value for value in known if value in chosen)


def _parts(name: str, given: str) -> list[str]:
    found = [part.strip() for part in given.split(",") if part.strip()]
    if not found:
        raise UnusableOption(f"{name}: names nothing.")
    return found
