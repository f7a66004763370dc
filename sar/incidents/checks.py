"""Checks of bodies beyond their schemas: instants, and parties of the directory."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from sar.errors import Malformed
from sar.parties import visible as directory

CLOCKS_MAY_DIFFER = timedelta(minutes=2)
"""The lead over our clock that an instant of another may have and still be the past."""


def check_past(field: str, at: datetime | None, *, now: datetime) -> None:
    """Malformed when something that has happened is dated in the future."""
    if at is not None and at > now + CLOCKS_MAY_DIFFER:
        raise Malformed.at(field, "in_the_future", "is in the future")


def to_the_minute(at: datetime) -> datetime:
    """The minute in which something was: clocks on the wall are read so, and times written so."""
    return at.replace(second=0, microsecond=0)


async def check_territory(db: AsyncSession, code: str | None) -> None:
    """Malformed when the directory does not know the party."""
    if code is not None and code not in {party.id for party in await directory.parties(db)}:
        raise Malformed.at("territory_of", "no_such_party", "is not a party in the directory")
