"""Instants of the last positions of assets and ships, whoever asks: the clocks of units at work
go by them. No place is read."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.access import among
from sar.assets.models import Fix, Ship, ShipTrackPoint, TrackPoint


class LastReports(NamedTuple):
    """The newest position that is believed, and the one before it."""

    at: datetime
    before_at: datetime | None


async def reports_of_assets(
    db: AsyncSession, asset_ids: Collection[UUID]
) -> dict[UUID, LastReports]:
    """By asset; one that has never told a position is left out."""
    before = (
        select(func.max(col(TrackPoint.at)))
        .where(
            col(TrackPoint.asset_id) == col(Fix.asset_id),
            col(TrackPoint.at) < col(Fix.at),
            col(TrackPoint.implausible).is_(False),
        )
        .scalar_subquery()
    )
    query = select(col(Fix.asset_id), col(Fix.at), before)
    found = await db.execute(query.where(among(col(Fix.asset_id), asset_ids)))
    return {id_: LastReports(at, earlier) for id_, at, earlier in found}


async def reports_of_ships(db: AsyncSession, ship_ids: Collection[UUID]) -> dict[UUID, LastReports]:
    """By ship of opportunity, by whoever's word."""
    before = (
        select(func.max(col(ShipTrackPoint.at)))
        .where(
            col(ShipTrackPoint.ship_id) == col(Ship.id),
            col(ShipTrackPoint.at) < col(Ship.at),
            col(ShipTrackPoint.implausible).is_(False),
        )
        .scalar_subquery()
    )
    query = select(col(Ship.id), col(Ship.at), before)
    found = await db.execute(query.where(among(col(Ship.id), ship_ids)))
    return {id_: LastReports(at, earlier) for id_, at, earlier in found}
