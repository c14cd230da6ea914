"""`SITE=public` with a role of its own: public pages read the catalogue and the record, and nothing else."""

import made
import pytest
from django.db import connection

from statements.catalogue.models import Page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no roles"),
]
READABLE = (
    "statements_page",
    "statements_claimrow",
    "statements_mention",
    "statements_findabletext",
    "statements_suggestedname",
    "statements_searchword",
    "statements_wordtrigram",
    "statements_claimkeys",
    "statements_figurerow",
    "statements_revision",
    "statements_content",
)


@pytest.fixture
def claim():
    found = made.claim()
    made.ascribe(found, made.agent(), cue="said", statement=made.statement())
    found.claim_subjects.create(subject=made.subject())
    found.figures.create(number=1, as_written="41", low=41, high=41, measure="closed")
    made.mark(found, "41", role="figure", figure=found.figures.get())
    made.publish(found)
    return found


@pytest.fixture
def reader(claim):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE archive_reader")
        cursor.execute(f"GRANT SELECT ON {', '.join(READABLE)} TO archive_reader")
        cursor.execute("SET LOCAL ROLE archive_reader")
        yield
        cursor.execute("RESET ROLE")


@pytest.fixture
def addresses(claim):
    """Every public address of an archive with one claim."""
    records = [
        f"/claims/{claim.ref}/",
        f"/claims/{claim.ref}/revisions/1/",
        f"/claims/{claim.ref}.csv",
        f"/captures/{claim.capture.ref}/file",
    ]
    lists = ["/", "/claims/?q=bridges", "/healthz", "/robots.txt", "/sitemap.xml", "/about/"]
    lists += [f"/{name}.csv" for name in ("claims", "statements", "sources", "agents", "subjects", "corrections")]
    lists += [f"/{name}.csv" for name in ("figures", "relations", "links", "spans")]
    lists += [f"/{name}/" for name in ("claims", "statements", "sources", "agents", "subjects", "corrections")]
    lists += [f"/{name}/?q=bridges" for name in ("statements", "sources", "agents", "subjects")]
    lists += ["/data/", "/data/codebook/", "/data/csv-metadata.json", "/data/codebook/claims/"]
    lists += ["/suggest.json?kind=agent&q=min"]
    pages = Page.objects.public().exclude(kind="claim")
    subject = pages.get(kind="subject").get_absolute_url()
    records += [f"{subject}figures/", f"{subject}figures/?measure=closed", f"{subject}figures.csv?measure=closed"]
    return [*lists, *records, *(page.get_absolute_url() for page in pages)]


def test_every_public_page_is_read_by_a_role_that_may_read_nothing_of_the_desk(client, addresses, reader):
    archive = client.get("/data/archive.zip")
    statuses = {address: client.get(address).status_code for address in addresses}

    assert statuses == dict.fromkeys(addresses, 200)
    assert archive.getvalue()[:2] == b"PK"
