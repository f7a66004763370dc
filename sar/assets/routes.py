"""HTTP: assets, their readiness, and imports of lists."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response
from uuid_utils.compat import uuid7

from sar import clock
from sar.assets import csv_import, listing, own_types, service, workbook
from sar.assets.csv_import import ImportedRows
from sar.assets.listing import AssetList
from sar.assets.schemas import AssetBody, ChangeAssetBody, ReadinessBody
from sar.assets.views import AssetAnswer, AssetPage, ImportedView, ListDoubtView
from sar.errors import Malformed
from sar.http.preconditions import IfMatch
from sar.http.request_session import Db
from sar.pages_of_lists import page_answer
from sar.parties.identifying import Reader, Register
from sar.parties.once import Idempotent
from sar.stints import Stints

router = APIRouter(prefix="/api")


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
