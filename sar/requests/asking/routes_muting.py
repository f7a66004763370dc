"""HTTP: a party's alarms of another's requests below distress, silent for a time."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.http.request_session import Db
from sar.parties.caller import Caller
from sar.parties.identifying import Coordinate, Reader, Watch
from sar.parties.once import Idempotent
from sar.requests import listing, visible
from sar.requests.asking import muting
from sar.requests.schemas import MuteBody
from sar.requests.views import MutingView

router = APIRouter(prefix="/api/mutings", tags=["requests"])


async def _seen(db: Db, caller: Caller, muting_id: UUID) -> MutingView:
    row = await visible.access_muting(db, caller, muting_id)
    return (await visible.see_mutings(db, [row]))[0]


@router.get("", summary="Alarms that are silent: mine of others' requests, others' of mine")
async def list_mutings(db: Db, caller: Reader) -> list[MutingView]:
    """All in force, as the snapshot has them. I call where alarms of my requests are silent."""
    return await listing.mutings(db, caller.party, now=clock.now())


@router.post("", status_code=201, summary="Silence my alarms of a party's requests")
async def mute_party(body: MuteBody, db: Db, caller: Coordinate, once: Idempotent) -> MutingView:
    """Of its requests below distress, at every desk of my party, for twelve hours at most. Requests
    stand in the lists and their clocks run; distress always rings, also a case that is raised to it
    later. Both parties are told. It takes the place of an earlier one of the same party.
    """
    if not once.repeated:
        await muting.mute(db, caller, body, now=clock.now())
    return await _seen(db, caller, await once.made(db, body.id))


@router.post("/{muting_id}/end", summary="Let my alarms ring again")
async def end_muting(muting_id: UUID, db: Db, caller: Watch, once: Idempotent) -> MutingView:
    """At once; whoever watches may."""
    if not once.repeated:
        await muting.end(db, caller, muting_id, now=clock.now())
    return await _seen(db, caller, muting_id)
