"""Loops over cells, compiled to machine code at their first call and kept on disk."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def _probe() -> None:
    """Stands for any loop, to see whether there is a place to keep compiled ones."""


def _may_keep() -> bool:
    """Beside the package, in the user's cache, or where NUMBA_CACHE_DIR says; else in memory."""
    try:
        numba.njit(cache=True)(_probe)
    except RuntimeError:
        return False
    return True


_KEPT = _may_keep()


def compiled(loop: Loop) -> Loop:
    """The same function, compiled; it runs without the interpreter's lock."""
    return cast(Loop, numba.njit(cache=_KEPT, nogil=True)(loop))
