"""A fair line before something that several read at once and one changes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final


class Turns:
    """Readers come in the order in which they asked, so many at once; a change comes next, as soon
    as those that read have ended.

    A change is short and a reader is not: so a stream of readers never keeps a change out, and a
    change never waits for those that are still in line.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once: Final = at_once
        self._reading = 0
        self._changing = False
        self._readers: deque[asyncio.Future[None]] = deque()
        self._changes: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """A turn beside other readers; nothing changes meanwhile."""
        await self._turn(self._readers)
        try:
            yield
        finally:
            self._end_reading()

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[None]:
        """A turn alone."""
        await self._turn(self._changes)
        try:
            yield
        finally:
            self._end_changing()

    async def _turn(self, line: deque[asyncio.Future[None]]) -> None:
        mine = asyncio.get_running_loop().create_future()
        line.append(mine)
        self._admit()
        try:
            await mine
        except asyncio.CancelledError:
            if mine.cancelled():
                with suppress(ValueError):
                    line.remove(mine)
                self._admit()
            elif line is self._readers:
                self._end_reading()
            else:
                self._end_changing()
            raise

    def _end_reading(self) -> None:
        self._reading -= 1
        self._admit()

    def _end_changing(self) -> None:
        self._changing = False
        self._admit()

    def _admit(self) -> None:
        """Gives a turn to everybody who may have one now."""
        if self._changing:
            return
        if _drop_cancelled(self._changes):
            if not self._reading:
                self._changing = True
                self._changes.popleft().set_result(None)
            return
        while self._reading < self._at_once and _drop_cancelled(self._readers):
            self._reading += 1
            self._readers.popleft().set_result(None)


def _drop_cancelled(line: deque[asyncio.Future[None]]) -> bool:
    """Takes those who gave up from the head of the line; returns whether anybody is left."""
    while line and line[0].done():
        line.popleft()
    return bool(line)
