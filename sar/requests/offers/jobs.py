"""Deferred work of offers: that they lapse, and that nobody has decided them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar import jobs
from sar.requests import rows
from sar.requests.offers import deciding, undecided
from sar.requests.offers.making import EXPIRE
from sar.requests.offers.waiting import UNDECIDED


@jobs.task(EXPIRE)
async def expire_offer(db: AsyncSession, *, offer_id: str, now: datetime) -> None:
    """Let an offer that nobody has decided expire on the record."""
    offer = await rows.offer(db, UUID(offer_id))
    if offer is not None:
        await deciding.expire(db, offer, now=now)


@jobs.task(UNDECIDED)
async def note_offer_undecided(db: AsyncSession, *, offer_id: str, now: datetime) -> None:
    """Put on the record that nobody has decided an offer in time."""
    offer = await rows.offer(db, UUID(offer_id))
    if offer is not None:
        await undecided.tell_undecided(db, offer, now=now)
