"""Files over a real server: a reader is never left with a part that looks whole, nor the archive with a reader gone."""

import gzip
import hashlib
import http.client
import json
import os
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import made
import pytest
from django.db import connection

from statements.benchmark import processes
from statements.catalogue.models import ClaimRow, Page

pytestmark = pytest.mark.django_db(transaction=True)

SLOWLY = 1.3  # seconds, longer than QUERY_TIMEOUT of this server
PART = 200_000
EXPORTS = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%' AND state = 'active'"


@pytest.fixture(scope="module")
def port(django_db_setup, tmp_path_factory):
    """The site as it is deployed, with one worker of two threads, on the database of these tests."""
    port = processes.free_port()
    env = processes.environment(
        DATABASE_URL=database_url(), PORT=str(port), WEB_CONCURRENCY="1", WEB_THREADS="2", QUERY_TIMEOUT="1"
    )
    command = [sys.executable, "-m", "gunicorn", "--config", "archive_site/gunicorn.conf.py", "archive_site.wsgi"]
    with processes.server(command, port=port, log=tmp_path_factory.mktemp("site") / "log", env=env):
        yield port


def database_url():
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@pytest.fixture
def many():
    """So many claims that no socket holds their file."""
    made.publish(made.claim())
    row = ClaimRow.objects.select_related("page").get()
    numbers = range(row.page_id + 1, row.page_id + 300)
    pages = [copy_of(row.page, id=number, ref=f"c-{number:010d}") for number in numbers]
    Page.objects.bulk_create(pages)
    rows = [copy_of(row, page_id=page.id, claim_id=page.ref, paraphrase="x, " * 23_000) for page in pages]
    ClaimRow.objects.bulk_create(rows)
    return len(rows) + 1


def copy_of(record, **changes):
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return type(record)(**values | changes)


def asked(port, path, **headers):
    """The beginning of an answer; `fp` is still to be read."""
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    reader.request("GET", path, headers=headers)
    response = reader.getresponse()
    assert response.status == 200
    response.connection = reader
    return response


def whole(port, path, **headers):
    response = asked(port, path, **headers)
    return response, response.read()


def left(response):
    """Go away in the middle."""
    response.close()
    response.connection.close()


def readers():
    """How many files the database is still reading for, on SQLite whether it is for any."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT count(*) {EXPORTS}")
            return cursor.fetchone()[0]
        ClaimRow.objects.filter(claim_id__startswith="c-0").update(locator=os.urandom(4).hex())
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what was just written stays in the log while anybody reads
        busy = cursor.fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 20000")
        return busy


def wait_until_nobody_reads():
    until = time.monotonic() + 10
    while readers() and time.monotonic() < until:
        time.sleep(0.05)
    return readers() == 0


def test_a_whole_file_is_what_its_manifest_says(port, many):
    response, plain = whole(port, "/claims.csv")
    packed, gzipped = whole(port, "/claims.csv", **{"Accept-Encoding": "gzip"})
    answer, manifest = whole(port, "/claims.manifest.json")

    told = json.loads(manifest)
    assert (told["rows"], told["bytes"], told["sha256"]) == (many, len(plain), hashlib.sha256(plain).hexdigest())
    assert answer.headers["ETag"] == response.headers["ETag"]
    assert (packed.headers["Content-Encoding"], gzip.decompress(gzipped)) == ("gzip", plain)
    assert len(gzipped) < len(plain) / 10


def test_a_slow_reader_gets_the_whole_file_of_one_moment_while_others_write(port, many):
    response = asked(port, "/claims.csv")
    first = response.read(PART)

    ClaimRow.objects.update(locator="CHANGED")
    time.sleep(SLOWLY)
    found = first + response.read()

    assert b"CHANGED" not in found
    assert found.count(b"\r\n") == many + 1
    assert whole(port, "/claims.csv")[1].count(b"CHANGED") == many


def test_readers_who_leave_are_read_for_no_longer(port, many):
    for _ in range(6):  # more than the server has threads
        response = asked(port, "/claims.csv")
        response.read(PART)
        assert readers()
        left(response)

    assert wait_until_nobody_reads()
    assert whole(port, "/healthz")[1] == b"ok"


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_record_that_cannot_be_written_breaks_the_transfer(port, coding):
    """Python makes this file; so what fails fails in Python."""
    claim = made.claim()
    made.ascribe(claim, "an official", statement=made.statement())
    made.publish(claim)
    page = Page.objects.get(kind="statement")
    titles = (page.document | {"title": os.urandom(1000).hex()} for _ in range(600))
    Page.objects.bulk_create(
        copy_of(page, id=number, ref=f"s-{number:010d}", document=document)
        for number, document in enumerate(titles, start=1000)
    )
    Page.objects.filter(pk=page.pk).update(document={})
    response = asked(port, "/statements.csv", **{"Accept-Encoding": coding})

    with pytest.raises(http.client.IncompleteRead) as broken:
        response.read()

    assert len(broken.value.partial) > PART


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite there is no other process that could end")
def test_a_database_that_goes_away_breaks_the_transfer(port, many):
    response = asked(port, "/claims.csv")
    response.read(PART)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(pg_terminate_backend(pid)) {EXPORTS}")
        assert cursor.fetchone() == (1,)

    with pytest.raises(http.client.IncompleteRead):
        response.read()
    assert whole(port, "/healthz")[1] == b"ok"
