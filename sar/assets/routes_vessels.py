"""HTTP: vessels that feeds hear and no register has."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query

from sar import clock
from sar.assets.vessel_clusters import vessels_on_map
from sar.assets.vessel_views import HeardVesselAnswer, HeardVesselsView, VesselsOnMapView
from sar.assets.visible_positions import Box, box_of
from sar.assets.visible_vessels import vessel_seen, vessels_in_box
from sar.http.request_session import Db
from sar.parties.identifying import Reader

router = APIRouter(prefix="/api", tags=["ships"])

WHOLE_EARTH: Final = Box(-180.0, -90.0, 180.0, 90.0)
MOST: Final = 2_000

MapBox = Annotated[
    str | None, Query(max_length=200, description="west,south,east,north in degrees")
]


@router.get("/vessels", summary="Vessels off the air that no register has")
async def list_vessels(
    db: Db,
    caller: Reader,
    bbox: MapBox = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 500,
) -> HeardVesselsView:
    """Vessels heard in a box by feeds of the own party, and by those that others share with it by
    the clause `feeds`; the last heard first, and how many there are. A vessel that nobody has heard
    for some hours is forgotten."""
    box = box_of(bbox) or WHOLE_EARTH
    return await vessels_in_box(db, caller.party, box, limit=limit, now=clock.now())


@router.get("/vessels/on-map", summary="Vessels off the air for drawing, gathered where many")
async def list_vessels_on_map(
    db: Db,
    caller: Reader,
    bbox: MapBox = None,
    limit: Annotated[int, Query(ge=0, le=MOST)] = 500,
) -> VesselsOnMapView:
    """The same vessels in a light form: one by one up to the limit; where a box has more they are
    gathered by a grid, each cluster with its number and middle, so that an answer stays small
    however many there are."""
    box = box_of(bbox) or WHOLE_EARTH
    return await vessels_on_map(db, caller.party, box, limit=limit, now=clock.now())


@router.get("/vessels/{vessel_id}", summary="One vessel off the air")
async def read_vessel(vessel_id: UUID, db: Db, caller: Reader) -> HeardVesselAnswer:
    """The vessel, what it tells of itself, and its track of the last hours."""
    return await vessel_seen(db, caller.party, vessel_id, now=clock.now())
