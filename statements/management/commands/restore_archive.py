from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from statements import packages
from statements.packages import BrokenPackage
from statements.publishing import restoring, whole
from statements.publishing.restoring import NotEmpty
from statements.record.revision import head
from statements.surfaces.package import PRIVATE


class Command(BaseCommand):
    help = "Restores an archive from a package into an empty database; refuses a package that is not whole."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="what export_archive wrote")

    def handle(self, *, folder, **options):
        try:
            manifest = packages.check(Path(folder))
            restore = whole.restore if manifest["kind"] == PRIVATE else restoring.restore
            restore(Path(folder), manifest)
        except (BrokenPackage, NotEmpty) as problem:
            raise CommandError(f"Nothing was restored. {problem}") from None
        number, chain = head()
        self.stdout.write(f"{number:,} revisions were restored; head {number} {chain.hex()}")
