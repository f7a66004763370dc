"""HTTP: fuel points of the own party, and those that others open to it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sar import clock
from sar.assets import fuel_point_acts, visible_fuel_points
from sar.assets.fuel_point_schemas import ChangeFuelPointBody, FuelPointBody
from sar.assets.views import FuelPointPage, FuelPointView
from sar.http.preconditions import IfMatch
from sar.http.request_session import Db
from sar.pages_of_lists import page_answer
from sar.parties.caller import Caller
from sar.parties.identifying import Reader, Register
from sar.parties.once import Idempotent
from sar.wire import Listing, ReasonBody, read_cursor

router = APIRouter(prefix="/api", tags=["assets"])


async def _seen(db: Db, caller: Caller, point_id: UUID) -> FuelPointView:
    return await visible_fuel_points.fuel_point_seen(db, caller.party, point_id, now=clock.now())


@router.get(
    "/fuel-points",
    summary="Fuel points of my party, and those open to it",
    responses={200: {"model": FuelPointPage}},
)
async def list_fuel_points(
    request: Request, db: Db, caller: Reader, wanted: Annotated[Listing, Query()]
) -> Response:
    """All that stand; other parties' as far as a clause on fuel points opens them to any unit of
    the own party; `opened_by` names it."""
    after = read_cursor(wanted.cursor, UUID)
    seen = await visible_fuel_points.fuel_points_seen(
        db, caller.party, now=clock.now(), after=after
    )
    found = seen[: wanted.limit + 1]
    return await page_answer(request, found, [one.id for one in found], limit=wanted.limit)


@router.get("/fuel-points/{point_id}", summary="One fuel point")
async def read_fuel_point(point_id: UUID, db: Db, caller: Reader) -> FuelPointView:
    """An own one also when it was withdrawn."""
    return await _seen(db, caller, point_id)


@router.post("/fuel-points", status_code=201, summary="Add a fuel point of my party")
async def add_fuel_point(
    body: FuelPointBody, db: Db, caller: Register, once: Idempotent
) -> FuelPointView:
    """It counts at once for the reach of the own aircraft, and of those that a clause opens it
    to."""
    if not once.repeated:
        await fuel_point_acts.add(db, caller, body, now=clock.now())
    return await _seen(db, caller, await once.made(db, body.id))


@router.patch("/fuel-points/{point_id}", summary="Change a fuel point of my party")
async def change_fuel_point(
    point_id: UUID,
    body: ChangeFuelPointBody,
    db: Db,
    caller: Register,
    version: IfMatch,
    once: Idempotent,
) -> FuelPointView:
    """Fields left out keep their values."""
    if not once.repeated:
        await fuel_point_acts.change(db, caller, point_id, body, version=version, now=clock.now())
    return await _seen(db, caller, point_id)


@router.post("/fuel-points/{point_id}/withdraw", summary="Withdraw a fuel point of my party")
async def withdraw_fuel_point(
    point_id: UUID, body: ReasonBody, db: Db, caller: Register, once: Idempotent
) -> FuelPointView:
    """It counts no more at once, and stays on the record."""
    if not once.repeated:
        await fuel_point_acts.withdraw(db, caller, point_id, body.reason, now=clock.now())
    return await _seen(db, caller, point_id)
