"""HTTP: word with the people in distress, and of those who are asked about them."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.http.request_session import Db
from sar.incidents import visible
from sar.incidents.assessment import calling_people
from sar.incidents.assessment_schemas import CalledPeopleBody, ShipsAskedBody
from sar.incidents.scene import asking_ships
from sar.incidents.views import IncidentView
from sar.parties.identifying import Watch
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


@router.post("/ships-asked", summary="Write down that ships were asked about it")
async def write_asked_ships(
    incident_id: UUID, body: ShipsAskedBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party: ships in the area, AIS, LRIT, VMS, and what was heard. While there is
    no datum they are to be asked each day (a house figure, serving Annex 5.4.2).
    """
    now = clock.now()
    if not once.repeated:
        await asking_ships.asked_ships(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)
