import gc
import os
import shutil

import hypothesis
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.template.base import Template
from django.test.signals import template_rendered

from statements.catalogue import census
from statements.desk import roles
from statements.record import triggers

# Playwright keeps an event loop in the test's own thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

IN_CI = os.environ.get("CI", "").lower() in ("true", "1")
THROUGH_A_COMMAND = ("test_setup.py", "test_settings.py")  # tests whose commands open the database themselves
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# A run makes few cycles and keeps many objects: looking through them all as often as usual takes a sixth of its time.
gc.set_threshold(50_000, 20, 100)

# A busy machine must not fail a test by its deadline, nor luck a change that is being landed.
hypothesis.settings.register_profile("archive", deadline=None, derandomize=IN_CI, print_blob=True)
hypothesis.settings.load_profile("archive")


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="also run the tests marked long")
    parser.addoption("--of-the-database", action="store_true", help="leave out what no database can change")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--long"):
        _skip(items, marker="long", reason="runs with --long")
    if config.getoption("--of-the-database"):
        once = () if config.getoption("--long") else ("once",)
        left_out = [item for item in items if not _asks_a_database(item) or any(map(item.get_closest_marker, once))]
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)
    if not find_chromium() and not IN_CI:
        _skip(items, marker="browser", reason="no Chromium: install chromium, or name one in CHROMIUM")


def _asks_a_database(item):
    uses = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(uses) or item.get_closest_marker("django_db") is not None or item.path.name in THROUGH_A_COMMAND


def _skip(items, *, marker, reason):
    for item in items:
        if item.get_closest_marker(marker):
            item.add_marker(pytest.mark.skip(reason=reason))


def find_chromium():
    """The browser that CHROMIUM names, else one on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = [
        "--no-sandbox",  # Chromium refuses to sandbox for root, as whom containers run tests
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return browser_type_launch_args | {"executable_path": find_chromium(), "args": arguments}


@pytest.fixture(autouse=True)
def _nothing_kept_from_other_tests():
    """Tests write rows past the record, which what is kept from before would not notice."""
    census.forget()
    cache.clear()


@pytest.fixture(autouse=True)
def emptied_record(request):
    """Lifts the triggers after a test that commits, whose tables are emptied; that makes the triggers anew."""
    if not _commits(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    triggers.drop()


def _commits(request):
    marker = request.node.get_closest_marker("django_db")
    return (marker and marker.kwargs.get("transaction")) or {"transactional_db", "live_server"} & set(
        request.fixturenames
    )


@pytest.fixture(scope="session", autouse=True)
def _widgets_untold(django_test_environment):
    """Tests are told what was rendered, except a form's thousand widgets: these would take a tenth of their time."""

    def render(self, context):
        if not (self.name or "").startswith("django/forms/"):
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    Template._render = render


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles as `setup` makes them, once for all tests that empty no tables."""
    with django_db_blocker.unblock():
        roles.create_roles()


@pytest.fixture
def make_user(db):
    """Makes a user of one role."""

    def make(role, username):
        if not Group.objects.filter(name=role).exists():
            roles.create_roles()
        user = get_user_model().objects.create_user(username, password=f"{username}-of-the-desk", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def contributor(make_user):
    return make_user(roles.CONTRIBUTOR, "contributor")


@pytest.fixture
def curator(make_user):
    return make_user(roles.CURATOR, "curator")


@pytest.fixture
def publisher(make_user):
    return make_user(roles.PUBLISHER, "publisher")


@pytest.fixture
def administrator(make_user):
    return make_user(roles.ADMINISTRATOR, "administrator")
