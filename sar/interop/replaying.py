"""Playing a file of sentences, as fast as they came or faster, by the times that it tells, moved on
so that it ends at present."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO, Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar import clock, installation
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.interop.ais.sentences import Received
from sar.interop.feed_keeping import FeedKeeping
from sar.interop.feed_tally import FeedTally
from sar.interop.reader_choice import new_reader
from sar.interop.replay_row import REPLAYED, shown_as_feed
from sar.interop.replay_times import FileSpan, FileTimes, span_of
from sar.interop.source_address import replay_address
from sar.interop.station_reports import StationReport
from sar.interop.words import FeedContent
from sar.log import logger

log = logger(__name__)

_AHEAD_S: Final = 0.05
"""Sentences due so soon are played at once: a sleep for each would take longer."""


_MARGIN_S: Final = 2.0 * _AHEAD_S
"""So much before present it ends, as some are played before they are due."""


async def replay(
    database_url: str,
    party: str,
    file: BinaryIO,
    *,
    name: str = "",
    speed: float,
    content: FeedContent = FeedContent.AIS,
) -> FeedTally:
    """Play a file for the party, its own assets and vessels of no register, `speed` times as fast
    as its times tell (of AIS those in tag blocks). It is read once before, for the span of its
    times: each position is of the file's time, moved on by as much as has the file end at present,
    and nothing in it be of a time to come. One without a time comes with the one before it; in a
    file that tells none, all are of when they are played.

    Signals of distress ring in an exercise alone: of a file nobody is to be called out. While it is
    played the party sees it among its feeds, by the file's `name`. Returns what was counted."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=3)
    try:
        sessions = make_sessions(engine)
        async with sessions() as db:
            rings = (await installation.adopt(db)).exercise
        span = span_of(_times_in(file, content), clock_per_file=_clock_rate() / speed)
        file.seek(0)
        tally = FeedTally(connected_since=clock.real_now())
        async with shown_as_feed(sessions, party, replay_address(name, content), tally):
            pace = _Pace(speed, span)
            await _play(sessions, party, file, pace, tally, content=content, rings=rings)
        return tally
    finally:
        await engine.dispose()


def _times_in(file: BinaryIO, content: FeedContent) -> Iterator[datetime | None]:
    """The times that a file tells, in its order."""
    reader, now = new_reader(content), clock.now()
    for line in file:
        for told in reader.take(line, came_at=now):
            yield told.heard_at
    for told in reader.end(came_at=now):
        yield told.heard_at


def _clock_rate() -> float:
    """The seconds by which the installation's clock goes on in a real one."""
    scale = clock.scale()
    if scale is None:
        return 1.0
    return 0.0 if scale.paused else scale.rate


async def _play(
    sessions: async_sessionmaker[AsyncSession],
    party: str,
    lines: Iterable[bytes],
    pace: "_Pace",
    tally: FeedTally,
    *,
    content: FeedContent,
    rings: bool,
) -> None:
    reader = new_reader(content)
    kept = FeedKeeping(sessions, party, REPLAYED, tally, mark=REPLAYED)
    keeping = asyncio.create_task(kept.run())

    async def hear(found: Iterable[Received | StationReport]) -> None:
        for told in found:
            at = await pace.time_of(told.heard_at)
            kept.hear(told._replace(heard_at=None, came_at=at), rings=rings)
        if reader.sentences > tally.sentences:
            tally.sentences, tally.last_message_at = reader.sentences, clock.real_now()
        tally.faults += reader.faults
        reader.faults.clear()

    try:
        for line in lines:
            await hear(reader.take(line, came_at=clock.now()))
            await kept.room()
        await hear(reader.end(came_at=clock.now()))
    finally:
        kept.end()
        await keeping


class _Pace:
    """The moments at which what a file tells of is due, and the instants of which it is."""

    def __init__(self, speed: float, span: FileSpan | None) -> None:
        self._speed, self._times = speed, FileTimes()
        self._began_s = asyncio.get_running_loop().time()
        self._first = None if span is None else span.first
        self._moved_by = None if span is None else span.moved_by(clock.now_in(-_MARGIN_S))
        if span is not None and self._moved_by is not None:
            log.info(
                "a file is played",
                as_heard_from=f"{span.first + self._moved_by:%Y-%m-%dT%H:%M:%SZ}",
                until=f"{span.last + self._moved_by:%Y-%m-%dT%H:%M:%SZ}",
            )

    async def time_of(self, told: datetime | None) -> datetime:
        """Wait until what is read next is due; returns the installation's instant of which it
        is."""
        at = self._times.read(told) or self._first
        due_s = self._began_s + self._times.waited.total_seconds() / self._speed
        if (ahead_s := due_s - asyncio.get_running_loop().time()) > _AHEAD_S:
            await asyncio.sleep(ahead_s)
        now = clock.now()
        if at is None or self._moved_by is None:
            return now
        return min(at + self._moved_by, now)
