"""Figures compared: what each speaker states about one subject, in order, whole, with its attribution."""

import re

import made
import pytest
from stating import add, captions, file_of, page_of, seven, state, table, town
from visitor import element, read, text_of

from statements import publishing
from statements.catalogue.figures import FigureRow
from statements.choices import FigureTie, HolderKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    return town()


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
