"""One statement as each source words it: what stands beside what, what is marked, and what is said where nothing is."""

import html
import re
import time

import made
import pytest
from test_pages_lists import queries
from visitor import address, read, text_of

from statements import publishing
from statements.catalogue.models import Page
from statements.surfaces import wordings

pytestmark = pytest.mark.django_db

QUOTED = "“We closed the bridge at six in the morning.”"
SHUT = "“We shut the bridge at six in the morning.”"


@pytest.fixture
def act():
    return made.statement("Act on the bridge", speaker=made.agent())


def reported(words, *, act, source, mode="direct", paraphrase="", **capture):
    """A published claim of a source of its own, or of one that is given, naming the statement."""
    source = source if not isinstance(source, str) else made.source(source)
    claim = made.claim(words, found_in=made.capture(words, of=source, **capture), paraphrase=paraphrase)
    made.ascribe(claim, act.speakers.get().agent, mode=mode, statement=act)
    made.publish(claim)
    return claim


def many(number, *, act, source, words="Sentence number {n} of this source."):
    """Published claims of one source, a paragraph each."""
    texts = [words.format(n=n) for n in range(number)]
    capture = made.capture("\n".join(texts), of=made.source(source))
    claims = [made.claim(text, found_in=capture, paraphrase="") for text in texts]
    for claim in claims:
        made.ascribe(claim, act.speakers.get().agent, mode="direct", statement=act)
    publishing.submit(claims, by=made.user("curator"), reason="Ready.")
    publishing.publish(claims, by=made.user("publisher"), reason="First publication.")
    return claims


def compared(client, act, *sources, query=""):
    asked = query or "&".join(f"source={source.ref}" for source in sources)
    return read(client, f"{address(act)}wordings/?{asked}")


def rows(page):
    """The cells of each row: the words with differences in brackets, None where a source has nothing alike."""
    found = re.search(r'<ol class="wordings">(.*?)</ol></section>|$', page, re.S)[1] or ""
    return [[_words(cell) for cell in _cells(row)] for row in found.split('<ul class="beside')[1:]]


def _cells(row):
    return re.findall(r'<li class="(?:card|beside__none)">.*?(?=<li class="(?:card|beside__none)">|</ul>)', row, re.S)


def _words(cell):
    found = re.search(r"<blockquote.*?><p>(.*?)</p>", cell, re.S)
    if not found:
        return None
    marked = re.sub(r'<mark class="differs">(.*?)</mark>', r"[\1]", found[1])
    return html.unescape(re.sub(r"<[^>]*>", "", marked))


def test_like_words_of_two_sources_stand_side_by_side_with_their_differences_marked(client, act):
    reported(QUOTED, act=act, source="First")
    reported(SHUT, act=act, source="Second")

    page = compared(client, act)

    assert rows(page) == [
        ["“We [closed] the bridge at six in the morning.”", "“We [shut] the bridge at six in the morning.”"]
    ]
    assert "In no other source" not in page


def test_each_cell_has_its_own_attribution_mode_and_claim(client, act):
    first, second = reported(QUOTED, act=act, source="First"), reported(SHUT, act=act, source="Second", mode="indirect")

    text = text_of(compared(client, act))

    ministry = "Foreign Ministry of Exampleland"
    told = [
        f"{ministry} direct quotation as quoted by Ada Example {QUOTED}".replace("closed", " closed "),
        f"{ministry} paraphrase as reported by Ada Example {SHUT}".replace("shut", " shut "),
    ]
    squeezed = [" ".join(part.split()) for part in told]
    assert all(part in text for part in squeezed), text
    assert f"Claim {first.ref} in First" in text
    assert f"Claim {second.ref} in Second" in text


def test_what_only_one_source_has_stands_alone_and_says_so(client, act):
    reported(QUOTED, act=act, source="First")
    alone = reported("“The mayor thanked us for nothing.”", act=act, source="Second")

    text = text_of(compared(client, act))

    assert "No claims of these sources are alike in words, paraphrase or what they count." in text
    assert f"Claim {alone.ref}" in text.split("In no other source held here")[1]


def test_where_not_all_sources_are_compared_absence_is_said_of_those_compared_only(client, act):
    claims = [reported(QUOTED, act=act, source=name) for name in ("First", "Second")]
    reported("“Nobody was hurt at all.”", act=act, source=claims[0].capture.source)
    reported("“Nobody was hurt at all.”", act=act, source="Third")

    text = text_of(compared(client, act, *[claim.capture.source for claim in claims]))

    assert "In none of the other claims compared here" in text
    assert "In no other source held here" not in text
    assert "Third" in text  # offered, not compared
    assert text.count("Nobody was hurt") == 1


def test_of_three_sources_one_without_anything_alike_is_named(client, act):
    for words, name in ((QUOTED, "First"), (SHUT, "Second"), ("“Nobody was hurt at all.”", "Third")):
        reported(words, act=act, source=name)

    page = compared(client, act)

    assert rows(page)[0][2] is None
    assert "Nothing like it among the claims compared from Third ." in text_of(page)


def test_a_translation_stands_beside_the_others_unmarked_and_is_named(client, act):
    reported(QUOTED, act=act, source="First")
    translated = {"text_basis": "translation", "translated_from": "az", "translated_by": "Tara Translator"}
    reported(SHUT, act=act, source="Second", paraphrase="They closed the bridge.", **translated)
    reported(
        "“We barred the bridge at six in the morning.”", act=act, source="Third", paraphrase="They closed the bridge."
    )

    page = compared(client, act)

    assert rows(page) == [
        [
            "“We [closed] the bridge at six in the morning.”",
            SHUT,
            "“We [barred] the bridge at six in the morning.”",
        ]
    ]
    assert "Translated from Azerbaijani by Tara Translator: its words are not compared." in text_of(page)


def test_words_of_another_language_come_beside_by_their_meaning_and_stay_unmarked(client, act):
    reported(QUOTED, act=act, source="First", paraphrase="They closed the bridge at six.")
    german = reported(
        "„Wir sperrten die Brücke.“", act=act, source="Second", paraphrase="They closed the bridge at six."
    )
    type(german).objects.filter(pk=german.pk).update(language="de")
    german.refresh_from_db()
    german.touch(by=made.user("curator"))
    made.publish(german)

    page = compared(client, act)

    assert rows(page) == [[QUOTED, "„Wir sperrten die Brücke.“"]]
    assert "No other wording in this row is in German as published" in text_of(page)
    assert '<blockquote class="beside__words wording--direct" lang="de" dir="ltr">' in page


def test_up_to_four_sources_are_compared_those_with_the_most_claims_unless_others_are_asked_for(client, act):
    claims = [reported(QUOTED, act=act, source=f"Paper {n}") for n in range(6)]
    reported(SHUT, act=act, source=claims[5].capture.source)

    page = compared(client, act)
    asked = compared(client, act, claims[4].capture.source, claims[1].capture.source)

    assert re.findall(r'value="(o-\w+)" checked', page) == [claims[n].capture.source.ref for n in (0, 1, 2, 5)]
    assert re.findall(r'value="(o-\w+)" checked', asked) == [claims[n].capture.source.ref for n in (1, 4)]
    assert 'beside--2"' in asked


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("source=nonsense", "source: “nonsense” is not the address of a source."),
        ("source=a-0000000000", "source: “a-0000000000” is not the address of a source."),
        ("source=o-0000000000", "source: o-0000000000 does not report this statement in any claim held here."),
        ("source={first}", "source: name two to four sources to compare; 1 given."),
        ("source={all}", "source: name two to four sources to compare; 5 given."),
    ],
)
def test_sources_that_cannot_be_compared_are_said_and_nothing_is_shown(client, act, query, problem):
    refs = [reported(QUOTED, act=act, source=f"Paper {n}").capture.source.ref for n in range(5)]

    page = compared(client, act, query=query.format(first=refs[0], all="&source=".join(refs)))

    assert f'<p class="notice" role="status">{problem}</p>' in page
    assert QUOTED not in page


def test_an_empty_parameter_asks_for_nothing(client, act):
    reported(QUOTED, act=act, source="First")
    reported(SHUT, act=act, source="Second")

    assert len(rows(compared(client, act, query="source=&source=%20"))) == 1


def test_one_source_alone_has_nothing_to_compare(client, act):
    reported(QUOTED, act=act, source="First")

    page = compared(client, act)

    assert "Only one source held here reports this statement" in page
    assert "Compare how" not in read(client, address(act))


def test_the_statement_leads_to_its_wordings(client, act):
    reported(QUOTED, act=act, source="First")
    reported(SHUT, act=act, source="Second")

    assert f'href="{address(act)}wordings/">Compare how 2 sources word it</a>' in read(client, address(act))


def test_drafts_and_withdrawn_claims_are_not_compared(client, act):
    reported(QUOTED, act=act, source="First")
    reported(SHUT, act=act, source="Second")
    gone = reported("“We barred the bridge at six in the morning.”", act=act, source="Third")
    publishing.withdraw([gone], by=made.user("publisher"), reason="Not theirs.")
    draft = made.claim(SHUT, found_in=made.capture(SHUT, of=made.source("Fourth")), paraphrase="A draft.")
    made.ascribe(draft, act.speakers.get().agent, statement=act)

    page = compared(client, act)

    assert len(rows(page)[0]) == 2
    assert not re.search("barred|A draft|Third|Fourth", page)
    assert client.get(f"/statements/{draft.ref}/wordings/").status_code == 404


def test_a_withdrawn_statement_has_no_wordings(client, act):
    claims = [reported(words, act=act, source=name) for words, name in ((QUOTED, "First"), (SHUT, "Second"))]
    publishing.withdraw([claim.capture.source for claim in claims], by=made.user("publisher"), reason="Asked for.")
    act.refresh_from_db()
    publishing.withdraw([act], by=made.user("publisher"), reason="Asked for.")

    page = read(client, f"{address(act)}wordings/", status=410)

    assert "Asked for." in page


def test_thirty_claims_cost_no_more_queries_than_one(client, act):
    for name in ("First", "Second"):
        reported(QUOTED, act=act, source=name)
    url = f"{address(act)}wordings/"
    before = queries(client, url)

    for name in ("Third", "Fourth"):
        many(15, act=act, source=name)

    assert queries(client, url) == before == 4


def test_a_statement_with_very_many_claims_is_cut_and_says_so(client, act):
    for name in ("First", "Second"):
        many(wordings.MOST_CLAIMS + 5, act=act, source=name)

    page = compared(client, act)

    assert text_of(page).count("The first 40 of its 45 claims, in the order of its text") == 2
    assert len(rows(page)) == wordings.MOST_CLAIMS


def test_words_that_cost_too_much_to_compare_are_shown_unmarked_and_say_so(client, act):
    for name, order in (("First", range(90)), ("Second", range(90, 0, -1))):
        many(12, act=act, source=name, words="Number {n} has " + " ".join(f"and word{at}" for at in order))

    started = time.monotonic()
    page = compared(client, act)

    assert time.monotonic() - started < 1
    unmarked = [row for row in rows(page) if not any("[" in words for words in row if words)]
    assert 0 < len(unmarked) < 12
    assert text_of(page).count("Too long to be compared word by word here.") == 2 * len(unmarked)


def test_few_words_repeated_very_often_are_compared_in_time(client, act):
    for name, end in (("First", "to be."), ("Second", "not to be.")):
        reported(f"{'to be or not ' * 400}{end}", act=act, source=name)

    started = time.monotonic()
    page = compared(client, act)

    assert time.monotonic() - started < 1
    assert rows(page)[0][1].endswith("[not to be].")


def test_long_words_are_compared_whole(client, act):
    prose = " ".join(f"word{n} of the statement" for n in range(220))  # 5,000 characters
    reported(prose, act=act, source="First")
    reported(prose.replace("word100 ", "another "), act=act, source="Second")

    started = time.monotonic()
    page = compared(client, act)

    assert time.monotonic() - started < 1
    assert [cell.count("[") for cell in rows(page)[0]] == [1, 1]
    assert "[another]" in rows(page)[0][1]


def test_words_of_every_claim_are_shown_whole(client):
    import varied

    archive = varied.archive()
    other = reported("the bridge of Exampletown was closed without any warning", act=archive.statement, source="Second")

    page = compared(client, archive.statement)

    shown = {page.document["ref"]: page.document for page in Page.objects.public().filter(kind="claim")}
    told = [words.replace("[any]", "any") for row in rows(page) for words in row if words]
    assert other.ref in shown
    assert "the bridge of Exampletown was closed without any warning" in told
