"""One fleet in each process: follows what is committed, and stands still while it is asked."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clauses import TermPlain
from sar.agreements.grants_array import Promises, Words
from sar.agreements.terms import OccasionPlain
from sar.assets.channel import POSITIONS_CHANNEL
from sar.assets.fleet import loading
from sar.assets.fleet import loading as fleet_loading
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.kept import Looks
from sar.assets.fleet.past import Past, Wanted
from sar.db import DatabaseRole, make_engine, make_sessions
from sar.errors import Unavailable
from sar.listening import NotificationListener
from sar.log import logger
from sar.record.channel import RECORD_CHANNEL

log = logger(__name__)

REACH_S: Final = 3.0
RETRY_S: Final = 0.5
AWAY: Final = (DBAPIError, PoolTimeout, OSError)


class FleetRoad:
    """Reads as the system role, in transactions that see the database as of one instant."""

    def __init__(self, database_url: str) -> None:
        self._engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=2)
        self._sessions = make_sessions(self._engine)
        self._notifications = NotificationListener(
            database_url, [RECORD_CHANNEL, POSITIONS_CHANNEL]
        )
        self._fleet: Fleet | None = None
        self._past = Past()
        self._promises: dict[str, tuple[object, Promises]] = {}
        self.looks = Looks()
        """How parties see the fleet; while that is held."""
        self._one_at_a_time = asyncio.Lock()
        self.later_pages = asyncio.Lock()
        """Held by who works out a later page, which takes long."""

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FleetRoad"]:
        """Load the fleet and follow the database until the process ends."""
        following = asyncio.create_task(self._follow())
        try:
            yield self
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following
            await self._engine.dispose()

    @asynccontextmanager
    async def at(self, number: int, mark: int) -> AsyncIterator[Fleet]:
        """The fleet, at this number of the record and this mark of positions or later.

        It does not change while it is held. Unavailable when it cannot get there in time.
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

    async def past(self, wanted: list[Wanted], *, now: datetime) -> Past:
        """Where these assets were a while ago; while the fleet is held."""
        if self._past.lacking(wanted, now=now):
            async with self._sessions() as db:
                await fleet_loading.fill(db, self._past, wanted, now=now)
        return self._past

    def promises(
        self,
        viewer: str,
        terms: Sequence[TermPlain],
        met: Iterable[OccasionPlain],
        *,
        now: datetime,
    ) -> Promises:
        """What the viewer has been promised by terms in force at `now`; while the fleet is held.

        Kept for as long as the terms, the occasions and the owners stay the same.
        """
        words = self._fleet.words if self._fleet else Words((), ())
        basis = (tuple(term.id for term in terms), tuple(met), words)
        kept = self._promises.get(viewer)
        if kept is None or kept[0] != basis:
            made = Promises(terms, words, viewer=viewer, occasions=basis[1], now=now)
            self._promises[viewer] = kept = basis, made
        return kept[1]

    async def _reached(self, number: int, mark: int) -> Fleet:
        if self._fleet is None or self._fleet.number < number or self._fleet.mark < mark:
            await self._catch_up()
        if self._fleet is None or self._fleet.number < number or self._fleet.mark < mark:
            raise TimeoutError
        return self._fleet

    async def _catch_up(self) -> None:
        async with self._sessions() as db:
            await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            if self._fleet is None or await _is_other(db, self._fleet):
                self._fleet, self._past = await loading.load(db), Past()
                self.looks = Looks()
            else:
                await loading.catch_up(db, self._fleet, self._past)

    async def _follow(self) -> None:
        async for _ in self._notifications.listen():
            try:
                async with self._one_at_a_time:
                    await self._catch_up()
            except AWAY as error:
                log.warning("the fleet does not follow the database", error=str(error))
                await asyncio.sleep(RETRY_S)
            except Exception:
                # Half a step may have been taken: what is asked next begins anew.
                self._fleet = None
                log.exception("a fault in following the fleet")


async def _is_other(db: AsyncSession, fleet: Fleet) -> bool:
    """Whether the database went back: it was restored, and is to be read anew."""
    number, mark = await loading.reached(db)
    return number < fleet.number or mark < fleet.mark
