"""Ships of opportunity of which nobody tells a position any more leave everyone's picture."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.assets import ships
from sar.assets import visible as assets
from sar.errors import NotFound
from sar.jobs import SystemSessions
from sar.log import first_line, logger
from sar.requests import deployment_rows

log = logger(__name__)

AT_ONCE: Final = 1_000


async def withdraw_all(sessions: SystemSessions) -> None:
    """One after the other, each in a transaction of its own."""
    now = clock.now()
    try:
        async with sessions() as db:
            before = now - ships.SILENT_AFTER
            silent = await assets.silent_ships(db, before, limit=AT_ONCE)
        for ship_id in silent:
            async with sessions() as db, db.begin():
                await withdraw(db, ship_id, now=now)
    except SQLAlchemyError as error:
        log.warning("silent ships were not withdrawn", error=first_line(error))


async def withdraw(db: AsyncSession, ship_id: UUID, *, now: datetime) -> None:
    """Withdraw a silent ship, unless it is at work or somebody has spoken meanwhile."""
    try:
        ship = await assets.access_ship(db, ship_id, lock=True)
    except NotFound:
        return
    if await deployment_rows.cases_of_ship(db, ship.id):
        return
    told = [ship.at, *(one.at for one in (await assets.told_ship(db, ship.id)).sightings)]
    if max(told) < now - ships.SILENT_AFTER:
        await ships.withdraw_silent(db, ship, now=now)
