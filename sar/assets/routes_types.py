"""HTTP: the catalogue of types of assets, and types of parties' own."""

from datetime import datetime

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from sar import clock
from sar.assets import own_type_acts, own_types
from sar.assets.catalogue import FIGURES, AssetType, shipped_types
from sar.assets.models import OwnAssetType
from sar.assets.presenting import notice_view
from sar.assets.type_schemas import AddTypeBody, RefineTypeBody
from sar.assets.views import AssetTypeView, RecoveryPaceView, TypeSourceView
from sar.errors import NotFound
from sar.http.preconditions import IfMatch
from sar.http.request_session import Db
from sar.parties.caller import Caller
from sar.parties.identifying import Reader, Register
from sar.parties.once import Idempotent

router = APIRouter(prefix="/api")


@router.get("/asset-types", tags=["assets"], summary="The catalogue of asset types")
async def list_asset_types(db: Db, caller: Reader) -> list[AssetTypeView]:
    """Figures of types marked `illustrative` are round numbers, not to be relied on. The types
    that come with the platform stand first, then the own ones of the caller's party, and those of
    assets of others that the caller sees."""
    own = await own_types.visible_types(db, caller.party, now=clock.now())
    shipped = [_type_view(asset_type) for asset_type in shipped_types().values()]
    return [*shipped, *(_own_view(row) for row in own)]


@router.post("/asset-types", status_code=201, tags=["assets"], summary="Add a type of one's own")
async def add_asset_type(
    body: AddTypeBody, db: Db, caller: Register, once: Idempotent
) -> AssetTypeView:
    """A type of the caller's party, whole or based on another, with its source; its code begins
    with the party's. Partners see it as far as they see an asset of it."""
    if not once.repeated:
        await own_type_acts.add(db, caller, body, now=clock.now())
    return await _own_answer(db, caller, own_type_acts.code_for(caller.party, body.code))


@router.patch("/asset-types/{code}", tags=["assets"], summary="Refine a type of one's own")
async def change_asset_type(
    code: str, body: RefineTypeBody, db: Db, caller: Register, version: IfMatch, once: Idempotent
) -> AssetTypeView:
    """Holds for every asset that is of the type, as far as its own figures do not differ. Fields
    left out stay; `capabilities`, `recovery` and `source` are replaced whole."""
    if not once.repeated:
        await own_type_acts.refine(db, caller, code, body, version=version, now=clock.now())
    return await _own_answer(db, caller, code)


@router.post(
    "/asset-types/{code}/withdraw", tags=["assets"], summary="Withdraw a type of one's own"
)
async def withdraw_asset_type(
    code: str, db: Db, caller: Register, version: IfMatch, once: Idempotent
) -> AssetTypeView:
    """No asset becomes one of it any more; those that are stay so, and old cases keep it."""
    if not once.repeated:
        await own_type_acts.withdraw(db, caller, code, version=version, now=clock.now())
    return await _own_answer(db, caller, code)


async def _own_answer(db: AsyncSession, caller: Caller, code: str) -> AssetTypeView:
    row = await own_types.own_type(db, caller.party, code)
    if row is None:
        raise NotFound("asset type")
    return _own_view(row)


def _own_view(row: OwnAssetType) -> AssetTypeView:
    return _type_view(
        own_types.type_of_row(row),
        party=row.party_code,
        based_on=row.based_on,
        withdrawn_at=row.withdrawn_at,
        version=row.version,
    )


def _type_view(
    asset_type: AssetType,
    *,
    party: str | None = None,
    based_on: str | None = None,
    withdrawn_at: datetime | None = None,
    version: int | None = None,
) -> AssetTypeView:
    return AssetTypeView.of_row(
        asset_type,
        party=party,
        based_on=based_on,
        withdrawn_at=withdrawn_at,
        version=version,
        **{name: getattr(asset_type.figures, name) for name in FIGURES},
        notice=notice_view(asset_type.notice),
        capabilities=sorted(asset_type.capabilities),
        recovery=[
            RecoveryPaceView.of_row(pace, means=means)
            for means, paces in asset_type.recovery.items()
            for pace in paces
        ],
        source=TypeSourceView(
            status=asset_type.source.status,
            note=asset_type.source.note,
            sourced=sorted(asset_type.source.sourced),
        ),
    )
