"""HTTP: how far out a scene is reached in time."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sar import clock
from sar.db import Db
from sar.incidents import isochrones
from sar.incidents.isochrones import IsochronesView
from sar.parties.caller import Reader

router = APIRouter(prefix="/api/incidents", tags=["requests"])


@router.get("/{incident_id}/isochrones", summary="How far out the datum is reached in time")
async def read_isochrones(
    incident_id: UUID,
    db: Db,
    caller: Reader,
    minutes: Annotated[
        str, Query(max_length=60, description="One to eight whole numbers up to 1440, with commas")
    ] = "30,60,120",
) -> IsochronesView:
    """Lines of equal time under way for a helicopter along the geodesic and for vessels by water,
    as GeoJSON, for those who see the exact datum. Notice and clearance come on top.
    """
    return await isochrones.isochrones(db, caller, incident_id, minutes, now=clock.now())
