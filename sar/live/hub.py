"""One hub in each process: listens to the database once and fills every socket's outbox."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Final
from uuid import UUID

from prometheus_client import Gauge
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sar import clock, installation
from sar.alerts import health as alerts
from sar.alerts.views import AlertsLeavingView
from sar.assets.channel import POSITIONS_CHANNEL
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions, most_connections
from sar.errors import ReadFirst
from sar.http.heavy_work import HeavyWork
from sar.http.lanes import LaneBounds, Lanes, Whose
from sar.listening import NotificationListener
from sar.live import protocol
from sar.live.access_watch import AccessWatch, changed_between
from sar.live.audience import MAX_PER_IDENTITY, Audience, Listener
from sar.live.counts_exchange import COUNTS_CHANNEL, CountsExchange
from sar.live.entry_feed import EntryFeed, backlog, not_resumable
from sar.live.expected_feed import ExpectedFeed
from sar.live.frames import ResyncReason
from sar.live.position_feed import PositionFeed
from sar.log import first_line, logger
from sar.parties import open_pages
from sar.parties.views import ClockView
from sar.record import service as record
from sar.record.channel import RECORD_CHANNEL
from sar.requests.channel import EXPECTED_CHANNEL
from sar.settings import settings

log = logger(__name__)

UP = Gauge("sar_live_feed_up", "1 while the live feed follows the database")

HEARTBEAT_S: Final = 5.0
"""Twice within the ten seconds of silence after which a screen is no longer green."""
WATCH_S: Final = 1.0
ALERTS_S: Final = 5.0
PAGES_S: Final = 3.0
LOADS_ANEW_S: Final = 5.0
"""A page that is loaded anew is away no longer, and has not been closed (house figure)."""
POSITIONS_IDLE_S: Final = 1.0
"""The longest time from one reading of positions that have moved to the next: some move by time
alone, and a notification may be lost."""
RETRY_S: Final = 0.5
SILENT_S: Final = 5.0
"""Without a good look at the database for longer than this the hub is not live."""

POOL: Final = 4
ROUNDS: Final = 5
"""The hub's own, with a connection each at most: entries, times, clock, positions, access."""
ASKING: Final = LaneBounds(
    most=most_connections(POOL) - ROUNDS,
    writes=0,
    party=2,
    identity=1,
    own_writes=0,
    waiting=2 * MAX_PER_IDENTITY,
)
"""Sockets that ask something of the database: they leave a connection to each round."""

AWAY: Final = (DBAPIError, OSError)


class Hub:
    """Reads what was committed once for all sockets; a slow socket never slows another."""

    def __init__(self, database_url: str, *, heavy: HeavyWork | None = None) -> None:
        self.audience = Audience()
        self._positions = PositionFeed(self.audience)
        self._entries = EntryFeed(self.audience, self._positions)
        self._expected = ExpectedFeed(self.audience)
        self._watch = AccessWatch(self.audience, self._positions)
        self._notifications = NotificationListener(
            database_url,
            [
                RECORD_CHANNEL,
                POSITIONS_CHANNEL,
                EXPECTED_CHANNEL,
                installation.CLOCK_CHANNEL,
                COUNTS_CHANNEL,
            ],
        )
        self._engine = make_engine(
            database_url,
            DatabaseRole.SYSTEM,
            pool_size=POOL,
            statement_s=settings().statement_s,
        )
        self._sessions = make_sessions(self._engine)
        self._asking = Lanes(ASKING)
        self._exercise = False
        self._entries_news, self._clock_news = asyncio.Event(), asyncio.Event()
        self._expected_news, self._positions_news = asyncio.Event(), asyncio.Event()
        self._looked_s = self._alerts_looked_s = 0.0
        self._alerts: AlertsLeavingView | None = None
        self._id = uuid7()
        self._counts = CountsExchange(self._id, heavy)
        self._pages: frozenset[UUID] | None = None
        self._pages_seen_s: dict[UUID, float] = {}
        self._pages_said_s = 0.0
        self._watched: frozenset[str] | None = None
        self._failing: set[str] = set()
        self._was_live = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Hub"]:
        """Follow the database until the process ends."""
        UP.set_function(lambda: self.is_live)
        await self._in_session(self._entries.begin)
        await self._in_session(self._adopt_clock)
        roads = [
            asyncio.create_task(road)
            for road in (
                self._hear(),
                self._whenever(self._entries_news, self._send_entries),
                self._whenever(self._expected_news, self._expected.send_changes),
                self._whenever(self._clock_news, self._adopt_clock),
                self._follow_positions(),
                self._every(WATCH_S, self._look),
                self._beat(),
            )
        ]
        try:
            yield self
        finally:
            for road in roads:
                road.cancel()
            await asyncio.gather(*roads, return_exceptions=True)
            with suppress(*AWAY, PoolTimeout):  # else it lapses
                await self._in_session(self._close_pages)
            await self._engine.dispose()

    @property
    def is_live(self) -> bool:
        """Whether the database answers and its notifications arrive."""
        silent_s = asyncio.get_running_loop().time() - self._looked_s
        return self._notifications.is_connected and silent_s < SILENT_S and not self._failing

    @property
    def clock(self) -> ClockView:
        """The platform's time, as this process has it."""
        return protocol.clock_view(exercise=self._exercise)

    # what sockets ask

    async def start(self, listener: Listener, start: protocol.StartMessage) -> None:
        """Begin the listener's stream after the number it says, without gap or repeat.

        Entries committed while the backlog is read are held in its outbox, so that each is in the
        one or the other; a slow reader takes its backlog in pages at its own pace.
        """
        outbox = listener.outbox
        thin = start.format == "thin"
        outbox.restart(thin=thin)
        async with self._turn(listener) as db:
            head = await record.head(db, listener.party)
            reason: ResyncReason | None = None
            if start.since is not None:
                reason = not_resumable(since=start.since, head=head)
            after = head if reason or start.since is None else start.since
            outbox.ready(protocol.ready(head, self.clock, thin=thin), after=after)
            if start.as_of and listener.party in await changed_between(
                db, start.as_of, clock.now()
            ):
                reason = reason or protocol.ACCESS_CHANGED
            if reason:
                outbox.resync(reason)
        while not await self._take_page(listener) or not outbox.release():
            await outbox.drained()
            outbox.hold()
        await self.watch(listener, start)
        async with self._turn(listener) as db:
            await self._expected.welcome(db, listener)

    async def _take_page(self, listener: Listener) -> bool:
        async with self._turn(listener) as db:
            return await backlog(db, listener)

    async def watch(self, listener: Listener, watched: protocol.Watched) -> None:
        """Let the listener have the positions that it watches from now on."""
        listener.watch = watched.watch
        async with self._turn(listener) as db:
            await self._positions.welcome(db, listener)

    @asynccontextmanager
    async def _turn(self, listener: Listener) -> AsyncIterator[AsyncSession]:
        """A session in the listener's turn; raises OwnLimitError or AllBusyError."""
        whose = Whose(listener.party, str(listener.caller.identity), writes=False)
        async with self._asking.turn(whose), self._sessions() as db:
            yield db

    # its own rounds

    async def _hear(self) -> None:
        async for heard in self._notifications.listen():
            if heard.channel in ("", RECORD_CHANNEL):
                self._entries_news.set()
            if heard.channel in ("", POSITIONS_CHANNEL):
                self._positions_news.set()
            if heard.channel in ("", EXPECTED_CHANNEL):
                self._expected_news.set()
            if heard.channel in ("", installation.CLOCK_CHANNEL):
                self._clock_news.set()
            if heard.channel == COUNTS_CHANNEL:
                self._counts.hear(heard.payload)

    async def _whenever(
        self, news: asyncio.Event, work: Callable[[AsyncSession], Awaitable[None]]
    ) -> None:
        while True:
            await news.wait()
            news.clear()
            if not await self._try(work):
                news.set()
                await asyncio.sleep(RETRY_S)

    async def _every(self, seconds: float, work: Callable[[AsyncSession], Awaitable[None]]) -> None:
        while True:
            await self._try(work)
            await asyncio.sleep(seconds)

    async def _follow_positions(self) -> None:
        idle_s = POSITIONS_IDLE_S - protocol.POSITIONS_EVERY_S
        while True:
            self._positions_news.clear()
            await self._try(self._positions.send_changes)
            await asyncio.sleep(protocol.POSITIONS_EVERY_S)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._positions_news.wait(), idle_s)

    async def _try(self, work: Callable[[AsyncSession], Awaitable[None]]) -> bool:
        """Do it in a session of its own; whether it went well. The hub outlives every fault."""
        name = work.__qualname__
        try:
            await self._in_session(work)
        except (*AWAY, PoolTimeout, ReadFirst) as error:
            if name not in self._failing:
                log.warning(
                    "the live feed does not reach the database", work=name, error=first_line(error)
                )
        except Exception:
            log.exception("a fault in the live feed", work=name)
        else:
            self._failing.discard(name)
            return True
        self._failing.add(name)
        return False

    async def _in_session(self, work: Callable[[AsyncSession], Awaitable[None]]) -> None:
        async with self._sessions() as db:
            await work(db)

    async def _look(self, db: AsyncSession) -> None:
        await self._counts.tell(db)
        self._entries_news.set()  # were we ever deaf without knowing it, this bounds the harm
        await self._watch.check(db)
        self._looked_s = asyncio.get_running_loop().time()
        if self._looked_s - self._alerts_looked_s >= ALERTS_S:
            await self._look_at_alerts(db)
            self._alerts_looked_s = self._looked_s
        await self._look_at_pages(db)
        self._was_live, was_live = self.is_live, self._was_live
        if self._was_live and not was_live:
            self._pulse()

    async def _look_at_alerts(self, db: AsyncSession) -> None:
        """Everybody is told at once when they begin to leave, or leave no more."""
        before, self._alerts = self._alerts, await alerts.read(db)
        if before is not None and before.state is not self._alerts.state:
            self._pulse()

    async def _look_at_pages(self, db: AsyncSession) -> None:
        """Say which pages are open here, and tell at once the parties that began to be watched
        anywhere, or are watched no more."""
        seen = self._pages_seen_s | dict.fromkeys(self.audience.sign_ins, self._looked_s)
        self._pages_seen_s = {
            page: at for page, at in seen.items() if self._looked_s - at <= LOADS_ANEW_S
        }
        pages = frozenset(self._pages_seen_s)
        if pages == self._pages and self._looked_s - self._pages_said_s < PAGES_S:
            return
        await open_pages.note_open_pages(db, self._id, pages)
        before, self._watched = self._watched, await open_pages.watched(db)
        await db.commit()
        self._pages, self._pages_said_s = pages, self._looked_s
        for party in self._watched ^ (before or frozenset()):
            self._pulse_to(self.audience.of(party))

    async def _close_pages(self, db: AsyncSession) -> None:
        await open_pages.note_open_pages(db, self._id, ())
        await db.commit()

    async def _adopt_clock(self, db: AsyncSession) -> None:
        self._exercise = (await installation.adopt(db)).exercise
        self._positions.look_at_delayed()
        self._pulse()

    async def _send_entries(self, db: AsyncSession) -> None:
        await self._entries.send_changes(db)
        if await installation.catch_up(db):
            self._pulse()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            if self.is_live:
                self._pulse()

    def _pulse(self) -> None:
        self._pulse_to(self.audience)

    def _pulse_to(self, listeners: Iterable[Listener]) -> None:
        clock_now, watched = self.clock, self._watched
        for listener in listeners:
            is_watched = None if watched is None else listener.party in watched
            listener.outbox.pulse(clock_now, self._alerts, is_watched)
