"""Relief of a centre's watch: who took it over, when, and how far the record was read."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import installation
from sar.errors import Forbidden, Malformed
from sar.parties.caller import Caller
from sar.parties.models import Centre, Person, WatchTakeover
from sar.parties.schemas import TakeWatchBody
from sar.parties.views import WatchReliefView, WatchTakeoverView
from sar.record import service as record
from sar.record.entries import WatchTakenOver


async def read(db: AsyncSession, caller: Caller) -> WatchReliefView:
    """The last takeover at the caller's centre, and the party's last entry on the record."""
    rows = await db.execute(
        select(WatchTakeover)
        .where(col(WatchTakeover.centre_id) == caller.centre_id)
        .order_by(col(WatchTakeover.at).desc(), col(WatchTakeover.id).desc())
        .limit(1)
    )
    last = rows.scalar_one_or_none()
    return WatchReliefView(
        number=await record.head(db, caller.party),
        last=None if last is None else WatchTakeoverView.of_row(last),
    )


async def take_over(
    db: AsyncSession, caller: Caller, body: TakeWatchBody, *, now: datetime
) -> None:
    """Note that the caller has the watch of its centre from now on."""
    person = await db.get(Person, caller.person_id) if caller.person_id else None
    if person is None:
        raise Forbidden(
            "person_needed", "A watch is taken over by a person who is signed in, not by a key."
        )
    if body.read_to > await record.head(db, caller.party):
        raise Malformed.at("read_to", "no_such_entry", "is beyond the last entry of the record")
    centre = await db.get_one(Centre, caller.centre_id)
    row = WatchTakeover(
        id=body.id,
        party_code=caller.party,
        centre_id=caller.centre_id,
        name=person.name,
        from_whom=body.from_whom,
        note=body.note,
        read_to=body.read_to,
        at=now,
    )
    db.add(row)
    await db.flush()
    fact = WatchTakenOver(
        id=row.id,
        about=centre.name,
        name=row.name,
        from_whom=row.from_whom,
        note=row.note,
        read_to=row.read_to,
    )
    exercise = (await installation.read(db)).exercise
    await record.write(db, fact, by=caller.actor, told=[], now=now, exercise=exercise)
