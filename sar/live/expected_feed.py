"""The feed of expected times: latest wins, each party's own."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sar.live.audience import Audience, Listener
from sar.requests import presenting, time_rows
from sar.requests.models import ExpectedTime
from sar.requests.visible import seen_times
from sar.wire import canonical


class ExpectedFeed:
    """The expected times for all listeners: every one that is kept at first, then what changes."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._mark = 0
        self._one_at_a_time = asyncio.Lock()

    async def welcome(self, db: AsyncSession, listener: Listener) -> None:
        """Offer all times that the listener's party may know."""
        async with self._one_at_a_time:
            listener.outbox.offer_times(_encoded(await seen_times(db, listener.party)))

    async def send_changes(self, db: AsyncSession) -> None:
        """Offer what has changed since the last time."""
        async with self._one_at_a_time:
            mark = await time_rows.last_mark(db)
            for party in self._audience.parties:
                news = _encoded(await seen_times(db, party, after_mark=self._mark))
                for listener in self._audience.of(party):
                    listener.outbox.offer_times(news)
            self._mark = mark


def _encoded(rows: Iterable[ExpectedTime]) -> dict[UUID, str]:
    return {row.work_id: canonical(presenting.expected_view(row).plain()) for row in rows}
