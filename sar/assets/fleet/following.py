"""The fleet of one process: follows committed changes, and is locked while a question reads it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clauses import OccasionPlain, TermPlain
from sar.agreements.grants_array import FleetIndex, Promises
from sar.assets.channel import POSITIONS_CHANNEL
from sar.assets.fleet import loading
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.kept import AccessCache
from sar.assets.fleet.past import PastFixes, PastKey
from sar.db import DatabaseRole, make_engine, make_sessions
from sar.errors import Unavailable
from sar.listening import NotificationListener
from sar.log import logger
from sar.record.channel import RECORD_CHANNEL

log = logger(__name__)

REACH_S: Final = 3.0
RETRY_S: Final = 0.5
AWAY: Final = (DBAPIError, PoolTimeout, OSError)

Snapshots = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens a session in a transaction that reads the database as of one instant."""


class FleetFollower:
    """Loads the fleet when it is first needed and applies later changes when it is behind.

    `follow` applies them as they are committed, so that a question seldom has to wait for any.
    """

    def __init__(self, snapshots: Snapshots) -> None:
        self._snapshots = snapshots
        self._fleet: Fleet | None = None
        self._past = PastFixes()
        self._promises: dict[str, tuple[object, Promises]] = {}
        self.access_cache = AccessCache()
        """Each party's access to the fleet; read and changed under the lock of `at`."""
        self._one_at_a_time = asyncio.Lock()
        self.later_pages = asyncio.Lock()
        """Lock of later pages, which take long to compute."""

    @asynccontextmanager
    async def at(self, number: int, mark: int) -> AsyncIterator[Fleet]:
        """The fleet, as of this number of the record and this mark of positions or later.

        Locked against changes meanwhile. Unavailable if it cannot get there in time.
        """
        try:
            async with asyncio.timeout(REACH_S):
                await self._one_at_a_time.acquire()
                try:
                    fleet = await self._reached(number, mark)
                except BaseException:
                    self._one_at_a_time.release()
                    raise
        except (TimeoutError, *AWAY) as error:
            raise Unavailable("fleet_behind", "The fleet is being read; ask again.", 1) from error
        try:
            yield fleet
        finally:
            self._one_at_a_time.release()

    async def past(self, wanted: list[PastKey], *, now: datetime) -> PastFixes:
        """The earlier places of these assets; while the fleet is locked."""
        if self._past.missing(wanted, now=now):
            async with self._snapshots() as db:
                await loading.fill(db, self._past, wanted, now=now)
        return self._past

    def promises(
        self,
        viewer: str,
        terms: Sequence[TermPlain],
        met: Iterable[OccasionPlain],
        *,
        now: datetime,
    ) -> Promises:
        """The viewer's grants by terms in force at `now`; while the fleet is locked.

        Cached for as long as the terms, the occasions and the owners stay the same.
        """
        index = self._fleet.index if self._fleet else FleetIndex((), ())
        basis = (tuple(term.id for term in terms), tuple(met), index)
        kept = self._promises.get(viewer)
        if kept is None or kept[0] != basis:
            made = Promises(terms, index, viewer=viewer, occasions=basis[1], now=now)
            self._promises[viewer] = kept = basis, made
        return kept[1]

    async def _reached(self, number: int, mark: int) -> Fleet:
        if self._fleet is None or self._fleet.number < number or self._fleet.mark < mark:
            await self._catch_up()
        if self._fleet is None or self._fleet.number < number or self._fleet.mark < mark:
            raise TimeoutError
        return self._fleet

    async def _catch_up(self) -> None:
        async with self._snapshots() as db:
            if self._fleet is None or await _is_other(db, self._fleet):
                self._fleet, self._past = await loading.load(db), PastFixes()
                self.access_cache = AccessCache()
            else:
                await loading.catch_up(db, self._fleet, self._past)

    async def follow(self, notifications: NotificationListener) -> None:
        """Apply what is committed, whenever the database announces it, until cancelled."""
        async for _ in notifications.listen():
            try:
                async with self._one_at_a_time:
                    await self._catch_up()
            except AWAY as error:
                log.warning("the fleet does not follow the database", error=str(error))
                await asyncio.sleep(RETRY_S)
            except Exception:
                # A change may have been applied in part: the next question loads the fleet anew.
                self._fleet = None
                log.exception("a fault in following the fleet")


@asynccontextmanager
async def following(database_url: str) -> AsyncIterator[FleetFollower]:
    """The fleet of this process, as the system role, until the process ends."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=2)
    sessions = make_sessions(engine)

    @asynccontextmanager
    async def snapshots() -> AsyncIterator[AsyncSession]:
        async with sessions() as db:
            await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield db

    fleet = FleetFollower(snapshots)
    notifications = NotificationListener(database_url, [RECORD_CHANNEL, POSITIONS_CHANNEL])
    task = asyncio.create_task(fleet.follow(notifications))
    try:
        yield fleet
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await engine.dispose()


async def _is_other(db: AsyncSession, fleet: Fleet) -> bool:
    """Whether the database went back in time, as after a restore: the fleet must be loaded anew."""
    number, mark = await loading.reached(db)
    return number < fleet.number or mark < fleet.mark
