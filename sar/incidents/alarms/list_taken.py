"""The clock of the list of the missing and the dead: followed, and stopped by who took the list."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.agreements.words import Phase
from sar.incidents import listing, visible
from sar.incidents.alarms.raising import raise_at_lead
from sar.incidents.case_people import lost_of
from sar.incidents.checks import check_past
from sar.incidents.ending_schemas import ListTakenBody
from sar.incidents.models import Incident
from sar.incidents.people.lost_list import TAKEN_WITHIN, due_after, is_owed
from sar.incidents.recording import changed, recording
from sar.incidents.words import AlarmCause, CaseAction, IncidentState
from sar.parties.caller import Caller
from sar.parties.focal_point import whom_to_call
from sar.record.entries import LostListOverdue, LostListTaken
from sar.record.last_written import is_written_since
from sar.record.service import PLATFORM
from sar.time_words import minute_text

_ONE_HOUR: Final = timedelta(hours=1)

LIST_OVERDUE: Final = "incidents.lost_list_overdue"
"""The job that tells the record that no authority has taken the list in time."""


async def follow_lost(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Start the clock of the locked case, or stop it, as the case now is."""
    over = incident.state is not IncidentState.OPEN
    was_distress = over and await listing.was_in(db, incident.id, Phase.DISTRESS)
    lost = lost_of(incident)
    owed = is_owed(incident.state, lost, incident.lost_list, was_distress=was_distress)
    before = incident.lost_due_at
    incident.lost_due_at = due_after(owed, before, now=now)
    if incident.lost_due_at == before:
        return
    incident.updated_at = now
    if incident.lost_due_at is not None:
        args = {"incident_id": str(incident.id), "due_at": incident.lost_due_at.isoformat()}
        await jobs.defer(db, LIST_OVERDUE, args, at=incident.lost_due_at)


async def take_list(
    db: AsyncSession, caller: Caller, incident_id: UUID, body: ListTakenBody, *, now: datetime
) -> None:
    """Write down that a named authority took the list, with the counts as they stand; of a closed
    case too, and where they have been corrected to 0 since: that it was taken is a fact."""
    incident = await visible.access_incident(db, caller, incident_id, lock=True)
    visible.allow(caller, incident, CaseAction.TELL_LOST)
    check_past("at", body.at, now=now)
    lost, at = lost_of(incident), body.at or now
    async with recording(db, incident, by=caller.actor, now=now) as entry:
        incident.lost_list = {
            "authority": body.authority,
            "function": body.function,
            "channel": body.channel,
            "at": at.isoformat(),
            "party": caller.party,
            **lost.counts,
            "searched": incident.state is IncidentState.OPEN,
        }
        await follow_lost(db, incident, now=now)
        changed(incident, now=now)
        fact = LostListTaken(
            id=incident.id,
            about=incident.reference,
            authority=body.authority,
            function=body.function,
            channel=body.channel,
            time=minute_text(at),
            counts=lost.text,
        )
        entry.record(fact, readers=await visible.parties_involved(db, incident.id))


async def tell_overdue(db: AsyncSession, incident_id: UUID, due_at: str, *, now: datetime) -> None:
    """Put on the record, once, that no authority has taken the list in time."""
    incident = await visible.locked(db, incident_id)
    if incident.lost_due_at is None or incident.lost_due_at.isoformat() != due_at:
        return
    if await is_written_since(db, incident.id, LostListOverdue.__name__, incident.lost_due_at):
        return  # a worker that was killed repeats its job
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        await raise_at_lead(db, incident, AlarmCause.LIST_OWED, now=now)
        fact = LostListOverdue(
            id=incident.id,
            about=incident.reference,
            counts=lost_of(incident).text,
            hours=TAKEN_WITHIN // _ONE_HOUR,
            call=await whom_to_call(db, incident.lead_party),
        )
        entry.record(fact, readers=[incident.lead_party])
