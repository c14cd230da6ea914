import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import texts
from statements.texts import UnacceptableText


def test_normalise_composes_and_keeps_one_kind_of_line_end():
    text = texts.normalise("cafe\N{COMBINING ACUTE ACCENT}\r\none\rtwo\n\r\n")

    assert text == "café\none\ntwo\n\n"


def test_normalise_strips_nothing():
    assert texts.normalise(" \t\xa0 words \n ") == " \t\xa0 words \n "


@given(st.text())
def test_normalise_changes_nothing_the_second_time(text):
    once = texts.normalise(text)

    assert texts.normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("twelve here \x00", "NUL (U+0000) at position 12 cannot be kept in a text."),
        ("\x0b", "A control character (U+000B) at position 0 cannot be kept in a text."),
        ("a\x0cb", "form feed (U+000C) at position 1 cannot be kept in a text."),
        ("a\x7f", "delete (U+007F) at position 1 cannot be kept in a text."),
        ("a\x85", "A control character (U+0085) at position 1 cannot be kept in a text."),
        ("a\rb", "carriage return (U+000D) at position 1 cannot be kept in a text."),
        ("😀\ud83d", "Half of a surrogate pair (U+D83D) at position 1 cannot be kept in a text."),
    ],
)
def test_check_names_the_character_and_its_position(text, message):
    with pytest.raises(UnacceptableText) as problem:
        texts.check(text)

    assert str(problem.value) == message


def test_check_refuses_every_control_character_and_surrogate_but_tab_and_newline():
    refused = []
    for code in range(0x110000):
        try:
            texts.check(chr(code))
        except UnacceptableText:
            refused.append(code)

    bad = [code for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cs")]
    assert refused == [code for code in bad if chr(code) not in "\t\n"]


def test_check_lets_bidi_controls_and_no_break_spaces_pass():
    assert texts.check("\u2067שלום\u2069 \xa0\u202e\u202c\ufeff😀") is None


def test_accepted_gives_the_normal_form():
    assert texts.accepted("a\r\nb") == "a\nb"


def test_accepted_refuses_what_check_refuses():
    with pytest.raises(UnacceptableText, match="NUL"):
        texts.accepted("a\r\n\x00")


@given(st.text())
def test_decode_gives_back_what_was_encoded(text):
    raw = text.encode()

    assert texts.decode(b"\xef\xbb\xbf" + raw) == text
    assert texts.decode(raw) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"abc\xff", "This is not UTF-8: byte 0xFF at byte offset 3."),
        (b"\xef\xbb\xbfabc\xff", "This is not UTF-8: byte 0xFF at byte offset 6."),
        ("Xocalı".encode("cp1254"), "This is not UTF-8: byte 0xFD at byte offset 5."),
        (b"\xed\xa0\x80", "This is not UTF-8: byte 0xED at byte offset 0."),
        (b"caf\xc3", "This is not UTF-8: byte 0xC3 at byte offset 3."),
    ],
)
def test_decode_names_the_byte_that_is_wrong(raw, message):
    with pytest.raises(UnacceptableText) as problem:
        texts.decode(raw)

    assert str(problem.value) == message


def test_sha256_is_that_of_the_utf8_bytes():
    assert texts.sha256("Xocalı") == hashlib.sha256("Xocalı".encode()).hexdigest()
    assert texts.sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_paragraphs_are_the_lines_with_words_on_them():
    text = " First.\xa0\n\n \t\nSecond line,\nthird\t\n\n"

    found = texts.paragraphs(text)

    assert [text[start:end] for start, end in found] == ["First.", "Second line,", "third"]
    assert found == [(1, 7), (13, 25), (26, 31)]


def test_paragraphs_of_nothing_are_none():
    assert texts.paragraphs("") == []
    assert texts.paragraphs(" \n\t\n\xa0") == []


@given(st.text(alphabet="ab \n\t\xa0😀é"))
def test_paragraphs_lose_nothing_but_white_space(text):
    found = texts.paragraphs(text)

    assert [text[start:end] for start, end in found] == [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("en", "ltr"),
        ("az", "ltr"),
        ("az-Latn", "ltr"),
        ("az-Cyrl", "ltr"),
        ("az-Arab", "rtl"),
        ("azb", "rtl"),
        ("azb-Latn", "ltr"),
        ("acm", "rtl"),
        ("pnb", "rtl"),
        ("ar", "rtl"),
        ("ar-Latn", "ltr"),
        ("fa", "rtl"),
        ("he", "rtl"),
        ("ur-PK", "rtl"),
        ("yi", "rtl"),
        ("hy", "ltr"),
        ("ka", "ltr"),
        ("zh-Hant", "ltr"),
        ("ru", "ltr"),
        ("", "ltr"),
        ("und", "ltr"),
        ("nonsense-that-is-none", "ltr"),
        ("en\x00", "ltr"),
    ],
)
def test_direction_follows_the_script(language, direction):
    assert texts.direction(language) == direction


@pytest.mark.parametrize("tag", ["en", "az-Latn", "zh-Hant", "hy", "tr", "pt-BR", "und"])
def test_is_language_knows_bcp_47(tag):
    assert texts.is_language(tag) is True


@pytest.mark.parametrize("tag", ["", "qq", "english", "en_US", "en-", "-en", " en", "en\n", "e", "اا", "a-" * 3000])
def test_is_language_refuses_the_rest(tag):
    assert texts.is_language(tag) is False


@given(st.text(alphabet="abhnrztLA019-_ ", max_size=30))
def test_any_tag_has_a_name_and_a_direction(tag):
    assert isinstance(texts.is_language(tag), bool)
    assert texts.direction(tag) in ("ltr", "rtl")
    assert isinstance(texts.language_name(tag), str)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("az-Latn", "Azerbaijani (Latin)"),
        ("az", "Azerbaijani"),
        ("hy", "Armenian"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("", ""),
        ("nonsense tag", "nonsense tag"),
    ],
)
def test_language_name_is_english_or_the_tag(tag, name):
    assert texts.language_name(tag) == name
