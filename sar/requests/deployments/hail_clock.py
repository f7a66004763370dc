"""The clock of a ship that was hailed: her master answers in time, or she is no help to rest on.

House figures, serving SAR Convention, Annex 2.1.9: five minutes in distress, ten else. It is over
when she proceeds, cannot come, arrives or is released. Silence frees nobody who hailed her: she
counts as help until the answer is due, and then no more, so that what rested on her rings again.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents.alarms.help_asked import look_at_asking
from sar.incidents.alarms.raising import raise_silent_hail
from sar.incidents.alarms.untasked import follow_tasking
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.silent_hails import keys_of_hails, silent_after
from sar.incidents.words import IncidentState
from sar.record.entries import HailUnanswered, PictureChanged
from sar.record.service import PLATFORM
from sar.requests import deployment_rows, locks
from sar.requests.deployments.case_help import sea_state
from sar.requests.models import Deployment
from sar.requests.recording import Touched, recording
from sar.requests.taking_place import is_able, may_answer

HAIL_UNANSWERED: Final = "requests.hail_unanswered"
"""The job that puts on the record that a ship has not answered."""
HAIL_FOLLOWS: Final = "requests.hail_follows_phase"
"""The job by which her answer is due as in distress."""
_WITHIN: Final = timedelta(minutes=10)
_WITHIN_IN_DISTRESS: Final = timedelta(minutes=5)


def answered_within(incident: Incident) -> timedelta:
    """The time her master has. A distress that one person's word alone has ended is one
    still."""
    return _WITHIN_IN_DISTRESS if is_distress_still(incident) else _WITHIN


def _awaited(row: Deployment) -> bool:
    return may_answer(row.state, told_at=row.hail_overdue_at)


async def await_answer(db: AsyncSession, row: Deployment) -> None:
    """Have it looked at when her answer is due."""
    if row.hail_due_at is not None:
        args = {"deployment_id": str(row.id)}
        await jobs.defer(db, HAIL_UNANSWERED, args, at=row.hail_due_at)


async def hasten_hail(db: AsyncSession, deployment_id: UUID, *, now: datetime) -> None:
    """The case came to be in distress: her answer is due as in it, never later than it was."""
    locked = await locks.lock_any_deployment(db, deployment_id)
    if locked is None or locked.incident is None or not _awaited(locked.deployment):
        return
    row, incident = locked.deployment, locked.incident
    due_at = now + answered_within(incident)
    if row.hail_due_at is None or row.hail_due_at <= due_at:
        return
    touched = Touched(incidents=[incident.id], deployments=[row.id])
    async with recording(db, touched, by=PLATFORM, exercise=incident.exercise, now=now) as entry:
        row.hail_due_at, row.updated_at, incident.updated_at = due_at, now, now
        await await_answer(db, row)
        entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=())


async def tell_unanswered_hail(db: AsyncSession, deployment_id: UUID, *, now: datetime) -> None:
    """Put on the record that a ship has not answered in time. Once: where nobody else is tasked for
    people in distress, that rings at once, and so does help that is short."""
    locked = await locks.lock_any_deployment(db, deployment_id)
    if locked is None or not _awaited(locked.deployment):
        return
    row, incident = locked.deployment, locked.incident
    if incident is None or incident.state is IncidentState.CLOSED:
        return
    if row.hail_due_at is None or now < row.hail_due_at:
        return
    touched = Touched(incidents=[incident.id], deployments=[row.id])
    async with recording(db, touched, by=PLATFORM, exercise=incident.exercise, now=now) as entry:
        row.hail_overdue_at = row.updated_at = incident.updated_at = now
        await db.flush()
        states = await deployment_rows.states_of_case(db, incident.id)
        sea = sea_state(incident)
        incident.able_tasked = any(is_able(*one, sea_state=sea) for one in states.values())
        await follow_tasking(db, incident, within=timedelta(0), now=now)
        await look_at_asking(db, incident, now=now)
        await _ring(db, incident, row, now=now)
        minutes = (now - row.created_at) // timedelta(minutes=1)
        about = {"id": row.id, "about": row.name, "incident": incident.reference}
        entry.record(HailUnanswered(**about, minutes=minutes), readers=row.parties)


async def _ring(db: AsyncSession, incident: Incident, row: Deployment, *, now: datetime) -> None:
    """It is an alarm of the case: at who leads, and at another party's centre that hailed her."""
    hailed_at = row.hail_centre_id if row.hailed_by else None
    incident.silent_hails = silent_after(
        incident.silent_hails, row.id, centre_id=hailed_at, now=now
    )
    rings_at = {incident.lead_centre_id: incident.lead_party}
    if row.hailed_by and hailed_at:
        rings_at[hailed_at] = row.hailed_by
    key = keys_of_hails(incident.silent_hails, centre_id=incident.lead_centre_id, leads=True)[-1]
    for centre_id, party in rings_at.items():
        await raise_silent_hail(db, incident, centre_id, party, key, now=now)
