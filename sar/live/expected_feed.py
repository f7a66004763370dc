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
    """The expected times each listening party was sent last; only differences are sent."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._mark = 0
        self._sent: dict[str, dict[UUID, str]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def welcome(self, db: AsyncSession, listener: Listener) -> None:
        """Offer all times that the listener's party may know."""
        async with self._one_at_a_time:
            if not self._sent:
                self._mark = await time_rows.last_mark(db)
            found = _encoded(await seen_times(db, listener.party))
            self._sent.setdefault(listener.party, {}).update(found)
            listener.outbox.offer_times(found)

    async def send_changes(self, db: AsyncSession) -> None:
        """Offer what has changed since the last time."""
        async with self._one_at_a_time:
            parties = set(self._audience.parties)
            self._sent = {party: sent for party, sent in self._sent.items() if party in parties}
            if not self._sent:
                return
            mark = await time_rows.last_mark(db)
            if mark == self._mark:
                return
            for party, sent in self._sent.items():
                found = _encoded(await seen_times(db, party, after_mark=self._mark))
                news = {id_: text for id_, text in found.items() if sent.get(id_) != text}
                sent.update(news)
                for listener in self._audience.of(party):
                    listener.outbox.offer_times(news)
            self._mark = mark


def _encoded(rows: Iterable[ExpectedTime]) -> dict[UUID, str]:
    return {row.work_id: canonical(presenting.expected_view(row).plain()) for row in rows}
