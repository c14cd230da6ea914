"""The site's own settings, with what a test run must not take from the machine it runs on."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="archive-tests-")  # one a process, gone with it

os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "only-for-tests",
    "SITE": "all",
    "SITE_URL": "http://127.0.0.1:8000",
    "DEBUG": "off",
    "REQUIRE_SECOND_PERSON": "on",
}
os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{_folder.name}/archive.sqlite3"

from archive_site.settings import *  # noqa: E402, F403 - a settings module hands on every name

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: a database in memory has no WAL and one connection for all threads.
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder.name}/tests.sqlite3"}  # noqa: F405

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # weak and quick
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
MEDIA_ROOT = f"{_folder.name}/media"
STATIC_ROOT = _folder.name
SNAPSHOTS_FOLDER = f"{_folder.name}/snapshots"
