"""Claims that state a figure about one subject, for tests that compare figures."""

import csv
import io
import re

import made
from visitor import element

from statements.choices import SpanRole

MEASURE = "people injured"


def town(name="Sampleton, 3 May 2009"):
    return made.subject(name, edtf="2009-05-03")


def state(words, *, about, by=None, said="", published="", mode="indirect", publish=True, **figure):
    """A claim about a subject with one figure; in the writer's own voice unless somebody is named."""
    source = made.source(
        f"Report of {words}",
        author="Sample Reporter",
        published_edtf=published,
        published_basis="stated" * bool(published),
    )
    capture = made.capture(f"They counted {words}, it is written.", of=source)
    claim = made.claim(f"counted {words}", found_in=capture, paraphrase=f"A count of {words}.")
    claim.claim_subjects.create(subject=about)
    if by:
        statement = made.statement("", speaker=by, said_edtf=said, said_basis="stated") if said else None
        made.ascribe(claim, by, mode=mode, statement=statement)
    add(claim, words, **figure)
    if publish:
        made.publish(claim)
    return claim


def add(claim, words, *, low=None, high=None, measure=MEASURE, **fields):
    """Another figure of a claim, read as the number that its words are unless given."""
    plain = words.replace(",", "")
    ends = {"low": low, "high": high} if low or high else {"low": plain, "high": plain}
    figure = claim.figures.create(number=claim.figures.count() + 1, as_written=words, measure=measure, **ends, **fields)
    made.mark(claim, words, role=SpanRole.FIGURE, figure=figure)
    return figure


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
