import re
from pathlib import Path

import pytest

from statements.suggesting import languages, lists, suggestions

CURATORS = Path(__file__).parent.parent / "docs/curators.md"


@pytest.fixture
def own_lists(tmp_path, settings):
    """The folder of lists that an archive adds to those it came with."""
    settings.CUE_LISTS = str(tmp_path)
    return tmp_path


def holders(text, language="en"):
    return [text[made.holder[0] : made.holder[1]] if made.holder else None for made in suggestions(text, language)]


def test_a_cue_that_a_curator_adds_is_found(own_lists):
    text = "The mayor whistled that the bridge was shut."
    before = holders(text)

    (own_lists / "en.txt").write_text("# ours\n\n[verbs of saying]\nwhistle, whistled  # rare\n")

    assert before == []
    assert holders(text) == ["The mayor"]


def test_a_changed_list_is_seen_at_once(own_lists):
    text = "The mayor said that it rained. The mayor whistled that it rained."
    path = own_lists / "en.txt"
    path.write_text("[verbs of saying]\n")
    before = holders(text)

    path.write_text("[verbs of saying]\nwhistled\n")

    assert before == ["The mayor"]
    assert holders(text) == ["The mayor", "The mayor"]


def test_a_curator_can_add_a_language(own_lists):
    (own_lists / "eo.txt").write_text("[quotation marks]\n« »\n[verbs of saying]\ndiris\n[that]\nke\n")

    assert holders("La urbestro diris ke la ponto estas fermita.", "eo") == ["La urbestro"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("said\n", "en.txt, line 1: a heading in [brackets] must stand before the first entry."),
        ("[verbs]\nsaid\n", "en.txt, line 1: there is no heading [verbs]: quotation marks, "),
        ("[quotation marks]\n“\n", "en.txt, line 2: ‘“’ must be an opening and a closing mark with a space between"),
        ("[ways of the language]\nno verbs\n", "en.txt, line 2: ‘no verbs’ is none of these: a comma before"),
        ("[before the holder]\n\nnach (\n", "en.txt, line 3: ‘nach (’ cannot be read as a cue."),
        ("[verbs of saying]\n...\n", "en.txt, line 2: ‘...’ cannot be read as a cue."),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_by_line(own_lists, content, expected):
    (own_lists / "en.txt").write_text(content)

    with pytest.raises(lists.BadList) as refused:
        suggestions("A text.", "en")

    assert str(refused.value).startswith(expected)


def test_a_list_in_another_encoding_is_refused(own_lists):
    (own_lists / "de.txt").write_bytes("[verbs of saying]\nbrüllte\n".encode("latin-1"))

    with pytest.raises(lists.BadList, match=r"de\.txt cannot be read"):
        suggestions("Ein Text.", "de")


@pytest.mark.parametrize("code", languages.codes())
def test_every_list_of_ours_can_be_read(code):
    assert languages.spoken(code).marks


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The mayor said that the bridge was shut.", "en"),
        ("Der Minister sagte, dass die Brücke gesperrt sei.", "de"),
        ("Он сказал, что мост закрыт.", "ru"),
        ("Նա ասաց, որ կամուրջը փակ է։", "hy"),
        ("12345", "und"),
        ("", "und"),
    ],
)
def test_a_text_without_a_language_is_read_in_the_one_of_its_small_words(text, code):
    assert languages.guessed(text) == code


def test_every_heading_is_explained_to_curators():
    documented = re.findall(r"^\| `\[(.+?)\]` \|", CURATORS.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(documented) == sorted(lists.HEADINGS)
