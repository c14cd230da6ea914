"""What others read in our files: every row and column as it is, whatever text is in them."""

import csv
import io
import shutil
import subprocess

import duckdb
import made
import polars
import pytest
import varied

from statements.catalogue.columns import CLAIM_COLUMNS, names
from statements.catalogue.models import ClaimRow

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AWKWARD = (
    *('He said "no",\nthen =1+1.', '"', '""', ",", "\n", "a\n\n\nb", "\t", "'", "\\", "\\N", "NA", "NULL"),
    *("nan", "007", "1992-02", "true", "#x", "«Баку»; «Ереван»", "نص نموذجي، عربي", "Ադրբեջան", "汉字𝄞"),
    *("e\u0301", "\u202eabc", "x\u2028y"),
)


@pytest.fixture
def file(client, tmp_path):
    """The plain file of claims of every kind, with awkward texts in their words and paraphrases."""
    varied.archive()
    capture = made.capture()
    made.publish(*[waiting(capture, number) for number in range(len(AWKWARD))])
    for row, text in zip(ClaimRow.objects.order_by("-page_id"), AWKWARD, strict=False):
        ClaimRow.objects.filter(pk=row.pk).update(verbatim=text, paraphrase=text + "x", source_title=f" {text} ")
    path = tmp_path / "claims.csv"
    path.write_bytes(client.get("/claims.csv").getvalue())
    return path


def waiting(capture, number):
    return made.claim(found_in=capture, paraphrase=f"Claim {number}.")


@pytest.fixture
def expected():
    """Every cell as a text, as the catalogue has it."""
    columns = [name for name in names(CLAIM_COLUMNS) if name != "claim_url"]
    rows = ClaimRow.objects.order_by("-page_id").values_list(*columns)
    found = [["" if value is None else str(value) for value in row] for row in rows]
    return [[row[0], f"http://127.0.0.1:8000/claims/{row[0]}/", *row[1:]] for row in found]


def test_the_csv_module_reads_every_cell(file, expected):
    with file.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened, strict=True)

    assert header == names(CLAIM_COLUMNS)
    assert rows == expected


def test_polars_reads_every_cell(file, expected):

    frame = polars.read_csv(file, infer_schema=False)

    assert frame.columns == names(CLAIM_COLUMNS)
    assert [[cell or "" for cell in row] for row in frame.rows()] == expected


def test_duckdb_reads_every_cell(file, expected):

    found = duckdb.connect().execute(
        "SELECT * FROM read_csv(?, all_varchar=true, header=true, delim=',', quote='\"', escape='\"')",
        [str(file)],
    )

    assert [column[0] for column in found.description] == names(CLAIM_COLUMNS)
    assert [[cell or "" for cell in row] for row in found.fetchall()] == expected


@pytest.mark.skipif(not shutil.which("Rscript"), reason="no R: install r-base-core")
def test_r_reads_every_cell(file, expected, tmp_path):
    script = """
        found <- read.csv(commandArgs(TRUE)[1], colClasses = "character", na.strings = character(), encoding = "UTF-8")
        connection <- file(commandArgs(TRUE)[2], "wb")
        writeBin(c(names(found), enc2utf8(unlist(t(found)))), connection, useBytes = TRUE)
        close(connection)
    """
    cells = read_by(["Rscript", "-e", script, file, tmp_path / "cells"], tmp_path / "cells").split("\0")[:-1]

    width = len(CLAIM_COLUMNS)
    assert cells[:width] == names(CLAIM_COLUMNS)
    assert [cells[start : start + width] for start in range(width, len(cells), width)] == expected


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice: install libreoffice-calc")
def test_libreoffice_reads_every_cell(file, expected, tmp_path):
    """Its filter for text: comma, quotes, UTF-8, from line 1, all columns as text, quoted cells as text."""
    out = tmp_path / "out"
    columns = "/".join(f"{number}/2" for number in range(1, len(CLAIM_COLUMNS) + 1))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += [
        f"--infilter=CSV:44,34,76,1,{columns},0,true,false",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    text = read_by([*command, "--outdir", out, file], out / "claims.csv")

    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header == names(CLAIM_COLUMNS)
    assert rows == expected


def read_by(command, written):
    """What a program wrote."""
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return written.read_bytes().decode()
