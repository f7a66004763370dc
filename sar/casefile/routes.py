"""HTTP: a case as a file to take away, and its chart."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from sar import clock
from sar.casefile import contents
from sar.casefile.as_csv import log_csv
from sar.casefile.as_geojson import collection
from sar.casefile.as_pdf import pdf
from sar.casefile.chart import svg
from sar.casefile.contents import CaseFile
from sar.casefile.places import places
from sar.casefile.words import MEDIA_TYPES, ExportFormat
from sar.db import Db
from sar.errors import NotFound
from sar.parties.caller import Reader
from sar.wire import canonical_bytes

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

SVG: Final = "image/svg+xml"
_CONTENT: Final[dict[str, dict[str, object]]] = {
    media.partition(";")[0]: {} for media in MEDIA_TYPES.values()
}
_ONE_AT_A_TIME: Final = asyncio.Semaphore(1)
"""Setting a file takes a core for a good part of a second: others wait their turn."""


@router.get(
    "/{incident_id}/export",
    summary="A case to take away: its log, its places, or the whole of it",
    response_class=Response,
    responses={200: {"content": _CONTENT}},
)
async def export_case(
    incident_id: UUID,
    db: Db,
    caller: Reader,
    form: Annotated[ExportFormat, Query(alias="format")],
    call_back: Annotated[bool, Query(description="With the call-back of who reported it")] = False,
    children: Annotated[bool, Query(description="With the counts of children")] = False,
) -> Response:
    """As the caller's party reads it, closed cases too: CSV (the log), GeoJSON (the places) or
    PDF/A (all, to be signed). Without call-back and counts of children unless they are chosen; free
    text stays as it was written."""
    read = await contents.read(db, caller, incident_id, now=clock.now())
    case = contents.chosen(read, call_back=call_back, children=children)
    async with _ONE_AT_A_TIME:
        body = await asyncio.to_thread(_written, case, form)
    name = f"{case.incident.reference}.{form.value}"
    return Response(
        body,
        media_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _written(file: CaseFile, form: ExportFormat) -> bytes:
    match form:
        case ExportFormat.CSV:
            return log_csv(file).encode()
        case ExportFormat.GEOJSON:
            return canonical_bytes(collection(file))
        case ExportFormat.PDF:
            return pdf(file)


@router.get(
    "/{incident_id}/chart",
    summary="The chart of a case, to be printed",
    response_class=Response,
    responses={200: {"content": {SVG: {}}}},
)
async def draw_chart(incident_id: UUID, db: Db, caller: Reader) -> Response:
    """SVG in black and white: the coast, the datums, the present place, reported positions and
    units, by the numbers of the list of places. NotFound where no position is known."""
    case = await contents.read(db, caller, incident_id, now=clock.now())
    found = places(case)
    if not found:
        raise NotFound("chart")
    async with _ONE_AT_A_TIME:
        drawn = await asyncio.to_thread(svg, found)
    return Response(drawn, media_type=SVG)
