"""CSV as the database writes it: byte for byte what Python's csv module makes of the same rows."""

import csv
import io

import pytest
import varied
from django.db import InternalError, OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.catalogue import columns
from statements.catalogue.columns import CLAIM_COLUMNS, Column
from statements.catalogue.models import ClaimRow, Page
from statements.choices import PageState
from statements.record.moment import one_moment
from statements.surfaces.csv_files import BOM, FORMATS, SPREADSHEET, encoded, harmless
from statements.surfaces.csv_from_database import written
from statements.surfaces.exports import claim_url

pytestmark = pytest.mark.django_db

TEXTS = (Column("verbatim", ""), Column("paraphrase", ""), Column("span_start", "", "number"))
AWKWARD = (
    *("", " ", ",", '"', '""', "\n", "\r", "\r\n", "\t", "'", "\\.", "\\N", "\\", "%s", "{0}", "NULL", "a\u2028b"),
    *("=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "=a,b", '-"x"', "-a\nb", " =1", "'=1"),
    *("«Баку»", "نص نموذجي، عربي", "Ադրբեջան", "𝄞", "e\u0301", "\u202eabc", "x" * 70_000),
)


@pytest.fixture
def row():
    """A row that may hold anything: one of a page that nothing else knows."""
    Page.objects.create(
        id=1, ref="c-0123456789", kind="claim", state=PageState.PUBLISHED, revision=1, document={}, revisions=[]
    )
    return ClaimRow.objects.create(page_id=1, claim_id="c-0123456789", attribution="x", paraphrase="x")


def text_of(blocks):
    return b"".join(block.text for block in blocks)


def by_python(rows, header, variant):
    """The same file by the csv module alone."""
    file = io.StringIO(newline="")
    file.write(BOM if variant == SPREADSHEET else "")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns.names(header))
    for values in rows.values_list(*columns.names(header)):
        writer.writerow(map(harmless, values) if variant == SPREADSHEET else values)
    return file.getvalue().encode()


@pytest.mark.parametrize("variant", FORMATS)
@pytest.mark.parametrize("text", AWKWARD)
def test_an_awkward_text_is_written_as_the_csv_module_does(row, text, variant):
    ClaimRow.objects.update(verbatim=text, attribution="y" + text)
    header = (*TEXTS, Column("attribution", ""))

    assert text_of(written(ClaimRow.objects.all(), header, variant=variant)) == by_python(
        ClaimRow.objects.all(), header, variant
    )


@settings(max_examples=60)
@given(text=st.text(st.sampled_from(",\"'\n\r\t=+-@＝ aя𝄞"), max_size=8), number=st.none() | st.integers(0, 2**40))
def test_any_text_is_written_as_the_csv_module_does(text, number, django_db_blocker):
    with django_db_blocker.unblock():
        Page.objects.get_or_create(
            id=1, ref="c-0123456789", kind="claim", state="published", revision=1, document={}, revisions=[]
        )
        ClaimRow.objects.update_or_create(
            page_id=1, defaults={"attribution": "x", "paraphrase": f"x{text}", "verbatim": text, "span_start": number}
        )
        for variant in FORMATS:
            rows = ClaimRow.objects.all()
            assert text_of(written(rows, TEXTS, variant=variant)) == by_python(rows, TEXTS, variant)


@pytest.mark.parametrize("variant", FORMATS)
def test_every_column_of_every_kind_of_claim_is_written_as_the_csv_module_does(variant):
    varied.archive()
    rows = ClaimRow.objects.order_by("-page_id").annotate(claim_url=claim_url())

    blocks = list(written(rows, CLAIM_COLUMNS, variant=variant))

    assert text_of(blocks) == by_python(rows, CLAIM_COLUMNS, variant)
    assert sum(block.rows for block in blocks) == rows.count() == 10


def test_a_field_may_have_another_name_than_its_column(row):
    header = (Column("claim", "", "id"), Column("said by", ""))

    found = text_of(written(ClaimRow.objects.all(), header, fields=["page__ref", "attribution"]))

    assert found == b"claim,said by\r\nc-0123456789,x\r\n"


def test_nothing_that_is_joined_is_an_empty_cell(row):
    header = (Column("ref", "", "id"), Column("attribution", ""), Column("span_start", "", "number"))
    Page.objects.create(
        id=2, ref="c-0123456788", kind="claim", state=PageState.PUBLISHED, revision=1, document={}, revisions=[]
    )
    fields = ["ref", "row__attribution", "row__span_start"]

    found = text_of(written(Page.objects.order_by("id"), header, fields=fields))

    assert found == b"ref,attribution,span_start\r\nc-0123456789,x,\r\nc-0123456788,,\r\n"


def test_a_filter_that_can_match_nothing_leaves_the_header(row):
    assert text_of(written(ClaimRow.objects.none(), TEXTS)) == b"verbatim,paraphrase,span_start\r\n"


def test_what_is_neither_text_nor_number_is_refused(row):
    with pytest.raises(TypeError, match="neither a text nor a whole number"):
        text_of(written(ClaimRow.objects.all(), (Column("said_from", ""), Column("verbatim", ""))))


@pytest.mark.parametrize("length", [100, 30_000])
def test_blocks_have_about_64_kilobytes_and_count_their_rows(length):
    rows = [["x" * length, number] for number in range(40_000_00 // length // 10)]

    blocks = list(encoded(["a", "b"], rows))

    assert sum(block.rows for block in blocks) == len(rows)
    assert all(64 * 1024 < len(block.text) <= 64 * 1024 + length + 20 for block in blocks[:-1])
    assert text_of(blocks).count(b"\r\n") == len(rows) + 1


@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_written_in_the_moment_of_a_file(row):
    with pytest.raises((OperationalError, InternalError), match=r"read-?only"), one_moment():
        ClaimRow.objects.update(verbatim="x")

    ClaimRow.objects.update(verbatim="afterwards")
    assert ClaimRow.objects.get().verbatim == "afterwards"
