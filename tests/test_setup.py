import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from statements.desk import roles

User = get_user_model()


def run_setup(*arguments):
    output = StringIO()
    call_command("setup", *arguments, stdout=output)
    return output.getvalue()


def printed_passwords(output):
    return dict(re.findall(r"^  (\w+) +(\S+)   \(", output, re.MULTILINE))


def granted_to(group):
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}


def test_setup_makes_one_login_for_each_role_and_prints_its_password(db):
    passwords = printed_passwords(run_setup("--no-example"))

    logins = {name: authenticate(username=name, password=password) for name, password in passwords.items()}

    assert {name: (user.is_staff, user.is_superuser, user.groups.get().name) for name, user in logins.items()} == {
        "contributor": (True, False, "Contributor"),
        "curator": (True, False, "Curator"),
        "publisher": (True, False, "Publisher"),
        "administrator": (True, False, "Administrator"),
    }


def test_setup_prints_passwords_once_and_changes_none(db):
    run_setup("--no-example")
    before = set(User.objects.values_list("username", "password"))

    output = run_setup("--no-example")

    assert printed_passwords(output) == {}
    assert set(User.objects.values_list("username", "password")) == before


def test_setup_does_not_bring_back_a_deleted_login(db):
    run_setup("--no-example")
    User.objects.get(username="contributor").delete()

    run_setup("--no-example")

    assert not User.objects.filter(username="contributor").exists()


def test_setup_says_how_one_person_works_with_two_logins(db):
    output = run_setup("--no-example")

    assert "write as `curator`" in output
    assert "publish as `publisher`" in output
    assert "REQUIRE_SECOND_PERSON=off" in output


def test_setup_leaves_the_database_of_a_public_site_alone(db, settings):
    settings.SITE = "public"

    output = run_setup()

    assert output.startswith("Nothing to set up")
    assert not User.objects.exists()


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_may_do_what_the_table_says_and_nothing_more(db, role):
    roles.create_roles()

    assert granted_to(Group.objects.get(name=role)) == roles.ROLES[role]


def test_creating_the_roles_again_takes_back_what_the_table_does_not_say(db):
    roles.create_roles()
    contributors = Group.objects.get(name=roles.CONTRIBUTOR)
    contributors.permissions.add(Permission.objects.get(codename="publish_records"))

    roles.create_roles()

    assert granted_to(contributors) == roles.ROLES[roles.CONTRIBUTOR]


def test_only_publishers_publish_and_only_administrators_see_accounts():
    publishing = {role for role, granted in roles.ROLES.items() if "statements.publish_records" in granted}
    accounts = {role for role, granted in roles.ROLES.items() if any(name.startswith("auth.") for name in granted)}

    assert publishing == {"Publisher"}
    assert accounts == {"Administrator"}
