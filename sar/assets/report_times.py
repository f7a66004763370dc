"""Instants of the last positions of assets and ships, whoever asks: the clocks of units at work
go by them. No place is read."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
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
    newest = select(col(Fix.asset_id), col(Fix.at))
    kept = col(TrackPoint.asset_id), col(TrackPoint.at), col(TrackPoint.implausible)
    return await _last_reports(db, asset_ids, newest, kept)


async def reports_of_ships(db: AsyncSession, ship_ids: Collection[UUID]) -> dict[UUID, LastReports]:
    """By ship of opportunity, by whoever's word."""
    newest = select(col(Ship.id), col(Ship.at))
    kept = col(ShipTrackPoint.ship_id), col(ShipTrackPoint.at), col(ShipTrackPoint.implausible)
    return await _last_reports(db, ship_ids, newest, kept)


async def _last_reports(
    db: AsyncSession,
    ids: Collection[UUID],
    newest: Select[UUID, datetime],
    kept: tuple[Mapped[UUID], Mapped[datetime], Mapped[bool]],
) -> dict[UUID, LastReports]:
    """By unit. `newest`: the unit and the instant of the position reckoned from; `kept`: those of
    every position of its track, and whether it is implausible."""
    unit, at = newest.selected_columns
    kept_unit, kept_at, implausible = kept
    before = (
        select(func.max(kept_at))
        .where(kept_unit == unit, kept_at < at, implausible.is_(False))
        .scalar_subquery()
    )
    found = await db.execute(newest.add_columns(before).where(among(unit, ids)))
    return {id_: LastReports(newest_at, before_at) for id_, newest_at, before_at in found}
