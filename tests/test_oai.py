"""OAI-PMH as harvesters use it: everything once, deletions told, every error by the protocol's own word."""

import base64
import json
import xml.etree.ElementTree as ET

import made
import oaipmh_scythe
import pytest
import sickle
import varied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from statements import publishing
from statements.catalogue import columns
from statements.catalogue.models import ClaimRow, Page
from statements.record.revision import Revision
from statements.record.wording import AttributedClaim
from statements.surfaces import oai, oai_formats

pytestmark = pytest.mark.django_db
O = "{http://www.openarchives.org/OAI/2.0/}"  # noqa: E741 - short, since it stands before every name
DC, OWN = "{http://purl.org/dc/elements/1.1/}", f"{{{oai_formats.NATIVE}}}"
HARVESTED = ("claim", "statement", "source")


REFUSED = [
    ({}, "badVerb"),
    ({"verb": "Delete"}, "badVerb"),
    ({"verb": ["Identify", "Identify"]}, "badVerb"),
    ({"verb": "Identify", "x": "1"}, "badArgument"),
    ({"verb": "ListRecords"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": ""}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "resumptionToken": "x"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2026-02-30"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2026"}, "badArgument"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2026-01-01T25:00:00Z"}, "badArgument"),
    (
        {"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2026-01-02", "until": "2026-01-01"},
        "badArgument",
    ),
    (
        {"verb": "ListRecords", "metadataPrefix": "oai_dc", "since": "2026-01-02", "until": "2026-01-03T00:00:00Z"},
        "badArgument",
    ),
    ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "agents"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "1990-01-01"}, "noRecordsMatch"),
    ({"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "since": "2999-01-01"}, "noRecordsMatch"),
    ({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken"),
    ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "c-0000000000"}, "idDoesNotExist"),
    (
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:archive.example.org:c-0000000000"},
        "idDoesNotExist",
    ),
    ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "\ufffe"}, "idDoesNotExist"),
    ({"verb": "ListMetadataFormats", "identifier": "oai:archive.example.org:x"}, "idDoesNotExist"),
    ({"verb": "GetRecord", "metadataPrefix": "marc", "identifier": "x"}, "cannotDisseminateFormat"),
]


@pytest.fixture
def archive(settings):
    """Published claims of every kind of attribution, one withdrawn, and a draft."""
    settings.SITE_URL = "https://archive.example.org"
    made.claim(paraphrase="A draft.")
    found = varied.archive()
    publishing.withdraw([found.crossing], by=made.user("publisher"), reason="Wrong.")
    return found


def asked(client, *, how="get", **arguments):
    """The answer as a tree, which every request has with status 200."""
    given = {"from" if name == "since" else name: value for name, value in arguments.items()}
    response = getattr(client, how)("/oai", given)
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return ET.fromstring(response.content)


def errors(client, **arguments):
    return [error.get("code") for error in asked(client, **arguments).iter(f"{O}error")]


def headers(tree):
    return [
        (header.findtext(f"{O}identifier").rpartition(":")[2], header.get("status"))
        for header in tree.iter(f"{O}header")
    ]


def harvest(client, between=lambda: None, **arguments):
    """All headers of a list, from token to token."""
    verb = arguments.setdefault("verb", "ListIdentifiers")
    tree = asked(client, **{"metadataPrefix": "oai_dc"} | arguments)
    found = headers(tree)
    while token := tree.findtext(f"{O}{verb}/{O}resumptionToken"):
        between()
        tree = asked(client, verb=verb, resumptionToken=token)
        found += headers(tree)
    return found


def expected(*kinds):
    pages = Page.objects.filter(kind__in=kinds or HARVESTED).order_by("id")
    return [(page.ref, None if page.is_public else "deleted") for page in pages]


def metadata(client, record, prefix):
    identifier = f"oai:archive.example.org:{record.ref}"
    tree = asked(client, verb="GetRecord", identifier=identifier, metadataPrefix=prefix)
    return tree.find(f"{O}GetRecord/{O}record/{O}metadata")[0]


def test_identify_says_what_the_repository_keeps(client, archive, settings):
    settings.SITE_CONTACT = "archive@example.org"

    found = asked(client, verb="Identify").find(f"{O}Identify")

    assert [(part.tag.removeprefix(O), part.text) for part in found] == [
        ("repositoryName", settings.SITE_NAME),
        ("baseURL", "https://archive.example.org/oai"),
        ("protocolVersion", "2.0"),
        ("adminEmail", "archive@example.org"),
        ("earliestDatestamp", Page.objects.order_by("id")[0].revisions[0]["at"]),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ]
    settings.SITE_CONTACT = "https://example.org/contact"
    assert asked(client, verb="Identify").findtext(f".//{O}adminEmail") == "postmaster@archive.example.org"


def test_formats_and_sets_are_listed(client, archive):
    identifier = f"oai:archive.example.org:{archive.own.ref}"
    trees = [asked(client, verb="ListMetadataFormats", **more) for more in ({}, {"identifier": identifier})]

    assert [[one.text for one in tree.iter(f"{O}metadataPrefix")] for tree in trees] == [
        ["oai_dc", "statement_archive"]
    ] * 2
    specs = [one.text for one in asked(client, verb="ListSets").iter(f"{O}setSpec")]
    assert specs == ["claims", "statements", "sources"]


def test_a_request_is_repeated_in_its_answer(client, archive):
    for how in ("get", "post"):
        tree = asked(client, how=how, verb="ListIdentifiers", metadataPrefix="oai_dc", set="claims")

        request = tree.find(f"{O}request")
        assert request.text == "https://archive.example.org/oai"
        assert request.attrib == {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc", "set": "claims"}


def test_what_cannot_be_answered_is_told_by_the_protocol_s_errors(client, archive):
    for arguments, error in REFUSED:
        tree = asked(client, **arguments)

        assert [found.get("code") for found in tree.iter(f"{O}error")] == [error], arguments
        assert (tree.find(f"{O}request").attrib == {}) is (error in ("badVerb", "badArgument")), arguments


def test_other_methods_are_refused(client):
    assert [client.put("/oai").status_code, client.delete("/oai").status_code] == [405, 405]


def test_a_token_that_was_not_made_here_is_refused(client, archive, monkeypatch):
    monkeypatch.setattr(oai, "AT_ONCE", 2)
    token = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc").findtext(f".//{O}resumptionToken")
    parts = json.loads(base64.urlsafe_b64decode(token + "=="))
    wrong = [(0, "ListRecords"), (1, "marc"), (1, ["oai_dc"]), (2, "agents"), (3, "x"), (4, 1), (6, "x"), (5, 1)]
    places = [[], [-1], [2**63], ["1"], [True], ["2026-01-01T00:00:00Z", 1]]

    assert errors(client, verb="ListIdentifiers", resumptionToken=token) == []
    for at, value in [*wrong, *((5, place) for place in places)]:
        forged = json.dumps([*parts[:at], value, *parts[at + 1 :]]).encode()
        given = base64.urlsafe_b64encode(forged).decode()
        assert errors(client, verb="ListIdentifiers", resumptionToken=given) == ["badResumptionToken"], (at, value)


def test_everything_is_harvested_once_with_what_was_withdrawn(client, archive, monkeypatch):
    whole = harvest(client)
    monkeypatch.setattr(oai, "AT_ONCE", 3)

    assert (archive.crossing.ref, "deleted") in whole
    assert whole == expected()
    assert harvest(client) == harvest(client, verb="ListRecords", metadataPrefix="statement_archive") == whole
    for name in ("claims", "statements", "sources"):
        assert harvest(client, set=name) == expected(name[:-1])


@pytest.mark.parametrize("period", [{}, {"since": "2000-01-01"}, {"until": "2999-12-31"}])
def test_nothing_is_lost_or_met_twice_while_records_are_published_between_two_parts(
    client, archive, monkeypatch, period
):
    monkeypatch.setattr(oai, "AT_ONCE", 3)
    before = expected()

    found = harvest(
        client,
        between=lambda: made.publish(made.claim("", paraphrase="Published meanwhile.")),
        **period,
    )

    assert sorted(found) == sorted({*found})
    assert set(before) <= set(found)
    assert len(found) > len(before)


def test_amending_and_withdrawing_between_two_parts_loses_nothing(client, archive, monkeypatch):
    monkeypatch.setattr(oai, "AT_ONCE", 3)
    acts = [
        lambda: _amend(archive.indirect),
        lambda: publishing.withdraw([archive.generic], by=made.user("x"), reason="x"),
    ]

    found = harvest(client, between=lambda: acts.pop()() if acts else None)

    assert [ref for ref, _ in found] == [ref for ref, _ in expected()]


def _amend(claim):
    claim.refresh_from_db()
    claim.paraphrase = "It was closed."
    claim.save()
    claim.touch(by=made.user("curator"))
    made.publish(claim)


def test_what_changed_since_a_second_is_harvested_alone(client, archive):
    refs = [page.ref for page in Page.objects.filter(kind__in=HARVESTED).order_by("id")]
    for n, ref in enumerate(refs):
        Page.objects.filter(ref=ref).update(updated_at=f"2099-01-{1 + n // 2:02}T0{n % 2}:00:00Z")

    assert [ref for ref, _ in harvest(client, since="2099-01-02")] == refs[2:]
    assert [ref for ref, _ in harvest(client, since="2099-01-02T01:00:00Z")] == refs[3:]
    assert [ref for ref, _ in harvest(client, until="2099-01-02")] == refs[:4]
    assert [ref for ref, _ in harvest(client, since="2099-01-02", until="2099-01-02")] == refs[2:4]
    assert [ref for ref, _ in harvest(client, until="2099-01-02T00:00:00Z")] == refs[:3]


def test_a_record_is_newly_dated_when_what_it_names_is_renamed(client, archive):
    Page.objects.update(updated_at="2020-01-01T00:00:00Z")
    archive.bo.refresh_from_db()
    archive.bo.names.update(name="Bo Renamed")
    archive.bo.touch(by=made.user("curator"))
    made.publish(archive.bo)

    tree = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    dates = [header.findtext(f"{O}datestamp") for header in tree.iter(f"{O}header")]
    renamed = [ref for (ref, _), date in zip(headers(tree), dates, strict=True) if date != "2020-01-01T00:00:00Z"]
    assert renamed == [archive.chain.ref]
    assert "Bo Renamed" in metadata(client, archive.chain, "oai_dc").findtext(f"{DC}description")


def test_a_withdrawn_record_is_a_header_without_words(client, archive):
    tree = asked(
        client,
        verb="GetRecord",
        identifier=f"oai:archive.example.org:{archive.crossing.ref}",
        metadataPrefix="oai_dc",
    )

    assert headers(tree) == [(archive.crossing.ref, "deleted")]
    assert [part.tag for part in tree.find(f".//{O}record")] == [f"{O}header"]


def test_dublin_core_carries_the_attribution_in_title_and_description(client, archive):
    tree = asked(client, verb="ListRecords", metadataPrefix="oai_dc", set="claims")

    found = {
        record.findtext(f"{O}header/{O}identifier").rpartition(":")[2]: record.find(f"{O}metadata")
        for record in tree.iter(f"{O}record")
    }
    claims = [AttributedClaim(page.document) for page in Page.objects.public().filter(kind="claim")]
    for claim in claims:
        assert [one.text for one in found[claim.ref].iter(f"{DC}title")] == [f"{claim.short}: {claim.text}"]
        descriptions = [one.text for one in found[claim.ref].iter(f"{DC}description")]
        assert descriptions[0] == str(claim)
        assert all(text.startswith(f"{claim.sentence}: ") for text in descriptions)
    assert found.pop(archive.crossing.ref) is None
    assert set(found) == {claim.ref for claim in claims}


def test_only_who_is_said_to_have_said_it_is_a_creator(client, archive):
    wanted = {
        "own": ["Foreign Ministry of Exampleland"],
        "joint": ["Parliament of Exampleland", "Council of Example Bodies"],
        "none": [],
        "generic": [],
        "denied": [],
    }

    found = {name: metadata(client, archive.claims[name], "oai_dc") for name in wanted}

    assert {name: [one.text for one in tree.iter(f"{DC}creator")] for name, tree in found.items()} == wanted


def test_our_own_form_has_every_column_that_is_not_empty(client, archive):
    found = metadata(client, archive.joint, "statement_archive")

    row = ClaimRow.objects.get(claim_id=archive.joint.ref)
    values = {name: getattr(row, name, None) for name in columns.names(columns.CLAIM_COLUMNS)}
    values["claim_url"] = f"https://archive.example.org/claims/{archive.joint.ref}/"
    assert {part.tag.removeprefix(OWN): part.text for part in found} == {
        name: str(value) for name, value in values.items() if value not in ("", None)
    }


def test_our_own_form_is_valid_against_its_published_schema(client, archive):
    schema = etree.XMLSchema(etree.fromstring(client.get("/oai/record.xsd").content))
    content = client.get("/oai?verb=ListRecords&metadataPrefix=statement_archive").content

    records = etree.fromstring(content).findall(f".//{O}metadata/*")

    assert len(records) == Page.objects.public().filter(kind__in=HARVESTED).count()
    assert [schema.error_log for record in records if not schema.validate(record)] == []
    where = asked(client, verb="ListMetadataFormats").findall(f".//{O}schema")[1].text
    assert where == "https://archive.example.org/oai/record.xsd"


def test_thirty_records_cost_no_more_queries_than_one(client):
    def cost(prefix):
        with CaptureQueriesContext(connection) as found:
            asked(client, verb="ListRecords", metadataPrefix=prefix)
        return len(found)

    claims = [made.claim("", paraphrase=f"Claim {n}.") for n in range(30)]
    for claim in claims:
        speaker = made.agent()
        made.ascribe(claim, speaker, statement=made.statement(speaker=speaker))
    made.publish(claims[0])
    before = [cost(prefix) for prefix in ("oai_dc", "statement_archive")]

    made.publish(*claims[1:])

    assert [cost(prefix) for prefix in ("oai_dc", "statement_archive")] == before
    assert max(before) <= 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["sickle", "scythe"])
def test_a_harvester_takes_the_whole_archive_over_http(live_server, monkeypatch, name):
    monkeypatch.setattr(oai, "AT_ONCE", 5)
    archive = varied.archive()
    publishing.withdraw([archive.crossing], by=made.user("publisher"), reason="Wrong.")
    harvested = HARVESTERS[name](f"{live_server.url}/oai")

    found = [(header.identifier.rpartition(":")[2], header.deleted) for header in harvested]

    assert Revision.objects.count() > len(found) > 15
    assert found == [(ref, status == "deleted") for ref, status in expected()]


def _by_sickle(url):
    harvester = sickle.Sickle(url)
    assert harvester.Identify().deletedRecord == "persistent"
    return [record.header for record in harvester.ListRecords(metadataPrefix="oai_dc")]


def _by_scythe(url):
    with oaipmh_scythe.Scythe(url) as scythe:
        return [record.header for record in scythe.list_records(metadata_prefix="statement_archive")]


HARVESTERS = {"sickle": _by_sickle, "scythe": _by_scythe}
