from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from statements.surfaces.package import Package


class Command(BaseCommand):
    help = "Writes the whole public archive into a new folder: tables, descriptions, captures, record, manifest."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="a folder that is not there yet, or is empty")

    def handle(self, *, folder, **options):
        target = Path(folder)
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CommandError(f"{folder} is not empty; name a new folder.")
        entries = Package().write(target)
        size = sum(entry.bytes for entry in entries)
        self.stdout.write(f"{len(entries)} files, {size:,} bytes.")
