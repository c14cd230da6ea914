"""The bytes of the record: what the standard library writes quickly is what RFC 8785 says."""

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from statements.choices import Mode
from statements.record.revision import canonical

LEAVES = st.none() | st.booleans() | st.text() | st.integers() | st.floats() | st.sampled_from(Mode)
KEYS = st.text() | st.text("abcXYZ_09") | st.sampled_from(["é", "\U0001f600", "\ufb33", "", "\n"])


def values(keys):
    return st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=20)


@given(values(KEYS) | values(st.text("abcXYZ_09")))
@example({"b": [1, '\x00\x1f\x7f\u2028\\"/'], "a": {"B": None, "A": True}})
@example({"\ufb33": 1, "\U0001f600": 2})
@example({"a": 2**53 - 1})
@example({"a": -(2**53) + 1})
@example([1.0, 0.1, 1e21])
def test_canonical_bytes_are_those_of_rfc_8785(value):
    try:
        expected = rfc8785.dumps(value)
    except rfc8785.CanonicalizationError:
        with pytest.raises(ValueError):  # noqa: PT011 - which one of it is the package's business
            canonical(value)
    else:
        assert canonical(value) == expected


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), {"a": float("inf")}, {1: "a"}, {"a": b"bytes"}])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical(value)
