"""What the words of a search for claims find besides claims, and what they may have been meant to be."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from statements.catalogue import found, search, spelling
from statements.choices import RecordKind

NOUNS: dict[str, tuple[str, str]] = {
    RecordKind.AGENT: ("speaker", "speakers"),
    RecordKind.STATEMENT: ("statement", "statements"),
    RecordKind.SOURCE: ("source", "sources"),
    RecordKind.SUBJECT: ("subject", "subjects"),
}


@dataclass(frozen=True)
class AlsoFound:
    """A number of records of one kind, in words, and the address of their list."""

    words: str
    address: str


@dataclass(frozen=True)
class Respelled:
    """A query as it may be meant, and the address of what it finds."""

    words: str
    address: str


def also_found(params: QueryDict) -> list[AlsoFound]:
    """The speakers, statements, sources and subjects that hold the words of `q`, as `_also_found.html` shows them.

    One query, whose counts stop at some hundreds. Nothing where `q` is not given once, or asks for nothing.
    """
    given = [words for words in params.getlist("q") if words.strip()]
    try:
        queries = [search.parse(given[0])] if len(given) == 1 else []
    except search.UnusableQuery:
        return []
    return [
        AlsoFound(_number(kind, *number), f"{reverse(f'{kind}s')}?{urlencode({'q': given[0]})}")
        for kind, number in found.counted(queries).items()
    ]


def respelled(params: QueryDict) -> Respelled | None:
    """The query with the words spelled as claims spell them, where no claim holds them as typed; else None."""
    given = [words for words in params.getlist("q") if words.strip()]
    meant = spelling.nearest(given[0]) if len(given) == 1 else None
    if meant is None:
        return None
    asked = params.copy()
    asked.pop("after", None)
    asked["q"] = meant
    return Respelled(meant, f"{reverse('claims')}?{asked.urlencode()}")


def _number(kind: str, count: int, is_all: bool) -> str:
    one, many = NOUNS[kind]
    return f"{'' if is_all else 'at least '}{count} {one if count == 1 else many}"
