"""HTTP: signals of distress that nobody has made a case of yet."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from sar import clock
from sar.distress_reports import handing, settling, telling, visible
from sar.distress_reports.schemas import (
    DismissReportBody,
    JoinReportBody,
    LookAtTextBody,
    OpenOfReportBody,
    PassReportOnBody,
    TellDistressBody,
)
from sar.distress_reports.views import DistressReportView, DistressTextView, TextLookView
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


@router.post("", status_code=201, summary="Tell a text of distress that came to my centre")
async def tell_distress(
    body: TellDistressBody, db: Db, caller: Watch, once: Idempotent
) -> DistressReportView:
    """An alert of Cospas-Sarsat, a DSC call, a situation report, or plain words, as it came. It
    rings at the centre whose region holds its place; a text of the same sender as a report that
    waits here becomes a further text of that, which is answered then. The text is kept also where
    nothing of it was read."""
    made = body.id
    if not once.repeated:
        teller = telling.TextTeller.of(caller)
        made = await telling.tell_text(db, teller, body, now=clock.now())
    return await _seen(db, caller, await once.made(db, made))


@router.post("/look", summary="Look at a text of distress before it is told")
async def look_at_distress_text(body: LookAtTextBody, db: Db, caller: Watch) -> TextLookView:
    """All that is read of it and all that is not, the centre at which it would ring and why, and
    reports and cases that it is probably of. Nothing is kept."""
    return await telling.look_at_text(db, caller, body, now=clock.now())


@router.get("/{report_id}/texts", summary="The texts of a report, as they came")
async def read_distress_texts(report_id: UUID, db: Db, caller: Reader) -> list[DistressTextView]:
    """The oldest first. They are forgotten 30 days after the report is settled, and with the
    sources of its case."""
    row = await visible.access_report(db, caller, report_id)
    return [DistressTextView.model_validate(one) for one in row.texts]


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


@router.post("/{report_id}/take-up", summary="Say that somebody here looks into it")
async def take_up_distress_report(
    report_id: UUID, db: Db, caller: Watch, once: Idempotent
) -> DistressReportView:
    """No further contact is alerted at the caller's centre, unless nobody has said in half an hour
    what it is. For the party at whose centre it rings, and for who heard it once that is alerted
    too; all who see it read the first."""
    if not once.repeated:
        await handing.take_up(db, caller, report_id, now=clock.now())
    return await _seen(db, caller, report_id)


@router.post("/{report_id}/pass-on", summary="Pass it on to another centre")
async def pass_on_distress_report(
    report_id: UUID, body: PassReportOnBody, db: Db, caller: Watch, once: Idempotent
) -> DistressReportView:
    """It rings there from then on, whatever positions come later. For the party at whose centre it
    rings, which sees it still; a centre that has not joined is called instead."""
    if not once.repeated:
        await handing.pass_on(db, caller, report_id, body, now=clock.now())
    return await _seen(db, caller, report_id)


async def _seen(db: Db, caller: Caller, report_id: UUID) -> DistressReportView:
    row = await visible.access_report(db, caller, report_id)
    return (await visible.see(db, caller.party, [row], by_id=True))[0]
