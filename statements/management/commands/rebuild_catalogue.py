from django.core.management.base import BaseCommand

from statements.catalogue import write
from statements.catalogue.models import ClaimRow, Page


class Command(BaseCommand):
    help = "Throws the catalogue away and writes it anew from the record, in one transaction."

    def handle(self, **options):
        write.rebuild()
        self.stdout.write(f"{Page.objects.count()} pages and {ClaimRow.objects.count()} claim rows were written.")
