"""HTTP: word with the people in distress."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.db import Db
from sar.incidents import calling_people, visible
from sar.incidents.schemas import CalledPeopleBody
from sar.incidents.views import IncidentView
from sar.parties.caller import Watch
from sar.parties.once import Idempotent

router = APIRouter(prefix="/api/incidents/{incident_id}", tags=["incidents"])


@router.post("/called-people", summary="Write down a call to the people in distress")
async def write_called_people(
    incident_id: UUID, body: CalledPeopleBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party: when they were called, by which function, what was agreed, and when
    they are called next (in 30 minutes unless agreed, a house figure; Annex 4.5.5). Never who they
    are.
    """
    now = clock.now()
    if not once.repeated:
        await calling_people.called_people(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)
