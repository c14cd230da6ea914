"""How far suggestions may be trusted, on texts that other people annotated and that are not part of this archive.

The environment variable ANNOTATED_TEXTS names a folder of files in the form that `score_suggestions` reads. Measured is
the quarter that was held out while the rules were written.
"""

import os
from pathlib import Path

import pytest

from statements.suggesting import files, scoring, suggestions

FOLDER = os.environ.get("ANNOTATED_TEXTS", "")
FILES = sorted(Path(FOLDER).glob("*.jsonl*")) if FOLDER else []
FLOORS = {
    "en": {
        ("direct, mixed", "recall"): 0.90,
        ("direct, mixed", "precision"): 0.86,
        ("all", "f1"): 0.655,
        ("all", "holder"): 0.84,
    },
    "de": {("direct", "recall"): 0.92, ("all", "f1"): 0.63, ("all", "holder"): 0.71},
}


@pytest.fixture(scope="module")
def scores():
    rows = [row for path in FILES for row in files.rows(files.load(str(path)), scoring.problem)]
    return scoring.of([row for row in rows if scoring.is_held_out(row["doc_id"])], suggestions)


@pytest.mark.skipif(not FILES, reason="no annotated texts: ANNOTATED_TEXTS is not set")
@pytest.mark.parametrize("language", FLOORS)
def test_suggestions_agree_with_what_people_annotated(scores, language):
    measured = {(mode, what): getattr(scores[language][mode], what) for mode, what in FLOORS[language]}

    assert {key: value for key, value in measured.items() if value < FLOORS[language][key]} == {}
