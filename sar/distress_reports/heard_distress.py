"""Signals of distress that are heard, and when one that is heard again is told again (pure)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sar.distress_reports.words import ReportMeans
from sar.geo.geodesy import distance_nm
from sar.geo.position import LatLon

SAME_WITHIN: Final = timedelta(hours=6)
"""A transmitter that was silent for longer is a new report (house figure)."""
TOLD_AGAIN_AFTER: Final = timedelta(minutes=10)
"""As long as nothing is new, that it is still heard is told so often (house figure)."""
MOVED_NM: Final = 0.5
"""So far it has moved when its place is told again (house figure)."""
UNTIL_WRITTEN: Final = timedelta(seconds=30)
"""Of a report that is settled, the last time at which it was heard is written so often."""


@dataclass(frozen=True, slots=True)
class HeardDistress:
    """A transmitter in distress: its number (nine digits), when it was heard, and where it said
    that it was; None: it did not know."""

    means: ReportMeans
    sender: str
    at: datetime
    place: LatLon | None


@dataclass(frozen=True, slots=True)
class KnownDistress:
    """A report as it stands: when the transmitter was heard last, and its last place, as told."""

    last_at: datetime
    place: LatLon | None
    is_settled: bool


def is_same(known: KnownDistress, heard: HeardDistress) -> bool:
    """Whether it is the same transmission, so that it is no new report."""
    return abs(heard.at - known.last_at) <= SAME_WITHIN


def is_news(known: KnownDistress, heard: HeardDistress) -> bool:
    """Whether it is to be written; what was heard earlier than is known is no news."""
    since = heard.at - known.last_at
    if since <= timedelta(0):
        return False
    if known.is_settled:
        return since >= UNTIL_WRITTEN
    if heard.place is None:
        return since >= TOLD_AGAIN_AFTER
    if known.place is None or since >= TOLD_AGAIN_AFTER:
        return True
    return distance_nm(known.place, heard.place) >= MOVED_NM
