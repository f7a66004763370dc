"""Work that one process of an installation does at a time, under a lock of the database."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from procrastinate.exceptions import ProcrastinateException
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from sar.ended_tasks import raise_if_cancelled
from sar.log import first_line, logger

log = logger(__name__)

BETWEEN_TRIES_S: Final = 2.0


async def alone(
    engine: AsyncEngine, name: str, work: Callable[[AsyncConnection], Awaitable[None]]
) -> None:
    """Does the work while no other process does, and again after every fault. Another takes
    over once the connection that holds the lock has ended."""
    while True:
        try:
            await _once_alone(engine, name, work)
        except (SQLAlchemyError, ProcrastinateException) as error:
            log.warning("this is not done yet", work=name, error=first_line(error))
        except Exception:
            log.exception("a fault in what one worker does", work=name)
        raise_if_cancelled()
        await asyncio.sleep(BETWEEN_TRIES_S)


async def _once_alone(
    engine: AsyncEngine, name: str, work: Callable[[AsyncConnection], Awaitable[None]]
) -> None:
    lock = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 1))")
    async with engine.connect() as connection:
        is_ours = (await connection.execute(lock, {"name": name})).scalar_one()
        await connection.commit()
        if is_ours:
            try:
                await work(connection)
            finally:
                await connection.invalidate()
