"""The clock of a suggestion that nobody answers: started, stopped, and of distress told.

Distress is declared, or somebody says why not, within five minutes: a house figure, serving SAR
Convention, Annex 4.2.4. At Pylos nobody had said the word.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents import visible
from sar.incidents.alarms.raising import alarm_that_rings, raise_at_lead
from sar.incidents.assessment_clock import RINGS_AFTER
from sar.incidents.distress import Suggestion
from sar.incidents.models import Incident
from sar.incidents.newest_sheet import is_reasoned, stays_below, suggested_for
from sar.incidents.recording import changed, in_full, recording
from sar.incidents.words import AlarmCause, IncidentState
from sar.record.entries import SuggestionUnanswered
from sar.record.service import PLATFORM

SUGGESTION_UNANSWERED: Final = "incidents.suggestion_unanswered"
"""The job that tells the record that nobody has answered a suggestion of distress."""


def is_unanswered(incident: Incident) -> bool:
    """Whether the case is worked on below what its sheet suggests, without a word."""
    if incident.state is not IncidentState.OPEN or not stays_below(incident):
        return False
    return not is_reasoned(incident)


def is_distress_unanswered(incident: Incident) -> bool:
    """Whether it is so, and distress is suggested."""
    return is_unanswered(incident) and suggested_for(incident).level is Suggestion.DISTRESS


async def follow_suggestion(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Start the clock of the locked case, or stop it, as the case now is. A sheet that is written
    again, and answers nothing, does not turn it."""
    _follow_below(incident, now=now)
    if not is_distress_unanswered(incident):
        incident.suggested_since = None
    elif incident.suggested_since is None:
        incident.suggested_since = now
        args = {"incident_id": str(incident.id), "since": now.isoformat()}
        await jobs.defer(db, SUGGESTION_UNANSWERED, args, at=now + RINGS_AFTER)


def _follow_below(incident: Incident, *, now: datetime) -> None:
    """Keep, beside the sheet, since when nobody has answered any suggestion; on the screens that
    of an alert rings too."""
    kept = incident.assessment
    if kept is None:
        return
    stood = kept.get("below_since")
    since = (stood or now.isoformat()) if is_unanswered(incident) else None
    if since != stood:
        incident.assessment = {**kept, "below_since": since}


async def tell_unanswered(
    db: AsyncSession, incident_id: UUID, since: str, *, now: datetime
) -> None:
    """Put on the record, once, that nobody has answered it in time."""
    incident = await visible.locked(db, incident_id)
    if incident.suggested_since is None or incident.suggested_since.isoformat() != since:
        return
    if await alarm_that_rings(db, incident, AlarmCause.BELOW, since) is not None:
        return  # a worker that was killed repeats its job
    async with recording(db, incident, by=PLATFORM, now=now) as entry:
        await raise_at_lead(db, incident, AlarmCause.BELOW, now=now)
        changed(incident, now=now)
        fact = SuggestionUnanswered(
            id=incident.id,
            about=incident.reference,
            phase=incident.phase.value,
            minutes=int((now - incident.suggested_since).total_seconds() // 60),
        )
        entry.record(fact, readers=in_full)
