"""Contacts are alerted anew: a phase was raised, or the lead of a case is silent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.alerts import rows as alerts
from sar.assets import visible as assets
from sar.incidents import visible as incidents
from sar.incidents.alarms.raising import raise_alarm
from sar.incidents.recording import recording
from sar.incidents.words import AlarmCause
from sar.record.entries import PictureChanged
from sar.record.service import PLATFORM
from sar.requests import deployment_rows, rows
from sar.requests.deployment_traits import is_active


async def look_at_raised(db: AsyncSession, incident_id: UUID, *, now: datetime) -> None:
    """Look anew whom to alert of what is awaited in a case: in distress no muting holds it back."""
    awaited = [one.id for one in await incidents.open_proposals(db, incident_id)]
    awaited += await rows.awaited_in(db, incident_id)
    await alerts.look_again(db, awaited, now=now)


async def note_lead_unheard(
    db: AsyncSession, incident_id: UUID, since: str, *, now: datetime
) -> None:
    """Tell the centres whose units are at work in a case in distress that nobody has written
    anything, nor taken that up where it is led."""
    incident = await incidents.locked(db, incident_id)
    if incident.unwritten is None or incident.unwritten["since"] != since:
        return
    at_lead = (AlarmCause.UNWRITTEN, since)
    for one in await incidents.alarms_of(db, incident.id, incident.lead_party):
        if (one.cause, one.key) == at_lead and one.taken_up_at:
            return
    units = [
        one.asset_id
        for one in await deployment_rows.work_of_case(db, incident.id)
        if one.asset_id is not None
        and one.party_code != incident.lead_party
        and is_active(one.state, ship=False)
    ]
    centres = {one.centre_id: one.party_code for one in await assets.access_assets(db, units)}
    if not centres:
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        for centre_id, party in sorted(centres.items()):
            await raise_alarm(db, incident, AlarmCause.LEAD_UNHEARD, centre_id, party, now=now)
        entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=())
