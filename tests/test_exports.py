"""`/claims.csv` and the filters behind it: the set asked for, whole, in order, with every attribution."""

import csv
import io
import tracemalloc

import made
import pytest
from django.http import QueryDict

from statements import publishing
from statements.catalogue.columns import CLAIM_COLUMNS
from statements.catalogue.filters import PARAMETERS, claims_for
from statements.catalogue.models import ClaimRow, Page
from statements.desk.sources import SourceAuthor

pytestmark = pytest.mark.django_db

HEADER = (
    "claim_id,claim_url,revision,verbatim,text_basis,paraphrase,language,kind,quoted,part_of_id,about_edtf,mode,polarity,"
    "attribution,doubt,holder_id,holder_name,holder_as_named,holder_mode,holder_cue,origin_id,origin_name,"
    "origin_as_named,cue,relay_count,statement_id,said_edtf,said_as_written,said_basis,source_id,source_title,"
    "source_kind,source_publisher,source_authors,source_published_edtf,source_url,source_archived_url,source_held,"
    "locator,capture_sha256,span_start,span_end,subjects,published_at,updated_at"
)


def rows(client, query=""):
    response = client.get(f"/claims.csv{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode())))


def refs(query):
    return [row.claim_id for row in claims_for(QueryDict(query)).rows]


@pytest.fixture
def chain():
    """Sargsyan, quoted by de Waal, relayed by the ministry, in an article by an identified author."""
    ministry, author, president = (
        made.agent(),
        made.agent("Thomas Example", kind="person"),
        made.agent("S. Example", kind="person"),
    )
    writer = made.agent("Vafa Example", kind="person")
    source = made.source("Report", author=None, kind="article", published_edtf="2022-02", published_basis="stated")
    SourceAuthor.objects.create(source=source, agent=writer)
    book = made.source("The Garden", author="Thomas Example", kind="book")
    claim = made.claim(found_in=made.capture(of=source), about_edtf="1992-02-25/1992-02-26", about_basis="stated")
    said = made.statement(speaker=ministry, said_edtf="2022-02-26", said_basis="stated")
    made.ascribe(claim, ministry, statement=said, cue="said")
    made.ascribe(claim, author, mode="direct", cited_work=book, locator="p. 172")
    made.ascribe(claim, president, mode="direct")
    claim.claim_subjects.create(subject=made.subject())
    made.publish(claim)
    claim.agents = {"holder": ministry, "relay": author, "origin": president, "writer": writer}
    claim.said, claim.book = said, book
    return claim


def test_the_header_is_the_contracts_also_for_no_rows(client):
    response = client.get("/claims.csv")

    assert response.getvalue().decode() == HEADER + "\r\n"
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"


def test_a_row_says_who_is_said_to_have_said_it_and_through_whom(client, chain):
    row = rows(client)[0]

    assert row["attribution"] == (
        "S. Example, as quoted by Thomas Example (The Garden, p. 172), as quoted by Foreign Ministry of Exampleland, as"
        " reported by Vafa Example"
    )
    assert row["claim_url"] == f"http://127.0.0.1:8000/claims/{chain.ref}/"
    assert (row["holder_name"], row["holder_cue"], row["holder_mode"]) == (
        "Foreign Ministry of Exampleland",
        "said",
        "indirect",
    )
    assert (row["origin_name"], row["cue"], row["mode"]) == ("S. Example", "", "direct")
    assert (row["relay_count"], row["locator"], row["polarity"]) == ("2", "p. 172", "did")
    assert (row["statement_id"], row["said_edtf"]) == (chain.said.ref, "2022-02-26")
    assert (row["span_start"], row["span_end"]) == ("20", "42")
    assert row["subjects"] == "Exampletown, 3 March 2021"
    assert row["source_held"] == "yes"


def test_a_row_of_the_writers_own_voice_names_no_holder(client):
    made.publish(made.claim())

    row = rows(client)[0]

    assert row["mode"] == "none"
    assert row["attribution"] == "Ada Example, in the article’s own voice"
    assert row["relay_count"] == "0"
    empty = (
        "polarity",
        "holder_id",
        "holder_name",
        "holder_mode",
        "origin_id",
        "origin_name",
        "cue",
        "statement_id",
        "said_edtf",
    )
    assert [row[name] for name in empty] == [""] * len(empty)


def test_drafts_and_withdrawn_claims_are_in_no_file(client):
    shown, withdrawn = made.claim(), made.claim()
    made.publish(shown)
    made.publish(withdrawn)
    made.claim(paraphrase="CANARY")
    publishing.withdraw([withdrawn], by=made.user("publisher"), reason="Wrong source.")

    assert [row["claim_id"] for row in rows(client)] == [shown.ref]


def test_joint_holders_stay_aligned_with_an_empty_place_for_nobody_identified(client):
    ministry = made.agent()
    claim = made.claim()
    made.ascribe(claim, "two officials", ministry, "24 states")
    made.publish(claim)

    row = rows(client)[0]

    assert row["origin_id"] == f"; {ministry.ref}; "
    assert row["origin_name"] == "two officials; Foreign Ministry of Exampleland; 24 states"


def test_newest_comes_first_and_quotes_and_lines_survive(client):
    first = made.claim(paraphrase='He said "no",\nthen =1+1.')
    second = made.claim()
    made.publish(first)
    made.publish(second)

    found = rows(client)

    assert [row["claim_id"] for row in found] == [second.ref, first.ref]
    assert found[1]["paraphrase"] == 'He said "no",\nthen =1+1.'


@pytest.mark.parametrize("role", ["holder", "relay", "origin"])
def test_each_role_filter_finds_its_agent_and_nobody_elses(chain, role):
    made.publish(made.claim())
    agent = chain.agents[role]

    assert refs(f"{role}={agent.ref}") == [chain.ref]
    assert refs(f"agent={agent.ref.upper()}") == [chain.ref]
    assert refs(f"{role}={chain.agents['writer'].ref}") == []


def test_agent_finds_the_writer_too(chain):
    assert refs(f"agent={chain.agents['writer'].ref}") == [chain.ref]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=event", True),
        ("kind=figure", False),
        ("kind=figure&kind=event", True),
        ("mode=direct", True),
        ("mode=none&mode=indirect", False),
        ("source_kind=article", True),
        ("language=en", True),
        ("language=az", False),
        ("said_from=2022-02-26", True),
        ("said_from=2022-03", False),
        ("said_to=2022-02-26", True),
        ("said_to=2022-02-25", False),
        ("said_from=2022&said_to=2022", True),
        ("said_from=2030&said_from=2020", True),
        ("about_from=1992-02-26", True),
        ("about_from=1992-02-27", False),
        ("about_to=1992-02-25", True),
        ("published_from=2022-02-28", True),
        ("published_to=2022-01", False),
        ("held=yes", True),
        ("held=no", False),
        ("q=bridges", True),
        ("q=BRIDGES+closed", True),
        ("q=bridg*", True),
        ("q=bridging", True),
        ("q=bri", False),
        ("q=%22bridges+were%22", True),
        ("q=%22were+bridges%22", False),
        ("q=bridges+-closed", False),
        ("q=thomas", True),
        ("q=bridges&utm_source=x&fbclid=1", True),
        ("q=", True),
    ],
)
def test_filters_keep_what_they_ask_for(chain, query, found):
    assert refs(query) == ([chain.ref] if found else [])


def test_statement_source_and_subject_filters(chain):
    made.publish(made.claim())
    subject = chain.subjects.get()

    assert refs(f"statement={chain.said.ref}") == [chain.ref]
    assert refs(f"source={chain.capture.source.ref}") == [chain.ref]
    assert refs(f"subject={subject.ref}") == [chain.ref]
    assert refs(f"source={chain.book.ref}") == []


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("colour=red", "colour: there is no such parameter."),
        ("kind=bogus", "kind: “bogus” is not one of event, circumstance, figure"),
        ("kind=event&kind=bogus", "kind: “bogus” is not one of"),
        ("mode=DIRECT", "mode: “DIRECT” is not one of"),
        ("holder=o-0123456789", "holder: no agent is called “o-0123456789”, and it is not the address of one."),
        ("source=1", "source: no source is called “1”, and it is not the address of one."),
        ("said_from=yesterday", "said_from: "),
        ("said_from=1992-02-30", "said_from: "),
        ("about_to=" + "9" * 5000, "about_to: "),
        ("language=%3Cscript%3E", "language: “<script>” is not a language tag"),
        ("held=maybe", "held: “maybe” is not one of yes, no."),
        ("sort=price", "sort: “price” is not one of"),
        ("sort=said&sort=-said", "sort: can be given only once."),
        ("sort=relevance", "sort: relevance needs words to look for in q."),
        ("after=forged", "after: is not a place in this list"),
        ("q=-", "q: holds no word to look for."),
        ("q=%22%22", "q: holds no word to look for."),
        ("q=" + "a" * 1001, "q: is longer than 1000 characters."),
        ("q=" + "a+" * 50, "q: has more than 40 words."),
        ("kind=event&" * 101, "kind: is repeated more than 100 times."),
    ],
)
def test_a_malformed_query_is_said_and_matches_nothing(client, chain, query, error):
    selection = claims_for(QueryDict(query))
    response = client.get(f"/claims.csv?{query}")

    assert [found[: len(error)] for found in selection.errors][:1] == [error]
    assert list(selection.rows) == []
    assert selection.count == 0
    assert response.status_code == 400
    assert response.content.decode().startswith(error)


@pytest.mark.parametrize("query", ["after=x", "sort=relevance&q=bridges"])
def test_a_file_has_no_pages_and_no_relevance(client, chain, query):
    assert client.get(f"/claims.csv?{query}").status_code == 400


def test_nul_and_endless_queries_are_refused(client, chain):
    assert client.get("/claims.csv?q=%00").status_code == 400
    assert client.get("/claims.csv?q=" + "x" * 60_000).status_code == 414


@pytest.mark.parametrize("sort", ["-added", "said", "-said", "text", "relevance"])
def test_every_order_pages_through_all_claims_once(sort):
    capture = made.capture()
    for number in range(5):
        claim = made.claim(found_in=capture)
        if number % 2:
            made.ascribe(claim, "an official", said_edtf=f"199{number}", said_basis="stated")
        made.publish(claim)
    query = f"q=bridges&sort={sort}"
    whole = [row.claim_id for row in claims_for(QueryDict(query)).rows]

    paged = []
    while query:
        page = claims_for(QueryDict(query)).page(size=2)
        paged += [row.claim_id for row in page.claims]
        query = page.next_query

    assert len(set(whole)) == 5
    assert paged == whole


def test_a_page_and_a_file_of_the_same_query_hold_the_same_claims(client, chain):
    made.publish(made.claim())

    assert [row["claim_id"] for row in rows(client, "?mode=direct")] == refs("mode=direct")


def test_every_parameter_of_the_contract_exists():
    assert set(PARAMETERS) == {
        "q", "holder", "relay", "origin", "agent", "source", "statement", "subject", "kind", "mode", "source_kind",
        "language", "said_from", "said_to", "about_from", "about_to", "published_from", "published_to", "held",
        "sort", "after", "publisher",
    }  # fmt: skip


def test_every_column_says_what_it_means():
    assert all(column.meaning.endswith(".") for column in CLAIM_COLUMNS)


@pytest.mark.parametrize("count", [1, 30])
def test_the_file_is_read_in_one_query_whatever_its_length(client, django_assert_max_num_queries, count):
    capture = made.capture()
    made.publish(*[waiting(capture) for _ in range(count)])

    with django_assert_max_num_queries(4):
        assert len(rows(client)) == count


def waiting(capture):
    claim = made.claim(found_in=capture)
    publishing.submit([claim], by=made.user("curator"), reason="Ready.")
    return claim


@pytest.mark.long
def test_a_large_file_takes_no_more_memory_than_a_small_one(client):
    made.publish(made.claim())
    small = peak_of(client)

    multiply(ClaimRow.objects.select_related("page").get(), by=60_000)

    assert peak_of(client) < small + 8 * 1024**2


def peak_of(client):
    """The most memory, in bytes, that sending the file needs at any moment."""
    tracemalloc.start()
    for block in client.get("/claims.csv"):
        assert len(block) < 200_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def multiply(row, *, by):
    """Copy a public claim many times; what a catalogue of that size looks like to the file."""
    page = row.page
    for start in range(0, by, 5000):
        numbers = range(start + 1000, start + 6000)
        pages = [copy_of(page, id=number, ref=f"c-{number:010d}") for number in numbers]
        Page.objects.bulk_create(pages)
        ClaimRow.objects.bulk_create([copy_of(row, page_id=page.id, claim_id=page.ref) for page in pages])


def copy_of(record, **changes):
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return type(record)(**values | changes)
