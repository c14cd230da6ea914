"""Looking for statements, sources, agents and subjects, and in the text of captures that visitors may read."""

import re
from urllib.parse import urlencode

import made
import pytest
from django.db import connection
from django.http import QueryDict
from finding import ministry_of_many_names
from test_pages_lists import queries
from visitor import element, read, text_of

from statements import publishing
from statements.catalogue import compare, found, search, write
from statements.catalogue.findable import FindableText
from statements.catalogue.records import records_for
from statements.surfaces.elsewhere import also_found

pytestmark = pytest.mark.django_db
LISTS = {"agent": "agents", "source": "sources", "statement": "statements", "subject": "subjects"}


def refs(kind, query, **params):
    """Refs of the records that are found, the best first, page by page."""
    asked = QueryDict(urlencode({"q": query, **params}))
    shown = []
    while True:
        selection = records_for(kind, asked)
        page = selection.page()
        assert selection.errors == []
        shown += [one.ref for one in page.pages]
        if page.older is None:
            return shown
        asked = QueryDict(page.older)


def told(text, *, words=None, **fields):
    """A published claim with these words, in a source of this text."""
    source = made.source(**fields)
    claim = made.claim(words or text.split("\n")[0], found_in=made.capture(text, of=source), paraphrase="It was so.")
    made.publish(claim)
    return claim


@pytest.mark.parametrize(
    "query",
    [
        "foreign ministry",
        '"foreign ministry"',
        "azerbaycan",
        "XARİCİ işlər",
        "xarici isl*",
        "նախարարություն",
        "министерство ИНОСТРАННЫХ",
        "الخارجية",
        "وِزارة",
        "外",
        '"外交"',
        "ministry -bridges",
    ],
)
def test_agents_are_found_by_every_name_in_every_script(query):
    ministry = ministry_of_many_names().links.get().holders.get().agent

    assert refs("agent", query) == refs("agent", query, sort="-added") == [ministry.ref]


@pytest.mark.parametrize(
    "query", ["交外", '"ministry foreign"', "ministry -xarici", "ministri", '"foreign azerbaycan"']
)
def test_what_no_name_holds_is_not_found(query):
    ministry_of_many_names()

    assert refs("agent", query) == []


def test_statements_are_found_by_title_occasion_place_and_speakers():
    speaker = made.agent("Ada Example")
    speaker.names.create(name="Ада Пример", language="ru")
    statement = made.statement("On the bridges", speaker=speaker, occasion="Opening day", place="Old Town Hall")
    claim = made.claim()
    made.ascribe(claim, speaker, statement=statement)
    made.publish(claim)

    for query in ("bridges", '"opening day"', "town hall", "ada", "пример", "bridges ada hall"):
        assert refs("statement", query) == [statement.ref]
    assert refs("statement", "closed") == []


def test_sources_are_found_by_title_writer_publisher_and_host():
    source = made.source(
        "Keys lost", author="Bo Sample", url="https://news.example.org/a/lighthouse", publisher=made.agent("Daily")
    )
    made.publish(made.claim(found_in=made.capture("Nothing was said.", of=source), words="Nothing"))

    for query in ("keys", "bo sample", "daily", "news.example.org", "keys bo nothing said"):
        assert refs("source", query) == [source.ref]
    assert refs("source", "lighthouse") == []


def test_subjects_are_found_by_every_name():
    subject = made.subject("Khankendi, 3 March 2021")
    subject.names.create(name="Xankəndi", language="az")
    claim = made.claim()
    claim.claim_subjects.create(subject=subject)
    made.publish(claim)

    assert refs("subject", "xankendi") == refs("subject", "khank*") == [subject.ref]


def test_text_of_a_capture_is_found_as_far_as_display_allows(client):
    text = "Words of a claim.\nThe lighthouse was dark."
    full = told(text, title="One", display="full").capture.source
    told(text, title="Two", display="passages")
    told(text, title="Three", display="none")

    assert refs("source", "lighthouse") == [full.ref]
    assert len(refs("source", "claim")) == 2
    assert "lighthouse" not in "".join(
        FindableText.objects.exclude(ref=full.ref).values_list("search_names", flat=True)
    )
    page = read(client, "/sources/?q=lighthouse")
    assert 'In its text: <bdi dir="auto">The <mark>lighthouse</mark> was dark.</bdi>' in page
    assert "lighthouse was dark" not in read(client, "/sources/?q=two")


def test_text_that_is_no_longer_to_be_shown_is_no_longer_found():
    claim = told("Words of a claim.\nThe lighthouse was dark.")
    source = claim.capture.source
    assert refs("source", "lighthouse") == [source.ref]

    source.display = "none"
    source.save()
    source.touch(by=made.user("curator"))
    made.publish(source, reason="Rights.")

    assert (refs("source", "lighthouse"), refs("source", "bridges")) == ([], [source.ref])
    assert list(compare.differences()) == []


def test_a_paragraph_becomes_findable_with_the_first_claim_found_in_it():
    claim = told("Words of a claim.\nThe lighthouse was dark.", display="passages")
    assert refs("source", "lighthouse") == []

    made.publish(made.claim("The lighthouse was dark.", found_in=claim.capture))

    assert refs("source", "lighthouse") == [claim.capture.source.ref]
    assert list(compare.differences()) == []


def test_long_texts_are_found_to_their_end_and_phrases_at_every_border():
    words = [f"w{n}" for n in range(30_000)]
    paragraphs = [" ".join(words[n : n + 100]) for n in range(0, 10_000, 100)]
    source = told("\n".join([*paragraphs, " ".join(words[10_000:])]), words="w1 w2").capture.source

    for query in ("w29999", '"w29998 w29999"', '"w9998 w9999"', "w1 w4000"):
        assert refs("source", query) == [source.ref]
    for n in range(10_002, 30_000, 37):
        assert FindableText.objects.filter(search_names__contains=f" w{n - 2} w{n - 1} w{n} ").exists()
    assert refs("source", '"w9999 w10000"') == []  # two paragraphs
    assert refs("source", "w1 -w29999") == []


def test_drafts_and_what_was_withdrawn_are_never_found():
    draft = made.claim("41 bridges", found_in=made.capture(of=made.source("Draft of the lighthouse")))
    made.ascribe(draft, made.agent("Keeper of the lighthouse"), statement=made.statement("Lighthouse act"))
    draft.claim_subjects.create(subject=made.subject("Lighthouse"))
    for kind in LISTS:
        assert refs(kind, "lighthouse") == []

    made.publish(draft)
    for kind in LISTS:
        assert len(refs(kind, "lighthouse")) == 1
    source = draft.capture.source
    source.refresh_from_db()
    publishing.withdraw([source], by=made.user("publisher"), reason="Asked for.")

    assert refs("source", "lighthouse") == refs("source", "bridges") == []
    assert not FindableText.objects.filter(ref=source.ref).exists()
    assert list(compare.differences()) == []


def test_names_are_found_as_they_are_today():
    right, wrong = made.agent("Ministry of Bridges"), made.agent("Bureau of Ferries")
    for agent in (right, wrong):
        claim = made.claim("", found_in=made.capture(of=made.source("Dark", author="", publisher=agent)))
        made.publish(claim)
    for agent in (right, wrong):
        agent.refresh_from_db()
    assert len(refs("source", "ferries")) == 1

    publishing.merge(wrong, into=right, by=made.user("publisher"), reason="One, entered twice.")

    assert refs("agent", "ferries") == [right.ref]
    assert len(refs("source", '"ministry of bridges"')) == 2
    assert list(compare.differences()) == []
    write.rebuild()
    assert refs("agent", "ferries") == [right.ref]
    assert list(compare.differences()) == []


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("UPDATE statements_findabletext SET search_names = ' x '", "the text it is found by differs from the record"),
        ("DELETE FROM statements_findabletext WHERE part = 0", "the text it is found by differs from the record"),
        ("UPDATE statements_suggestedname SET label = 'x'", "the names it is suggested by differ from the record"),
    ],
)
def test_what_differs_from_the_record_is_named_and_mended_by_a_rebuild(statement, line):
    source = told("41 bridges.", title="Keys").capture.source

    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert f"page {source.ref}: {line}" in list(compare.differences())
    write.rebuild()
    assert list(compare.differences()) == []


def test_best_comes_first_and_names_weigh_more_than_text():
    in_text = told("One.\nThe old bridge of the town.", title="Nothing", words="One.").capture.source
    apart = told("One.", title="Old town, new bridge").capture.source
    together = told("One.", title="The old bridge").capture.source
    told("One.", title="Bridge")

    assert refs("source", "old bridge")[-1] == apart.ref
    assert set(refs("source", "old bridge")[:2]) == {together.ref, in_text.ref}
    assert refs("source", "old bridge") == [together.ref, in_text.ref, apart.ref]


def test_best_are_paged_forward_and_back_and_the_rest_is_told(client, monkeypatch):
    for n in range(60):
        made.publish(made.claim(found_in=made.capture("Text.", of=made.source(f"Bridge {n}")), words="Text."))
    monkeypatch.setattr(found, "BEST", 55)

    page = read(client, "/sources/?q=bridge")
    pages = [page]
    while link := re.search(r'<a href="([^"]*)" rel="next">Further matches', page):
        page = read(client, link[1].replace("&amp;", "&"))
        pages.append(page)

    numbers = [re.findall(r"<mark>Bridge</mark> (\d+)", page) for page in pages]
    assert [len(found) for found in numbers] == [25, 25, 5]
    assert numbers[0][0] == "59"
    assert "60 sources found" in pages[0]
    assert "The best 55 are shown; " in pages[0]
    back = element(pages[2], r'<a href="([^"]*)" rel="prev">Better matches')
    assert re.findall(r"<mark>Bridge</mark> (\d+)", read(client, back)) == numbers[1]
    first = element(read(client, back), r'<a href="([^"]*)" rel="prev">Better matches')
    assert first == "/sources/?q=bridge"
    by_date = element(pages[0], r'<a href="([^"]*)">see all by date')
    assert by_date == "/sources/?q=bridge&sort=-added"
    assert len(refs("source", "bridge", sort="-added")) == 60


def test_of_very_many_the_newest_are_ranked_and_the_page_says_so(client, monkeypatch):
    for n in range(4):
        made.publish(made.claim(found_in=made.capture("Text.", of=made.source(f"Bridge {n}")), words="Text."))
    monkeypatch.setattr(found, "MOST_RANKED", 6)  # texts; a source has its names and its text

    page = read(client, "/sources/?q=bridge")

    assert "The best 3 are shown, ranked among the newest; " in page
    assert re.findall(r"<mark>Bridge</mark> (\d+)", page) == ["3", "2", "1"]


BAD = {
    '"': "q: holds no word to look for.",
    "- * -": "q: holds no word to look for.",
    "¶": "q: holds no word to look for.",
    " ".join(["x"] * 50): "q: has more than 40 words.",
    "x" * 1001: "q: is longer than 1000 characters.",
}


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("query", BAD)
def test_query_that_asks_for_nothing_is_said_and_matches_nothing(client, kind, query):
    made.publish(made.claim())

    page = read(client, f"/{LISTS[kind]}/?" + urlencode({"q": query}))

    assert BAD[query] in page
    assert "row__claim" not in page


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize(
    "query",
    ["x'", 'a"b', "a & !b", "a:*", "(a", "^a", "a <-> b", "NEAR(a b, 2)", "%", "a\\", "外", "א a ب", ".*[a", "-a"],
)
@pytest.mark.parametrize("sort", ["", "-added"])
def test_signs_of_other_languages_are_no_signs_here(client, kind, query, sort):
    made.publish(made.claim())

    assert client.get(f"/{LISTS[kind]}/?" + urlencode({"q": query, "sort": sort})).status_code == 200
    assert client.get(f"/{LISTS[kind]}/?q=a%00").status_code == 400


def test_ten_thousand_terms_are_refused_plainly(client):
    assert client.get("/sources/?" + urlencode({"q": "x " * 10_000})).status_code == 414


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("nonsense=1", "nonsense: there is no such parameter."),
        ("sort=title", "sort: “title” is not one of relevance, -added."),
        ("sort=relevance", "sort: relevance needs words to look for in q."),
        ("q=a&q=b", "q: can be given only once."),
        ("after=1&after=2", "after: can be given only once."),
        ("q=bridges&after=7", "after: is not a place in this list; start again from the first page."),
        ("q=bridges&after=WyJ4Il0", "after: was made for another order; start again from the first page."),
        ("q=bridges&after=%00", None),
    ],
)
def test_unknown_and_malformed_parameters_are_said_and_match_nothing(client, query, problem):
    made.publish(made.claim())

    if problem is None:
        assert client.get(f"/sources/?{query}").status_code == 400
        return
    page = read(client, f"/sources/?{query}")
    assert problem in page
    assert "row__claim" not in page
    assert "row__claim" in read(client, "/sources/?utm_source=x")


def test_a_cursor_of_a_million_pages_shows_an_empty_page_and_the_way_back(client):
    made.publish(made.claim())
    after = "WyJyZWxldmFuY2UiLDEwMDAwMDAsMV0"  # relevance, rank 1,000,000, record 1

    page = read(client, f"/sources/?q=bridges&after={after}")

    assert "Nothing follows." in page


def test_marks_stand_round_what_was_found_and_nothing_is_obeyed(client):
    source = made.source("<b>Bridges</b> & keys", author="Bo <i>Sample")
    made.publish(made.claim(found_in=made.capture("The <script>bridges</script>.", of=source), words="bridges"))

    page = read(client, "/sources/?q=bridges")

    assert "&lt;b&gt;<mark>Bridges</mark>&lt;/b&gt; &amp; keys" in page
    assert "<script>bridges" not in page


def test_empty_result_says_what_it_means_and_where_else_to_look(client):
    made.publish(made.claim())

    page = read(client, "/agents/?" + urlencode({"q": 'light "house'}))

    assert "0 speakers found" in page
    assert 'href="/claims/?q=light%20%22house"' in page
    assert "An empty result says what this archive holds." in text_of(page)


def test_thirty_rows_cost_no_more_queries_than_one(client):
    def add(n):
        speaker = made.agent(f"Speaker of bridges {n}")
        source = made.source(f"Paper {n}")
        claim = made.claim("bridges", found_in=made.capture("The bridges.", of=source))
        made.ascribe(claim, speaker, statement=made.statement(f"On bridges {n}", speaker=speaker))
        claim.claim_subjects.create(subject=made.subject(f"Bridges {n}"))
        made.publish(claim)

    add(0)
    urls = [f"/{name}/?q=bridges{sort}" for name in LISTS.values() for sort in ("", "&sort=-added")]
    before = {url: queries(client, url) for url in urls}

    for n in range(1, 30):
        add(n)

    assert {url: queries(client, url) for url in urls} == before
    assert max(before.values()) <= 8


def test_search_for_claims_tells_what_else_was_found(django_assert_num_queries, monkeypatch):
    ministry_of_many_names()
    told("The ministry was closed.", title="Ministry")
    told("It was dark.", title="Ministries")

    with django_assert_num_queries(1):
        also = also_found(QueryDict("q=ministry&kind=event"))
    assert [(one.words, one.address) for one in also] == [
        ("1 speaker", "/agents/?q=ministry"),
        ("1 source", "/sources/?q=ministry"),
    ]
    monkeypatch.setattr(found, "MOST_COUNTED", 1)
    assert [one.words for one in also_found(QueryDict("q=minist*"))] == ["at least 1 speaker", "at least 1 source"]
    for nothing in ("", "q=", "q=%22", "q=a&q=b", "q=lighthouse"):
        assert also_found(QueryDict(nothing)) == []


def test_what_else_was_found_counts_what_the_lists_show():
    claim = ministry_of_many_names()
    made.ascribe(claim, made.agent("Ministry of Ferries"), statement=made.statement("The ministry said"))
    claim.refresh_from_db()
    claim.touch(by=made.user("curator"))
    made.publish(claim, reason="More.")

    for query in ("ministry", "ministry -ferries", "-ministry", '"the ministry"'):
        counts = found.counted([search.parse(query)])
        assert counts == {kind: (len(refs(kind, query)), True) for kind in found.KINDS if refs(kind, query)}
