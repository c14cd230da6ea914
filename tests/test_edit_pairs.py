"""Two curators save the same record at the same moment, many times over: no update is lost, nothing typed is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

import desk
import made
import pytest
from django.db import connection
from django.test import Client
from reversion.models import Revision as ChangeSet

from statements.desk.history import RecordChange
from statements.desk.past import past

NAMES = ("alice", "bob")
# For each kind of record the field that both change.
KINDS = {
    "agent": (made.agent, "description"),
    "statement": (made.statement, "occasion"),
    "source": (made.source, "place"),
    "claim": (made.claim, "paraphrase"),
}


@pytest.fixture
def clients(make_user):
    def logged_in(name):
        client = Client()
        client.force_login(make_user("Curator", name))
        return client

    return [logged_in(name) for name in NAMES]


@pytest.fixture
def together():
    """Runs one function for both curators at the same moment, each in a thread of their own."""
    barrier, pool = threading.Barrier(len(NAMES)), ThreadPoolExecutor(len(NAMES))

    def run(do):
        def begin(n):
            barrier.wait(timeout=60)
            return do(n)

        return list(pool.map(begin, range(len(NAMES))))

    yield run
    run(lambda n: connection.close())
    pool.shutdown()


def edited_by_both(clients, together, record, field):
    """Both open the form, type, and save at once; the texts typed and what each was answered."""
    url = desk.address("change", record)
    texts = [f"{name} says of {record.ref}" for name in NAMES]
    typed = [
        desk.typed_from(client.get(url)) | {field: text, "why": f"because {text}"}
        for client, text in zip(clients, texts, strict=True)
    ]
    return texts, together(lambda n: clients[n].post(url, typed[n]))


def kept(record, field):
    """What the history kept of the field, oldest first, with who changed it and why."""
    found = RecordChange.objects.filter(ref=record.ref, version__isnull=False).order_by("pk")
    return [
        (change.revision.note.who, past(change.version).record.fields[field], change.revision.comment)
        for change in found.select_related("version", "revision__note")
    ]


def check_pair(clients, together, kind):
    make, field = KINDS[kind]
    record = make()
    texts, answers = edited_by_both(clients, together, record, field)
    codes = [answer.status_code for answer in answers]
    assert sorted(codes) == [200, 302], (kind, codes)
    first, second = codes.index(302), codes.index(200)

    record.refresh_from_db()
    assert (getattr(record, field), record.version, record.changed_by_name) == (texts[first], 1, NAMES[first])
    refused = answers[second]
    differing = [(row.now, row.typed) for row in refused.context["differences"]]
    assert differing == [(texts[first], texts[second])]
    again = desk.typed_from(refused)
    assert (again[field], again["why"]) == (texts[second], f"because {texts[second]}")

    assert clients[second].post(desk.address("change", record), again).status_code == 302
    record.refresh_from_db()
    assert (getattr(record, field), record.version) == (texts[second], 2)
    assert kept(record, field) == [(NAMES[n], texts[n], f"because {texts[n]}") for n in (first, second)]


def check_pairs(clients, together, number):
    kinds = list(KINDS)
    for n in range(number):
        check_pair(clients, together, kinds[n % len(kinds)])
    assert ChangeSet.objects.count() == 2 * number


@pytest.mark.django_db(transaction=True)
def test_of_four_pairs_of_edits_at_the_same_moment_none_is_lost(clients, together):
    check_pairs(clients, together, len(KINDS))


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_of_a_thousand_pairs_of_edits_at_the_same_moment_none_is_lost(clients, together):
    check_pairs(clients, together, 1000)
