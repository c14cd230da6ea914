"""CSV as RFC 4180 has it, in blocks; and the variant that spreadsheets can open without running a cell as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

BLOCK = 64 * 1024
PLAIN, SPREADSHEET = "", "spreadsheet"
FORMATS = (PLAIN, SPREADSHEET)
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# What a spreadsheet takes for a formula or a control, in both widths.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def file_name(name: str, variant: str) -> str:
    """The name of a file, which says when its cells are not verbatim."""
    return f"{name}.{variant}.csv" if variant else f"{name}.csv"


def encoded(header: Iterable[str], rows: Iterable[Iterable[Any]], *, variant: str = PLAIN) -> Iterator[bytes]:
    """A CSV file in UTF-8 with CRLF and a header, in blocks of about 64 KB.

    The plain file is verbatim; the one for spreadsheets begins with a BOM and puts `'` before cells that would be run.
    """
    block = io.StringIO(newline="")
    writer = csv.writer(block, lineterminator="\r\n")
    if variant == SPREADSHEET:
        block.write(BOM)
        rows = (map(harmless, row) for row in rows)
    writer.writerow(header)
    for row in rows:
        writer.writerow(row)
        if block.tell() > BLOCK:
            yield block.getvalue().encode()
            block.seek(0)
            block.truncate()
    yield block.getvalue().encode()


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet runs; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
