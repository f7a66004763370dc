"""HTTP: the list of the missing and the dead of a case, by counts."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.http.request_session import Db
from sar.incidents import visible
from sar.incidents.alarms import list_taken
from sar.incidents.ending_schemas import ListTakenBody
from sar.incidents.views import IncidentView
from sar.parties.identifying import Watch
from sar.parties.once import Idempotent

router = APIRouter(prefix="/api/incidents/{incident_id}", tags=["incidents"])


@router.post("/lost-list", summary="Write down which authority took the list of missing and dead")
async def tell_list_taken(
    incident_id: UUID, body: ListTakenBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead, in every state: a named authority took the list by counts, as they stand now;
    never who they are. It is due six hours after the search was suspended or has ended (a house
    figure); what changes afterwards is told anew.
    """
    now = clock.now()
    if not once.repeated:
        await list_taken.take_list(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)
