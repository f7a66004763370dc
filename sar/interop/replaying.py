"""Playing a file of sentences, as fast as they came or faster, as if they were heard now."""

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar import clock, installation
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.interop.ais.sentences import Received
from sar.interop.feed_keeping import FeedKeeping
from sar.interop.feed_tally import FeedTally
from sar.interop.reader_choice import new_reader
from sar.interop.station_reports import StationReport
from sar.interop.words import FeedContent

_AHEAD_S: Final = 0.05
"""Sentences due so soon are played at once: a sleep for each would take longer."""

REPLAYED: Final = "replay"
"""The name of the feed that heard what a file tells."""

GAP: Final = timedelta(hours=1)
"""A longer one in the file is not waited for."""


async def replay(
    database_url: str,
    party: str,
    lines: Iterable[bytes],
    *,
    speed: float,
    content: FeedContent = FeedContent.AIS,
) -> FeedTally:
    """Play lines for the party, its own assets and vessels of no register, `speed` times as fast as
    their times tell (of AIS those in tag blocks); one without a time comes with the one before it.
    Signals of distress ring in an exercise alone: of a file nobody is to be called out. Returns
    what was counted."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=2)
    try:
        sessions = make_sessions(engine)
        async with sessions() as db:
            rings = (await installation.adopt(db)).exercise
        return await _play(sessions, party, lines, speed=speed, content=content, rings=rings)
    finally:
        await engine.dispose()


async def _play(
    sessions: async_sessionmaker[AsyncSession],
    party: str,
    lines: Iterable[bytes],
    *,
    speed: float,
    content: FeedContent,
    rings: bool,
) -> FeedTally:
    reader, tally, pace = new_reader(content), FeedTally(), _Pace(speed)
    kept = FeedKeeping(sessions, party, REPLAYED, tally)
    keeping = asyncio.create_task(kept.run())

    async def hear(found: Iterable[Received | StationReport]) -> None:
        for told in found:
            if told.heard_at is not None:
                await pace.wait_for(told.heard_at)
            kept.hear(told._replace(heard_at=None, came_at=clock.now()), rings=rings)

    try:
        for line in lines:
            await hear(reader.take(line, came_at=clock.now()))
            await kept.room()
        await hear(reader.end(came_at=clock.now()))
    finally:
        kept.end()
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
