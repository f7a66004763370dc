"""HTTP: the catalogue, assets, their readiness and positions, imports, ships of opportunity."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import UploadFile
from starlette.responses import Response
from uuid_utils.compat import uuid7

from sar import clock
from sar.agreements.words import Visibility
from sar.assets import (
    csv_import,
    delivering,
    fix_rows,
    listing,
    own_type_acts,
    own_types,
    service,
    ships,
    visible,
    workbook,
)
from sar.assets.catalogue import FIGURES, AssetType, shipped_types
from sar.assets.csv_import import ImportedRows
from sar.assets.fix_rows import ReadRow
from sar.assets.fix_schemas import MAX_FIXES, Fixes, FixRow
from sar.assets.listing import AssetList
from sar.assets.models import OwnAssetType
from sar.assets.presenting import notice_view, row_outcome
from sar.assets.schemas import AssetBody, ChangeAssetBody, ReadinessBody, ShipBody, ShipReasonBody
from sar.assets.type_schemas import AddTypeBody, RefineTypeBody
from sar.assets.views import (
    AssetAnswer,
    AssetPage,
    AssetTypeView,
    DeliveredRowsView,
    ImportedView,
    IngestedView,
    ListDoubtView,
    RecoveryPaceView,
    ShipAnswer,
    ShipPage,
    TrackView,
    TypeSourceView,
)
from sar.assets.visible_positions import track
from sar.errors import Malformed, NotFound
from sar.http.preconditions import IfMatch
from sar.http.request_session import Db
from sar.pages_of_lists import page_answer
from sar.parties.caller import Caller
from sar.parties.identifying import Feed, Positions, Reader, Register, Watch, count_fixes
from sar.parties.once import Idempotent
from sar.plain_fields import At
from sar.stints import Stints
from sar.wire import Listing

router = APIRouter(prefix="/api")

TRACK_WINDOW: Final = timedelta(hours=6)
LONGEST_TRACK_WINDOW: Final = timedelta(days=31)
TrackLimit = Annotated[int, Query(ge=1, le=5_000, description="The newest so many")]


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


@router.get(
    "/assets",
    tags=["assets"],
    summary="The assets the caller sees",
    responses={200: {"model": AssetPage}},
)
async def list_assets(
    request: Request, db: Db, caller: Reader, wanted: Annotated[AssetList, Query()]
) -> Response:
    """One's own, and those of other parties as far as terms or deployments show them."""
    found = await listing.answers(db, caller.party, wanted, now=clock.now())
    return await page_answer(request, found, [one["id"] for one in found], limit=wanted.limit)


@router.post("/assets", status_code=201, tags=["assets"], summary="Register an asset")
async def register_asset(
    body: AssetBody, db: Db, caller: Register, once: Idempotent
) -> AssetAnswer:
    """The asset is of the caller's own party."""
    if not once.repeated:
        await service.register(db, caller, body, now=clock.now())
    made = await once.made(db, body.id)
    return await listing.answer(db, caller.party, made, now=clock.now())


_COLUMNS_SAID: Final = "\n".join(f"- `{name}`: {said}" for name, said in csv_import.COLUMNS.items())


@router.post(
    "/assets/import",
    status_code=201,
    tags=["assets"],
    summary="Register a list of assets (CSV or XLSX), all or nothing",
    description=(
        "Send the file as the body (`text/csv`, or an Excel workbook by its own type) or as the "
        "field `file` of a form; of a workbook (.xlsx, known by its content) the first sheet is "
        "read, and dates without a zone are UTC. Up to 10 MB and "
        f"{csv_import.MAX_ROWS} rows, UTF-8 (or Windows-1252, which `read_as` of the answer then "
        "says), separated by commas, or by semicolons and with decimal commas if need be. Every "
        f"row's faults are told at once (the first {csv_import.MAX_FAULTS} and how many more), and "
        f"then nothing is kept. `doubts` of the answer hold nothing back. The first line names the "
        f"columns:\n\n{_COLUMNS_SAID}"
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                workbook.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["file"],
                        "properties": {"file": {"type": "string", "format": "binary"}},
                    }
                },
            },
        }
    },
)
async def import_assets(
    request: Request, db: Db, caller: Register, once: Idempotent
) -> ImportedView:
    """The same file under the same Idempotency-Key is imported once."""
    content = await _uploaded(request)
    await own_types.keep_of_party(db, caller.party)
    listed = await _read_list(content)
    doubts = await service.doubts_of_list(db, caller.party, listed)
    import_id = uuid7()
    if not once.repeated:
        await service.import_list(db, caller, listed, import_id=import_id, now=clock.now())
    made = await once.made(db, import_id)
    return ImportedView(
        id=made,
        imported=len(listed.assets),
        read_as=listed.read_as,
        doubts=[
            ListDoubtView(row=one.line, name=one.name, code=one.code, sentence=one.sentence)
            for one in doubts
        ],
    )


async def _read_list(content: bytes) -> ImportedRows:
    """A workbook is known by its content, whatever it is called."""
    if workbook.is_workbook(content):
        return await workbook.read_workbook(content, now=clock.now())
    return await Stints().all(csv_import.read(content, now=clock.now()))


async def _uploaded(request: Request) -> bytes:
    """The list itself, from a plain body or out of a form."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    match kind:
        case "text/csv" | "text/plain" | "application/csv" | workbook.MEDIA_TYPE:
            return await request.body()
        case "multipart/form-data":
            async with request.form(max_files=1, max_fields=10) as form:
                file = form.get("file")
                if isinstance(file, UploadFile):
                    return await file.read()
            raise Malformed.at("file", "missing", "is the form field that holds the list")
        case _:
            reason = "is text/csv, the type of a workbook (.xlsx) or multipart/form-data"
            raise Malformed.at("Content-Type", "not_csv", reason)


@router.get("/assets/{asset_id}", tags=["assets"], summary="One asset")
async def read_asset(asset_id: UUID, db: Db, caller: Reader) -> AssetAnswer:
    """The asset as the caller may see it; 404 when it may not."""
    return await listing.answer(db, caller.party, asset_id, now=clock.now())


@router.patch("/assets/{asset_id}", tags=["assets"], summary="Change an asset")
async def change_asset(
    asset_id: UUID,
    body: ChangeAssetBody,
    db: Db,
    caller: Register,
    version: IfMatch,
    once: Idempotent,
) -> AssetAnswer:
    """Only for an asset of the caller's own party. Fields left out keep their values."""
    if not once.repeated:
        await service.change(db, caller, asset_id, body, version=version, now=clock.now())
    return await listing.answer(db, caller.party, asset_id, now=clock.now())


@router.post("/assets/{asset_id}/readiness", tags=["assets"], summary="Say whether it can go")
async def set_readiness(
    asset_id: UUID, body: ReadinessBody, db: Db, caller: Register, once: Idempotent
) -> AssetAnswer:
    """Only for assets of the caller's own party."""
    if not once.repeated:
        await service.set_readiness(db, caller, asset_id, body, now=clock.now())
    return await listing.answer(db, caller.party, asset_id, now=clock.now())


@router.post("/assets/{asset_id}/retire", tags=["assets"], summary="Take it out of service")
async def retire_asset(
    asset_id: UUID, db: Db, caller: Register, version: IfMatch, once: Idempotent
) -> AssetAnswer:
    """Only for an asset of the caller's own party that is not bound. The record keeps it."""
    if not once.repeated:
        await service.retire(db, caller, asset_id, version=version, now=clock.now())
    return await listing.answer(db, caller.party, asset_id, now=clock.now())


@router.post("/assets/{asset_id}/fixes", tags=["positions"], summary="Deliver positions")
async def deliver_asset_fixes(
    asset_id: UUID, body: Fixes, db: Db, caller: Positions
) -> IngestedView:
    """One, or a list of up to 5,000, of an asset of the caller's own party. Sent twice they count
    once."""
    count_fixes(caller, len(body))
    outcome = await service.deliver(db, caller, asset_id, body, now=clock.now())
    return outcome.view()


@router.post(
    "/fixes",
    tags=["positions"],
    summary="Deliver positions of many assets",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "anyOf": [
                            {
                                "type": "array",
                                "minItems": 1,
                                "maxItems": MAX_FIXES,
                                "items": FixRow.model_json_schema(),
                            },
                            {"type": "object", "title": "AIS-catcher", "required": ["msgs"]},
                            {
                                "type": "object",
                                "title": "Traccar",
                                "required": ["position", "device"],
                            },
                        ]
                    }
                },
                "text/csv": {"schema": {"type": "string"}},
            },
        }
    },
)
async def deliver_fixes(request: Request, db: Db, caller: Feed) -> DeliveredRowsView:
    """A list of up to 5,000 in JSON, or lines of CSV under a header with the same names: each of an
    asset of the caller's own party, told by its id here or by the MMSI, IMO number, ICAO address or
    call sign that it carries. A row that is refused holds no other back; sent twice they count
    once.

    AIS-catcher (`-H`) and Traccar (`forward.type` json) deliver unchanged: their messages are rows,
    those that tell no position are `placeless`. A receiver that can send only a name and a password
    sends the key as the password.
    """
    rows = await _read_fixes(request)
    count_fixes(caller, len(rows))
    found = await delivering.deliver_rows(db, caller, rows, now=clock.now())
    return DeliveredRowsView(
        counts=Counter(one.outcome for one in found), rows=[row_outcome(one) for one in found]
    )


async def _read_fixes(request: Request) -> list[ReadRow]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    match kind:
        case "application/json" | "":
            read = fix_rows.read_json(await request.body())
        case "text/csv":
            read = fix_rows.read_csv(await request.body())
        case _:
            reason = "is application/json or text/csv"
            raise Malformed.at("Content-Type", "not_json_or_csv", reason)
    return await Stints().all(read)


@router.get("/assets/{asset_id}/track", tags=["positions"], summary="Where it has been")
async def read_track(
    asset_id: UUID,
    db: Db,
    caller: Reader,
    since: Annotated[At | None, Query(description="6 h before `until` unless told")] = None,
    until: Annotated[At | None, Query(description="Now unless told")] = None,
    limit: TrackLimit = 1_000,
) -> TrackView:
    """One's own assets exactly; others as the caller may see positions, 404 when it may not."""
    now = clock.now()
    access = await visible.access_to(db, caller.party, asset_id, now=now)
    if not access.reaches(Visibility.POSITION):
        raise NotFound("track")
    start, end = _window(since, until, now)
    found = await track(db, access, since=start, until=end, limit=limit + 1, now=now)
    return TrackView(
        asset_id=asset_id,
        since=start,
        until=end,
        more=len(found) > limit,
        positions=found[-limit:],
    )


def _window(
    since: datetime | None, until: datetime | None, now: datetime
) -> tuple[datetime, datetime]:
    end = until or now + timedelta(minutes=2)
    start = since or end - TRACK_WINDOW
    if start >= end:
        raise Malformed.at("since", "empty_window", "is not before `until`")
    if end - start > LONGEST_TRACK_WINDOW:
        raise Malformed.at("since", "window_too_long", "is more than 31 days before `until`")
    return start, end


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
