"""The reads of an operator's command without models: one transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import psycopg

from sar import database
from sar.database_roles import DatabaseRole, conninfo

T = TypeVar("T")


def in_plain_connection(work: Callable[[psycopg.AsyncConnection[Any]], Awaitable[T]]) -> T:
    """Do work that reads, in one transaction of the system role."""

    async def run() -> T:
        place = conninfo(database.url(), DatabaseRole.SYSTEM)
        async with await psycopg.AsyncConnection.connect(place) as connection:
            return await work(connection)

    return asyncio.run(run())
