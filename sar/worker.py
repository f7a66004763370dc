"""The worker: runs deferred jobs with the system role, one transaction each."""

import asyncio
import contextlib
import signal

from procrastinate import App, PsycopgConnector

from sar import installation, jobs
from sar.agreements import tasks as _agreements
from sar.db import DatabaseRole, conninfo, make_engine, make_sessions
from sar.incidents import tasks as _incidents
from sar.listening import Ear
from sar.log import logger
from sar.requests import tasks as _requests

log = logger(__name__)

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
    clock_keeper = asyncio.create_task(_follow_clock(database_url, sessions))
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
        clock_keeper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await clock_keeper
        await engine.dispose()


async def _follow_clock(database_url: str, sessions: jobs.Sessions) -> None:
    ear = Ear(database_url, [installation.CLOCK_CHANNEL])
    async for _heard in ear.listen():
        async with sessions() as db:
            await installation.adopt(db)


def main(database_url: str) -> None:
    """Run in the foreground."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(database_url))
    log.info("worker stopped", signal=signal.SIGINT.name)
