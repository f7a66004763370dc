"""Following the installation's clock, in processes that have no live feed."""

import asyncio
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from sar import installation, jobs
from sar.ended_tasks import raise_if_cancelled
from sar.listening import NotificationListener
from sar.log import first_line, logger

log = logger(__name__)

ASKED_AGAIN_AFTER_S: Final = 2.0
"""So long after a fault the database is asked for the clock again."""


async def follow_clock(
    database_url: str, sessions: jobs.SystemSessions, changed: asyncio.Event | None = None
) -> None:
    """Let this process's clock follow the installation's; `changed` is set each time it may have
    been set anew."""
    notifications = NotificationListener(database_url, [installation.CLOCK_CHANNEL])
    async for _heard in notifications.listen():
        await _adopt_clock(sessions)
        if changed is not None:
            changed.set()


async def _adopt_clock(sessions: jobs.SystemSessions) -> None:
    """Follows the installation's clock as soon as the database tells it."""
    while True:
        try:
            async with sessions() as db:
                await installation.adopt(db)
        except (SQLAlchemyError, OSError) as error:
            raise_if_cancelled()
            log.warning("the clock is not known yet", error=first_line(error))
            await asyncio.sleep(ASKED_AGAIN_AFTER_S)
        else:
            return
