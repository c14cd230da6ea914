"""Asking a server on this machine for pages, a bounded number of times."""

import contextlib
import http.client
import itertools
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from statements.benchmark.figures import p95
from statements.benchmark.processes import Failed, run

CONNECTIONS = 8
BLOCK = 256 * 1024
# wrk asks for the addresses in turn and prints what came of it as JSON, with what else it measures before it.
SCRIPT = """
local paths = { %s }
local at = 0
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], { %s })
end
function done(summary, latency)
  print(string.format('{"requests": %%d, "seconds": %%f, "p95": %%f, "failed": %%d}', summary.requests,
    summary.duration / 1e6, latency:percentile(95) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Answer:
    """One answer: seconds to its first and to its last byte."""

    status: int
    headers: dict[str, str]
    size: int
    first: float
    seconds: float


@dataclass(frozen=True)
class Load:
    """How many pages a second a server gave to eight readers, and how many milliseconds most of them waited."""

    per_second: float
    p95: float


class Reader:
    """One reader with one connection, who asks for a page when the one before has come."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def get(self, path: str, *, status: int | None = 200, headers: dict[str, str] | None = None) -> Answer:
        """The answer, read to its end. Raises Failed for another status than this, and where the transfer breaks."""
        begin = time.perf_counter()
        try:
            self.connection.request("GET", path, headers=headers or {})
            response = self.connection.getresponse()
            size = len(response.read(1))
            first = time.perf_counter() - begin
            while block := response.read(BLOCK):
                size += len(block)
        except (http.client.HTTPException, OSError) as problem:
            raise Failed(f"{path} was not answered to the end: {problem!r}.") from problem
        seconds = time.perf_counter() - begin
        if status not in (None, response.status):
            raise Failed(f"{path} answered {response.status}, not {status}.")
        return Answer(response.status, dict(response.headers), size, first, seconds)


@contextlib.contextmanager
def reader(port: int) -> Iterator[Reader]:
    """A reader whose connection is closed at the end."""
    made = Reader(port)
    try:
        yield made
    finally:
        made.connection.close()


def load(port: int, paths: Sequence[str], *, seconds: float, headers: dict[str, str] | None = None) -> Load:
    """Pages a second that eight readers get, by wrk where it is installed."""
    ask = _by_wrk if shutil.which("wrk") else _by_threads
    return ask(port, paths, seconds, headers or {})


def _by_wrk(port: int, paths: Sequence[str], seconds: float, headers: dict[str, str]) -> Load:
    fields = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items())
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % (", ".join(map(json.dumps, paths)), fields))
        script.flush()
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "-s", script.name]
        printed = run(["wrk", *options, f"http://127.0.0.1:{port}"], folder=Path(tempfile.gettempdir()))
    told = json.loads(printed.splitlines()[-1])
    if not told["requests"]:  # a busy machine; readers of our own wait for their first page
        return _by_threads(port, paths, seconds, headers)
    if told["failed"]:
        raise Failed(f"{told['failed']} of {told['requests']} requests for pages like {paths[0]} failed.")
    return Load(told["requests"] / told["seconds"], told["p95"])


def _by_threads(port: int, paths: Sequence[str], seconds: float, headers: dict[str, str]) -> Load:
    until = time.perf_counter() + seconds

    def ask(number: int) -> list[float]:
        waited = []
        with reader(port) as mine:
            for at in itertools.count(number, CONNECTIONS):
                answer = mine.get(paths[at % len(paths)], status=304 if headers else 200, headers=headers)
                waited.append(answer.seconds)
                if time.perf_counter() > until:
                    return waited

    with ThreadPoolExecutor(CONNECTIONS) as readers:
        found = sorted(itertools.chain.from_iterable(readers.map(ask, range(CONNECTIONS))))
    return Load(CONNECTIONS / statistics.mean(found), 1000 * p95(found))
