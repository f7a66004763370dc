"""A party's focal point for the missing and the dead: the office that is called where no authority
has taken the list of a case in time."""

from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from sar.parties import visible
from sar.parties.caller import Caller
from sar.parties.models import Party
from sar.parties.schemas import FocalPointBody
from sar.record.entries import FocalPointNamed
from sar.record.recording import recording


async def name_focal_point(
    db: AsyncSession, caller: Caller, body: FocalPointBody, *, now: datetime
) -> None:
    """Name the office of the caller's party, and how it is reached at every hour."""
    party = await db.get_one(Party, caller.party, with_for_update=True)
    found = {"office": body.office, "contact": body.contact}
    if party.focal_point == found:
        return
    draw = partial(visible.party_views, db, party.code)
    async with recording(db, draw, by=caller.actor, now=now) as entry:
        party.focal_point = found
        await db.flush()
        fact = FocalPointNamed(id=party.code, about=party.name, office=body.office)
        entry.record(fact, readers=await visible.joined(db))


async def whom_to_call(db: AsyncSession, party: str) -> str:
    """`Call Office for missing persons: +39 …`, or that the party has named none."""
    found = (await db.get_one(Party, party)).focal_point
    if found is None:
        return "Call the ministry: the party has named no focal point."
    return f"Call {found['office']}: {found['contact']}."
