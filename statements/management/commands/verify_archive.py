from itertools import chain

from django.core.management.base import BaseCommand, CommandError

from statements.catalogue import compare
from statements.record import verify
from statements.record.revision import Revision, head


class Command(BaseCommand):
    help = (
        "Checks order, hashes, triggers and captures of the record, and the catalogue against it; names what differs."
    )

    def handle(self, **options):
        problems = 0
        for problem in chain(verify.problems(), compare.differences()):
            problems += 1
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{problems} problems were found.")
        number, value = head()
        self.stdout.write(f"Nothing differs. {Revision.objects.count()} revisions; head {number} {value.hex()}")
