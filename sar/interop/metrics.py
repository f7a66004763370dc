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
LAST_AT: Final = Gauge(
    "sar_feed_last_message_timestamp_seconds",
    "Instant (Unix time) of the last message; absent where nobody reads the feed or none has come",
    _ABOUT,
)
LAG_S: Final = Gauge(
    "sar_feed_lag_seconds",
    "Time from a station's hearing the last message to its being read here; absent where nobody"
    " reads the feed, or its stations do not say",
    _ABOUT,
)
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
        if state is not FeedState.NOT_READ:
            if row.last_message_at is not None:
                LAST_AT.labels(*about).set(row.last_message_at.timestamp())
            if row.lag_s is not None:
                LAG_S.labels(*about).set(row.lag_s)
        for fault, count in row.faults.items():
            FAULTS.labels(*about, fault).set(count)


def forget_feed_gauges() -> None:
    """Have no gauge of any feed: the database does not say."""
    for gauge in (LIVE, PER_S, LAST_AT, LAG_S, FAULTS):
        gauge.clear()
