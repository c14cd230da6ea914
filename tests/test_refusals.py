"""What no page can answer is refused in plain words, with its own status, before anything is read or stored."""

import time

import pytest
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse

from statements.surfaces.refusals import BoundedReading, RefuseBadInput

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/claims/?q=%00", 400, "NUL"),
        ("/claims/?%00=x", 400, "NUL"),
        ("/claims/%00/", 400, "a character that no text can have"),
        ("/claims/?q=%ED%A0%80", 400, "half a character"),
        ("/claims/?q=%FF", 400, "not UTF-8"),
        ("/claims/?q=" + "x" * 60_000, 414, "longer than 8,000 characters"),
        ("/claims.csv?q=" + "x" * 60_000, 414, "longer than 8,000 characters"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused(client, address, status, words):
    response = client.get(address)

    assert response.status_code == status
    assert words in response.content.decode()


@pytest.mark.parametrize("body", ["username=%00&password=x", "username=%ED%A0%80", "username=%FF"])
def test_a_form_that_cannot_be_read_is_refused(client, body):
    response = client.post(reverse("admin:login"), body, content_type=FORM)

    assert response.status_code == 400
    assert "which no text can have" in response.content.decode() or "half a character" in response.content.decode()


def test_a_form_that_is_too_large_is_refused_with_the_limit(client):
    response = client.post(reverse("admin:login"), "username=" + "x" * 13_000_000, content_type=FORM)

    assert response.status_code == 413
    assert "12 MB" in response.content.decode()


def test_a_lost_database_is_answered_with_503_and_when_to_try_again():
    def lose(request):
        raise AssertionError("not reached")

    response = RefuseBadInput(lose).process_exception(RequestFactory().get("/"), OperationalError("gone"))

    assert (response.status_code, response["Retry-After"]) == (503, "5")


def test_other_faults_are_left_to_django():
    assert RefuseBadInput(None).process_exception(RequestFactory().get("/"), ValueError()) is None


SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99999999) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(30)",
}


def test_a_question_that_takes_too_long_is_ended_and_answered_with_503(settings):
    settings.QUERY_TIMEOUT = 1

    def ask(request):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # which the connection of a web process is opened with
                cursor.execute("SET LOCAL statement_timeout = '1s'")
            cursor.execute(SLOW[connection.vendor])
            cursor.fetchall()

    begun = time.monotonic()
    request = RequestFactory().get("/")
    with pytest.raises(OperationalError) as problem, transaction.atomic():
        BoundedReading(ask)(request)
    response = RefuseBadInput(None).process_exception(request, problem.value)

    assert time.monotonic() - begun < 15
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "would take the archive too long to answer. Ask for less" in response.content.decode()


def test_what_is_written_is_not_ended(settings):
    settings.QUERY_TIMEOUT = 1

    def ask(request):
        time.sleep(1.2)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone()

    assert BoundedReading(ask)(RequestFactory().post("/")) == (1,)
