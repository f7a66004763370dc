"""Changes what is known of a case; what is asked for its people follows from their number, and who
recovers them from the sea."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible as incidents
from sar.incidents.assessment import telling_found
from sar.incidents.assessment_schemas import FoundByOthersBody
from sar.incidents.change_schemas import ChangeIncidentBody
from sar.incidents.lifecycle import cases
from sar.incidents.models import Incident
from sar.parties.caller import Caller
from sar.record.recording import Recording
from sar.requests import deployment_rows, locks
from sar.requests.asking.fulfilment import update_fulfilment
from sar.requests.recording import Touched, recording
from sar.requests.taking_place import is_able
from sar.wire import check_version

COUNTS: Final = frozenset({"pob", "conditions"})
"""The changes on which the coverage of needs for persons rests."""


async def change_incident(
    db: AsyncSession,
    caller: Caller,
    incident_id: UUID,
    body: ChangeIncidentBody,
    *,
    version: int,
    now: datetime,
) -> None:
    """Change the incident of that version; requests are filled, or opened again, with the number
    on board, and whether an able unit is tasked follows from the sea."""
    incident = await incidents.access_incident(db, caller, incident_id, lock=True)
    check_version(given=version, current=incident.version)
    counts = not COUNTS.isdisjoint(body.model_fields_set)
    within, follow = await following(db, caller, incident, counts=counts, now=now)

    async def in_sea() -> None:
        sea_state = incident.conditions.get("sea_state")
        states = await deployment_rows.states_of_case(db, incident.id)
        incident.able_tasked = any(is_able(*one, sea_state=sea_state) for one in states.values())

    await cases.change(db, caller, incident, body, within, follow, in_sea, now=now)


async def tell_found(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: FoundByOthersBody, *, now: datetime
) -> None:
    """Count the people in whom others found, or count an entry anew: requests are filled, or opened
    again, with those who are still outstanding."""
    incident = await incidents.access_incident(db, caller, incident_id, lock=True)
    within, follow = await following(db, caller, incident, counts=True, now=now)
    await telling_found.tell_found(db, caller, incident, body, within, follow, now=now)


async def following(
    db: AsyncSession, caller: Caller, incident: Incident, *, counts: bool, now: datetime
) -> tuple[AbstractAsyncContextManager[Recording], Callable[[], Awaitable[None]]]:
    """The recording of a change of the locked incident, with the requests that are locked where it
    `counts` for them; and what follows in them."""
    requests = await locks.lock_live_requests(db, incident) if counts else []
    touched = Touched(incidents=[incident.id], requests=[request.id for request in requests])

    async def follow() -> None:
        for request in requests:
            await update_fulfilment(db, request, now=now)

    return recording(db, touched, by=caller.actor, exercise=incident.exercise, now=now), follow
