"""Sentences of a feed that wait to be read: taken off the socket as they come, the oldest dropped
where too many wait; a signal of distress among them is read at once."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Final, NamedTuple

from sar import clock
from sar.interop.ais.distress_lines import DistressLines
from sar.interop.bounded_lines import LONGEST_LINE
from sar.interop.sources import Chunk

PIECE_BYTES: Final = 16_384
"""So much is read in one turn, some 250 sentences: then what has come meanwhile is looked
through."""
WAITING_BYTES: Final = 8_000_000
"""Some 100,000 sentences, which take four seconds to read."""
OLDEST_S: Final = 10.0
"""Sentences that have waited for so long are not read any more: a ship under way has told a newer
position since (ITU-R M.1371-5, annex 1, table 1)."""


class _WaitingPiece(NamedTuple):
    """Whole lines, and when they came, by the loop's clock."""

    chunk: Chunk
    since_s: float


class WaitingSentences:
    """The sentences of one feed that have come and are not read yet.

    `overtake` is given each line that may be of a transmitter in distress when it comes, of a
    message in several sentences each of them; they have their turn with the others too. `drop` is
    told how many lines are given up.
    """

    def __init__(self, overtake: Callable[[Chunk], None], drop: Callable[[int], None]) -> None:
        self._overtake, self._drop = overtake, drop
        self._waiting: deque[_WaitingPiece] = deque()
        self._bytes = 0
        self._rests: dict[str, bytes] = {}
        self._distress = DistressLines()
        self._some = asyncio.Event()
        self._is_over = False

    async def fill(self, chunks: AsyncIterator[Chunk]) -> None:
        """Take what comes until it ends."""
        try:
            async for chunk in chunks:
                self._put(chunk._replace(came_at=clock.now()))
        finally:
            self._is_over = True
            self._some.set()

    def _put(self, chunk: Chunk) -> None:
        lines = self._whole_lines(chunk)
        since_s = asyncio.get_running_loop().time()
        for line in self._distress.find(chunk.peer, lines, now_s=since_s):
            self._overtake(chunk._replace(data=line + b"\n"))
        for data in _pieces(lines):
            self._waiting.append(_WaitingPiece(chunk._replace(data=data), since_s))
        if not chunk.data:
            self._waiting.append(_WaitingPiece(chunk, since_s))
        self._bytes += len(lines)
        while self._bytes > WAITING_BYTES:
            self._drop_oldest()
        self._some.set()

    def _whole_lines(self, chunk: Chunk) -> bytes:
        """The lines that are whole with this chunk; at the end of the sender's also the last."""
        rest = self._rests.pop(chunk.peer, b"")
        if not chunk.data:
            return rest and rest + b"\n"
        lines, newline, rest = (rest + chunk.data).rpartition(b"\n")
        if len(rest) > LONGEST_LINE:
            return lines + newline + rest
        if rest:
            self._rests[chunk.peer] = rest
        return lines + newline

    def _drop_oldest(self) -> None:
        data = self._waiting.popleft().chunk.data
        self._bytes -= len(data)
        self._drop(data.count(b"\n"))

    async def in_turn(self) -> AsyncIterator[Chunk]:
        """Yield them as they came, until all is read and no more comes."""
        loop = asyncio.get_running_loop()
        while True:
            while self._waiting and self._waiting[0].since_s < loop.time() - OLDEST_S:
                self._drop_oldest()
            if self._waiting:
                chunk = self._waiting.popleft().chunk
                self._bytes -= len(chunk.data)
                yield chunk
            elif self._is_over:
                return
            else:
                self._some.clear()
                await self._some.wait()


def _pieces(lines: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(lines):
        end = lines.find(b"\n", at + PIECE_BYTES) + 1 or len(lines)
        yield lines[at:end]
        at = end


@asynccontextmanager
async def read_in_turn(
    chunks: AsyncIterator[Chunk],
    *,
    overtake: Callable[[Chunk], None],
    drop: Callable[[int], None],
) -> AsyncIterator[AsyncIterator[Chunk]]:
    """The same chunks, cut at ends of lines, which are taken off their socket also while nobody
    asks for the next. Ends as they end, with the fault that ended them."""
    waiting = WaitingSentences(overtake, drop)
    filling = asyncio.create_task(waiting.fill(chunks))
    try:
        yield _with_its_fault(waiting, filling)
    finally:
        filling.cancel()
        await asyncio.gather(filling, return_exceptions=True)


async def _with_its_fault(
    waiting: WaitingSentences, filling: asyncio.Task[None]
) -> AsyncIterator[Chunk]:
    async for chunk in waiting.in_turn():
        yield chunk
    await filling
