"""The worker: runs deferred jobs with the system role, one transaction each."""

import asyncio
import contextlib
import signal
from collections.abc import Mapping
from datetime import datetime

from procrastinate import App, PsycopgConnector
from sqlalchemy.exc import SQLAlchemyError

from sar import clock, installation, jobs
from sar.agreements import jobs as _agreements
from sar.assets import zone_crossings
from sar.db import DatabaseRole, conninfo, make_engine, make_sessions
from sar.incidents import jobs as _incidents
from sar.listening import NotificationListener
from sar.log import logger
from sar.pruning import prune
from sar.requests import jobs as _requests
from sar.settings import settings

log = logger(__name__)

BETWEEN_BATCHES_S = 1.0
BETWEEN_LOOKS_S = 600.0
BETWEEN_CROSSINGS_S = 2.0

WORKS = (_agreements, _incidents, _requests)
"""Imported for the works they register."""


async def run(database_url: str) -> None:
    """Work until told to stop (SIGINT, SIGTERM); a job under way is finished first."""
    place = conninfo(database_url, DatabaseRole.SYSTEM)
    app = App(connector=PsycopgConnector(conninfo=place))
    app.add_tasks_from(jobs.blueprint, namespace=jobs.NAMESPACE)
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=5)
    sessions = make_sessions(engine)
    async with sessions() as db:
        await installation.adopt(db)
    beside = [
        asyncio.create_task(_follow_clock(database_url, sessions)),
        asyncio.create_task(_prune(sessions)),
        asyncio.create_task(_tell_crossings(sessions)),
    ]
    try:
        async with app.open_async():
            await app.run_worker_async(
                queues=[jobs.QUEUE],
                concurrency=4,
                fetch_job_polling_interval=2,
                additional_context={"sessions": sessions},
                delete_jobs="successful",
                shutdown_graceful_timeout=10,
            )
    finally:
        for one in beside:
            one.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        await engine.dispose()


async def _follow_clock(database_url: str, sessions: jobs.Sessions) -> None:
    notifications = NotificationListener(database_url, [installation.CLOCK_CHANNEL])
    async for _heard in notifications.listen():
        async with sessions() as db:
            await installation.adopt(db)


async def _prune(sessions: jobs.Sessions) -> None:
    """One batch after the other while there is anything to delete, then nothing for a while."""
    while True:
        gone: Mapping[str, int] = {}
        try:
            async with sessions() as db, db.begin():
                gone = await prune(
                    db,
                    real_now=clock.real_now(),
                    now=clock.now(),
                    track_days=settings().track_days,
                )
        except SQLAlchemyError as error:
            log.warning("nothing could be pruned", error=str(error).splitlines()[0])
        if any(gone.values()):
            log.info("pruned", **gone)
        await asyncio.sleep(BETWEEN_BATCHES_S if any(gone.values()) else BETWEEN_LOOKS_S)


async def _tell_crossings(sessions: jobs.Sessions) -> None:
    """A pass refused because access changed meanwhile is done again from the start."""
    since: datetime | None = None
    while True:
        now = clock.now()
        try:
            async with sessions() as db, db.begin():
                await zone_crossings.tell(db, since=since, now=now)
            since = now
        except SQLAlchemyError as error:
            log.warning("crossings are not told yet", error=str(error).splitlines()[0])
        await asyncio.sleep(BETWEEN_CROSSINGS_S)


def main(database_url: str) -> None:
    """Run in the foreground."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(database_url))
    log.info("worker stopped", signal=signal.SIGINT.name)
