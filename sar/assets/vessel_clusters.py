"""Vessels off the air for a map: each, where they are few in a view, else gathered by a grid; as
parties see them. Part of the access to assets."""

import math
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.models import HeardVessel
from sar.assets.vessel_types import vessel_kind
from sar.assets.vessel_views import DrawnVesselView, VesselClusterView, VesselsOnMapView
from sar.assets.visible_positions import Box
from sar.assets.visible_vessels import OFFERED_WITHIN, feeds_shared_with, latest_seen
from sar.geo.columns import lon_lat, within_box

CELLS: Final = 300
"""About so many cells of the grid lie in a view at most (house figure: a sign with a number every
60 pixels of a wide screen)."""
_LONGER_THAN_HIGH: Final = 0.75
_FINEST: Final = 24
"""Halvings of the whole circle, at most."""
WIDEST_CELLS: Final = 64.0
"""Cells along the longer side of a narrow view, at most."""


class VesselGrid(NamedTuple):
    """Cells of one size in degrees, the same wherever the view is moved."""

    lon: float
    lat: float


def grid_of(box: Box) -> VesselGrid:
    """The grid of a view: its cells are the whole circle, halved as often as the view allows."""
    wide = (box.east - box.west) % 360.0 or (360.0 if box.east != box.west else 0.0)
    high = box.north - box.south
    tall = high / _LONGER_THAN_HIGH
    least = max(math.sqrt(wide * tall / CELLS), wide / WIDEST_CELLS, tall / WIDEST_CELLS)
    halvings = _FINEST if least <= 0.0 else math.floor(math.log2(360.0 / least))
    size = 360.0 / 2.0 ** max(0, min(_FINEST, halvings))
    return VesselGrid(size, size * _LONGER_THAN_HIGH)


async def vessels_on_map(
    db: AsyncSession, party: str, box: Box, *, limit: int, now: datetime
) -> VesselsOnMapView:
    """The vessels with a position in the box that the party sees: one by one up to the limit;
    above it those that have a cell of the grid for themselves, and the others as clusters."""
    seen = latest_seen(party, await feeds_shared_with(db, party, now=now), within_box(_POINT, *box))
    cells = [_Cell(*row) for row in await db.execute(_gathered(seen, grid_of(box), now))]
    number = sum(cell.number for cell in cells)
    clusters = [cell for cell in cells if cell.number > 1] if number > limit else []
    wanted: Any = seen
    if number > limit:
        wanted = [cell.id for cell in cells if cell.number == 1]
    return VesselsOnMapView(
        at=now,
        latest_at=max((cell.latest_at for cell in cells), default=None),
        number=number,
        items=await _single(db, wanted) if number else [],
        clusters=[
            VesselClusterView(
                place=(round(cell.lon, 4), round(cell.lat, 4)),
                number=cell.number,
                number_old=cell.number_old,
                latest_at=cell.latest_at,
            )
            for cell in clusters
        ],
    )


class _Cell(NamedTuple):
    id: UUID
    """One of its vessels."""
    number: int
    number_old: int
    latest_at: datetime
    lon: float
    lat: float


_POINT: Final[Any] = col(HeardVessel.point)
_AT: Final[Any] = col(HeardVessel.at)


def _gathered(seen: Any, grid: VesselGrid, now: datetime) -> Any:
    """The cells that hold any, each with one of its vessels."""
    lon, lat = lon_lat(_POINT)
    column, row = func.floor(lon / literal(grid.lon)), func.floor(lat / literal(grid.lat))
    return (
        select(
            func.array_agg(col(HeardVessel.id))[1],
            func.count(),
            func.count().filter(now - OFFERED_WITHIN > _AT),
            func.max(_AT, type_=_AT.type),
            func.avg(lon),
            func.avg(lat),
        )
        .where(col(HeardVessel.id).in_(seen))
        .group_by(column, row)
    )


async def _single(db: AsyncSession, wanted: Any) -> list[DrawnVesselView]:
    lon, lat = lon_lat(_POINT)
    query = select(
        col(HeardVessel.id),
        lon,
        lat,
        col(HeardVessel.course_deg),
        col(HeardVessel.speed_kn),
        _AT,
        col(HeardVessel.ship_type),
        col(HeardVessel.status),
        col(HeardVessel.name),
        col(HeardVessel.mmsi),
        or_(col(HeardVessel.doubted_at).is_not(None), col(HeardVessel.doubt).is_not(None)),
    ).where(col(HeardVessel.id).in_(wanted))
    rows = await db.execute(query.order_by(col(HeardVessel.id)))
    return [
        DrawnVesselView(
            id=id_,
            place=(round(lon, 5), round(lat, 5)),
            course_deg=course_deg,
            speed_kn=speed_kn,
            at=at,
            kind=vessel_kind(ship_type),
            status=status,
            name=name or f"MMSI {mmsi}",
            doubted=doubted,
        )
        for id_, lon, lat, course_deg, speed_kn, at, ship_type, status, name, mmsi, doubted in rows
    ]
