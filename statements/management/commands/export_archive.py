import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from statements.packages import Entry
from statements.publishing import whole
from statements.surfaces.csv_files import in_blocks
from statements.surfaces.package import PRIVATE, File, Package


class Command(BaseCommand):
    help = "Writes the whole public archive into a new folder: tables, descriptions, captures, record, manifest."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="a folder that is not there yet, or is empty")
        parser.add_argument(
            "--private",
            action="store_true",
            help="also everything that is not public: drafts, history, accounts without their passwords",
        )

    def handle(self, *, folder, private, **options):
        target = Path(folder)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CommandError(f"{folder} is not empty; name a new folder.")
        entries = written_privately(target) if private else Package().write(target)
        size = sum(entry.bytes for entry in entries)
        self.stdout.write(f"{len(entries)} files, {size:,} bytes.")


def written_privately(target: Path) -> list[Entry]:
    """The public package with every row of the desk and of the accounts, in files that only their owner can read."""
    more = (File(path, in_blocks(next(lines), lines)) for path, lines in whole.files())
    before = os.umask(0o077)
    try:
        return Package(PRIVATE, more).write(target)
    finally:
        os.umask(before)
