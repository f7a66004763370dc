"""HTTP: the ways by water to a scene."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sar import clock
from sar.db import Db
from sar.incidents import sea_ways
from sar.incidents.sea_ways import SeaWaysView
from sar.parties.caller import Reader

router = APIRouter(prefix="/api/incidents", tags=["requests"])


@router.get("/{incident_id}/sea-ways", summary="The ways by water to the datum, by their turns")
async def read_sea_ways(
    incident_id: UUID,
    db: Db,
    caller: Reader,
    places: Annotated[
        str,
        Query(
            max_length=2_000,
            description="One to fifty, like 12.7,34.3;14.2,35.1,M4: lon, lat, and the type of the "
            "vessel there (without it a boat's way, which may lead over shoals)",
        ),
    ],
) -> SeaWaysView:
    """For those who see the exact datum, from whatever places they give. Not for navigation."""
    return await sea_ways.sea_ways(db, caller, incident_id, places, now=clock.now())
