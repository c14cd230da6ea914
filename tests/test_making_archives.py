"""Making an invented archive: the same for the same seed, in any number of processes, and only into an empty one."""

import made
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from stored import catalogue

from statements.catalogue import compare
from statements.catalogue.models import ClaimRow, Page
from statements.choices import RecordKind
from statements.desk.claims import Claim
from statements.invented import loading
from statements.record import verify

pytestmark = pytest.mark.django_db


def made_catalogue(**options):
    with transaction.atomic():
        call_command("make_archive", processes=0, verbosity=0, **options)
        found = catalogue()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_makes_the_same_catalogue_and_another_one_another():
    first, again, other = (made_catalogue(claims=120, seed=seed) for seed in (7, 7, 8))

    assert first == again
    assert first["Page"] != other["Page"]


@pytest.mark.django_db(transaction=True)
def test_processes_of_their_own_make_the_same_archive():
    before = parts_of_tables()

    call_command("make_archive", claims=60, seed=7, processes=2, verbosity=0)
    found = catalogue()

    assert [*verify.problems(), *compare.differences()] == []
    assert parts_of_tables() == before
    assert len(found["ClaimRow"]) == 60
    made.publish(made.claim())
    assert ClaimRow.objects.count() == 61


ON_SQLITE = "SELECT name, sql FROM sqlite_master"
ON_POSTGRESQL = """
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""


def parts_of_tables():
    """All indexes, constraints and triggers, as the database keeps them."""
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)
        return sorted(map(repr, cursor.fetchall()))


def test_an_archive_that_holds_something_is_left_alone():
    made.source()

    with pytest.raises(CommandError, match=r"not empty: it holds 1 sources\. Make one in a new database"):
        call_command("make_archive", claims=10, seed=1, processes=0)

    assert Claim.objects.count() == 0


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


@pytest.mark.parametrize("claims", [1, 2, 19])
def test_a_very_small_archive_is_whole(claims):
    call_command("make_archive", claims=claims, seed=3, processes=0, verbosity=0)

    assert ClaimRow.objects.count() == claims
    assert set(Page.objects.values_list("kind", flat=True)) == set(RecordKind.values)
    assert [*verify.problems(), *compare.differences()] == []
    assert loading.held() != []
