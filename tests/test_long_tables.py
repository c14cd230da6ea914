"""`/figures.csv`, `/relations.csv`, `/links.csv`, `/spans.csv`: each part of a claim in a row, with its attribution."""

import csv
import io

import made
import pytest
import varied
from django.db import transaction

from statements import publishing
from statements.catalogue import columns, long_tables
from statements.catalogue.long_tables import ADDRESSED, TABLES
from statements.catalogue.models import ClaimRow, Page
from statements.choices import PageState

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The varied archive, made once; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield varied.archive()
        transaction.set_rollback(True)


def rows(client, table, query=""):
    response = client.get(f"/{table}.csv{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode(), newline="")))


def test_each_step_of_a_chain_is_a_row_with_the_whole_attribution(client, archive):
    found = [row for row in rows(client, "links") if row["claim_id"] == archive.chain.ref]

    steps = [(row["position"], row["holder_names"], row["link_mode"], row["cue"], row["locator"]) for row in found]
    assert steps == [
        ("1", "Foreign Ministry of Exampleland", "indirect", "recalled", ""),
        ("2", "Ada Author", "direct", "was quoted by", "p. 172"),
        ("3", "Bo Sample", "direct", "saying", ""),
    ]
    assert found[1]["cited_work_id"] == archive.book.ref
    assert found[0]["statement_id"] == archive.statement.ref
    assert (found[0]["said_edtf"], found[0]["said_basis"]) == ("2022-03", "inferred")
    assert {row["attribution"] for row in found} == {
        "Bo Sample, as quoted by Ada Author (Black Bridges, p. 172), as quoted by the Foreign Ministry of Exampleland,"
        " as reported by Vera Writer"
    }


def test_a_claim_in_the_writers_own_voice_has_no_link_and_its_spans_say_whose_voice(client, archive):
    found = [row for row in rows(client, "spans") if row["claim_id"] == archive.none.ref]

    assert archive.none.ref not in {row["claim_id"] for row in rows(client, "links")}
    assert [(row["role"], row["figure_number"], row["exact"]) for row in found] == [
        ("words", "", "Some 613 people were on it, including 63 children and 106 women"),
        ("figure", "1", "613"),
        ("figure", "2", "63"),
        ("figure", "3", "106"),
    ]
    assert {row["attribution"] for row in found} == {"Vera Writer, in the article’s own voice"}


def test_every_span_stands_in_its_captures_text(client, archive):
    texts = {
        capture.ref: capture.text for capture in (archive.capture, archive.release_capture, archive.arabic_capture)
    }

    found = rows(client, "spans")

    assert [row["exact"] for row in found] == [
        texts[row["capture_id"]][int(row["start"]) : int(row["end"])] for row in found
    ]
    assert {row["role"] for row in found} == {"words", "quoted", "cue", "figure"}


def test_a_figure_is_one_row_however_many_subjects_its_claim_has(client, archive):
    archive.none.claim_subjects.create(subject=made.subject("Another place"))
    archive.none.refresh_from_db()
    archive.none.touch(by=made.user("curator"))
    made.publish(archive.none)

    found = rows(client, "figures")

    assert [(row["number"], row["low"], row["measure"], row["tie"], row["tied_number"]) for row in found] == [
        ("1", "613", "on the bridge", "", ""),
        ("2", "63", "children on the bridge", "part_of", "1"),
        ("3", "106", "women on the bridge", "part_of", "1"),
    ]
    assert {row["attribution"] for row in found} == {"Vera Writer, in the article’s own voice"}


def test_a_relation_names_the_source_that_states_it(client, archive):
    (found,) = rows(client, "relations")

    assert (found["claim_id"], found["kind"], found["to_claim_id"]) == (
        archive.crossing.ref,
        "disputes",
        archive.chain.ref,
    )
    assert (found["stated_by_id"], found["stated_by"]) == (archive.article.ref, "article by Vera Writer")
    assert found["attribution"].startswith("Foreign Ministry of Exampleland")


@pytest.mark.parametrize("table", ADDRESSED)
@pytest.mark.parametrize("query", ["?mode=none", "?mode=direct&mode=indirect", "?q=bridge&sort=said", "?kind=legal"])
def test_a_long_table_is_about_the_claims_of_the_same_query(client, archive, table, query):
    claims = [row["claim_id"] for row in rows(client, "claims", query)]

    found = [row["claim_id"] for row in rows(client, table, query)]

    every = {row["claim_id"] for row in rows(client, table)}
    assert list(dict.fromkeys(found)) == [claim for claim in claims if claim in every]


@pytest.mark.parametrize("table", ADDRESSED)
@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("colour=red", "colour: there is no such parameter."),
        ("mode=DIRECT", "mode: “DIRECT” is not one of"),
        ("after=x", "after: "),
        ("sort=relevance&q=bridge", "sort: a file cannot be sorted by relevance."),
        ("format=xlsx", "format: “xlsx” is not one of spreadsheet."),
    ],
)
def test_malformed_parameters_are_refused(client, archive, table, query, error):
    response = client.get(f"/{table}.csv?{query}")

    assert response.status_code == 400
    assert response.content.decode().startswith(error)


@pytest.mark.parametrize("table", ADDRESSED)
def test_a_long_table_without_rows_has_its_header(client, table):
    response = client.get(f"/{table}.csv?about_from=2999")

    header = ",".join(columns.names(long_tables.BY_NAME[table].columns))
    assert response.getvalue().decode() == f"{header}\r\n"


def test_every_row_of_a_table_about_claims_words_carries_the_attribution_of_its_claim(archive):
    told = dict(ClaimRow.objects.values_list("claim_id", "attribution"))
    tables = [table for table in TABLES if "attribution" in columns.names(table.columns)]

    assert [table.name for table in tables] == [
        *("claims", "spans", "links", "holders", "doubts", "figures", "relations"),
    ]
    for table in tables:
        names = columns.names(table.columns)
        found = [dict(zip(names, row, strict=True)) for row in table.rows()]
        assert {(row["claim_id"], row["attribution"]) for row in found} <= set(told.items())
        assert found


def test_keys_tell_rows_apart_and_names_lead_to_rows(archive):
    publishing.merge(archive.council, into=archive.body, by=made.user("publisher"), reason="One body.")
    found = {}
    for table in TABLES:
        names = columns.names(table.columns)
        found[table.name] = [dict(zip(names, row, strict=True)) for row in table.rows()]

    for table in TABLES:
        keys = [tuple(row[name] for name in table.key) for row in found[table.name]]
        assert len(set(keys)) == len(keys) > 0, table.name
        for name, other in {**table.names, **table.may_name}.items():
            known = {row[long_tables.BY_NAME[other].key[0]] for row in found[other]}
            empty = {""} if name in table.may_name else set()
            assert {row[name] for row in found[table.name]} <= known | empty, (table.name, name)


def test_cells_of_closed_vocabularies_hold_their_words(archive):
    for table in TABLES:
        for row in table.rows():
            for column, cell in zip(table.columns, row, strict=True):
                assert not column.values or cell in {"", *column.values}, (table.name, column.name)
                assert (column.type == "vocabulary") is bool(column.values), (table.name, column.name)


def test_drafts_and_withdrawn_claims_have_no_rows(client, archive):
    made.mark(made.claim("41 bridges were closed", paraphrase="CANARY"), "41")
    publishing.withdraw([archive.denied], by=made.user("publisher"), reason="Wrong source.")

    for table in ADDRESSED:
        body = client.get(f"/{table}.csv").getvalue().decode()
        assert archive.denied.ref not in body
        assert "41" not in [row.get("exact") for row in csv.DictReader(io.StringIO(body))]
    assert Page.objects.filter(state=PageState.WITHDRAWN).count() == 1


@pytest.mark.parametrize("table", ADDRESSED)
def test_the_number_of_queries_does_not_grow_with_rows(client, archive, django_assert_max_num_queries, table):
    with django_assert_max_num_queries(4):
        rows(client, table)
