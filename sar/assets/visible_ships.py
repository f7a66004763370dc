"""Ships of opportunity, as every joined party sees them. Part of the access to assets."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.access import among
from sar.assets.models import Ship
from sar.assets.presenting import ship_position, ship_view
from sar.assets.views import KnownPositionView, ShipAnswer, ShipView
from sar.errors import NotFound
from sar.parties.visible import joined
from sar.record.service import Picture, Views


async def ship_views(
    db: AsyncSession, ship_ids: Collection[UUID], *, parties: Collection[str] | None = None
) -> Views:
    """How each joined party (or each of those given) sees the ships: all alike."""
    rows = await db.execute(select(Ship).where(among(col(Ship.id), ship_ids)))
    seen: Picture = {("ship", str(ship.id)): ship_view(ship).plain() for ship in rows.scalars()}
    everyone = await joined(db)
    return {party: seen for party in everyone if parties is None or party in parties}


async def ship_listing(
    db: AsyncSession, *, after: UUID | None, limit: int, ids: Collection[UUID] | None = None
) -> list[ShipAnswer]:
    """Up to `limit` ships in the order of their ids."""
    query = select(Ship).order_by(col(Ship.id)).limit(limit)
    if after is not None:
        query = query.where(col(Ship.id) > after)
    if ids is not None:
        query = query.where(among(col(Ship.id), ids))
    ships = (await db.execute(query)).scalars()
    return [_ship_answer(ship_view(ship), ship_position(ship)) for ship in ships]


def _ship_answer(view: ShipView, position: KnownPositionView) -> ShipAnswer:
    return ShipAnswer(**dict(view), position=position)


async def ship_by_mmsi(db: AsyncSession, mmsi: str) -> Ship | None:
    """The ship that carries the number."""
    return (await db.execute(select(Ship).where(col(Ship.mmsi) == mmsi))).scalar_one_or_none()


async def access_ship(db: AsyncSession, ship_id: UUID, *, lock: bool = False) -> Ship:
    """A ship of opportunity, or NotFound."""
    ship = await db.get(Ship, ship_id, with_for_update={"key_share": True} if lock else None)
    if ship is None:
        raise NotFound("ship")
    return ship
