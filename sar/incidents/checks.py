"""Checks of the instants that bodies tell, beyond their schemas (pure)."""

from datetime import datetime, timedelta

from sar.errors import Malformed

CLOCKS_MAY_DIFFER = timedelta(minutes=2)
"""The lead over our clock that an instant of another may have and still be the past."""


def check_past(field: str, at: datetime | None, *, now: datetime) -> None:
    """Malformed when something that has happened is dated in the future."""
    if at is not None and at > now + CLOCKS_MAY_DIFFER:
        raise Malformed.at(field, "in_the_future", "is in the future")
