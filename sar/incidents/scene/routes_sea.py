"""HTTP: ways by water to a scene, and how far out it is reached in time."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.requests import HTTPConnection

from sar import clock
from sar.http.request_session import Db
from sar.incidents.scene import isochrones, sea_ways
from sar.incidents.scene.isochrones import IsochronesView
from sar.incidents.scene.sea_ways import SeaWaysView
from sar.parties.identifying import Reader

router = APIRouter(prefix="/api/incidents", tags=["matches"])


@router.get("/{incident_id}/isochrones", summary="How far out the datum is reached in time")
async def read_isochrones(
    incident_id: UUID,
    connection: HTTPConnection,
    db: Db,
    caller: Reader,
    minutes: Annotated[
        str, Query(max_length=60, description="One to eight whole numbers up to 1440, with commas")
    ] = "30,60,120",
) -> IsochronesView:
    """Lines of equal time under way for a helicopter along the geodesic and for vessels by water,
    as GeoJSON, for those who see the exact datum. Notice and clearance come on top.
    """
    return await isochrones.isochrones(
        connection, db, caller, incident_id, minutes, now=clock.now()
    )


@router.get("/{incident_id}/sea-ways", summary="The ways by water to the datum, by their turns")
async def read_sea_ways(
    incident_id: UUID,
    connection: HTTPConnection,
    db: Db,
    caller: Reader,
    places: Annotated[
        str,
        Query(
            max_length=2_000,
            description="One to fifty, like 12.7,34.3;14.2,35.1,M4;13.4,38.2,M4,12.5,37.9: lon, "
            "lat, the type of the vessel there (without it a boat's way, which may lead over "
            "shoals), and lon and lat of the place where it takes fuel first",
        ),
    ],
) -> SeaWaysView:
    """Ways, for callers who see the exact datum, from any places they give. Not for navigation."""
    return await sea_ways.sea_ways(connection, db, caller, incident_id, places, now=clock.now())
