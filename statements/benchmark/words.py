"""Queries to ask, of words, speakers, kinds and years that an archive holds, by how many claims hold them."""

import itertools
import math
import random
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from statements import names
from statements.catalogue.models import ClaimRow

SAMPLE = 200_000  # claims whose words are counted
RARE, MEDIUM, COMMON, VERY_COMMON = 0.0001, 0.011, 0.045, 0.246  # of all claims hold such a word
USUAL = 10  # speakers and years among which one is drawn
LIKE = math.log(1.5)  # how far from the share that is wanted
NEAREST = 3  # words among which is drawn where all are further away

SHARES = {"rare": RARE, "medium": MEDIUM, "common": COMMON, "very common": VERY_COMMON}
# Pairs whose words stand together in 5 and in 110 of 10,000 claims where chance alone brings them there.
PAIRS = {"two words, few claims": (COMMON, MEDIUM), "two words, many claims": (VERY_COMMON, COMMON)}
KINDS = (
    *SHARES,
    *PAIRS,
    "phrase",
    "prefix",
    "medium + kind",
    "very common + kind",
    "very common + speaker",
    "very common + 2 years",
    "medium + 2 years",
)


class Words:
    """How many of the claims looked at hold each word, and who, what and when they are about."""

    def __init__(self, *, seed: int) -> None:
        self.random = random.Random(seed)
        self.claims = 0
        self.words: Counter[str] = Counter()
        self._near: dict[float, list[str]] = {}
        self.phrases: list[str] = []
        self.speakers: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.years: Counter[int] = Counter()

    def read(self) -> None:
        """Look at every claim, or of very many at some that stand evenly among them."""
        step = max(1, ClaimRow.objects.count() // SAMPLE)
        fields = ("paraphrase", "verbatim", "kind", "origin_id", "said_edtf")
        rows = ClaimRow.objects.order_by("page_id").values_list(*fields).iterator(chunk_size=2000)
        for paraphrase, verbatim, kind, speaker, said in itertools.islice(rows, None, None, step):
            self._count(names.tokens(paraphrase or verbatim), set(names.tokens(verbatim)))
            self.kinds[kind] += 1
            if speaker and ";" not in speaker:
                self.speakers[speaker] += 1
            if said[:4].isascii() and said[:4].isdecimal():
                self.years[int(said[:4])] += 1

    def near(self, share: float) -> list[str]:
        """Words that about this share of all claims hold; where none does, those that come nearest."""
        if share not in self._near:
            wanted = max(1.0, share * self.claims)
            ordered = sorted((abs(math.log(count / wanted)), word) for word, count in self.words.items())
            found = [word for distance, word in ordered if distance <= LIKE]
            self._near[share] = found or [word for _, word in ordered[:NEAREST]]
        return self._near[share]

    def draw(self, share: float, number: int) -> list[str]:
        """Different ones of these words, fewer only where there are no more."""
        found = self.near(share)
        return self.random.sample(found, min(number, len(found)))

    def one(self, share: float) -> str:
        """One of these words."""
        return self.random.choice(self.near(share))

    def _count(self, following: list[str], others: set[str]) -> None:
        self.claims += 1
        self.words.update(word for word in others | set(following) if len(word) > 2 and word.isalpha())
        if len(following) > 3 and self.random.random() < 0.01 + 100 / self.claims:
            start = self.random.randrange(len(following) - 1)
            self.phrases.append(" ".join(following[start : start + 2]))


def queries(*, seed: int, number: int) -> dict[str, list[str]]:
    """Query strings of each of KINDS, `number` of each, fewer only where the archive has no more such words."""
    words = Words(seed=seed)
    words.read()
    asked = {kind: _of_kind(words, kind, number) for kind in KINDS}
    return {kind: [urlencode(query | {"sort": "relevance"}) for query in made] for kind, made in asked.items()}


def texts(*, most: int) -> list[dict[str, Any]]:
    """The newest claims as a search engine beside us indexes them."""
    fields = ("claim_id", "verbatim", "paraphrase", "attribution", "source_title", "kind", "origin_id", "said_edtf")
    return list(ClaimRow.objects.order_by("-page_id").values(*fields)[:most])


def _of_kind(words: Words, kind: str, number: int) -> list[dict[str, Any]]:
    if kind in SHARES:
        return [{"q": word} for word in words.draw(SHARES[kind], number)]
    if kind == "phrase":
        return [{"q": f'"{phrase}"'} for phrase in words.random.sample(words.phrases, min(number, len(words.phrases)))]
    if kind == "prefix":
        return [
            {"q": f"{beginning}*"} for beginning in dict.fromkeys(word[:3] for word in words.draw(VERY_COMMON, number))
        ]
    if kind in PAIRS:
        return [{"q": " ".join(map(words.one, PAIRS[kind]))} for _ in range(number)]
    base, narrowing = kind.split(" + ")
    narrowed = _narrowings(words, narrowing)
    return [{"q": words.one(SHARES[base])} | words.random.choice(narrowed) for _ in range(number if narrowed else 0)]


def _narrowings(words: Words, name: str) -> list[dict[str, Any]]:
    if name == "kind":
        return [{"kind": kind} for kind in _usual(words.kinds)]
    if name == "speaker":
        return [{"origin": speaker} for speaker in _usual(words.speakers)]
    return [{"said_from": f"{year:04}", "said_to": f"{year + 1:04}"} for year in _usual(words.years)]


def _usual(counted: Counter[Any]) -> list[Any]:
    return [value for value, _ in counted.most_common(USUAL)]
