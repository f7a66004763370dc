"""The last known position of a sender that tells none, among what a party may see."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets import visible_positions, visible_ships, visible_vessels
from sar.distress_reports import visible
from sar.geo.position import LatLon

WITHIN: Final = timedelta(days=3)
"""A position that is older does not tell whose region it is (house figure)."""


@dataclass(frozen=True, slots=True)
class LastKnown:
    """A position, and of when it is."""

    place: LatLon
    at: datetime


async def last_known(
    db: AsyncSession, party: str, sender: str, mmsi: str | None, *, now: datetime
) -> LastKnown | None:
    """The newest of: a former report of the sender, an asset with its number at the place that the
    party is told, a ship of opportunity, a vessel heard by AIS."""
    found = []
    if sender:
        row = await visible.last_placed(db, party, sender)
        if row is not None and row.point is not None and row.point_at is not None:
            found.append(LastKnown(row.point, row.point_at))
    if mmsi is not None:
        found += await _of_number(db, party, mmsi, now=now)
    lately = [one for one in found if now - WITHIN <= one.at]
    return max(lately, key=lambda one: one.at, default=None)


async def _of_number(db: AsyncSession, party: str, mmsi: str, *, now: datetime) -> list[LastKnown]:
    shown = await visible_positions.positions_of_number(db, party, mmsi, now=now)
    found = [LastKnown(one.point.to_latlon(), one.at) for one in shown]
    ship = await visible_ships.ship_by_mmsi(db, mmsi)
    if ship is not None:
        found.append(LastKnown(ship.point, ship.at))
    vessel = await visible_vessels.vessel_called(db, party, mmsi, now=now)
    if vessel is not None:
        found.append(LastKnown(vessel.point.to_latlon(), vessel.at))
    return found
