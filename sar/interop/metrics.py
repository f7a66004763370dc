"""Feeds for whoever watches the installation (Prometheus)."""

from datetime import datetime
from typing import Final

from prometheus_client import Gauge
from sqlalchemy.ext.asyncio import AsyncSession

from sar.interop.feed_rows import all_feeds
from sar.interop.feed_state import state_of
from sar.interop.words import FeedState

_ABOUT: Final = ("party", "feed")
LIVE: Final = Gauge("sar_feed_live", "1 while the feed brings sentences, else 0", _ABOUT)
PER_S: Final = Gauge("sar_feed_sentences_per_second", "Sentences a second, lately", _ABOUT)
FAULTS: Final = Gauge(
    "sar_feed_faults",
    "What it brought and could not be read, since it was added",
    (*_ABOUT, "fault"),
)


async def read_feed_gauges(db: AsyncSession, *, now: datetime) -> None:
    """Set the gauges of the feeds that stand, and forget those of others; `now` in real time."""
    rows = await all_feeds(db)
    forget_feed_gauges()
    for row in rows:
        about, state = (row.party_code, row.name), state_of(row, now=now)
        LIVE.labels(*about).set(state is FeedState.LIVE)
        PER_S.labels(*about).set(0.0 if state is FeedState.NOT_READ else row.per_s)
        for fault, count in row.faults.items():
            FAULTS.labels(*about, fault).set(count)


def forget_feed_gauges() -> None:
    """Have no gauge of any feed: the database does not say."""
    for gauge in (LIVE, PER_S, FAULTS):
        gauge.clear()
