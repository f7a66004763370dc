"""Loops over cells, compiled to machine code at their first call and cached on disk."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast

Loop = TypeVar("Loop", bound=Callable[..., Any])

_interpreted = False


@contextmanager
def interpreted() -> Iterator[None]:
    """Leaves the loops of modules that are imported within to the interpreter: for a command that
    asks of one place, which is answered long before the compiler is loaded. Of no effect where it
    is loaded already."""
    global _interpreted
    _interpreted = "numba" not in sys.modules
    try:
        yield
    finally:
        _interpreted = False


def _probe() -> None:
    """A loop to try out whether compiled ones can be cached on disk."""


@cache
def _may_keep() -> bool:
    """Beside the package, in the user's cache, or where NUMBA_CACHE_DIR says; else in memory."""
    import numba

    try:
        numba.njit(cache=True)(_probe)
    except RuntimeError:
        return False
    return True


def compiled(loop: Loop) -> Loop:
    """The same function, compiled; it runs without the interpreter's lock."""
    if _interpreted:
        return loop
    # Half a second of a command's time: not loaded for what is interpreted.
    import numba

    return cast(Loop, numba.njit(cache=_may_keep(), nogil=True)(loop))


def usleep() -> Callable[[int], Any]:
    """The C library's sleep of so many microseconds, for compiled loops to call."""
    if _interpreted:
        return lambda us: time.sleep(1e-6 * us)
    from numba import types

    return cast(Callable[[int], Any], types.ExternalFunction("usleep", types.int32(types.uint32)))
