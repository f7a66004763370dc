"""Positions off the air on their way into the database: gathered for a moment, kept in one
transaction each time."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import count
from typing import Final
from uuid import UUID

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from sar import clock
from sar.assets import fix_ingest, visible
from sar.assets.fix_rows import OwnIdentifiers
from sar.assets.plausible import NewFix
from sar.assets.words import CARRIED
from sar.ended_tasks import raise_if_cancelled
from sar.interop.ais.heard_positions import HeardPosition
from sar.interop.feed_tally import FeedTally
from sar.interop.reader_memory import NobodysNames
from sar.log import first_line, logger

log = logger(__name__)

GATHER_S: Final = 0.2
BATCH_AT_MOST: Final = 5_000
ROOM_BELOW: Final = 2 * BATCH_AT_MOST
ROOM_WITHIN_S: Final = 1.0
ATTEMPTS: Final = 5
"""So often a batch is tried that the database refuses."""
WAITING_AT_MOST: Final = 50_000
"""Positions that wait for a database that is away; the oldest are dropped for newer ones."""
AGAIN_AFTER_S: Final = 2.0


async def keep(
    db: AsyncSession, party: str, heard: Sequence[HeardPosition], *, now: datetime
) -> list[HeardPosition]:
    """Keep the positions that are of the party's own assets; returns those that are of none."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in heard:
        for kind, value in one.names:
            wanted[kind].add(value)
    whose = owners(await visible.named_by(db, party, wanted))
    fixes: list[NewFix] = []
    nobodys: list[HeardPosition] = []
    for one in heard:
        asset_id = owner(one, whose)
        if asset_id is None:
            nobodys.append(one)
            continue
        fixes.append(
            NewFix(
                asset_id,
                one.at,
                one.place,
                one.course_deg,
                one.speed_kn,
                one.uncertainty_nm,
                one.source,
            )
        )
    if fixes:
        await fix_ingest.ingest(db, fixes, now=now)
    return nobodys


def owners(own: Iterable[OwnIdentifiers]) -> dict[tuple[str, str], UUID | None]:
    """The asset of each name that one carries; None where several do, as of a call sign."""
    found: dict[tuple[str, str], UUID | None] = {}
    for asset in own:
        for kind in CARRIED:
            if (value := getattr(asset, kind)) is not None:
                found[kind, value] = None if (kind, value) in found else asset.id
    return found


def owner(one: HeardPosition, whose: Mapping[tuple[str, str], UUID | None]) -> UUID | None:
    """The asset that it is of, by the surest of its names that the register has."""
    return next((found for name in one.names if (found := whose.get(name)) is not None), None)


class PositionBatch:
    """The positions of one feed that are not in the database yet."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], party: str, tally: FeedTally
    ) -> None:
        self._sessions, self._party, self._tally = sessions, party, tally
        self._waiting: deque[HeardPosition] = deque()
        self._being_kept = 0
        self._nobodys = NobodysNames()
        self._is_ended = False
        self._some, self._room = asyncio.Event(), asyncio.Event()
        self._room.set()

    def add(self, one: HeardPosition) -> None:
        """Add a position, unless it is known to be of no asset."""
        if self._nobodys.hold(one, now_s=time.monotonic()):
            self._tally.unregistered += 1
            return
        self._waiting.append(one)
        self._some.set()
        if len(self._waiting) >= ROOM_BELOW:
            self._room.clear()
        if len(self._waiting) > WAITING_AT_MOST:
            self._waiting.popleft()
            self._tally.dropped += 1

    async def room(self) -> None:
        """Wait while very many are not kept yet, so long that who sends by TCP waits too; but not
        for a database that is away."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._room.wait(), ROOM_WITHIN_S)

    async def run(self) -> None:
        """Keep them as they come, until it is ended."""
        while not self._is_ended or self._waiting:
            await self._some.wait()
            if len(self._waiting) < BATCH_AT_MOST and not self._is_ended:
                await asyncio.sleep(GATHER_S)
            await self._flush()

    def end(self) -> None:
        """Have `run` return as soon as all that has come is kept."""
        self._is_ended = True
        self._some.set()

    def give_up(self) -> int:
        """The number of those that are not kept and will not be."""
        return self._being_kept + len(self._waiting)

    async def _flush(self) -> None:
        if not self._is_ended:
            self._some.clear()
        while self._waiting:
            some = min(BATCH_AT_MOST, len(self._waiting))
            self._being_kept = some
            await self._keep([self._waiting.popleft() for _ in range(some)])
            self._being_kept = 0
            if len(self._waiting) < ROOM_BELOW:
                self._room.set()

    async def _keep(self, batch: list[HeardPosition]) -> None:
        for attempt in count(1):
            try:
                async with self._sessions() as db, db.begin():
                    nobodys = await keep(db, self._party, batch, now=clock.now())
            except (SQLAlchemyError, OSError) as error:
                raise_if_cancelled()
                log.warning("positions of a feed wait", party=self._party, error=first_line(error))
                if attempt >= ATTEMPTS and not is_away(error):
                    self._tally.dropped += len(batch)
                    return
                await asyncio.sleep(AGAIN_AFTER_S)
            else:
                self._nobodys.add(nobodys, now_s=time.monotonic())
                self._tally.unregistered += len(nobodys)
                return


def is_away(error: Exception) -> bool:
    """Whether the database is not there, so that it will take later what it does not take now."""
    return not isinstance(error, DBAPIError) or isinstance(error, OperationalError)
