"""The directory's own changes: parties that are added or join, centres, their particulars."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Conflict, Refusal
from sar.parties import visible
from sar.parties.models import Centre, Party
from sar.record import service as record
from sar.record.entries import CentreAdded, CentreChanged, PartyAdded, PartyChanged, PartyJoined
from sar.record.service import Actor


async def add_party(db: AsyncSession, party: Party, *, now: datetime) -> None:
    """A party, told to all that have joined; a new one reads its snapshot."""
    db.add(party)
    await db.flush()
    await record.write(
        db,
        PartyAdded(id=party.code, about=party.name),
        by=record.PLATFORM,
        told=await visible.joined(db),
        after=await visible.party_views(db, party.code),
        resync=[] if party.listed else [party.code],
        now=now,
    )


async def change_party(
    db: AsyncSession,
    party: Party,
    *,
    name: str | None,
    treaties: list[dict[str, str]] | None,
    join: bool,
    now: datetime,
) -> None:
    """Another name, other treaties, or a listed party joins; what is None stays."""
    if join and not party.listed:
        raise Conflict.of(Refusal("joined_already", f"{party.code} has joined already."))
    before = await visible.party_views(db, party.code)
    party.name = party.name if name is None else name
    party.treaties = party.treaties if treaties is None else treaties
    party.listed = party.listed and not join
    await db.flush()
    fact = PartyJoined if join else PartyChanged
    await record.write(
        db,
        fact(id=party.code, about=party.name),
        by=record.PLATFORM,
        told=await visible.joined(db),
        before=before,
        after=await visible.party_views(db, party.code),
        resync=[party.code] if join else [],
        now=now,
    )


async def add_centre(db: AsyncSession, centre: Centre, *, now: datetime) -> None:
    """A centre, told to all that have joined."""
    db.add(centre)
    await db.flush()
    await record.write(
        db,
        CentreAdded(id=centre.id, about=centre.name),
        by=record.PLATFORM,
        told=await visible.joined(db),
        after=await visible.centre_views(db, [centre.id]),
        now=now,
    )


async def change_centre(
    db: AsyncSession,
    centre: Centre,
    *,
    languages: list[str] | None,
    time_zone: str | None,
    now: datetime,
    by: Actor = record.PLATFORM,
) -> None:
    """Other languages or another time zone; what is None stays."""
    before = await visible.centre_views(db, [centre.id])
    centre.languages = centre.languages if languages is None else languages
    centre.time_zone = centre.time_zone if time_zone is None else time_zone
    centre.version += 1
    await db.flush()
    await record.write(
        db,
        CentreChanged(id=centre.id, about=centre.name),
        by=by,
        told=await visible.joined(db),
        before=before,
        after=await visible.centre_views(db, [centre.id]),
        now=now,
    )
