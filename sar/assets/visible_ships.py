"""Ships of opportunity, as every joined party sees them. Part of the access to assets."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.access import among
from sar.assets.models import Ship
from sar.assets.presenting import ship_position, ship_view
from sar.assets.views import ShipAnswer
from sar.errors import NotFound
from sar.parties.visible import joined
from sar.record.service import Picture, Views
from sar.wire import Listing, read_cursor


async def ship_views(
    db: AsyncSession, ship_ids: Collection[UUID], *, parties: Collection[str] | None = None
) -> Views:
    """The ships by each joined party (or each of those given): all see them alike."""
    rows = await db.execute(select(Ship).where(among(col(Ship.id), ship_ids)))
    seen: Picture = {("ship", str(ship.id)): ship_view(ship).plain() for ship in rows.scalars()}
    everyone = await joined(db)
    return {party: seen for party in everyone if parties is None or party in parties}


async def ship_listing(db: AsyncSession, wanted: Listing) -> list[ShipAnswer]:
    """A page of the ships in the order of their ids, and one more when there are more."""
    query = select(Ship).order_by(col(Ship.id)).limit(wanted.limit + 1)
    if (after := read_cursor(wanted.cursor, UUID)) is not None:
        query = query.where(col(Ship.id) > after)
    return [_answer(ship) for ship in (await db.execute(query)).scalars()]


async def ship_answer(db: AsyncSession, ship_id: UUID) -> ShipAnswer:
    """A ship that is there."""
    return _answer(await db.get_one(Ship, ship_id))


def _answer(ship: Ship) -> ShipAnswer:
    return ShipAnswer(**dict(ship_view(ship)), position=ship_position(ship))


async def ship_by_mmsi(db: AsyncSession, mmsi: str) -> Ship | None:
    """The ship that carries the number."""
    return (await db.execute(select(Ship).where(col(Ship.mmsi) == mmsi))).scalar_one_or_none()


async def access_ship(db: AsyncSession, ship_id: UUID, *, lock: bool = False) -> Ship:
    """A ship of opportunity, or NotFound."""
    ship = await db.get(Ship, ship_id, with_for_update={"key_share": True} if lock else None)
    if ship is None:
        raise NotFound("ship")
    return ship
