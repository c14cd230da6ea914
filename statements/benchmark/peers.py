"""Datasette and modelsearch, in a virtual environment of their own that only this package uses."""

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from statements.benchmark.processes import free_port, run, server

REQUIREMENTS = "requirements-benchmark.txt"
HERE = Path(__file__).parent
# Whole files may be streamed, and queries may take the time that they take.
UNLIMITED = {"max_csv_mb": "0", "sql_time_limit_ms": "60000", "facet_time_limit_ms": "60000", "suggest_facets": "off"}


class Peers:
    """The programs of the peers' environment, which is made at the first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "peers"

    def install(self) -> None:
        """Install what is locked, unless it is there. Raises Failed where it cannot be had."""
        requirements = settings.BASE_DIR / REQUIREMENTS
        stamp, wanted = self.folder / "installed", hashlib.sha256(requirements.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        run([sys.executable, "-m", "venv", "--clear", self.folder])
        pip = [self.folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "--requirement", requirements])
        stamp.write_text(wanted)

    def versions(self) -> dict[str, str]:
        """The versions that are measured against."""
        lines = (settings.BASE_DIR / REQUIREMENTS).read_text().splitlines()
        pinned = dict(line.split(" ")[0].split("==") for line in lines if "==" in line and not line.startswith(" "))
        return {name: pinned[name] for name in ("datasette", "modelsearch")}

    @contextlib.contextmanager
    def datasette(self, table: Path, *, limited: bool) -> Iterator[int]:
        """Datasette serving a file, as installed or without its limits; gives its port."""
        port = free_port()
        options = [] if limited else [part for pair in UNLIMITED.items() for part in ("--setting", *pair)]
        command = [self.folder / "bin" / "datasette", "serve", table, "-h", "127.0.0.1", "-p", str(port), *options]
        with server(command, port=port, log=self.folder.parent / "datasette.log"):
            yield port

    def modelsearch(self, act: str, *, database: dict[str, Any], **asked: Any) -> Any:
        """Index, or ask, with modelsearch in a database of its own."""
        command = [self.folder / "bin" / "python", "-m", "modelsearch_peer", act]
        return json.loads(run(command, folder=HERE, given=json.dumps({"database": database, **asked})))
