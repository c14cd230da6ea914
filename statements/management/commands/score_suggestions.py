"""Scores suggestions against texts that people annotated with who said what."""

from django.core.management.base import BaseCommand, CommandError

from statements.suggesting import files, scoring, suggestions
from statements.suggesting.lists import BadList

PARTS = {"all": (True, False), "looked-at": (False,), "held-out": (True,)}
HEAD = (
    f"{'':4}{'mode':15}{'annotated':>10}{'found':>8}{'suggested':>11}{'precision':>11}"
    f"{'F1':>7}{'holder':>8}{'wrong who':>11}"
)


class Command(BaseCommand):
    help = (
        "Says how many annotated attributions are suggested, and how many suggestions are right, by language and mode."
    )
    requires_migrations_checks = False
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="JSON lines, each with doc_id, lang, text and attributions; or .gz")
        parser.add_argument(
            "--part",
            choices=PARTS,
            default="all",
            help="part of the texts, drawn by doc_id: those to write rules with, or the quarter held out",
        )

    def handle(self, *, file, part, **options):
        try:
            rows = files.rows(files.load(file), scoring.problem)
            chosen = [row for row in rows if scoring.is_held_out(row["doc_id"]) in PARTS[part]]
            scores = scoring.of(chosen, suggestions)
        except (files.BadFile, BadList) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{len(chosen):,} of {len(rows):,} texts ({part})")
        self.stdout.write(HEAD)
        for language, of_language in scores.items():
            for mode, score in of_language.items():
                self.stdout.write(line(language, mode, score))


def line(language, mode, score):
    return (
        f"{language:4}{mode:15}{score.annotated:>10,}{score.recall:>8.1%}{score.suggested:>11,}{score.precision:>11.1%}"
        f"{score.f1:>7.3f}{score.holder:>8.1%}{score.wrong:>11.1%}"
    )
