"""HTTP: signals of distress that nobody has made a case of yet."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sar import clock
from sar.distress_reports import settling, visible
from sar.distress_reports.schemas import DismissReportBody, JoinReportBody, OpenOfReportBody
from sar.distress_reports.views import DistressReportView
from sar.http.request_session import Db
from sar.incidents import visible as incidents
from sar.incidents.views import IncidentView
from sar.parties.caller import Caller
from sar.parties.identifying import Reader, Watch
from sar.parties.once import Idempotent

router = APIRouter(prefix="/api/distress-reports", tags=["incidents"])


@router.get("", summary="Signals of distress that are heard")
async def list_distress_reports(
    db: Db, caller: Reader, incident_id: Annotated[UUID | None, Query()] = None
) -> list[DistressReportView]:
    """The newest first: those that wait at a centre of my party, or that its receivers have heard;
    with `incident_id` those of that case."""
    if incident_id is None:
        rows = await visible.waiting(db, caller.party)
    else:
        await incidents.access_aware(db, caller, incident_id, now=clock.now())
        rows = await visible.of_case(db, caller.party, incident_id)
    return await visible.see(db, caller.party, rows)


@router.get("/{report_id}", summary="One signal of distress, also after it is settled")
async def read_distress_report(report_id: UUID, db: Db, caller: Reader) -> DistressReportView:
    """Its case is told to parties that are involved in that; a ship's own number here alone."""
    return await _seen(db, caller, report_id)


@router.post("/{report_id}/open", status_code=201, summary="Open a case of it")
async def open_case_of_distress_report(
    report_id: UUID, body: OpenOfReportBody, db: Db, caller: Watch, once: Idempotent
) -> IncidentView:
    """In distress, at its place, led by my centre; the centres of the regions that it touches are
    told. Either party may: the one at which it rings, or the one that heard it."""
    now = clock.now()
    if not once.repeated:
        await settling.open_case_of(db, caller, report_id, body, now=now)
    made = await once.made(db, body.id)
    return await incidents.full_view_of(db, caller.party, made, now=now)


@router.post("/{report_id}/join", summary="Say of which case it is")
async def join_distress_report(
    report_id: UUID, body: JoinReportBody, db: Db, caller: Watch, once: Idempotent
) -> DistressReportView:
    """Its place becomes a reported position there; the datum stays until its lead changes it."""
    if not once.repeated:
        await settling.join_case(db, caller, report_id, body, now=clock.now())
    return await _seen(db, caller, report_id)


@router.post("/{report_id}/dismiss", summary="Say that it is no distress")
async def dismiss_distress_report(
    report_id: UUID, body: DismissReportBody, db: Db, caller: Watch, once: Idempotent
) -> DistressReportView:
    """With the reason. It does not ring anew until the transmitter was silent for six hours."""
    if not once.repeated:
        await settling.dismiss(db, caller, report_id, body, now=clock.now())
    return await _seen(db, caller, report_id)


async def _seen(db: Db, caller: Caller, report_id: UUID) -> DistressReportView:
    row = await visible.access_report(db, caller, report_id)
    return (await visible.see(db, caller.party, [row], by_id=True))[0]
