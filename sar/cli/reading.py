"""The reads of an operator's command without models, as of one instant."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import psycopg

from sar import database
from sar.database_roles import DatabaseRole, conninfo

T = TypeVar("T")


def in_plain_connection(work: Callable[[psycopg.AsyncConnection[Any]], Awaitable[T]]) -> T:
    """Do work that reads, in one transaction of the system role that sees one instant: whatever
    others write meanwhile, its figures belong together."""

    async def run() -> T:
        place = conninfo(database.url(), DatabaseRole.SYSTEM)
        async with await psycopg.AsyncConnection.connect(place) as connection:
            await connection.set_isolation_level(psycopg.IsolationLevel.REPEATABLE_READ)
            await connection.set_read_only(True)
            return await work(connection)

    return asyncio.run(run())
