"""Linked data says what the page says: read by rdflib, with the whole attribution and never a verdict."""

import json
import re
from types import SimpleNamespace

import html5lib
import linked
import made
import pytest
import varied
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from linked import OA, PROV, SCHEMA
from rdflib import RDF, Literal, URIRef

from statements import publishing
from statements.catalogue.models import Page
from statements.record.wording import AttributedClaim
from statements.refs import PREFIXES

SITE = "http://127.0.0.1:8000"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")


@pytest.fixture(scope="module")
def shown(django_db_setup, django_db_blocker):
    """The small varied archive, and every claim of it as JSON-LD."""
    with django_db_blocker.unblock(), transaction.atomic():
        archive = varied.archive()
        pages = {page.ref: page for page in Page.objects.public().of_kind("claim")}
        files = {ref: read(Client(), ref) for ref in pages}
        yield SimpleNamespace(archive=archive, pages=pages, files=files)
        transaction.set_rollback(True)


def read(client, ref, ending=".jsonld"):
    kind = next(kind for kind, letter in PREFIXES.items() if letter == ref[0])
    response = client.get(f"/{kind}s/{ref}{ending}")
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, "application/ld+json")
    return json.loads(response.content)


def names(found, node):
    """The names of a node's authors."""
    return sorted(str(linked.one(found, author, SCHEMA.name)) for author in found.objects(node, SCHEMA.author))


def test_every_claim_has_its_whole_attribution_beside_its_words(shown):
    told, expected = {}, {}
    for ref, document in shown.files.items():
        found, node = linked.graph(document), URIRef(f"{SITE}/claims/{ref}/")
        told[ref] = [linked.one(found, node, name) for name in (SCHEMA.creditText, SCHEMA.text, SCHEMA.abstract)]
        claim = AttributedClaim(shown.pages[ref].document)
        words = Literal(claim.verbatim, lang=claim.language) if claim.verbatim else None
        expected[ref] = [Literal(claim.sentence, lang="en"), words, Literal(claim.document["paraphrase"], lang="en")]

    assert len(told) == 10
    assert told == expected


def test_only_a_direct_quotation_is_called_one_and_nothing_is_rated(shown):
    types = {}
    for ref, document in shown.files.items():
        found = linked.graph(document)
        types[ref] = {str(kind) for kind in found.objects(URIRef(f"{SITE}/claims/{ref}/"), RDF.type)}
        assert not re.search("rating|ClaimReview", json.dumps(document), re.IGNORECASE)

    claims = shown.archive.claims
    quoted = {claims[name].ref for name in ("chain", "arabic")}
    assert types == {
        ref: {str(SCHEMA.Claim)} | ({str(SCHEMA.Quotation)} if ref in quoted else set()) for ref in shown.files
    }


def test_the_author_is_the_originator_and_nobody_where_nobody_is_said_to_have_said_it(shown):
    told = {}
    for name, claim in shown.archive.claims.items():
        found = linked.graph(shown.files[claim.ref])
        told[name] = names(found, URIRef(f"{SITE}/claims/{claim.ref}/"))

    ministry = ["Foreign Ministry of Exampleland"]
    assert told == {
        "indirect": ministry,
        "none": [],
        "report": ministry,
        "chain": ["Bo Sample"],
        "crossing": ministry,
        "joint": ["17 countries", "Council of Example Bodies", "Parliament of Exampleland"],
        "generic": [],
        "denied": [],
        "own": ministry,
        "arabic": ["Sample Body"],
    }


def based_on(found, node):
    """The authors of what a claim is based on, one list a step, outward."""
    steps = []
    while node := linked.one(found, node, SCHEMA.isBasedOn):
        steps.append(names(found, node))
    return steps


def test_relays_are_nested_from_the_nearest_to_the_originator(shown):
    told = {}
    for name in ("chain", "none", "own", "denied"):
        ref = shown.archive.claims[name].ref
        told[name] = based_on(linked.graph(shown.files[ref]), URIRef(f"{SITE}/claims/{ref}/"))

    ministry = ["Foreign Ministry of Exampleland"]
    assert told["chain"] == [ministry, ["Ada Author"], ["Bo Sample"]]
    assert told["own"] == [ministry]
    assert told["none"] == []
    assert told["denied"] == [["a driver"]]  # the mayor is said not to have said it


def test_a_claim_names_the_source_it_appears_in_and_the_work_and_page_cited(shown):
    ref, book = shown.archive.chain.ref, shown.archive.book.ref
    found = linked.graph(shown.files[ref])

    source = linked.one(found, URIRef(f"{SITE}/claims/{ref}/"), SCHEMA.appearance)
    cited = next(found.subjects(SCHEMA.pagination, Literal("p. 172")))

    assert source == URIRef(f"{SITE}/sources/{shown.archive.article.ref}/")
    assert names(found, source) == ["Vera Writer"]
    assert linked.one(found, cited, SCHEMA.isPartOf) == URIRef(f"{SITE}/sources/{book}/")
    assert names(found, URIRef(f"{SITE}/sources/{book}/")) == ["Ada Author"]


def test_texts_from_right_to_left_say_so(shown):
    document = shown.files[shown.archive.arabic.ref]

    assert document["text"] == {
        "@value": varied.ARABIC.split("\n\n")[1].split("،")[0],
        "@language": "ar",
        "@direction": "rtl",
    }
    assert document["appearance"]["name"]["@direction"] == "rtl"
    assert document["author"][0]["alternateName"] == [
        {"@value": "الهيئة النموذجية", "@language": "ar", "@direction": "rtl"}
    ]


def test_the_page_holds_the_same_data(shown, django_db_blocker):
    held = {}
    with django_db_blocker.unblock():
        for ref in shown.pages:
            tree = html5lib.parse(Client().get(f"/claims/{ref}/").content.decode(), namespaceHTMLElements=False)
            blocks = [node for node in tree.iter("script") if node.get("type") == "application/ld+json"]
            held[ref] = [json.loads(node.text) for node in blocks]

    about_the_data = ("sdPublisher", "sdDatePublished", "sdLicense", "version")
    expected = {ref: [without(document, *about_the_data)] for ref, document in shown.files.items()}
    assert held == expected


def without(document, *names):
    return {name: value for name, value in document.items() if name not in names}


HOSTILE = '</script><script>alert(1)</script><!-- & ]]> \\u003C "open"'


@pytest.mark.django_db
def test_no_text_can_end_or_begin_an_element_from_inside_the_data(client):
    source = made.source(HOSTILE, author=HOSTILE)
    claim = made.claim("41", found_in=made.capture(HOSTILE + " 41", of=source), paraphrase=HOSTILE)
    made.publish(claim)

    for address in (f"/claims/{claim.ref}/", f"/sources/{source.ref}/"):
        response = client.get(address)
        page = response.content.decode()
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        (block,) = [node for node in tree.iter("script") if node.get("type") == "application/ld+json"]

        assert HOSTILE in json.dumps(json.loads(block.text), ensure_ascii=False).replace('\\"', '"').replace(
            "\\\\", "\\"
        )
        assert not re.search("[<>&]", block.text)
        assert len(list(tree.iter("script"))) == 1
        assert "script-src 'self';" in response["Content-Security-Policy"] + ";"


@pytest.mark.django_db
def test_dates_that_iso_cannot_say_are_edtf_with_its_type(client):
    ministry = made.agent()
    statement = made.statement(speaker=ministry, said_edtf="1992-02-XX", said_basis="stated")
    claim = made.claim(about_edtf="1992~", about_basis="stated")
    claim.capture.source.published_edtf, claim.capture.source.published_basis = "1992-02-26", "stated"
    claim.capture.source.save()
    made.ascribe(claim, ministry, statement=statement)
    made.publish(claim)

    found = linked.graph(read(client, claim.ref))

    node = URIRef(f"{SITE}/claims/{claim.ref}/")
    source = URIRef(f"{SITE}/sources/{claim.capture.source.ref}/")
    assert linked.one(found, node, SCHEMA.dateCreated) == Literal("1992-02-XX", datatype=EDTF)
    assert linked.one(found, node, SCHEMA.temporalCoverage) == Literal("1992~")
    assert linked.one(found, source, SCHEMA.datePublished) == Literal("1992-02-26")


@pytest.mark.django_db
def test_statements_sources_and_agents_are_linked_data_too(client):
    ministry = made.agent()
    ministry.names.create(name="Министерство Примера", language="ru")
    cited = made.source("Site of the ministry", author="", publisher=ministry, url="https://ministry.example/1")
    statement = made.statement("On bridges", speaker=ministry, occasion="a year after", first_published=cited)
    claim = made.claim()
    made.ascribe(claim, ministry, statement=statement)
    made.publish(claim)

    told = linked.graph(read(client, statement.ref))
    source = linked.graph(read(client, cited.ref))
    agent = linked.graph(read(client, ministry.ref))

    node, first, body = (
        URIRef(f"{SITE}/{folder}/{record.ref}/")
        for folder, record in [("statements", statement), ("sources", cited), ("agents", ministry)]
    )
    assert linked.one(told, node, SCHEMA.author) == body
    assert linked.one(told, node, SCHEMA.isPartOf) == first
    assert linked.one(told, node, SCHEMA.name) == Literal("On bridges")
    assert linked.one(source, first, SCHEMA.url) == URIRef("https://ministry.example/1")
    assert str(linked.one(source, first, SCHEMA.disambiguatingDescription)).startswith("Cited only")
    assert linked.one(source, first, SCHEMA.publisher) == body
    assert linked.one(agent, body, RDF.type) == SCHEMA.Organization
    assert linked.one(agent, body, SCHEMA.alternateName) == Literal("Министерство Примера", lang="ru")


def test_an_annotation_ties_the_attributed_claim_to_its_words(shown, django_db_blocker):
    for ref, page in shown.pages.items():
        with django_db_blocker.unblock():
            document = read(Client(), ref, "/annotation.jsonld")
        found, claim = linked.graph(document), AttributedClaim(page.document)

        quotes = [str(exact) for exact in found.objects(None, OA.exact)]
        starts = sorted(int(start) for start in found.objects(None, OA.start))
        ends = sorted(int(end) for end in found.objects(None, OA.end))

        assert Literal(str(claim)) in set(found.objects(None, RDF.value))
        assert sorted(quotes) == sorted(span["exact"] for span in page.document["words"])
        assert (starts, ends) == tuple(
            sorted(span[side] for span in page.document["words"]) for side in ("start", "end")
        )
        (state,) = set(found.objects(None, OA.sourceDate))
        assert str(state) == page.document["capture"]["captured_at"]


@pytest.mark.django_db
def test_positions_count_code_points_and_each_interrupted_stretch_is_a_target(client):
    text = "😀 “We close it”, the 😀 mayor said, “for good”."
    claim = made.claim("We close it", found_in=made.capture(text), paraphrase="It is closed for good.")
    made.mark(claim, "for good")
    made.publish(claim)

    targets = read(client, claim.ref, "/annotation.jsonld")["target"]

    found = []
    for target in targets:
        quote, position = target["selector"]
        found.append((quote["exact"], text[position["start"] : position["end"]]))
    assert found == [("We close it", "We close it"), ("for good", "for good")]


@pytest.mark.django_db
@pytest.mark.parametrize(("display", "is_whole"), [("full", True), ("passages", False), ("none", False)])
def test_copy_and_context_are_told_where_visitors_may_read_the_whole_text(client, display, is_whole):
    source = made.source(display=display, url="https://daily.example/1", archived_url="https://web.example/1")
    claim = made.claim(found_in=made.capture(of=source))
    made.publish(claim)

    (target,) = read(client, claim.ref, "/annotation.jsonld")["target"]

    copy = f"{SITE}/captures/{claim.capture.ref}/file"
    assert target["source"] == "https://daily.example/1"
    assert target["state"]["cached"] == ([copy] if is_whole else []) + ["https://web.example/1"]
    assert ("prefix" in target["selector"][0], "suffix" in target["selector"][0]) == (is_whole, is_whole)


@pytest.mark.django_db
def test_a_summary_gives_no_words_of_the_source(client):
    source = made.source(url="https://daily.example/1")
    capture = made.capture("Our summary: 41 bridges were closed.", of=source, text_basis="summary")
    claim = made.claim("41 bridges were closed", found_in=capture)
    made.publish(claim)

    target = read(client, claim.ref, "/annotation.jsonld")["target"]
    document = read(client, claim.ref)

    assert (target["source"], "selector" in target) == (f"{SITE}/sources/{source.ref}/", False)
    assert "text" not in document


@pytest.mark.django_db
def test_provenance_has_each_text_and_each_act(client):
    claim = made.claim()
    made.publish(claim)
    publishing.withdraw([claim], by=made.user("publisher"), reason="Wrong.")
    claim.refresh_from_db()
    publishing.restore([claim], by=made.user("publisher"), reason="Right after all.")
    claim.refresh_from_db()
    claim.paraphrase = "Bridges were closed."
    claim.save()
    claim.touch(by=made.user("curator"))
    made.publish(claim, reason="Shorter.")

    found = linked.graph(read(client, claim.ref, "/provenance.jsonld"))

    def text(n):
        return URIRef(f"{SITE}/claims/{claim.ref}/revisions/{n}/")

    def act(n):
        return URIRef(f"{SITE}/claims/{claim.ref}/provenance.jsonld#act-{n}")

    assert set(found.subject_objects(PROV.wasGeneratedBy)) == {(text(n), act(n)) for n in (1, 3, 4)}
    assert set(found.subject_objects(PROV.wasRevisionOf)) == {(text(3), text(1)), (text(4), text(3))}
    assert set(found.subject_objects(PROV.invalidated)) == {(act(2), text(1))}
    assert set(found.subjects(PROV.wasAssociatedWith, URIRef(f"{SITE}/"))) == {act(n) for n in (1, 2, 3, 4)}
    assert [
        str(linked.one(found, act(n), URIRef("http://www.w3.org/2000/01/rdf-schema#comment"))) for n in (1, 2, 3, 4)
    ] == [
        "First publication.",
        "Wrong.",
        "Right after all.",
        "Shorter.",
    ]
    assert client.get(f"/claims/{claim.ref}/revisions/2/").status_code == 410


ENDINGS = (".jsonld", "/annotation.jsonld", "/provenance.jsonld", ".bib", ".ris", ".csl.json", ".txt")


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_there_as_long_as_its_page_is(client, ending):
    draft, claim = made.claim(), made.claim()
    made.publish(claim)
    address = f"/claims/{claim.ref}{ending}"

    with CaptureQueriesContext(connection) as asked:
        first = client.get(address)
    queries = len(asked)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    head = client.head(address)
    typed = client.get(f"/claims/{claim.ref.upper()}{ending}")
    assert (first.status_code, again.status_code, head.content, queries) == (200, 304, b"", 1)
    assert (typed.status_code, typed["Location"]) == (301, address)
    assert client.get(f"/claims/{draft.ref}{ending}").status_code == 404
    assert client.get(address + "?utm_source=x").status_code == 200
    refused = client.get(address + "?format=x")
    assert (refused.status_code, "format: there is no such parameter." in refused.content.decode()) == (400, True)

    publishing.withdraw([claim], by=made.user("publisher"), reason="Wrong.")
    gone = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (gone.status_code, "Wrong." in gone.content.decode(), "41 bridges" in gone.content.decode()) == (
        410,
        True,
        False,
    )


@pytest.mark.django_db
def test_a_merged_record_leads_to_the_same_file_of_the_other(client):
    survivor, merged, claim = made.agent("Survivor"), made.agent("Merged"), made.claim()
    made.ascribe(claim, survivor)
    made.ascribe(claim, merged)
    made.publish(claim)
    Page.objects.filter(ref=merged.ref).update(state="merged", redirect=survivor.ref)

    response = client.get(f"/agents/{merged.ref}.jsonld")

    assert (response.status_code, response["Location"]) == (301, f"/agents/{survivor.ref}.jsonld")


@pytest.mark.django_db
def test_a_revision_of_a_merged_record_leads_to_the_page_of_the_other(client):
    survivor, merged = made.claim(), made.claim()
    made.publish(survivor)
    made.publish(merged)
    Page.objects.filter(ref=merged.ref).update(state="merged", redirect=survivor.ref)

    for address in (f"/claims/{merged.ref}/revisions/1/", f"/claims/{merged.ref}/revisions/1.bib"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, f"/claims/{survivor.ref}/")
