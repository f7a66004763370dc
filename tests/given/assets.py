"""Assets as tests send them, registered and moved over HTTP."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col
from uuid_utils.compat import uuid7

from sar.assets.models import Ship
from sar.assets.presenting import seen_ship
from sar.assets.seen import SeenShip
from sar.assets.visible_ships import STANDS, sightings_of
from tests.clients import ClientOf
from tests.given.places import point
from tests.world import START

PARTIES = ("ITA", "MLT", "TUN", "GRC")

Json = dict[str, Any]
LAMPEDUSA = point(12.6, 35.5)


def helicopter(**fields: Any) -> Json:
    """An AW139 at Lampedusa."""
    return {
        "id": str(uuid7()),
        "name": "Nemo 11",
        "type": "H1",
        "base_name": "Lampedusa",
        "base": LAMPEDUSA,
        **fields,
    }


def boat(**fields: Any) -> Json:
    """A rescue boat off Malta: a way by water from there to a new place needs a field of the
    sea."""
    return {
        "id": str(uuid7()),
        "name": "Boat",
        "type": "S5",
        "base_name": "Off Malta",
        "base": point(15.5, 35.5),
        **fields,
    }


def pumps(**fields: Any) -> Json:
    """Ten salvage pumps in a store."""
    return {"id": str(uuid7()), "name": "Pumps", "type": "E3", "quantity": 10, **fields}


async def registered(client_of: ClientOf, party: str, body: Json) -> Json:
    """The asset as its party sees it."""
    answer = await client_of(party, "registrar").post("/api/assets", json=body)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def fix(lon: float, lat: float, at: datetime = START, **fields: Any) -> Json:
    """A position as a feed sends it."""
    return {"at": at.isoformat(), "point": point(lon, lat), **fields}


async def delivered(client_of: ClientOf, party: str, asset_id: str, *fixes: Json) -> Json:
    """The result of positions that must be taken."""
    client = client_of(party, "feed")
    answer = await client.post(f"/api/assets/{asset_id}/fixes", json=list(fixes))
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def seen(client_of: ClientOf, party: str, asset_id: str) -> Json | None:
    """The asset as the party sees it; None when it does not."""
    answer = await client_of(party, "observer").get(f"/api/assets/{asset_id}")
    if answer.status_code == 404:
        return None
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def uuid(json: Json) -> UUID:
    """The thing's id."""
    return UUID(json["id"])


async def seen_ships(db: AsyncSession) -> list[SeenShip]:
    """All ships of opportunity, as every joined party sees them."""
    rows = await db.execute(select(Ship).where(STANDS).order_by(col(Ship.id)))
    ships = list(rows.scalars())
    told = await sightings_of(db, [ship.id for ship in ships])
    return [seen_ship(ship, told[ship.id]) for ship in ships]
