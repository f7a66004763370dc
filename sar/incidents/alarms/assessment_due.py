"""The clock of assessments of a locked case: set, brought forward, stopped.

The record is told by a job when nobody has assessed in time, also while nobody looks.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents.assessment_clock import RINGS_AFTER, AssessmentCause, due_after
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_to_be_assessed

ASSESSMENT_OVERDUE: Final = "incidents.assessment_overdue"
"""The job that tells the record of an assessment that nobody has made."""


async def set_due(
    db: AsyncSession, incident: Incident, due_at: datetime | None, why: AssessmentCause
) -> None:
    """Have the case assessed by then; None, or where the clock does not run: not again."""
    if due_at is None or not is_to_be_assessed(incident):
        incident.assessment_due_at, incident.assessment_due_why = None, ""
        return
    is_new = incident.assessment_due_at != due_at
    incident.assessment_due_at, incident.assessment_due_why = due_at, why.value
    if is_new:
        args = {"incident_id": str(incident.id), "due_at": due_at.isoformat()}
        await jobs.defer(db, ASSESSMENT_OVERDUE, args, at=due_at + RINGS_AFTER)


async def ask_again(
    db: AsyncSession, incident: Incident, why: AssessmentCause, *, now: datetime
) -> None:
    """A new fact: the case is to be assessed at once, unless it is due already. Help that is gone
    is said in any case, so that it rings at once; who is late with the assessment stays so."""
    due_at = incident.assessment_due_at
    if due_at is not None and due_at <= now and is_to_be_assessed(incident):
        if why is AssessmentCause.HELP_GONE:
            incident.assessment_due_why = why.value
        return
    await set_due(db, incident, now, why)


async def due_in_phase(
    db: AsyncSession, incident: Incident, *, lowered: bool, now: datetime
) -> None:
    """The phase was set: in a lower one the case is assessed at once, in a graver one no later
    than that asks for."""
    if lowered:
        await ask_again(db, incident, AssessmentCause.PHASE_SET, now=now)
        return
    by, due_at = due_after(incident.phase, at=now), incident.assessment_due_at
    if by is None or due_at is None or due_at > by:
        await set_due(db, incident, by, AssessmentCause.PHASE_SET)
