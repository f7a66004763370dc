"""The clocks of other authorities that have a case: started, followed, told.

House figures: news within an hour; in distress, contact with each within 15 minutes, serving SAR
Convention, Annex 2.1.1: who is thought to have it may not know of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible
from sar.incidents.alarms.assessment_due import ask_again
from sar.incidents.alarms.raising import raise_each_at_lead
from sar.incidents.assessment_clock import PROGRESS_WITHIN, AssessmentCause
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_distress_still
from sar.incidents.other_authorities import (
    AuthorityRow,
    after_phase,
    after_silence,
    awaited_again,
    key_of_silence,
    lapsed,
    not_ended,
    since_contact,
)
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import AlarmCause, IncidentState
from sar.record.entries import AuthoritySilent, ProgressUnknown
from sar.record.recording import FurtherFact
from sar.record.service import PLATFORM

NO_PROGRESS: Final = "incidents.no_progress"
"""The job that tells the record that another authority, which has the case, is silent."""
ONE_MINUTE: Final = timedelta(minutes=1)


async def keep_authorities(
    db: AsyncSession, incident: Incident, rows: Sequence[AuthorityRow]
) -> None:
    """Keep the list in the locked case, and have each clock that is new in it looked at."""
    ran = {(row["name"], row["due_at"]) for row in not_ended(incident.other_authorities)}
    incident.other_authorities = list(rows)
    for due_at in {due for name, due in _clocks(rows) if (name, due) not in ran}:
        args = {"incident_id": str(incident.id), "due_at": due_at}
        await jobs.defer(db, NO_PROGRESS, args, at=datetime.fromisoformat(due_at))


def _clocks(rows: Sequence[AuthorityRow]) -> list[tuple[str, str]]:
    return [(row["name"], row["due_at"]) for row in not_ended(rows)]


async def follow_authorities(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Have the clocks of the locked case run as its phase asks for. A distress that one person's
    word alone has ended is one for them still."""
    in_distress = is_distress_still(incident)
    rows = after_phase(incident.other_authorities, in_distress=in_distress, now=now)
    if rows != incident.other_authorities:
        await keep_authorities(db, incident, rows)


async def await_progress_again(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """A case is worked on again that other authorities have: the clock of each, if its time was
    over meanwhile, starts anew."""
    await keep_authorities(db, incident, awaited_again(incident.other_authorities, now=now))


async def tell_silence(db: AsyncSession, incident_id: UUID, due_at: str, *, now: datetime) -> None:
    """Put on the record which authorities were not heard from in time, one by one; the case is to
    be assessed at once, and in distress each rings."""
    incident = await visible.locked(db, incident_id)
    silent = lapsed(incident.other_authorities, due_at)
    if not silent or incident.state is IncidentState.CLOSED:
        return
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        incident.other_authorities = after_silence(incident.other_authorities, silent, now=now)
        await ask_again(db, incident, AssessmentCause.OTHER_AUTHORITY, now=now)
        keys = [key_of_silence(row) for row in silent if row["in_distress"]]
        await raise_each_at_lead(db, incident, AlarmCause.AUTHORITY_SILENT, keys, now=now)
        changed(incident, now=now)
        first, *others = [_fact(incident, row, now=now) for row in silent]
        entry.record(first, readers=in_full)
        entry.further += [FurtherFact(fact, PLATFORM) for fact in others]


def _fact(
    incident: Incident, row: AuthorityRow, *, now: datetime
) -> AuthoritySilent | ProgressUnknown:
    about = {"id": incident.id, "about": incident.reference, "name": row["name"]}
    if not row["in_distress"]:
        return ProgressUnknown(**about, minutes=PROGRESS_WITHIN // ONE_MINUTE)
    return AuthoritySilent(
        **about,
        minutes=(now - since_contact(row)) // ONE_MINUTE,
        confirmed=row["contact_at"] is not None,
        tasked=incident.able_tasked,
    )
