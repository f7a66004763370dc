"""Following the expected times: worked out whenever what they rest on changes, and each minute."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.log import first_line, logger
from sar.requests.deployments import eta
from sar.requests.deployments.recording import record_expected_time, with_news

log = logger(__name__)

BETWEEN_ROUNDS_S: Final = 0.25
AT_LEAST_EVERY_S: Final = 1.0
"""Times become due by the clock alone; in an exercise it may run fast."""

AT_ONCE: Final = 10
"""So many entries are written between two workings-out, which must not wait for more."""

Transactions = Callable[[], AbstractAsyncContextManager[AsyncSession]]
"""Opens a session of the system role in a transaction of its own."""


async def follow(transactions: Transactions, news: asyncio.Event) -> None:
    """Rounds for ever: after `news` of the record or of positions, and every second. Only one
    process at a time may."""
    untold: list[UUID] = []
    while True:
        news.clear()
        untold = await one_round(transactions, untold)
        await asyncio.sleep(BETWEEN_ROUNDS_S)
        try:
            async with asyncio.timeout(0.0 if untold else AT_LEAST_EVERY_S - BETWEEN_ROUNDS_S):
                await news.wait()
        except TimeoutError:
            continue


async def one_round(transactions: Transactions, untold: Sequence[UUID] = ()) -> list[UUID]:
    """Work out what is due, then tell the record the news in it, each in its own transaction.

    Of many units not all at once: those left, and those refused because access or the unit's work
    changed meanwhile, are answered, for the next round.
    """
    now = clock.now()
    async with transactions() as db:
        works = await eta.refresh(db, now=now)
    if not works and not untold:
        return []
    async with transactions() as db:
        news = await with_news(db, list(dict.fromkeys([*untold, *works])), now=now)
    left = news[AT_ONCE:]
    for work_id in news[:AT_ONCE]:
        try:
            async with transactions() as db:
                await record_expected_time(db, work_id, now=clock.now())
        except SQLAlchemyError as error:
            log.info("an expected time is told later", error=first_line(error))
            left.append(work_id)
    return left
