"""HTTP: a position before it is filed."""

from fastapi import APIRouter

from sar import clock
from sar.http.request_session import Db
from sar.incidents.scene import position_look
from sar.incidents.scene.position_views import PositionLookView
from sar.incidents.schemas import LookAtPositionBody
from sar.parties.identifying import Reader

router = APIRouter(prefix="/api/positions", tags=["incidents"])


@router.post("/look", summary="Where a position is, before it is filed")
async def look_at_position(body: LookAtPositionBody, db: Db, caller: Reader) -> PositionLookView:
    """Bearing and distance from the nearest centre or own base, every region that holds it, and
    what to look at again: no warning refuses anything. `cases` are those seen in full that may be
    the same event: two boats until proven one. Nothing is stored."""
    return await position_look.describe_position(db, caller, body, now=clock.now())
