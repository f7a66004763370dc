"""Writing the narrative log of a case."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible
from sar.incidents.alarms.suspended_news import follow_news
from sar.incidents.change_schemas import WriteLogBody
from sar.incidents.checks import check_past
from sar.incidents.models import Incident, LogLine
from sar.incidents.recording import changed, readers_of_fact, recording
from sar.incidents.words import CaseAction, IncidentState
from sar.parties.caller import Caller
from sar.record import service as record
from sar.record.entries import LogWritten


async def write_line(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: WriteLogBody, *, now: datetime
) -> None:
    """Add a line, to a closed case too; one that the party keeps its own is told to nobody else.
    A line of another party's on a suspended search rings at the lead."""
    incident = await visible.access_incident(db, caller, incident_id)
    tells_lead = not body.own and caller.party != incident.lead_party
    if tells_lead and incident.state is IncidentState.SUSPENDED:
        await _write_news(db, caller, incident_id, body, now=now)
        return
    fact = await _line(db, caller, incident, body, now=now)
    to = [] if body.own else await visible.fact_readers(db, incident, now=now)
    # The log is in nobody's picture.
    await record.write(db, fact, by=caller.actor, told=to, now=now, exercise=incident.exercise)


async def _write_news(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: WriteLogBody, *, now: datetime
) -> None:
    """Add a line that is news of a suspended search, and have it ring at the lead."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        fact = await _line(db, caller, incident, body, now=now)
        await follow_news(db, incident, now=now)
        changed(incident, now=now)
        entry.record(fact, readers=await readers_of_fact(db, incident))


async def _line(
    db: AsyncSession, caller: Caller, incident: Incident, body: WriteLogBody, *, now: datetime
) -> LogWritten:
    visible.allow(caller, incident, CaseAction.LOG)
    check_past("at", body.at, now=now)
    db.add(
        LogLine(
            id=body.id,
            incident_id=incident.id,
            at=body.at or now,
            written_at=now,
            text=body.text,
            own=body.own,
            by_party=caller.party,
            by_centre_id=caller.centre_id,
        )
    )
    await db.flush()
    return LogWritten(
        id=incident.id, about=incident.reference, text=body.text, own=body.own, happened_at=body.at
    )
