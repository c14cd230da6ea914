"""Publishing in bulk stores what the ordinary acts store, and refuses what they refuse."""

import datetime
from decimal import Decimal

import made
import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from statements import bulk_rows, example, publishing
from statements.catalogue import compare, current
from statements.catalogue.models import Page
from statements.desk.captures import Capture
from statements.desk.claims import Claim
from statements.desk.figures import Figure
from statements.desk.review import Approval
from statements.desk.sources import Source
from statements.publishing import bulk, plan
from statements.record import verify
from statements.record.content import Content
from statements.record.revision import Revision

pytestmark = pytest.mark.django_db

TIMES = {"at", "published_at", "updated_at"}
KEYS = {"id", "nonce", "leaf", "chain", "content"}


@pytest.fixture
def drafts():
    """The example's records as they wait for review, with all that they name, in plan order."""
    for username in ("curator", "publisher"):
        get_user_model().objects.create_user(username)
    desk = example.written(by=made.user("curator"))
    sources = Source.objects.filter(ref__in=[desk.sources[key].ref for key in example.RECORDS])
    publishing.submit([*sources, *desk.claims.values()], by=made.user("curator"), reason="Ready.")
    captures = Capture.objects.filter(source__in=sources)
    return plan.with_dependencies([*sources.all(), *captures, *Claim.objects.all()])


def published_by(act, records):
    """All that an act stores, but for times, chance and keys that the database gives; taken back afterwards."""
    with transaction.atomic():
        act(records, by=made.user("publisher"), reason="First publication.")
        assert [*verify.problems(), *compare.differences()] == []
        found = {model.__name__: everything(model) for model in tables()}
        found["documents"] = [without_times(revision.document) for revision in Revision.objects.in_order()]
        found["desk"] = [desk_books(record) for record in records]
        transaction.set_rollback(True)
    return found


def tables():
    return [Page, *(model for model, _ in current.DERIVED), Revision, Approval, Content]


def everything(model):
    return sorted((without_times(row) for row in model._default_manager.values()), key=str)


def without_times(value):
    if isinstance(value, list):
        return [without_times(part) for part in value]
    if not isinstance(value, dict):
        return value
    left_out = TIMES | (KEYS if "id" in value or "nonce" in value else set())
    return {key: without_times(part) for key, part in sorted(value.items()) if key not in left_out}


def desk_books(record):
    record = type(record).objects.get(pk=record.pk)
    return (record.ref, record.state, record.submitted, record.has_changes, record.revision, record.version)


def test_bulk_publication_stores_what_publishing_stores(drafts):
    sources = [record for record in drafts if isinstance(record, Source) and record.is_waiting]
    everyday = published_by(lambda records, **how: publishing.publish(sources, **how), drafts)

    in_bulk = published_by(bulk.publish, drafts)

    assert in_bulk.keys() == everyday.keys()
    for name, found in in_bulk.items():
        assert found == everyday[name], name
    assert len(in_bulk["documents"]) == len(drafts)


def test_what_is_published_in_bulk_may_name_what_was_public_before():
    ministry, capture = made.agent(), made.capture()
    first = made.claim(found_in=capture)
    made.ascribe(first, ministry, cue="said")
    made.publish(first)
    second = made.claim("We shall open them again", found_in=capture)
    made.ascribe(second, ministry, cue="added")

    bulk.publish([second], by=made.user("publisher"), reason="More of it.")

    assert [*verify.problems(), *compare.differences()] == []
    assert {page.revision for page in Page.objects.filter(kind="claim")} == {1}


def refused(records, *, by="publisher", reason="First publication."):
    before = Revision.objects.count()
    with pytest.raises(publishing.Blocked) as blocked:
        bulk.publish(records, by=made.user(by), reason=reason)
    assert Revision.objects.count() == before
    return blocked.value.reasons


def test_bulk_publication_needs_a_reason_and_a_second_person():
    ministry = made.agent()

    assert refused([ministry], reason=" ") == ["Give a reason; visitors will read it."]
    assert refused([ministry], by="curator") == [
        f"{ministry} was written or last changed by you; a second person publishes it."
    ]


def test_bulk_publication_refuses_what_names_something_unpublished():
    claim = made.claim()

    assert sorted(refused([claim])) == sorted(
        f"{record} is not published." for record in (claim.capture, claim.capture.source)
    )


def test_bulk_publication_refuses_what_was_published_before():
    ministry = made.agent()
    made.publish(ministry)
    ministry.refresh_from_db()

    assert refused([ministry]) == [f"{ministry} was published before."]


def test_bulk_publication_refuses_what_has_something_to_mend():
    claim = made.claim("", paraphrase="")

    records = plan.with_dependencies([claim])

    assert refused(records) == [f"{claim}: It has neither words of the source nor a paraphrase."]


def test_composed_revisions_are_refused_once_the_record_has_gone_on():
    ministry, other = made.agent(), made.agent("Court of Exampletown")
    approver = bulk.Approver(made.user("publisher"), datetime.datetime.now(datetime.UTC), "Ready.")
    composed = bulk.compose(plan.load([ministry]), first=1, approver=approver, card_of={}.get)
    made.publish(other)

    with pytest.raises(ValueError, match="The record goes on at 2, not at 1"):
        bulk.store(composed, approver)


@pytest.mark.parametrize(
    "words", ["plain", "tab\tand\nline", "\\N", "back\\slash\\n", '"quotes", and \u2028', "ə \U0001f600"]
)
def test_rows_stored_in_bulk_are_read_back_as_they_were(words):
    work = Source(id=7, ref="o-0000000007", title=words, published_edtf="1992", published_basis="stated")
    work.published_earliest = datetime.date(1992, 1, 1)
    page = Page(id=1, ref=work.ref, kind="source", state="published", revision=1, document={words: [words, 1, None]})
    page.revisions, page.updated_at = [words], "2021"

    for found in (work, page, Content(sha256="a" * 64, size=3, content=b"\x00\\\n")):
        assert bulk_rows.rows(type(found), [found]).insert() == 1

    stored = Source.objects.get()
    assert (stored.title, stored.published_earliest, stored.published_latest) == (words, work.published_earliest, None)
    assert (stored.created_at, stored.has_changes) == (work.created_at, False)
    assert Page.objects.values_list("document", "revisions", "passages").get() == (page.document, [words], None)
    assert bytes(Content.objects.get().content) == b"\x00\\\n"


def test_numbers_stored_in_bulk_keep_their_places():
    claim = made.claim()
    figure = Figure(claim=claim, number=1, as_written="2.5", low=Decimal("2.5"), high=None, measure="rise")

    bulk_rows.rows(Figure, [figure]).insert()

    stored = Figure.objects.get()
    assert (stored.low, stored.high, stored.claim_id) == (Decimal("2.500"), None, claim.pk)


def test_no_rows_are_stored_for_no_objects():
    assert bulk_rows.rows(Source, []).insert() == 0
