"""Claims that state a figure about one subject, for tests that compare figures."""

import made

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
