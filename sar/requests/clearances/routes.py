"""HTTP: clearances, asked for by who commands or directs a unit, given by the State it enters."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import PlainTextResponse, Response

from sar import clock
from sar.http.request_session import Db
from sar.incidents import text_service
from sar.incidents import visible as incidents
from sar.incidents.informing.involving import refuse_kept_from
from sar.incidents.texts.craft import identified
from sar.pages_of_lists import page_answer
from sar.parties.caller import Caller
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent
from sar.requests import listing, visible
from sar.requests.clearance_views import ClearancePage, ClearanceView
from sar.requests.clearances import applying, borders_shown, by_voice, granting
from sar.requests.clearances.borders_shown import WayComputed
from sar.requests.clearances.entry_waters import waters_entered
from sar.requests.clearances.signal import signal
from sar.requests.listing import ClearanceList
from sar.requests.schemas import (
    AskClearanceBody,
    CallBody,
    ClearanceVoiceAnswerBody,
    GrantClearanceBody,
    OptionalReasonBody,
)
from sar.requests.views import CrossingView
from sar.wire import ReasonBody

router = APIRouter(prefix="/api", tags=["clearances"])


@router.get(
    "/deployments/{deployment_id}/crossings",
    summary="The borders a unit comes to",
    dependencies=[WayComputed],
)
async def read_crossings(deployment_id: UUID, db: Db, caller: Reader) -> list[CrossingView]:
    """Lists the borders on its way to the scene and where the scene drifts, each with the rule for
    crossing it, by the terms that the caller may read. Owner and lead read them, of a hailed ship
    its lead and who hailed it; nobody does who sees the work in brief.
    """
    return await borders_shown.read(db, caller, deployment_id, now=clock.now())


@router.post(
    "/deployments/{deployment_id}/clearances",
    status_code=201,
    summary="Ask a State for clearance",
    dependencies=[WayComputed],
)
async def ask_clearance(
    deployment_id: UUID, body: AskClearanceBody, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """The unit's own party asks (SAR Convention, Annex 3.1.3), or notifies: as it chooses, else as
    the ruling says; for a hailed ship the lead does, or who hailed it. Its clocks start. The State
    is not involved in the incident by it.
    """
    if not once.repeated:
        await applying.ask(db, caller, deployment_id, body, now=clock.now())
    return await visible.read_clearance(db, caller, await once.made(db, body.id), now=clock.now())


@router.get(
    "/clearances",
    summary="Clearances that I asked for, or am asked for, newest first",
    response_model=ClearancePage,
)
async def list_clearances(
    request: Request, db: Db, caller: Reader, wanted: Annotated[ClearanceList, Query()]
) -> Response:
    """Lists those of units that I lead, too."""
    rows = await listing.clearances(db, caller.party, wanted, now=clock.now())
    return await page_answer(request, rows, [row.id for row in rows], limit=wanted.limit)


@router.get("/clearances/{clearance_id}", summary="One clearance")
async def read_clearance(clearance_id: UUID, db: Db, caller: Reader) -> ClearanceView:
    """Reads it also when the unit is not at work any more."""
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())


@router.get(
    "/clearances/{clearance_id}/signal",
    response_class=PlainTextResponse,
    summary="The text of a clearance",
)
async def read_clearance_signal(clearance_id: UUID, db: Db, caller: Reader) -> str:
    """The text for a call, or for a message beside the platform, as the clearance stands now: what
    was granted and on what conditions, or why the unit does not enter."""
    row, work = await visible.access_clearance(db, caller, clearance_id)
    now = clock.now()
    (seen,) = await visible.see_clearances(db, [row], now=now)
    found = await text_service.stations(db, {seen.asked_by.id, seen.centre.id})
    at_work = not granting.over(work)
    persons, craft = await _need(db, caller, seen)
    return signal(
        seen,
        persons=persons,
        craft=craft,
        sender=found[seen.asked_by.id],
        to=found[seen.centre.id],
        at_work=at_work,
        into=await waters_entered(db, seen, at_work=at_work),
        now=now,
    )


async def _need(db: Db, caller: Caller, seen: ClearanceView) -> tuple[str, str]:
    """The persons at risk and the craft in distress, for a reader who is involved in the case,
    which the State that is asked is not by that. Conflict where the case is kept from that State:
    nothing of it is sent there."""
    if seen.incident_id is None:
        return "", ""
    if caller.party not in await incidents.parties_involved(db, seen.incident_id):
        return "", ""
    incident = await incidents.access_incident(db, caller, seen.incident_id)
    await refuse_kept_from(db, incident, [seen.centre.party])
    craft = await text_service.craft_for(db, incident, involved=True)
    return text_service.persons_at_risk(incident), identified(craft) if craft else ""


@router.post("/clearances/{clearance_id}/acknowledge", summary="Acknowledge that a unit enters")
async def acknowledge_clearance(
    clearance_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """The State that is entered acknowledges, immediately (Annex 3.1.4)."""
    if not once.repeated:
        await granting.acknowledge(db, caller, clearance_id, now=clock.now())
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())


@router.post("/clearances/{clearance_id}/grant", summary="Let a unit enter")
async def grant_clearance(
    clearance_id: UUID, body: GrantClearanceBody, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """The State that is entered grants, with its conditions; again, to change them."""
    if not once.repeated:
        await granting.grant(db, caller, clearance_id, body, now=clock.now())
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())


@router.post("/clearances/{clearance_id}/refuse", summary="Do not let a unit enter, with a reason")
async def refuse_clearance(
    clearance_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """The State that is entered refuses, also after it has granted. It may still grant later."""
    if not once.repeated:
        await granting.refuse_clearance(
            db, caller, clearance_id, reason=body.reason, now=clock.now()
        )
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())


@router.post("/clearances/{clearance_id}/withdraw", summary="Take back that a unit is to enter")
async def withdraw_clearance(
    clearance_id: UUID, body: OptionalReasonBody, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """The party that asked withdraws: the unit does not enter, or not any more."""
    if not once.repeated:
        await granting.withdraw(db, caller, clearance_id, reason=body.reason, now=clock.now())
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())


@router.post(
    "/clearances/{clearance_id}/voice-answer", summary="Record a State's answer given by voice"
)
async def record_clearance_voice_answer(
    clearance_id: UUID, body: ClearanceVoiceAnswerBody, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """The party that asked records the State's answer, the function of who gave it, and when."""
    if not once.repeated:
        await by_voice.record_voice(db, caller, clearance_id, body, now=clock.now())
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())


@router.post("/clearances/{clearance_id}/call", summary="Record a call that no State answered")
async def record_clearance_call(
    clearance_id: UUID, body: CallBody, db: Db, caller: Watch, once: Idempotent
) -> ClearanceView:
    """The party that asked called the State and had no answer, or need not call it any more."""
    if not once.repeated:
        await by_voice.record_call(db, caller, clearance_id, body, now=clock.now())
    return await visible.read_clearance(db, caller, clearance_id, now=clock.now())
