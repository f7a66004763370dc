"""Ships of opportunity, as every joined party sees them. Part of the access to assets."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from sar.assets.access import among
from sar.assets.models import Asset, Ship, ShipSighting
from sar.assets.presenting import (
    seen_ship,
    seen_sighting,
    ship_position,
    ship_view,
    sighting_view,
)
from sar.assets.seen import SeenShip
from sar.assets.views import KnownPositionView, ShipAnswer
from sar.assets.whose_word import agrees
from sar.errors import NotFound
from sar.parties.visible import joined
from sar.record.service import Picture, Views
from sar.wire import Listing, read_cursor

STANDS: Final[ColumnElement[bool]] = col(Ship.withdrawn_at).is_(None)
"""The ships whose reporter has not withdrawn them."""


async def ship_views(
    db: AsyncSession, ship_ids: Collection[UUID], *, parties: Collection[str] | None = None
) -> Views:
    """The ships by each joined party (or each of those given): all see them alike."""
    rows = await db.execute(select(Ship).where(among(col(Ship.id), ship_ids), STANDS))
    seen: Picture = {("ship", str(ship.id)): ship_view(ship).plain() for ship in rows.scalars()}
    everyone = await joined(db)
    return {party: seen for party in everyone if parties is None or party in parties}


async def ship_positions(db: AsyncSession, ship_ids: Collection[UUID]) -> list[KnownPositionView]:
    """The last positions of these ships, as every joined party may know them."""
    standing = select(Ship).where(among(col(Ship.id), ship_ids), STANDS).order_by(col(Ship.id))
    return [ship_position(ship) for ship in (await db.execute(standing)).scalars()]


async def ship_listing(db: AsyncSession, wanted: Listing) -> list[ShipAnswer]:
    """A page of the ships in the order of their ids, and one more when there are more."""
    query = select(Ship).where(STANDS).order_by(col(Ship.id)).limit(wanted.limit + 1)
    if (after := read_cursor(wanted.cursor, UUID)) is not None:
        query = query.where(col(Ship.id) > after)
    return await _answers(db, list((await db.execute(query)).scalars()))


async def ship_answer(db: AsyncSession, ship_id: UUID) -> ShipAnswer:
    """A ship that is there, or NotFound."""
    (answer,) = await _answers(db, [await access_ship(db, ship_id)])
    return answer


async def _answers(db: AsyncSession, ships: Collection[Ship]) -> list[ShipAnswer]:
    told = await sightings_of(db, [ship.id for ship in ships])
    return [
        ShipAnswer(
            **dict(ship_view(ship)),
            position=ship_position(ship),
            sightings=_beside(ship, told[ship.id]),
        )
        for ship in ships
    ]


def _beside(ship: Ship, told: Collection[ShipSighting]) -> list[KnownPositionView]:
    """The last position that each other party has told, beside the one that shows."""
    shown = seen_ship(ship)
    return [
        sighting_view(one, implausible=not agrees(shown, seen_sighting(one)))
        for one in told
        if one.delivered_by != ship.delivered_by
    ]


async def sightings_of(
    db: AsyncSession, ship_ids: Collection[UUID] | None
) -> defaultdict[UUID, list[ShipSighting]]:
    """The places by each party's word, by ship; None: of all ships that stand."""
    found: defaultdict[UUID, list[ShipSighting]] = defaultdict(list)
    of = col(ShipSighting.ship_id)
    if ship_ids is None:
        query = select(ShipSighting).join(Ship, col(Ship.id) == of).where(STANDS)
    else:
        query = select(ShipSighting).where(among(of, ship_ids))
    rows = await db.execute(query.order_by(of, col(ShipSighting.delivered_by)))
    for told in rows.scalars():
        found[told.ship_id].append(told)
    return found


async def sighting_by(db: AsyncSession, ship: Ship, party: str) -> ShipSighting | None:
    """The party's word on a ship, which is locked."""
    return await db.get(ShipSighting, (ship.id, party), populate_existing=True)


async def told_ship(db: AsyncSession, ship_id: UUID) -> SeenShip:
    """A ship that is there, as matching reads it, or NotFound."""
    ship = await access_ship(db, ship_id)
    return seen_ship(ship, (await sightings_of(db, [ship_id]))[ship_id])


async def ship_by_mmsi(db: AsyncSession, mmsi: str) -> Ship | None:
    """The ship that carries the number."""
    found = await db.execute(select(Ship).where(col(Ship.mmsi) == mmsi, STANDS))
    return found.scalar_one_or_none()


async def was_ship(db: AsyncSession, ship_id: UUID) -> bool:
    """Whether a ship has the id, also one that is withdrawn."""
    return await db.get(Ship, ship_id) is not None


async def ships_under_own_numbers(db: AsyncSession, party: str) -> dict[UUID, str]:
    """The ships that stand and carry the MMSI of an own asset of the party, each with the name of
    the asset."""
    rows = await db.execute(
        select(col(Ship.id), col(Asset.name))
        .join(Asset, col(Asset.mmsi) == col(Ship.mmsi))
        .where(col(Asset.party_code) == party, col(Asset.retired_at).is_(None), STANDS)
    )
    return {row.id: row.name for row in rows}


async def ships_standing(db: AsyncSession, party: str) -> int:
    """The number of the ships the party has reported that stand."""
    mine = select(func.count()).select_from(Ship).where(col(Ship.reported_by) == party, STANDS)
    return (await db.execute(mine)).scalar_one()


async def silent_ships(db: AsyncSession, before: datetime, *, limit: int) -> list[UUID]:
    """The standing ships without a position told since `before`, the longest silent first."""
    told_since = exists().where(
        col(ShipSighting.ship_id) == col(Ship.id), col(ShipSighting.at) >= before
    )
    silent = select(col(Ship.id)).where(STANDS, col(Ship.at) < before, ~told_since)
    return list(
        (await db.execute(silent.order_by(col(Ship.at), col(Ship.id)).limit(limit))).scalars()
    )


async def access_ship(db: AsyncSession, ship_id: UUID, *, lock: bool = False) -> Ship:
    """A ship of opportunity that is not withdrawn, or NotFound."""
    ship = await db.get(
        Ship, ship_id, with_for_update={"key_share": True} if lock else None, populate_existing=lock
    )
    if ship is None or ship.withdrawn_at is not None:
        raise NotFound("ship")
    return ship
