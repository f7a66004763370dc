"""HTTP: a listed centre as mission coordinator by voice."""

from uuid import UUID

from fastapi import APIRouter

from sar import clock
from sar.http.request_session import Db
from sar.incidents import visible
from sar.incidents.coordination_schemas import ConfirmHandoverBody, SmcByVoiceBody
from sar.incidents.lead import confirming, smc_by_voice
from sar.incidents.views import IncidentView
from sar.parties.identifying import Watch
from sar.parties.once import Idempotent
from sar.wire import ReasonBody

router = APIRouter(prefix="/api/incidents/{incident_id}", tags=["incidents"])


@router.post("/smc-by-voice", summary="Tell that a listed centre leads by voice, or was heard")
async def tell_smc_by_voice(
    incident_id: UUID, body: SmcByVoiceBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead: a listed centre took the mission over by voice. The case stays open here and
    keeps its lead, who goes on with its own units. By any involved party once it has: it was heard
    again. Each time its contact clock starts anew (30 minutes, a house figure); when it lapses,
    call it, and act as though nobody leads.
    """
    now = clock.now()
    if not once.repeated:
        await smc_by_voice.hold(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/smc-by-voice/end", summary="Lead again after a listed centre")
async def end_smc_by_voice(
    incident_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead, with a reason: its centre is SAR mission coordinator again."""
    now = clock.now()
    if not once.repeated:
        await smc_by_voice.take_back(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/handover/confirm", summary="Confirm facts of a handover")
async def confirm_handover(
    incident_id: UUID, body: ConfirmHandoverBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead: the facts that it has heard from who led before, or that a listed centre has
    read back by voice. Nothing waits for them. The first four are due in three minutes, all in ten
    (house figures): then who led before calls, and the record is told.
    """
    now = clock.now()
    if not once.repeated:
        await confirming.confirm_handover(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)
