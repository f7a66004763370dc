"""HTTP: the people of a case whom others found, and the list of its missing and dead, by counts."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.db import Db
from sar.incidents import list_taken, telling_found, visible
from sar.incidents.schemas import FoundByOthersBody, ListTakenBody
from sar.incidents.views import IncidentView
from sar.parties.caller import Watch
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


@router.post("/found-by-others", summary="Count people whom others than its units found")
async def tell_found_by_others(
    incident_id: UUID, body: FoundByOthersBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party, in every state: people who reached the shore, bodies on a beach, whom
    a boat of the customs took aboard. By counts, never who they are. They are in the balance of the
    case; a later entry corrects an earlier one with a reason, and the record keeps both numbers.
    """
    now = clock.now()
    if not once.repeated:
        await telling_found.tell_found(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)
