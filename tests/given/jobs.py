"""Deferred jobs, run as a worker runs them and held to the record's law."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tests.given.requests import Plain, deferred
from tests.law import lawful


async def run_job(
    db: AsyncSession,
    work: Callable[..., Awaitable[Any]],
    args: Plain,
    *,
    now: datetime,
    times: int = 1,
) -> None:
    """The job is done; twice, as by a worker that is killed and does it again."""
    for _ in range(times):
        async with lawful(db):
            await work(db, now=now, **args)
            await db.commit()


async def run_newest(
    db: AsyncSession,
    work: Callable[..., Awaitable[Any]],
    name: str,
    *,
    now: datetime,
    times: int = 1,
) -> None:
    """The newest job of that name is done."""
    await run_job(db, work, (await deferred(db, name))[-1], now=now, times=times)
