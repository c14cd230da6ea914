"""An empty database inside a test, as a new one is after migrate; the test's own transaction brings everything back."""

import reversion.models
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection, models

from statements.catalogue import census
from statements.record import triggers

OTHERS = (
    reversion.models.Version,
    reversion.models.Revision,
    User.groups.through,
    User,
    Group.permissions.through,
    Group,
)


def empty():
    """Delete every row of every table of ours, and everybody's account."""
    triggers.drop()
    for model in [*apps.get_app_config("statements").get_models(), *OTHERS]:
        models.QuerySet(model)._raw_delete("default")
    connection.check_constraints()  # PostgreSQL alters no table whose rows it has still to check
    triggers.create()
    census.forget()
