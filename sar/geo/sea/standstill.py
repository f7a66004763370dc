"""Long computing in a thread that stands still while it is told to, even where it runs without the
interpreter's lock."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sar.geo.sea.compiled import compiled, usleep

MOST_S: Final = 0.5
"""One piece of work stands still for about so long in all, whatever it is told, unless it is made
for longer (house figure)."""

STEP_US: Final = 5_000


class Standstill:
    """The order to one piece of work, given by any thread."""

    def __init__(self, most_s: float = MOST_S) -> None:
        self.cell: Final[NDArray[np.int64]] = np.array([0, 0, most_s * 1e6 / STEP_US], np.int64)
        """Whether it is to stand still, whether it is released for good, and how many steps of
        STEP_US it may stand still yet: the work alone counts these down."""
        self.took_s = 0.0
        """The processor's time of what has been done in threads of its own."""

    def tell(self, *, still: bool) -> None:
        """Have the work stand still, or go on."""
        self.cell[0] = still

    def release(self) -> None:
        """Never have it stand still any more: somebody waits for it."""
        self.cell[1] = 1


_goes_by: Final[ContextVar[Standstill | None]] = ContextVar("standstill", default=None)


@contextmanager
def going_by(standstill: Standstill) -> Iterator[None]:
    """The computing within, in this thread, stands still while that says so."""
    token = _goes_by.set(standstill)
    try:
        yield
    finally:
        _goes_by.reset(token)


@contextmanager
def timed(standstill: Standstill) -> Iterator[None]:
    """Add the processor's time of this thread within to what the work took."""
    began = time.thread_time()
    try:
        yield
    finally:
        standstill.took_s += time.thread_time() - began


def present() -> Standstill:
    """The one that this thread's computing goes by; without any, one that tells nothing."""
    return _goes_by.get() or Standstill()


_usleep = usleep()


@compiled
def stand_still(cell: NDArray[np.int64]) -> None:
    """Wait while the cell of a Standstill says so."""
    while cell[0] > 0 and cell[1] == 0 and cell[2] > 0:
        cell[2] -= 1
        _usleep(STEP_US)
