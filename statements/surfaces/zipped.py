"""Files put into a zip while they are read, so that nothing has to be kept; the same files give the same bytes."""

import io
import zipfile
from collections.abc import Iterable, Iterator

OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name: the files' own times would differ each time
READABLE = 0o644 << 16


class _Sent(io.RawIOBase):
    """Takes what is written and hands it on."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]  # whatever zipfile writes
        self.waiting += content
        return len(content)

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def zipped(files: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """A zip of these files (path and blocks), in blocks of any size; each file is read to its end before the next."""
    sent = _Sent()
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, blocks in files:
            member = zipfile.ZipInfo(path, OLDEST)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, READABLE
            with archive.open(member, "w", force_zip64=True) as file:
                for block in blocks:
                    file.write(block)
                    yield sent.take()
            yield sent.take()
    yield sent.take()
