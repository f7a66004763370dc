"""Deferred work of alerts: the ladder of a silent centre's contacts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.alerts import climbing
from sar.alerts.rows import CLIMB


@jobs.task(CLIMB)
async def climb(db: AsyncSession, *, escalation_id: str, now: datetime) -> None:
    """Alert the next contact of a centre that is silent, if it is time."""
    await climbing.climb(db, UUID(escalation_id), now=now)
