"""Looking at once whether somebody able is tasked: whoever was to help may not do so any more."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.incidents.models import Incident
from sar.incidents.untasked import NOBODY_TASKED


async def look_at_once(db: AsyncSession, incident: Incident | None, *, now: datetime) -> None:
    """Have the case looked at once this is committed, where the time is over in which an able unit
    was to be tasked; before that it is looked at then."""
    if incident is None or incident.untasked is None:
        return
    due_at = incident.untasked["due_at"]
    if now < datetime.fromisoformat(due_at):
        return
    args = {"incident_id": str(incident.id), "due_at": due_at, "at_once": True}
    await jobs.defer(db, NOBODY_TASKED, args, at=now)
