"""HTTP: the snapshot and the record; WebSocket: the live feed."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, WebSocket
from starlette.requests import HTTPConnection
from starlette.responses import Response

from sar import clock
from sar.errors import Busy
from sar.http.request_session import Db
from sar.http.slices import SlicedJson, slices
from sar.live import listing, snapshot
from sar.live.listing import EntryList
from sar.live.sockets import attend
from sar.live.views import RecordView, SnapshotColumnsView, SnapshotView
from sar.parties.identifying import Reader, RepeatableReader
from sar.parties.long_work import LongWork
from sar.record import service as record
from sar.stints import Stints

router = APIRouter(prefix="/api")

JSON = "application/json"

_SNAPSHOTS: Final = LongWork(most=2, waiting=64, busy=Busy)
"""Each takes a good part of a core and, of a large fleet, some 10 MB until it is sent: more at once
are not sooner done."""


@router.get(
    "/snapshot",
    tags=["live"],
    summary="Everything the party sees",
    responses={200: {"model": SnapshotView | SnapshotColumnsView}},
)
async def read_snapshot(
    connection: HTTPConnection,
    caller: RepeatableReader,
    db: Db,
    shape: Annotated[
        Literal["rows", "columns"],
        Query(alias="format", description="The long lists by row, or by column"),
    ] = "rows",
) -> Response:
    """Reads all as of one instant. Follow the record from its `number` on.

    By column (`SnapshotColumnsView`), it says the same in half the bytes on the wire: best for
    large fleets and bad links.
    """
    async with _SNAPSHOTS.turn(connection, db, caller.party, as_of_one_instant=True):
        taken = await snapshot.take(db, caller.party, now=clock.now())
        shown = taken.by_column() if shape == "columns" else taken.by_row()
        return SlicedJson(await slices(shown))


@router.get(
    "/record",
    tags=["live"],
    summary="What happened, as the party was told it",
    responses={200: {"model": RecordView}},
)
async def read_record(
    db: Db,
    caller: Reader,
    wanted: Annotated[EntryList, Query()],
) -> Response:
    """Lists entries by the party's own numbers, which have no gap unless a filter picks some.

    A page of large changes has fewer than its limit: go on from its last entry, by `since`
    or `before`, until there is none.
    """
    number = await record.head(db, caller.party)
    stints, written = Stints(rests=0.0), list[str]()
    for read in await listing.entries(db, caller.party, wanted):
        written.append(read.json)
        await stints.rest()
    return Response(f'{{"number":{number},"entries":[{",".join(written)}]}}', media_type=JSON)


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    """See the live protocol in the documentation of the API."""
    await attend(socket)
