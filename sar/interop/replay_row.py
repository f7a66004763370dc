"""A file that is played, among the feeds of its party for as long as it is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlmodel import col

from sar import clock
from sar.ended_tasks import raise_if_cancelled
from sar.interop import feed_rows
from sar.interop.feed_tally import FeedTally
from sar.interop.models import ReceiverFeed
from sar.interop.source_address import is_replay
from sar.log import first_line, logger

log = logger(__name__)

REPLAYED: Final = "replay"
"""The name of the feed that hears what a file tells, and the word beside the source of each of its
positions."""
TOLD_EVERY_S: Final = 2.0


@asynccontextmanager
async def shown_as_feed(
    sessions: async_sessionmaker[AsyncSession], party: str, address: str, tally: FeedTally
) -> AsyncIterator[None]:
    """Have the party see it among its feeds during the block, in place of an earlier one; not where
    the party has a feed of that name."""
    feed_id = await _add(sessions, party, address)
    if feed_id is None:
        log.warning("the party has a feed of this name: a replay is not shown", name=REPLAYED)
        yield
        return
    telling = asyncio.create_task(_tell(sessions, feed_id, tally))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        async with sessions() as db, db.begin():
            await feed_rows.write_tally(db, feed_id, tally, now=clock.real_now())
            gone = update(ReceiverFeed).where(col(ReceiverFeed.id) == feed_id)
            await db.execute(gone.values(withdrawn_at=clock.real_now()))


async def _add(sessions: async_sessionmaker[AsyncSession], party: str, address: str) -> UUID | None:
    async with sessions() as db, db.begin():
        known = await feed_rows.named_feed(db, party, REPLAYED)
        if known is not None:
            if not is_replay(known.address):
                return None
            known.withdrawn_at = clock.real_now()
            await db.flush()
        row = ReceiverFeed(
            party_code=party, name=REPLAYED, address=address, created_at=clock.real_now()
        )
        db.add(row)
        return row.id


async def _tell(
    sessions: async_sessionmaker[AsyncSession], feed_id: UUID, tally: FeedTally
) -> None:
    while True:
        try:
            async with sessions() as db, db.begin():
                await feed_rows.write_tally(db, feed_id, tally, now=clock.real_now())
        except (SQLAlchemyError, OSError) as error:
            raise_if_cancelled()
            log.warning("how a replay goes is not told", error=first_line(error))
        await asyncio.sleep(TOLD_EVERY_S)
