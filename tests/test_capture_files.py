import hashlib

import made
import pytest
from django.db import connection

from statements.record import triggers

pytestmark = pytest.mark.django_db


def published(**fields):
    display = fields.pop("display", "full")
    capture = made.capture(of=made.source(display=display), **fields)
    made.publish(capture.source)
    capture.refresh_from_db()
    return capture


def file_of(client, capture):
    return client.get(f"/captures/{capture.ref}/file")


def test_the_bytes_are_those_received_and_their_sum_is_on_the_page(client):
    capture = published(file_bytes=b"%PDF-1.7 whole", media_type="application/pdf")

    response = file_of(client, capture)

    assert response.content == b"%PDF-1.7 whole"
    assert hashlib.sha256(response.content).hexdigest() in client.get(f"/captures/{capture.ref}/").content.decode()
    assert response["Content-Disposition"] == f'attachment; filename="{capture.ref}.pdf"'


def test_somebody_elses_bytes_never_run_under_our_name(client):
    capture = published(file_bytes=b"<script>alert(1)</script>", media_type="text/html")

    response = file_of(client, capture)

    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("display", ["passages", "none"])
def test_a_text_that_may_not_be_shown_whole_is_not_handed_out(client, display):
    response = file_of(client, published(display=display))

    assert response.status_code == 403
    assert made.TEXT not in response.content.decode()


def test_erased_bytes_are_gone(client):
    capture = published()
    triggers.drop()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE statements_content SET content = NULL")
    triggers.create()

    assert file_of(client, capture).status_code == 410


def test_the_capture_of_a_draft_is_not_found(client):
    assert file_of(client, made.capture()).status_code == 404
