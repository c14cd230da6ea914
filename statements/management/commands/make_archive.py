"""Fills an empty archive with invented records of any number, for trying how it bears its load."""

import secrets
import time

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from statements.invented import loading
from statements.invented.archive import BEGUN, Archive
from statements.invented.cast import Writer

MOST = 20_000_000


class Command(BaseCommand):
    help = "Fills an empty archive with so many invented claims; the same seed makes the same archive."

    def add_arguments(self, parser):
        parser.add_argument("--claims", type=int, required=True, help="how many claims, 1 or more")
        parser.add_argument("--seed", type=int, default=1, help="which archive; any whole number")
        parser.add_argument("--processes", type=int, default=2, help="how many make records beside the one that stores")

    def handle(self, *, claims, seed, processes, **options):
        if not 1 <= claims <= MOST:
            raise CommandError(f"--claims is a number from 1 to {MOST:,}, not {claims:,}.")
        if not 0 <= processes <= 64:
            raise CommandError(f"--processes is a number from 0 to 64, not {processes}.")
        if found := loading.held():
            raise CommandError(f"This archive is not empty: it holds {', '.join(found)}. Make one in a new database.")
        writer, approver = login("inventor"), login("approver")
        self.total, self.begun, self.rows = claims, time.monotonic(), 0
        made_by = Writer(writer.pk, writer.get_username(), BEGUN)
        archive = Archive(claims=claims, seed=seed, writer=made_by, approver=approver)
        self.rows = loading.load(archive, processes=processes, note=self.note)
        self.stdout.write(f"{claims:,} claims, {self.rows:,} rows, {self.seconds:.1f} s with the search index.")

    @property
    def seconds(self):
        return time.monotonic() - self.begun

    def note(self, made):
        self.rows += made.rows
        if made.part.what == "claims":
            rate = self.rows / max(self.seconds, 0.001)
            self.stdout.write(f"{made.part.stop:,} of {self.total:,} claims, {rate:,.0f} rows/s")
            self.stdout.flush()


def login(username):
    """A login nobody can use, who stands in the desk's books."""
    made, is_new = get_user_model().objects.get_or_create(username=username)
    if is_new:
        made.set_password(secrets.token_urlsafe(32))
        made.is_active = False
        made.save()
    return made
