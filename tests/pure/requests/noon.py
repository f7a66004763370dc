"""The noon at which tests of requests begin, and instants after it."""

from datetime import UTC, datetime, timedelta
from typing import Final

NOON: Final = datetime(2026, 10, 11, 12, tzinfo=UTC)


def past_noon(minutes: float) -> datetime:
    """So many minutes past noon."""
    return NOON + timedelta(minutes=minutes)
