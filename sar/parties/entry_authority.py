"""The authority that a State designates for requests for entry beside its centres (SAR Convention,
Annex 3.1.3): named by its party, or by the operator for a party that is only listed."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from sar.parties import visible
from sar.parties.caller import Caller
from sar.parties.models import Party
from sar.parties.schemas import EntryAuthorityBody
from sar.record.entries import EntryAuthorityNamed
from sar.record.recording import recording
from sar.record.service import PLATFORM, Actor


async def name_entry_authority(
    db: AsyncSession, caller: Caller, body: EntryAuthorityBody, *, now: datetime
) -> None:
    """Name that of the caller's party, or say that there is none any more."""
    party = await db.get_one(Party, caller.party, with_for_update=True)
    await write_entry_authority(db, party, body.function, body.numbers, by=caller.actor, now=now)


async def write_entry_authority(
    db: AsyncSession,
    party: Party,
    function: str,
    numbers: Sequence[str],
    *,
    by: Actor = PLATFORM,
    now: datetime,
) -> None:
    """Write down that of the locked party; every joined party is told of it."""
    found = {"function": function, "numbers": list(numbers)} if numbers else None
    if party.entry_authority == found:
        return
    draw = partial(visible.party_views, db, party.code)
    async with recording(db, draw, by=by, now=now) as entry:
        party.entry_authority = found
        await db.flush()
        fact = EntryAuthorityNamed(
            id=party.code,
            about=party.name,
            function=function if numbers else "none any more",
            numbers="; ".join(numbers),
        )
        entry.record(fact, readers=await visible.joined(db))
