"""Records as JSON: the set that the page shows, each claim with its whole attribution, as the published schema says."""

import json

import jsonschema
import made
import pytest
import varied
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from statements import publishing
from statements.catalogue.filters import claims_for
from statements.catalogue.models import Page
from statements.record.wording import AttributedClaim
from statements.surfaces import json_pages, openapi

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
FOLDERS = {"claim": "claims", "statement": "statements", "source": "sources", "agent": "agents", "subject": "subjects"}


def read(client, url, *, status=200, **headers):
    response = client.get(url, headers=headers)
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    return json.loads(response.content)


@pytest.fixture
def archive():
    return varied.archive()


@pytest.fixture
def claim():
    claim = made.claim()
    made.publish(claim)
    return claim


def closed(schema):
    """The schema with no member allowed beyond those described."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if schema.get("type") == "object" else {}
    return {name: closed(part) for name, part in schema.items()} | more


def faults(thing, name):
    """What is wrong with an object by the schema of that name, and every member that it does not describe."""
    published = closed(openapi.json_schema()) | {"$ref": f"#/$defs/{name}"}
    del published["anyOf"]
    return [error.message for error in jsonschema.Draft202012Validator(published).iter_errors(thing)]


def test_every_claim_is_told_with_its_attribution_chain_and_source(client, archive):
    told = read(client, "/claims.json")["claims"]

    expected = [AttributedClaim(page.document) for page in Page.objects.public().of_kind("claim")]
    assert [(one["id"], one["attribution"], one["mode"], len(one["chain"]), one["source"]["id"]) for one in told] == [
        (claim.ref, claim.sentence, claim.mode, len(claim.links), claim.source["ref"]) for claim in expected
    ]
    assert {one["mode"] for one in told} == {"direct", "mixed", "indirect", "own", "none"}
    chain = next(one for one in told if one["id"] == archive.chain.ref)
    assert [link["holders"][0]["name"] for link in chain["chain"]] == [
        "Foreign Ministry of Exampleland",
        "Ada Author",
        "Bo Sample",
    ]
    assert (chain["verbatim"], chain["part_of"]) == ('"we never closed it ... [not once]"', archive.report.ref)


def test_lists_and_records_are_as_the_published_schema_says(client, archive):
    refs = Page.objects.public().exclude(kind="capture").values_list("kind", "ref")
    answers = [(kind, read(client, f"/{FOLDERS[kind]}/{ref}.json")) for kind, ref in refs]
    answers += [(folder, read(client, f"/{folder}.json")) for folder in FOLDERS.values()]
    answers += [("problem", read(client, "/claims.json?kind=x", status=400))]

    assert {name for name, _ in answers} == {*FOLDERS, *FOLDERS.values(), "problem"}
    assert [(name, fault) for name, answer in answers for fault in faults(answer, name)] == []
    jsonschema.Draft202012Validator.check_schema(read(client, "/schema.json"))


def test_a_record_is_told_alike_in_its_list_and_at_its_address(client, archive):
    for folder in FOLDERS.values():
        for one in read(client, f"/{folder}.json")[folder]:
            assert read(client, f"/{folder}/{one['id']}.json") == one


def test_records_tell_how_many_claims_they_have(client, archive):
    assert read(client, f"/agents/{archive.bo.ref}.json")["said"] == 1
    assert read(client, f"/agents/{archive.ministry.ref}.json")["relayed"] == 1
    assert read(client, f"/statements/{archive.statement.ref}.json")["claims"] == 3
    assert read(client, f"/sources/{archive.release.ref}.json")["claims"] == 1
    assert read(client, f"/subjects/{archive.subject.ref}.json")["claims"] == len(archive.claims)


@pytest.mark.parametrize("query", ["", "mode=direct", "q=bridge&sort=relevance", "kind=figure&kind=report&sort=said"])
def test_the_set_is_that_of_the_page_turned_page_by_page(client, archive, query, monkeypatch):
    monkeypatch.setattr(json_pages, "CLAIMS_A_PAGE", 2)
    url, pages = f"{SITE}/claims.json{'?' if query else ''}{query}", []

    while url:
        response = client.get(url.removeprefix(SITE))
        page = json.loads(response.content)
        assert page["url"] == url
        url = page["next"]
        assert (f'<{url}>; rel="next"' in response["Link"]) is bool(url)
        pages.append(page)

    from_door = [row.claim_id for row in claims_for(QueryDict(query)).rows]
    assert [one["id"] for page in pages for one in page["claims"]] == from_door
    assert {page["total"] for page in pages} == {len(from_door)}
    assert pages[0]["previous"] is None
    assert len(pages) < 2 or pages[1]["previous"] == f"{SITE}/claims.json{'?' if query else ''}{query}"


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("colour=red", "colour", "there is no such parameter."),
        ("kind=event&kind=bogus", "kind", "“bogus” is not one of event, circumstance, figure, cause"),
        ("said_from=yesterday", "said_from", ""),
        ("q=-", "q", "holds no word to look for."),
        ("after=forged", "after", "is not a place in this list; start again from the first page."),
        ("sort=relevance", "sort", "relevance needs words to look for in q."),
    ],
)
def test_a_malformed_query_is_refused_by_the_name_of_the_parameter(client, claim, query, parameter, reason):
    told = read(client, f"/claims.json?{query}", status=400)

    assert told["errors"][0]["parameter"] == parameter
    assert told["errors"][0]["reason"].startswith(reason)
    assert (told["status"], told["title"]) == (400, "Bad Request")
    assert "claims" not in told


@pytest.mark.parametrize(
    ("url", "status", "detail"),
    [
        ("/claims.json?q=%00", 400, "“q” holds NUL or half a character, which no text can have."),
        ("/claims.json?q=" + "x" * 9000, 414, "The query is longer than 8,000 characters; use fewer filters."),
        ("/agents.json?after=x", 400, "after: “x” is not a place in this list; start again from the first page."),
        ("/claims/c-0123456789.json", 404, "There is no such record."),
        ("/claims/nothing.json", 404, "There is no such record."),
    ],
)
def test_what_cannot_be_answered_is_refused_as_json(client, url, status, detail):
    response = client.get(url)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert json.loads(response.content)["detail"] == detail
    assert faults(json.loads(response.content), "problem") == []


def test_a_record_takes_no_parameters_but_those_that_track_visitors(client, claim):
    told = read(client, f"/claims/{claim.ref}.json?x=1", status=400)

    assert told["detail"] == "x: there is no such parameter."
    assert read(client, f"/claims/{claim.ref}.json?utm_source=x")["id"] == claim.ref


def test_the_address_names_the_format_and_another_is_not_acceptable(client, claim):
    for wanted in ("text/html", "application/xml, text/csv;q=0.5"):
        told = read(client, "/claims.json", status=406, accept=wanted)
        assert told["detail"] == "Only application/json is offered here; the ending of the address names the format."

    for wanted in ("application/json", "*/*", "text/html, application/*;q=0.1"):
        assert len(read(client, "/claims.json", accept=wanted)["claims"]) == 1
    assert client.get("/claims.csv", headers={"accept": "application/json"}).status_code == 406
    assert client.get("/claims/", headers={"accept": "application/json"}).status_code == 200


def test_a_part_of_what_is_offered_whole_only_is_refused_and_a_resumed_download_gets_the_whole(client, claim):
    for wanted in ("bytes=0-99", "bytes=-5", "bytes=0-1,5-9", "rows=1-2"):
        told = client.get("/claims.csv", headers={"range": wanted})
        assert (told.status_code, told.content) == (416, b"Range: this is offered whole only, not in parts.\n")
        assert client.get("/claims.json", headers={"range": wanted}).status_code == 416

    whole = client.get("/claims.csv").getvalue()
    assert client.get("/claims.csv", headers={"range": "bytes=20-"}).getvalue() == whole
    assert client.head("/claims.csv", headers={"range": "bytes=0-99"}).status_code == 200
    assert client.get("/claims.csv?x=1", headers={"range": "bytes=0-99"}).status_code == 400


def test_drafts_are_told_nowhere_and_withdrawn_claims_by_date_and_reason_only(client, claim):
    withdrawn, draft = made.claim(paraphrase="CANARY"), made.claim(paraphrase="CANARY")
    made.publish(withdrawn)
    assert read(client, f"/claims/{withdrawn.ref}.json")["paraphrase"] == "CANARY"
    publishing.withdraw([withdrawn], by=made.user("publisher"), reason="Wrong source.")

    told = read(client, f"/claims/{withdrawn.ref}.json", status=410)

    entry = Page.objects.get(ref=withdrawn.ref).revisions[-1]
    assert (told["id"], told["at"], told["reason"]) == (withdrawn.ref, entry["at"], "Wrong source.")
    assert "CANARY" not in json.dumps(told)
    assert client.get(f"/claims/{draft.ref}.json").status_code == 404
    assert [one["id"] for one in read(client, "/claims.json")["claims"]] == [claim.ref]


def test_a_merged_record_leads_to_the_json_of_the_one_it_became(client):
    survivor, duplicate = made.agent("Survivor"), made.agent("Duplicate")
    for agent in (survivor, duplicate):
        said = made.claim()
        made.ascribe(said, agent)
        made.publish(said)
    publishing.merge(duplicate, into=survivor, by=made.user("publisher"), reason="The same body.")

    response = client.get(f"/agents/{duplicate.ref}.json")

    assert (response.status_code, response["Location"]) == (301, f"/agents/{survivor.ref}.json")
    assert response["Cache-Control"] == "no-cache"
    assert json.loads(response.content)["reason"] == "The same body."


def test_typed_capitals_lead_to_the_address(client, claim):
    response = client.get(f"/claims/{claim.ref.upper()}.json")

    assert (response.status_code, response["Location"]) == (301, f"/claims/{claim.ref}.json")


@pytest.mark.parametrize("address", ["/claims.json?mode=none", "/claims/{ref}.json", "/agents.json", "/schema.json"])
def test_what_a_visitor_has_already_is_not_sent_again_until_something_is_published(client, claim, address):
    address = address.format(ref=claim.ref)
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"

    made.publish(made.claim())
    is_of_the_record = address != "/schema.json"
    assert (client.get(address)["ETag"] != first["ETag"]) is is_of_the_record


def test_the_head_alone_has_no_body(client, claim):
    whole, head = client.get("/claims.json"), client.head("/claims.json")

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])


def test_scripts_of_other_sites_may_read_files_and_no_pages(client, claim):
    for address in ("/claims.json", "/claims.csv", f"/claims/{claim.ref}.csv", "/openapi.json"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    for address in ("/", "/claims/", f"/claims/{claim.ref}/", "/admin/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(address)


def test_a_summary_gives_no_words_of_the_source(client):
    claim = made.claim(found_in=made.capture(text_basis="summary"))
    made.publish(claim)

    told = read(client, f"/claims/{claim.ref}.json")

    assert (told["verbatim"], told["words"], told["capture"]["text_basis"]) == ("", [], "summary")


@pytest.mark.parametrize("count", [1, 30])
def test_lists_are_read_in_few_queries_whatever_their_length(client, count):
    claims = []
    for number in range(count):
        claim = made.claim()
        said = made.statement(f"Statement {number}", speaker=made.agent(f"Body {number}"))
        made.ascribe(claim, said.speakers.get().agent, statement=said)
        claim.claim_subjects.create(subject=made.subject(f"Town {number}"))
        claims.append(claim)
    publishing.submit(claims, by=made.user("curator"), reason="Ready.")
    publishing.publish(claims, by=made.user("publisher"), reason="First publication.")

    for folder in FOLDERS.values():
        with CaptureQueriesContext(connection) as asked_for:
            found = read(client, f"/{folder}.json")[folder]

        assert len(found) == min(count, 100 if folder == "claims" else 25)
        assert len(asked_for) <= 8, folder


def test_a_claim_is_read_in_one_query(client, archive):
    with CaptureQueriesContext(connection) as asked_for:
        read(client, f"/claims/{archive.chain.ref}.json")

    assert len(asked_for) == 1
