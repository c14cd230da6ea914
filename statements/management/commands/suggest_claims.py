"""Proposes claims from a text, as a list to read or as JSON."""

import json

from django.core.management.base import BaseCommand, CommandError

from statements.suggesting import files, languages, suggestions
from statements.suggesting.lists import BadList

SHOWN = 200


class Command(BaseCommand):
    help = "Proposes claims from a text, or from each text of a file of JSON lines. Stores nothing."
    requires_migrations_checks = False
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text, or JSON lines with `text` and perhaps `lang` (UTF-8, or .gz)")
        parser.add_argument("--json", action="store_true", help="print one line of JSON for each text")
        parser.add_argument("--lang", default="", help="the texts' language where none is stated; guessed if left out")

    def handle(self, *, file, lang, **options):
        try:
            content = files.load(file)
            rows = files.rows(content, no_more) if files.is_json_lines(content) else [{"text": content}]
            show = as_json if options["json"] else as_list
            shown = [show(row["text"], suggestions(row["text"], language(row, lang))) for row in rows]
        except (files.BadFile, BadList) as problem:
            raise CommandError(str(problem)) from None
        for lines in shown:
            self.stdout.write(lines)


def language(row, stated):
    return row.get("lang") or stated or languages.guessed(row["text"])


def no_more(row):
    return ""


def as_json(text, found):
    return json.dumps(
        [
            {"content": made.content, "cue": made.cue, "holder": made.holder, "mode": made.mode}
            for made in found
        ]
    )  # fmt: skip


def as_list(text, found):
    """One suggestion a paragraph: who, the cue, how, and the words."""
    return "\n".join(shown(text, made) for made in found) or "Nothing is suggested."


def shown(text, made):
    holder, cue = (words(text, [place]) if place else "not stated" for place in (made.holder, made.cue))
    return f"{made.mode} ({made.reading})\n  holder: {holder}\n  cue:    {cue}\n  words:  {words(text, made.content)}"


def words(text, places):
    """Words on one line, cut where they are long, without what a terminal could obey."""
    line = " [...] ".join(" ".join(text[start:end].split()) for start, end in places)
    line = line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
