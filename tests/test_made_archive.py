"""The invented archive: whole, varied, right by construction, and the same for the same seed."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from stored import catalogue

from statements import dates, names
from statements.catalogue import compare, write
from statements.catalogue.models import ClaimRow, Page
from statements.choices import (
    ClaimKind,
    Display,
    FigureTie,
    HolderKind,
    Mode,
    Polarity,
    Qualifier,
    RelationKind,
    SourceKind,
    SubjectKind,
    TextBasis,
)
from statements.desk import text_fields
from statements.desk.agents import AgentName
from statements.desk.anchors import Span
from statements.desk.history import PARTS
from statements.desk.review import Approval
from statements.desk.subjects import SubjectName
from statements.invented import days
from statements.invented.vocabulary import LANGUAGES
from statements.publishing import plan
from statements.publishing.blockers import blockers
from statements.record import verify
from statements.record.content import Content
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db

CLAIMS = 1100  # of which the last hundred are a batch of their own


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """An invented archive, made once for all tests of this file that only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("make_archive", claims=CLAIMS, seed=3, processes=0, verbosity=0)
        yield
        transaction.set_rollback(True)


def documents(kind):
    return list(Page.objects.filter(kind=kind).values_list("document", flat=True))


def test_the_archive_is_what_its_record_says(archive):
    assert [*verify.problems(), *compare.differences()] == []
    assert ClaimRow.objects.count() == CLAIMS


def test_a_rebuilt_catalogue_is_the_same(archive):
    before = catalogue()

    with transaction.atomic():
        write.rebuild()
        after = catalogue()
        transaction.set_rollback(True)

    assert after == before


def test_every_approval_was_given_by_a_second_person(archive):
    given = Approval.objects.values_list("changed_by_name", "approved_by_name", "two_required").distinct()

    assert list(given) == [("inventor", "approver", True)]
    assert Approval.objects.count() == Revision.objects.count()


def test_nothing_stands_in_the_way_of_publishing_what_was_made(archive):
    records = plan.load(record for kind in plan.ORDER for record in kind.objects.all())
    public = {record.ref for record in records}

    found = [(record, problem) for record in records for problem in blockers(record, public=public)]

    assert found == []


def test_everything_made_is_as_its_model_would_have_stored_it(archive):
    problems = []
    for model in dict.fromkeys([*plan.ORDER, *(child for parents in PARTS for child in children(parents))]):
        for record in model._default_manager.all():
            before = stored(record)
            try:
                record.clean_fields(exclude=["file_bytes", "changed_by", "created_by"])
                record.clean()
                text_fields.check_texts(record)
            except ValidationError as problem:
                problems.append((model, record.pk, str(problem)))
            problems += [(model, record.pk, "changed")] if stored(record) != before else []

    assert problems == []


def children(model):
    return [model._meta.get_field(name).related_model for name in PARTS[model]]


def stored(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_every_span_stands_where_it_says(archive):
    spans = list(Span.objects.select_related("capture", "claim"))

    for span in spans:
        before = stored(span)
        span.check_words()
        assert stored(span) == before
    assert len(spans) > 3 * CLAIMS


def test_every_folded_name_is_folded_as_its_model_does(archive):
    for name in [*AgentName.objects.all(), *SubjectName.objects.all()]:
        assert name.folded == names.fold(name.name)


def test_every_vocabulary_is_used_to_the_full(archive):
    claims, sources = documents("claim"), documents("source")
    links = [link for claim in claims for link in claim["links"]]
    figures = [figure for claim in claims for figure in claim["figures"]]

    assert set(ClaimRow.objects.values_list("mode", flat=True)) == set(Mode.values)
    assert {claim["kind"] for claim in claims} == set(ClaimKind.values)
    assert {len(claim["links"]) for claim in claims} == set(range(6))
    assert {holder["kind"] for link in links for holder in link["holders"]} == set(HolderKind.values)
    assert {link["polarity"] for link in links} == set(Polarity.values)
    assert {source["kind"] for source in sources} == set(SourceKind.values)
    assert {source["display"] for source in sources if source["held"]} == set(Display.values)
    assert {source["held"] for source in sources} == {True, False}
    assert {capture["text_basis"] for capture in documents("capture")} == set(TextBasis.values)
    assert {subject["kind"] for subject in documents("subject")} == set(SubjectKind.values)
    assert {figure["qualifier"] for figure in figures} == {"", *Qualifier.values}
    assert {figure["tie"] for figure in figures} == {"", *FigureTie.values}
    assert {tie["kind"] for claim in claims for tie in claim["relations"]} == set(RelationKind.values)
    assert set(ClaimRow.objects.values_list("language", flat=True)) == {language.code for language in LANGUAGES}


def test_joint_and_counted_holders_doubts_parts_and_own_dates_of_links_occur(archive):
    claims = documents("claim")
    links = [link for claim in claims for link in claim["links"]]

    assert any(len(link["holders"]) > 1 for link in links)
    assert any(holder["count"] for link in links for holder in link["holders"])
    assert any(link["said"]["edtf"] for link in links)
    assert any(claim["doubts"] for claim in claims)
    assert any(claim["part_of"] for claim in claims)
    assert any(len(claim["words"]) > 1 for claim in claims)
    assert any(figure["low"] != figure["high"] for claim in claims for figure in claim["figures"])


def test_dates_have_every_form_and_basis(archive):
    claims = documents("claim")
    shapes = {shape(claim["about"]["edtf"]) for claim in claims}

    assert shapes >= {shape(form) for form in days.FORMS} | {"", shape(days.DAY)}
    assert {claim["about"]["basis"] for claim in claims} == {"", "stated", "inferred", "metadata"}
    assert all(dates.bounds(claim["about"]["edtf"]) for claim in claims if claim["about"]["edtf"])


def shape(edtf):
    """A date or a form of one with all that differs from day to day made alike."""
    filled = edtf.format(y=1987, z=1988, t=198, c=19, m=1, d=1, s=21) if "{" in edtf else edtf
    season = filled[5:7] in ("21", "22", "23", "24") and len(filled) == 7
    plain = "".join("9" if character.isdigit() else character for character in filled)
    return f"{plain} season" if season else plain


def test_a_statement_is_reported_by_several_sources(archive):
    reported = {}
    for statement, source in ClaimRow.objects.exclude(statement_id="").values_list("statement_id", "source_id"):
        reported.setdefault(statement, set()).add(source)

    assert max(map(len, reported.values())) > 2


def test_every_text_says_that_it_is_invented(archive):
    notes = tuple(language.note for language in LANGUAGES)
    texts = [bytes(content).decode() for content in Content.objects.values_list("content", flat=True)]

    assert [text for text in texts if not text.startswith(notes)] == []
    assert all("nvented" in agent["description"] for agent in documents("agent"))
