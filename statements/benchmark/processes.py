"""Processes beside this one: measurements with a database of their own, servers, and what they use."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

PATIENCE = 60  # seconds until a server answers


class Failed(RuntimeError):
    """Something that was to be measured did not work; the message says what."""


def environment(**more: str) -> dict[str, str]:
    """The environment of a site as it is deployed: settings of the checkout's own site do not reach it."""
    own = {
        "ENV_FILE": os.devnull,
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "off",
        "SITE": "all",
        "SITE_URL": "http://127.0.0.1:8000",
        "ALLOWED_HOSTS": "",
        "LOG_LEVEL": "ERROR",
    }
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "archive_site.settings"} | more


def manage(*arguments: str, database: str) -> None:
    """A command of manage.py on this database. Raises Failed with what it said."""
    run([sys.executable, "manage.py", *arguments], env=environment(DATABASE_URL=database))


def measured(measure: str, *, database: str, **asked: Any) -> Any:
    """What a measurement in a process of its own brought; see `__main__`."""
    command = [sys.executable, "-m", "statements.benchmark", measure]
    return json.loads(run(command, env=environment(DATABASE_URL=database), given=json.dumps(asked)))


def run(command: list[Any], *, env: dict[str, str] | None = None, given: str = "", folder: Path | None = None) -> str:
    """What a program prints. Raises Failed with the end of its complaint where it fails."""
    outcome = subprocess.run(
        command, cwd=folder or settings.BASE_DIR, env=env, input=given, capture_output=True, text=True
    )
    if outcome.returncode:
        raise Failed(f"{' '.join(map(str, command[:4]))} failed:\n{(outcome.stderr or outcome.stdout)[-2000:]}")
    return outcome.stdout


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def server(command: list[Any], *, port: int, log: Path, env: dict[str, str] | None = None) -> Iterator[int]:
    """A server on a port of 127.0.0.1 while it is needed; gives its process id."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=output, stderr=output)
    try:
        _wait_for(port, process, log)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def children(pid: int) -> list[int]:
    """The processes that a process started; none where the system does not say so."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def memory(pid: int, what: str) -> float:
    """Megabytes that a process uses (`VmRSS`) or used at most since `forget_peak` (`VmHWM`)."""
    with Path(f"/proc/{pid}/status").open() as status:
        found = next(line for line in status if line.startswith(f"{what}:"))
    return int(found.split()[1]) / 1024


def forget_peak(pid: int) -> None:
    """Begin anew to keep the most memory that a process uses."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise Failed(f"A server did not start; the end of {log}:\n{log.read_text(errors='replace')[-2000:]}")
