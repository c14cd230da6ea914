import contextlib
import fcntl
import http.server
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from io import StringIO
from pathlib import Path

import finding
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.http import QueryDict

from statements.benchmark import flat, load, peers, report, words
from statements.benchmark.bars import Judge
from statements.benchmark.figures import Figure, Gathered
from statements.benchmark.processes import Failed
from statements.benchmark.stopwatch import watched
from statements.catalogue import columns
from statements.catalogue.models import ClaimRow

ROOT = Path(__file__).parent.parent


def time(part, what, median, *, way="archive", claims=10_000, unit="ms", p95=None, database="sqlite"):
    return Figure(part, what, way, database, claims, unit, median, p95 or median, 3)


def judged(*figures):
    return [(one.what, one.claims, one.ratio, one.met) for one in Judge(figures).verdicts()]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--sizes", "10,many"], "--sizes: “many” is not a number of claims from 10 to 10,000,000."),
        (["--sizes", "9"], "--sizes: “9” is not a number of claims from 10 to 10,000,000."),
        (["--sizes", ","], "--sizes: names nothing."),
        (["--databases", "sqlite,oracle"], "--databases: “oracle” is not one of sqlite, postgresql."),
        (["--rows", "search,speed"], "--rows: “speed” is not one of search, lists, pages, csv, publish, agreement."),
        (["--rounds", "101"], "--rounds: 101 is not a number from 1 to 100."),
        (["--seed", "0"], "--seed: 0 is not a number from 1 to 2147483648."),
    ],
)
def test_an_option_that_cannot_be_measured_is_named(options, message, tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("benchmark", *options, "--folder", str(tmp_path / "none"))

    assert str(refusal.value) == message
    assert not (tmp_path / "none").exists()


def test_two_runs_in_one_folder_do_not_disturb_each_other(tmp_path):
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(CommandError) as refusal:
            call_command("benchmark", "--quick", "--folder", str(tmp_path))

    assert str(refusal.value) == f"Another run is measuring in {tmp_path}; wait for its end."
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


def test_what_is_measured_in_several_rounds_becomes_one_figure():
    gathered = Gathered()
    named = {"part": "csv", "what": "all claims", "way": "archive", "database": "sqlite", "claims": 10, "unit": "s"}
    gathered.add(range(1, 11), remark="5 MB", **named)
    gathered.add(range(11, 21), remark="5 MB", **named)

    figures = gathered.figures()

    assert figures == [Figure("csv", "all claims", "archive", "sqlite", 10, "s", 10.5, 19, 20, "5 MB")]


def test_a_search_may_grow_threefold_or_stay_under_25_ms():
    found = judged(
        time("search", "rare", 1.0),
        time("search", "rare", 2.0, p95=24.0, claims=10**6),
        time("search", "medium", 10.0),
        time("search", "medium", 29.0, p95=30.0, claims=10**6),
        time("search", "common", 10.0),
        time("search", "common", 20.0, p95=31.0, claims=10**6),
    )

    assert found == [("rare", 10**6, 24.0, True), ("medium", 10**6, 3.0, True), ("common", 10**6, 3.1, False)]


def test_modelsearch_is_compared_by_the_queries_that_both_were_asked():
    found = judged(
        time("search", "rare", 9.0),
        time("search", "rare, same queries", 1.0),
        time("search", "rare, same queries", 10.0, way="modelsearch"),
    )

    assert found == [("rare, same queries", 10_000, 10.0, True)]


def test_a_peer_must_be_beaten_by_as_much_as_the_bar_says_in_the_largest_archive():
    found = judged(
        time("csv", "all claims", 1.0, unit="s"),
        time("csv", "all claims", 2.0, way="Datasette", unit="s"),
        time("csv", "all claims", 10.0, claims=10**6, unit="s"),
        time("csv", "all claims", 40.0, claims=10**6, way="Datasette", unit="s"),
        time("csv", "all claims", 5.0, claims=10**6, way="sqlite3 -csv", unit="s"),
    )

    assert found == [
        ("all claims", 10_000, 2.0, None),
        ("all claims", 10**6, 2.0, False),
        ("all claims", 10**6, 4.0, True),
    ]


def test_more_pages_a_second_are_better():
    found = judged(
        time("pages", "claim page", 300.0, unit="pages/s"),
        time("pages", "claim page", 200.0, way="Datasette", unit="pages/s"),
        time("pages", "claim page, unchanged since (304)", 2100.0, unit="pages/s"),
    )

    assert found == [
        ("claim page", 10_000, 1.5, True),
        ("claim page, unchanged since (304)", 10_000, 7.0, False),
    ]


def test_words_are_chosen_by_how_many_claims_hold_them():
    counted = words.Words(seed=1)
    counted.claims = 1000
    counted.words = Counter({"every": 900, "fourth": 250, "quarter": 260, "tenth": 100, "once": 1})

    very_common, rare, half = counted.near(0.246), counted.near(0.0001), counted.near(0.5)

    assert very_common == ["fourth", "quarter"]
    assert rare == ["once"]
    assert half == ["every", "quarter", "fourth"]
    assert sorted(counted.draw(0.246, 7)) == ["fourth", "quarter"]


@pytest.mark.django_db
def test_queries_of_every_kind_are_drawn_alike_from_the_same_archive():
    for number in range(4):
        finding.tell(f"The mayor of town {number} said that bridges were closed for winter", kind="event")

    drawn = [words.queries(seed=5, number=2) for _ in range(2)]

    assert drawn[0] == drawn[1]
    assert tuple(drawn[0]) == words.KINDS
    assert [QueryDict(query)["q"][0] for query in drawn[0]["phrase"]] == ['"', '"']
    assert drawn[0]["very common + speaker"] == []
    assert {QueryDict(query)["kind"] for query in drawn[0]["medium + kind"]} == {"event"}
    assert {QueryDict(query)["sort"] for made in drawn[0].values() for query in made} == {"relevance"}


@pytest.mark.django_db
def test_the_stopwatch_counts_queries_and_the_reading_of_their_rows():
    finding.bare_rows(*["words"] * 300)

    with watched() as watch:
        ClaimRow.objects.count()
        asked = watch.seconds
        rows = list(ClaimRow.objects.all())

    assert (watch.queries, len(rows)) == (2, 300)
    assert 0 < asked < watch.seconds


@pytest.mark.django_db
def test_datasette_serves_the_columns_of_the_csv(tmp_path):
    for told in ("41 bridges were closed", "Nobody was hurt"):
        finding.tell(told)
    table = tmp_path / "flat.sqlite3"
    table.write_bytes(b"what an earlier run left")

    rows = flat.written(path=str(table), site="http://127.0.0.1:8000")

    with contextlib.closing(sqlite3.connect(table)) as opened:
        found = opened.execute("SELECT * FROM claims ORDER BY id").fetchall()
        names = [column[1] for column in opened.execute("PRAGMA table_info(claims)")]
    assert rows == 2
    assert names == ["id", *columns.names(columns.CLAIM_COLUMNS)]
    assert [dict(zip(names, row, strict=True))["claim_url"] for row in found] == [
        f"http://127.0.0.1:8000/claims/{row.claim_id}/" for row in ClaimRow.objects.order_by("page_id")
    ]


class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200 if self.path.startswith("/there") else 404)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def port():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize("program", [None, "wrk"])
def test_pages_a_second_are_counted_with_wrk_and_without(program, port, monkeypatch):
    if program and not shutil.which(program):
        pytest.skip("wrk is not installed")
    monkeypatch.setattr(shutil, "which", lambda name: program)

    found = load.load(port, ["/there/1", "/there/2"], seconds=0.2)

    assert found.per_second > 10
    assert 0 < found.p95 < 5000
    with pytest.raises(Failed):
        load.load(port, ["/elsewhere"], seconds=0.2)


def test_the_tables_replace_those_of_the_run_before(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    page = tmp_path / report.PAGE
    page.parent.mkdir()
    page.write_text(f"Above\n{report.BEGIN}\nold\n{report.END}\nBelow\n")

    report.into_docs("| new |\n")

    assert page.read_text() == f"Above\n{report.BEGIN}\n\n| new |\n\n{report.END}\nBelow\n"


def test_the_page_about_performance_has_a_place_for_the_tables():
    text = (ROOT / report.PAGE).read_text(encoding="utf-8")

    assert (text.count(report.BEGIN), text.count(report.END)) == (1, 1)


@pytest.fixture
def folder():
    """A folder that PostgreSQL's own user can reach."""
    made = Path(tempfile.mkdtemp(prefix="archive-benchmark-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def test_a_kept_server_has_its_data_at_the_next_start(folder):
    script = [sys.executable, "script/postgres", "keep", str(folder / "kept"), "--", sys.executable, "-c"]
    env = os.environ | {"DATABASE_URL": ""}
    begin = "import os, psycopg; connection = psycopg.connect(os.environ['DATABASE_URL'], autocommit=True); "

    for statement in (
        "connection.execute('CREATE TABLE kept ()')",
        "print(connection.execute('SHOW fsync').fetchone())",
    ):
        outcome = subprocess.run([*script, begin + statement], cwd=ROOT, env=env, capture_output=True, text=True)
    table = subprocess.run(
        [*script, begin + "connection.execute('SELECT FROM kept')"], cwd=ROOT, env=env, capture_output=True, text=True
    )

    assert outcome.stdout.splitlines()[-1] == "('on',)"
    assert (table.returncode, table.stderr) == (0, "")


def measured(folder, *options):
    """The figures of a quick run, by part."""
    output = StringIO()
    arguments = ["--quick", "--databases", connection.vendor, "--folder", str(folder), *options]
    call_command("benchmark", *arguments, stdout=output, stderr=StringIO())
    told = json.loads((folder / "last.json").read_text(encoding="utf-8"))
    assert output.getvalue().strip() == (folder / "last.md").read_text(encoding="utf-8").strip()
    return told


def ways(told, part):
    return {figure["way"] for figure in told["figures"] if figure["part"] == part}


@pytest.mark.once
@pytest.mark.django_db
def test_a_quick_run_measures_every_part_in_an_archive_of_its_own(folder):
    told = measured(folder, "--no-peers", "--sizes", "30")

    limit = {"sqlite": "sqlite3 -csv", "postgresql": "psql COPY"}[connection.vendor]
    assert {part: ways(told, part) for part in ("search", "lists", "pages", "csv", "publish")} == {
        "search": {"archive"},
        "lists": {"archive"},
        "pages": {"archive"},
        "csv": {"archive", limit},
        "publish": {"archive"},
    }
    assert {figure["what"] for figure in told["figures"] if figure["part"] == "search"} >= set(words.KINDS)
    assert ClaimRow.objects.count() == 0


@pytest.mark.long
@pytest.mark.django_db
def test_a_quick_run_measures_the_peers_too(folder):
    try:
        peers.Peers(folder).install()
    except Failed as problem:
        pytest.skip(f"the peers cannot be installed: {problem}")

    told = measured(folder)

    assert ways(told, "search") == {"archive", "modelsearch"}
    assert ways(told, "lists") == {"archive", "Datasette", "Datasette, without limits"}
    assert ways(told, "pages") == {"archive", "Datasette"}
    assert "Datasette" in ways(told, "csv")
