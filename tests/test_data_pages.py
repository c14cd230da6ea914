"""`/data/`: what can be taken, snapshots that never change, what differs between two of them, and examples that run."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import made
import pytest
import varied
from django.core.management import CommandError, call_command
from django.db import transaction

from statements import publishing
from statements.catalogue.codebook import TABLES
from statements.catalogue.models import Page
from statements.record.revision import Revision
from statements.surfaces import snapshots
from statements.surfaces.package import Package
from statements.surfaces.zipped import zipped

pytestmark = pytest.mark.django_db

EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The varied archive, made once; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield varied.archive()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.SNAPSHOTS_FOLDER = str(tmp_path / "snapshots")
    return tmp_path / "snapshots"


@pytest.fixture(scope="module")
def unpacked(archive, tmp_path_factory, django_db_blocker):
    """The package of the archive in a folder."""
    target = tmp_path_factory.mktemp("unpacked")
    with django_db_blocker.unblock():
        Package().write(target)
    return target


def opened(response):
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def rows(response):
    assert response.status_code == 200, response.content
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


def test_without_a_snapshot_the_archive_is_made_while_it_is_read(client, archive, unpacked):
    found = opened(client.get("/data/archive.zip"))

    assert found.testzip() is None
    assert {name: found.read(name) for name in found.namelist() if name != "manifest.json"} == {
        str(path.relative_to(unpacked)): path.read_bytes()
        for path in unpacked.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found.namelist()[-1] == "manifest.json"


def test_asking_for_the_head_of_the_archive_makes_nothing(client, archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        response = client.head("/data/archive.zip")

    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")


def test_a_snapshot_is_the_package_with_its_manifest_and_sum_and_is_what_archive_zip_gives(client, archive):
    made_now = snapshots.make("2021-03-03")

    response = client.get("/data/snapshots/2021-03-03/archive.zip")
    content = b"".join(response.streaming_content)
    manifest = client.get("/data/snapshots/2021-03-03/manifest.json").content

    assert hashlib.sha256(content).hexdigest() == made_now.sha256
    assert zipfile.ZipFile(io.BytesIO(content)).read("manifest.json") == manifest
    assert json.loads(manifest)["last_revision"] == Revision.objects.count()
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Disposition"] == 'attachment; filename="archive-2021-03-03.zip"'
    assert b"".join(client.get("/data/archive.zip").streaming_content) == content


def test_a_snapshot_is_given_in_parts_but_the_newest_one_whole_only(client, archive):
    kept = snapshots.make("2021-03-03")
    content, address = kept.archive.read_bytes(), "/data/snapshots/2021-03-03/archive.zip"

    def part(wanted, address=address, **more):
        response = client.get(address, headers={"range": wanted} | more)
        return response.status_code, response.get("Content-Range"), response.getvalue()

    size, begun = len(content), {"if-range": f'"{kept.sha256}"'}
    assert part("bytes=10-19") == (206, f"bytes 10-19/{size}", content[10:20])
    assert part("bytes=500-", **begun) == (206, f"bytes 500-{size - 1}/{size}", content[500:])
    assert part("bytes=-7") == (206, f"bytes {size - 7}-{size - 1}/{size}", content[-7:])
    told = f"Range: no such part; the file has {size:,} bytes.\n".encode()
    assert part(f"bytes={size}-") == (416, f"bytes */{size}", told)
    assert part("bytes=500-", **{"if-range": '"of another day"'}) == (200, None, content)
    assert part("bytes=500-", "/data/archive.zip") == (200, None, content)
    assert part("bytes=10-19", "/data/archive.zip")[:2] == (416, None)
    assert client.get(address, headers={"if-none-match": f'"{kept.sha256}"'}).status_code == 304


def test_a_snapshot_is_made_once_a_day_and_never_changed(archive, folder):
    call_command("make_snapshot", verbosity=0)
    (made_first,) = snapshots.newest_first()
    content = made_first.archive.read_bytes()
    made.publish(made.claim())

    with pytest.raises(CommandError, match="is there already, and snapshots are never changed"):
        call_command("make_snapshot")

    assert made_first.archive.read_bytes() == content
    assert oct(made_first.archive.stat().st_mode)[-3:] == "444"
    assert [path.name for path in folder.iterdir()] == [made_first.name]


def test_a_snapshot_that_fails_leaves_nothing(archive, folder):
    Page.objects.filter(ref=archive.chain.ref).update(document={"ref": archive.chain.ref, "links": None})

    with pytest.raises(KeyError):
        snapshots.make("2021-03-03")

    assert list(folder.iterdir()) == []


def test_what_differs_between_two_snapshots_is_added_amended_or_withdrawn(client, archive):
    snapshots.make("2021-03-03")
    added, passing = made.claim(), made.claim()
    made.publish(added)
    made.publish(passing)
    archive.none.refresh_from_db()
    archive.none.touch(by=made.user("curator"))
    type(archive.none).objects.filter(pk=archive.none.pk).update(paraphrase="Mended.")
    made.publish(archive.none, reason="A slip of the pen.")
    publishing.withdraw([archive.denied, passing], by=made.user("publisher"), reason="Wrong source.")
    snapshots.make("2021-03-05")

    found = rows(client.get("/data/snapshots/2021-03-05/since-2021-03-03.csv"))

    told = {
        row["record_id"]: (row["change"], row["revision_before"], row["revision_after"], row["reason"]) for row in found
    }
    sources = [passing.capture.source.ref, passing.capture.ref, added.capture.source.ref, added.capture.ref]
    assert told == {
        added.ref: ("added", "", "1", "First publication."),
        archive.none.ref: ("amended", "1", "2", "A slip of the pen."),
        archive.denied.ref: ("withdrawn", "1", "2", "Wrong source."),
        **dict.fromkeys(sources, ("added", "", "1", "First publication.")),
    }
    assert [row["record_id"] for row in found] == sorted(told)
    assert rows(client.get("/data/snapshots/2021-03-05/since-2021-03-05.csv")) == []


@pytest.mark.parametrize(
    "address",
    [
        "/data/snapshots/2021-03-04/archive.zip",
        "/data/snapshots/2021-03-04/manifest.json",
        "/data/snapshots/2021-03-03/since-2021-03-04.csv",
        "/data/snapshots/..%2F..%2Fetc/archive.zip",
        "/data/snapshots/.unfinished-x/archive.zip",
        "/data/snapshots/yesterday/manifest.json",
        "/data/codebook/drafts/",
    ],
)
def test_a_snapshot_or_table_that_is_not_there_is_not_found(client, archive, address):
    snapshots.make("2021-03-03")

    assert client.get(address).status_code == 404


def test_snapshots_of_another_record_are_not_compared(client, archive, folder):
    snapshots.make("2021-03-03")
    manifest = folder / "2021-03-03" / "manifest.json"
    manifest.chmod(0o644)
    manifest.write_bytes(manifest.read_bytes().replace(b'"head": "', b'"head": "00'))

    response = client.get("/data/snapshots/2021-03-03/since-2021-03-03.csv")

    assert response.status_code == 409
    assert "of another record" in response.content.decode()


def test_unknown_parameters_of_a_difference_are_refused(client, archive):
    snapshots.make("2021-03-03")

    response = client.get("/data/snapshots/2021-03-03/since-2021-03-03.csv?colour=red")

    assert (response.status_code, response.content) == (400, b"colour: there is no such parameter.\n")


def test_the_page_says_what_there_is_with_sizes_and_sums(client, archive, settings):
    settings.SITE_DATA_TERMS = "Keep <both> halves."
    before = client.get("/data/").content.decode()
    newest = snapshots.make("2021-03-03")

    page = client.get("/data/").content.decode()

    assert "None was made yet." in before
    assert "Keep &lt;both&gt; halves." in page
    assert newest.sha256 in page
    for entry in newest.manifest["files"]:
        if entry["path"].removesuffix(".csv") in TABLES:
            assert entry["sha256"] in page
    assert "Data set, snapshot of 2021-03-03" in page


@pytest.mark.parametrize("table", TABLES)
def test_the_codebook_has_a_page_for_every_table_with_every_column(client, table):
    page = client.get(f"/data/codebook/{table}/").content.decode()

    for column in TABLES[table]:
        assert f'<th scope="row">{column.name}</th>' in page
        assert f"<td>{column.since}</td>" in page


def test_files_with_addresses_are_described_at_one(client):
    described = json.loads(client.get("/data/csv-metadata.json").content)

    for table in described["tables"]:
        header = client.get(table["url"].removeprefix("http://127.0.0.1:8000")).getvalue().decode()
        assert header.splitlines()[0].split(",") == [column["name"] for column in table["tableSchema"]["columns"]]
    assert len(described["tables"]) == 10


def test_the_same_files_make_the_same_zip():
    files = [("a.txt", [b"one", b"two"]), ("b/c.txt", [b""])]

    first, second = (b"".join(zipped(files)) for _ in range(2))

    found = zipfile.ZipFile(io.BytesIO(first))
    assert first == second
    assert {name: found.read(name) for name in found.namelist()} == {"a.txt": b"onetwo", "b/c.txt": b""}


def test_the_example_in_python_reads_a_package_and_notices_a_change(unpacked, tmp_path):
    run = [sys.executable, str(EXAMPLES / "claims.py")]
    changed = shutil.copytree(unpacked, tmp_path / "changed")
    (changed / "claims.csv").write_bytes(b"claim_id\r\n")

    whole = subprocess.run([*run, str(unpacked)], capture_output=True, text=True, encoding="utf-8", check=True)
    refused = subprocess.run([*run, str(changed)], capture_output=True, text=True)

    with (unpacked / "claims.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    lines = whole.stdout.splitlines()
    assert len(lines) == 10
    assert lines[0] == f"{first['attribution']}: {first['verbatim'] or first['paraphrase']} <{first['claim_url']}>"
    assert lines[5] == "4 claims are attributed to Foreign Ministry of Exampleland"
    assert (refused.returncode, refused.stderr) == (1, "claims.csv is not as it was published.\n")


def test_the_example_in_duckdb_reads_a_package(unpacked, archive, monkeypatch):
    monkeypatch.chdir(unpacked)

    results = [
        connection.fetchall()
        for statement in duckdb.extract_statements((EXAMPLES / "claims.sql").read_text(encoding="utf-8"))
        if (connection := duckdb.execute(statement))
    ]

    with (unpacked / "claims.csv").open(encoding="utf-8", newline="") as file:
        claims = list(csv.DictReader(file))[:5]
    assert results[2] == [
        (claim["attribution"], claim["verbatim"] or claim["paraphrase"], claim["claim_url"]) for claim in claims
    ]
    assert len(results[3]) == 5


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_example_in_r_reads_a_package(unpacked):
    found = subprocess.run(
        ["Rscript", str(EXAMPLES / "claims.R"), str(unpacked)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert "as reported by" in found.stdout
