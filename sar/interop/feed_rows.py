"""Rows of feeds: which stand, and what their readers tell of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import col

from sar.interop.feed_tally import FeedTally
from sar.interop.models import ReceiverFeed


async def feeds_of(db: AsyncSession, party: str) -> Sequence[ReceiverFeed]:
    """The feeds of a party that stand, by name."""
    query = (
        select(ReceiverFeed)
        .where(col(ReceiverFeed.party_code) == party, col(ReceiverFeed.withdrawn_at).is_(None))
        .order_by(col(ReceiverFeed.name))
    )
    return (await db.scalars(query)).all()


async def all_feeds(db: AsyncSession) -> Sequence[ReceiverFeed]:
    """Every party's feeds that stand."""
    query = (
        select(ReceiverFeed)
        .where(col(ReceiverFeed.withdrawn_at).is_(None))
        .order_by(col(ReceiverFeed.party_code), col(ReceiverFeed.name))
        .execution_options(populate_existing=True)
    )
    return (await db.scalars(query)).all()


async def named_feed(db: AsyncSession, party: str, name: str) -> ReceiverFeed | None:
    """The party's feed of that name that stands, locked."""
    query = (
        select(ReceiverFeed)
        .where(
            col(ReceiverFeed.party_code) == party,
            col(ReceiverFeed.name) == name,
            col(ReceiverFeed.withdrawn_at).is_(None),
        )
        .with_for_update()
    )
    return (await db.execute(query)).scalar_one_or_none()


async def write_tally(
    db: AsyncConnection | AsyncSession, feed_id: UUID, tally: FeedTally, *, now: datetime
) -> None:
    """Write what the feed's reader has to tell; `now` in real time."""
    await db.execute(
        update(ReceiverFeed).where(col(ReceiverFeed.id) == feed_id).values(tally.told(now=now))
    )
