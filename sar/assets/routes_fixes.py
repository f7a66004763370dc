"""HTTP: positions of assets, delivered and read as a track."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request

from sar import clock
from sar.agreements.words import Visibility
from sar.assets import delivering, fix_rows, listing, position_rulings, service, visible
from sar.assets.fix_rows import ReadRow
from sar.assets.fix_schemas import MAX_FIXES, Fixes, FixRow
from sar.assets.presenting import row_outcome
from sar.assets.schemas import BelievePositionBody
from sar.assets.track_days import whole_since
from sar.assets.views import AssetAnswer, DeliveredRowsView, IngestedView, TrackView
from sar.assets.visible_positions import track
from sar.errors import Malformed, NotFound
from sar.http.request_session import Db
from sar.parties.identifying import Feed, Positions, PositionWord, Reader, count_fixes
from sar.parties.once import Idempotent
from sar.plain_fields import At
from sar.stints import Stints
from sar.wire import ReasonBody

router = APIRouter(prefix="/api")

TRACK_WINDOW: Final = timedelta(hours=6)
LONGEST_TRACK_WINDOW: Final = timedelta(days=31)
TrackLimit = Annotated[int, Query(ge=1, le=5_000, description="The newest so many")]


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
                "text/plain": {"schema": {"type": "string"}},
            },
        }
    },
)
async def deliver_fixes(request: Request, db: Db, caller: Feed) -> DeliveredRowsView:
    """A list of up to 5,000 in JSON, or lines of CSV under a header with the same names: each of an
    asset of the caller's own party, told by its id here or by the MMSI, IMO number, ICAO address,
    call sign or tracker's id that it carries. A row that is refused holds no other back; sent twice
    they count once.

    AIS-catcher (`-H`) and Traccar (`forward.type` json) deliver unchanged: their messages are rows,
    those that tell no position are `placeless`. So are records of the North Atlantic Format (VMS),
    sent as `text/plain`. A receiver that can send only a name and a password
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
        case "text/plain":
            read = fix_rows.read_naf(await request.body())
        case _:
            reason = "is application/json, text/csv or text/plain"
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
    """One's own assets exactly; others as the caller may see positions, 404 when it may not.

    Days that are over are thinned: a position that the straight way between its neighbours tells to
    within 0.05 nm drops out, but for one each ten minutes, and for all of a unit at work.
    `whole_from` says from when on that is not so.
    """
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
        whole_from=await whole_since(db, since=start, until=end),
        positions=found[-limit:],
    )


@router.post(
    "/assets/{asset_id}/position/believe",
    tags=["positions"],
    summary="Believe a doubted position",
)
async def believe_position(
    asset_id: UUID, body: BelievePositionBody, db: Db, caller: PositionWord, once: Idempotent
) -> AssetAnswer:
    """A doubted position of an own asset's track becomes the place that is reckoned from; later
    ones are judged by it. The same doubt is not raised again before the asset has been free of any.
    409 `position_not_doubted` where it is not doubted, or not on the track."""
    if not once.repeated:
        await position_rulings.believe(db, caller, asset_id, body, now=clock.now())
    return await listing.answer(db, caller.party, asset_id, now=clock.now())


@router.post(
    "/assets/{asset_id}/position/doubt",
    tags=["positions"],
    summary="Disbelieve a suspect position",
)
async def doubt_position(
    asset_id: UUID, body: ReasonBody, db: Db, caller: PositionWord, once: Idempotent
) -> AssetAnswer:
    """The suspect place of an own asset does not count, nor do those that follow under suspicion:
    the last one that nobody doubts is reckoned from. 409 `position_not_doubted` where the place is
    not suspect (any more), `no_sound_position` where there is none before."""
    if not once.repeated:
        await position_rulings.disbelieve(db, caller, asset_id, body, now=clock.now())
    return await listing.answer(db, caller.party, asset_id, now=clock.now())


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
