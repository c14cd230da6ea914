"""The files beside `/claims.csv`: smaller tables, corrections, one claim, and the variant for spreadsheets."""

import csv
import io

import made
import pytest

from statements import publishing
from statements.desk.sources import SourceAuthor

pytestmark = pytest.mark.django_db

HEADERS = {
    "statements": "statement_id,statement_url,revision,title,speaker_ids,speaker_names,said_edtf,said_as_written,"
    "said_basis,occasion,first_published_source_id,claims,reporting_sources,updated_at",
    "sources": "source_id,source_url,revision,title,kind,authors,publisher,published_edtf,published_as_written,"
    "published_basis,language,url,archived_url,held,display,captures,claims,updated_at",
    "agents": "agent_id,agent_url,kind,name,other_names,said,relayed,wrote,updated_at",
    "subjects": "subject_id,subject_url,kind,name,about_edtf,claims,updated_at",
    "corrections": "number,at,act,record_id,record_url,revision_before,revision_after,fields,before,after,reason",
}


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    response.body = response.getvalue()
    return response, list(csv.DictReader(io.StringIO(response.body.decode("utf-8-sig"), newline="")))


@pytest.fixture
def archive():
    ministry, reporter = made.agent("Ministry"), made.agent("A. Reporter", kind="person")
    ministry.names.create(name="Nazirlik", language="az")
    source = made.source("Report", author=None, publisher=made.agent("Example Daily"))
    SourceAuthor.objects.create(source=source, agent=reporter)
    said = made.statement("On bridges", speaker=ministry, said_edtf="2021-03", said_basis="stated", occasion="a visit")
    claim = made.claim(found_in=made.capture(of=source))
    made.ascribe(claim, ministry, statement=said, cue="said")
    claim.claim_subjects.create(subject=made.subject())
    made.publish(claim)
    made.claim(paraphrase="CANARY", found_in=made.capture(of=made.source("CANARY")))
    claim.ministry, claim.said = ministry, said
    return claim


@pytest.mark.parametrize("name", HEADERS)
def test_each_file_has_the_contracts_header_also_without_rows(client, name):
    assert client.get(f"/{name}.csv").getvalue().decode() == HEADERS[name] + "\r\n"


def test_a_statement_is_counted_with_its_claims_and_the_sources_that_report_it(client, archive):
    _, rows = read(client, "/statements.csv")

    assert [
        (
            row["statement_id"],
            row["title"],
            row["speaker_names"],
            row["said_edtf"],
            row["claims"],
            row["reporting_sources"],
        )
        for row in rows
    ] == [(archive.said.ref, "On bridges", "Ministry", "2021-03", "1", "1")]
    assert rows[0]["statement_url"] == f"http://127.0.0.1:8000/statements/{archive.said.ref}/"


def test_a_source_is_counted_with_its_captures_and_claims(client, archive):
    _, rows = read(client, "/sources.csv")

    assert [
        (row["title"], row["authors"], row["publisher"], row["held"], row["captures"], row["claims"]) for row in rows
    ] == [("Report", "A. Reporter", "Example Daily", "yes", "1", "1")]


def test_agents_and_subjects_are_counted_by_role(client, archive):
    _, agents = read(client, "/agents.csv")
    _, subjects = read(client, "/subjects.csv")

    assert {(row["name"], row["other_names"], row["said"], row["relayed"], row["wrote"]) for row in agents} == {
        ("Ministry", "Nazirlik", "1", "0", "0"),
        ("A. Reporter", "", "0", "0", "1"),
        ("Example Daily", "", "0", "0", "0"),
    }
    assert [(row["name"], row["about_edtf"], row["claims"]) for row in subjects] == [
        ("Exampletown, 3 March 2021", "2021-03-03", "1")
    ]


def test_one_claim_is_a_file_of_its_own(client, archive):
    made.publish(made.claim())

    response, rows = read(client, f"/claims/{archive.ref}.csv")

    assert [row["claim_id"] for row in rows] == [archive.ref]
    assert response["Content-Disposition"] == f'attachment; filename="{archive.ref}.csv"'
    assert client.get(f"/claims/{archive.ref.upper()}.csv").status_code == 301


def test_a_draft_has_no_file_and_a_withdrawn_claim_a_tombstone(client, archive):
    publishing.withdraw([archive], by=made.user("publisher"), reason="Wrong.")

    assert client.get(f"/claims/{made.claim().ref}.csv").status_code == 404
    gone = client.get(f"/claims/{archive.ref}.csv")
    assert (gone.status_code, "41 bridges" in gone.content.decode()) == (410, False)


def amend(claim, **fields):
    claim.refresh_from_db()
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save()
    claim.touch(by=made.user("curator"))
    made.publish(claim, reason="A slip.")


def test_a_correction_says_what_from_what_to_what_and_why(client, archive):
    amend(archive, paraphrase="41 bridges were shut.")

    _, rows = read(client, "/corrections.csv")

    who = "paraphrase: Ministry, as reported by A. Reporter"
    assert [
        (row["act"], row["record_id"], row["revision_before"], row["revision_after"], row["fields"], row["reason"])
        for row in rows
    ] == [("amend", archive.ref, "1", "2", "paraphrase", "A slip.")]
    assert (rows[0]["before"], rows[0]["after"]) == (f"{who}: 41 bridges were closed.", f"{who}: 41 bridges were shut.")
    page = client.get("/corrections/").content.decode()
    assert "41 bridges were shut." in page
    assert "A slip." in page


def test_corrections_of_what_was_withdrawn_show_the_reason_and_no_text(client, archive):
    amend(archive, paraphrase="CANARY.")
    publishing.withdraw([archive], by=made.user("publisher"), reason="Asked for.")

    _, rows = read(client, "/corrections.csv")

    assert [(row["act"], row["before"], row["after"], row["reason"]) for row in rows] == [
        ("withdraw", "", "", "Asked for."),
        ("amend", "", "", "A slip."),
    ]
    assert "CANARY" not in client.get("/corrections/").content.decode()


def test_corrections_are_paged_by_number(client, archive):
    for number in range(30):
        amend(archive, paraphrase=f"Version {number}.")

    first = client.get("/corrections/")
    second = client.get(f"/corrections/?{first.context['older']}")

    shown = [correction.number for page in (first, second) for correction in page.context["corrections"]]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == 30
    assert client.get("/corrections/?after=x").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_corrections_are_read_in_few_queries_whatever_their_number(
    client, archive, django_assert_max_num_queries, count
):
    for number in range(count):
        amend(archive, paraphrase=f"Version {number}.")

    with django_assert_max_num_queries(4):
        client.get("/corrections/")


DANGEROUS = ["=1+1", "+1", "-1", "@x", "\ttab", "＝1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_the_variant_for_spreadsheets_runs_nothing_and_the_plain_file_is_verbatim(client, text):
    made.publish(made.claim(paraphrase=text))

    plain, rows = read(client, "/claims.csv")
    variant, harmless = read(client, "/claims.csv?format=spreadsheet")

    assert (rows[0]["paraphrase"], harmless[0]["paraphrase"]) == (text, f"'{text}")
    assert variant.body.startswith(b"\xef\xbb\xbf") is True
    assert plain.body.startswith(b"\xef\xbb\xbf") is False
    assert variant["Content-Disposition"] == 'attachment; filename="claims.spreadsheet.csv"'


@pytest.mark.parametrize("name", ["claims", *HEADERS])
@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("format=xls", "format: “xls” is not one of spreadsheet."),
        ("format=spreadsheet&format=spreadsheet", "format: can be given only once."),
        ("colour=red", "colour: there is no such parameter."),
    ],
)
def test_a_malformed_parameter_of_a_file_is_refused(client, name, query, error):
    response = client.get(f"/{name}.csv?{query}")

    assert (response.status_code, response.content.decode()) == (400, f"{error}\n")


@pytest.mark.parametrize("name", ["claims", *HEADERS])
def test_files_are_read_only(client, name):
    assert client.post(f"/{name}.csv").status_code == 405
