"""Reading feeds: a task for each, which connects again by itself; its faults are its own."""

import asyncio
import random
from collections import OrderedDict
from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker
from websockets.exceptions import WebSocketException

from sar import clock
from sar.ended_tasks import raise_if_cancelled
from sar.interop import feed_rows
from sar.interop.ais.sentences import Received, SentenceReader
from sar.interop.feed_keeping import FeedKeeping
from sar.interop.feed_tally import FeedTally
from sar.interop.mail_reading import MailReading
from sar.interop.mail_taking import MailFeed
from sar.interop.models import ReceiverFeed
from sar.interop.overtaking import read_in_turn
from sar.interop.reader_choice import new_reader
from sar.interop.source_address import NoSourceAddress, SourceAddress, is_replay
from sar.interop.sources import PEERS_AT_MOST, Chunk, source
from sar.interop.station_reports import FeedReader, StationReport, time_told
from sar.interop.words import FeedContent, FeedFault
from sar.log import first_line, logger

log = logger(__name__)

LOOK_S: Final = 2.0
"""The time from one look for feeds that were added or withdrawn, and one telling of each, to the
next."""
LAST_KEPT_S: Final = 5.0
"""The longest that the last positions of a feed that is stopped are waited for."""
FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 60.0
SHOWN_EVERY_S: Final = 60.0
STEADY_S: Final = 60.0
"""A connection that has lasted for so long was a good one: the next wait is short again."""


class FeedsRead:
    """The feeds that this process reads, each by a task of its own."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._reading: dict[UUID, FeedReading] = {}

    async def go_on(self, connection: AsyncConnection) -> None:
        """Read all feeds that stand, until the connection, which holds the lock of this work, is
        lost. They are read on after that, so that nothing is missed that is heard until the
        database is back: it waits as long as there is room."""
        while True:
            async with AsyncSession(connection, expire_on_commit=False) as db, db.begin():
                rows = await feed_rows.all_feeds(db)
                standing = {row.id: row for row in rows if not is_replay(row.address)}
                for feed_id in self._reading.keys() - standing.keys():
                    await self._reading.pop(feed_id).stop()
                for feed_id in standing.keys() - self._reading.keys():
                    self._reading[feed_id] = FeedReading(self._sessions, standing[feed_id])
                for feed_id, one in self._reading.items():
                    await feed_rows.write_tally(db, feed_id, one.tally, now=clock.real_now())
            await asyncio.sleep(LOOK_S)

    async def stop(self) -> None:
        """Stop all, where another process reads them or this one ends."""
        reading, self._reading = self._reading, {}
        await asyncio.gather(*(one.stop() for one in reading.values()), return_exceptions=True)


class FeedReading:
    """The reading of one feed, from when it is made until it is stopped."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], row: ReceiverFeed) -> None:
        self.tally = FeedTally.of(row)
        self._name = f"{row.party_code} {row.name}"
        self._given, self._id, self._party = row.address, row.id, row.party_code
        self._sessions = sessions
        self._kept = FeedKeeping(sessions, row.party_code, row.name, self.tally)
        self._readers: OrderedDict[str, FeedReader] = OrderedDict()
        self._early: OrderedDict[str, SentenceReader] = OrderedDict()
        """Of the lines that overtake."""
        self._shows_after_s: dict[FeedFault, float] = {}
        self._keeping = asyncio.create_task(self._kept.run())
        self._reading = asyncio.create_task(self._go_on())

    async def stop(self) -> None:
        """Stop; what has come and is not kept yet is kept."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        self._kept.end()
        try:
            await asyncio.wait_for(self._keeping, LAST_KEPT_S)
        except TimeoutError:
            lost = self._kept.give_up()
            self.tally.dropped += lost
            log.warning("what a feed brought is lost", feed=self._name, many=lost)

    async def _go_on(self) -> None:
        wait_s = FIRST_WAIT_S
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await self._once()
                self._ended("the other end has closed the connection")
            except NoSourceAddress as error:
                self._ended(f"the address {error}")
            except ConnectionRefusedError:
                self._ended("nobody listens at the address")
            except (OSError, TimeoutError, WebSocketException) as error:
                self._ended(first_line(error) or type(error).__name__)
            except Exception as error:
                log.exception("a fault in reading a feed", feed=self._name)
                self._ended(f"a fault here: {type(error).__name__}")
            raise_if_cancelled()
            if asyncio.get_running_loop().time() - began >= STEADY_S:
                wait_s = FIRST_WAIT_S
            await asyncio.sleep(wait_s * random.uniform(0.8, 1.2))  # noqa: S311 no secret
            wait_s = min(2 * wait_s, LONGEST_WAIT_S)

    def _ended(self, problem: str) -> None:
        if self.tally.problem != problem:
            log.warning("a feed is not read", feed=self._name, problem=problem)
        self.tally.connected_since, self.tally.problem = None, problem

    async def _once(self) -> None:
        address = SourceAddress.read(self._given)
        if address.mailbox is not None:
            feed = MailFeed(self._id, self._party, address.mailbox)
            await MailReading(self._sessions, feed, address, self.tally, self._show).run(
                self._opened
            )
        async with source(address) as chunks:
            self._opened()
            if address.content is not FeedContent.AIS:
                await self._take_all(chunks, address.content)
                return
            async with read_in_turn(chunks, overtake=self._overtake, drop=self._drop) as waiting:
                await self._take_all(waiting, address.content)

    async def _take_all(self, chunks: AsyncIterator[Chunk], content: FeedContent) -> None:
        async for chunk in chunks:
            self._take(chunk, content)
            await self._kept.room()
            # `wait_for` of Python 3.11 loses a cancellation that comes with what it waits for.
            raise_if_cancelled()

    def _overtake(self, line: Chunk) -> None:
        """Hear what may be a signal of distress before what came earlier; it is counted, and its
        faults are, when its turn comes."""
        early = self._early.get(line.peer)
        if early is None:
            while len(self._early) >= PEERS_AT_MOST:
                self._early.popitem(last=False)
            early = self._early[line.peer] = SentenceReader(first_parts_first=True)
        for told in early.take(line.data, came_at=line.came_at or clock.now()):
            heard_at = None if clock.is_played() else told.heard_at
            self._kept.hear_distress(told._replace(heard_at=heard_at))

    def _drop(self, lines: int) -> None:
        self.tally.dropped += lines

    def _opened(self) -> None:
        self.tally.connected_since, self.tally.problem = clock.real_now(), ""
        log.info("a feed is read", feed=self._name)

    def _take(self, chunk: Chunk, content: FeedContent) -> None:
        reader = self._reader_of(chunk.peer, content)
        came_at, sentences = chunk.came_at or clock.now(), reader.sentences
        if chunk.data:
            found = reader.take(chunk.data, came_at=came_at)
        else:
            found = reader.end(came_at=came_at)
            del self._readers[chunk.peer]
            self._early.pop(chunk.peer, None)
        last = None
        for told in found:
            last = self._heard(told)
        if last is not None:
            self._tell_lag(last)
        if reader.sentences > sentences:
            self.tally.sentences += reader.sentences - sentences
            self.tally.last_message_at = clock.real_now()
        for kind, count in reader.faults.items():
            self.tally.faults[kind] += count
            self._show(kind, reader.samples[kind])
        reader.faults.clear()

    def _show(self, kind: FeedFault, sample: bytes) -> None:
        """Have the log show one of what cannot be read, now and then."""
        now_s = asyncio.get_running_loop().time()
        if now_s >= self._shows_after_s.get(kind, 0.0):
            self._shows_after_s[kind] = now_s + SHOWN_EVERY_S
            log.warning("a feed sends what is not read", feed=self._name, why=kind, like=sample)

    def _reader_of(self, peer: str, content: FeedContent) -> FeedReader:
        reader = self._readers.get(peer)
        if reader is None:
            while len(self._readers) >= PEERS_AT_MOST:
                self._readers.popitem(last=False)
            reader = self._readers[peer] = new_reader(content)
        return reader

    def _heard(self, told: Received | StationReport) -> Received | StationReport:
        """Take it in; returned as it counts: stations' times mean nothing in an exercise."""
        if told.heard_at is not None and clock.is_played():
            told = told._replace(heard_at=None)
        self._kept.hear(told)
        return told

    def _tell_lag(self, told: Received | StationReport) -> None:
        heard_at = time_told(told)
        lag = None if heard_at is None else clock.now() - heard_at
        self.tally.lag_s = None if lag is None else lag.total_seconds()
