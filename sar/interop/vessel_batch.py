"""Vessels of no register on their way into the database: the latest of each, gathered for a
moment; bounded, and never in the way of the own assets' positions."""

import asyncio
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar.agreements.feed_clauses import feed_name_of
from sar.assets.heard_vessels import (
    VESSELS_AT_MOST,
    VesselParticulars,
    VesselPosition,
    is_ship_number,
)
from sar.assets.plausible import NO_SPEED_KN, is_nowhere
from sar.assets.vessel_ingest import keep_vessels
from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.ais.sentences import Received
from sar.interop.ais.ship_particulars import particulars_of
from sar.interop.feed_tally import FeedTally
from sar.interop.reader_memory import WrittenVessels
from sar.interop.words import FeedFault
from sar.log import first_line, logger

log = logger(__name__)

GATHER_S: Final = 1.0
"""The time from one writing to the next: most vessels tell several positions meanwhile, of which
the latest is kept."""
AIRCRAFT: Final = 9
"""The type of message of search-and-rescue aircraft."""


class VesselBatch:
    """The vessels of one feed that are not in the database yet, by number; as many at most as are
    kept there."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], party: str, feed: str, tally: FeedTally
    ) -> None:
        self._sessions, self._party, self._feed = sessions, party, feed_name_of(feed)
        self._tally = tally
        self._positions: dict[str, HeardPosition] = {}
        self._particulars: dict[str, VesselParticulars] = {}
        self._written = WrittenVessels()
        self._ended = asyncio.Event()

    def hear(self, received: Received, found: HeardPosition | FeedFault | None) -> None:
        """Take in a message, with the position that it was found to tell."""
        if isinstance(found, HeardPosition) and received.message.msg_type != AIRCRAFT:
            self._add_position(found)
        told = particulars_of(received)
        if (
            told is not None
            and not self._written.tell(told)
            and self._has_room(self._particulars, told.mmsi)
        ):
            before = self._particulars.get(told.mmsi)
            self._particulars[told.mmsi] = told if before is None else before.with_later(told)

    def _add_position(self, found: HeardPosition) -> None:
        mmsi = found.names[0][1]
        if self._written.lately(mmsi, found.at) or not is_ship_number(mmsi):
            return
        known = self._positions.get(mmsi)
        if (
            (known is None or known.at < found.at)
            and not is_nowhere(found.place)
            and self._has_room(self._positions, mmsi)
        ):
            self._positions[mmsi] = found

    def _has_room(
        self, waiting: dict[str, HeardPosition] | dict[str, VesselParticulars], mmsi: str
    ) -> bool:
        if mmsi in waiting or len(waiting) < VESSELS_AT_MOST:
            return True
        self._tally.vessels_dropped += 1
        return False

    async def run(self) -> None:
        """Keep them as they come, until it is ended."""
        while not self._ended.is_set():
            try:
                await asyncio.wait_for(self._ended.wait(), GATHER_S)
            except TimeoutError:
                await self._flush()
        await self._flush()

    def end(self) -> None:
        """Have `run` return as soon as all that has come is kept."""
        self._ended.set()

    async def _flush(self) -> None:
        """Keep all that waits; where the database does not take it, it is dropped and counted, as
        it is repeated on the air."""
        positions, self._positions = self._positions, {}
        particulars, self._particulars = self._particulars, {}
        if not positions and not particulars:
            return
        try:
            async with self._sessions() as db, db.begin():
                self._tally.vessels_dropped += await keep_vessels(
                    db,
                    self._party,
                    self._feed,
                    [_position_of(mmsi, found) for mmsi, found in positions.items()],
                    list(particulars.values()),
                )
            self._written.add(positions, particulars)
        except (SQLAlchemyError, OSError) as error:
            self._tally.vessels_dropped += len(positions) + len(particulars)
            log.warning("vessels are not kept", party=self._party, error=first_line(error))


def _position_of(mmsi: str, found: HeardPosition) -> VesselPosition:
    return VesselPosition(
        mmsi=mmsi,
        at=found.at,
        place=found.place,
        speed_kn=None if found.speed_kn == NO_SPEED_KN else found.speed_kn,
        course_deg=found.course_deg,
        uncertainty_nm=found.uncertainty_nm,
        status=found.status,
    )
