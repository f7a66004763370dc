"""Vessels off the air that a test begins with."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sar.assets.heard_vessels import VesselParticulars, VesselPosition
from sar.assets.vessel_ingest import keep_vessels
from sar.assets.words import NavigationStatus
from sar.geo.position import LatLon
from tests.world import START

TRAWLER: dict[str, Any] = {
    "name": "SANTA RITA",
    "callsign": "IQRS",
    "ship_type": 30,
    "length_m": 28,
    "beam_m": 7,
    "draught_m": 3.4,
}


def at_place(
    mmsi: str,
    lon: float,
    lat: float,
    at: datetime = START,
    status: NavigationStatus | None = None,
) -> VesselPosition:
    """A position of a vessel."""
    return VesselPosition(mmsi, at, LatLon(lat, lon), 8.0, 90.0, 0.1, status)


def told(mmsi: str, at: datetime = START, **fields: Any) -> VesselParticulars:
    """Particulars of a vessel, of a trawler unless told otherwise."""
    return VesselParticulars(mmsi=mmsi, at=at, **(TRAWLER | fields))


async def heard(
    db: AsyncSession,
    mmsi: str,
    lon: float,
    lat: float,
    at: datetime = START,
    *,
    party: str = "ITA",
    feed: str = "lampedusa",
    status: NavigationStatus | None = None,
    **fields: Any,
) -> None:
    """A vessel that a feed has heard, with its particulars."""
    positions = [at_place(mmsi, lon, lat, at, status)]
    particulars = [told(mmsi, at, **fields)]
    assert await keep_vessels(db, party, feed, positions, particulars) == 0
    await db.commit()
