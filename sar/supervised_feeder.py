"""The reader of feeds as a child of the web process: begun with it, begun again where it ends by
itself, and ended with it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from sar.log import logger

log = logger(__name__)

COMMAND: Final = (sys.executable, "-m", "sar.cli", "feeds", "run", "--until-input-ends")
FIRST_WAIT_S: Final = 1.0
LONGEST_WAIT_S: Final = 60.0
STEADY_S: Final = 60.0
"""One that has read for so long was a good one: the next wait is short again."""
ENDS_WITHIN_S: Final = 10.0
"""It keeps what has come (`feed_reading.LAST_KEPT_S`) and closes its connections."""


@asynccontextmanager
async def reading_feeds_beside(*, wanted: bool) -> AsyncIterator[None]:
    """Have feeds read in a process of its own for the time of the block, if that is wanted."""
    if not wanted:
        yield
        return
    supervising = asyncio.create_task(_supervise())
    try:
        yield
    finally:
        supervising.cancel()
        await asyncio.gather(supervising, return_exceptions=True)


async def _supervise() -> None:
    """Have one running until cancelled; another begins after 1 s, and then twice as late up to a
    minute."""
    loop, wait_s = asyncio.get_running_loop(), FIRST_WAIT_S
    while True:
        began = loop.time()
        try:
            ended = f"it ended with {await _read_until_it_ends()}"
        except OSError as error:
            ended = f"it cannot be begun: {error.strerror}"
        if loop.time() - began >= STEADY_S:
            wait_s = FIRST_WAIT_S
        log.warning("feeds are not read; their reader is begun again", why=ended, in_s=wait_s)
        await asyncio.sleep(wait_s)
        wait_s = min(2 * wait_s, LONGEST_WAIT_S)


async def _read_until_it_ends() -> int:
    """Begin one, and return its exit code. Its input is a pipe that ends with this process, however
    that ends; signals of the terminal go to this process alone."""
    process = await asyncio.create_subprocess_exec(
        *COMMAND, stdin=asyncio.subprocess.PIPE, start_new_session=True
    )
    try:
        return await process.wait()
    finally:
        if process.returncode is None:
            await _end(process)


async def _end(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    try:
        async with asyncio.timeout(ENDS_WITHIN_S):
            await process.wait()
    except TimeoutError:
        log.warning("the reader of feeds does not end, and is ended")
        process.kill()
        await process.wait()
