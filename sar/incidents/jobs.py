"""Deferred work of incidents."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.geo.geodesy import coarse_cell
from sar.incidents import visible
from sar.incidents.alarms import list_taken, suggested, unwritten
from sar.incidents.alarms.assessment_due import ASSESSMENT_OVERDUE
from sar.incidents.alarms.authority_clock import NO_PROGRESS, tell_silence
from sar.incidents.alarms.list_taken import LIST_OVERDUE
from sar.incidents.alarms.raising import raise_alarm, raise_at_lead
from sar.incidents.alarms.suggested import SUGGESTION_UNANSWERED
from sar.incidents.alarms.unwritten import NOTHING_WRITTEN
from sar.incidents.assessment.seconding import STAYS_ALONE, mark_alone, readers_of, unseconded
from sar.incidents.coordination import CONTACT_WITHIN
from sar.incidents.informing import region_watch
from sar.incidents.informing.region_watch import REGIONS
from sar.incidents.lead import confirming, proposals
from sar.incidents.lead import proposal_alerts as _proposal_alerts  # noqa: F401 registers its matter
from sar.incidents.lead.confirming import UNCONFIRMED
from sar.incidents.lead.proposals import PROPOSAL_UNANSWERED
from sar.incidents.lead.smc_by_voice import SMC_SILENT
from sar.incidents.lifecycle.suspending import LOOK_AGAIN
from sar.incidents.phases import COARSE_DELAY
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.scene import coast
from sar.incidents.scene.coast import COAST, COAST_NEAR
from sar.incidents.scene.plotting import SHOW_CELL
from sar.incidents.words import AlarmCause, IncidentState
from sar.record.entries import (
    AssessmentOverdue,
    LookAgainDue,
    PictureChanged,
    SmcSilent,
)
from sar.record.service import PLATFORM
from sar.time_words import minute_text

ONE_MINUTE: Final = timedelta(minutes=1)


@jobs.task(SHOW_CELL)
async def show_cell(db: AsyncSession, *, incident_id: str, now: datetime) -> None:
    """Show coarse readers the half-degree cell of the datum that stood half an hour ago.

    No fact is disclosed; only pictures in which the cell is new change.
    """
    incident = await visible.locked(db, UUID(incident_id))
    datum = await visible.datum_set_by(db, incident.id, now - COARSE_DELAY)
    if datum is None or incident.cell == coarse_cell(datum.point):
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.cell, incident.coarse_updated_at = coarse_cell(datum.point), now
        entry.record(PictureChanged(id=incident.id, about=incident.reference), readers=())


@jobs.task(ASSESSMENT_OVERDUE)
async def note_assessment_overdue(
    db: AsyncSession, *, incident_id: str, due_at: str, now: datetime
) -> None:
    """Put on the record that nobody has assessed a case in time."""
    incident = await visible.locked(db, UUID(incident_id))
    due = datetime.fromisoformat(due_at)
    if incident.assessment_due_at != due:
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        fact = AssessmentOverdue(
            id=incident.id,
            about=incident.reference,
            due=minute_text(due),
            why=incident.assessment_due_why,
        )
        await raise_at_lead(db, incident, AlarmCause.UNASSESSED, now=now)
        entry.record(fact, readers=in_full)


@jobs.task(SUGGESTION_UNANSWERED)
async def note_suggestion_unanswered(
    db: AsyncSession, *, incident_id: str, since: str, now: datetime
) -> None:
    """Put on the record that nobody has answered a suggestion of distress in time."""
    await suggested.tell_unanswered(db, UUID(incident_id), since, now=now)


@jobs.task(STAYS_ALONE)
async def note_alone(
    db: AsyncSession, *, incident_id: str, assessment_id: str, now: datetime
) -> None:
    """Mark one person's word as such alone; one that waits for a second lapses."""
    incident = await visible.locked(db, UUID(incident_id))
    word = unseconded(incident, assessment_id)
    if word is None:
        return
    readers = await readers_of(db, incident, word)
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        entry.record(mark_alone(incident, word, now=now), readers=readers)


@jobs.task(NO_PROGRESS)
async def note_no_progress(
    db: AsyncSession, *, incident_id: str, due_at: str, now: datetime
) -> None:
    """Put on the record that another authority, which has the case, is silent; the case is to be
    assessed at once."""
    await tell_silence(db, UUID(incident_id), due_at, now=now)


@jobs.task(SMC_SILENT)
async def note_smc_silent(
    db: AsyncSession, *, incident_id: str, due_at: str, now: datetime
) -> None:
    """Put on the record that a mission coordinator by voice was not heard from."""
    incident = await visible.locked(db, UUID(incident_id))
    has = incident.smc_by_voice
    if has is None or has["due_at"] != due_at or incident.state is IncidentState.CLOSED:
        return
    centre = await visible.named_centre(db, "centre_id", UUID(has["centre_id"]))
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.smc_by_voice = {**has, "silent_at": now.isoformat()}
        changed(incident, now=now)
        await raise_at_lead(db, incident, AlarmCause.SMC_SILENT, now=now)
        silent = (centre.centre_id, centre.party)
        await raise_alarm(db, incident, AlarmCause.SMC_SILENT, *silent, now=now)
        fact = SmcSilent(
            id=incident.id,
            about=incident.reference,
            centre=centre.name,
            minutes=CONTACT_WITHIN // ONE_MINUTE,
        )
        entry.record(fact, readers=in_full)


@jobs.task(PROPOSAL_UNANSWERED)
async def note_proposal_unanswered(
    db: AsyncSession, *, incident_id: str, proposal_id: str, now: datetime
) -> None:
    """Put on the record that a centre has not answered whether it takes an office over."""
    await proposals.tell_unanswered(db, UUID(incident_id), UUID(proposal_id), now=now)


@jobs.task(NOTHING_WRITTEN)
async def note_nothing_written(
    db: AsyncSession, *, incident_id: str, look_at: str, now: datetime
) -> None:
    """Put on the record that nobody has written about people in distress for too long, or let it
    ring no more."""
    await unwritten.check_unwritten(db, UUID(incident_id), look_at, now=now)


@jobs.task(COAST)
async def work_out_coast(db: AsyncSession, *, incident_id: str, now: datetime) -> None:
    """Work out anew when the craft may reach land."""
    await coast.work_out(db, UUID(incident_id), now=now)


@jobs.task(COAST_NEAR)
async def note_coast_near(
    db: AsyncSession, *, incident_id: str, warn_at: str, now: datetime
) -> None:
    """Put on the record that the craft is about two hours from land."""
    await coast.record_coast_near(db, UUID(incident_id), warn_at, now=now)


@jobs.task(REGIONS)
async def tell_regions_reached(
    db: AsyncSession, *, incident_id: str, look_at: str, now: datetime
) -> None:
    """Tell the centres whose regions a case has reached without any news."""
    await region_watch.tell_reached(db, UUID(incident_id), look_at, now=now)


@jobs.task(UNCONFIRMED)
async def note_handover_unconfirmed(
    db: AsyncSession, *, incident_id: str, handed_over_at: str, now: datetime
) -> None:
    """Put on the record which facts of a handover were not confirmed in time."""
    await confirming.tell_unconfirmed(db, UUID(incident_id), handed_over_at, now=now)


@jobs.task(LIST_OVERDUE)
async def note_list_overdue(
    db: AsyncSession, *, incident_id: str, due_at: str, now: datetime
) -> None:
    """Put on the record that no authority has taken the list of missing and dead in time."""
    await list_taken.tell_overdue(db, UUID(incident_id), due_at, now=now)


@jobs.task(LOOK_AGAIN)
async def note_look_again_due(
    db: AsyncSession, *, incident_id: str, due_at: str, now: datetime
) -> None:
    """Put on the record that nobody has looked at a suspended search in time."""
    incident = await visible.locked(db, UUID(incident_id))
    due = datetime.fromisoformat(due_at)
    if incident.state is not IncidentState.SUSPENDED or incident.look_again_at != due:
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        await raise_at_lead(db, incident, AlarmCause.LOOK_AGAIN, now=now)
        about = {"id": incident.id, "about": incident.reference}
        entry.record(LookAgainDue(**about, due=minute_text(due)), readers=in_full)
