import made
import pytest

from statements import publishing
from statements.catalogue import compare
from statements.catalogue.models import ClaimRow, Page
from statements.record import verify

pytestmark = pytest.mark.django_db


def whole():
    return [*verify.problems(), *compare.differences()]


def test_published_claim_has_a_row_with_its_attribution():
    ministry = made.agent(takes_the=True)
    claim = made.claim()
    made.ascribe(claim, ministry, cue="said")

    made.publish(claim)

    row = ClaimRow.objects.get()
    assert row.claim_id == claim.ref
    assert row.attribution == "Foreign Ministry of Exampleland, as reported by Ada Example"
    assert row.verbatim == "41 bridges were closed"
    assert whole() == []


def test_withdrawn_source_takes_its_claims_along_and_restore_brings_them_back():
    claim = made.claim()
    made.publish(claim)

    publishing.withdraw([claim.capture.source], by=made.user("publisher"), reason="Asked by the outlet.")

    assert ClaimRow.objects.count() == 0
    assert {page.state for page in Page.objects.all()} == {"withdrawn"}
    assert whole() == []

    publishing.restore([claim.capture.source], by=made.user("publisher"), reason="A mistake.")

    assert ClaimRow.objects.count() == 1
    assert whole() == []
