"""Files and their manifests: asked for again they cost one query, and a cut one is never taken for the whole."""

import gzip
import hashlib
import itertools
import json
import random
import re
from concurrent.futures import ThreadPoolExecutor

import made
import pytest
import varied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements import publishing

pytestmark = pytest.mark.django_db

TABLES = ("claims", "statements", "sources", "agents", "subjects", "corrections")
UNITS = {"bytes": 1, "KB": 1024}


@pytest.fixture
def claim():
    claim = made.claim()
    made.publish(claim)
    claim.refresh_from_db()
    return claim


def amend(claim):
    claim.refresh_from_db()
    claim.paraphrase = "Bridges were closed."
    claim.save()
    claim.touch(by=made.user("curator"))
    made.publish(claim, reason="Plainer.")


def test_a_manifest_tells_rows_bytes_and_hash_of_the_file(client):
    amend(varied.archive().none)

    for name, query in itertools.product(TABLES, ("", "?format=spreadsheet")):
        file, manifest = client.get(f"/{name}.csv{query}"), client.get(f"/{name}.manifest.json{query}")

        content, told = file.getvalue(), manifest.json()
        assert told["rows"] == content.count(b"\r\n") - 1 > 0
        assert (told["bytes"], told["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert told["file"] in file["Content-Disposition"]
        assert told["url"] == f"http://127.0.0.1:8000/{name}.csv{query}"
        assert manifest["ETag"] == file["ETag"]


def test_a_manifest_names_the_last_revision_and_when_it_was_made(client, claim):
    told = client.get("/claims.manifest.json").json()

    assert list(told) == ["file", "url", "rows", "bytes", "sha256", "last_revision", "generated_at"]
    assert told["last_revision"] == 3  # source, capture and claim
    assert told["generated_at"].endswith("Z")


def test_a_manifest_is_of_the_same_query_as_its_file(client):
    varied.archive()

    told = client.get("/claims.manifest.json?mode=direct&kind=event&utm_source=x").json()

    content = client.get("/claims.csv?mode=direct&kind=event").getvalue()
    assert (told["rows"], told["sha256"]) == (content.count(b"\r\n") - 1, hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("address", ["/claims.csv", "/claims.manifest.json", "/statements.csv", "/corrections.csv"])
def test_what_a_reader_has_already_is_not_sent_again(client, claim, address):
    first = client.get(address)

    with CaptureQueriesContext(connection) as asked:
        again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, b"".join(again), again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "no-cache"
    assert len(asked) == 1


def test_every_publication_makes_files_and_manifests_new(client, claim):
    first, manifest = client.get("/claims.csv"), client.get("/claims.manifest.json")
    amend(claim)

    second = client.get("/claims.csv", headers={"if-none-match": first["ETag"]})
    told = client.get("/claims.manifest.json", headers={"if-none-match": manifest["ETag"]})

    assert (second.status_code, told.status_code) == (200, 200)
    assert hashlib.sha256(second.getvalue()).hexdigest() == told.json()["sha256"] != manifest.json()["sha256"]
    assert told["ETag"] == second["ETag"] != first["ETag"]


def test_a_withdrawn_claim_is_in_no_file_that_was_kept(client, claim):
    client.get("/claims.manifest.json")
    publishing.withdraw([claim], by=made.user("publisher"), reason="Wrong.")

    assert client.get("/claims.manifest.json").json()["rows"] == 0
    assert claim.ref not in client.get("/claims.csv").getvalue().decode()


def test_files_of_other_queries_and_variants_are_not_taken_for_one_another(client, claim):
    queries = ("", "?kind=event", "?kind=figure", "?format=spreadsheet", "?sort=said")
    addresses = [f"/claims.csv{query}" for query in queries] + [f"/claims/{claim.ref}.csv", "/sources.csv"]

    assert len({client.get(address)["ETag"] for address in addresses}) == len(addresses)


def test_the_order_of_parameters_and_where_a_link_was_found_make_no_other_file(client, claim):
    one = client.get("/claims.csv?kind=event&mode=none&utm_source=a")["ETag"]

    assert client.get("/claims.csv?mode=none&kind=event")["ETag"] == one


@pytest.mark.parametrize("address", ["/claims.csv", "/sources.csv?format=spreadsheet"])
def test_the_head_alone_is_answered_without_reading_the_file(client, claim, address):
    whole = client.get(address)

    with CaptureQueriesContext(connection) as asked:
        head = client.head(address)

    assert (head.status_code, b"".join(head), len(asked)) == (200, b"", 1)
    assert dict(head.items()) == dict(whole.items())
    assert "Content-Length" not in head


@pytest.mark.parametrize(
    ("offered", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
    ],
)
def test_a_file_is_packed_for_readers_who_take_that(client, claim, offered, packed):
    plain = client.get("/claims.csv")

    answer = client.get("/claims.csv", headers={"accept-encoding": offered})

    content = answer.getvalue()
    assert (gzip.decompress(content) if packed else content) == plain.getvalue()
    assert answer.get("Content-Encoding") == ("gzip" if packed else None)
    assert answer["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert answer["ETag"] == ("W/" if packed else "") + plain["ETag"]
    again = client.get("/claims.csv", headers={"accept-encoding": offered, "if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("/claims.manifest.json?kind=bogus", "kind: “bogus” is not one of event"),
        ("/claims.manifest.json?after=x", "after: "),
        ("/claims.manifest.json?sort=relevance&q=bridges", "sort: a file cannot be sorted by relevance."),
        ("/claims.manifest.json?format=xls", "format: “xls” is not one of spreadsheet."),
        ("/sources.manifest.json?kind=book", "kind: there is no such parameter."),
        ("/corrections.manifest.json?format=spreadsheet&format=spreadsheet", "format: can be given only once."),
    ],
)
def test_a_malformed_query_has_no_manifest_and_says_why(client, claim, address, error):
    response = client.get(address)

    assert response.status_code == 400
    assert any(f"{found['parameter']}: {found['reason']}".startswith(error) for found in response.json()["errors"])
    assert "ETag" not in response


def test_a_manifest_is_counted_once_for_each_state_of_the_archive(client, claim):
    first = client.get("/claims.manifest.json")

    with CaptureQueriesContext(connection) as asked:
        second = client.get("/claims.manifest.json")

    assert (second.content, len(asked)) == (first.content, 1)


@pytest.mark.django_db(transaction=True)
def test_readers_who_ask_at_once_are_told_what_was_counted_once(claim):
    def told(_):
        try:
            return Client().get("/claims.manifest.json").content
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as readers:
        answers = set(readers.map(told, range(8)))

    assert len(answers) == 1


def test_a_file_that_was_cut_anywhere_is_told_by_its_manifest(client):
    varied.archive()
    content = client.get("/claims.csv").getvalue()
    told = client.get("/claims.manifest.json").json()
    chance = random.Random(1)

    cuts = {chance.randrange(len(content)) for _ in range(500)} | {0, len(content) - 1, len(content) - 2}
    lost = {(start, chance.randrange(start + 1, len(content))) for start in range(0, len(content) - 1, 97)}

    assert is_whole(content, told)
    assert [cut for cut in cuts if is_whole(content[:cut], told)] == []
    assert [gap for gap in lost if is_whole(content[: gap[0]] + content[gap[1] :], told)] == []
    assert not is_whole(content.replace(b"613", b"163", 1), told)


def is_whole(content, told):
    """What a reader does with a file and its manifest; docs/data.md says so."""
    return len(content) == told["bytes"] and hashlib.sha256(content).hexdigest() == told["sha256"]


def test_a_manifest_is_plain_json(client, claim):
    response = client.get("/claims.manifest.json")

    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content)["rows"] == 1


def test_pages_tell_how_large_a_file_will_be(client):
    varied.archive()
    files = {name: client.get(f"/{name}.csv").getvalue() for name in TABLES[:5]}

    for name, content in files.items():
        page = client.get(f"/{name}/").content.decode()
        rows, size, unit = re.search(r" (\d+) rows?, about ([\d.]+)\xa0(KB|bytes)\b", page).groups()
        assert (name, int(rows)) == (name, content.count(b"\r\n") - 1)
        assert abs(float(size) * UNITS[unit] / len(content) - 1) < 0.02


def test_pages_without_rows_offer_no_file(client, claim):
    assert "rows, about" not in client.get("/claims/?kind=figure").content.decode()
    assert "row, about" not in client.get("/sources/?q=bridges").content.decode()
    assert "1 row, about" in client.get("/sources/").content.decode()


def test_the_weight_of_rows_is_asked_once_for_each_state_of_the_archive(client, claim):
    client.get("/claims/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/claims/?kind=event")

    assert len(asked) <= 8
    assert not any("capture_sha256" in query["sql"] for query in asked)
