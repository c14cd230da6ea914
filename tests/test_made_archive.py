"""The invented archive: whole, varied, right by construction, and the same for the same seed."""

import json

import made
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction

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
    RecordKind,
    RelationKind,
    SourceKind,
    SubjectKind,
    TextBasis,
)
from statements.desk import text_fields
from statements.desk.agents import AgentName
from statements.desk.anchors import Span
from statements.desk.claims import Claim
from statements.desk.history import CHILDREN
from statements.desk.review import Approval
from statements.desk.subjects import SubjectName
from statements.invented import days, loading
from statements.invented.vocabulary import LANGUAGES
from statements.publishing import plan
from statements.publishing.blockers import blockers
from statements.record import verify
from statements.record.content import Content
from statements.record.revision import Revision

CLAIMS = 1100  # of which the last hundred are a batch of their own


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """An invented archive, made once for all tests of this file that only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("make_archive", claims=CLAIMS, seed=1, processes=0, verbosity=0)
        yield
        transaction.set_rollback(True)


def catalogue():
    """All that is public, by table: what is stored, but for keys that the database gives."""
    return {
        model.__name__: sorted(map(plain, model._default_manager.values_list(*fields(model))))
        for model in [Page, *(model for model, _ in write.current.DERIVED)]
    }


def plain(row):
    return json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)


def fields(model):
    given = [field.attname for field in model._meta.concrete_fields if field.get_internal_type() == "BigAutoField"]
    return [field.attname for field in model._meta.concrete_fields if field.attname not in given]


def made_catalogue(**options):
    with transaction.atomic():
        call_command("make_archive", processes=0, verbosity=0, **options)
        found = catalogue()
        transaction.set_rollback(True)
    return found


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
    for model in dict.fromkeys([*plan.ORDER, *(child for parents in CHILDREN for child in children(parents))]):
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
    return [model._meta.get_field(name).related_model for name in CHILDREN[model]]


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


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_catalogue_and_another_one_another():
    first, again, other = (made_catalogue(claims=120, seed=seed) for seed in (7, 7, 8))

    assert first == again
    assert first["Page"] != other["Page"]


@pytest.mark.django_db(transaction=True)
def test_processes_of_their_own_make_the_same_archive():
    call_command("make_archive", claims=60, seed=7, processes=2, verbosity=0)
    found = catalogue()

    assert [*verify.problems(), *compare.differences()] == []
    assert len(found["ClaimRow"]) == 60
    made.publish(made.claim())
    assert ClaimRow.objects.count() == 61


@pytest.mark.django_db
def test_an_archive_that_holds_something_is_left_alone():
    made.source()

    with pytest.raises(CommandError, match=r"not empty: it holds 1 sources\. Make one in a new database"):
        call_command("make_archive", claims=10, seed=1, processes=0)

    assert Claim.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"claims": 0}, "--claims is a number from 1 to 20,000,000, not 0"),
        ({"claims": 10**9}, "--claims is a number from 1 to 20,000,000, not 1,000,000,000"),
        ({"claims": 10, "processes": -1}, "--processes is a number from 0 to 64, not -1"),
    ],
)
def test_an_argument_out_of_range_is_named(options, message):
    with pytest.raises(CommandError, match=message):
        call_command("make_archive", **{"seed": 1, **options})


@pytest.mark.django_db
@pytest.mark.parametrize("claims", [1, 2, 19])
def test_a_very_small_archive_is_whole(claims):
    call_command("make_archive", claims=claims, seed=3, processes=0, verbosity=0)

    assert ClaimRow.objects.count() == claims
    assert set(Page.objects.values_list("kind", flat=True)) == set(RecordKind.values)
    assert [*verify.problems(), *compare.differences()] == []
    assert loading.held() != []
