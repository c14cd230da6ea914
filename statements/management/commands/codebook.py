from django.core.management.base import BaseCommand

from statements.catalogue import codebook


class Command(BaseCommand):
    help = "Prints docs/data.md: every column and parameter in words."
    requires_migrations_checks = False

    def handle(self, **options):
        self.stdout.write(codebook.markdown(), ending="")
