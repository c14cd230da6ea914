"""One character changed by SQL is found and named; nothing but an erasure gets past the triggers."""

import made
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from statements.catalogue import write
from statements.record import triggers
from statements.record.content import Content
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    ministry = made.agent()
    claim = made.claim()
    made.ascribe(claim, ministry, cue="said")
    made.publish(claim)
    return claim


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def tamper(statement, *values):
    """What somebody could do who may lift the triggers and puts them back."""
    triggers.drop()
    sql(statement, *values)
    triggers.create()


def found(capsys):
    with pytest.raises(CommandError):
        call_command("verify_archive")
    return capsys.readouterr().out.splitlines()


def changed(content):
    """The bytes with one letter of the paraphrase changed."""
    return bytes(content).replace(b"41 bridges", b"42 bridges", 1)


def test_a_whole_archive_verifies_and_shows_its_head(archive, capsys):
    call_command("verify_archive")

    newest = Revision.objects.in_order().last()
    assert capsys.readouterr().out == (
        f"Nothing differs. {newest.number} revisions; head {newest.number} {bytes(newest.chain).hex()}\n"
    )


def test_a_changed_revision_is_named(archive, capsys):
    revision = Revision.objects.get(ref=archive.ref)

    tamper("UPDATE statements_revision SET content = %s WHERE number = %s", changed(revision.content), revision.number)

    lines = found(capsys)
    assert f"revision {revision.number} ({archive.ref} 1): its content does not match its hash" in lines


def test_a_changed_column_of_a_revision_is_named(archive, capsys):
    revision = Revision.objects.get(ref=archive.ref)

    tamper("UPDATE statements_revision SET act = 'amend' WHERE number = %s", revision.number)

    assert f"revision {revision.number} ({archive.ref} 1): its columns differ from its content" in found(capsys)


def test_a_recomputed_hash_breaks_the_chain(archive, capsys):
    revision = Revision.objects.in_order().first()

    tamper("UPDATE statements_revision SET leaf = %s WHERE number = %s", bytes(32), revision.number)

    assert f"revision 1 ({revision.ref} 1): its chain value does not follow from the one before" in found(capsys)


def test_a_removed_revision_is_named(archive, capsys):
    tamper("DELETE FROM statements_revision WHERE number = 1")

    assert "revision 1 is missing" in found(capsys)


def test_a_changed_capture_is_named(archive, capsys):
    kept = Content.objects.get()

    tamper("UPDATE statements_content SET content = %s WHERE sha256 = %s", bytes(kept.content)[:-1] + b"!", kept.sha256)

    assert f"capture content {kept.sha256} does not match its SHA-256" in found(capsys)


def test_a_lost_capture_is_named(archive, capsys):
    tamper("DELETE FROM statements_content")

    assert f"capture {archive.capture.ref}: the content under its sha256 is missing" in found(capsys)


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE statements_claimrow SET attribution = 'x'", "row of {ref}: attribution differs from the record"),
        ("UPDATE statements_claimrow SET said_from = '2001-01-01'", "row of {ref}: said_from differs from the record"),
        ("DELETE FROM statements_claimrow", "row of {ref} is missing"),
        ("DELETE FROM statements_mention WHERE role = 'origin'", "page {ref}: its mentions differ from the record"),
        (
            "UPDATE statements_page SET state = 'withdrawn' WHERE kind = 'claim'",
            "page {ref}: state differs from the record",
        ),
        (
            "UPDATE statements_page SET passages = '[]' WHERE kind = 'capture'",
            "page {capture}: its passages differ from the record",
        ),
        (
            "UPDATE statements_page SET document = '{{}}' WHERE kind = 'claim'",
            "page {ref}: document differs from the record",
        ),
    ],
)
def test_a_changed_catalogue_row_is_named_and_mended_by_a_rebuild(archive, capsys, statement, line):
    sql(statement.replace("{{", "{").replace("}}", "}"))

    assert line.format(ref=archive.ref, capture=archive.capture.ref) in found(capsys)

    write.rebuild()
    call_command("verify_archive")


def test_a_missing_trigger_is_named(archive, capsys):
    on_table = " ON statements_revision" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER statements_revision_no_delete{on_table}")

    assert found(capsys) == ["trigger statements_revision_no_delete is missing"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE statements_revision SET act = 'amend'",
        "UPDATE statements_revision SET content = NULL, nonce = NULL, act = 'erase'",
        "UPDATE statements_revision SET number = number + 1000",
        "DELETE FROM statements_revision",
        "UPDATE statements_content SET size = 1",
        "DELETE FROM statements_content",
    ],
)
def test_the_database_refuses_to_change_the_record(archive, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_empty_the_record(archive):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql("TRUNCATE statements_revision")


def test_an_erasure_nulls_the_bytes_of_one_row_and_the_chain_still_holds(archive):
    revision = Revision.objects.in_order().first()

    sql("UPDATE statements_revision SET content = NULL, nonce = NULL WHERE number = %s", revision.number)

    erased = Revision.objects.get(number=revision.number)
    assert (erased.content, erased.nonce, bytes(erased.leaf)) == (None, None, bytes(revision.leaf))


def test_the_record_holds_no_text_of_captures_and_no_curators_name(archive):
    for revision in Revision.objects.all():
        content = bytes(revision.content).decode()
        assert archive.capture.text not in content
        assert "curator" not in content
        assert "publisher" not in content.replace('"publisher":', "").replace('"publisher_as_named":', "")
