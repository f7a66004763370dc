"""Writes down that ships, and those who follow ships, were asked about a craft."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible
from sar.incidents.assessment_schemas import ShipsAskedBody
from sar.incidents.checks import check_past
from sar.incidents.recording import changed, readers_of_fact, recording
from sar.incidents.ship_inquiries import ShipSource, in_words
from sar.incidents.words import CaseAction
from sar.parties.caller import Caller
from sar.record.entries import ShipsAsked
from sar.time_words import minute_text


async def asked_ships(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: ShipsAskedBody, *, now: datetime
) -> None:
    """Write it down, by any involved party, of a closed case too; one that is told late turns no
    clock back."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("at", body.at, now=now)
    at = body.at or now
    readers = await readers_of_fact(db, incident)
    sources = [one for one in ShipSource if one in body.sources]
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        last = incident.ships_asked
        if last is None or at >= datetime.fromisoformat(last["at"]):
            incident.ships_asked = {
                "at": at.isoformat(),
                "sources": [one.value for one in sources],
                "heard": body.heard,
                "party": caller.party,
            }
        changed(incident, now=now)
        fact = ShipsAsked(
            id=incident.id,
            about=incident.reference,
            whom=in_words(sources),
            asked_at=minute_text(at),
            heard=body.heard,
        )
        entry.record(fact, readers=readers)
