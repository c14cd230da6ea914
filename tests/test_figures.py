"""Figures compared: what each speaker states about one subject, in order, whole, with its attribution."""

import csv
import io
import re

import html5lib
import made
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from stating import MEASURE, add, state, town
from visitor import element, read, text_of

from statements import publishing
from statements.catalogue import write
from statements.catalogue.columns import FIGURE_COLUMNS, names
from statements.catalogue.comparison import Comparison
from statements.catalogue.figures import FigureRow
from statements.catalogue.models import Page
from statements.choices import FigureTie, HolderKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    return town()


def page_of(about, query=f"measure={MEASURE}"):
    return f"/subjects/{about.ref}/figures/?{query}"


def file_of(client, about, query=f"measure={MEASURE}"):
    response = client.get(f"/subjects/{about.ref}/figures.csv?{query}")
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


def table(page):
    """The cells of each row of the table, as words."""
    rows = re.findall(r"<tr>(.*?)</tr>", element(page, r"<tbody>(.*?)</tbody>"))
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in rows]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


def captions(page):
    """What stands above each line of the plot."""
    found = re.findall(r"<div><p[^>]*>(.*?)</p><svg", page)
    return [" ".join(re.sub(r"<[^>]*>", " ", caption).split()) for caption in found]


def seven(about):
    """Figures of one measure, as the design has them, published in another order than they were stated in."""
    fire, ministry = made.agent("Sample Fire Service"), made.agent("Sample Ministry A")
    state("33", about=about, by=ministry, said="2019-05-03")
    state("24", about=about, by=fire, said="2009-05-03", mode="direct")
    state("30 to 35", about=about, by=ministry, said="2009-05-04", low=30, high=35)
    state("40", about=about, published="2009-05-05")
    state("27", about=about, by="a doctor", published="2009-05-06")
    state("12", about=about, by="somebody")
    state("31", about=about, by=made.agent("Sample Inquiry C"), said="2010-02", mode="direct")


def test_figures_stand_in_the_order_in_which_they_were_stated_undated_ones_last(client, about):
    seven(about)

    page = read(client, page_of(about))

    assert [(row[0], row[1], row[3]) for row in table(page)] == [
        ("3 May 2009", "Sample Fire Service as quoted by Sample Reporter", "24"),
        ("4 May 2009", "Sample Ministry A as reported by Sample Reporter", "30–35"),
        ("5 May 2009", "No attribution stated Sample Reporter, in the article’s own voice", "40"),
        ("not stated; source of 6 May 2009", "A doctor as reported by Sample Reporter", "27"),
        ("February 2010", "Sample Inquiry C as quoted by Sample Reporter", "31"),
        ("3 May 2019", "Sample Ministry A as reported by Sample Reporter", "33"),
        ("not stated", "Somebody as reported by Sample Reporter", "12"),
    ]


def test_the_heading_names_measure_and_subject_and_says_that_nothing_is_preferred(client, about):
    seven(about)

    page = read(client, page_of(about))

    heading = "People injured, Sampleton, 3 May 2009, as stated by each speaker"
    assert " ".join(re.sub(r"<[^>]*>", "", element(page, r"<h1>(.*?)</h1>")).split()) == heading
    assert element(page, r"<title>(.*?)</title>") == f"{heading} · Archive of Public Statements"
    said = "7 figures, in the order in which they were stated. The archive draws no total, average or preferred figure."
    assert said in text_of(page)


def test_each_dot_has_its_speaker_date_mode_and_source(client, about):
    seven(about)

    page = read(client, page_of(about))

    assert captions(page) == [
        "Sample Fire Service 3 May 2009 · direct quotation · Report of 24",
        "Sample Ministry A 4 May 2009 · paraphrase · Report of 30 to 35",
        "No attribution stated 5 May 2009 · Sample Reporter, in the article’s own voice · Report of 40",
        "A doctor not dated, in a source of 6 May 2009 · paraphrase · Report of 27",
        "Sample Inquiry C February 2010 · direct quotation · Report of 31",
        "Sample Ministry A 3 May 2019 · paraphrase · Report of 33",
        "Somebody not dated · paraphrase · Report of 12",
    ]
    modes = re.findall(r'class="dot dot--(\w+)"', page)
    assert modes == ["direct", "indirect", "indirect", "none", "indirect", "direct", "indirect", "indirect"]
    label = "Dot plot of 7 stated figures; the table below holds the same data"
    assert f'role="img" aria-label="{label}"' in page


def test_nothing_is_added_up(client, about):
    seven(about)

    page = read(client, page_of(about))

    told = re.sub(r'<svg class="plot__scale".*?</svg>', "", page)
    numbers = {30 + 35, (30 + 35) / 2, 24 + 33 + 40 + 27 + 12 + 31, 28, 29}  # sums, and means and medians of some
    assert not numbers & {float(number) for number in re.findall(r"\b\d+\b", text_of(told))}


def test_the_plot_has_no_box_and_no_script(client, about):
    seven(about)

    page = read(client, page_of(about))

    assert "viewBox" not in page
    assert "<script" not in page
    assert "style=" not in page
    places = [float(x) for x in re.findall(r'(?:cx|x1|x2|x)="([\d.]+)%"', page)]
    assert len(places) > 20
    assert all(0 <= place <= 100 for place in places)


def test_open_ends_are_shown_with_the_words_as_written(client, about):
    state("350", about=about, low=350, qualifier="at_least", qualifier_words="no fewer than", published="2009")
    state("1,000", about=about, low=1000, qualifier="more_than", qualifier_words="over", published="2010")
    state("50", about=about, high=50, qualifier="up_to", qualifier_words="as many as", published="2011")
    state("900", about=about, qualifier="about", qualifier_words="some", published="2012")

    page = read(client, page_of(about))

    assert [(row[2], row[3]) for row in table(page)] == [
        ("no fewer than 350", "at least 350"),
        ("over 1,000", "more than 1,000"),
        ("as many as 50", "up to 50"),
        ("some 900", "about 900"),
    ]
    assert len(re.findall(r'<svg class="plot__end"', page)) == 3


def test_parts_stand_under_their_total_also_of_another_measure(client, about):
    state("100", about=about, published="2008")
    claim = state("613", about=about, published="2009", publish=False)
    whole = claim.figures.get()
    part_of = {"tie": FigureTie.PART_OF, "unit": ""}
    other = made.claim("", found_in=made.capture("63, of them 30 girls.", of=claim.source), paraphrase="A part.")
    other.claim_subjects.create(subject=about)
    children = add(other, "63", measure="children injured", tied_to=whole, **part_of)
    add(other, "30", measure="girls injured", tied_to=children, **part_of)
    made.publish(claim)
    made.publish(other)
    state("700", about=about, published="2011")

    page = read(client, page_of(about))

    assert [row[2] for row in table(page)] == [
        "100",
        "613",
        "63 children injured part of 613",
        "30 girls injured part of 63",
        "700",
    ]
    assert re.findall(r'<th scope="row"([^>]*)>', page) == [
        "",
        "",
        ' class="part--1"',
        ' class="part--2"',
        "",
    ]
    assert page.count('<p class="plot__part">') == 2
    assert "children injured , part of 613" in captions(page)[2]


def test_a_part_of_the_same_measure_stands_under_its_total_and_not_again(client, about):
    claim = state("613", about=about, published="2009", publish=False)
    other = made.claim("", found_in=made.capture("Of them 63.", of=claim.source), paraphrase="A part.")
    other.claim_subjects.create(subject=about)
    add(other, "63", tie=FigureTie.PART_OF, tied_to=claim.figures.get())
    made.ascribe(other, "an official", said_edtf="2001", said_basis="stated")
    made.publish(claim)
    made.publish(other)

    assert [row[2] for row in table(read(client, page_of(about)))] == ["613", "63 part of 613"]


def test_a_figure_out_of_another_says_so_and_stands_by_itself(client, about):
    claim = state("1,275", about=about, measure="captured", published="2009", publish=False)
    other = made.claim("", found_in=made.capture("150 of these.", of=claim.source), paraphrase="Out of them.")
    other.claim_subjects.create(subject=about)
    add(other, "150", measure="missing", tie=FigureTie.OUT_OF, tied_to=claim.figures.get())
    made.publish(claim)
    made.publish(other)

    assert [row[2] for row in table(read(client, page_of(about, "measure=missing")))] == ["150 out of 1,275"]
    assert [row[2] for row in table(read(client, page_of(about, "measure=captured")))] == ["1,275"]


def test_generic_and_denied_attributions_say_so(client, about):
    generic = state("70", about=about, by="residents", published="2009", publish=False)
    generic.links.get().holders.update(kind=HolderKind.GENERIC)
    denied = state("80", about=about, by="a driver", published="2010", publish=False)
    made.ascribe(denied, made.agent("Sample Mayor", kind="person"), polarity="not")
    made.publish(generic)
    made.publish(denied)

    page = read(client, page_of(about))

    assert [row[1] for row in table(page)] == [
        "attributed to Residents as reported by Sample Reporter",
        "Sample Mayor is said not to have said this, as reported by a driver , as reported by Sample Reporter",
    ]
    assert captions(page)[0].startswith("attributed to Residents not dated, in a source of 2009")
    assert captions(page)[1].startswith("Sample Mayor is said not to have said this · not dated")


def test_a_figure_in_words_only_is_in_the_table_and_that_is_said(client, about):
    state("24", about=about, published="2009")
    state("12", about=about, published="2010")
    FigureRow.objects.filter(as_written="12").update(low="", high="", as_written="dozens")

    page = read(client, page_of(about))

    assert [(row[2], row[3]) for row in table(page)] == [("24", "24"), ("dozens", "words only")]
    assert len(captions(page)) == 1
    assert "1 figure given in words without a number: in the table only." in text_of(page)


def test_units_have_plots_of_their_own(client, about):
    state("24", about=about, unit="km", published="2009")
    state("30", about=about, unit="m", published="2010")

    page = read(client, page_of(about))

    assert [" ".join(text.split()) for text in re.findall(r"In <bdi>(.*?)</bdi>", page)] == ["km", "m"]
    assert re.findall(r'aria-label="(Dot plot .*?)"', page) == [
        f"Dot plot of 1 stated figure in {unit}; the table below holds the same data" for unit in ("km", "m")
    ]


@pytest.mark.parametrize("words", ["0", "7", "999999999999", "2.5"])
def test_a_single_figure_of_any_size_is_drawn(client, about, words):
    state(words, about=about, published="2009")

    assert read(client, page_of(about)).count('class="dot dot--none"') == 1


def test_a_number_no_desk_holds_yet_is_drawn_and_written_out(client, about):
    state("24", about=about)
    FigureRow.objects.update(low=str(10**18), high=str(10**18))

    page = read(client, page_of(about))

    assert table(page)[0][3] == "1,000,000,000,000,000,000"
    assert '<text x="98.00%" y="14" text-anchor="end">1×10¹⁸</text>' in page


def test_what_is_counted_is_listed_with_the_number_of_figures(client, about):
    claim = state("613", about=about, publish=False)
    add(claim, "counted", low=63, high=63, measure="Children & “others” injured")
    made.publish(claim)
    state("24", about=about)
    state("99", about=town("Elsewhere, 2010"))

    page = read(client, f"/subjects/{about.ref}/figures/")

    found = re.findall(r'href="([^"]*\?measure=[^"]*)"><bdi>(.*?)</bdi></a></p>', page)
    assert [name for _, name in found] == ["Children &amp; “others” injured", "People injured"]
    assert "People injured 2 figures" in text_of(page)
    assert [row[3] for row in table(read(client, found[0][0]))] == ["63"]


def test_a_subject_without_figures_says_so_and_its_page_leads_to_none(client, about):
    claim = made.claim()
    claim.claim_subjects.create(subject=about)
    made.publish(claim)

    assert "No source held here states a figure about it." in text_of(read(client, f"/subjects/{about.ref}/figures/"))
    assert "/figures/" not in read(client, f"/subjects/{about.ref}/")


def test_subject_and_claim_lead_to_the_figures(client, about):
    claim = state("24", about=about)

    for address in (f"/subjects/{about.ref}/", f"/claims/{claim.ref}/"):
        assert f'href="/subjects/{about.ref}/figures/"' in read(client, address)


def test_a_measure_is_found_however_it_is_spelled(client, about):
    state("24", about=about, measure="Évacués", published="2009")
    state("30", about=about, measure="évacués", published="2010")

    assert [row[3] for row in table(read(client, page_of(about, "measure=EVACUES")))] == ["24", "30"]


def test_drafts_and_withdrawn_claims_are_never_compared(client, about):
    state("24", about=about)
    state("777", about=about, publish=False)
    withdrawn = state("888", about=about)
    publishing.withdraw([withdrawn], by=made.user("publisher"), reason="Wrong.")

    page = read(client, page_of(about))

    assert [row[3] for row in table(page)] == ["24"]
    assert "777" not in page
    assert "888" not in page
    assert [row["as_written"] for row in file_of(client, about, "")] == ["24"]


def test_an_amended_figure_is_compared_as_it_is_now(client, about):
    claim = state("24", about=about, by=made.agent("Sample Body"))
    claim.figures.update(low=25, high=26)
    claim.refresh_from_db()
    claim.touch(by=made.user("curator"))

    before = [row[3] for row in table(read(client, page_of(about)))]
    made.publish(claim, reason="Read again.")

    assert (before, [row[3] for row in table(read(client, page_of(about)))]) == (["24"], ["25–26"])


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
