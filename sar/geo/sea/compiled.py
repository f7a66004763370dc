"""Loops over cells, compiled to machine code at their first call and cached on disk."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., Any])


def _probe() -> None:
    """A loop to try out whether compiled ones can be cached on disk."""


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
