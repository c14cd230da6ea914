"""What a visitor can reach, by crawling the site: no claim without its attribution beside it, nothing of the desk."""

import csv
import html
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import html5lib
import made
import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import resolve

from statements import example, publishing
from statements import urls as addresses
from statements.catalogue.facets import FACETS
from statements.catalogue.models import Page
from statements.choices import Mode
from statements.desk.claims import Claim
from statements.desk.comments import say
from statements.desk.history import change_set
from statements.desk.preview_links import make_link
from statements.record.revision import Revision
from statements.record.wording import AttributedClaim
from statements.refs import canonical
from statements.surfaces import snapshots

pytestmark = pytest.mark.django_db

CANARY = "kanarienvogel"  # in no word of the archive, whatever its language
WRITER, APPROVER = f"{CANARY}-writer", f"{CANARY}-approver"

# Every public address by its name: which modes a visitor meets there with the example archive, or why none.
EVERY_MODE = {mode.value for mode in Mode}
SHOWING = {
    "claims": EVERY_MODE,
    "claims_csv": EVERY_MODE,
    "claims_atom": EVERY_MODE,
    "source_atom": EVERY_MODE,
    "agent_atom": EVERY_MODE,
    "subject_atom": EVERY_MODE,
    "claim": EVERY_MODE,
    "claim_csv": EVERY_MODE,
    "claims_json": EVERY_MODE,
    "claim_json": EVERY_MODE,
    "card": EVERY_MODE,
    "oembed": EVERY_MODE,
    "claim_revision": EVERY_MODE,
    "claim_jsonld": EVERY_MODE,
    "annotation": EVERY_MODE,
    "claim_citation": EVERY_MODE,
    "claim_revision_citation": EVERY_MODE,
    "source": EVERY_MODE,
    "subject": EVERY_MODE,
    "figures_csv": EVERY_MODE,
    "agent": EVERY_MODE,
    "statement": EVERY_MODE - {Mode.NONE},  # nobody said it, so no statement holds it
    "wordings": {Mode.DIRECT, Mode.MIXED, Mode.INDIRECT},
    "home": {Mode.INDIRECT, Mode.NONE},  # the newest five
    "corrections": {Mode.MIXED},  # the one claim whose words were amended
    "corrections_csv": {Mode.MIXED},
    "all_figures_csv": EVERY_MODE - {Mode.MIXED},
    "spans_csv": EVERY_MODE,
    "corrections_atom": {Mode.MIXED},
    "oai": EVERY_MODE,
}
SHOWING_NO_CLAIM = {
    *(
        "statements",
        "sources",
        "agents",
        "subjects",
        "capture",
        "figures",
        "about",
        "browse",
        "years",
        "claims_by",
        "suggest",
    ),
    *("provenance", "statement_jsonld", "source_jsonld", "agent_jsonld", "statement_citation", "source_citation"),
    *("statements_json", "sources_json", "agents_json", "subjects_json"),
    *("statement_json", "source_json", "agent_json", "subject_json", "schema", "openapi"),
    *("statements_csv", "sources_csv", "agents_csv", "subjects_csv", "robots", "sitemap", "security", "healthz"),
    "oai_schema",
    *("claims_manifest", "statements_manifest", "sources_manifest", "agents_manifest", "subjects_manifest"),
    "corrections_manifest",
    *("data", "codebook", "codebook_table", "csv_metadata", "snapshot_manifest", "snapshot_changes"),
    *("links_csv", "relations_csv"),  # whose cues and places are no claim's words
    *("all_figures_manifest", "links_manifest", "relations_manifest", "spans_manifest"),
}
A_SOURCES_OWN_BYTES = {"capture_file"}
NOT_HERE = {"sitemap_part"}  # only in a larger archive
PACKED = {"data_archive", "snapshot_archive"}  # a claim's words stand in its tables as in the files of the same name


@dataclass(frozen=True)
class Answer:
    """What a visitor got at an address."""

    url: str
    status: int
    kind: str
    body: str
    headers: str

    @cached_property
    def name(self):
        """The name of its address among ours."""
        return resolve(urlsplit(self.url).path).url_name

    @cached_property
    def tree(self):
        return self.parsed[0]

    @cached_property
    def parsed(self):
        """Its tree, and what the standard’s parser complains of."""
        return parsed(self.body)

    @property
    def is_page(self):
        return self.kind.startswith("text/html")

    @property
    def rows(self):
        return list(csv.reader(io.StringIO(self.body, newline="")))


def parsed(page):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(page.lstrip()), parser.errors


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """The example archive with canaries on its desk, and every answer a visitor can get by following links."""
    snapshots_folder = tmp_path_factory.mktemp("snapshots")
    contact = override_settings(SITE_CONTACT="corrections@archive.example", SNAPSHOTS_FOLDER=str(snapshots_folder))
    with django_db_blocker.unblock(), transaction.atomic(), contact:
        users = [
            get_user_model().objects.create_user(name, email=f"{name}@desk.example") for name in (WRITER, APPROVER)
        ]
        example.load(writer=WRITER, approver=APPROVER)
        snapshots.make("2021-03-03")
        planted = _plant(*users)
        snapshots.make("2021-03-04")
        yield SimpleNamespace(answers=_crawled(), planted=planted, claims=_public_claims())
        transaction.set_rollback(True)


def _plant(writer, approver):
    """Records in every state that must not show, each with the canary in every text of its own."""

    def publish(*records):
        publishing.submit(records, by=writer, reason=f"{CANARY} for the reviewer only")
        publishing.publish(records, by=approver, reason="First publication.")

    def found(text, **source):
        return made.capture(text, of=made.source(f"Sample: {text[:9]}", **source))

    draft = made.claim(CANARY, found_in=found(f"A {CANARY} in a draft."), paraphrase=f"{CANARY} draft.", by=WRITER)
    made.ascribe(draft, made.agent(f"Agent {CANARY}"), f"unnamed {CANARY}", cue="draft")
    in_review = made.claim(
        CANARY, found_in=found(f"A {CANARY} in review."), paraphrase=f"{CANARY} in review.", by=WRITER
    )
    publishing.submit([in_review], by=writer, reason=f"{CANARY} please read")

    public = made.claim("open door", found_in=found("An open door."), paraphrase="A door is open.", by=WRITER)
    draft_beside = made.claim("An", found_in=public.capture, paraphrase=f"{CANARY} beside a public one.", by=WRITER)
    publish(public)
    with change_set(by=writer, through="test", why=f"{CANARY} why"):
        _change(public, by=writer, paraphrase=f"{CANARY} unpublished change.")
        _change(public.capture.source, by=writer, title=f"{CANARY} unpublished title")

    withdrawn = made.claim(CANARY, found_in=found(f"A {CANARY} withdrawn."), paraphrase=f"{CANARY} gone.", by=WRITER)
    publish(withdrawn)
    publishing.withdraw([withdrawn.capture.source], by=approver, reason="Sample withdrawal of a source.")

    duplicate, survivor = made.agent("Sample Body One", description=f"{CANARY} twice"), made.agent("Sample Body")
    for agent in (duplicate, survivor):
        said = made.claim("open gate", found_in=found("An open gate."), paraphrase="A gate is open.", by=WRITER)
        made.ascribe(said, agent)
        publish(said)
    publishing.merge(duplicate, into=survivor, by=approver, reason="Sample merge of a body.")
    for record in (draft, public):
        say(record, f"{CANARY} comment", by=writer)
        make_link(record, by=writer, reader=f"{CANARY} reader", days=1)
    planted = {"draft": draft, "in_review": in_review, "draft_beside": draft_beside, "withdrawn": withdrawn}
    return planted | {"public": public, "merged": duplicate}


def _change(record, *, by, **fields):
    record.refresh_from_db()
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    record.touch(by=by)


def _crawled():
    """Every answer within reach of a visitor: from the first page along all links, and the addresses without a link."""
    client, answers = Client(), {}
    waiting = [f"/{route.pattern}" for route in addresses.urlpatterns if "<" not in str(route.pattern)]
    waiting += [f"{url}?format=spreadsheet" for url in waiting if url.endswith(".csv")]
    waiting += ["/suggest.json?kind=agent&q=a", "/oai?verb=ListRecords&metadataPrefix=oai_dc"]
    waiting += [f"/claims/by/{facet}/?kind=figure" for facet in (*FACETS, "year")]
    waiting += [f"/{kind}s/{ref}/" for kind, ref in Page.objects.values_list("kind", "ref")]
    waiting += [f"/claims/{ref}.ris" for ref in Page.objects.public().of_kind("claim").values_list("ref", flat=True)]
    while waiting:
        url = waiting.pop()
        if url in answers:
            continue
        answers[url] = answer = _answer(client, url)
        waiting += _links(answer)
    return answers


def _answer(client, url):
    response = client.get(url)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    content = _unpacked(content) if response["Content-Type"] == "application/zip" else content
    return Answer(url, response.status_code, response["Content-Type"], content.decode(), str(response.headers))


def _unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def _links(answer):
    """Where an answer leads inside the site, our own files aside."""
    found = []
    if answer.is_page:
        followed = re.sub(r'<a rel="nofollow"[^>]*>', "", answer.body)  # there is no end of combinations of filters
        found = re.findall(r'(?:href|src|action)="([^"]*)"', followed)
        found += re.findall(r"'Location': '([^']*)'", answer.headers)
    elif answer.kind.startswith(("application/xml", "application/atom+xml", "text/csv")):
        found = re.findall(r"http://127\.0\.0\.1:8000[^<,;\s\"]*", answer.body)
    whole = [urlsplit(urljoin(f"http://127.0.0.1:8000{answer.url}", html.unescape(link))) for link in found]
    ours = [link for link in whole if link.netloc == "127.0.0.1:8000" and not link.path.startswith("/static/")]
    return [link._replace(scheme="", netloc="", fragment="").geturl() for link in ours]


def _public_claims():
    return [AttributedClaim(page.document) for page in Page.objects.public().of_kind("claim")]


@cache
def words_of(claim):
    """What a claim says, as it may stand on a page: paraphrase and the source's words, from their first letters on."""
    return [tight(words)[:120] for words in (claim.document["paraphrase"], claim.verbatim) if len(tight(words)) > 7]


@cache
def attributions(claim):
    """The forms in which its attribution is printed, whole."""
    how = claim.mode_label if claim.links else "own voice"
    row = [claim.who, how, *(["is said not to have said this"] if claim.is_denied else []), *claim.relays]
    return [tight(form) for form in (claim.sentence, claim.short, "".join(row))]


def tight(text):
    """Text without white space, so that markup between words and commas between steps do not matter."""
    return re.sub(r"[\s,]", "", text)


def text_of(node):
    return tight("".join(node.itertext()))


def classes(node):
    return set(node.get("class", "").split())


def test_every_public_address_is_visited_and_known_here(site):
    names = {route.name for route in addresses.urlpatterns}

    assert names == set(SHOWING) | SHOWING_NO_CLAIM | A_SOURCES_OWN_BYTES | NOT_HERE | PACKED
    assert {answer.name for answer in site.answers.values() if answer.status == 200} == names - NOT_HERE


def test_no_link_leads_to_a_missing_page(site):
    """Withdrawn and merged records answer 410 and 301 with a page that says so; everything else is there."""
    merged = [page.get_absolute_url() for page in Page.objects.filter(state="merged")]
    withdrawn = [page.get_absolute_url() for page in Page.objects.filter(state="withdrawn")]

    others = {url: answer.status for url, answer in site.answers.items() if answer.status != 200}

    private = [url for url, status in others.items() if status == 404]
    gone = {url.replace(".atom", "/") for url, status in others.items() if status == 410}
    assert private == []
    assert set(withdrawn) <= gone
    assert all(any(url.startswith(at) for at in withdrawn) or "/revisions/" in url for url in gone)
    feeds = {f"{url.rstrip('/')}.atom" for url in merged}
    assert {url for url, status in others.items() if status == 301} == {*merged, *feeds}
    unasked = {url for url, status in others.items() if status == 400}
    assert unasked == {"/suggest.json", "/oembed"}  # which must be told what to suggest, or show
    assert set(others.values()) == {301, 400, 410}


def test_nothing_of_the_desk_is_anywhere(site):
    leaking = [url for url, answer in site.answers.items() if CANARY in (answer.body + answer.headers).lower()]

    assert Claim.objects.filter(paraphrase__contains=CANARY).count() == 5  # there is something to leak
    assert leaking == []


def test_preview_links_are_no_public_address_and_nothing_leads_to_one(site):
    linking = [url for url, answer in site.answers.items() if "/preview/" in answer.body and url != "/robots.txt"]

    assert "preview_link" not in {route.name for route in addresses.urlpatterns}
    assert linking == []


def test_records_that_are_not_public_have_no_page(site, client):
    for name in ("draft", "in_review", "draft_beside"):
        claim = site.planted[name]
        for url in (f"/claims/{claim.ref}/", f"/claims/{claim.ref}.csv", f"/claims/{claim.ref}/revisions/1/"):
            assert client.get(url).status_code == 404, (name, url)
        assert not any(claim.ref in answer.body for answer in site.answers.values()), name


def test_withdrawn_records_answer_with_date_and_reason_only(site):
    claim = site.planted["withdrawn"]
    records = {claim.ref: "claims", claim.capture.ref: "captures", claim.capture.source.ref: "sources"}

    for ref, folder in records.items():
        answer = site.answers[f"/{folder}/{ref}/"]
        assert answer.status == 410
        assert "Sample withdrawal of a source." in answer.body


def test_merged_records_lead_to_the_one_that_stayed(site):
    answer = site.answers[f"/agents/{site.planted['merged'].ref}/"]

    assert answer.status == 301
    assert "Sample merge of a body." in answer.body


def test_an_unpublished_change_leaves_the_public_page_as_it_was(site):
    answer = site.answers[f"/claims/{site.planted['public'].ref}/"]

    assert "A door is open." in answer.body


@pytest.mark.parametrize("name", sorted(SHOWING))
def test_claims_of_every_mode_are_met_at(site, name):
    met = set()
    for answer in site.answers.values():
        if answer.status == 200 and answer.name == name:
            told = tight(answer.body if not answer.is_page else text_of(answer.tree))
            met |= {claim.mode for claim in site.claims if any(words in told for words in words_of(claim))}

    assert met >= SHOWING[name]


def test_each_claim_on_a_page_stands_beside_its_attribution(site):
    """In the row, card or page that shows its words, the attribution is whole and comes first."""
    shown = 0
    for answer in site.answers.values():
        if answer.is_page and answer.status == 200 and answer.name not in SHOWING_NO_CLAIM:
            shown += _check_page(answer, site.claims)

    assert shown > 800


def _check_page(answer, claims):
    """How many times claims stand in a page's rows and cards; nothing else in it holds their words."""
    tree = answer.tree
    main = tree.find(".//main")
    units = [node for node in main.iter() if classes(node) & {"row", "card"}]
    shown = 0
    for claim in claims:
        beside = [unit for unit in units if _leads_to(unit, claim)]
        for unit in beside:
            told = text_of(unit)
            places = [told.find(words) for words in words_of(claim) if words in told]
            assert places, (answer.url, claim.ref, told)
            assert _is_before(claim, told[: min(places)]), (answer.url, claim.ref, told)
            shown += 1
    return shown + _check_rest(answer, main, claims)


def _leads_to(unit, claim):
    return any(link.get("href") == f"/claims/{claim.ref}/" for link in unit.iter("a"))


def _is_before(claim, told):
    return any(form in told for form in attributions(claim))


def _check_rest(answer, main, claims):
    """Outside rows, cards and the source's own text, words stand only after the attribution of one who said them."""
    told = "".join(_outside(main))
    shown = 0
    for claim in claims:
        for words in words_of(claim):
            at = told.find(words)
            if at >= 0:
                alike = [other for other in claims if words in "".join(words_of(other))]
                assert any(_is_before(one, told[:at]) for one in [*alike, *_of_that_day(answer)]), (
                    answer.url,
                    claim.ref,
                )
                shown += 1
    return shown


def _of_that_day(answer):
    """The claim of an earlier revision's page, with the names of its day."""
    if answer.name != "claim_revision":
        return []
    parts = resolve(urlsplit(answer.url).path).kwargs
    return [AttributedClaim(Revision.objects.get(**parts).document)]


def _outside(node):
    if classes(node) & {"row", "card", "passage__text", "crumbs"}:
        return
    yield tight(node.text or "")
    for child in node:
        yield from _outside(child)
        yield tight(child.tail or "")


def test_titles_and_meta_tags_carry_the_attribution(site):
    by_ref = {claim.ref: claim for claim in site.claims}
    seen = 0
    for answer in site.answers.values():
        if not answer.is_page or answer.status != 200:
            continue
        tree = answer.tree
        heads = [tree.findtext(".//title"), *(tag.get("content", "") for tag in tree.iter("meta"))]
        for head in map(tight, heads):
            found = [claim for claim in site.claims if any(words in head for words in words_of(claim))]
            for claim in found:
                at = min(head.find(words) for words in words_of(claim) if words in head)
                assert any(_is_before(one, head[:at]) for one in [*found, *_of_that_day(answer)]), (answer.url, head)
        if answer.name == "claim":
            seen += 1
            claim = by_ref[canonical(urlsplit(answer.url).path.split("/")[2])]
            assert tree.findtext(".//title").strip().startswith(claim.short)
            tags = {tag.get("property") or tag.get("name"): tag.get("content") for tag in tree.iter("meta")}
            assert tags["og:title"] == claim.short
            assert tags["og:description"] == tags["description"] == str(claim)

    assert seen == len(site.claims)


def test_each_claim_in_a_file_stands_beside_its_attribution(site):
    """A cell with a claim's words has the attribution in itself or in the same row."""
    shown = 0
    for answer in site.answers.values():
        for row in answer.rows[1:] if answer.kind.startswith("text/csv") and answer.status == 200 else []:
            cells = [tight(cell) for cell in row]
            for claim in site.claims:
                if any(words in cell for words in words_of(claim) for cell in cells):
                    shown += 1
                    alike = [other for other in site.claims if set(words_of(other)) & set(words_of(claim))]
                    forms = [form for one in alike for form in attributions(one)]
                    assert any(form in cell for form in forms for cell in cells), (answer.url, row)

    assert shown > 200


def test_each_claim_in_json_stands_beside_its_attribution(site):
    """An object with a claim's words has the attribution in the same string or beside it, and names the source."""
    words_by_ref = {claim.ref: words_of(claim) for claim in site.claims}
    forms_by_ref = {claim.ref: attributions(claim) for claim in site.claims}
    shown = 0
    for answer in site.answers.values():
        if not answer.kind.startswith("application/json") or answer.status != 200:
            continue
        for beside in _objects(json.loads(answer.body)):
            told = tight(" ".join(value for value in beside.values() if isinstance(value, str)))
            found = [ref for ref, words in words_by_ref.items() if any(one in told for one in words)]
            shown += len(found)
            assert not found or any(form in told for ref in found for form in forms_by_ref[ref]), (answer.url, beside)

    assert shown > 200


def _objects(value):
    """Every object in JSON, but the words by themselves that stand inside a claim, which the claim’s own is beside."""
    if isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
    if isinstance(value, dict):
        yield value
        inside = value.values() if value.get("record") != "claim" else []
        for inner in inside:
            yield from _objects(inner)


def test_every_claim_row_of_a_file_names_its_attribution(site):
    header, *rows = site.answers["/claims.csv"].rows

    told = {row[header.index("claim_id")]: row[header.index("attribution")] for row in rows}

    assert told == {claim.ref: claim.sentence for claim in site.claims}


def test_pages_hold_no_inline_style_or_script(site):
    ours = r' type="module" src="/static/[a-z]+\.js"></script>'
    marked = re.compile(rf"<script(?!{ours})|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = {url: without_data(answer.body) for url, answer in site.answers.items() if answer.is_page}

    assert [url for url, page in pages.items() if marked.search(page)] == []


def without_data(page):
    """A page without its linked data, which no browser runs: a block of JSON in which no element can end or begin."""
    return re.sub(r'<script type="application/ld\+json">(\{[^<>&]*\})</script>', lambda it: _no_data(it[1]), page)


def _no_data(block):
    json.loads(block)
    return ""


def test_pages_stay_light(site, settings):
    def weight(page):
        sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page)
        assert "site.css" in sheets
        return len(page.encode()) + sum((settings.BASE_DIR / "static" / sheet).stat().st_size for sheet in sheets)

    heavy = {url: weight(answer.body) for url, answer in site.answers.items() if answer.is_page}

    assert max(heavy.values()) < 60_000


def test_markup_is_without_errors(site, client):
    pages = {url: answer.parsed for url, answer in site.answers.items() if answer.is_page}
    pages |= {
        url: parsed(client.get(url).content.decode()) for url in ("/nowhere/", "/claims/?q=%FF", "/claims/?kind=x&y=1")
    }
    pages |= {name: parsed(render_to_string(name)) for name in ("400.html", "500.html")}

    faults = {url: found for url, page in pages.items() if (found := _faults(*page))}

    assert len(pages) > 200
    assert faults == {}


def _faults(tree, complaints):
    """What is wrong with a page: what the standard’s parser complains of, repeated ids, fields without words."""
    found = [f"{place}: {code} {more}" for place, code, more in complaints]
    ids = [node.get("id") for node in tree.iter() if node.get("id") is not None]
    found += [f"id {name} stands twice" for name, times in Counter(ids).items() if times > 1 or not name.strip()]
    found += [f"{name} is named and not there" for name in _named(tree) if name not in ids]
    found += [f"picture without alt: {node.get('src')}" for node in tree.iter("img") if node.get("alt") is None]
    labelled = {label.get("for") for label in tree.iter("label")}
    fields = [
        node for tag in ("input", "select", "textarea") for node in tree.iter(tag) if node.get("type") != "hidden"
    ]
    within = {id(field) for label in tree.iter("label") for field in label.iter("input")}
    unlabelled = [node for node in fields if node.get("id") not in labelled and id(node) not in within]
    found += [f"field without label: {node.get('name')}" for node in unlabelled]
    headings = [int(node.tag[1]) for node in tree.iter() if node.tag in ("h1", "h2", "h3", "h4")]
    found += ["headings skip a level"] if any(b - a > 1 for a, b in pairwise([0, *headings])) else []
    found += ["not one h1 and one title"] if [len(list(tree.iter(tag))) for tag in ("h1", "title")] != [1, 1] else []
    return found


def _named(tree):
    """The ids that a page's own links, labels and descriptions name."""
    for node in tree.iter():
        if node.tag == "a" and node.get("href", "").startswith("#") and len(node.get("href")) > 1:
            yield node.get("href")[1:]
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            yield from (node.get(attribute) or "").split()
