"""Looking for words: what is found, the same on both databases."""

import pytest
from django.db import transaction
from finding import asked, bare_rows, found, ministry_of_many_names, numbers, order
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from visitor import read

from statements.catalogue import search
from statements.catalogue.filters import claims_for
from statements.catalogue.models import ClaimRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def names_claim():
    return ministry_of_many_names()


@pytest.mark.parametrize(
    "query",
    [
        "xocali",
        "XOCALI",
        "Xocalı",
        "soyqirimi",
        "oneil",
        "o'neil",
        "eliyev",
        "елка",
        "Ёлка",
        "strasse",
        "STRASSE",
        "azerbaycan xarici isler nazirliyi",
        "նախարարություն",
        "Արտաքին",
        "министерство",
        "ИНОСТРАННЫХ дел",
        "الخارجية",
        "وِزارة",
        "外交",
        "外交部",
        '"外交部"',
        "xankendi",
        "bridges closed",
        '"foreign ministry" xocali',
        "xoc*",
        "“xocali soyqirimi”",
        "xocali -bridge",
        "-lighthouse",
        '-"ministry foreign"',
    ],
)
def test_words_are_found_however_they_are_written(names_claim, query):
    assert found(query) == [names_claim.ref]


@pytest.mark.parametrize(
    "query",
    [
        "xocal",
        "交外",
        '"部交"',
        '"ministry foreign"',
        "xocali -eliyev",
        "-xocali",
        '-"foreign ministry"',
        '"strasse foreign"',
        '"azerbaijan azerbaycan"',
        '"xocali*"x',
        "xocali AND lighthouse",
    ],
)
def test_what_does_not_hold_is_not_found(names_claim, query):
    assert found(query) == []


def test_several_queries_mean_any_of_them():
    rows = ["alpha beta", "beta gamma", "gamma delta"]
    bare_rows(*rows)

    assert numbers("alpha", "delta") == [0, 2]
    assert numbers("alpha", "-beta") == [0, 2]
    assert numbers("-beta", "-delta") == [0, 1, 2]
    assert numbers("beta -alpha", '"gamma delta"') == [1, 2]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "*",
        "-",
        '""',
        '"*"',
        "- -",
        "***",
        "()",
        "^",
        ":",
        "&|!",
        "<->",
        '-""',
        "\\",
        "¶",
        "_",
        "؟",
        "🙂",
    ],
)
def test_query_without_a_word_is_said_on_the_page(client, names_claim, query):
    selection = claims_for(asked(q=query))

    assert selection.errors == ["q: holds no word to look for."]
    assert "q: holds no word to look for." in read(client, "/claims/?" + asked(q=query).urlencode())


@pytest.mark.parametrize(
    "query",
    [
        'xocali"',
        '"xocali',
        'xo"cali',
        "xocali AND",
        "NOT xocali",
        "OR",
        "NEAR(xocali soyqirimi, 2)",
        "search_words:xocali",
        "{search_words}: xocali",
        "xocali^2",
        "^xocali",
        "xocali + soyqirimi",
        "(xocali",
        "xocali)",
        "xocali & !x",
        "xocali:*",
        "'xocali'",
        "xocali\\",
        "xocali:A",
        "a <-> b",
        "xocali*eliyev",
        "*xocali",
        "xocali'; DROP TABLE x --",
        "%",
        "xocali ¶ soyqirimi",
        "%s {} %(a)s xocali",
    ],
)
@pytest.mark.parametrize("sort", ["", "relevance"])
def test_signs_of_the_databases_languages_are_no_signs_here(client, names_claim, query, sort):
    selection = claims_for(asked(q=query, sort=sort))

    assert len(list(selection.rows)) <= 1
    assert client.get("/claims/?" + asked(q=query, sort=sort).urlencode()).status_code == 200


def test_plainly_refused_characters_are_not_looked_for(client, names_claim):
    assert client.get("/claims/?q=xocali%00").status_code == 400
    assert client.get("/claims/?q=%ED%A0%80").status_code in (200, 400)


def test_very_many_queries_are_answered():
    bare_rows("word0 word1", "nothing")
    queries = [" ".join(f"word{n}" for n in range(40)), "word0", *(f'"none {n}" x* -y' for n in range(98))]

    assert order(*queries) == [0]


def test_words_longer_than_any_are_found_by_their_beginning():
    bare_rows("x" * 3000, "y" * 900)

    assert numbers("x" * 900) == [0]
    assert numbers("x" * 100 + "*") == [0]


def test_text_without_measure_is_kept_and_found_by_what_it_begins_with():
    bare_rows(" ".join(f"w{n}" for n in range(200_000)), "end")

    assert numbers("w1 w7999") == numbers('"w7998 w7999"') == [0]
    assert numbers("w8000") == []


def test_text_of_long_words_is_kept_and_found_by_what_it_begins_with():
    bare_rows(" ".join(f"{n}{'亜' * n}{'語' * 3}".replace("亜", "ж") for n in range(3000)), "end")

    assert numbers("1ж* 20ж*") == [0]
    assert len(ClaimRow.objects.get(claim_id="c-0000000000").search_words.encode()) <= search.LARGEST_TEXT


WORDS = [
    "ab",
    "abc",
    "b",
    "Xocalı",
    "xocali",
    "Ёлка",
    "елка",
    "亜",
    "外交",
    "कि",
    "क",
    "o'neil",
    "٣",
    "3",
    "1e5",
    "e-f",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
ANY_TEXT = TEXTS | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
PARTS = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "-"]),
    st.sampled_from(WORDS) | st.lists(st.sampled_from(WORDS), max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(["", "", "*"]),
)
QUERIES = st.lists(PARTS, min_size=1, max_size=4).map(" ".join) | ANY_TEXT


def holds(query, texts):
    """Whether a brute-force look through the texts finds what a query asks for."""
    stands = [any(term.needle in text for text in texts) for term in query.wanted]
    return all(stands) and not any(term.needle in text for term in query.excluded for text in texts)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=6), st.lists(QUERIES, min_size=1, max_size=2))
def test_index_finds_what_a_look_through_all_words_finds(db, rows, queries):
    try:
        parsed = [search.parse(query) for query in queries]
    except search.UnusableQuery:
        return
    with transaction.atomic():
        bare_rows(*rows)
        texts = [(search.indexed([words]), search.indexed([names])) for words, names in rows]
        expected = [n for n, both in enumerate(texts) if any(holds(query, both) for query in parsed)]

        ranked, plain, selection = order(*queries), numbers(*queries), claims_for(asked(q=queries))

        transaction.set_rollback(True)
    assert plain == expected
    assert sorted(ranked) == expected
    assert selection.errors == []
