"""What can be asked of figures: malformed queries, the file, pages, many figures, and the record they come from."""

import re

import html5lib
import made
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from stating import MEASURE, add, captions, file_of, page_of, seven, state, table, town
from visitor import read, text_of

from statements import publishing
from statements.catalogue import write
from statements.catalogue.columns import FIGURE_COLUMNS, names
from statements.catalogue.comparison import Comparison
from statements.catalogue.figures import FigureRow
from statements.catalogue.models import Page
from statements.choices import FigureTie

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    return town()


MALFORMED = [
    ("measure=deaths", "measure: no figure of “deaths” is recorded about this subject."),
    ("measure=people+injured&measure=people+injured", "measure: can be given only once."),
    ("measure=people+injured&colour=red", "colour: there is no such parameter."),
    ("Measure=people+injured", "Measure: there is no such parameter."),
]


@pytest.mark.parametrize(("query", "error"), MALFORMED)
def test_a_malformed_query_is_said_and_shows_nothing(client, about, query, error):
    state("24", about=about)

    page = read(client, page_of(about, query))
    response = client.get(f"/subjects/{about.ref}/figures.csv?{query}")

    assert f"This query can’t be answered, so no figures are shown: {error}" in text_of(page)
    assert "<table" not in page
    assert (response.status_code, response.content.decode()) == (400, f"{error}\n")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (f"measure={MEASURE}&after=x", "after: is not a place in this list; start again from the first page."),
        (
            f"measure={MEASURE}&after=WyItYWRkZWQiLDFd",
            "after: was made for another order; start again from the first page.",
        ),
        ("after=x", "after: goes with a measure only."),
        (f"measure={MEASURE}&after=x&after=y", "after: can be given only once."),
    ],
)
def test_a_forged_place_is_said_and_shows_nothing(client, about, query, error):
    state("24", about=about)

    page = read(client, page_of(about, query))

    assert error in text_of(page)
    assert "<table" not in page


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (f"measure={MEASURE}&after=x", "after: a file has no pages; leave it out."),
        ("format=xls", "format: “xls” is not one of spreadsheet."),
    ],
)
def test_a_file_has_no_pages_and_two_formats(client, about, query, error):
    state("24", about=about)

    response = client.get(f"/subjects/{about.ref}/figures.csv?{query}")

    assert (response.status_code, response.content.decode().splitlines()[-1]) == (400, error)


def test_tracking_parameters_and_an_empty_measure_are_ignored(client, about):
    state("24", about=about)

    assert "What is counted" in text_of(read(client, page_of(about, "measure=&utm_source=x")))
    assert len(file_of(client, about, "measure=&utm_source=x")) == 1


@pytest.mark.parametrize("address", ["figures/", "figures.csv"])
def test_a_subject_that_is_not_public_answers_as_its_page_does(client, about, address):
    claim = state("24", about=about)
    draft = town("Nowhere")

    assert client.get(f"/subjects/{draft.ref}/{address}").status_code == 404
    assert client.get(f"/subjects/{claim.ref}/{address}").status_code == 404
    moved = client.get(f"/subjects/{about.ref.upper()}/{address}?measure=x")
    assert (moved.status_code, moved["Location"]) == (301, f"/subjects/{about.ref}/{address}?measure=x")
    publishing.withdraw([claim], by=made.user("publisher"), reason="Wrong.")
    publishing.withdraw([about], by=made.user("publisher"), reason="No such event.")
    gone = client.get(f"/subjects/{about.ref}/{address}")
    assert (gone.status_code, "No such event." in gone.content.decode()) == (410, True)


def test_the_file_has_its_columns_also_for_no_rows(client, about):
    claim = made.claim()
    claim.claim_subjects.create(subject=about)
    made.publish(claim)

    response = client.get(f"/subjects/{about.ref}/figures.csv")

    assert response.getvalue().decode() == ",".join(names(FIGURE_COLUMNS)) + "\r\n"
    assert response["Content-Disposition"] == f'attachment; filename="{about.ref}.figures.csv"'


def test_the_file_has_each_figure_with_its_attribution(client, about):
    ministry = made.agent("Sample Ministry A")
    claim = state("30 to 35", about=about, by=ministry, said="2009-05-04", low=30, high="35.5", unit="people")

    row = file_of(client, about)[0]

    assert {name: row[name] for name in ("claim_id", "claim_url", "number", "subject_id", "measure", "unit")} == {
        "claim_id": claim.ref,
        "claim_url": f"http://127.0.0.1:8000/claims/{claim.ref}/",
        "number": "1",
        "subject_id": about.ref,
        "measure": MEASURE,
        "unit": "people",
    }
    assert (row["as_written"], row["low"], row["high"]) == ("30 to 35", "30", "35.5")
    assert row["attribution"] == "Sample Ministry A, as reported by Sample Reporter"
    assert (row["mode"], row["origin_name"], row["said_edtf"]) == ("indirect", "Sample Ministry A", "2009-05-04")
    assert row["source_title"] == "Report of 30 to 35"


def test_page_and_file_hold_the_same_figures_in_the_same_order(client, about):
    seven(about)
    claim = state("613", about=about, published="2009-05-04", publish=False)
    whole = claim.figures.get()
    add(claim, "61", measure="children injured", tie=FigureTie.PART_OF, tied_to=whole)
    made.publish(claim)
    state("5", about=about, measure="children injured")

    rows, of_all = file_of(client, about), file_of(client, about, "")

    assert [row["as_written"] for row in rows] == ["24", "30 to 35", "613", "61", "40", "27", "31", "33", "12"]
    cells = [row[2].split(" ")[0] for row in table(read(client, page_of(about)))]
    assert [row["as_written"].split(" ")[0] for row in rows] == cells
    assert len(of_all) == 10
    assert all(row["attribution"] for row in [*rows, *of_all])


def test_the_file_for_spreadsheets_runs_nothing(client, about):
    state("24", about=about, measure="=1+1")

    assert file_of(client, about, "measure=%3D1%2B1&format=spreadsheet")[0]["measure"] == "'=1+1"


def pages_of(about, size):
    """The figures of each page, one page after the other."""
    query = QueryDict(f"measure={MEASURE}")
    while query is not None:
        page = Comparison(about.ref, query).page(size)
        yield [line.row.as_written for line in page.lines]
        query = QueryDict(page.next_query) if page.next_query else None


def test_pages_hold_every_figure_once_and_no_total_apart_from_its_parts(about):
    seven(about)
    claim = state("613", about=about, published="2009-05-04", publish=False)
    whole = claim.figures.get()
    add(claim, "61", measure="children injured", tie=FigureTie.PART_OF, tied_to=whole)
    made.publish(claim)

    assert list(pages_of(about, 3)) == [["24", "30 to 35"], ["613", "61", "40"], ["27", "31", "33"], ["12"]]


def test_a_total_with_more_parts_than_a_page_says_how_many_are_left_out(about):
    claim = state("613", about=about, publish=False)
    whole = claim.figures.get()
    for _ in range(4):
        add(claim, "61", measure="children injured", tie=FigureTie.PART_OF, tied_to=whole)
    made.publish(claim)

    page = Comparison(about.ref, QueryDict(f"measure={MEASURE}")).page(3)

    assert (len(page.lines), page.left_out, page.next_query) == (3, 2, None)


def many(about, number):
    """A published claim with one figure, and rows like its own for as many claims."""
    state("24", about=about)
    row, page = FigureRow.objects.get(), Page.objects.get(kind="claim")
    pages = [copy_of(page, id=10**6 + n, ref=f"c-{n:010}") for n in range(number - 1)]
    Page.objects.bulk_create(pages)
    claim_row = page.row
    type(claim_row).objects.bulk_create(copy_of(claim_row, page_id=made.id, claim_id=made.ref) for made in pages)
    FigureRow.objects.bulk_create(copy_of(row, id=None, page_id=made.id, claim_id=made.ref) for made in pages)


def copy_of(record, **changes):
    values = {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}
    return type(record)(**values | changes)


def test_at_most_200_figures_stand_on_a_page_and_that_is_said(client, about):
    many(about, 450)

    pages, address = [], page_of(about)
    while address:
        pages.append(read(client, address))
        found = re.search(r'<a href="([^"]*)" rel="next">Figures stated later</a>', pages[-1])
        address = found[1].replace("&amp;", "&") if found else None

    assert [len(table(page)) for page in pages] == [200, 200, 50]
    assert [len(captions(page)) for page in pages] == [200, 200, 50]
    said = "At most 200 figures stand on a page; more follow. The file has all of them."
    assert [said in text_of(page) for page in pages] == [True, True, False]
    assert len(file_of(client, about)) == 450


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "most"), [(f"figures/?measure={MEASURE}", 6), ("figures/", 2), (f"figures.csv?measure={MEASURE}", 10)]
)
def test_the_number_of_queries_does_not_grow(client, about, django_assert_max_num_queries, number, address, most):
    many(about, number)

    with django_assert_max_num_queries(most):
        response = client.get(f"/subjects/{about.ref}/{address}")
        assert response.status_code == 200
        _ = response.getvalue()


def test_the_page_is_well_formed(client, about):
    seven(about)

    for address in (page_of(about), page_of(about, ""), page_of(about, "x=1")):
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(client.get(address).content.decode().lstrip())


def test_figures_differ_from_the_record_until_they_are_written_anew(about, capsys):
    claim = state("24", about=about)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE statements_figurerow SET low = '23'")

    with pytest.raises(CommandError):
        call_command("verify_archive")

    assert f"page {claim.ref}: its figures differ from the record" in capsys.readouterr().out
    write.rebuild()
    call_command("verify_archive")
    assert FigureRow.objects.get().low == "24"


def test_a_figure_that_is_part_of_itself_is_not_published(about):
    claim = state("613", about=about, publish=False)
    whole = claim.figures.get()
    part = add(claim, "61", tie=FigureTie.PART_OF, tied_to=whole)
    whole.tie, whole.tied_to = FigureTie.PART_OF, part
    whole.save()

    with pytest.raises(publishing.Blocked, match="“613” is part of itself, through the figures it is tied to"):
        made.publish(claim)
