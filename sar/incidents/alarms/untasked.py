"""The clock of the first able unit of a case in distress: started, stopped, answered.

House figures, serving SAR Convention, Annex 2.1.1, 2.1.9 and 4.3: a unit or ship that takes people
aboard is committed or hailed within five minutes; to ask for one is not enough.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.errors import Conflict, Refusal
from sar.incidents import visible
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import CaseAction, IncidentState
from sar.parties.caller import Caller
from sar.record.entries import NoAbleUnit
from sar.wire import ReasonBody

TASKED_WITHIN: Final = timedelta(minutes=5)
AGAIN_AFTER: Final = timedelta(minutes=10)
"""After somebody has said that there is no able unit, it is asked again."""
LOOKED_FOR_EACH: Final = timedelta(minutes=5)
"""So often the soonest unit is looked for while nobody is tasked, as a contact is tried."""
LOOKED_FOR_UNTIL: Final = timedelta(hours=1)
"""After that all contacts have been tried, and it is looked for again when somebody answers or
another leads, or while the owner of the soonest knows: a search may go on for days."""
NOBODY_TASKED: Final = "incidents.nobody_tasked"
"""The job that tells the record that nobody is tasked in time."""


def looked_for_again_at(due_at: datetime, *, knows: bool, now: datetime) -> datetime | None:
    """The instant at which the soonest unit is looked for again, in a case of which one was due at
    `due_at`; None: not by the clock. `knows`: the owner of the soonest knows that it is needed."""
    return now + LOOKED_FOR_EACH if knows or now - due_at < LOOKED_FOR_UNTIL else None


async def follow_tasking(
    db: AsyncSession, incident: Incident, *, within: timedelta = TASKED_WITHIN, now: datetime
) -> None:
    """Start the clock of the locked case, or stop it, as the case now is. A distress that one
    person's word alone has ended is one for it still."""
    if not in_distress_still(incident) or incident.able_tasked:
        incident.untasked = None
        return
    if incident.untasked is not None:
        return
    due_at = now + within
    times = {"since": now.isoformat(), "due_at": due_at.isoformat()}
    incident.untasked = {**times, "no_able": None, "named": False}
    args = {"incident_id": str(incident.id), "due_at": times["due_at"]}
    await jobs.defer(db, NOBODY_TASKED, args, at=due_at)


async def look_at_once(db: AsyncSession, incident: Incident | None, *, now: datetime) -> None:
    """Have the case looked at once this is committed, where the time is over in which an able unit
    was to be tasked: whoever was to help may not do so any more, or somebody else knows of it.
    Before that it is looked at then."""
    if incident is None or incident.untasked is None:
        return
    due_at = incident.untasked["due_at"]
    if now < datetime.fromisoformat(due_at):
        return
    args = {"incident_id": str(incident.id), "due_at": due_at, "at_once": True}
    await jobs.defer(db, NOBODY_TASKED, args, at=now)


def in_distress_still(incident: Incident) -> bool:
    """Whether the case is worked on, and is in distress as far as two persons have said."""
    return incident.state is IncidentState.OPEN and is_distress_still(incident)


async def tell_no_able_unit(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: ReasonBody, *, now: datetime
) -> None:
    """Write down that no unit is able, and why: the alarm is silent until it is asked again."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.CHANGE)
    found = incident.untasked
    if found is None:
        said = "No unit is awaited: one is tasked, or the case is not worked on in distress."
        raise Conflict.of(Refusal("not_awaited", said), state=incident.state)
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        no_able = {
            "reason": body.reason,
            "at": now.isoformat(),
            "again_at": (now + AGAIN_AFTER).isoformat(),
        }
        incident.untasked = {**found, "no_able": no_able}
        changed(incident, now=now)
        fact = NoAbleUnit(id=incident.id, about=incident.reference, reason=body.reason)
        entry.record(fact, readers=in_full)
