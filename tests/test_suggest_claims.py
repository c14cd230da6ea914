import gzip
import json

import pytest
from django.core.management import CommandError, call_command

SENTENCE = "The mayor said that the bridge was shut."
ANSWER = [{"content": [[20, 39]], "cue": [10, 14], "holder": [0, 9], "mode": "indirect"}]


def run(capsys, *arguments):
    call_command(*arguments)
    return capsys.readouterr().out


def write(folder, content, name="texts.txt"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def refusal(capsys, *arguments):
    """What the command says when it refuses; nothing else may have been printed."""
    with pytest.raises(CommandError) as refused:
        call_command(*arguments)
    assert capsys.readouterr().out == ""
    return str(refused.value)


def test_a_text_is_answered_by_one_line_of_json(tmp_path, capsys):
    out = run(capsys, "suggest_claims", write(tmp_path, SENTENCE), "--json")

    assert out.count("\n") == 1
    assert json.loads(out) == ANSWER


def test_json_lines_are_answered_line_by_line(tmp_path, capsys):
    rows = [{"text": SENTENCE, "lang": "en"}, {"text": "Nothing."}, {"text": "Er sagte, sie kommt.", "lang": None}]
    path = write(tmp_path, "".join(json.dumps(row) + "\n" for row in rows))

    lines = run(capsys, "suggest_claims", path, "--json").splitlines()

    assert [json.loads(line) for line in lines] == [
        ANSWER,
        [],
        [{"content": [[10, 19]], "cue": [3, 8], "holder": [0, 2], "mode": "indirect"}],
    ]


def test_offsets_count_the_characters_of_the_text_as_it_is_given(tmp_path, capsys):
    text = "🌉 e\u0301\r\n\r\n" + SENTENCE

    found = json.loads(run(capsys, "suggest_claims", write(tmp_path, json.dumps({"text": text})), "--json"))

    (start, end), *_ = found[0]["content"]
    assert text[start:end] == "the bridge was shut"


def test_without_json_suggestions_are_listed_to_read(tmp_path, capsys):
    out = run(capsys, "suggest_claims", write(tmp_path, SENTENCE))

    assert out == "indirect (said after its cue)\n  holder: The mayor\n  cue:    said\n  words:  the bridge was shut\n"


def test_a_text_without_reports_is_listed_as_nothing(tmp_path, capsys):
    assert run(capsys, "suggest_claims", write(tmp_path, "Rain.")) == "Nothing is suggested.\n"


def test_what_a_terminal_could_obey_is_not_printed(tmp_path, capsys):
    out = run(capsys, "suggest_claims", write(tmp_path, "The mayor said that \x1b[31mred\x07 bridges fell."))

    assert "\x1b" not in out
    assert "\x07" not in out


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Die Brücke".encode("latin-1"), "texts.txt, line 1: This is not UTF-8: byte 0xFC at byte offset 6."),
        (b"one\ntwo \xff", "texts.txt, line 2: This is not UTF-8: byte 0xFF at byte offset 8."),
        ('{"text": "a"}\n{"text": ', "line 2: this is not JSON ("),
        ('{"text": "a"}\n\n{"text": "b"}', "line 2: this is not JSON ("),
        ('{"text": "a"}\n[1]', "line 2: this is not a JSON object."),
        ('{"text": "a"}\n{"lang": "en"}', "line 2: `text` is missing, or is not a string."),
        ('{"text": 1}', "line 1: `text` is missing, or is not a string."),
        ('{"text": "a", "lang": 1}', "line 1: `lang` is not a string."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_line_and_nothing_is_printed(tmp_path, capsys, content, expected):
    said = refusal(capsys, "suggest_claims", write(tmp_path, content), "--json")

    assert expected in said


def test_a_missing_or_broken_file_is_refused(tmp_path, capsys):
    missing = refusal(capsys, "suggest_claims", str(tmp_path / "none.txt"))
    broken = refusal(capsys, "suggest_claims", write(tmp_path, b"not gzip", "a.jsonl.gz"))

    assert missing == f"{tmp_path}/none.txt cannot be read: No such file or directory."
    assert broken.startswith(f"{tmp_path}/a.jsonl.gz cannot be read: ")


def annotated(doc_id, *attributions, text=SENTENCE):
    return {"doc_id": doc_id, "lang": "en", "text": text, "attributions": list(attributions)}


def attribution(content, source, mode="indirect"):
    return {"mode": mode, "content_spans": [content], "source_spans": [source] if source else []}


def score_lines(out):
    return {line[4:19].strip(): line[19:].split() for line in out.splitlines()[2:]}


def test_scores_count_what_is_found_right_and_wrong_about_who(tmp_path, capsys):
    rows = [
        annotated("a", attribution([15, 39], [0, 9])),
        annotated("b", attribution([15, 39], [25, 31])),
        annotated("c", attribution([0, 9], None, "direct")),
    ]
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))

    out = run(capsys, "score_suggestions", str(path))

    assert out.startswith("3 of 3 texts (all)\n")
    assert score_lines(out) == {
        "direct": ["1", "0.0%", "0", "0.0%", "0.000", "0.0%", "0.0%"],
        "mixed": ["0", "0.0%", "0", "0.0%", "0.000", "0.0%", "0.0%"],
        "indirect": ["2", "100.0%", "3", "66.7%", "0.800", "50.0%", "33.3%"],
        "direct, mixed": ["1", "0.0%", "0", "0.0%", "0.000", "0.0%", "0.0%"],
        "all": ["3", "66.7%", "3", "66.7%", "0.667", "50.0%", "33.3%"],
    }


def test_each_text_is_either_looked_at_or_held_out(tmp_path, capsys):
    path = write(tmp_path, "\n".join(json.dumps(annotated(f"doc-{number}")) for number in range(20)))

    counts = [run(capsys, "score_suggestions", path, "--part", part).split()[0] for part in ("looked-at", "held-out")]

    assert sum(map(int, counts)) == 20
    assert min(map(int, counts)) > 0


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"text": "a"}, "line 1: `doc_id` is missing, or is not a string."),
        ({"text": "a", "doc_id": "a"}, "line 1: `lang` is missing, or is not a string."),
        ({"text": "a", "doc_id": "a", "lang": "en"}, "line 1: `attributions` is missing, or is not a list."),
        (annotated("a", attribution([0, 999], None)), "line 1: `attributions` 0: needs a mode"),
        (annotated("a", attribution([0, 9], None, "loud")), "line 1: `attributions` 0: needs a mode"),
    ],
)
def test_a_row_that_cannot_be_scored_is_named(tmp_path, capsys, row, expected):
    assert refusal(capsys, "score_suggestions", write(tmp_path, json.dumps(row))).startswith(expected)
