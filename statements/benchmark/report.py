"""The tables of a run, as JSON for machines and as Markdown for readers."""

import json
import os
import platform
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import django
import psycopg
from django.conf import settings
from django.utils import timezone

from statements.benchmark.bars import Judge, Verdict, shown
from statements.benchmark.figures import PARTS, Figure
from statements.benchmark.plan import Plan
from statements.benchmark.searching import HITS

BEGIN, END = "<!-- The last run: begin -->", "<!-- The last run: end -->"
PAGE = "docs/performance.md"
HEADINGS = {
    "search": "Search (ratios of the 95th percentile to the small archive, of medians to modelsearch)",
    "lists": "Lists over HTTP",
    "pages": "Claim pages",
    "csv": "`/claims.csv`",
    "publish": "Publishing",
    "agreement": "Agreement with a full ranking",
}


def circumstances(plan: Plan, *, server: str, peers: dict[str, str]) -> dict[str, Any]:
    """What a run depends on: machine, versions and options."""
    versions = {
        "python": platform.python_version(),
        "django": django.get_version(),
        "psycopg": psycopg.__version__,
        "sqlite": sqlite3.sqlite_version,
        **({"postgresql": postgresql_version(server)} if server else {}),
        **peers,
    }
    return {
        "at": timezone.now().isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "revision": _revision(),
        "versions": versions,
        "sizes": plan.sizes,
        "rounds": plan.rounds,
        "seed": plan.seed,
    }


def postgresql_version(server: str) -> str:
    """The version of the server at this address."""
    with psycopg.connect(server) as connection:
        return str(connection.execute("SHOW server_version").fetchone()[0]).split(" ")[0]


def written(folder: Path, about: dict[str, Any], figures: Sequence[Figure]) -> str:
    """Save a run under its time, and as `last`, in both forms; gives the Markdown."""
    verdicts = list(Judge(figures).verdicts())
    told = {"about": about, "verdicts": list(map(asdict, verdicts)), "figures": list(map(asdict, figures))}
    text = markdown(about, verdicts, figures)
    when = "".join(character for character in about["at"][:19] if character.isalnum())
    for name in (f"run-{when}", "last"):
        (folder / f"{name}.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return text


def into_docs(text: str) -> None:
    """Put the tables into the page about performance, in place of those of the run before."""
    page = settings.BASE_DIR / PAGE
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def markdown(about: dict[str, Any], verdicts: Sequence[Verdict], figures: Sequence[Figure]) -> str:
    """First what was to be reached, the ratios in front; then every figure."""
    parts = [_about(about), _summary(verdicts)]
    for part in PARTS:
        judged = [verdict for verdict in verdicts if verdict.part == part]
        if judged:
            parts += [f"### {HEADINGS[part]}", _table(VERDICT_HEAD, map(_verdict_row, judged))]
    parts += ["### All figures", _table(FIGURE_HEAD, _figure_rows(figures))]
    return "\n\n".join(parts) + "\n"


VERDICT_HEAD = ("what", "database", "claims", "ratio", "bar", "reached", "measured", "against")
FIGURE_HEAD = ("part", "what", "database", "claims", "way", "median", "p95", "unit", "n", "remark")


def _verdict_row(one: Verdict) -> tuple[str, ...]:
    reached = {True: "yes", False: "**no**", None: "not asked"}[one.met]
    return (
        one.what, one.database, f"{one.claims:,}", shown(one.ratio), one.bar, reached, one.measured, one.against
    )  # fmt: skip


def _figure_rows(figures: Sequence[Figure]) -> Iterator[tuple[str, ...]]:
    """Every figure; how many claims a search found is remarked of its time in the database."""
    hits = {(one.what, one.way, one.database, one.claims): one for one in figures if one.unit == "claims"}
    for one in figures:
        if one.unit == "claims":
            continue
        found = hits.get((one.what + HITS, one.way, one.database, one.claims))
        remark = "; ".join(filter(None, [f"{shown(found.median)} hits" if found else "", one.remark]))
        yield (
            one.part, one.what, one.database, f"{one.claims:,}", one.way, shown(one.median), shown(one.p95), one.unit,
            str(one.n), remark,
        )  # fmt: skip


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _about(about: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    sizes = " and ".join(f"{claims:,}" for claims in about["sizes"])
    return (
        f"{about['at'][:10]}, revision {about['revision']}; {about['cores']} cores, {about['memory_gib']} GiB;"
        f" {versions}. Archives of {sizes} claims (seed {about['seed']}), {about['rounds']} rounds."
    )


def _summary(verdicts: Sequence[Verdict]) -> str:
    asked = [verdict.met for verdict in verdicts if verdict.met is not None]
    return f"{sum(asked)} of {len(asked)} figures are reached."


def _revision() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    outcome = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)
    return outcome.stdout.strip() or "unknown"
