"""Names of a real corpus are found by whoever types them in plain ASCII letters."""

import gzip
import json
import random
import re
import unicodedata
from pathlib import Path

import made
import pytest
from finding import found

from statements.catalogue import suggestions

DATA = Path(__file__).parent.parent.parent / "shared/data/multilingual"
PLAIN = str.maketrans({"ı": "i", "İ": "I", "ə": "e", "Ə": "E", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
# A capitalised word inside a sentence that an ASCII keyboard cannot type.
NAME = re.compile(r"(?<=[a-zçğıöşüə,] )[A-ZÇĞİÖŞÜƏ][a-zçğıöşüə]{3,}")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.exists(), reason="the real texts are not there"),
]


def rows(name):
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def ascii_spelling(name):
    """The letters without their marks, by Unicode's own tables and not by ours."""
    bare = unicodedata.normalize("NFKD", name.translate(PLAIN))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def names():
    """People who speak in a parliament, and names that stand in Turkish and Azerbaijani sentences and speeches."""
    speakers = {row["speaker"] for row in rows("parlamint-tr.dev.jsonl.gz") if row["speaker"]}
    sentences = [row["text"] for row in rows("sentences.dev.jsonl.gz") if row["lang"] in ("tr", "az")]
    sentences += [row["text"] for row in rows("ataturk-tr.dev.jsonl.gz")]
    spoken = {name for text in sentences for name in NAME.findall(text)}
    return sorted(name for name in speakers | spoken if not name.isascii())


def test_at_least_95_of_100_names_are_found_by_their_ascii_spelling():
    drawn = random.Random(1992).sample(names(), 100)
    claims = {}
    for name in drawn:
        claim = made.claim("", paraphrase="It was said.")
        made.ascribe(claim, made.agent(name, kind="person"), mode="indirect")
        made.publish(claim)
        claims[name] = claim.ref

    searched = [name for name in drawn if claims[name] in found(f'"{ascii_spelling(name)}"')]
    typed = [name for name in drawn if suggestions.named("agent", ascii_spelling(name))]

    assert all(ascii_spelling(name).isascii() for name in drawn)
    assert len(searched) >= 95
    assert len(typed) >= 95
