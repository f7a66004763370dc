"""Bytes as they come, cut into lines; memory is bounded whatever comes (pure)."""

from collections.abc import Iterator
from typing import Final

LONGEST_LINE: Final = 1_024
"""Bytes: a sentence of NMEA 0183 has 82 at most, a tag block 80; some receivers send longer
ones."""


class BoundedLines:
    """Cuts what one connection sends, chunk by chunk. A line that is too long comes once, cut."""

    def __init__(self) -> None:
        self._rest = b""
        self._skipping = False

    def take(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the lines that are whole with this chunk, but for empty ones, and the beginning of
        one that is longer than may be."""
        lines = (self._rest + chunk).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            if self._skipping:
                self._skipping = False
            elif stripped := line.strip():
                yield stripped[: LONGEST_LINE + 1]
        if len(self._rest) > LONGEST_LINE:
            if not self._skipping:
                yield self._rest[: LONGEST_LINE + 1]
            self._rest, self._skipping = b"", True

    def end(self) -> Iterator[bytes]:
        """Yield the last line, where a connection or a file ends without a newline."""
        rest, self._rest = self._rest.strip(), b""
        if rest and not self._skipping:
            yield rest
        self._skipping = False


def is_too_long(line: bytes) -> bool:
    """Whether it is the beginning of a line that is longer than may be."""
    return len(line) > LONGEST_LINE
