"""The state of a feed, by what its reader last told."""

from datetime import datetime, timedelta
from typing import Final

from sar.interop.models import ReceiverFeed
from sar.interop.source_address import content_of
from sar.interop.words import FeedContent, FeedState

TOLD_WITHIN: Final = timedelta(seconds=20)
"""A reader tells every two seconds; one that has not for so long reads no more (house figure)."""
QUIET_AFTER: Final = timedelta(minutes=3)
"""A vessel at anchor is heard every three minutes (ITU-R M.1371, table 1)."""
QUIET_AFTER_OF_REPORTS: Final = timedelta(hours=3)
"""Fishing vessels report every hour or two (house figure)."""
QUIET_AFTER_OF_MAIL: Final = timedelta(hours=24)
"""Ships report once a day at least (house figure)."""
_QUIET_AFTER: Final = {
    FeedContent.NAF: QUIET_AFTER_OF_REPORTS,
    FeedContent.MAIL: QUIET_AFTER_OF_MAIL,
}


def state_of(row: ReceiverFeed, *, now: datetime) -> FeedState:
    """The state of a feed that stands; `now` in real time."""
    if row.told_at is None or now - row.told_at > TOLD_WITHIN:
        return FeedState.NOT_READ
    if row.connected_since is None:
        return FeedState.AWAY
    last = max(row.last_message_at or row.connected_since, row.connected_since)
    quiet_after = _QUIET_AFTER.get(content_of(row.address), QUIET_AFTER)
    return FeedState.QUIET if now - last > quiet_after else FeedState.LIVE
