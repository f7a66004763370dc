"""The snapshot: a party's whole picture as of one instant of the database."""

from datetime import datetime
from typing import Annotated, get_args

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from starlette.requests import HTTPConnection

from sar import installation
from sar.assets.access import asset_accesses
from sar.assets.visible import positions
from sar.assets.visible_positions import ship_positions
from sar.db import Db
from sar.live.picture import picture
from sar.live.protocol import clock_view
from sar.parties.caller import Caller, caller, needs
from sar.parties.roles import Act
from sar.record import access_barrier
from sar.record import service as record
from sar.record.entries import Thing
from sar.wire import JsonObject

THINGS: tuple[Thing, ...] = get_args(Thing)


async def repeatable_reader(connection: HTTPConnection, db: Db) -> Caller:
    """A reader whose whole request sees the database as of one instant.

    Asked for before anything else, because a transaction's isolation is set before its first
    statement; a session that joins a transaction under way keeps that one's.
    """
    if isinstance(db.bind, AsyncEngine):
        await db.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    return await needs(Act.READ)(await caller(connection, db))


RepeatableReader = Annotated[Caller, Depends(repeatable_reader)]


async def take(db: AsyncSession, party: str, *, now: datetime) -> JsonObject:
    """Everything the party sees, with the number of its last entry: entries after it follow."""
    number, now = await record.head(db, party), await access_barrier.not_before(db, now)
    accesses = await asset_accesses(db, now=now, viewers=[party])
    grouped: dict[str, list[JsonObject]] = {thing: [] for thing in THINGS}
    for (thing, _), view in sorted((await picture(db, party, now=now, accesses=accesses)).items()):
        grouped[thing].append(view)
    seen = [*await positions(db, party, now=now, accesses=accesses), *await ship_positions(db)]
    exercise = (await installation.read(db)).exercise
    return {
        "number": number,
        "clock": clock_view(exercise=exercise, now=now).plain(),
        **grouped,
        "positions": [view.plain() for view in seen],
    }
