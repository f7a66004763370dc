"""Transmitters in distress, as receivers hear them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.distress_reports.heard_distress import HeardDistress
from sar.distress_reports.hearing import hear
from sar.distress_reports.models import DistressReport
from sar.distress_reports.words import ReportMeans
from sar.geo.position import LatLon

EPIRB = "974123456"
SHIP = "642777888"
IN_ITALY = LatLon(40.0, 12.0)


def beacon(at: datetime, place: LatLon | None = IN_ITALY, *, sender: str = EPIRB) -> HeardDistress:
    """An emergency beacon that is heard."""
    return HeardDistress(ReportMeans.AIS_EPIRB, sender, at, place)


def ship_in_distress(at: datetime, place: LatLon | None = IN_ITALY) -> HeardDistress:
    """A ship whose own transponder says that it is a transmitter in distress."""
    return HeardDistress(ReportMeans.AIS_SHIP, SHIP, at, place)


async def heard(
    db: AsyncSession, by: str, signal: HeardDistress, *, now: datetime | None = None
) -> DistressReport:
    """The report after a party's receiver has heard it."""
    assert await hear(db, by, "Lampedusa", signal, now=now or signal.at)
    await db.commit()
    query = select(DistressReport).where(col(DistressReport.sender) == signal.sender)
    rows = await db.scalars(
        query.order_by(col(DistressReport.last_at)).execution_options(populate_existing=True)
    )
    return rows.all()[-1]
