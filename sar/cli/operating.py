"""The work of an operator's command: one transaction."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from sar import database, installation
from sar.database_roles import DatabaseRole
from sar.db import make_engine, make_sessions

T = TypeVar("T")


def in_database(
    work: Callable[[AsyncSession], Awaitable[T]], *, role: DatabaseRole = DatabaseRole.SYSTEM
) -> T:
    """Run work in one transaction of the role, by the installation's clock; it commits when the
    work succeeds."""

    async def run() -> T:
        place = database.owner_url() if role is DatabaseRole.OWNER else database.url()
        engine = make_engine(place, role, pool_size=1)
        try:
            async with make_sessions(engine)() as db, db.begin():
                await installation.adopt(db)
                return await work(db)
        finally:
            await engine.dispose()

    return asyncio.run(run())
