"""The worker: runs deferred jobs with the system role, one transaction each."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.manager import JobManager
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from sar import clock, installation, jobs
from sar import pruning as _pruning
from sar.agreements import jobs as _agreements
from sar.alerts import jobs as _alerts
from sar.alerts.sending import AlertSenderLoop
from sar.alerts.ways import Ways
from sar.assets import jobs as _assets
from sar.assets import own_types, zone_crossings
from sar.assets.channel import POSITIONS_CHANNEL
from sar.bounded_connection import NETWORK, BoundedConnection
from sar.clock_following import follow_clock
from sar.database_roles import DatabaseRole, conninfo
from sar.db import LONG_STATEMENT_S, SILENCE_S, limits_of, make_engine, make_sessions
from sar.distress_reports import signal_alerts as _signals
from sar.feed_process import read_feeds_here
from sar.incidents import jobs as _incidents
from sar.listening import NotificationListener
from sar.log import first_line, logger
from sar.record.channel import RECORD_CHANNEL
from sar.requests import jobs as _requests
from sar.requests.deployments import following as expected
from sar.requests.deployments import silence_round
from sar.settings import settings
from sar.sole_work import alone

log = logger(__name__)

LOOK_FOR_JOBS_S = 1.0
"""A clock that runs out is late by so much at most, where workers are not busy."""

BEGUN_AGAIN_AFTER_S = 2.0
"""So long after the queue's worker has ended another begins."""

CROSSINGS_EVERY_S = 2.0
"""So often crossings of zones are looked for."""

RESCHEDULED_AFTER_S = 1.0
"""So long after the exercise's clock was set; transactions under way then are over by far."""

HEARTBEAT_S = 5.0
DEAD_AFTER_S = 20.0
"""A worker that has said nothing for so long is dead, and its jobs are done by another."""

QUEUE_STATEMENT_S = 30.0
"""The limit of a statement of the queue itself."""

WORKS = (_agreements, _alerts, _assets, _incidents, _requests, _signals, _pruning)
"""Imported for the works they register."""


async def run(database_url: str) -> None:
    """Work until told to stop (SIGINT, SIGTERM); a job under way is finished first."""
    app = App(connector=_queue(database_url))
    app.add_tasks_from(jobs.blueprint, namespace=jobs.NAMESPACE)
    engine = make_engine(
        database_url, DatabaseRole.SYSTEM, pool_size=6, statement_s=LONG_STATEMENT_S
    )
    sessions = make_sessions(engine)
    ways = Ways(settings())
    async with sessions() as db:
        await installation.adopt(db)
        await own_types.keep_all(db)
    own_types.look_up_at_once_in(database_url)
    beside = [
        asyncio.create_task(own_types.follow(database_url, sessions)),
        asyncio.create_task(_follow_clock(database_url, sessions)),
        asyncio.create_task(AlertSenderLoop(database_url, sessions, ways).run()),
        asyncio.create_task(alone(engine, "crossings", _tell_crossings)),
        *([] if settings().feeds_apart else [asyncio.create_task(read_feeds_here(database_url))]),
        asyncio.create_task(alone(engine, "silence", _follow_silence)),
        asyncio.create_task(
            alone(engine, "expected times", partial(_follow_expected, database_url))
        ),
    ]
    told_to_stop = asyncio.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(asked, told_to_stop.set)
    try:
        async with app.open_async():
            taking_up = alone(engine, "stalled jobs", partial(_take_up, app.job_manager))
            beside.append(asyncio.create_task(taking_up))
            about = {"sessions": sessions, "adopt_clock": installation.adopt}
            await do_jobs(lambda: _queue_worker(app, about), told_to_stop)
    finally:
        for one in beside:
            one.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        ways.close()
        await engine.dispose()


async def _queue_worker(app: App, about: dict[str, Any]) -> None:
    """Does jobs until it is cancelled, or the database fails it; a job under way is finished."""
    await app.run_worker_async(
        queues=[jobs.QUEUE],
        concurrency=4,
        fetch_job_polling_interval=LOOK_FOR_JOBS_S,
        additional_context=about,
        delete_jobs="successful",
        shutdown_graceful_timeout=10,
        update_heartbeat_interval=HEARTBEAT_S,
        stalled_worker_timeout=DEAD_AFTER_S,
        install_signal_handlers=False,
    )


async def do_jobs(
    begin: Callable[[], Coroutine[Any, Any, None]], told_to_stop: asyncio.Event
) -> None:
    """Has jobs done until told to stop. A worker of the queue ends by itself where the database is
    away for a while, and another begins then: alarms about silences are among the jobs."""
    stopping = asyncio.create_task(told_to_stop.wait())
    working = None
    try:
        while not told_to_stop.is_set():
            working = asyncio.create_task(begin())
            await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                error = working.exception()
                first = str(error).partition("\n")[0] if error else ""
                log.warning("the queue's worker ended; another begins", error=first)
                await asyncio.wait({stopping}, timeout=BEGUN_AGAIN_AFTER_S)
    finally:
        stopping.cancel()
        if working is not None:
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)


class _QueueConnection(BoundedConnection):
    answer_s = QUEUE_STATEMENT_S + SILENCE_S


def _queue(database_url: str) -> PsycopgConnector:
    limits = limits_of(QUEUE_STATEMENT_S)
    return PsycopgConnector(
        conninfo=conninfo(database_url, DatabaseRole.SYSTEM, **limits),
        connection_class=_QueueConnection,
        kwargs=dict(NETWORK),
    )


async def _follow_clock(database_url: str, sessions: jobs.SystemSessions) -> None:
    changed = asyncio.Event()
    rescheduling = asyncio.create_task(_reschedule_after(changed, sessions))
    try:
        await follow_clock(database_url, sessions, changed)
    finally:
        rescheduling.cancel()


async def _reschedule_after(changed: asyncio.Event, sessions: jobs.SystemSessions) -> None:
    """Soon after an exercise's clock was set, move the jobs that were deferred by its earlier time
    in a transaction which was under way then: else they would wait for the next change of it."""
    while True:
        await changed.wait()
        await asyncio.sleep(RESCHEDULED_AFTER_S)
        changed.clear()
        try:
            async with sessions() as db, db.begin():
                await jobs.reschedule(db)
        except (SQLAlchemyError, OSError) as error:
            log.warning("jobs are not moved yet", error=first_line(error))
            changed.set()


async def _take_up(manager: JobManager, connection: AsyncConnection) -> None:
    """Has the jobs of dead workers done again, until the connection, which holds the lock, is lost.

    Each is safe to repeat: its work is one transaction, which notes that it is done.
    """
    while not connection.invalidated:
        for job in await manager.get_stalled_jobs(
            queue=jobs.QUEUE, seconds_since_heartbeat=DEAD_AFTER_S
        ):
            await manager.retry_job(job)
            log.warning(
                "a job of a dead worker is done again", job=job.id, work=job.task_kwargs.get("work")
            )
        await asyncio.sleep(HEARTBEAT_S)
        await connection.execute(text("SELECT 1"))
        await connection.commit()


async def _tell_crossings(connection: AsyncConnection) -> None:
    """Goes on until the connection, which holds the lock, is lost: no lock, no recording.

    A pass refused because access changed meanwhile is done again from the start.
    """
    since: datetime | None = None
    while not connection.invalidated:
        now = clock.now()
        try:
            async with _transaction(connection) as db:
                await zone_crossings.record_crossings(db, since=since, now=now)
            since = now
        except SQLAlchemyError as error:
            log.warning("crossings are not told yet", error=first_line(error))
        await asyncio.sleep(CROSSINGS_EVERY_S)


async def _follow_expected(database_url: str, connection: AsyncConnection) -> None:
    """Works the expected times out until the connection, which holds the lock, is lost."""
    news = asyncio.Event()
    hearing = asyncio.create_task(_hear(database_url, news))
    try:
        await expected.follow(lambda: _transaction(connection), news)
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)


async def _follow_silence(connection: AsyncConnection) -> None:
    """Tells which units at work are silent until the connection, which holds the lock, is lost."""
    await silence_round.follow_silence(connection, lambda: _transaction(connection))


async def _hear(database_url: str, news: asyncio.Event) -> None:
    channels = [RECORD_CHANNEL, POSITIONS_CHANNEL, installation.CLOCK_CHANNEL]
    async for _heard in NotificationListener(database_url, channels).listen():
        news.set()


@contextlib.asynccontextmanager
async def _transaction(connection: AsyncConnection) -> AsyncIterator[AsyncSession]:
    """A session on the connection that holds a lock, in a transaction of its own."""
    async with AsyncSession(connection, expire_on_commit=False) as db, db.begin():
        yield db


def main(database_url: str) -> None:
    """Run in the foreground."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(database_url))
    log.info("worker stopped", signal=signal.SIGINT.name)
