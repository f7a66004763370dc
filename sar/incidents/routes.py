"""HTTP: incidents, their positions, lead and log.

Closing, accepting an office, changing what is known, and texts stand with the requests: those know
what is asked for, still wanted and deployed.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sar import clock
from sar.http.request_session import Db
from sar.incidents import listing, visible
from sar.incidents.alarms import raising
from sar.incidents.change_schemas import SetPhaseBody, VoyageBody, WriteLogBody
from sar.incidents.coordination_schemas import (
    DeclineCoordinationBody,
    LinkIncidentBody,
    ProposeCoordinationBody,
    WithdrawCoordinationBody,
)
from sar.incidents.ending_schemas import LookAgainBody, SuspendBody
from sar.incidents.history_views import HistoryView, LogLineView, LogPage
from sar.incidents.informing import by_voice, keeping, regions
from sar.incidents.informing_schemas import KeepFromBody, KeepFromNoMoreBody, ToldByVoiceBody
from sar.incidents.informing_views import InvolvedView, TouchedRegionView
from sar.incidents.lead import acting, linking, proposals
from sar.incidents.lead.acting import Decide, as_coordinator
from sar.incidents.lifecycle import cases, ending, log, suspending
from sar.incidents.listing import IncidentList
from sar.incidents.place_views import ReportedPositionView
from sar.incidents.scene import plotting
from sar.incidents.schemas import OpenIncidentBody, ReportPositionBody
from sar.incidents.views import IncidentPage, IncidentView, SeenIncident
from sar.incidents.words import ActingDecision
from sar.pages_of_lists import page_answer
from sar.parties.identifying import Coordinate, Reader, Watch
from sar.parties.once import Idempotent
from sar.wire import Listing, ReasonBody

router = APIRouter(prefix="/api/incidents", tags=["incidents"])


@router.get("", summary="Incidents that I see, newest first", response_model=IncidentPage)
async def list_incidents(
    request: Request, db: Db, caller: Reader, wanted: Annotated[IncidentList, Query()]
) -> Response:
    """In full where involved or by a term of full awareness, else coarse. Closed: if involved."""
    found = await listing.page(db, caller.party, wanted, now=clock.now())
    return await page_answer(request, found, [one.id for one in found], limit=wanted.limit)


@router.post("", status_code=201, summary="Open an incident")
async def open_incident(
    body: OpenIncidentBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """The caller's centre leads until another accepts. `suggested_lead` is the centre whose region
    holds the datum; `to_be_called` are centres that nobody has told, because they are only listed.
    """
    now = clock.now()
    if not once.repeated:
        await cases.open_case(db, caller, body, now=now)
    made = await once.made(db, body.id)
    return await visible.full_view_of(db, caller.party, made, now=now)


@router.get("/{incident_id}", summary="One incident, as I see it")
async def read_incident(incident_id: UUID, db: Db, caller: Reader) -> SeenIncident:
    """In full, or coarse."""
    return await visible.view_of(db, caller.party, incident_id, now=clock.now())


@router.post("/{incident_id}/positions", status_code=201, summary="Report a position")
async def report_position(
    incident_id: UUID, body: ReportPositionBody, db: Db, caller: Watch, once: Idempotent
) -> ReportedPositionView:
    """By any involved party. The working datum stays until the lead changes it."""
    if not once.repeated:
        await plotting.report_position(db, caller, incident_id, body, now=clock.now())
    return await listing.position(db, incident_id, await once.made(db, body.id))


@router.get("/{incident_id}/positions", summary="Every reported position")
async def list_reported_positions(
    incident_id: UUID, db: Db, caller: Reader
) -> list[ReportedPositionView]:
    """In the order in which they were reported."""
    await visible.access_aware(db, caller, incident_id, now=clock.now())
    return await listing.positions(db, incident_id)


@router.post("/{incident_id}/voyage", summary="Tell the intended route of the craft")
async def tell_voyage(
    incident_id: UUID, body: VoyageBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch. While there is no datum, the centres along it and that of the last port
    are told, or must be called; those that the case is kept from are not. For the search alone: it
    is erased with the source of the case.
    """
    now = clock.now()
    if not once.repeated:
        await plotting.tell_voyage(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/phase", summary="Reclassify the incident")
async def set_phase(
    incident_id: UUID, body: SetPhaseBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch, immediately on the information at hand (Annex 4.2.4), with a reason."""
    now = clock.now()
    if not once.repeated:
        await cases.set_phase(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/keep-from", summary="Name a party that is not to be told")
async def keep_case_from(
    incident_id: UUID, body: KeepFromBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch, with the reason, which the involved read. No notice of the platform
    reaches the party, no term shows it the case, and nobody here addresses it by mistake."""
    now = clock.now()
    if not once.repeated:
        await keeping.keep_from(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/keep-from-no-more", summary="Let a party be told after all")
async def keep_case_from_no_more(
    incident_id: UUID, body: KeepFromNoMoreBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch, with the reason. It is told at once if its region is touched."""
    now = clock.now()
    if not once.repeated:
        await keeping.keep_from_no_more(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/told-by-voice", summary="Tell that a listed centre was told by voice")
async def tell_centre_told(
    incident_id: UUID, body: ToldByVoiceBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By any involved party: who was spoken with at a centre that is only listed, and what was
    said. It is in `to_be_called` no more. A call that nobody answered is none of these."""
    now = clock.now()
    if not once.repeated:
        await by_voice.note_centre_told(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/log", status_code=201, summary="Write into the log")
async def write_log(
    incident_id: UUID, body: WriteLogBody, db: Db, caller: Watch, once: Idempotent
) -> LogLineView:
    """By any involved party; `own` keeps the line to the writing party."""
    if not once.repeated:
        await log.write_line(db, caller, incident_id, body, now=clock.now())
    return await listing.log_line(db, incident_id, await once.made(db, body.id))


@router.get("/{incident_id}/log", summary="The log, latest first", response_model=LogPage)
async def read_log(
    request: Request,
    incident_id: UUID,
    db: Db,
    caller: Reader,
    wanted: Annotated[Listing, Query()],
) -> Response:
    """Without the lines that other parties keep their own."""
    await visible.access_aware(db, caller, incident_id, now=clock.now())
    found = await listing.log_page(db, caller.party, incident_id, wanted)
    return await page_answer(request, found, [line.id for line in found], limit=wanted.limit)


@router.post("/{incident_id}/links", summary="Propose that another case is of the same event")
async def propose_incident_link(
    incident_id: UUID, body: LinkIncidentBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead, to the lead of the other case; who leads both links them at once. Exercise and
    real are never linked."""
    now = clock.now()
    if not once.repeated:
        await linking.propose(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/links/{link_id}/accept", summary="Say too that both are of one event")
async def accept_incident_link(
    incident_id: UUID, link_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the asked lead. Both cases name each other then, to those who see both."""
    now = clock.now()
    if not once.repeated:
        await linking.accept(db, caller, incident_id, link_id, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/links/{link_id}/decline", summary="Decline a proposed link")
async def decline_incident_link(
    incident_id: UUID, link_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the asked lead, with a reason."""
    now = clock.now()
    if not once.repeated:
        await linking.decline(db, caller, incident_id, link_id, reason=body.reason, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post(
    "/{incident_id}/links/{link_id}/withdraw", summary="Take a link, or its proposal, back"
)
async def withdraw_incident_link(
    incident_id: UUID, link_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By either lead, with a reason; a proposal by the lead that made it."""
    now = clock.now()
    if not once.repeated:
        await linking.withdraw(db, caller, incident_id, link_id, reason=body.reason, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/suspend", summary="Suspend the search")
async def suspend_incident(
    incident_id: UUID, body: SuspendBody, db: Db, caller: Decide, once: Idempotent
) -> IncidentView:
    """By the lead's coordinator (Annex 4.8.4): why, who was told, and when it is looked at again.
    With people unaccounted for it takes two persons: the first's word waits for a second by voice
    (`second`) or by `POST …/second`, and lapses without one in 30 minutes (a house figure).
    """
    now = clock.now()
    if not once.repeated:
        async with as_coordinator(db, caller, incident_id, ActingDecision.SUSPEND, now=now):
            await suspending.suspend(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/look-again", summary="Look at a suspended search")
async def look_at_suspended_search(
    incident_id: UUID, body: LookAgainBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch: it stays suspended, and why. To go on, reopen it."""
    now = clock.now()
    if not once.repeated:
        await suspending.look_again(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/close/withdraw", summary="Take a wish to close back")
async def withdraw_closing(
    incident_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch, while it waits for a second or once it has lapsed: the case goes on."""
    now = clock.now()
    if not once.repeated:
        await ending.withdraw_wish(db, caller, incident_id, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/reopen", summary="Work on a suspended or closed case again")
async def reopen_incident(
    incident_id: UUID, body: ReasonBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """By the lead's watch: to search again takes no coordinator."""
    now = clock.now()
    if not once.repeated:
        await ending.reopen(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post(
    "/{incident_id}/coordination", status_code=201, summary="Propose that a centre take over"
)
async def propose_coordination(
    incident_id: UUID, body: ProposeCoordinationBody, db: Db, caller: Decide, once: Idempotent
) -> IncidentView:
    """By the lead's coordinator. The holder stays responsible until the asked centre accepts."""
    now = clock.now()
    if not once.repeated:
        async with as_coordinator(db, caller, incident_id, ActingDecision.PROPOSE_LEAD, now=now):
            await proposals.propose(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/coordination/decline", summary="Decline to take over")
async def decline_coordination(
    incident_id: UUID, body: DeclineCoordinationBody, db: Db, caller: Decide, once: Idempotent
) -> IncidentView:
    """By a coordinator of the asked party, with a reason."""
    now = clock.now()
    if not once.repeated:
        async with as_coordinator(db, caller, incident_id, ActingDecision.DECLINE_LEAD, now=now):
            await proposals.decline(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/coordination/withdraw", summary="Take a proposal back")
async def withdraw_coordination(
    incident_id: UUID, body: WithdrawCoordinationBody, db: Db, caller: Decide, once: Idempotent
) -> IncidentView:
    """By the lead's coordinator, while it is not answered."""
    now = clock.now()
    if not once.repeated:
        async with as_coordinator(db, caller, incident_id, ActingDecision.WITHDRAW_LEAD, now=now):
            await proposals.withdraw(db, caller, incident_id, body, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/acted/look", summary="Look at what was decided as coordinator")
async def look_at_coordinator_acts(
    incident_id: UUID, db: Db, caller: Coordinate, once: Idempotent
) -> IncidentView:
    """A coordinator has looked at all that watch officers of the own party decided as coordinator
    of the case so far (`acted`). It changes none of it.
    """
    now = clock.now()
    if not once.repeated:
        await acting.note_acting_seen(db, caller, incident_id, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.post("/{incident_id}/alarms/take-up", summary="Take up what is the matter with the case")
async def take_up_alarms(
    incident_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """Somebody who watches has seen the alarms of the own centres (`alarms`): no further contact is
    alerted. It settles none of them; what still stands after half an hour is alerted once more.
    Only a coordinator takes up that a watch officer acted as coordinator.
    """
    now = clock.now()
    if not once.repeated:
        await raising.take_up(db, caller, incident_id, now=now)
    return await visible.full_view_of(db, caller.party, incident_id, now=now)


@router.get("/{incident_id}/history", summary="Phases, datums and who was asked to lead")
async def read_history(incident_id: UUID, db: Db, caller: Reader) -> HistoryView:
    """Oldest first."""
    await visible.access_aware(db, caller, incident_id, now=clock.now())
    return await listing.history(db, incident_id)


@router.get("/{incident_id}/involved", summary="The parties involved, why and since when")
async def read_involved_parties(incident_id: UUID, db: Db, caller: Reader) -> list[InvolvedView]:
    """In the order in which they became involved. The lead reads the reason of each, other parties
    their own only."""
    incident = await visible.access_aware(db, caller, incident_id, now=clock.now())
    return await visible.involved_view_of(db, caller.party, incident)


@router.get("/{incident_id}/regions", summary="The regions that it touches, and who was told")
async def read_regions(incident_id: UUID, db: Db, caller: Reader) -> list[TouchedRegionView]:
    """Of every holder, by the present place, its uncertainty and six hours' drift; without a datum
    by the last reported position and the intended route; none where no region is known. Holders
    of the present place come first."""
    now = clock.now()
    incident = await visible.access_aware(db, caller, incident_id, now=now)
    return await regions.touched_regions(db, incident, now=now)
