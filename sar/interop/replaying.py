"""Playing a file of sentences, as fast as they came or faster, as if they were heard now."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar import clock, installation
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.interop.ais.distress_signals import distress_in
from sar.interop.ais.heard_positions import position_of
from sar.interop.ais.sentences import Received, SentenceReader
from sar.interop.distress_batch import DistressBatch
from sar.interop.feed_tally import FeedTally
from sar.interop.position_batch import PositionBatch

_AHEAD_S: Final = 0.05
"""Sentences due so soon are played at once: a sleep for each would take longer."""


REPLAYED: Final = "a file that is played"
"""The name of the feed that heard what a file tells."""

GAP: Final = timedelta(hours=1)
"""A longer one in the file is not waited for."""


async def replay(
    database_url: str, party: str, lines: Iterable[bytes], *, speed: float
) -> FeedTally:
    """Play lines for the party's own assets, `speed` times as fast as their tag blocks tell; a
    sentence without a time comes with the one before it. Signals of distress ring in an exercise
    alone: of a file nobody is to be called out. Returns what was counted."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=2)
    try:
        sessions = make_sessions(engine)
        async with sessions() as db:
            rings = (await installation.adopt(db)).exercise
        return await _play(sessions, party, lines, speed=speed, rings=rings)
    finally:
        await engine.dispose()


async def _play(
    sessions: async_sessionmaker[AsyncSession],
    party: str,
    lines: Iterable[bytes],
    *,
    speed: float,
    rings: bool,
) -> FeedTally:
    reader, tally, pace = SentenceReader(), FeedTally(), _Pace(speed)
    batch = PositionBatch(sessions, party, tally)
    in_distress = DistressBatch(sessions, party, REPLAYED, tally)
    keeping = asyncio.gather(batch.run(), in_distress.run())

    async def hear(found: Iterable[Received]) -> None:
        for received in found:
            if received.heard_at is not None:
                await pace.wait_for(received.heard_at)
            came = Received(received.message, None, clock.now())
            if rings and (distress := distress_in(came)) is not None:
                in_distress.add(distress)
            tally.hear(position_of(came), batch.add)

    try:
        for line in lines:
            await hear(reader.take(line, came_at=clock.now()))
            await batch.room()
        await hear(reader.end(came_at=clock.now()))
    finally:
        batch.end()
        in_distress.end()
        await keeping
    tally.sentences += reader.sentences
    tally.faults += reader.faults
    return tally


class _Pace:
    """The moments at which what a file tells of is due."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._last: datetime | None = None
        self._due_s = 0.0

    async def wait_for(self, heard_at: datetime) -> None:
        """Wait until it is due, by the time since the one before."""
        now_s = asyncio.get_running_loop().time()
        if self._last is None:
            self._due_s = now_s
        elif timedelta(0) < heard_at - self._last <= GAP:
            self._due_s += (heard_at - self._last).total_seconds() / self._speed
        self._last = heard_at
        if self._due_s - now_s > _AHEAD_S:
            await asyncio.sleep(self._due_s - now_s)
