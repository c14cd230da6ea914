"""The example archive: it loads once, is whole, says what the article says in other words, and marks its samples."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from statements import example
from statements.catalogue import compare
from statements.catalogue.figures import FigureRow
from statements.catalogue.models import ClaimRow, Page
from statements.choices import Act, ClaimKind, Display, HolderKind, Mode, Polarity, RelationKind, TextBasis
from statements.desk.review import Approval
from statements.example import article, article_names, samples
from statements.record import verify
from statements.record.revision import Revision
from statements.record.wording import AttributedClaim

pytestmark = pytest.mark.django_db

ARTICLE_TEXT = Path(__file__).parent.parent.parent / "shared" / "data" / "seed" / "article.txt"
OUR_WORDS = (example.NAMES, example.RECORDS)
# Names of works and of treaties are given as they are.
AS_PRINTED = {work.title for work in article_names.WORKS.values()}
NEVER_OURS = {"fact", "verified", "true", "false", "alleged", "admits", "claims", "confidence", "rating", "rank"}
SARGSYAN = (
    "Serzh Sargsyan, as quoted by Thomas de Waal (Black Garden, p. 172), "
    "as quoted by the Foreign Ministry of Azerbaijan, as reported by Vafa Ismayilova"
)


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The example, loaded once for all tests of this file, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for username in ("curator", "publisher"):
            get_user_model().objects.create_user(username)
        example.load()
        yield
        transaction.set_rollback(True)


def texts(value):
    """Every text written down in some parts, however deep."""
    if isinstance(value, str):
        yield str(value)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)


def words(text):
    return re.findall(r"[\w’']+", text.lower().replace("’", "'"))


def runs(text, length):
    found = words(text)
    return {" ".join(found[at : at + length]) for at in range(len(found) - length + 1)}


def documents(kind):
    return [page.document for page in Page.objects.public().filter(kind=kind)]


def claims_of(title):
    return [document for document in documents("claim") if document["source"]["title"] == title]


def sentence(paraphrase):
    return ClaimRow.objects.get(paraphrase=paraphrase).attribution


def test_the_archive_is_what_its_record_says(archive):
    assert [*verify.problems(), *compare.differences()] == []


def test_a_second_load_changes_nothing(archive):
    before = Revision.objects.count()

    example.load()

    assert Revision.objects.count() == before


def test_every_first_publication_was_approved_by_a_second_person(archive):
    assert set(Approval.objects.values_list("changed_by_name", "approved_by_name")) == {("curator", "publisher")}


def test_36_claims_of_the_article_stand_on_their_own_and_three_are_parts(archive):
    of_article = claims_of("")

    assert [sum(claim["part_of"] is None for claim in of_article), len(of_article)] == [36, 39]


def test_every_mode_and_kind_is_shown_by_45_claims_or_more(archive):
    assert ClaimRow.objects.count() >= 45
    assert set(ClaimRow.objects.values_list("mode", flat=True)) == set(Mode.values)
    assert set(ClaimRow.objects.values_list("kind", flat=True)) == set(ClaimKind.values)


def test_every_kind_of_holder_basis_display_and_polarity_is_shown(archive):
    links = [link for claim in documents("claim") for link in claim["links"]]

    assert {holder["kind"] for link in links for holder in link["holders"]} == set(HolderKind.values)
    assert {link["polarity"] for link in links} == set(Polarity.values)
    assert {capture["text_basis"] for capture in documents("capture")} == set(TextBasis.values)
    assert {source["display"] for source in documents("source")} == set(Display.values)


def test_the_article_states_no_title_outlet_or_date_and_its_record_has_none(archive):
    found = claims_of("")[0]["source"]

    assert (found["title"], found["publisher"], found["published"]["edtf"], found["url"]) == ("", None, "", "")


def test_a_summary_yields_no_words_of_the_article(archive):
    rows = ClaimRow.objects.filter(text_basis=TextBasis.SUMMARY)

    assert set(rows.values_list("verbatim", "quoted")) == {("", "")}
    assert all(claim["words"] for claim in claims_of(""))


def test_own_voice_names_no_holder(archive):
    rows = ClaimRow.objects.filter(mode=Mode.NONE)

    assert set(rows.values_list("holder_id", "holder_name", "origin_id", "origin_name", "cue")) == {("",) * 5}
    assert {row.attribution for row in rows} == {
        "Vafa Ismayilova, in the article’s own voice",
        "Sample Reporter Mara, in the article’s own voice",
        "Sample Gazette, in the article’s own voice",
    }


def test_chains_of_four_and_five_read_as_designed(archive):
    assert sentence("The speaker’s side was able to break that image.") == SARGSYAN
    assert sentence("Armenians were people unable to raise a hand against civilians.") == (
        f"Attributed to the Azerbaijanis, as reported by {SARGSYAN}"
    )


def test_joint_holders_speak_in_one_sentence(archive):
    assert sentence("The killing of civilians in Khojaly was genocide and a crime against humanity.") == (
        "Legislative bodies of 17 countries, 24 States of the USA, the Organization of Islamic Cooperation and the "
        "Organization of Turkic States (resolutions and decisions), as reported by the Foreign Ministry of Azerbaijan, "
        "as quoted by Vafa Ismayilova"
    )


def test_the_court_is_quoted_and_the_ministrys_part_in_it_is_a_doubt(archive):
    row = ClaimRow.objects.get(paraphrase__startswith="The acts were of particular gravity")

    assert row.attribution == (
        "European Court of Human Rights (judgment of 22 April 2010), as partly quoted by Vafa Ismayilova"
    )
    assert "Foreign Ministry of Azerbaijan" in row.doubt


def test_figures_that_include_others_are_tied_and_not_made_to_add_up(archive):
    killed = next(claim for claim in claims_of("") if claim["paraphrase"].startswith("Some 613"))

    assert [
        (figure["low"], figure["tie"], (figure["tied_to"] or {}).get("number")) for figure in killed["figures"]
    ] == [
        ("613", "", None),
        ("63", "part_of", 1),
        ("106", "part_of", 1),
        ("70", "part_of", 1),
    ]


def test_one_joint_statement_is_reported_by_three_outlets_with_other_figures_and_words(archive):
    joint = next(page for page in documents("statement") if page["title"].startswith("Sample joint statement"))
    reports = [
        claim
        for claim in documents("claim")
        if any((link["statement"] or {}).get("ref") == joint["ref"] for link in claim["links"])
    ]
    cut_off = {
        figure["low"] for claim in reports for figure in claim["figures"] if figure["measure"] == "people cut off"
    }

    sound = {
        "".join(span["exact"] for span in claim["words"])
        for claim in reports
        if claim["paraphrase"] == "The bridge was sound until the water reached its deck."
    }

    assert len({claim["source"]["ref"] for claim in reports}) == 3
    assert len(sound) == 2
    assert cut_off == {"900", "1000"}


def test_one_measure_is_stated_by_several_speakers_in_every_mode_but_first_hand(archive):
    rows = FigureRow.objects.of_measure("people cut off")

    claims = [AttributedClaim(page.document) for page in Page.objects.filter(id__in=rows.values("page_id"))]
    assert rows.count() == len(claims) == 8
    assert {claim.mode for claim in claims} == set(Mode.values) - {Mode.OWN}
    assert [claim.who for claim in claims if claim.is_denied] == ["Sample Mayor Idris"]
    assert ("800", "850") in rows.values_list("low", "high")


def test_relations_name_the_source_that_states_them(archive):
    relations = [(claim, relation) for claim in documents("claim") for relation in claim["relations"]]

    assert {relation["kind"] for _, relation in relations} == {
        RelationKind.DISPUTES,
        RelationKind.DENIES_ATTRIBUTION,
        RelationKind.CORRECTS,
        RelationKind.REPLIES_TO,
    }
    assert all(relation["stated_by"]["ref"] == claim["source"]["ref"] for claim, relation in relations)


def test_samples_met_every_act_and_say_why(archive):
    later = Revision.objects.exclude(act=Act.PUBLISH).order_by("number")

    merging = (Act.AMEND, Act.MERGE, Act.AMEND)  # the survivor, the other, the claim that named it

    assert [revision.act for revision in later] == [
        Act.AMEND,
        Act.REASSIGN,
        Act.WITHDRAW,
        Act.WITHDRAW,
        Act.RESTORE,
        *merging,
    ]
    assert all(revision.envelope["reason"].startswith("Sample ") for revision in later)
    assert [page.kind for page in Page.objects.filter(state="withdrawn")] == ["claim"]
    assert [page.kind for page in Page.objects.filter(state="merged")] == ["agent"]


def test_samples_say_so_in_every_name_and_text():
    named = samples.NAMES
    parts = [*named.agents.values(), *named.subjects.values()]
    titled = [
        *named.works.values(),
        *named.statements.values(),
        *(record.source for record in samples.RECORDS.values()),
    ]

    assert all(part.names[0][1].startswith("Sample ") and part.description for part in parts)
    assert all(part.title.startswith(("Sample ", "Sample: ")) for part in titled)
    assert all("Sample" in record.text.words.splitlines()[0] for record in samples.RECORDS.values())


def test_our_own_voice_gives_no_verdict():
    used = {word for text in texts(OUR_WORDS) for word in words(text)}

    assert used & NEVER_OURS == set()


@pytest.mark.skipif(not ARTICLE_TEXT.exists(), reason="the article is not here to be compared")
def test_no_eight_words_in_a_row_are_the_articles():
    theirs = runs(ARTICLE_TEXT.read_text(encoding="utf-8"), 8)

    ours = {run for text in texts(OUR_WORDS) if text not in AS_PRINTED for run in runs(text, 8)}

    assert ours & theirs == set()


def test_the_summary_has_a_paragraph_for_each_of_the_articles():
    assert len(article.SUMMARY.strip().split("\n\n")) == 13
