"""Make an archive ready for use: database, roles, and at the first run logins and an example."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from statements import example
from statements.desk import roles

LOGINS = {
    "contributor": roles.CONTRIBUTOR,
    "curator": roles.CURATOR,
    "publisher": roles.PUBLISHER,
    "administrator": roles.ADMINISTRATOR,
}

ALONE = """
Nobody publishes what they wrote or last changed themselves. Working alone, use two of these logins, best
in two browser windows of which one is private: write as `curator` and send to review, then read it once
more and publish as `publisher`. The archive then records that the second step was taken. Or set
REQUIRE_SECOND_PERSON=off in the file .env: one login then does both, and each approval says so.
"""


class Command(BaseCommand):
    help = "Make the archive ready: database, roles and, at the first run, one login per role and an example."

    def add_arguments(self, parser):
        parser.add_argument("--no-example", action="store_true", help="leave a new archive empty")

    def handle(self, *, no_example, verbosity, **options):
        if settings.SITE == "public":
            self.stdout.write("Nothing to set up: the public site reads what the desk's site has set up.")
            return
        call_command("migrate", interactive=False, verbosity=max(0, verbosity - 1), stdout=self.stdout)
        with transaction.atomic():
            roles.create_roles()
            passwords = create_logins() if is_new() else {}
            if passwords and not no_example:
                example.load()
        if passwords:
            self.print_logins(passwords)

    def print_logins(self, passwords):
        self.stdout.write("\nLogins for the desk. The passwords are shown this once and not kept:\n\n")
        for username, password in passwords.items():
            self.stdout.write(f"  {username:<15}{password}   ({LOGINS[username]})")
        self.stdout.write(ALONE)
        self.stdout.write("A lost password is replaced by: .venv/bin/python manage.py changepassword curator\n\n")


def is_new() -> bool:
    """Whether nobody has an account yet. Logins deleted later are not made again."""
    return not get_user_model().objects.exists()


def create_logins() -> dict[str, str]:
    """One login for each role, with the password it was given."""
    passwords = {username: secrets.token_urlsafe(12) for username in LOGINS}
    for username, password in passwords.items():
        user = get_user_model().objects.create_user(username, password=password, is_staff=True)
        user.groups.add(Group.objects.get(name=LOGINS[username]))
    return passwords
