"""CSV as RFC 4180 has it, in blocks; and the variant that spreadsheets can open without running a cell as a formula."""

import csv
import io
from collections.abc import Generator, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

BLOCK = 64 * 1024
PLAIN, SPREADSHEET = "", "spreadsheet"
FORMATS = (PLAIN, SPREADSHEET)
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# What a spreadsheet takes for a formula or a control, in both widths.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Block(NamedTuple):
    """The next bytes of a file, and how many of its rows end with them; the header is no row."""

    text: bytes
    rows: int


Blocks: TypeAlias = Generator[Block, None, None]


def file_name(name: str, variant: str) -> str:
    """The name of a file, which says when its cells are not verbatim."""
    return f"{name}.{variant}.csv" if variant else f"{name}.csv"


def encoded(header: Iterable[str], rows: Iterable[Iterable[Any]], *, variant: str = PLAIN) -> Blocks:
    """A CSV file in UTF-8 with CRLF and a header, in blocks of about 64 KB.

    The plain file is verbatim; the one for spreadsheets begins with a BOM and puts `'` before cells that would be run.
    """
    if variant == SPREADSHEET:
        rows = (map(harmless, row) for row in rows)
    return in_blocks(beginning(header, variant), lines(rows))


def beginning(header: Iterable[str], variant: str) -> bytes:
    """The first line, for spreadsheets behind a BOM."""
    return (BOM.encode() if variant == SPREADSHEET else b"") + b"".join(lines([header]))


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Each row as a line with its end."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    for row in rows:
        writer.writerow(row)
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def in_blocks(first: bytes, lines: Iterable[bytes]) -> Blocks:
    """Lines, one a row, put together to blocks; the first line goes with the first of them."""
    block, rows = bytearray(first), 0
    for line in lines:
        block += line
        rows += 1
        if len(block) > BLOCK:
            yield Block(bytes(block), rows)
            block, rows = bytearray(), 0
    if block:
        yield Block(bytes(block), rows)


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet runs; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
