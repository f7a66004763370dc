"""HTTP: limits that parties declare, and whose waters a place lies in."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from sar import clock
from sar.geo.position import LatLon
from sar.http.request_session import Db
from sar.pages_of_lists import page_answer
from sar.parties import assistance_acts, declared_waters, limit_acts, visible
from sar.parties.caller import Caller
from sar.parties.identifying import Administer, Reader
from sar.parties.once import Idempotent
from sar.parties.schemas import AssistanceEntryBody, DeclareLimitBody, LimitsCompleteBody
from sar.parties.views import DeclaredLimitView, PartyView, WatersView, WithdrawnLimitPage
from sar.parties.visible_limits import access_limit, limit_view, limits_told, withdrawn_limits
from sar.wire import Listing, ReasonBody, canonical_bytes

router = APIRouter(prefix="/api", tags=["directory"])


async def _own(db: Db, caller: Caller, limit_id: UUID) -> DeclaredLimitView:
    return limit_view(await limit_acts.access_own(db, caller, limit_id))


@router.get(
    "/declared-limits",
    summary="Limits of waters, islands and zones that parties declare",
    responses={200: {"model": list[DeclaredLimitView]}},
)
async def list_limits(db: Db, _caller: Reader) -> Response:
    """They are public acts: every party reads all that stand, without prejudice to any other's."""
    return Response(canonical_bytes(await limits_told(db)), media_type="application/json")


@router.get(
    "/declared-limits/withdrawn",
    summary="Limits that parties have withdrawn",
    response_model=WithdrawnLimitPage,
)
async def list_withdrawn_limits(
    request: Request, db: Db, _caller: Reader, wanted: Annotated[Listing, Query()]
) -> Response:
    """By id, without their areas."""
    found = await withdrawn_limits(db, wanted)
    return await page_answer(request, found, [one.id for one in found], limit=wanted.limit)


@router.get("/declared-limits/{limit_id}", summary="A limit of any party")
async def read_limit(limit_id: UUID, db: Db, _caller: Reader) -> DeclaredLimitView:
    """Also one that was withdrawn."""
    return limit_view(await access_limit(db, limit_id))


@router.post("/declared-limits", status_code=201, summary="Declare a limit of my party")
async def declare_limit(
    body: DeclareLimitBody, db: Db, caller: Administer, once: Idempotent
) -> DeclaredLimitView:
    """It goes before the approximate coast inside what no other party declares, and every party is
    told. GeoJSON Polygon or MultiPolygon; an island may be a Point, and counts with the sea for
    12 nm around it. An exclusive economic zone or flight information region is only named."""
    if not once.repeated:
        await limit_acts.declare(db, caller, body, now=clock.now())
    return await _own(db, caller, await once.made(db, body.id))


@router.post("/declared-limits/{limit_id}/withdraw", summary="Withdraw a limit of my party")
async def withdraw_limit(
    limit_id: UUID, body: ReasonBody, db: Db, caller: Administer, once: Idempotent
) -> DeclaredLimitView:
    """It stays on the record. A limit is not changed: it is withdrawn, and declared anew."""
    if not once.repeated:
        await limit_acts.withdraw(db, caller, limit_id, body.reason, now=clock.now())
    return await _own(db, caller, limit_id)


@router.put("/declared-limits/complete", summary="Say that my party's limits are all there are")
async def set_limits_complete(
    body: LimitsCompleteBody, db: Db, caller: Administer, once: Idempotent
) -> PartyView:
    """The approximate territorial sea of the own party beyond its declared limits falls away then,
    as long as a territorial sea is among them."""
    if not once.repeated:
        await limit_acts.set_complete(db, caller, complete=body.complete, now=clock.now())
    return await _own_party(db, caller)


@router.put("/assistance-entry", summary="Say how my State treats entry to assist")
async def state_assistance_entry(
    body: AssistanceEntryBody, db: Db, caller: Administer, once: Idempotent
) -> PartyView:
    """Says what it asks of vessels of others that enter its territorial sea to assist people in
    distress whose position is known. It goes before the law's default there, and after every
    agreement; every party is told. Its former words stay on the record."""
    if not once.repeated:
        await assistance_acts.state(db, caller, body, now=clock.now())
    return await _own_party(db, caller)


@router.post("/assistance-entry/withdraw", summary="Withdraw how my State treats entry to assist")
async def withdraw_assistance_entry(
    body: ReasonBody, db: Db, caller: Administer, once: Idempotent
) -> PartyView:
    """The law's default holds again. Its former words stay on the record."""
    if not once.repeated:
        await assistance_acts.withdraw(db, caller, body.reason, now=clock.now())
    return await _own_party(db, caller)


async def _own_party(db: Db, caller: Caller) -> PartyView:
    return next(one for one in await visible.parties(db) if one.id == caller.party)


@router.get("/waters", summary="Whose waters a place lies in")
async def read_waters(
    db: Db,
    _caller: Reader,
    lon: Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)],
    lat: Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)],
) -> WatersView:
    """Decided by what parties have declared, else by an approximate coast; or not determined here,
    with whom to tell."""
    return await declared_waters.at(db, LatLon(lat, lon))
