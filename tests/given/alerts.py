"""Silent centres, as a worker looks after them."""

from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.alerts import climbing, rows
from sar.alerts.models import Escalation
from sar.alerts.words import AlertMatter
from sar.incidents import jobs as _incidents  # noqa: F401 registers what alerts are about
from sar.requests import jobs as _requests  # noqa: F401 as above
from tests.conftest import ExerciseTime
from tests.law import lawful

MINUTE = timedelta(minutes=1)


async def climbed(db: AsyncSession) -> UUID:
    """The escalation begun last of what a centre is asked, by its id, after its next move."""
    db.expire_all()
    asked = select(col(Escalation.id)).where(col(Escalation.matter) != AlertMatter.CASE)
    query = asked.order_by(col(Escalation.id).desc()).limit(1)
    found: UUID = (await db.execute(query)).scalar_one()
    async with lawful(db):
        await climbing.climb(db, found, now=clock.now())
        await db.commit()
    return found


async def minutes_of_alerts(
    db: AsyncSession, time: ExerciseTime, about_id: UUID, *, since: datetime, minutes: int
) -> list[int]:
    """Let so many minutes go by, and each look at the contacts be taken when it is due; the minutes
    after `since` at which one was alerted so far. A look that asks for no other is the last, and is
    taken once more at the end."""
    query = select(col(Escalation.id)).where(col(Escalation.about_id) == about_id)
    found = (await db.execute(query)).scalar_one()
    left = minutes
    while True:
        looked_at: datetime | None = None
        for _ in range(4):
            ladder = await rows.escalation(db, found)
            assert ladder is not None
            look_at = ladder.look_at
            if look_at is None or look_at > time.now or look_at == looked_at:
                break
            async with lawful(db):
                await climbing.climb(db, found, now=time.now)
                await db.commit()
            looked_at = look_at
        if not left:
            break
        until_look = left
        if look_at is not None and look_at != looked_at:
            until_look = ceil((look_at - time.now) / MINUTE)
        going_by = min(max(until_look, 1), left)
        time.advance(minutes=going_by)
        left -= going_by
    alerts = await rows.alerts_of(db, found)
    return [int((one.at - since).total_seconds()) // 60 for one in alerts]
