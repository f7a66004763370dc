"""Long computing in a thread that stands still while it is told to, even where it runs without the
interpreter's lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.compiled import compiled, usleep

MOST_S: Final = 2.0
"""One piece of work stands still for so long in all, whatever it is told (house figure)."""

_STEP_US: Final = 500


class Standstill:
    """The order to one piece of work, given by any thread."""

    def __init__(self) -> None:
        self.cell: Final[NDArray[np.int64]] = np.array([0, MOST_S * 1e6 / _STEP_US], np.int64)
        """Whether it is to stand still, and how many steps of `_STEP_US` it still may."""

    def tell(self, *, still: bool) -> None:
        """Have the work stand still, or go on."""
        self.cell[0] = still

    def release(self) -> None:
        """Never have it stand still any more: somebody waits for its result."""
        self.cell[1] = 0


_goes_by: Final[ContextVar[Standstill | None]] = ContextVar("standstill", default=None)


@contextmanager
def going_by(standstill: Standstill) -> Iterator[None]:
    """The computing within, in this thread, stands still while that says so."""
    token = _goes_by.set(standstill)
    try:
        yield
    finally:
        _goes_by.reset(token)


def present() -> Standstill:
    """The one that this thread's computing goes by; without any, one that tells nothing."""
    return _goes_by.get() or Standstill()


_usleep = usleep()


@compiled
def stand_still(cell: NDArray[np.int64]) -> None:
    """Wait while the cell of a Standstill says so."""
    while cell[0] > 0 and cell[1] > 0:
        cell[1] -= 1
        _usleep(_STEP_US)
