"""The index keeps in step with the rows, whoever writes them; what is out of step is named and mended."""

import made
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from finding import found, ministry_of_many_names

from statements import publishing
from statements.catalogue import compare, index, write

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")


@pytest.fixture
def names_claim():
    return ministry_of_many_names()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_publishing_amending_and_withdrawing_change_what_is_found():
    claim = made.claim("", paraphrase="The lighthouse was dark.")
    assert found("lighthouse") == []

    made.publish(claim)
    assert found("lighthouse") == [claim.ref]

    claim.refresh_from_db()
    claim.paraphrase = "The harbour was dark."
    claim.save()
    claim.touch(by=made.user("curator"))
    assert (found("lighthouse"), found("harbour")) == ([claim.ref], [])

    made.publish(claim, reason="Wrong building.")
    assert (found("lighthouse"), found("harbour")) == ([], [claim.ref])

    claim.refresh_from_db()
    publishing.withdraw([claim], by=made.user("publisher"), reason="Wrong source.")
    assert (found("harbour"), found("-nothing")) == ([], [])
    assert list(compare.differences()) == []


def test_names_are_found_as_they_are_today():
    right, wrong = made.agent("Ministry of Bridges"), made.agent("Bureau of Ferries")
    claim = made.claim("", paraphrase="It was dark.")
    made.ascribe(claim, wrong)
    made.publish(claim)
    other = made.claim("", paraphrase="It was light.")
    made.ascribe(other, right)
    made.publish(other)
    assert (found("ferries"), found('"ministry of bridges"')) == ([claim.ref], [other.ref])

    for agent in (right, wrong):
        agent.refresh_from_db()
    publishing.merge(wrong, into=right, by=made.user("publisher"), reason="One, entered twice.")

    assert found('"ministry of bridges"') == [other.ref, claim.ref]
    assert list(compare.differences()) == []


def test_rebuilding_the_catalogue_rebuilds_the_index(names_claim):
    write.rebuild()

    assert found("xocali") == [names_claim.ref]
    assert index.missing() == []
    assert list(compare.differences()) == []


def test_rows_changed_by_sql_are_found_as_they_are(names_claim):
    sql("UPDATE statements_claimrow SET search_words = ' lighthouse '")

    assert (found("xocali"), found("lighthouse")) == ([], [names_claim.ref])
    assert list(index.problems()) == []


@on_sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO statements_claimrow_fts(statements_claimrow_fts) VALUES ('delete-all')",
        "INSERT INTO statements_claimrow_fts(rowid, search_words, search_names) VALUES (77777, 'ghost', '')",
    ],
)
def test_an_index_that_differs_is_named_and_mended_by_a_rebuild(names_claim, capsys, statement):
    sql(statement)

    with pytest.raises(CommandError):
        call_command("verify_archive")
    assert capsys.readouterr().out.splitlines() == ["search index: it differs from the rows of claims"]

    write.rebuild()
    call_command("verify_archive")


@on_sqlite
def test_a_missing_trigger_of_the_index_is_named_and_made_by_the_next_migrate(names_claim, capsys):
    sql("DROP TRIGGER statements_claimrow_fts_update")
    sql("UPDATE statements_claimrow SET search_words = search_words || 'lighthouse '")

    with pytest.raises(CommandError):
        call_command("verify_archive")
    assert "search index: statements_claimrow_fts_update is missing" in capsys.readouterr().out.splitlines()

    index.create()
    assert found("lighthouse") == [names_claim.ref]
    assert list(index.problems()) == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its index in a table")
def test_a_missing_index_is_named(capsys):
    sql("DROP INDEX statements_claimrow_search")

    with pytest.raises(CommandError):
        call_command("verify_archive")
    assert capsys.readouterr().out.splitlines() == ["search index: statements_claimrow_search is missing"]


@pytest.mark.django_db(transaction=True)
def test_migrating_back_and_forth_keeps_the_rows_and_what_is_found():
    made.publish(made.claim())
    call_command("migrate", "statements", "0001", verbosity=0)

    call_command("migrate", verbosity=0)

    assert len(found("bridges")) == 1
    write.rebuild()  # as an upgrade asks for
    assert list(compare.differences()) == []
