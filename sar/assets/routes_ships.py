"""HTTP: ships of opportunity."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sar import clock
from sar.assets import ships, visible
from sar.assets.schemas import ShipBody, ShipReasonBody
from sar.assets.views import ShipAnswer, ShipPage
from sar.http.request_session import Db
from sar.pages_of_lists import page_answer
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent
from sar.wire import Listing

router = APIRouter(prefix="/api")


@router.get("/ships", tags=["ships"], summary="Ships of opportunity", response_model=ShipPage)
async def list_ships(
    request: Request, db: Db, _caller: Reader, wanted: Annotated[Listing, Query()]
) -> Response:
    """Every joined party sees them alike."""
    found = await visible.ship_listing(db, wanted)
    return await page_answer(request, found, [one.id for one in found], limit=wanted.limit)


@router.post("/ships", status_code=201, tags=["ships"], summary="Report a ship of opportunity")
async def report_ship(body: ShipBody, db: Db, caller: Watch, once: Idempotent) -> ShipAnswer:
    """A merchant or fishing vessel nearby, with where it is (SOLAS V/33)."""
    if not once.repeated:
        await ships.report(db, caller, body, now=clock.now())
    made = await once.made(db, body.id)
    return await visible.ship_answer(db, made)


@router.get("/ships/{ship_id}", tags=["ships"], summary="One ship of opportunity")
async def read_ship(ship_id: UUID, db: Db, _caller: Reader) -> ShipAnswer:
    """The ship, with who vouches for it, who doubts it, and where other parties say that it is."""
    return await visible.ship_answer(db, ship_id)


@router.post("/ships/{ship_id}/doubt", tags=["ships"], summary="Doubt a ship of opportunity")
async def doubt_ship(
    ship_id: UUID, body: ShipReasonBody, db: Db, caller: Watch, once: Idempotent
) -> ShipAnswer:
    """Any joined party may, with its reason, on everyone's record. It is matched after all others
    that can come."""
    if not once.repeated:
        await ships.doubt(db, caller, ship_id, body, now=clock.now())
    return await visible.ship_answer(db, ship_id)


@router.post("/ships/{ship_id}/believe", tags=["ships"], summary="Take a doubt back")
async def believe_ship(
    ship_id: UUID, body: ShipReasonBody, db: Db, caller: Watch, once: Idempotent
) -> ShipAnswer:
    """By the party that doubted the ship, with its reason, on everyone's record."""
    if not once.repeated:
        await ships.believe(db, caller, ship_id, body, now=clock.now())
    return await visible.ship_answer(db, ship_id)
