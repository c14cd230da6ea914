"""Citations read by others: rispy, bibtexparser, a JSON schema; speaker, source and archive each in its own place."""

import copy
import json
import re
from types import SimpleNamespace

import bibtexparser
import html5lib
import jsonschema
import made
import pytest
import rispy
import varied
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.catalogue.models import Page
from statements.record.wording import AttributedClaim
from statements.surfaces.citation_files import FORMS
from statements.surfaces.citations import claim_citation

SITE = "http://127.0.0.1:8000"
ARCHIVE = "Archive of Public Statements"
ENTRY = {"n": 3, "at": "2026-11-25T02:39:28Z", "act": "amend", "reason": ""}
TEXT = {"type": "string", "minLength": 1}
NAMES = {"type": "array", "minItems": 1, "items": {"properties": {"literal": TEXT}, "additionalProperties": False}}
PARTS = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}
DATE = {
    "properties": {"date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": PARTS}, "literal": TEXT},
    "additionalProperties": False,
}
# What citations of ours may use of citationstyles.org's csl-data.json, version 1.0.2.
TYPES = ["article-newspaper", "book", "broadcast", "document", "entry"]
TYPES += ["legal_case", "post", "report", "speech", "webpage"]
TEXTS = ["id", "title", "container-title", "publisher", "genre", "language", "version", "abstract", "note"]
TEXTS += ["archive", "archive_location", "URL"]
FIELDS = {"type": {"enum": TYPES}, "author": NAMES, "container-author": NAMES, "issued": DATE, "accessed": DATE}
FIELDS |= dict.fromkeys(TEXTS, TEXT)
CSL = {"type": "array", "items": {"required": ["type", "id"], "properties": FIELDS, "additionalProperties": False}}


@pytest.fixture(scope="module")
def shown(django_db_setup, django_db_blocker):
    """The small varied archive, and the documents of its claims."""
    with django_db_blocker.unblock(), transaction.atomic():
        archive = varied.archive()
        claims = {page.ref: page for page in Page.objects.public().of_kind("claim")}
        yield SimpleNamespace(archive=archive, claims=claims)
        transaction.set_rollback(True)


# The reader of LaTeX does not know these, or takes them for others: each stands aside while it reads.
SPELT_OUT = {r"\textbraceleft{}": ("\ue001", "{"), r"\textbraceright{}": ("\ue002", "}")}
SPELT_OUT |= {r"\textasciicircum{}": ("\ue003", "^")}


def bibtex(written):
    """The one entry as bibtexparser reads it: its type, its key and its fields, LaTeX made plain."""
    assert written.count("{") == written.count("}")
    for spelt, (mark, _) in SPELT_OUT.items():
        written = written.replace(spelt, mark)
    library = bibtexparser.parse_string(written, append_middleware=[bibtexparser.middlewares.LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {field.key: field.value for field in entry.fields}
    for mark, character in SPELT_OUT.values():
        fields = {name: value.replace(mark, character) for name, value in fields.items()}
    return entry.entry_type, entry.key, fields


def ris(written):
    """The one reference as rispy reads it; every line is a tag and a value."""
    lines = written.split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n]*", line) for line in lines[:-1])
    assert (lines[0][:5], lines[-2:], written.splitlines()) == ("TY  -", ["ER  - ", ""], lines[:-1])
    (found,) = rispy.loads(written)
    return found


def csl(written):
    found = json.loads(written)
    jsonschema.validate(found, CSL)
    return found[0]


def written(citation):
    return {ending: form.write(citation) for ending, form in FORMS.items()}


def fetched(address):
    """What is at an address in every format, by its ending."""
    files = {}
    for ending, form in FORMS.items():
        response = Client().get(f"{address}.{ending}")
        assert (response.status_code, response["Content-Type"]) == (200, form.media_type)
        files[ending] = response.content.decode()
    return files


def test_each_format_keeps_speaker_source_and_archive_apart(shown, django_db_blocker):
    ref = shown.archive.chain.ref
    with django_db_blocker.unblock():
        files = fetched(f"/claims/{ref}")

    kind, key, entry = bibtex(files["bib"])
    reference, item = ris(files["ris"]), csl(files["csl.json"])
    sentence = AttributedClaim(shown.claims[ref].document).sentence
    here = f"{SITE}/claims/{ref}/revisions/1/"
    assert sentence == (
        "Bo Sample, as quoted by Ada Author (Black Bridges, p. 172), as quoted by the Foreign Ministry of "
        "Exampleland, as reported by Vera Writer"
    )
    assert (kind, key, item["type"], reference["type_of_reference"]) == ("misc", f"{ref}.1", "entry", "ELEC")
    for author, container, writer, archive, url, note in [
        (entry["author"], entry["booktitle"], entry["bookauthor"], entry["howpublished"], entry["url"], entry["note"]),
        (
            *reference["authors"],
            reference["secondary_title"],
            *reference["secondary_authors"],
            reference["publisher"],
            *reference["urls"],
            *reference["notes"],
        ),
        (
            item["author"][0]["literal"],
            item["container-title"],
            item["container-author"][0]["literal"],
            item["archive"],
            item["URL"],
            item["note"],
        ),
    ]:
        assert (author, container, writer) == ("Bo Sample", "article by Vera Writer", "Vera Writer")
        assert (archive, url) == (ARCHIVE, here)
        assert note.startswith(f"{sentence}. Found in article by Vera Writer. {ARCHIVE}, claim {ref}, revision 1, ")
    assert files["txt"].startswith(f"{sentence}. {ARCHIVE}, claim {ref}, revision 1, ")
    assert files["txt"].endswith(f", {here}\n")


def test_every_claim_is_cited_with_its_attribution_and_nobody_is_made_an_author(shown):
    for ref, page in shown.claims.items():
        citation = claim_citation(page.document, page.revisions[-1])
        files, claim = written(citation), AttributedClaim(page.document)
        _, _, entry = bibtex(files["bib"])
        reference, item = ris(files["ris"]), csl(files["csl.json"])

        names = [name["literal"] for name in item.get("author", [])]

        assert entry.get("author", "") == " and ".join(names)
        assert reference.get("authors", []) == names
        assert bool(names) == (ref not in {shown.archive.claims[it].ref for it in ("none", "generic", "denied")})
        for told in (entry, item, {"abstract": reference["abstract"], "note": reference["notes"][0]}):
            assert told["abstract"] == str(claim)
            assert told["note"].startswith(claim.sentence)


HARD = st.text(
    st.sampled_from("{}\\$&%#_^~\"'`-@=,;<>/ \n\t\u2028\u2029\u00a0ab ə İ é éшЖعשא中語😀…“”«»[]!?"),
    min_size=1,
    max_size=30,
).filter(lambda text: re.search(r"\w", text))


@settings(max_examples=50)
@given(name=HARD, words=HARD, title=HARD)
def test_any_words_come_back_from_every_format(shown, name, words, title):
    document = copy.deepcopy(shown.claims[shown.archive.arabic.ref].document)
    document["paraphrase"], document["source"]["title"] = words, title
    document["links"][0]["holders"][0]["agent"]["name"] = name

    files = written(claim_citation(document, ENTRY))
    _, _, entry = bibtex(files["bib"])
    reference, item = ris(files["ris"]), csl(files["csl.json"])

    claim = AttributedClaim(document)
    assert flat(item["note"]).startswith(flat(claim.sentence))
    assert (item["author"], item["title"]) == ([{"literal": name}], claim.short)
    assert flat(reference["notes"][0]).startswith(flat(claim.sentence))
    assert [flat(author) for author in reference["authors"]] == [flat(name)]
    assert flat(entry["note"]).startswith(flat(claim.sentence))
    assert flat(entry["author"]) == flat(name)
    assert flat(entry["abstract"]) == flat(str(claim))


def flat(text):
    """A text without white space: formats of lines have none to spare, and readers take it from the ends."""
    return re.sub(r"\s", "", text)


@pytest.mark.django_db
def test_dates_are_told_as_far_as_each_format_can(client):
    ministry = made.agent()
    told = {}
    for edtf in ("1992-02-26", "1992-02", "1992", "1992~", "199X", "1991-10/..", ""):
        statement = made.statement(speaker=ministry, said_edtf=edtf, said_basis="stated" if edtf else "")
        claim = made.claim()
        made.ascribe(claim, ministry, statement=statement)
        made.publish(claim)
        page = Page.objects.get(ref=claim.ref)
        files = written(claim_citation(page.document, page.revisions[-1]))
        _, _, entry = bibtex(files["bib"])
        reference, item = ris(files["ris"]), csl(files["csl.json"])
        date = re.search(r"  date = {(.*)}", files["bib"])  # EDTF, which is no LaTeX
        told[edtf] = (date and date[1], entry.get("year"), reference.get("date"), item.get("issued"))

    assert told == {
        "1992-02-26": ("1992-02-26", "1992", "1992/02/26/", {"date-parts": [[1992, 2, 26]]}),
        "1992-02": ("1992-02", "1992", "1992/02//", {"date-parts": [[1992, 2]]}),
        "1992": ("1992", "1992", "1992///", {"date-parts": [[1992]]}),
        "1992~": ("1992~", None, None, {"literal": "about 1992"}),
        "199X": ("199X", None, None, {"literal": "the 1990s"}),
        "1991-10/..": ("1991-10/..", None, None, {"literal": "from October 1991 on"}),
        "": (None, None, None, None),
    }


def test_an_inferred_date_says_so(shown):
    page = shown.claims[shown.archive.indirect.ref]

    note = claim_citation(page.document, ENTRY).note

    assert "Date: March 2022 (inferred from “a year after”)." in note


@pytest.mark.django_db
def test_a_revision_is_cited_as_it_was_on_its_day(client):
    claim, first, second = made.claim(), made.agent("First Body"), made.agent("Second Body")
    made.ascribe(claim, first)
    made.publish(claim)
    claim.links.get().holders.update(agent=second)
    claim.refresh_from_db()
    claim.touch(by=made.user("curator"))
    made.publish(claim, reason="It was the other.")

    then, now = fetched(f"/claims/{claim.ref}/revisions/1"), fetched(f"/claims/{claim.ref}")

    assert [csl(files["csl.json"])["author"][0]["literal"] for files in (then, now)] == ["First Body", "Second Body"]
    assert fetched(f"/claims/{claim.ref}/revisions/2") == now
    assert client.get(f"/claims/{claim.ref}/revisions/3.bib").status_code == 404
    assert client.get(f"/claims/{claim.ref}/revisions/{'9' * 30}.bib").status_code == 404
    response = client.get(f"/claims/{claim.ref}/revisions/1.ris")
    assert response["Content-Disposition"] == f'attachment; filename="{claim.ref}.1.ris"'
    page = client.get(f"/claims/{claim.ref}/revisions/1/").content.decode()
    assert [f"/claims/{claim.ref}/revisions/1.{ending}" in page for ending in FORMS] == [True] * len(FORMS)


@pytest.mark.django_db
def test_sources_and_statements_are_cited_too(client):
    ministry = made.agent(takes_the=True)
    source = made.source(
        kind="book", url="https://daily.example/1", publisher=ministry, published_edtf="2003", published_basis="stated"
    )
    statement = made.statement("On bridges", speaker=ministry)
    claim = made.claim(found_in=made.capture(of=source))
    made.ascribe(claim, ministry, statement=statement)
    made.publish(claim)

    kind, key, book = bibtex(fetched(f"/sources/{source.ref}")["bib"])
    said = csl(fetched(f"/statements/{statement.ref}")["csl.json"])

    assert (kind, key) == ("book", f"{source.ref}.1")
    assert (book["author"], book["title"], book["year"]) == ("Ada Example", "Bridges closed", "2003")
    assert (book["publisher"], book["url"]) == ("Foreign Ministry of Exampleland", "https://daily.example/1")
    assert "urldate" not in book  # nobody here knows when somebody else's address was read
    assert book["note"].startswith(
        f"Bridges closed, book by Ada Example, 2003. {ARCHIVE}, source {source.ref}, revision 1, "
    )
    assert (said["author"], said["title"]) == ([{"literal": "Foreign Ministry of Exampleland"}], "On bridges")
    assert (said["URL"], said["archive_location"]) == (f"{SITE}/statements/{statement.ref}/", statement.ref)


def test_the_head_of_a_page_tells_reference_managers_the_same(shown, django_db_blocker):
    heads = {}
    for name in ("joint", "none"):
        with django_db_blocker.unblock():
            page = Client().get(f"/claims/{shown.archive.claims[name].ref}/").content.decode()
        tree = html5lib.parse(page, namespaceHTMLElements=False)
        tags = [(tag.get("name"), tag.get("content")) for tag in tree.iter("meta") if tag.get("name")]
        heads[name] = [tag for tag in tags if tag[0].startswith(("citation_", "DC."))]

    joint, ref = dict(heads["joint"]), shown.archive.joint.ref
    claim = AttributedClaim(shown.claims[ref].document)
    names = ["Parliament of Exampleland", "17 countries", "Council of Example Bodies"]
    for field in ("citation_author", "DC.creator"):
        assert [content for name, content in heads["joint"] if name == field] == names
        assert field not in dict(heads["none"])
    assert joint["citation_title"] == joint["DC.title"] == claim.short
    assert joint["citation_publisher"] == ARCHIVE
    assert joint["DC.description"] == claim.sentence
    assert joint["DC.source"] == "article by Vera Writer"
    assert joint["citation_public_url"] == f"{SITE}/claims/{ref}/revisions/1/"
    assert dict(heads["none"])["DC.description"] == "Vera Writer, in the article’s own voice"


def test_a_page_asks_no_more_of_the_database_for_it(shown, django_db_blocker):
    with django_db_blocker.unblock(), CaptureQueriesContext(connection) as asked:
        Client().get(f"/claims/{shown.archive.chain.ref}/revisions/1.bib")
        queries = len(asked)

    assert queries == 2  # the page, and the revision
