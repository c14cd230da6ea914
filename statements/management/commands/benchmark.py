from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from statements.benchmark import plan, report
from statements.benchmark.figures import PARTS
from statements.benchmark.processes import Failed
from statements.benchmark.run import run

QUICK = {"words": 1, "requests": 2, "seconds": 1}


class Command(BaseCommand):
    help = (
        "Measures search, lists, pages, CSV and publishing in invented archives of their own, beside Datasette,"
        " modelsearch, psql and sqlite3. The archive of this site is not touched. See docs/performance.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("--sizes", help="claims in each archive (default: 10000,1000000)")
        parser.add_argument("--databases", default=",".join(plan.DATABASES), help="default: %(default)s")
        parser.add_argument("--rows", default=",".join(PARTS), help="what is measured; default: %(default)s")
        parser.add_argument("--seed", type=int, default=1, help="of the archives and of what is asked")
        parser.add_argument("--rounds", type=int, help="how often all ways are measured in turn (default: 3)")
        parser.add_argument("--no-reuse", action="store_true", help="make the archives anew")
        parser.add_argument("--no-peers", action="store_true", help="without Datasette and modelsearch")
        parser.add_argument("--quick", action="store_true", help="a smoke run: small archives, one short round")
        parser.add_argument("--folder", help="where archives, peers and results are kept (default: var/benchmark)")
        parser.add_argument("--write-docs", action="store_true", help="put the tables into docs/performance.md")

    def handle(self, *, write_docs, **options):
        try:
            for outcome in run(self.planned(**options), say=self.stderr.write):
                text = report.written(self.folder(options["folder"]), outcome.about, outcome.figures)
        except (plan.UnusableOption, Failed) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(text)
        if outcome.failures:
            raise CommandError("\n".join(["Not everything could be measured.", *outcome.failures]))
        if write_docs:
            report.into_docs(text)

    def planned(self, *, sizes, databases, rows, seed, rounds, no_reuse, no_peers, quick, folder, **options):
        made = plan.Plan(
            sizes=plan.sizes(sizes or ("100,300" if quick else "10000,1000000")),
            databases=plan.databases(databases),
            parts=plan.parts(rows),
            folder=self.folder(folder),
            seed=plan.positive("--seed", seed, most=2**31),
            rounds=plan.positive("--rounds", rounds or (1 if quick else 3), most=100),
            reuse=not no_reuse,
            peers=not no_peers,
            **(QUICK if quick else {}),
        )
        plan.require_programs(made)
        return made

    def folder(self, given):
        return (settings.BASE_DIR / given) if given else settings.VAR_DIR / "benchmark"
