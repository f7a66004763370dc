"""Silent centres, as a worker looks after them."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar import clock
from sar.alerts import climbing
from sar.alerts.models import Escalation
from sar.alerts.words import AlertMatter
from sar.incidents import jobs as _incidents  # noqa: F401 registers what alerts are about
from sar.requests import jobs as _requests  # noqa: F401 as above
from tests.law import lawful


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
