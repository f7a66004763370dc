"""The C library's allocator, told to return freed memory to the system.

By default glibc keeps, in an arena for each thread, the room of large arrays and answers that are
gone, and a process holds twice what it uses.
"""

import ctypes
from typing import Final

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
"""`M_…` of glibc's malloc.h."""

LARGE_BYTES: Final = 256 * 1_024
BYTES_OF_AN_ASSET: Final = 16
"""Twice its part of a column: columns are had sooner from an arena than from the system."""
ARENAS: Final = 2


def return_large(*, assets: int = 0) -> None:
    """Blocks larger than `LARGE_BYTES`, and than columns of so many assets, go back as they are
    freed. Nothing where the C library is another than glibc."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(_MMAP_THRESHOLD, max(LARGE_BYTES, BYTES_OF_AN_ASSET * assets))
    mallopt(_TRIM_THRESHOLD, LARGE_BYTES)
    mallopt(_ARENA_MAX, ARENAS)


def return_freed() -> None:
    """Pages that are free between the blocks of arenas go back too, after work that has left many
    behind and before work that takes much: some 20 MB in some milliseconds. Nothing where the C
    library is another than glibc."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return
    trim(0)
