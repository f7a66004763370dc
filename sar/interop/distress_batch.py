"""Signals of distress of a feed on their way into the database: at once, each by itself, before all
positions that wait; where it is away, kept until it is back."""

import asyncio
from collections import OrderedDict
from itertools import count
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar import clock
from sar.distress_reports.heard_distress import HeardDistress
from sar.distress_reports.hearing import hear
from sar.interop.feed_tally import FeedTally
from sar.interop.position_batch import ATTEMPTS, is_away
from sar.interop.words import FeedFault
from sar.log import first_line, logger

log = logger(__name__)

WAITING_AT_MOST: Final = 256
"""Transmitters that wait; of each the latest that was heard with a place, if any was."""
AGAIN_AFTER_S: Final = 1.0


class DistressBatch:
    """The signals of one feed that are not in the database yet."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], party: str, feed: str, tally: FeedTally
    ) -> None:
        self._sessions, self._party, self._feed, self._tally = sessions, party, feed, tally
        self._waiting: OrderedDict[str, HeardDistress] = OrderedDict()
        self._reported: HeardDistress | None = None
        """The one that is on its way."""
        self._is_ended = False
        self._some = asyncio.Event()

    def add(self, heard: HeardDistress) -> None:
        """Add what was heard."""
        known = self._waiting.get(heard.sender)
        if known is None and len(self._waiting) >= WAITING_AT_MOST:
            self._tally.faults[FeedFault.TOO_MANY_IN_DISTRESS] += 1
            return
        if known is None or known.place is None or heard.place is not None:
            self._waiting[heard.sender] = heard
        self._some.set()

    async def run(self) -> None:
        """Report them as they come, until it is ended."""
        while not self._is_ended or self._waiting:
            await self._some.wait()
            if not self._is_ended:
                self._some.clear()
            while self._waiting:
                _, self._reported = self._waiting.popitem(last=False)
                await self._report(self._reported)
                self._reported = None

    def end(self) -> None:
        """Have `run` return as soon as all that has come is reported."""
        self._is_ended = True
        self._some.set()

    def give_up(self) -> int:
        """The number of transmitters that are not reported and will not be; the log tells which."""
        waiting = (self._reported, *self._waiting.values())
        lost = sorted({one.sender for one in waiting if one is not None})
        if lost:
            log.error("signals of distress are lost", party=self._party, senders=lost)
        return len(lost)

    async def _report(self, heard: HeardDistress) -> None:
        """Report one; where the database is away, as soon as it is back."""
        for attempt in count(1):
            try:
                async with self._sessions() as db, db.begin():
                    known = await hear(db, self._party, self._feed, heard, now=clock.now())
            except (SQLAlchemyError, OSError) as error:
                log.warning(
                    "a signal of distress waits", party=self._party, error=first_line(error)
                )
                if attempt >= ATTEMPTS and not is_away(error):
                    log.exception("a signal of distress is lost", sender=heard.sender)
                    self._tally.dropped += 1
                    return
                await asyncio.sleep(AGAIN_AFTER_S)
            else:
                if not known:
                    self._tally.faults[FeedFault.TOO_MANY_IN_DISTRESS] += 1
                return
