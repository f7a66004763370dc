"""Help for people in distress that is short while nobody is asked: looked at, told, and over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents import visible as incidents
from sar.incidents.models import Incident
from sar.incidents.presenting import outstanding_of
from sar.incidents.raising import raise_at_lead
from sar.incidents.recording import in_full, recording
from sar.incidents.words import AlarmCause
from sar.record.entries import NothingAsked, PictureChanged
from sar.record.service import PLATFORM
from sar.requests import presenting, rows
from sar.requests.taking_place import is_tasked


async def look(db: AsyncSession, incident_id: UUID, look_at: str, *, now: datetime) -> None:
    """Look whether those tasked have room for all who are in distress, or somebody is asked: tell
    the record that it is not so, or that it rings no more."""
    incident = await incidents.locked(db, incident_id)
    kept = incident.unasked
    if kept is None or (kept["look_at"] or "") != look_at:
        return
    lacking = await _lacking(db, incident)
    since = (kept["since"] or now.isoformat()) if lacking else None
    if since == kept["since"]:
        incident.unasked = {"look_at": None, "since": since}
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.unasked = {"look_at": None, "since": since}
        incident.updated_at = now
        about = {"id": incident.id, "about": incident.reference}
        if since is None:
            entry.record(PictureChanged(**about), readers=())
        else:
            await raise_at_lead(db, incident, AlarmCause.UNCOVERED, now=now)
            entry.record(NothingAsked(**about, lacking=lacking), readers=in_full)


async def _lacking(db: AsyncSession, incident: Incident) -> int:
    """The number of those outstanding for whom those tasked have no room, while nobody is asked for
    units that take people; 0 while nobody able is tasked: that rings by itself.

    Where nobody knows how many they are at most, those known to be there count.
    """
    if not incident.able_tasked:
        return 0
    outstanding = outstanding_of(incident)
    people = outstanding.least if outstanding.most is None else outstanding.most
    room = sum(
        max(0, one.persons - one.aboard)
        for one in await rows.work_of_case(db, incident.id)
        if is_tasked(one.state)
    )
    if people <= room:
        return 0
    asked = await rows.live_requests_of(db, incident.id)
    needs = await rows.needs_of(db, [one.id for one in asked])
    is_asked = any(
        presenting.takes_people(need)
        for found in needs.values()
        for need in found
        if need.withdrawn_at is None
    )
    return 0 if is_asked else people - room
