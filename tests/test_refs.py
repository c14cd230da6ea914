import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import refs


@pytest.mark.parametrize("kind", refs.PREFIXES)
def test_new_makes_a_ref_of_its_kind(kind):
    ref = refs.new(kind)

    assert re.fullmatch(r"[csoatk]-[0-9a-hjkmnp-tv-z]{10}", ref)
    assert refs.is_ref(ref)
    assert refs.kind_of(ref) == kind
    assert refs.canonical(ref) == ref


def test_new_never_repeats_itself_in_a_thousand():
    made = {refs.new("claim") for _ in range(1000)}

    assert len(made) == 1000


def test_new_uses_the_whole_alphabet():
    letters = {letter for _ in range(500) for letter in refs.new("claim")[2:]}

    assert letters == set("0123456789abcdefghjkmnpqrstvwxyz")


@pytest.mark.parametrize("kind", ["", "claims", "c", "Claim"])
def test_new_refuses_an_unknown_kind(kind):
    with pytest.raises(ValueError, match="No refs are made for"):
        refs.new(kind)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("C-0123456789", "c-0123456789"),
        ("c-OIL3456789", "c-0113456789"),
        ("o-oilabcdefg", "o-011abcdefg"),
        ("O-OILABCDEFG", "o-011abcdefg"),
        ("s-zzzzzzzzzz", "s-zzzzzzzzzz"),
    ],
)
def test_canonical_reads_what_people_type(typed, meant):
    assert refs.canonical(typed) == meant


NOT_REFS = [
    "",
    "c",
    "c-",
    "c-012345678",
    "c-01234567890",
    "c-012345678u",
    "c0123456789",
    "x-0123456789",
    "0-0123456789",
    " c-0123456789",
    "c-0123456789\n",
    "c-0123456789\x00",
    "c-012345678é",
    "\N{KELVIN SIGN}-0123456789",
    "c-٠١٢٣٤٥٦٧٨٩",
    "c-" + "0" * 5000,
]


@pytest.mark.parametrize("typed", NOT_REFS)
def test_canonical_is_none_for_what_cannot_be_a_ref(typed):
    assert refs.canonical(typed) is None


@pytest.mark.parametrize("text", [*NOT_REFS, "C-0123456789", "c-o123456789", "c-l123456789"])
def test_is_ref_refuses_what_is_not_canonical(text):
    assert refs.is_ref(text) is False


@pytest.mark.parametrize("text", ["", "c-1", "C-0123456789"])
def test_kind_of_refuses_what_is_not_a_ref(text):
    with pytest.raises(ValueError, match="is not a ref"):
        refs.kind_of(text)


@given(st.text())
def test_canonical_gives_a_ref_or_none(typed):
    meant = refs.canonical(typed)

    assert meant is None or (refs.is_ref(meant) and refs.canonical(meant) == meant)


def test_prefixes_are_different_letters():
    assert sorted(refs.PREFIXES.values()) == ["a", "c", "k", "o", "s", "t"]
