import re
from pathlib import Path

from statements.catalogue import codebook
from statements.catalogue.filters import PARAMETERS

ROOT = Path(__file__).parent.parent


def test_the_codebook_in_the_docs_is_the_one_the_code_makes():
    assert (ROOT / "docs/data.md").read_text(encoding="utf-8") == codebook.markdown()


def test_every_column_and_parameter_is_documented_and_nothing_more():
    made = codebook.markdown()

    named = [line.split("`")[1] for line in made.splitlines() if line.startswith("| `")]
    columns = [column.name for table in codebook.TABLES.values() for column in table]
    assert named[: len(columns)] == columns
    assert named[len(columns) :][: len(PARAMETERS)] == list(PARAMETERS)


def test_every_setting_is_documented():
    settings = (ROOT / "archive_site/settings.py").read_text(encoding="utf-8")
    documented = (ROOT / "docs/operations.md").read_text(encoding="utf-8")

    names = set(re.findall(r'(?:text|flag|words|one_of|folder)\("([A-Z_]+)"', settings))
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []
