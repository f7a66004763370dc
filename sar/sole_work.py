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
"""So often a process that does not do the work tries to be the one that does."""


async def _nothing() -> None:
    """Do nothing."""


async def alone(
    engine: AsyncEngine,
    name: str,
    work: Callable[[AsyncConnection], Awaitable[None]],
    *,
    at_another: Callable[[], Awaitable[None]] = _nothing,
) -> None:
    """Does the work while no other process does, and again after every fault. Another takes
    over once the connection that holds the lock has ended; `at_another` is done when it is found
    to have."""
    while True:
        try:
            if not await _once_alone(engine, name, work):
                await at_another()
        except (SQLAlchemyError, ProcrastinateException) as error:
            log.warning("this is not done yet", work=name, error=first_line(error))
        except Exception:
            log.exception("a fault in what one worker does", work=name)
        raise_if_cancelled()
        await asyncio.sleep(BETWEEN_TRIES_S)


async def _once_alone(
    engine: AsyncEngine, name: str, work: Callable[[AsyncConnection], Awaitable[None]]
) -> bool:
    """Whether no other process does it."""
    lock = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 1))")
    async with engine.connect() as connection:
        is_ours = (await connection.execute(lock, {"name": name})).scalar_one()
        await connection.commit()
        if is_ours:
            try:
                await work(connection)
            finally:
                await connection.invalidate()
        return bool(is_ours)
