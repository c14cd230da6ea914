"""The numbers of words follow every act, and help with spelling comes from public claims alone."""

from collections import Counter

import made
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from finding import bare_rows, ministry_of_many_names, tell
from hypothesis import given
from hypothesis import strategies as st

from statements import publishing
from statements.catalogue import compare, spelling, words, write
from statements.catalogue.models import ClaimRow
from statements.catalogue.spelling import nearest
from statements.catalogue.words import SearchWord, WordTrigram, frequency

pytestmark = pytest.mark.django_db


def counted():
    return dict(SearchWord.objects.values_list("word", "claims"))


def brute_force():
    """Words of public claims, counted one claim after the other."""
    counts = Counter()
    for row in ClaimRow.objects.all():
        counts.update(set(f"{row.search_words} {row.search_names}".split()) - {"¶"})
    return dict(counts)


def amend(claim, **values):
    claim.refresh_from_db()
    for name, value in values.items():
        setattr(claim, name, value)
    claim.save()
    claim.touch(by=made.user("curator"))
    made.publish(claim, reason="A slip.")


def test_numbers_follow_publishing_amending_withdrawing_merging_and_a_rebuild():
    first, second = tell("The lighthouse was dark, dark."), tell("The harbour was dark.")
    tell_draft = made.claim("", paraphrase="Nobody saw the canary.")
    assert frequency(["dark", "lighthouse", "canary"]) == {"dark": 2, "lighthouse": 1, "canary": 0}
    assert counted() == brute_force()

    amend(first, paraphrase="The ferry was late.")
    assert frequency(["dark", "lighthouse", "ferry"]) == {"dark": 1, "lighthouse": 0, "ferry": 1}
    assert not WordTrigram.objects.filter(word="lighthouse").exists()

    right, wrong = made.agent("Ministry of Bridges"), made.agent("Bureau of Ferries")
    for agent in (right, wrong):
        claim = made.claim("", paraphrase="It was so.")
        made.ascribe(claim, agent)
        made.publish(claim)
        agent.refresh_from_db()
    publishing.merge(wrong, into=right, by=made.user("publisher"), reason="One, entered twice.")
    assert frequency(["bureau", "ministry"]) == {"bureau": 2, "ministry": 2}

    second.refresh_from_db()
    publishing.withdraw([second], by=made.user("publisher"), reason="Asked for.")
    publishing.restore([second], by=made.user("publisher"), reason="After all.")
    publishing.withdraw([second], by=made.user("publisher"), reason="Asked for again.")
    assert frequency(["harbour", "dark", "canary"]) == {"harbour": 0, "dark": 0, "canary": 0}
    assert counted() == brute_force()
    assert list(compare.differences()) == []

    write.rebuild()
    assert counted() == brute_force()
    assert list(compare.differences()) == []
    assert tell_draft.state == "draft"


def test_words_of_every_script_are_counted():
    ministry_of_many_names()

    assert frequency(["xocali", "外", "елка", "нахар", "الخارجيه"]) == {
        "xocali": 1, "外": 1, "елка": 1, "нахар": 0, "الخارجيه": 1,
    }  # fmt: skip
    assert counted() == brute_force()


def test_rows_written_in_bulk_are_counted_by_a_rebuild_of_words():
    bare_rows("alpha beta", "beta gamma", ("", "beta delta"))

    words.rebuild()

    stems = {"·en·alpha": 1, "·en·beta": 2, "·en·gamma": 1}  # names have none
    assert counted() == {"alpha": 1, "beta": 3, "gamma": 1, "delta": 1} | stems
    assert list(words.problems()) == []


def test_frequencies_are_one_query(django_assert_num_queries):
    tell("One two three.")

    with django_assert_num_queries(1):
        assert frequency(["one", "two", "none"]) == {"one": 1, "two": 1, "none": 0}


@pytest.mark.parametrize("number", [1, 30])
def test_counting_takes_as_many_queries_whatever_the_number_of_rows(number, django_assert_max_num_queries):
    ids = [10**6 + n for n in range(number)]

    with django_assert_max_num_queries(12), words.kept(ids):
        bare_rows(*[f"word{n} alpha" for n in range(number)])

    assert frequency(["alpha"]) == {"alpha": number}
    with django_assert_max_num_queries(8), words.kept(ids):
        ClaimRow.objects.filter(page_id__in=ids).delete()
    assert counted() == {}
    assert not WordTrigram.objects.exists()


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        (
            "UPDATE statements_searchword SET claims = 7 WHERE word = 'dark'",
            "word “dark”: its number of claims",
        ),
        ("DELETE FROM statements_searchword WHERE word = 'dark'", "word “dark”: its number of claims"),
        ("INSERT INTO statements_searchword (word, claims) VALUES ('ghost', 1)", "word “ghost”: its number of claims"),
        ("DELETE FROM statements_wordtrigram WHERE word = 'dark'", "words: the trigrams beside them differ"),
    ],
)
def test_a_number_that_differs_is_named_and_mended_by_a_rebuild(capsys, statement, line):
    tell("The lighthouse was dark.")

    with connection.cursor() as cursor:
        cursor.execute(statement)

    with pytest.raises(CommandError):
        call_command("verify_archive")
    assert line in capsys.readouterr().out
    write.rebuild()
    call_command("verify_archive")


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("lighthose", "lighthouse"),
        ("Lihgthouse", "lighthouse"),
        ("ligthhuose", "lighthouse"),
        ("xocalli", "xocali"),
        ("hocali", "xocali"),
        ('"the lighthose" dark', '"the lighthouse" dark'),
        ("lighthose -harbor bri*", "lighthouse -harbor bri*"),
        ("lighthose hocali", "lighthouse xocali"),
        ("нахарараруцюн", None),
        ("министерсво", "министерство"),
        ("նախարարութուն", "նախարարություն"),
        ("lighthouse", None),  # known
        ("lighthose zzzzzz", None),  # half an answer would find nothing either
        ("lighthose*", None),
        ("-lighthose", None),
        ("1992", None),
        ("614", None),  # a number is not misspelled
        ("外部", None),
        ("a b c d e f g", None),
        ('"', None),
        ("-", None),
        ("x" * 2000, None),
        ("lighthose " * 39 + "x", None),
    ],
)
def test_unknown_words_are_spelled_as_the_nearest_known_ones(query, meant):
    ministry_of_many_names()
    tell("The lighthouse of the harbour was dark; some 613 saw it.")

    assert nearest(query) == meant


def test_of_words_equally_near_the_commoner_is_suggested():
    for text in ("The bridge.", "The bridle.", "A bridle."):
        tell(text)

    assert nearest("bridfe") == "bridle"


def test_words_of_drafts_and_of_what_was_withdrawn_are_never_suggested():
    made.claim("", paraphrase="A canary sang.")
    gone = tell("A nightingale sang.")
    gone.refresh_from_db()
    assert nearest("nightingal") == "nightingale"

    publishing.withdraw([gone], by=made.user("publisher"), reason="Asked for.")

    assert (nearest("nightingal"), nearest("canari")) == (None, None)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_that_of_the_fewest_changes(one, other):
    assert spelling.distance(one, other) == slow_distance(one, other)
    assert spelling.distance(one, other) == spelling.distance(other, one)


def slow_distance(one, other):
    if not one or not other:
        return len(one) + len(other)
    steps = [
        slow_distance(one[:-1], other) + 1,
        slow_distance(one, other[:-1]) + 1,
        slow_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:][::-1]:
        steps.append(slow_distance(one[:-2], other[:-2]) + 1)
    return min(steps)
