import datetime

from django.core.management.base import BaseCommand, CommandError

from statements.surfaces import snapshots
from statements.surfaces.snapshots import AlreadyThere


class Command(BaseCommand):
    help = "Makes the snapshot of today (UTC) for /data/: the public package as a zip, with its manifest and checksum."

    def handle(self, **options):
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        try:
            made = snapshots.make(today)
        except AlreadyThere as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{made.archive}: {made.size:,} bytes, SHA-256 {made.sha256}.")
