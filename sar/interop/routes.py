"""HTTP: feeds of the own party, and how they go."""

from fastapi import APIRouter

from sar import clock
from sar.http.request_session import Db
from sar.interop.feed_rows import feeds_of
from sar.interop.presenting import feed_view
from sar.interop.views import FeedsView
from sar.parties.identifying import Reader

router = APIRouter(prefix="/api", tags=["positions"])


@router.get("/feeds", summary="The feeds of my party")
async def list_feeds(db: Db, caller: Reader) -> FeedsView:
    """Streams of positions (AIS, ADS-B, VMS) that the installation reads for the party: whether
    each is connected, when it last brought anything, and what could not be read. An operator adds
    and removes them."""
    now = clock.real_now()
    rows = await feeds_of(db, caller.party)
    return FeedsView(at=now, items=[feed_view(row, now=now) for row in rows])
