"""HTTP: a case as a file to take away, and its chart."""

from functools import partial
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import HTTPConnection
from starlette.responses import Response

from sar import clock
from sar.casefile import contents
from sar.casefile.as_csv import log_csv
from sar.casefile.as_geojson import collection
from sar.casefile.as_pdf import pdf
from sar.casefile.case_data import CaseFile, chosen
from sar.casefile.chart import of_case
from sar.casefile.map_files import shipped
from sar.casefile.words import MEDIA_TYPES, ExportFormat
from sar.errors import NotFound, Unavailable
from sar.http.request_session import Db
from sar.parties.identifying import RepeatableReader
from sar.parties.long_work import LongWork
from sar.wire import canonical_bytes

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

SVG: Final = "image/svg+xml"
_CONTENT: Final[dict[str, dict[str, object]]] = {
    media.partition(";")[0]: {} for media in MEDIA_TYPES.values()
}


@router.get(
    "/{incident_id}/export",
    summary="A case to take away: its log, its places, or the whole of it",
    response_class=Response,
    responses={200: {"content": _CONTENT}},
)
async def export_case(
    incident_id: UUID,
    connection: HTTPConnection,
    db: Db,
    caller: RepeatableReader,
    form: Annotated[ExportFormat, Query(alias="format")],
    call_back: Annotated[bool, Query(description="With the call-back of who reported it")] = False,
    children: Annotated[
        bool, Query(description="With the counts of children and other kinds")
    ] = False,
    own_lines: Annotated[
        bool, Query(description="With the lines of the log that the party keeps its own")
    ] = False,
) -> Response:
    """As the caller's party reads it, closed cases too: CSV (the log), GeoJSON (places, areas) or
    PDF/A (all, to be signed). Without call-back, counts of kinds and own lines of the log unless
    they are chosen; other free text stays as it was written."""
    read = await contents.read(db, caller, incident_id, now=clock.now())
    case = chosen(read, call_back=call_back, children=children, own_lines=own_lines)
    body = await _FILES.done(connection, db, caller.party, partial(_written, case, form))
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
async def draw_incident_chart(
    incident_id: UUID, connection: HTTPConnection, db: Db, caller: RepeatableReader
) -> Response:
    """SVG in black and white: the coast, the datums, the present place, reported positions and
    units, by the numbers of the list of places; units at work by name and time as well, the search
    areas, and the names of the nearest places. NotFound where no position is known."""
    now = clock.now()
    case = await contents.read(db, caller, incident_id, whole=False, now=now)
    drawn = await _FILES.done(connection, db, caller.party, partial(_chart, case))
    if drawn is None:
        raise NotFound("chart")
    return Response(drawn, media_type=SVG)


def _chart(case: CaseFile) -> str | None:
    return of_case(case, listed=True, backdrop=shipped())


def _busy() -> Unavailable:
    said = "Several case files are being made: nothing is lost, ask again in a few seconds."
    return Unavailable("files_busy", said, retry_after_s=5)


_FILES: Final = LongWork(most=1, busy=_busy)
"""Setting a file takes a core for a good part of a second."""
