"""The feeder: reads feeds, in the worker or in a process of its own, which may be a child of a web
process."""

import asyncio
import contextlib
import os
import signal
import sys

from sar import installation
from sar.clock_following import follow_clock
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions
from sar.interop.feed_reading import FeedsRead
from sar.log import logger
from sar.sole_work import alone

log = logger(__name__)


async def read_feeds_here(database_url: str) -> None:
    """Read all feeds while no other process does, until cancelled. While the database is away they
    are read on."""
    engine = make_engine(database_url, DatabaseRole.SYSTEM, pool_size=4)
    feeds = FeedsRead(make_sessions(engine))
    try:
        await alone(engine, "feeds", feeds.go_on, at_another=feeds.stop)
    finally:
        await feeds.stop()
        await engine.dispose()


async def _run(database_url: str, *, until_input_ends: bool) -> None:
    """Read them until told to stop (SIGINT, SIGTERM, or the end of the input)."""
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
    if until_input_ends:
        _tell_when_input_ends(told_to_stop)
    await told_to_stop.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await engine.dispose()


def _tell_when_input_ends(ended: asyncio.Event) -> None:
    """Set it when nobody holds the other end of the input any more."""
    loop, number = asyncio.get_running_loop(), sys.stdin.fileno()

    def read() -> None:
        if not os.read(number, 1024):
            loop.remove_reader(number)
            ended.set()

    loop.add_reader(number, read)


def main(database_url: str, *, until_input_ends: bool = False) -> None:
    """Run in the foreground."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(database_url, until_input_ends=until_input_ends))
    log.info("feeder stopped")
