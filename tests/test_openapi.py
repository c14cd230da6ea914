"""The description of what programs can ask: whole, valid, and true of the answers."""

import pytest
import schemathesis
import varied
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from statements import urls
from statements.catalogue.filters import PARAMETERS
from statements.choices import RecordKind
from statements.surfaces import formats, openapi
from statements.surfaces.citation_files import FORMS

pytestmark = [pytest.mark.django_db, pytest.mark.once]
EXAMPLES = 2  # questions to each address, and as many malformed ones
EXPECTED = {GenerationMode.POSITIVE: {200, 404}, GenerationMode.NEGATIVE: {400}}
OF_THE_SITE_ITSELF = {
    *("/robots.txt", "/sitemap.xml", "/sitemap-<int:start>.xml", "/.well-known/security.txt", "/healthz"),
    "/captures/{ref}/file",  # bytes of whatever type a source has
}
# No schema can say which words can be searched or which names are known; an empty value counts as not given.
REFUSING = {"/oembed": [not_a_server_error]}  # which answers 501 for a format it does not have, as oEmbed has it
NOT_ASKED = [checks.positive_data_acceptance, checks.negative_data_rejection]


def test_every_address_made_for_programs_is_described_and_nothing_more():
    parts = {"<str:ref>": "{ref}", "<int:n>": "{n}", "<str:day>": "{day}", "<str:earlier>": "{earlier}"}
    written = [f"/{route.pattern}" for route in urls.urlpatterns]
    for typed, name in parts.items():
        written = [path.replace(typed, name) for path in written]
    patterns = {path.replace("<citation:ending>", ending) for path in written for ending in FORMS}

    described = {address.path for address in openapi.ADDRESSES}

    assert described == {path for path in patterns if not path.endswith("/")} - OF_THE_SITE_ITSELF
    assert [path for path in sorted(described) if not formats.types_at(path)] == []


def test_every_parameter_of_claims_is_described_with_its_meaning_and_values():
    found = {one["name"]: one for one in openapi.description()["paths"]["/claims.json"]["get"]["parameters"]}

    assert list(found) == list(PARAMETERS)
    assert found["mode"]["schema"]["items"] == {
        "type": "string",
        "enum": ["direct", "mixed", "indirect", "own", "none"],
    }
    assert found["said_from"]["schema"]["items"]["format"] == "edtf"
    assert all(len(one["description"]) > 10 for one in found.values())


@pytest.fixture
def archive():
    return varied.archive()


@pytest.fixture
def described(archive):
    """The description as it is published, in which each ref is that of a record that is there."""
    schema = openapi.description()
    for kind, record in {"claim": archive.chain, "statement": archive.statement, "source": archive.article,
                         "agent": archive.bo, "subject": archive.subject}.items():  # fmt: skip
        for path, item in schema["paths"].items():
            for parameter in item["get"]["parameters"]:
                if parameter["name"] == "ref" and path.startswith(f"/{RecordKind(kind)}s/"):
                    parameter["schema"] = {"type": "string", "enum": [record.ref]}
    return schema


@pytest.fixture
def open_connection():
    """Keeps requests that pass by Django’s test client from closing the connection of the test."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_answers_are_as_described_whatever_is_asked(described, open_connection, mode):
    schema = schemathesis.openapi.from_dict(described)
    schema.app = get_wsgi_application()
    met = set()

    for address in openapi.ADDRESSES:
        if mode is GenerationMode.POSITIVE or address.parameters:
            met |= statuses(schema[address.path]["GET"], mode, [*NOT_ASKED, *REFUSING.get(address.path, [])])

    assert met >= EXPECTED[mode]


def statuses(operation, mode, unasked):
    """The statuses that questions to one address were answered with; every answer is as described."""
    met = set()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        met.add(case.call_and_validate(excluded_checks=unasked).status_code)

    ask()
    return met
