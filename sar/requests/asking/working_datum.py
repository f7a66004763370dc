"""Chooses the working datum of a case; the light there decides who recovers people by day only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible as incidents
from sar.incidents.change_schemas import SetDatumBody
from sar.incidents.scene import plotting
from sar.parties.caller import Caller
from sar.requests import locks
from sar.requests.recording import Touched, recording


async def set_datum(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: SetDatumBody | None,
    *,
    now: datetime,
) -> None:
    """Choose the datum given, or (None) the place to which it has drifted by now."""
    incident = await incidents.access_incident(db, caller, incident_id, lock=True)
    requests = await locks.lock_live_requests(db, incident)
    touched = Touched(incidents=[incident.id], requests=[request.id for request in requests])
    within = recording(db, touched, by=caller.actor, exercise=incident.exercise, now=now)
    if body is None:
        await plotting.set_present_place(db, caller, incident, within, now=now)
    else:
        await plotting.set_datum(db, caller, incident, body, within, now=now)
