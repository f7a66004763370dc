"""Everything that one feed has brought and is not in the database yet, each kind on a way of its
own: signals of distress, positions of the own assets, vessels that no register has."""

import asyncio
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar.interop.ais.distress_signals import distress_in
from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.ais.sentences import Received
from sar.interop.distress_batch import DistressBatch
from sar.interop.feed_tally import FeedTally
from sar.interop.position_batch import PositionBatch
from sar.interop.station_reports import StationReport, position_told
from sar.interop.vessel_batch import VesselBatch


class FeedKeeping:
    """Takes in by `hear`, and writes to the database while `run` runs."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        party: str,
        feed: str,
        tally: FeedTally,
        *,
        mark: str = "",
    ) -> None:
        """`mark`: a word that each position has beside its source."""
        self._tally, self._mark = tally, mark
        self._positions = PositionBatch(sessions, party, tally)
        self._distress = DistressBatch(sessions, party, feed, tally)
        self._vessels = VesselBatch(sessions, party, feed, tally)

    def hear(self, told: Received | StationReport, *, rings: bool = True) -> None:
        """Take in what a station tells; `rings`: signals of distress are reported."""
        found = position_told(told)
        if self._mark and isinstance(found, HeardPosition):
            found = replace(found, source=f"{found.source} {self._mark}")
        self._tally.hear(found, self._positions.add)
        if not isinstance(told, Received):
            return
        self._vessels.hear(told, found)
        if rings:
            self.hear_distress(told)

    def hear_distress(self, told: Received) -> None:
        """Take in a signal of distress, if it is one."""
        if (distress := distress_in(told)) is not None:
            self._distress.add(distress)

    async def room(self) -> None:
        """Wait while very many positions are not kept yet, but not for long."""
        await self._positions.room()

    async def run(self) -> None:
        """Keep it as it comes, until it is ended."""
        await asyncio.gather(self._distress.run(), self._positions.run(), self._vessels.run())

    def give_up(self) -> int:
        """The number of positions and signals that are not kept and will not be."""
        return self._distress.give_up() + self._positions.give_up()

    def end(self) -> None:
        """Have `run` return as soon as all that has come is kept."""
        for batch in (self._distress, self._positions, self._vessels):
            batch.end()
