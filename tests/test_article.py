"""A real article goes in through the forms that a curator uses, and comes out as public pages and CSV."""

import csv
import io
import re
from html import unescape

import article
import pytest
from claim_form import Form
from django.urls import reverse

from statements.catalogue import compare
from statements.desk.agents import Agent
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.sources import Source
from statements.desk.statements import Statement
from statements.desk.subjects import Subject
from statements.record import verify

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not article.ARTICLE.exists(), reason="the article is not part of the project"),
]
WRITER = "Vafa Ismayilova"
FOREIGN_MINISTRY = "Foreign Ministry of Azerbaijan"
AGENTS = {
    article.MINISTRY: (FOREIGN_MINISTRY, "body", True),
    article.COURT: ("European Court of Human Rights", "body", True),
    article.WAAL: ("Thomas de Waal", "person", False),
    article.SARGSYAN: ("Serzh Sargsyan", "person", False),
    article.OIC: ("Organization of Islamic Cooperation", "body", True),
    article.TURKIC: ("Organization of Turkic States", "body", True),
    "writer": (WRITER, "person", False),
}
OWN_VOICE = {
    "home",
    "expelled",
    "killed",
    "captured",
    "injured",
    "missing",
    "torn",
    "families",
    "one parent",
    "both parents",
}


class Record(Form):
    """The add form of any record."""

    def __init__(self, client, model):
        self.client, self.url = client, reverse(f"admin:statements_{model._meta.model_name}_add")
        self.read(client.get(self.url))
        self.model = model

    def store(self, **fields):
        self.send(**fields)
        assert self.errors == []
        return self.model.objects.latest("pk")


class Desk:
    """A curator who enters the article."""

    def __init__(self, client):
        self.client, self.claims = client, {}
        self.agents = {key: self.agent(*named) for key, named in AGENTS.items()}
        self.event = self.subject()
        self.works = {
            "book": self.work("book", "Black Garden: Armenia and Azerbaijan through Peace and War", "2003"),
            "judgment": self.work("judgment", "", "2010-04-22"),
        }
        self.site = self.store(Source, kind="web_page", publisher=self.agents[article.MINISTRY])
        self.source = self.enter_source()
        self.statement = self.enter_statement()

    def store(self, model, **fields):
        return Record(self.client, model).store(**fields)

    def agent(self, name, kind, takes_the):
        form = Record(self.client, Agent).row("names", 0, name=name, language="en", preferred="on")
        return form.store(kind=kind, **({"takes_the": "on"} if takes_the else {}))

    def subject(self):
        form = Record(self.client, Subject).row(
            "names", 0, name="Khojaly, 25–26 February 1992", language="en", preferred="on"
        )
        return form.store(kind="event", about_edtf="1992-02-25/1992-02-26", about_basis="stated")

    def work(self, kind, title, published):
        return self.store(Source, kind=kind, title=title, published_edtf=published, published_basis="stated")

    def enter_source(self):
        form = Record(self.client, Source).row("authors", 0, agent=self.agents["writer"])
        return form.store(kind="article", language="en", text=article.text(), display="full")

    def enter_statement(self):
        form = Record(self.client, Statement).row("speakers", 0, agent=self.agents[article.MINISTRY])
        return form.store(
            title="Statement on the 30th anniversary of Khojaly, 25–26 February 1992",
            said_edtf="2022-02",
            said_as_written="on the 30th anniversary",
            said_basis="inferred",
            said_why="thirty years after February 1992",
            first_published=self.site,
        )

    def enter(self, told):
        form = Form(self.client)
        for number, step in enumerate(told.chain):
            form.row("links", number, position=number + 1, **self.link(step))
        joint = [(number, step) for number, link in enumerate(told.chain, start=1) for step in link.joint]
        for row, (number, step) in enumerate(joint):
            form.row("joint", row, link_number=number, **self.holder(step, prefix=""))
        for number, figure in enumerate(told.figures):
            form.row("figures", number, **self.figure(figure))
        if told.doubt:
            named, reason = told.doubt
            form.row(
                "doubts",
                0,
                after_position=0,
                kind="body",
                agent=self.agents[article.MINISTRY],
                as_named=named,
                reason=reason,
            )
        form.row("claim_subjects", 0, subject=self.event)
        form.send(
            capture=self.source.captures.get(),
            words=article.words(told.paragraph, told.first, told.last),
            quoted="\n".join(article.words(told.paragraph, *part) for part in told.quoted),
            paraphrase=told.says,
            kind=told.kind,
            part_of=self.claims.get(told.part_of),
        )
        assert (told.key, form.errors) == (told.key, [])
        self.claims[told.key] = Claim.objects.latest("pk")
        self.tie(told)

    def link(self, step):
        return {
            "mode": step.mode,
            "cue": step.cue,
            "statement": self.statement if step.statement else None,
            "cited_work": self.works.get(step.work),
            "locator": step.locator,
            **self.holder(step, prefix="holder_"),
        }

    def holder(self, step, *, prefix):
        agent = self.agents.get(step.who)
        reason = article.REPORTED if agent and step.as_named != agent.name else ""
        values = {"kind": step.kind, "agent": agent, "as_named": step.as_named, "reason": reason, "count": step.count}
        return {prefix + name: value for name, value in values.items()}

    def figure(self, figure):
        return {
            "as_written": figure.as_written,
            "low": figure.number,
            "high": figure.number,
            "measure": figure.measure,
            "qualifier": figure.qualifier,
            "qualifier_words": figure.words,
        }

    def tie(self, told):
        """Ties between figures are chosen once the figures they point to are there."""
        claim = self.claims[told.key]
        ties = [(number, figure) for number, figure in enumerate(told.figures) if figure.tie]
        if ties:
            form = Form(self.client, claim)
            for number, figure in ties:
                form.row("figures", number, tie=figure.tie, tied_to=claim.figures.get(as_written=figure.to))
            form.send()
            assert form.errors == []

    def tie_across(self):
        form = Form(self.client, self.claims["missing"])
        form.row("figures", 0, tie="out_of", tied_to=Figure.objects.get(as_written="1,275")).send()
        assert form.errors == []


def act(client, name, record):
    """Carry out an act on its confirmation page, as its button does; the form holds every box ticked."""
    url = f"{reverse(f'admin:statements_{record._meta.model_name}_act', args=[name])}?ids={record.pk}"
    page = client.get(url)
    data = {"ids": record.pk, "seen": page.context["seen"], "reason": "The first record of this article."}
    if "claims" in page.context["form"].fields:
        data["claims"] = page.context["form"].fields["claims"].initial
    answer = client.post(url, data)
    assert answer.status_code == 302, unescape(re.sub("<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def published(client, curator, publisher):
    client.force_login(curator)
    desk = Desk(client)
    for told in article.CLAIMS:
        desk.enter(told)
    desk.tie_across()
    act(client, "submit", desk.source)
    client.force_login(publisher)
    act(client, "publish", desk.source)
    client.logout()
    return desk


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def rows(client):
    found = csv.DictReader(io.StringIO(client.get("/claims.csv").getvalue().decode()))
    return {row["claim_id"]: row for row in found}


def test_a_real_article_becomes_public_pages_and_csv_with_every_claim_beside_its_attribution(published, client):
    by_ref, claims = rows(client), published.claims
    row = {key: by_ref[claim.ref] for key, claim in claims.items()}

    assert len(by_ref) == len(article.CLAIMS)
    verbatim = {key: found["verbatim"] for key, found in row.items()}
    assert verbatim == {told.key: article.words(told.paragraph, told.first, told.last) for told in article.CLAIMS}
    check_own_voice(row)
    check_court(row)
    check_page_172(row)
    check_mixed(row, read(client, f"/claims/{claims['violations'].ref}/"))
    check_joint(row)
    check_nothing_invented(row)
    check_figures(client, claims)
    check_baku(read(client, f"/claims/{claims['hate'].ref}/"), row)
    check_source_page(read(client, f"/sources/{published.source.ref}/"), row)
    assert [*verify.problems(), *compare.differences()] == []


def check_own_voice(row):
    own = {key for key in row if row[key]["mode"] == "none"}
    assert own == OWN_VOICE | {"conclusion", "obligation", "methods"}
    assert {row[key]["attribution"] for key in own} == {f"{WRITER}, in the article’s own voice"}
    assert {row[key]["origin_id"] + row[key]["holder_name"] + row[key]["statement_id"] for key in own} == {""}


def check_court(row):
    assert row["gravity"]["attribution"] == (
        f"European Court of Human Rights (judgment of 22 April 2010), as partly quoted by {WRITER}"
    )
    assert row["gravity"]["origin_name"] == row["gravity"]["holder_name"] == "European Court of Human Rights"
    assert FOREIGN_MINISTRY in row["gravity"]["doubt"]
    assert row["gravity"]["quoted"] == article.words(9, "acts of particular", "crimes against humanity")


def check_page_172(row):
    chain = f"Thomas de Waal (Black Garden, p. 172), as quoted by the {FOREIGN_MINISTRY}, as reported by {WRITER}"
    for key in ("thought", "break"):
        assert row[key]["attribution"] == f"Serzh Sargsyan, as quoted by {chain}"
        assert (row[key]["relay_count"], row[key]["locator"]) == ("2", "p. 172")
    assert (
        row["generic"]["attribution"]
        == f"Attributed to the Azerbaijanis, as reported by Serzh Sargsyan, as quoted by {chain}"
    )
    assert "thought that ... the Armenians" in row["thought"]["verbatim"]
    assert row["break"]["verbatim"].endswith("[stereotype]")


def check_mixed(row, page):
    assert row["violations"]["mode"] == "mixed"
    assert row["violations"]["quoted"] == article.words(7, "constitute serious", "human rights law")
    assert row["violations"]["attribution"] == f"{FOREIGN_MINISTRY}, as partly quoted by {WRITER}"
    assert "paraphrase with quoted words" in page


def check_joint(row):
    assert row["characterised"]["origin_name"] == (
        "17 countries; 24 States of the USA; Organization of Islamic Cooperation; Organization of Turkic States"
    )
    assert [bool(ref) for ref in row["characterised"]["origin_id"].split("; ")] == [False, False, True, True]
    assert row["characterised"]["holder_name"] == FOREIGN_MINISTRY


def check_nothing_invented(row):
    stated = ("source_title", "source_publisher", "source_published_edtf", "source_url", "source_archived_url")
    assert {row[key][name] for key in row for name in stated} == {""}
    assert {row[key]["source_authors"] for key in row} == {WRITER}
    assert {row[key]["said_basis"] for key in row if row[key]["said_edtf"]} == {"inferred"}
    assert {row[key]["said_edtf"] for key in row} == {"", "2022-02"}


def check_figures(client, claims):
    page = read(client, f"/claims/{claims['killed'].ref}/")
    ties = claims["killed"].figures.exclude(tie="").values_list("as_written", "tie", "tied_to__as_written")
    assert set(ties) == {("63", "part_of", "613"), ("106", "part_of", "613"), ("70", "part_of", "613")}
    assert all(number in page for number in ("613", "63", "106", "70"))
    assert "239" not in page
    assert "374" not in page
    assert "1,275" in read(client, f"/claims/{claims['missing'].ref}/")


def check_baku(page, row):
    assert "“Baku”" in page
    assert FOREIGN_MINISTRY in page
    assert article.REPORTED in page
    assert (row["hate"]["origin_name"], row["hate"]["origin_as_named"]) == (FOREIGN_MINISTRY, "Baku")


def check_source_page(page, row):
    assert page.lower().count("not stated") >= 3
    for key in ("hate", "torn", "memory"):
        assert row[key]["verbatim"] in page
    assert f"Author: {WRITER}" in page
