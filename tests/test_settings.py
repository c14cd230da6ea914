import os
import subprocess
import sys
from importlib import import_module, reload
from pathlib import Path

import pytest
from django.db import connection

from archive_site import urls

ROOT = Path(__file__).parent.parent


def load_settings(**environment):
    """The outcome of loading the site's settings in a process of its own, with this environment alone."""
    return subprocess.run(
        [sys.executable, "-c", "from archive_site import settings as s; print(s.SITE, s.IS_SECURE, s.ALLOWED_HOSTS)"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, **environment},
        capture_output=True,
        text=True,
    )


def test_settings_have_safe_defaults():
    outcome = load_settings(SECRET_KEY="x", ALLOWED_HOSTS="archive.example.org")

    assert outcome.stdout == "all False ['archive.example.org']\n"
    assert outcome.stderr == ""


@pytest.mark.parametrize(
    ("environment", "complaint"),
    [
        ({}, "SECRET_KEY is not set."),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set."),
        ({"SECRET_KEY": "x", "DEBUG": "maybe"}, "DEBUG must be true or false, not 'maybe'."),
        ({"SECRET_KEY": "x", "REQUIRE_SECOND_PERSON": "2"}, "REQUIRE_SECOND_PERSON must be true or false, not '2'."),
        ({"SECRET_KEY": "x", "CUE_LISTS": "/no/such/lists"}, "CUE_LISTS must be a folder, not '/no/such/lists'."),
        ({"SECRET_KEY": "x", "SITE": "both"}, "SITE must be one of all, public, desk, not 'both'."),
        ({"SECRET_KEY": "x", "SITE_URL": "archive.example.org"}, "SITE_URL must look like"),
        ({"SECRET_KEY": "x", "DATABASE_URL": "mysql://archive@127.0.0.1/archive"}, "DATABASE_URL must look like"),
        ({"SECRET_KEY": "x", "DATABASE_URL": "archive"}, "DATABASE_URL must look like"),
    ],
)
def test_settings_refuse_what_they_cannot_read(environment, complaint):
    outcome = load_settings(**environment)

    assert outcome.returncode == 1
    assert outcome.stderr.splitlines()[-1].startswith(f"django.core.exceptions.ImproperlyConfigured: {complaint}")


@pytest.mark.parametrize(
    ("site", "public", "desk"), [("all", True, True), ("public", True, False), ("desk", False, True)]
)
def test_each_site_serves_its_own_addresses_and_no_others(site, public, desk, settings):
    settings.SITE = site
    try:
        reload(urls)
        served = {
            str(entry.pattern): entry.urlconf_name for entry in urls.urlpatterns if hasattr(entry, "urlconf_name")
        }
    finally:
        settings.SITE = "all"
        reload(urls)

    assert (import_module("statements.urls") in served.values()) is public
    assert ("admin/" in served) is desk


def test_a_development_run_needs_no_secret():
    assert load_settings(DEBUG="on").stdout.startswith("all False")


@pytest.mark.parametrize(
    ("address", "secure"),
    [
        ("https://archive.example.org", True),
        ("http://archive.example.org", True),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
    ],
)
def test_only_a_loopback_address_goes_without_https(address, secure):
    outcome = load_settings(SECRET_KEY="x", SITE_URL=address, ALLOWED_HOSTS="a")

    assert outcome.stdout == f"all {secure} ['a']\n"


def test_a_file_gives_what_the_environment_does_not(tmp_path):
    (tmp_path / "env").write_text("SECRET_KEY=x\nSITE=desk\nALLOWED_HOSTS=from-the-file\n")

    outcome = load_settings(ENV_FILE=str(tmp_path / "env"), ALLOWED_HOSTS="from-the-environment")

    assert outcome.stdout == "desk False ['from-the-environment']\n"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20_000)]
)
def test_sqlite_is_set_to_lose_nothing(db, pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_transactions_take_the_write_lock_at_once(db):
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.browser
def test_the_desk_works_under_the_content_policy(live_server, curator, page):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)

    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "curator")
    page.fill("#id_password", "curator-of-the-desk")
    page.click("[type=submit]")
    page.wait_for_selector("#content")
    page.click("a[href='/admin/statements/source/add/']")
    page.wait_for_selector("form#source_form")

    assert refused == []
