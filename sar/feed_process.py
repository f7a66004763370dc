"""The feeder: reads feeds, in the worker or, for very much traffic, in a process of its own."""

import asyncio
import contextlib
import signal
from functools import partial

from sar import installation
from sar.clock_following import follow_clock
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.interop.feed_reading import read_feeds
from sar.log import logger
from sar.sole_work import alone

log = logger(__name__)


async def read_feeds_here(database_url: str) -> None:
    """Read all feeds while no other process does, until cancelled."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=4)
    try:
        await alone(engine, "feeds", partial(read_feeds, make_sessions(engine)))
    finally:
        await engine.dispose()


async def _run(database_url: str) -> None:
    """Read them until told to stop (SIGINT, SIGTERM)."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=1)
    sessions = make_sessions(engine)
    async with sessions() as db:
        await installation.adopt(db)
    tasks = [
        asyncio.create_task(follow_clock(database_url, sessions)),
        asyncio.create_task(read_feeds_here(database_url)),
    ]
    told_to_stop = asyncio.Event()
    for asked in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(asked, told_to_stop.set)
    await told_to_stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await engine.dispose()


def main(database_url: str) -> None:
    """Run in the foreground."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(database_url))
    log.info("feeder stopped")
