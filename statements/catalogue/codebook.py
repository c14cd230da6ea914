"""The codebook: every column and parameter in words, made from the lists that make them."""

from collections.abc import Iterable

from statements.catalogue import columns, long_columns, long_tables
from statements.catalogue.claim_filters import ClaimFilterSet
from statements.catalogue.columns import Column
from statements.catalogue.paging import SORTS
from statements.choices import CLAIM_KIND_HELP, Mode

INTRODUCTION = """\
# Data: columns and parameters

Made from the code by `manage.py codebook`; a test fails when the two differ.

Every row of every file carries its attribution. Texts are UTF-8 in NFC. Dates are
[EDTF](https://www.loc.gov/standards/datetime/) level 0 or 1 and never more precise than the source; an empty date is
not stated. Addresses (a letter, a hyphen and ten characters) are permanent. Files are RFC 4180: comma, CRLF, `"`
doubled, a header always. `?format=spreadsheet` gives the same rows for spreadsheets: with a BOM, and with `'` before
every cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return; the plain file is verbatim.
A file is of one state of the archive. It is sent in gzip to readers who take that, and one that cannot be sent whole
breaks off. `/claims.manifest.json` with the same parameters tells what `/claims.csv` is when it is whole: its rows, its
bytes and their SHA-256 (unpacked), the number of the last revision in it, and when it was counted; likewise for
statements, sources, agents, subjects and corrections. Both have the same ETag: where a file's bytes or hash differ from
those of a manifest with its ETag (a leading `W/` aside), the file was cut or changed on its way.
`/claims/<ref>.csv` is the row of one claim. `/corrections.csv` lists every change of what visitors see.
`/subjects/<ref>/figures.csv` has the figures of the claims about a subject in the order in which they were stated (when
said, else when the source was published); `?measure=` keeps those of one measure, each followed by the figures that its
source includes in it, of whatever measure. Nothing in it is added up.
`/figures.csv`, `/relations.csv`, `/links.csv` and `/spans.csv` are about the same claims as `/claims.csv` with the same
query string, in its order. The whole package, `/data/archive.zip`, has every table below but the last
two. `/data/snapshots/<day>/since-<earlier day>.csv` tells what differs between the records of two snapshots.

`/claims.json` gives the claims of a query as objects with their whole chain, 100 a page; `next` is the address of the
page after. `/statements.json`, `/sources.json`, `/agents.json` and `/subjects.json` take `q`, `sort` and `after`, 25 a
page. `/claims/<ref>.json` and the like give one record. `/schema.json` is the JSON Schema of all of them, and
`/openapi.json` describes every address made for programs. Objects may gain members; none is renamed or taken away.
The ending of an address names its format: an `Accept` header that leaves that out is answered by 406. Parts are
offered of dated snapshots only: elsewhere `Range` is answered by 416, and a download that is resumed (`bytes=500-`) by
the whole file. Refusals are `application/problem+json` (RFC 9457) where the answer would be
JSON, else text; each names the parameter. Scripts of any site may read all of them (CORS).

`/oembed?url=` gives other sites a framed card of a claim; `/claims/<ref>/card/` is the card, the one page that may be
framed."""
TYPES = {
    "id": "an address: a letter, a hyphen and ten characters",
    "ids": "addresses joined by `; `, an empty place where nobody is identified",
    "url": "a web address",
    "number": "a whole number from 0 on",
    "decimal": "a decimal number with a point",
    "text": "any text; line ends are LF inside a cell",
    "vocabulary": "one of the words given",
    "language": "a language tag, BCP 47",
    "edtf": "a date, EDTF level 0 or 1",
    "timestamp": "a time in UTC, RFC 3339",
    "sha256": "64 hexadecimal digits",
}
PARAMETERS = """\
## Parameters of `/claims/`, `/claims.csv` and `/claims.json`

Repeating a parameter means *or*; different parameters mean *and*. Dates are EDTF. A malformed value, or a parameter
that does not exist, is said on the page, is status 400 on CSV and JSON, and matches nothing. `utm_*`, `mc_*`, `fbclid`
and `gclid` are ignored."""
ELSEWHERE = {
    "subjects/<ref>/figures": columns.FIGURE_COLUMNS,
    "data/snapshots/<day>/since-<earlier day>": long_columns.CHANGES,
}
TABLES = {table.name: table.columns for table in long_tables.TABLES} | ELSEWHERE
ADDRESSED = ("claims", "statements", "sources", "agents", "subjects", "corrections", *long_tables.ADDRESSED, *ELSEWHERE)
ORDER = {
    "sort": f"One of `{'`, `'.join(SORTS)}`; `-added` unless said, but on the page `relevance` where `q` is given: "
    "the best 200. `relevance` needs `q` and is not for the CSV.",
    "after": "Where a page begins, as the link to the next page has it; not on the CSV.",
}


def markdown() -> str:
    """The whole codebook as one Markdown document."""
    return "\n\n".join([INTRODUCTION, _columns(), _parameters(), _vocabulary(), _types()]) + "\n"


def parameters() -> list[tuple[str, str]]:
    """What claims, and what belongs to them, can be asked by."""
    return [*((name, found.meaning) for name, found in ClaimFilterSet.base_filters.items()), *ORDER.items()]


def _columns() -> str:
    return "\n\n".join(_columns_of(name, found) for name, found in TABLES.items())


def _columns_of(name: str, found: tuple[Column, ...]) -> str:
    rows = ((f"`{column.name}`", column.type, column.meaning, allowed(column), column.since) for column in found)
    where = f"`/{name}.csv`" if name in ADDRESSED else f"`{name}.csv` of the package"
    return f"## Columns of {where}\n\n" + _table(("column", "type", "meaning", "allowed values", "since"), rows)


def allowed(column: Column) -> str:
    """The values a cell can have besides none, in words; empty where they are not few."""
    return ", ".join(column.values)


def _types() -> str:
    return "## Types\n\n" + _table(("type", "a cell holds, unless it is empty"), TYPES.items())


def _parameters() -> str:
    rows = [(f"`{name}`", meaning) for name, meaning in parameters()]
    return f"{PARAMETERS}\n\n" + _table(("parameter", "keeps claims by"), rows)


def _vocabulary() -> str:
    kinds = ((f"`{kind.value}`", f"{help_text}") for kind, help_text in CLAIM_KIND_HELP.items())
    modes = ((f"`{mode.value}`", str(mode.label)) for mode in Mode)
    return "\n\n".join(
        ["## Words used", _table(("`kind`", "meaning"), kinds), _table(("`mode`", "of the last link"), modes)]
    )


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
