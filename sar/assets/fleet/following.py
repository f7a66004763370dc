"""The fleet of one process: follows committed changes, and is read by several questions at once."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession

from sar.agreements.clauses import (
    TermPlain,
)
from sar.agreements.grants_array import Promises
from sar.agreements.spared_cases import begun
from sar.assets.channel import POSITIONS_CHANNEL
from sar.assets.fleet import access, from_tables
from sar.assets.fleet.access import DelayedRow, FleetAccess
from sar.assets.fleet.columns import Fleet
from sar.assets.fleet.earlier import EarlierPlaces, EarlierRow
from sar.assets.fleet.kept import AccessCache
from sar.assets.fleet.past import PastFixes, PastKey
from sar.assets.fleet.turns import Turns
from sar.database_roles import DatabaseRole
from sar.db import LONG_STATEMENT_S, make_engine, make_sessions
from sar.errors import ReadFirst, Unavailable
from sar.http.heavy_work import HeavyWork
from sar.http.party_turns import TURN_S, PartyTurns
from sar.listening import NotificationListener
from sar.log import first_line, logger
from sar.record.channel import RECORD_CHANNEL
from sar.threads import to_its_end

log = logger(__name__)

AT_ONCE: Final = 2
"""Questions at once, of two parties: what one needs of the database is read while the other
searches."""
READERS: Final = AT_ONCE + 1
"""Readers of the fleet at once: questions, and another that only copies from it."""
REACH_S: Final = 3.0
RETRY_S: Final = 0.5
IN_LINE: Final = 16
"""Questions of one party that wait; of more it is told at once."""
LATER_IN_LINE: Final = 4
"""Later pages of one party that wait, which hold their turns at a connection."""
AWAY: Final = (DBAPIError, PoolTimeout, OSError)
_EVERYTHING: Final = sys.maxsize
"""More than any number or mark: whatever is committed is wanted."""

T = TypeVar("T")

Snapshots = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens a session in a transaction that reads the database as of one instant."""


class FleetTurn:
    """A question's turn with the fleet; the next comes when it is left."""

    def __init__(self, fleet: "FleetFollower", leave: Callable[[], Awaitable[None]]) -> None:
        self.fleet = fleet
        self.leave = leave
        """Lets the next one have it; may be called again."""


class FleetFollower:
    """Loads the fleet when it is first needed and applies later changes when it is behind.

    `follow` applies them as they are committed, so that a question seldom has to wait for any.
    Questions have their turns by party, and are searched one at a time: two threads that both need
    the interpreter answer no sooner, and keep everybody else waiting. `loaded` is called with its
    length whenever the whole fleet has been read.
    """

    def __init__(
        self,
        snapshots: Snapshots,
        loaded: Callable[[int], None],
        *,
        heavy: HeavyWork | None = None,
        reach_s: float = REACH_S,
    ) -> None:
        self._snapshots, self._loaded, self._reach_s = snapshots, loaded, reach_s
        self._heavy = heavy or HeavyWork()
        self._fleet: Fleet | None = None
        self._past, self._earlier = PastFixes(), EarlierPlaces()
        self._promises: dict[str, tuple[object, Promises]] = {}
        self._turns = Turns(READERS)
        self._catching_up, self._looking = asyncio.Lock(), asyncio.Lock()
        self._threads = ThreadPoolExecutor(READERS + 1, thread_name_prefix="fleet")
        self.access_cache = AccessCache()
        """Each party's access to the fleet."""
        self._questions, self._later_pages = (
            _in_turn(IN_LINE, most=AT_ONCE),
            _in_turn(LATER_IN_LINE),
        )
        self._searching = asyncio.Lock()
        self.asking = 0
        """Questions that have their turn or wait for it."""

    @asynccontextmanager
    async def question(self, party: str) -> AsyncIterator[FleetTurn]:
        """The turn of a party's question: the parties in turn, those of one in the order in which
        they came.

        TooManyAtOnce if too many of the same party wait, Unavailable if the others take too long.
        """
        self.asking += 1
        try:
            async with AsyncExitStack() as turn:
                await turn.enter_async_context(self._questions.turn(party))
                yield FleetTurn(self, turn.aclose)
        finally:
            self.asking -= 1

    def later_page(self, party: str) -> AbstractAsyncContextManager[None]:
        """The turn of a later page, which takes long to compute; as `question`."""
        return self._later_pages.turn(party)

    @asynccontextmanager
    async def at(self, number: int, mark: int) -> AsyncIterator[Fleet]:
        """The fleet, as of this number of the record and this mark of positions or later; others
        read it meanwhile, nobody changes it.

        Unavailable if it cannot get there in time.
        """
        async with AsyncExitStack() as turn:
            try:
                async with asyncio.timeout(self._reach_s):
                    await self._catch_up(number, mark)
                async with asyncio.timeout(TURN_S):
                    await turn.enter_async_context(self._turns.reading())
                fleet = self._reached(number, mark)
            except (TimeoutError, *AWAY) as error:
                detail = "The fleet is being read; ask again."
                raise Unavailable("fleet_behind", detail, 1) from error
            yield fleet

    def _reached(self, number: int, mark: int) -> Fleet:
        """The fleet, if it holds that much."""
        if self._fleet is None or _is_behind(self._fleet, number, mark):
            raise TimeoutError
        return self._fleet

    @asynccontextmanager
    async def seen_by(
        self, viewer: str, terms: Sequence[TermPlain], fleet: Fleet, *, now: datetime
    ) -> AsyncIterator[tuple[FleetAccess, PastFixes]]:
        """A viewer's access under terms in force at `now` to the fleet of `at`, and the earlier
        places of assets shown with delay."""
        async with self._looking:
            found, past = await self._look(viewer, terms, fleet, now=now)
            found.readers += 1
        try:
            yield found, past
        finally:
            found.readers -= 1

    async def run(self, work: Callable[[], T]) -> T:
        """Does the work in a thread of those who read the fleet."""
        return await to_its_end(asyncio.get_running_loop().run_in_executor(self._threads, work))

    async def search(self, party: str, work: Callable[[], T]) -> T:
        """As `run`, for a party's question in its turn: one after the other."""
        async with self._searching:
            return await self.run_for(party, work)

    async def run_for(self, party: str, work: Callable[[], T]) -> T:
        """As `run`, and counted as the party's heavy work."""
        with self._heavy.counted(party, work) as counted:
            return await self.run(counted)

    def close(self) -> None:
        """Ends the threads once their work is done."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _look(
        self, viewer: str, terms: Sequence[TermPlain], fleet: Fleet, *, now: datetime
    ) -> tuple[FleetAccess, PastFixes]:
        def asked() -> tuple[Promises, list[EarlierRow]]:
            promises = self._promises_to(viewer, terms, fleet, now=now)
            return promises, self._earlier.missing(fleet, promises, now=now)

        def looked() -> tuple[FleetAccess, list[DelayedRow]]:
            self._earlier.place(fleet, wanted, self._past)
            facts = self._earlier.facts(fleet, promises)
            deployed = _by_row(fleet, fleet.deployed.get(viewer, {}))
            found = self.access_cache.access_of(
                fleet, promises, facts, viewer=viewer, deployed=deployed
            )
            return found, access.delays(fleet, found, now=now)

        promises, wanted = await self.run(asked)
        await self._fill_past([one.key for one in wanted], now=now)
        found, late = await self.run(looked)
        shown = [(asset_id, held) for _, asset_id, _, held in late]
        await self._fill_past(shown, now=now)
        access.place_delayed(fleet, found, late, self._past)
        return found, self._past.only(found.late.values())

    async def _fill_past(self, wanted: list[PastKey], *, now: datetime) -> None:
        if self._past.missing(wanted, now=now):
            async with self._snapshots() as db:
                await from_tables.fill(db, self._past, wanted, now=now)

    def _promises_to(
        self, viewer: str, terms: Sequence[TermPlain], fleet: Fleet, *, now: datetime
    ) -> Promises:
        """Cached for as long as the terms, the occasions and the owners stay the same."""
        met = tuple(fleet.occasions.get(viewer, ()))
        basis = (tuple((term.id, begun(term, now)) for term in terms), met, fleet.index)
        kept = self._promises.get(viewer)
        if kept is None or kept[0] != basis:
            made = Promises(terms, fleet.index, viewer=viewer, occasions=met, now=now)
            self._promises[viewer] = kept = basis, made
        return kept[1]

    async def _catch_up(self, number: int, mark: int) -> None:
        """Applies what is committed, if the fleet does not yet hold so much."""
        if self._fleet is not None and not _is_behind(self._fleet, number, mark):
            return
        async with self._catching_up:
            fleet = self._fleet
            if fleet is not None and not _is_behind(fleet, number, mark):
                return
            async with self._snapshots() as db:
                if fleet is None or await _is_other(db, fleet):
                    loaded, changes = await from_tables.load(db), None
                else:
                    loaded, changes = fleet, await from_tables.changes(db, fleet)
            async with self._turns.changing():
                if changes is not None:
                    self._apply(changes, loaded)
                else:
                    self._fleet, self._past = loaded, PastFixes()
                    self.access_cache = AccessCache()
                    self._loaded(loaded.length)

    def _apply(self, changes: from_tables.FleetChanges, fleet: Fleet) -> None:
        """Applies changes; after a fault they may be applied in part, and the next question loads
        the fleet anew."""
        try:
            from_tables.apply(changes, fleet, self._past)
        except BaseException:
            self._fleet = None
            raise

    async def follow(self, notifications: NotificationListener) -> None:
        """Apply what is committed, whenever the database announces it, until cancelled."""
        async for _ in notifications.listen():
            try:
                await self._catch_up(_EVERYTHING, _EVERYTHING)
            except AWAY as error:
                log.warning("the fleet does not follow the database", error=first_line(error))
                await asyncio.sleep(RETRY_S)
            except ReadFirst:
                self._fleet = None  # a change may have been applied in part
            except Exception:
                # A change may have been applied in part: the next question loads the fleet anew.
                self._fleet = None
                log.exception("a fault in following the fleet")


@asynccontextmanager
async def following(
    database_url: str,
    *,
    loaded: Callable[[int], None] = lambda _: None,
    heavy: HeavyWork | None = None,
) -> AsyncIterator[FleetFollower]:
    """The fleet of this process, as the system role, until the process ends."""
    engine = make_engine(
        database_url, DatabaseRole.SYSTEM, pool_size=2, statement_s=LONG_STATEMENT_S
    )
    sessions = make_sessions(engine)

    @asynccontextmanager
    async def snapshots() -> AsyncIterator[AsyncSession]:
        async with sessions() as db:
            await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield db

    fleet = FleetFollower(snapshots, loaded, heavy=heavy)
    notifications = NotificationListener(database_url, [RECORD_CHANNEL, POSITIONS_CHANNEL])
    task = asyncio.create_task(fleet.follow(notifications))
    try:
        yield fleet
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        fleet.close()
        await engine.dispose()


def _in_turn(waiting: int, *, most: int = 1) -> PartyTurns:
    return PartyTurns(most=most, waiting=waiting, busy=_many_ask)


def _many_ask() -> Unavailable:
    return Unavailable("matches_busy", "Many are asking; ask again.", 1)


def _is_behind(fleet: Fleet, number: int, mark: int) -> bool:
    return fleet.number < number or fleet.mark < mark


def _by_row(fleet: Fleet, shared: Mapping[UUID, UUID]) -> dict[int, UUID]:
    """The incidents of deployed assets, by row."""
    rows = fleet.rows(shared).tolist()
    return {row: incident for row, incident in zip(rows, shared.values(), strict=True) if row >= 0}


async def _is_other(db: AsyncSession, fleet: Fleet) -> bool:
    """Whether the database went back in time, as after a restore: the fleet must be loaded anew."""
    number, mark = await from_tables.reached(db)
    return number < fleet.number or mark < fleet.mark
