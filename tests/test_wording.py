"""The sentences of DESIGN section 1, and that no claim becomes words without its attribution."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.record.wording import AttributedClaim, BrokenAttribution

NO_DATE = {"edtf": "", "as_written": "", "basis": "", "why": "", "earliest": None, "latest": None}


def date(edtf, *, basis="stated", why=""):
    return NO_DATE | {"edtf": edtf, "basis": basis, "why": why}


def agent(name, *, kind="person", takes_the=False):
    names = [{"name": name, "language": "en"}]
    return {
        "record_kind": "agent",
        "ref": "a-0000000001",
        "kind": kind,
        "name": name,
        "takes_the": takes_the,
        "names": names,
    }


def source(title="", *, kind="article", authors=("Vafa Ismayilova",), publisher=None, published=NO_DATE):
    return {
        "record_kind": "source",
        "ref": "o-0000000001",
        "kind": kind,
        "title": title,
        "title_devised": False,
        "authors": [{"agent": None, "as_named": name} for name in authors],
        "publisher": publisher,
        "publisher_as_named": "",
        "published": published,
        "language": "en",
    }


def holder(who, *, kind=None):
    named = isinstance(who, dict)
    kind = kind or (who["kind"] if named else "unnamed")
    return {
        "kind": kind,
        "agent": who if named else None,
        "as_named": "" if named else who,
        "reason": "",
        "count": None,
    }


def link(position, *holders, mode="indirect", **fields):
    return {
        "position": position,
        "mode": mode,
        "polarity": "did",
        "cue": "",
        "holders": list(holders),
        "statement": None,
        "cited_work": None,
        "locator": "",
        "cited_as": "",
        "said": NO_DATE,
    } | fields


def words(exact, start=0, prefix=""):
    return {"start": start, "end": start + len(exact), "exact": exact, "prefix": prefix, "suffix": ""}


def document(*links, found_in=None, basis="as_published", **fields):
    return {
        "record_kind": "claim",
        "ref": "c-0000000001",
        "kind": "event",
        "language": "en",
        "paraphrase": "",
        "source": found_in or source(),
        "capture": {"text_basis": basis, "language": "en"},
        "words": [words("41 bridges were closed")],
        "quoted": [],
        "links": list(links),
        "doubts": [],
    } | fields


MINISTRY = agent("Foreign Ministry of Azerbaijan", kind="body", takes_the=True)
BLACK_GARDEN = source(
    "Black Garden: Armenia and Azerbaijan through Peace and War", kind="book", authors=("Thomas de Waal",)
)


def sargsyan():
    return [
        link(1, holder(MINISTRY), cue="recalled"),
        link(2, holder(agent("Thomas de Waal")), mode="direct", cited_work=BLACK_GARDEN, locator="p. 172"),
        link(3, holder(agent("Serzh Sargsyan")), mode="direct"),
    ]


def test_a_chain_of_four_names_every_step_with_the_verb_of_its_mode():
    claim = AttributedClaim(document(*sargsyan()))

    assert claim.sentence == (
        "Serzh Sargsyan, as quoted by Thomas de Waal (Black Garden, p. 172), as quoted by the Foreign Ministry of"
        " Azerbaijan, as reported by Vafa Ismayilova"
    )
    assert claim.short == (
        "Serzh Sargsyan, as quoted by Thomas de Waal, as quoted by the Foreign Ministry of Azerbaijan, as reported by"
        " Vafa Ismayilova"
    )


def test_an_own_publication_is_said_in_its_own_statement_of_its_date():
    said = {"ref": "s-0000000001", "said": date("2020-05-03")}

    claim = AttributedClaim(document(link(1, holder(MINISTRY), mode="own", statement=said)))

    assert claim.sentence == "Foreign Ministry of Azerbaijan, in its own statement of 3 May 2020"


def test_no_link_is_the_writers_own_voice():
    claim = AttributedClaim(document())

    assert claim.mode == "none"
    assert claim.sentence == "Vafa Ismayilova, in the article’s own voice"
    assert claim.who == "No attribution stated"
    assert claim.relays == ["Vafa Ismayilova, in the article’s own voice"]


def test_an_unsigned_source_still_has_a_writer():
    unsigned = source(kind="press_release", authors=())

    assert AttributedClaim(document(found_in=unsigned)).sentence == (
        "Unsigned press release, in the press release’s own voice"
    )
    assert AttributedClaim(document(link(1, holder(MINISTRY)), found_in=unsigned)).sentence == (
        "Foreign Ministry of Azerbaijan, as reported by an unsigned press release"
    )


@pytest.mark.parametrize(
    ("mode", "verb"), [("direct", "as quoted by"), ("mixed", "as partly quoted by"), ("indirect", "as reported by")]
)
def test_the_verb_comes_from_the_mode_only(mode, verb):
    claim = AttributedClaim(document(link(1, holder(MINISTRY), mode=mode, cue="admitted")))

    assert claim.sentence == f"Foreign Ministry of Azerbaijan, {verb} Vafa Ismayilova"


def test_joint_holders_are_named_together():
    court = link(1, holder("legislatures of 17 countries"), holder("24 US states"), holder(MINISTRY))

    assert AttributedClaim(document(court)).sentence == (
        "Legislatures of 17 countries, 24 US states and the Foreign Ministry of Azerbaijan, as reported by Vafa"
        " Ismayilova"
    )


def test_generic_holders_are_attributed_to():
    claim = AttributedClaim(document(*sargsyan(), link(4, holder("the Azerbaijanis", kind="generic"))))

    assert claim.sentence.startswith("Attributed to the Azerbaijanis, as reported by Serzh Sargsyan, as quoted by")


def test_a_denied_link_is_said_not_to_have_said():
    claim = AttributedClaim(document(link(1, holder(MINISTRY), polarity="not")))

    assert claim.polarity == "not"
    assert claim.sentence == (
        "Foreign Ministry of Azerbaijan, who is said not to have said this, as reported by Vafa Ismayilova"
    )


def test_a_work_speaks_where_nothing_says_whose_it_is():
    handbook = link(1, holder("", kind="work"), cited_as="a handbook of 1931", locator="p. 4")

    assert AttributedClaim(document(handbook)).sentence == "A handbook of 1931, p. 4, as reported by Vafa Ismayilova"


def test_a_doubt_is_never_part_of_the_attribution():
    doubt = {
        "after_position": 0,
        "kind": "body",
        "agent": MINISTRY,
        "as_named": "",
        "cue": "said",
        "reason": "The next sentence.",
    }

    claim = AttributedClaim(document(doubts=[doubt]))

    assert claim.mode == "none"
    assert "Ministry" not in claim.sentence
    assert claim.doubts == [
        "Not stated, but may be implied: that Vafa Ismayilova relays the Foreign Ministry of Azerbaijan (cue “said”)."
        " The next sentence."
    ]


def test_str_carries_attribution_words_and_date():
    claim = AttributedClaim(document(found_in=source(authors=("Example Daily",), published=date("2021-03-03"))))

    assert str(claim) == "Example Daily, in the article’s own voice: 41 bridges were closed (3 March 2021)"


def test_skipped_words_are_shown_as_skipped_and_a_gap_of_space_is_not():
    skipped = document(words=[words("so it is"), words("and so it stays", 40)])
    spaced = document(words=[words("so it is"), words("and so it stays", 9, prefix="so it is ")])

    assert AttributedClaim(skipped).verbatim == "so it is [...] and so it stays"
    assert AttributedClaim(spaced).verbatim == "so it is and so it stays"


def test_quoted_parts_stand_out_inside_the_words():
    claim = AttributedClaim(document(words=[words('it was "grave" indeed')], quoted=[words('"grave"', 7)]))

    assert [(piece.text, piece.keys) for piece in claim.wording] == [
        ("it was ", ()),
        ('"grave"', ("quoted",)),
        (" indeed", ()),
    ]


def test_a_summary_yields_no_words_of_the_source():
    claim = AttributedClaim(document(basis="summary", paraphrase="Bridges were closed."))

    assert claim.verbatim == ""
    assert claim.wording == []
    assert claim.text == "Bridges were closed."


@pytest.mark.parametrize(
    "broken",
    [
        document(links=None),
        document(link(2, holder(MINISTRY))),
        document(link(1)),
        document(link(1, holder(""))),
        document(link(1, holder(MINISTRY), mode="none")),
        document(link(1, holder(MINISTRY), mode="shouted")),
        document(link(1, holder(MINISTRY)), link(2, holder(MINISTRY), mode="own")),
        document(words=[]),
        {name: value for name, value in document().items() if name != "links"},
        {name: value for name, value in document().items() if name != "source"},
    ],
)
def test_a_missing_or_broken_chain_is_never_worded(broken):
    with pytest.raises(BrokenAttribution):
        AttributedClaim(broken)


MODES = st.sampled_from(["direct", "mixed", "indirect"])
HOLDERS = st.lists(
    st.sampled_from([holder(MINISTRY), holder("an official"), holder("it is said", kind="generic")]), min_size=1
)


@given(st.lists(st.tuples(MODES, HOLDERS), max_size=5))
def test_whatever_the_chain_the_sentence_names_its_originator_and_its_writer(chain):
    links = [link(position, *holders, mode=mode) for position, (mode, holders) in enumerate(chain, start=1)]

    claim = AttributedClaim(document(*links))

    assert "Vafa Ismayilova" in claim.sentence
    assert len(claim.steps) == len(links) + 1
    assert str(claim).startswith(claim.sentence)
    if links:
        name = links[-1]["holders"][0]["as_named"] or "Foreign Ministry of Azerbaijan"
        assert name.lower() in claim.sentence.lower()
