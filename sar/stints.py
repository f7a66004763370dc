"""Long work on the event loop, done a little at a time: others have their turns between."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from contextvars import ContextVar
from typing import Final, TypeVar

STINT_S: Final = 0.002
"""So long is worked at a time: no more than a small request's own step takes."""
RESTS: Final = 2.0
"""So many times as long as was worked others have the loop to themselves (house figure)."""

PAUSE: Final[ContextVar[Callable[[], Awaitable[None]] | None]] = ContextVar("PAUSE", default=None)
"""The pause that the work of this context makes where it can, if any is asked of it."""

T = TypeVar("T")


async def pause() -> None:
    """Make the pause that is asked of this work."""
    if (asked := PAUSE.get()) is not None:
        await asked()


class Stints:
    """The turns of one piece of work. The time of the thread's processor is measured: waiting for a
    database counts as rest, and others' work meanwhile as its own: it rests longer, the more goes
    on."""

    def __init__(self, rests: float = RESTS) -> None:
        self._rests = rests
        self._since_s = time.thread_time()

    async def rest(self) -> None:
        """Let others have their turn if this work has had its own."""
        worked_s = time.thread_time() - self._since_s
        if worked_s < STINT_S:
            return
        await asyncio.sleep(self._rests * worked_s)
        await pause()
        self._since_s = time.thread_time()

    async def all(self, steps: Generator[None, None, T]) -> T:
        """Do all steps; what they return."""
        while True:
            try:
                next(steps)
            except StopIteration as end:
                result: T = end.value
                return result
            await self.rest()
