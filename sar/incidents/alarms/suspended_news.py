"""News of a suspended search rings at the lead at once: any news resumes it (SAR Convention, Annex
4.8.4, which lets a search be suspended while there may be survivors)."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar.incidents.alarms.raising import alarm_that_rings, raise_at_lead
from sar.incidents.models import Incident
from sar.incidents.words import AlarmCause, IncidentState


async def follow_news(db: AsyncSession, incident: Incident, *, now: datetime) -> None:
    """Something was told of the locked case: where its search is suspended, it rings. While nobody
    has taken up what was told before, the same alarm goes on climbing; afterwards it is a new one.
    """
    if incident.state is not IncidentState.SUSPENDED:
        return
    if heard := incident.heard_suspended_at:
        rings = await alarm_that_rings(db, incident, AlarmCause.SUSPENDED_NEWS, heard.isoformat())
        if rings is not None and rings.taken_up_at is None:
            return
    incident.heard_suspended_at = now
    await raise_at_lead(db, incident, AlarmCause.SUSPENDED_NEWS, now=now)
